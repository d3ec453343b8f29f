"""Dictionaries of quanteda, LIWC, Lexicoder and Yoshikoder: what is read, what is left out aloud, what is refused."""

import json
import time

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from framing.find.mentions import find_mentions
from framing.read.dictionaries import DICTIONARY_SUFFIXES
from framing.read.lexicon import check_lexicon, read_lexicon
from framing.tables import FramingError

LIWC = "%\n1\tdoubt\n02\tatrocity\n%\n"
YKD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<dictionary style="050805" patternengine="substring">\n{}\n</dictionary>\n'
)


@pytest.fixture
def write(tmp_path):
    def write(content, name="court.yml"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf8"))
        return path

    return write


def pairs(lexicon):
    check_lexicon(lexicon)
    return lexicon[["term", "frame"]].values.tolist()


def left_out(lexicon):
    return [(row["line"], row["term"], row["frame"], row["reason"]) for row in lexicon.attrs["left_out"]]


def refused(path):
    with pytest.raises(FramingError) as error:
        read_lexicon(path)
    return str(error.value)


# What is read


def test_yaml(write, capsys):
    text = "# ours\nlaw:\n  courts: [tribunal*, The  Hague]\n  acts:\n    - statute\n    - war-crime*\n"
    text += "doubt: witch hunt\nempty:\n"
    lexicon = read_lexicon(write(text))
    assert pairs(lexicon) == [
        ["tribunal*", "law / courts"],
        ["The Hague", "law / courts"],
        ["statute", "law / acts"],
        ["war-crime*", "law / acts"],
        ["witch hunt", "doubt"],
    ]
    assert list(lexicon) == ["term", "frame", "source"]
    assert lexicon.source.tolist()[::4] == [
        "from court.yml, category law / courts",
        "from court.yml, category doubt",
    ]
    assert lexicon.attrs == {"left_out": []} and capsys.readouterr().err == ""


def test_yaml_that_looks_like_other_things_is_text(write):
    text = "a:\n  - no\n  - 1984\n  - 'yes'\n  - 2001-09-11\n  - null\nno: [on]\n3: x\n"
    terms = [["no", "a"], ["1984", "a"], ["yes", "a"], ["2001-09-11", "a"], ["null", "a"], ["on", "no"], ["x", "3"]]
    assert pairs(read_lexicon(write(text))) == terms


def test_yaml_as_quanteda_writes_it(write):
    """A category that has terms and categories has its own terms under __; lists may hold categories."""
    assert pairs(read_lexicon(write("law:\n  courts:\n    - tribunal\n  __:\n    - law*\n", "court.yaml"))) == [
        ["tribunal", "law / courts"],
        ["law*", "law"],
    ]
    assert pairs(read_lexicon(write("law:\n  - law*\n  - courts:\n      - tribunal\n"))) == [
        ["law*", "law"],
        ["tribunal", "law / courts"],
    ]


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_liwc(write, line_break):
    text = LIWC + "\nlawfare\t1\ngenocid*\t2\t1\nwar crime*\t02\nso called 01 2\nroute 66\t1\n"
    assert pairs(read_lexicon(write(text.replace("\n", line_break), "court.dic"))) == [
        ["lawfare", "doubt"],
        ["genocid*", "atrocity"],
        ["genocid*", "doubt"],
        ["war crime*", "atrocity"],
        ["so called", "doubt"],
        ["so called", "atrocity"],
        ["route 66", "doubt"],
    ]


def test_liwc_with_categories_inside_categories(write):
    text = (
        "%\n1\taffect (Affect)\n\t2\tnegemo\n\t\t3\tanger\n\t4\tposemo\n5\tsocial\n%\nhate\t1\t2\t3\ngood\t4\nally\t5\n"
    )
    assert pairs(read_lexicon(write(text, "court.dic"))) == [
        ["hate", "affect (Affect)"],
        ["hate", "affect (Affect) / negemo"],
        ["hate", "affect (Affect) / negemo / anger"],
        ["good", "affect (Affect) / posemo"],
        ["ally", "social"],
    ]


def test_lexicoder_3(write):
    text = "+doubt\nlawfare\nwitch hunt*\n\n+atrocity+\ngenocid*\n"
    expected = [["lawfare", "doubt"], ["witch hunt*", "doubt"], ["genocid*", "atrocity"]]
    for name in ("court.lc3", "court.lcd"):
        assert pairs(read_lexicon(write(text, name))) == expected


def test_lexicoder_2(write):
    text = (
        '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<dictionary style="Lexicoder" name="court">\n'
        '<cnode name="doubt">\n<pnode name=" lawfare "></pnode>\n<pnode name="show trial"></pnode>\n</cnode>\n'
        "</dictionary>"
    )
    assert pairs(read_lexicon(write(text, "court.lcd"))) == [["lawfare", "doubt"], ["show trial", "doubt"]]


def test_yoshikoder(write):
    text = YKD.format(
        '<cnode name="Court" desc="ours">\n<cnode name="doubt" desc="">\n<pnode name="lawfare" desc="Dunlap 2001"/>\n'
        '<pnode name="Q&amp;A" score="1.5"/>\n</cnode>\n<pnode name="genocid*" score="2" desc="Art. 6"/>\n</cnode>'
    )
    lexicon = read_lexicon(write(text, "court.ykd"))
    assert pairs(lexicon) == [["lawfare", "Court / doubt"], ["Q&A", "Court / doubt"], ["genocid*", "Court"]]
    assert lexicon.note.tolist() == ["Dunlap 2001", "score 1.5", "Art. 6; score 2"]
    assert lexicon.source.tolist()[2] == "from court.ykd, category Court"


def test_encodings(write, capsys):
    assert pairs(read_lexicon(write("a: [élan]".encode("cp1252")))) == [["élan", "a"]]
    assert capsys.readouterr().err == "court.yml: not UTF-8, read as cp1252 (Windows)\n"
    assert pairs(read_lexicon(write("a: [e\u0301lan]".encode("utf-16"), "COURT.YML"))) == [["élan", "a"]]
    text = YKD.replace("UTF-8", "UTF-16").format('<cnode name="a"><pnode name="élan"/></cnode>')
    assert pairs(read_lexicon(write(text.encode("utf-16"), "court.ykd"))) == [["élan", "a"]]


# What is left out, aloud


def test_what_a_term_cannot_express_is_told_and_listed(write, capsys):
    terms = ['"*deceit*"', "lib*r", "wom?n", '"(gay|queer)"', '":)"', '"not *"', '"U.S.$"', "free", "Free"]
    text = "a:\n" + "".join(f"  - {term}\n" for term in terms)
    lexicon = read_lexicon(write(text))
    assert pairs(lexicon) == [["U.S.$", "a"], ["free", "a"]]
    assert left_out(lexicon) == [
        (2, "*deceit*", "a", "has a * in front. Write deceit* to take every ending"),
        (3, "lib*r", "a", "has a * in the middle. Write lib* to take every ending"),
        (4, "wom?n", "a", "has a ?, which may stand for any letter. Write out the words that it matches"),
        (5, "(gay|queer)", "a", "looks like a regular expression. Write out the words that it matches"),
        (6, ":)", "a", "can never match: it holds no letter and no digit. Write a word"),
        (7, "not *", "a", "can never match: it starts or ends with a space or a hyphen. Write not*"),
        (10, "Free", "a", "stands in this category already, in line 9"),
    ]
    assert capsys.readouterr().err == (
        "court.yml: 7 of 9 entries left out: line 2, '*deceit*' has a * in front; line 3, 'lib*r' has a * in the "
        "middle; line 4, 'wom?n' has a ?, which may stand for any letter; line 5, '(gay|queer)' looks like a regular "
        "expression; line 6, ':)' can never match: it holds no letter and no digit; and 2 more. "
        'All are listed in lexicon.attrs["left_out"]\n'
    )


@pytest.mark.parametrize("term", [r"\bfree\b", "free.*", "fre[ed]", "^free", "(?i)free", "fre{2}"])
def test_regular_expressions(term, write, capsys):
    lexicon = read_lexicon(write(f"a:\n  - '{term}'\n  - free\n"))
    assert pairs(lexicon) == [["free", "a"]]
    assert left_out(lexicon)[0][3].startswith("looks like a regular expression")


def test_liwc_entries_that_depend_on_others(write, capsys):
    text = LIWC + "like\t(02 134)125/464\nkind <of>\t1\n(53) like*\t1\nalone\nodd\t1 x\nnew\t9\t1\n"
    lexicon = read_lexicon(write(text, "court.dic"))
    assert pairs(lexicon) == [["new", "doubt"]]
    condition = "depends on the words around it, by a condition in brackets"
    assert left_out(lexicon) == [
        (5, "like", "", condition),
        (6, "kind <of>", "", condition),
        (7, "(53) like*", "", condition),
        (8, "alone", "", "has no category"),
        (9, "odd", "", "has '1 x' where the numbers of its categories should be"),
        (10, "new", "9", "has the category 9, which the top of the file does not name"),
    ]


def test_yoshikoder_with_regular_expressions(write, capsys):
    text = YKD.replace("substring", "regexp").format(
        '<pnode name="stray"/><cnode name="a">\n<pnode name="colou?r"/><pnode name="war*"/>'
        '<pnode name="war crime"/></cnode>'
    )
    lexicon = read_lexicon(write(text, "court.ykd"))
    assert pairs(lexicon) == [["war crime", "a"]]
    reason = "is a regular expression. Write out the words that it matches"
    assert left_out(lexicon) == [
        (3, "stray", "", "stands in no category"),
        (4, "colou?r", "a", reason),
        (4, "war*", "a", reason),
    ]


def test_the_list_survives_what_pandas_does_with_tables(write, capsys, tmp_path):
    """A table in attrs would make concat fail and Parquet refuse."""
    lexicon = read_lexicon(write("a: ['*x', war]"))
    assert json.dumps(lexicon.attrs) and len(pd.DataFrame(lexicon.attrs["left_out"])) == 1
    assert len(pd.concat([lexicon, read_lexicon(write("a: ['*x', war]")).copy()])) == 2
    lexicon.to_parquet(tmp_path / "lexicon.parquet")
    lexicon.to_csv(tmp_path / "mine.csv", index=False)
    assert pairs(read_lexicon(tmp_path / "mine.csv")) == [["war", "a"]]


# What is refused


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("court.yml", " \n", "court.yml is empty. Save it once more, or give the path of another file."),
        (
            "court.yml",
            "a:\n  - '*x'\n",
            "court.yml holds no entry that can be looked for. The first: line 2, '*x' has a * in front. "
            "Write at least one word into it.",
        ),
        ("court.yml", "a:\n", "court.yml holds no entry that can be looked for. Write at least one word into it."),
        (
            "court.yml",
            "- a\n- b\n",
            "court.yml, line 1: no category. "
            "Write a category as name: and its terms below it, each after a hyphen and a space.",
        ),
        (
            "court.yml",
            "a:\n\t- b\n",
            "court.yml, line 2: no YAML: found character '\\t' that cannot start any token. "
            "Write a category as name: and its terms below it, each after a hyphen and a space.",
        ),
        (
            "court.yml",
            "a:\n  - *deceit*\n",
            "court.yml, line 2: a * in front means an alias in YAML. Put a term that begins with * in quotation marks.",
        ),
        (
            "court.yml",
            "a: &x [b]\nc: *x\n",
            "court.yml, line 2: a * in front means an alias in YAML. Put a term that begins with * in quotation marks.",
        ),
        (
            "court.yml",
            "a:\n  - b\x07c\n",
            "court.yml, line 2: no YAML: the character U+0007 may not stand there. Delete it.",
        ),
        (
            "court.yml",
            "a:\n  - !!python/object/apply:os.system ['echo']\n",
            "court.yml, line 2: the tag tag:yaml.org,2002:python/object/apply:os.system is not read. "
            "Delete it: terms are plain text.",
        ),
        (
            "court.yml",
            "? [a, b]\n: c\n",
            "court.yml, line 1: the name of a category is no text. "
            "Write a category as name: and its terms below it, each after a hyphen and a space.",
        ),
        (
            "court.yml",
            "a: " + "[" * 5000,
            "court.yml: categories lie too deep inside each other. "
            "Write a category as name: and its terms below it, each after a hyphen and a space.",
        ),
        (
            "court.dic",
            "\n48000\nabide/S\n",
            "court.dic, line 2: no % before the categories. "
            "A LIWC dictionary begins with %, a line for each category (1, a tab, anger), and % again.",
        ),
        (
            "court.dic",
            "%\n1\tdoubt\nlawfare\t1\n",
            "court.dic, line 1: no second % ends the list of categories. "
            "A LIWC dictionary begins with %, a line for each category (1, a tab, anger), and % again.",
        ),
        (
            "court.dic",
            "%\n1\tdoubt\nanger\n%\nx\t1\n",
            "court.dic, line 3: 'anger' is no category. Write its number, a tab and its name.",
        ),
        (
            "court.dic",
            "%\n1\tdoubt\n01\tanger\n%\nx\t1\n",
            "court.dic, line 3: a second category 1. Give each category a number of its own.",
        ),
        (
            "court.lc3",
            "\nlawfare\n+doubt\n",
            "court.lc3, line 2: 'lawfare' stands before the first category. Write a line +category above it.",
        ),
        ("court.lc3", "+ \nx\n", "court.lc3, line 1: a category without a name. Write it after the +."),
        (
            "court.ykd",
            YKD.format('<cnode name="a"><pnode name="b"/>'),
            "court.ykd, line 4: broken XML: mismatched tag. Save it anew in Lexicoder or Yoshikoder.",
        ),
        (
            "court.ykd",
            "lawfare\n",
            "court.ykd, line 1: broken XML: syntax error. Save it anew in Lexicoder or Yoshikoder.",
        ),
        (
            "court.ykd",
            "<html></html>",
            "court.ykd, line 1: <html> where <dictionary> should begin. Save it anew in Lexicoder or Yoshikoder.",
        ),
        (
            "court.ykd",
            YKD.format("<cnode></cnode>"),
            'court.ykd, line 3: a category without a name. Write it: <cnode name="anger">.',
        ),
        (
            "court.ykd",
            YKD.format('<cnode name="a"><pnode name="&b;"/></cnode>'),
            "court.ykd, line 3: broken XML: undefined entity. Save it anew in Lexicoder or Yoshikoder.",
        ),
    ],
)
def test_messages(name, content, message, write, capsys):
    assert refused(write(content, name)) == message


def test_files_that_would_grow_without_end(write, tmp_path):
    """A billion laughs, in XML and in YAML, and an entity that reads another file."""
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10 if i else "ha"}">' for i in range(10))
    (tmp_path / "secret.txt").write_text("secret", encoding="utf8")
    for doctype in (f"<!DOCTYPE d [{laughs}]>", f'<!DOCTYPE d [<!ENTITY l9 SYSTEM "{tmp_path / "secret.txt"}">]>'):
        text = (
            f'<?xml version="1.0"?>\n{doctype}\n<dictionary><cnode name="a"><pnode name="&l9;"/></cnode></dictionary>'
        )
        assert refused(write(text, "court.ykd")) == (
            "court.ykd, line 2: it has a DOCTYPE, which may make a file grow without end. Delete <!DOCTYPE …>."
        )
    text = "a: &a [x]\n" + "".join(
        f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdef", "bcdefg", strict=True)
    )
    assert refused(write(text)).startswith("court.yml, line 2: a * in front means an alias in YAML.")


def test_a_dictionary_of_ten_thousand_entries_is_quick(write):
    start = time.process_time()
    words = "\n".join(f"word{i}\t{i % 2 + 1}" for i in range(10_000))
    assert len(read_lexicon(write(LIWC + words, "court.dic"))) == 10_000
    assert len(read_lexicon(write("a:\n" + "".join(f"  - word{i}\n" for i in range(10_000))))) == 10_000
    assert time.process_time() - start < 10


PIECES = [
    *("a:", "b", " ", "  ", "\n", "\n", "\t", "- ", "*", "?", "[", "]", "{", "}", "%", "\n%\n", "1", "02", "+"),
    *("&", "!", "|", ">", "'", '"', "#", "---", ":", ",", "<", "/>", "<dictionary>", '<cnode name="c">'),
    *('<pnode name="p"/>', "</cnode>", "\x00", "é", "\u2028"),
]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PIECES), max_size=25), st.sampled_from(DICTIONARY_SUFFIXES))
def test_any_file_gives_a_lexicon_or_one_error(write, pieces, suffix):
    try:
        lexicon = read_lexicon(write("".join(pieces), "court" + suffix))
    except FramingError as error:
        assert str(error).startswith(f"court{suffix}") and str(error).endswith(".")
    else:
        check_lexicon(lexicon)


# What a dictionary finds: overlaps as quanteda documents them for tokens_lookup


def frames_found(text, dictionary, write):
    articles = pd.DataFrame({"article_id": ["a"], "title": [""], "text": [text]})
    mentions = find_mentions(articles, read_lexicon(write(dictionary)))
    return list(zip(mentions.frame, mentions.found, strict=True))


def test_globs_count_per_category(write):
    """The dictionary of the first example in the manual of tokens_lookup, on a sentence of ours."""
    dictionary = "country: united states\nlaw: ['law*', constitution]\nfreedom: ['free*', 'libert*']\n"
    text = "The laws of the United States, a Constitution of liberty: lawful, free and freely states united."
    assert frames_found(text, dictionary, write) == [
        ("law", "laws"),
        ("country", "United States"),
        ("law", "Constitution"),
        ("freedom", "liberty"),
        ("law", "lawful"),
        ("freedom", "free"),
        ("freedom", "freely"),
    ]


def test_entries_of_different_categories_count_each_though_one_lies_in_the_other(write):
    """nested_scope = "key", the default: New York in New York Times is a city too."""
    text = "A New York daily, the New York Times."
    assert frames_found(text, "paper: New York Times\ncity: New York\n", write) == [
        ("city", "New York"),
        ("paper", "New York Times"),
        ("city", "New York"),
    ]


@pytest.mark.parametrize("entries", ["[a b, a b c]", "[b c, a b c]", "[a b, b c, a b c]", "[a, b, a b c]"])
def test_entries_of_one_category_count_once_where_one_lies_in_the_other(entries, write):
    assert frames_found("A B C", f"key: {entries}", write) == [("key", "A B C")]


def test_entries_that_overlap_count_once_in_one_category_and_each_in_two(write):
    assert frames_found("a b a", "key: [a b, b a]", write) == [("key", "a b")]
    assert frames_found("a b a", "one: a b\ntwo: b a", write) == [("one", "a b"), ("two", "b a")]
    assert frames_found("States of States of America", "key: [States, States of America]", write) == [
        ("key", "States"),
        ("key", "States of America"),
    ]


# except and match_case


def test_the_prosecutor_on_war_crimes_is_no_mention(write):
    lexicon = read_lexicon(
        write(
            "term,frame,source,except,match_case\n"
            "war crime*,atrocity,Rome Statute Art. 8,prosecutor on war crimes; war crimes tribunal,no\n"
            "Prosecutor,law,an office,,yes\n",
            "court.csv",
        )
    )
    text = (
        "The Prosecutor on War Crimes met a prosecutor. “War crimes,” he said of the PROSECUTOR ON\nWAR-CRIMES. "
        "A prosecutor on a war crime. The war-crimes tribunal."
    )
    articles = pd.DataFrame({"article_id": ["a"], "title": ["Prosecutor on war crimes: war crimes"], "text": [text]})
    mentions = find_mentions(articles, lexicon)
    assert list(zip(mentions.part, mentions.frame, mentions.found, strict=True)) == [
        ("title", "law", "Prosecutor"),
        ("title", "atrocity", "war crimes"),
        ("text", "law", "Prosecutor"),
        ("text", "atrocity", "War crimes"),
        ("text", "atrocity", "war crime"),
    ]
