"""Quotation marks of one text: pairs by hand, damage that is never guessed, and no text that raises."""

import time
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.clean.articles import clean_articles
from framing.find.mentions import find_mentions
from framing.text.quotes import pair_quotes
from framing.text.words import count_words

SHARED = Path(__file__).parents[2] / "shared"
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="real articles lie beside the project, not in it")


def quoted(text):
    return [text[a:b] for a, b in pair_quotes(text).quoted]


def unclear(text):
    return [text[a:b] for a, b in pair_quotes(text).unclear]


# Marks that pair


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("No marks at all.", []),
        ("He called it “lawfare”.", ["“lawfare”"]),
        ('He called it "lawfare".', ['"lawfare"']),
        ("He called it ``lawfare''.", ["``lawfare''"]),
        ("''It is lawfare,'' he said.", ["''It is lawfare,''"]),
        ("‘‘It is lawfare,’’ he said.", ["‘‘It is lawfare,’’"]),
        ("Il a dit « lawfare » hier.", ["« lawfare »"]),
        ("Il a dit «\xa0lawfare\xa0», puis rien.", ["«\xa0lawfare\xa0»"]),
        ("Er sagte „lawfare“ gestern, „Recht“.", ["„lawfare“", "„Recht“"]),
        ("Er sagte »lawfare« gestern.", ["»lawfare«"]),
        ("Powiedział „lawfare” wczoraj.", ["„lawfare”"]),
        ("Han sa ”lawfare” igår.", ["”lawfare”"]),
        ('The ("bad") "one"—and "two"—too.', ['"bad"', '"one"', '"two"']),
        ('He said "yes," "no" and "so"; "Yes"/"no".', ['"yes,"', '"no"', '"so"', '"Yes"', '"no"']),
        ('He said "yes."[1] She said "no"...', ['"yes."', '"no"']),
        ('"…and so on," he said. "...the court" it is', ['"…and so on,"', '"...the court"']),
        ('He said "yes"and left.', ['"yes"']),
        ('He said"yes" and left.', ['"yes"']),
        ("He said “yes.”“No,” she said.", ["“yes.”", "“No,”"]),
        ('"Yes.""No," she said.', ['"Yes."', '"No,"']),
        ('" lawfare " he said', ['" lawfare "']),
        ('""', ['""']),
    ],
)
def test_pairs(text, expected):
    assert (quoted(text), unclear(text)) == (expected, [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“He said ‘no’ to me,” she said.", ["“He said ‘no’ to me,”"]),
        ("He said “it’s ‘bad’”.", ["“it’s ‘bad’”"]),
        ("the “court’s ‘lawfare’ ” said", ["“court’s ‘lawfare’ ”"]),
        ("“He said “no” to me,” she said. He", ["“He said “no” to me,”"]),
        ("“A “b “c” d” e” f.", ["“A “b “c” d” e”"]),
        ('"He said "no" to me," she said.', ['"He said "no" to me,"']),
        ("‘He said “no” to me,’ she said.", ["‘He said “no” to me,’"]),
        ("« Il a dit « non » hier », dit-elle.", ["« Il a dit « non » hier »"]),
    ],
)
def test_quotations_inside_quotations(text, expected):
    assert (quoted(text), unclear(text)) == (expected, [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“First.\n“Second,” he said.", ["“First.", "“Second,”"]),
        ("“First.\n\n“Second.\n\n“Third,” he said.", ["“First.", "“Second.", "“Third,”"]),
        ('"First.\n"Second," he said.', ['"First.', '"Second,"']),
        ("  “First.\n  “Second,” he said.", ["“First.", "“Second,”"]),
        ("“First.\nSecond,” he said.", ["“First.", "Second,”"]),
        ('"First.\n\nSecond," he said.', ['"First.', 'Second,"']),
        ("“First.\nSecond.\nThird,” he said.", ["“First.", "Second.", "Third,”"]),
        ('"First.\n\nSecond.\n\nThird," he said.', ['"First.', "Second.", 'Third,"']),
        ("“A.\n“B.\n“C.”\nD.", ["“A.", "“B.", "“C.”"]),
        ("He began: “We\nwill” go.", ["“We", "will”"]),
    ],
)
def test_quotations_over_several_paragraphs(text, expected):
    assert (quoted(text), unclear(text)) == (expected, [])


def test_a_quotation_left_open_does_not_swallow_paragraphs_that_open_their_own():
    text = "He wrote “the court is bad.\n\nThe lawfare went on.\n\nShe said “no” to it."
    assert (quoted(text), unclear(text)) == (["“no”"], ["He wrote “the court is bad."])


def test_a_quotation_does_not_run_over_more_paragraphs_than_any_real_one():
    text = "“First." + "\nThe outlet." * 10 + "\nLast,” he said."
    assert (quoted(text), unclear(text)) == ([], ["“First.", "Last,” he said."])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("” The court is pursuing us,” he said. “We know.”", ["” The court is pursuing us,”", "“We know.”"]),
        ("“We support the court. “. Next.", ["“We support the court. “"]),
        ("“We support the court. “\nNext.", ["“We support the court. “"]),
        ("“We support the court.“ He left.", ["“We support the court.“"]),
    ],
)
def test_marks_that_lean_the_wrong_way(text, expected):
    assert (quoted(text), unclear(text)) == (expected, [])


def test_quotations_in_hard_wrapped_text_run_over_line_breaks():
    text = (
        "The minister said that the\ncourt was waging “lawfare\nagainst our troops” and that\nit had to stop.\n\n"
        'The court, he added, "had no\nright" to do so.'
    )
    assert (quoted(text), unclear(text)) == (["“lawfare\nagainst our troops”", '"had no\nright"'], [])


# Marks that are none


@pytest.mark.parametrize(
    "text",
    [
        "He is 6'2\" tall.",
        "He is 6'2\" and she is 5'10\".",
        'The 5’10” man and the 6’2" one.',
        'I don"t know, he"s gone and we"ll see.',
        "back in the ‘90s and the '80s, it’s said, the judges’ ruling",
        "The judges' ruling and the states' rights.",
        "The M.E.K.‘s tactics and the mullahs’ regime.",
        "In 2009-'10 the Democrats' majority.",
        "Get 'em, said the boys' coach. 'Tis the judges' ruling.",
        "‘A lost single mark is never damage.",
    ],
)
def test_what_is_no_quotation_mark(text):
    assert (quoted(text), unclear(text)) == ([], [])


def test_feet_and_inches_beside_quotations():
    assert quoted('"He is 6\'2"," she said, "and 5\'10" in winter."') == ['"He is 6\'2","', '"and 5\'10" in winter."']


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PM says 'lawfare' is bad", ["'lawfare'"]),
        ("PM: ‘lawfare’ is bad", ["‘lawfare’"]),
        ("'It's lawfare', says PM", ["'It's lawfare'"]),
        ("‘12 dead’ after strike", ["‘12 dead’"]),
        ("the judges’ ruling and the ‘court’ said", ["‘court’"]),
        ("‘It is the judges’ ruling,’ he said", ["‘It is the judges’ ruling,’"]),
        ("‘All by the judges’, he said of the courts’ ruling", ["‘All by the judges’"]),
        ("the 'faithless electors' and the churches' request", ["'faithless electors'"]),
        ("“It is ‘bad” said the guests’ friends", ["“It is ‘bad”"]),
        ("A ‘bad “idea of the judges’ clerk” it was", ["“idea of the judges’ clerk”"]),
        ("rock ’n’ roll ‘yes’, ‘all rock ’n’ roll’", ["‘yes’", "‘all rock ’n’ roll’"]),
        ("More:'We go.' The Israel-'squad' row…‘so’", ["'We go.'", "'squad'", "‘so’"]),
        ("'One' and 'two'", ["'One'", "'two'"]),
    ],
)
def test_single_marks_as_british_headlines_have_them(text, expected):
    assert (quoted(text), unclear(text)) == (expected, [])


# Damage


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “it is lawfare. They left.", []),
        ("It is lawfare,” he said. They left.", []),
        ('He said "it is lawfare. They left.', []),
        ('It is lawfare," he said. They left.', []),
        ("“It is lawfare, he said.", []),
        ('"It is lawfare, he said.', []),
        ("He said lawfare.”", []),
        ('He said lawfare."', []),
        ("A “one. Then “two” end.", ["“two”"]),
        ("A “one” then two” end, “three” too.", ["“one”", "“three”"]),
        ('He said "one and "two" end.', ['"two"']),
        ("He said “a “b.", []),
        ("A “b” and “c” and d” and “e", ["“b”", "“c”"]),
        ('He said "?yes and left.', []),
        ('They left, "?he said "yes" there.', ['"yes"']),
        ('The court\ufffd said "yes" to it.', ['"yes"']),
        ('\ufffdThe court\ufffd said "yes".', ['"yes"']),
        ('"', []),
        ("“", []),
        ("”", []),
        ('"""', []),
        ("``", []),
        ("“””", ["“”"]),
    ],
)
def test_damage_makes_the_paragraph_unclear(text, expected):
    assert (quoted(text), unclear(text)) == (expected, [text])


def test_a_letter_lost_inside_a_word_is_no_damage_to_marks():
    assert unclear('The caf\ufffds are "open".') == []


def test_damage_stays_in_its_paragraph():
    text = "One “is fine”.\nTwo is “lost.\nThree “is fine” too.\nFour."
    assert unclear(text) == ["Two is “lost."]
    assert quoted(text) == ["“is fine”", "“is fine”"]


def test_in_a_long_text_without_paragraphs_only_the_words_around_the_damage_are_unclear():
    before = " ".join(f"w{i}." for i in range(1000))
    after = " ".join(f"v{i}." for i in range(1000))
    text = f'“Sure” {before} lost” {after} “Sure” and word"odd"word.'
    (start, end) = pair_quotes(text).unclear[0]
    assert len(pair_quotes(text).unclear) == 1
    assert "w999" in text[start:end] and "v0" in text[start:end]
    assert count_words(text[start : text.index(" lost”")]) == pytest.approx(250, abs=2)
    assert count_words(text[text.index("lost”") + 5 : end]) == pytest.approx(250, abs=2)
    assert quoted(text) == ["“Sure”", "“Sure”", '"odd"']  # what lies far from the damage stands, sure or not


def test_a_text_that_lost_its_paragraph_breaks_may_repeat_the_opening_mark():
    filler = "The court met again and again. " * 40
    text = f"{filler}“We will go on. “We will not stop,” he said. {filler}"
    assert (quoted(text), unclear(text)) == (["“We will go on. “We will not stop,”"], [])


def test_beside_damage_such_a_quotation_is_not_sure_enough_to_stand():
    filler = "The court met again and again. " * 25
    text = f"{filler}Lost” marks. “We will go on. “We will not stop,” he said."
    assert (quoted(text), unclear(text)) == ([], [text])


def test_but_a_mark_that_opens_far_behind_another_says_that_the_closing_one_was_lost():
    text = "The court met. " * 60 + "“We will go on. " + "The court met. " * 300 + "“We will not,” he said."
    assert quoted(text) == ["“We will not,”"]
    (zone,) = unclear(text)
    assert "We will go on" in zone and count_words(zone) == pytest.approx(180 + 250, abs=3)


# Any text


MARKS = ['"', "“", "”", "„", "«", "»", "``", "''", "‘‘", "’’", "‘", "’", "'", "\ufffd", '"?', "‹", "`"]
WORDS = ["court", "judges", "s", "t", "It", "6", "90s", "é", "法", "👩‍👧", "\ud800", "İ", "\0", "_", "em"]
SPACES = [
    " ",
    " ",
    " ",
    "\n",
    "\n\n",
    " \n \n",
    "\r\n",
    "\xa0",
    "\t",
    "\u2028",
    ". ",
    ", ",
    ".",
    "!",
    "?",
    "…",
    "(",
    ")",
    "—",
    "-",
    "/",
    "[",
]
texts = st.lists(st.sampled_from(MARKS * 2 + WORDS + SPACES), max_size=60).map("".join) | st.text(
    st.sampled_from("\"“”'’‘ a.\n")
)


def check(text):
    quotes = pair_quotes(text)
    for spans in quotes:
        assert all(0 <= a < b <= len(text) for a, b in spans)
        assert all(b <= c for (_, b), (c, _) in pairwise(spans))
    for a, b in quotes.quoted:
        assert not text[a].isspace() or text[a:b].strip()
        assert quotes.voice_at(a) == quotes.voice_at(b - 1) == "quoted"
    return quotes


@settings(max_examples=600, deadline=None, derandomize=True)
@given(texts)
def test_no_text_raises_and_spans_are_sorted_and_apart(text):
    quotes = check(text)
    flags = ["quoted" if any(a <= i < b for a, b in quotes.quoted) else "" for i in range(len(text))]
    flags = [f or ("unclear" if any(a <= i < b for a, b in quotes.unclear) else "") for i, f in enumerate(flags)]
    assert [quotes.voice_at(i) for i in range(len(text))] == flags


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    st.lists(
        st.sampled_from(["“It is so,” he said.", "The court met.", "“One.\n“Two.”", "It’s a ‘sham’."]), max_size=8
    ),
    st.randoms(),
)
def test_a_lost_mark_is_always_noticed(paragraphs, random):
    """Take one double mark out of a sound text: its paragraph, or the one that the quotation runs into, is unclear."""
    text = "\n".join(paragraphs)
    assert pair_quotes(text).unclear == []
    closing = [i for i, c in enumerate(text) if c == "”"]
    if closing:
        i = random.choice(closing)
        broken = text[:i] + text[i + 1 :]
        starts_next = broken.find("\n“", i)
        if starts_next < 0 or "”" in broken[i:starts_next] or broken[i:starts_next].count("\n"):
            assert pair_quotes(broken).unclear


@pytest.mark.parametrize("piece", [*MARKS, '" ', "“a ", '"a" ', "‘a ", "s’ ", "“a\n", "”a“", "‘s’ “", "'a\n\n"])
def test_a_text_of_marks_only_is_not_slow(piece):
    start = time.process_time()
    check(piece * 20_000)
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    "text",
    [
        'he said "yes we go" and ' * 42_000,
        'he said "yes we go" and ' * 42_000 + '"',
        "he said it’s the judges’ and " * 35_000,
        "word " * 200_000,
        " " * 1_000_000,
        "‘a " + "judges’ " * 125_000,
        "he said “yes we go and " * 42_000,
    ],
    ids=["pairs", "one lost", "apostrophes", "words", "spaces", "possessives", "all lost"],
)
def test_a_text_of_one_megabyte_without_a_full_stop_is_not_slow(text):
    start = time.process_time()
    pair_quotes(text)
    assert time.process_time() - start < 2


# The five real articles


def voices(number, *terms, clean=True):
    """Where the mentions of each term stand in one article: quoted, unclear or '' (outside), in order."""
    text = (SHARED / f"articles/{number}.txt").read_text(encoding="utf8")
    articles = pd.DataFrame({"article_id": [number], "outlet": "x", "title": "", "text": [text]})
    if clean:
        articles, _ = clean_articles(articles)
    lexicon = pd.DataFrame({"term": list(terms), "frame": "f", "source": "test"})
    mentions = find_mentions(articles, lexicon)
    quotes = pair_quotes(articles.text.item())
    return {t: [quotes.voice_at(start) for start in mentions.start[mentions.term == t]] for t in terms}


@needs_shared
@pytest.mark.parametrize("clean", [False, True])
def test_real_articles(clean):
    assert voices("000", "politically motivated", clean=clean) == {"politically motivated": ["quoted", "quoted"]}
    assert voices("003", "politically motivated", "overreach", "uncompromising", clean=clean) == {
        "politically motivated": ["quoted"],
        "overreach": ["quoted"],
        "uncompromising": [""],
    }
    assert set(voices("004", "lawfare", clean=clean)["lawfare"]) == {"quoted"}
    assert voices("003", "sovereignty", "rule of law", "genocide") == {
        "sovereignty": ["", "quoted"],
        "rule of law": ["quoted"],
        "genocide": [""],
    }


@needs_shared
def test_real_article_with_damaged_marks():
    in_marks = [
        "impunity",
        "atrocit*",
        "sovereignty",
        "unprecedented",
        "serious attack",
        "rule of law",
        "disappointed",
        "coercive",
    ]
    for term, found in voices("002", *in_marks).items():
        assert found and set(found) == {"quoted"}, term
    assert voices("002", "aggressive", "alleged") == {"aggressive": [""], "alleged": [""] * 2}
