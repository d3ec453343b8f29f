"""Mentions equal those of the oracle, and every rule of the contract is shown on a case to count by hand."""

import random
import time
from pathlib import Path

import numpy as np
import oracle
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from framing.find import mentions as mentions_module
from framing.find.mentions import find_mentions
from framing.read.lexicon import read_lexicon
from framing.tables import COLUMNS, FramingError
from framing.text.terms import parse_term

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="real articles lie beside the project, not in it")


def articles_of(*texts, titles=None):
    """Objects, not strings: so that texts may hold half characters and nothing at all."""
    ids = [f"a{i}" for i in range(len(texts))]
    table = {"article_id": ids, "title": titles or [""] * len(texts), "text": list(texts)}
    return pd.DataFrame({c: pd.Series(v, dtype=object) for c, v in table.items()})


def lexicon_of(*terms, frames="f", **columns):
    frames = [frames] * len(terms) if isinstance(frames, str) else frames
    return pd.DataFrame({"term": list(terms), "frame": frames, "source": "test"} | columns)


def rows(mentions):
    return list(
        mentions[["article_id", "term", "frame", "part", "start", "end", "found"]].itertuples(index=False, name=None)
    )


def agree(articles, lexicon):
    mentions = find_mentions(articles, lexicon)
    assert rows(mentions) == oracle.find_mentions(articles, lexicon)
    assert mentions.mention_id.is_unique
    return mentions


def found(text, *terms, **columns):
    return agree(articles_of(text), lexicon_of(*terms, **columns)).found.tolist()


# The oracle

WORDS = [
    *(
        "war",
        "crime",
        "crimes",
        "geno",
        "cide",
        "genocide",
        "anti",
        "a",
        "A",
        "ab",
        "WAR",
        "s",
        "ſ",
        "S",
        "ss",
        "ß",
        "ẞ",
    ),
    *(
        "i",
        "I",
        "İ",
        "ı",
        "k",
        "K",
        "\u212a",
        "é",
        "e\u0301",
        "É",
        "\u0301",
        "U.S.",
        "court's",
        "court’s",
        "'",
        "’",
        "9",
        "11",
    ),
    *("_", "法", "法院", "حرب", "σ", "ς", "Σ", "ǆ", "ǅ", "Ǆ", "ﬁ", ".", ",", "“", "&", "9/11", "Ꭰ", "ꭰ", "𐐀", "𐐨"),
]
GAPS = [
    " ",
    " ",
    " ",
    "-",
    "‐",
    "‑",
    "–",
    "  ",
    "\xa0",
    "\t",
    "\n",
    "\n",
    "\r\n",
    "\u2028",
    "\u2029",
    "\x85",
    "\x1c",
    "\x0b",
    "\n\n",
    "\n \t\n",
]
ODDITIES = [
    *("\r\n\r\n", "\0", "\ud800", "\udfff", "👩‍👩‍👧", "👍🏽", "\u200d", "\u200b", "\ufeff", "*", "\\b", "("),
    " " * 40,
    "x" * 40,
]

bodies = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(["", " ", "-", "‑"])), min_size=1, max_size=4)
terms = st.builds(
    lambda body, star: "".join(w + g for w, g in body)[: -len(body[-1][1]) or None] + star,
    bodies,
    st.sampled_from(["", "", "*"]),
)


def is_term(text):
    try:
        return bool(parse_term(text))
    except ValueError:
        return False


entries = st.lists(
    st.tuples(terms.filter(is_term), st.sampled_from("fgh")),
    min_size=1,
    max_size=12,
    unique_by=lambda e: (parse_term(e[0]), e[1]),
)


@st.composite
def cases(draw):
    """A lexicon, and articles put together from its own terms, what may stand between, and what breaks scanners."""
    drawn = draw(entries)
    own = [t.rstrip("*") for t, _ in drawn]
    pieces = st.sampled_from(
        own * 3 + [f"anti-{own[0]}", f"{own[-1]} war"] + [t.upper() for t in own] + WORDS + GAPS * 2 + ODDITIES
    )
    texts = draw(st.lists(st.lists(pieces, max_size=25).map("".join), min_size=2, max_size=6))
    n = len(texts) // 2
    columns = {}
    if draw(st.booleans()):
        columns["match_case"] = draw(st.lists(st.booleans(), min_size=len(drawn), max_size=len(drawn)))
    if draw(st.booleans()):
        longer = [f(t.rstrip("*")) for t, _ in drawn for f in ("anti-{}".format, "{} war".format, "{}*".format, str)]
        excepted = st.sampled_from(["", *filter(is_term, longer)])
        columns["except"] = draw(st.lists(excepted, min_size=len(drawn), max_size=len(drawn)))
    lexicon = lexicon_of(*(t for t, _ in drawn), frames=[f for _, f in drawn], **columns)
    return articles_of(*texts[:n], titles=texts[n : 2 * n]), lexicon


@settings(max_examples=250, deadline=None, derandomize=True)
@given(cases())
@example((articles_of("war\r\n \r\ncrime war\r\ncrime", "\0war\0"), lexicon_of("war crime", "war")))
@example((articles_of("", titles=["war"]), lexicon_of("war*", "war", frames=["f", "f"])))
def test_mentions_equal_those_of_the_oracle(case):
    agree(*case)


@pytest.mark.parametrize(("n_terms", "seed"), [(1, 5), (250, 1), (1000, 2), (1000, 3)])
def test_many_terms_equal_those_of_the_oracle(n_terms, seed):
    draw = random.Random(seed)
    chosen = {}
    while len(chosen) < n_terms:
        words = draw.choices(WORDS, k=draw.randint(1, 4))
        term = "".join(w + draw.choice(["", " ", "-"]) for w in words).rstrip(" -") + draw.choice(["", "", "*"])
        if is_term(term):
            chosen.setdefault((frame := draw.choice("fgh"), parse_term(term)), (term, frame))
    lexicon = lexicon_of(*(t for t, _ in chosen.values()), frames=[f for _, f in chosen.values()])
    own = [t.rstrip("*") for t in lexicon.term]
    pools = [own, own, WORDS, GAPS, GAPS, ODDITIES]
    texts = ["".join(draw.choice(draw.choice(pools)) for _ in range(300)) for _ in range(6)]
    assert len(agree(articles_of(*texts[:3], titles=texts[3:]), lexicon)) >= min(n_terms, 100)


def test_letters_of_many_scripts_equal_those_of_the_oracle():
    draw = random.Random(4)
    signs = [chr(c) for block in (0x4E00, 0xAC00, 0x0410, 0x0620) for c in range(block, block + 150)]
    signs = [c for c in signs if c.isalpha()]
    chosen = {parse_term(t): t for t in ("".join(draw.choices(signs, k=draw.randint(1, 2))) for _ in range(800))}
    lexicon = lexicon_of(*chosen.values(), "war crime*")
    texts = [" ".join(draw.choices([*lexicon.term, *signs, "war\ncrimes"], k=600)) for _ in range(3)]
    assert len(agree(articles_of(*texts), lexicon)) > 300


@needs_shared
def test_five_real_articles_equal_those_of_the_oracle():
    texts = [p.read_text(encoding="utf8") for p in sorted((SHARED / "articles").glob("*.txt"))]
    assert len(agree(articles_of(*texts), read_lexicon(ROOT / "data/lexicons/icc.csv"))) > 50


@needs_shared
def test_real_articles_equal_those_of_the_oracle():
    articles = pd.read_parquet(SHARED / "allsides/articles.parquet").sample(300, random_state=0)
    assert len(agree(articles, read_lexicon(ROOT / "data/lexicons/icc.csv"))) > 100


@pytest.mark.parametrize("batch", [1, 7, 40])
def test_what_is_found_does_not_depend_on_what_is_scanned_at_once(batch, monkeypatch):
    texts = ["war", "", "crime war", "war\ncrime war-crimes", "İ war ", "", "\0war"] * 3
    articles, lexicon = articles_of(*texts, titles=[*texts[1:], "war"]), lexicon_of("war", "war crime*")
    whole = find_mentions(articles, lexicon)
    monkeypatch.setattr(mentions_module, "_BATCH", batch)
    pd.testing.assert_frame_equal(find_mentions(articles, lexicon), whole)


# The rules, by hand


@pytest.mark.parametrize(
    ("text", "term", "expected"),
    [
        ("a politically-motivated case", "politically motivated", ["politically-motivated"]),
        ("a politically motivated case", "politically-motivated", ["politically motivated"]),
        ("a politically‑motivated case", "politically‐motivated", ["politically‑motivated"]),
        ("anti-genocide", "genocide", ["genocide"]),
        ("genocide's and genocide’s", "genocide", ["genocide", "genocide"]),
        ("genocides, agenocide, genocide_ genocide9", "genocide", []),
        ("GENOCIDE Genocide gEnocide", "genocide", ["GENOCIDE", "Genocide", "gEnocide"]),
        ("the court’s and the court's", "court's", ["court’s", "court's"]),
        ("the court’s and the court's", "court’s", ["court’s", "court's"]),
        ("war\n\ncrimes", "war crimes", []),
        ("war\n \t\ncrimes", "war crimes", []),
        ("war\r\n\r\ncrimes", "war crimes", []),
        ("war\ncrimes", "war crimes", ["war\ncrimes"]),
        ("war\r\ncrimes", "war crimes", ["war\r\ncrimes"]),
        ("war  crimes, war\xa0crimes", "war crimes", ["war  crimes", "war\xa0crimes"]),
        ("war- crimes, war -crimes, war--crimes", "war crimes", []),
        ("war–crimes, warcrimes, war, crimes", "war crimes", []),
        ("atrocity, atrocities. Atrocious", "atrocit*", ["atrocity", "atrocities"]),
        ("war-crimes-court", "war crime*", ["war-crimes"]),
        ("the victim's victims’", "victim*", ["victim", "victims"]),
        ("U.S. and U.S", "U.S.", ["U.S."]),
        ("the U.S.A.", "U.S.", []),
        ("İ genocide İgenocide", "genocide", ["genocide"]),
        ("lawſuit lawsuit", "lawsuit", ["lawsuit"]),
        ("\u212aing king", "king", ["king"]),
        ("istanbul İstanbul ıstanbul ISTANBUL", "istanbul", ["istanbul", "ISTANBUL"]),
        ("Straße STRASSE STRAẞE", "straße", ["Straße"]),
        ("e\u0301lan", "élan", []),
        ("a genocide\u0301 here", "genocide", ["genocide"]),
        ("👩‍👧genocide👩‍👧", "genocide", ["genocide"]),
        ("\ud800genocide\udfff", "genocide", ["genocide"]),
        ("9/11 19/11 9/112", "9/11", ["9/11"]),
        ("", "genocide", []),
    ],
)
def test_one_term(text, term, expected):
    assert found(text, term) == expected


def test_inside_one_frame_the_longest_counts_once():
    assert found("war crimes court", "war", "war crime*", "war crimes court", "court") == ["war crimes court"]
    assert found("sovereign immunity, immunity", "sovereign*", "immunity", "sovereign immunity") == [
        "sovereign immunity",
        "immunity",
    ]


def test_of_equally_long_ones_the_earlier_then_the_plain_one_then_the_first_in_the_lexicon():
    def terms_of(text, *terms):
        return agree(articles_of(text), lexicon_of(*terms)).term.tolist()

    assert terms_of("ab cd ef", "cd ef", "ab cd") == ["ab cd"]
    assert terms_of("crimes", "crime*", "crimes") == ["crimes"]
    assert terms_of("crimes", "crim*", "crime*") == ["crim*"]
    assert terms_of("crimes", "crime*", "crim*") == ["crime*"]


def test_the_longest_is_taken_first_even_if_that_leaves_two_others_out():
    assert found("aa bb cccc dd ee", "aa bb", "bb cccc dd", "dd ee") == ["bb cccc dd"]
    assert found("aa bb cc dd", "aa bb", "bb cc", "cc dd") == ["aa bb", "cc dd"]


def test_different_frames_each_count():
    mentions = agree(
        articles_of("war crimes"), lexicon_of("war crimes", "war crimes", "war", "crimes", frames=["f", "g", "h", "h"])
    )
    assert rows(mentions) == [
        ("a0", "war crimes", "f", "text", 0, 10, "war crimes"),
        ("a0", "war crimes", "g", "text", 0, 10, "war crimes"),
        ("a0", "war", "h", "text", 0, 3, "war"),
        ("a0", "crimes", "h", "text", 4, 10, "crimes"),
    ]
    assert mentions.mention_id.tolist() == ["a0:text:0:f", "a0:text:0:g", "a0:text:0:h", "a0:text:4:h"]


def test_an_entry_is_no_mention_inside_its_exceptions():
    columns = {"except": ["sanctioned by law; sanction regime", ""]}
    text = "Sanctioned by law. It sanctioned judges. A sanction-regime. The drug trial. Sanctioned by\n\nlaw"
    assert found(text, "sanction*", "trial", **columns) == ["sanctioned", "trial", "Sanctioned"]


def test_an_exception_may_begin_or_end_with_the_entry_or_be_no_longer():
    assert found("war, drug war, war zone", "war", **{"except": ["drug war;war zone"]}) == ["war"]
    assert found("war wars", "war*", **{"except": ["war"]}) == ["wars"]
    assert found("the war zones war", "war zone*", **{"except": ["the war"]}) == ["war zones"]


def test_an_exception_frees_the_place_for_a_shorter_entry():
    assert found("war crimes tribunal", "war crime*", "war", **{"except": ["war crimes tribunal", ""]}) == ["war"]


def test_match_case():
    text = "ICC Icc icc, the Hague, the hague, ICC's Court’s COURT'S US-led US  led us led"
    terms = ["ICC", "Hague", "Court's", "US led"]
    assert found(text, *terms, match_case=[True] * 4) == ["ICC", "Hague", "ICC", "Court’s", "US-led", "US  led"]
    assert found("ICC icc", "icc", match_case=[False]) == ["ICC", "icc"]
    assert found("Wars WARS wars", "War*", match_case=[True]) == ["Wars"]


@pytest.mark.parametrize("no", [False, "no", "", "0", None, np.nan, 0, 0.0])
def test_match_case_as_a_table_of_ones_own_may_have_it(no):
    lexicon = lexicon_of("icc", match_case=pd.Series([no], dtype=object))
    assert find_mentions(articles_of("ICC icc"), lexicon).found.tolist() == ["ICC", "icc"]


@pytest.mark.parametrize("yes", [True, "yes", "True", "1", 1, 1.0])
def test_match_case_is_on(yes):
    assert find_mentions(articles_of("ICC icc"), lexicon_of("icc", match_case=[yes])).found.tolist() == ["icc"]


# Tables as users have them


def test_columns_and_kinds():
    mentions = find_mentions(articles_of("x war", titles=["WAR"]), lexicon_of("war", choice=["c"]))
    assert list(mentions) == COLUMNS["mentions"]
    assert mentions.iloc[0].to_dict() == {
        "mention_id": "a0:title:0:f",
        "article_id": "a0",
        "term": "war",
        "frame": "f",
        "choice": "c",
        "part": "title",
        "start": 0,
        "end": 3,
        "found": "WAR",
    }
    assert mentions[["start", "end"]].dtypes.tolist() == [np.int64, np.int64]


def test_no_article_and_no_hit():
    for articles in (articles_of(), articles_of("x")):
        mentions = find_mentions(articles, lexicon_of("war"))
        assert list(mentions) == COLUMNS["mentions"] and not len(mentions)
        assert mentions.dtypes[["start", "end"]].tolist() == [np.int64, np.int64]
        assert mentions.found.str.len().tolist() == []


@pytest.mark.parametrize("nothing", [None, np.nan, pd.NA, ""])
def test_articles_without_title_or_text(nothing):
    mentions = find_mentions(articles_of("war", nothing, titles=[nothing, "war"]), lexicon_of("war"))
    assert mentions.mention_id.tolist() == ["a0:text:0:f", "a1:title:0:f"]


def test_ids_keep_their_kind():
    articles = articles_of("war", "x", "war").assign(article_id=[7, 8, 9])
    mentions = find_mentions(articles, lexicon_of("war"))
    assert mentions.article_id.tolist() == [7, 9] and mentions.article_id.dtype == np.int64
    assert find_mentions(articles, lexicon_of("peace")).article_id.dtype == np.int64
    assert mentions.mention_id.tolist() == ["7:text:0:f", "9:text:0:f"]


def test_labels_of_rows_do_not_matter():
    articles, lexicon = articles_of("war", "a war", "crime"), lexicon_of("war", "crime", **{"except": ["", "x"]})
    plain = find_mentions(articles, lexicon)
    articles.index, lexicon.index = [5, 5, 5], ["x", "x"]
    pd.testing.assert_frame_equal(find_mentions(articles, lexicon), plain)


def test_columns_of_categories():
    articles = pd.DataFrame({"article_id": ["a", "b"], "title": ["", None], "text": ["war", "the war"]}).astype(
        "category"
    )
    lexicon = lexicon_of("war", choice=["c"], match_case=["no"], **{"except": ["war crime"]}).astype("category")
    assert find_mentions(articles, lexicon).mention_id.tolist() == ["a:text:0:f", "b:text:4:f"]


def test_empty_cells_of_a_lexicon():
    lexicon = lexicon_of("war", choice=[np.nan], match_case=[np.nan], **{"except": [np.nan]})
    assert find_mentions(articles_of("War"), lexicon).choice.tolist() == [""]


def test_the_tables_given_are_not_changed():
    articles, lexicon = articles_of("war", None), lexicon_of("war", choice=[None])
    before = articles.copy(deep=True), lexicon.copy(deep=True)
    find_mentions(articles, lexicon)
    pd.testing.assert_frame_equal(articles, before[0])
    pd.testing.assert_frame_equal(lexicon, before[1])


def test_a_mention_keeps_its_id_when_others_come_and_go():
    few = find_mentions(articles_of("x", "the war"), lexicon_of("war"))
    more = find_mentions(articles_of("war war", "the war", "war"), lexicon_of("peace", "war", "the"))
    assert few.mention_id.tolist() == ["a1:text:4:f"]
    assert set(few.mention_id) <= set(more.mention_id)


# Errors


@pytest.mark.parametrize(
    ("articles", "lexicon", "message"),
    [
        (articles_of("x"), lexicon_of(), "`lexicon` holds no terms. Give it one row per term: term, frame, source."),
        (
            articles_of("x"),
            lexicon_of("war", "Geno*cide"),
            "`lexicon`, row 1: the term 'Geno*cide' has a * in the middle. Write Geno* to take every ending.",
        ),
        (
            articles_of("x", "y").assign(article_id="a"),
            lexicon_of("war"),
            "`articles` holds 1 article_id that came before, 'a' first. Give each row its own: "
            "articles.assign(article_id=[f'a{i}' for i in range(len(articles))]).",
        ),
        (
            articles_of("x").rename(columns={"text": "body"}),
            lexicon_of("war"),
            "`articles` has no column `text`. It has: article_id, title, body. Rename the one that holds it: "
            "articles.rename(columns={'body': 'text'}).",
        ),
        (
            articles_of("x"),
            lexicon_of("war").drop(columns="frame"),
            "`lexicon` has no column `frame`. It has: term, source. Rename the one that holds it: "
            "lexicon.rename(columns={'theirs': 'frame'}).",
        ),
        (
            articles_of("x"),
            "icc.csv",
            "`lexicon` must be a pandas DataFrame, not str. Read the file first: lexicon = read_lexicon('icc.csv').",
        ),
        (
            articles_of("x"),
            lexicon_of("war", match_case=["maybe"]),
            "`lexicon`, row 0: match_case is 'maybe'. Write yes or no.",
        ),
    ],
)
def test_messages(articles, lexicon, message):
    with pytest.raises(FramingError) as error:
        find_mentions(articles, lexicon)
    assert str(error.value) == message


# Speed: a cliff, not a stopwatch


@pytest.mark.parametrize(
    ("text", "terms", "n"),
    [
        ("x y " * 20_000, ["x y", "y x"], 20_000),
        (
            "war crimes court " * 20_000,
            ["war", "war crime*", "war crimes court", "crimes court war", "crimes", "court"],
            20_000,
        ),
        ("war crimes. " * 50_000, ["war", "war crime*", "crimes"], 50_000),
        ("war" + " " * 1_000_000 + "crimes", ["war crimes"], 1),
        ("w" * 1_000_000, ["w*", "ww*"], 1),
        ("\n" * 1_000_000, ["a b"], 0),
    ],
)
def test_no_text_is_slow(text, terms, n):
    start = time.process_time()
    assert len(find_mentions(articles_of(text), lexicon_of(*terms))) == n
    assert time.process_time() - start < 3


def test_capitals_exceptions_and_many_terms_are_not_slow():
    terms = [f"term{i}" for i in range(5000)]
    lexicon = lexicon_of("War", *terms, match_case=[True] * 5001, **{"except": ["war zone", *[""] * 5000]})
    articles = articles_of(*["War term7 War zone. "] * 5000)
    start = time.process_time()
    assert len(find_mentions(articles, lexicon)) == 10_000
    assert time.process_time() - start < 3
