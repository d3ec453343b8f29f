"""Cleaning: each rule by hand, the promises on any text, real articles, and texts made to hurt."""

import re
import time
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing as fr
from framing.clean.articles import _cleaned, clean_articles
from framing.clean.characters import _differences, normalise_characters
from framing.clean.draft import Change, Draft, redo, undo
from framing.tables import COLUMNS, FramingError
from framing.text.words import count_words


def table(texts, titles="Court rules", ids=None) -> pd.DataFrame:
    """Raw articles; as objects, because the strings of pandas hold neither None nor half of a character."""
    n = len(texts)
    titles = [titles] * n if isinstance(titles, str) else titles
    columns = {"article_id": ids or [f"a{i}" for i in range(n)], "outlet": ["X"] * n, "title": titles, "text": texts}
    return pd.DataFrame({name: pd.Series(values, dtype=object) for name, values in columns.items()})


def clean(text, title="Court rules") -> tuple[str, list[tuple]]:
    """The clean text and its removals as (rule, start, end, text, replacement)."""
    articles, removals = clean_articles(table([text], [title]))
    rows = removals[removals.part == "text"].drop(columns=["article_id", "part"])
    return articles.text.iloc[0], list(rows.itertuples(index=False, name=None))


def paragraph(name: str, words: int) -> str:
    return " ".join([name, *(f"w{i}" for i in range(words - 2)), "end."])


def as_text(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)


# Every rule by hand

ONE_LINERS = [
    # characters
    ("a\xa0b", "a b", [("characters", 1, 2, "\xa0", " ")]),
    ("a\tb", "a b", [("characters", 1, 2, "\t", " ")]),
    ("a\u2009b\u3000c", "a b c", [("characters", 1, 2, "\u2009", " "), ("characters", 3, 4, "\u3000", " ")]),
    ("a\r\nb\rc", "a\nb\nc", [("characters", 1, 3, "\r\n", "\n"), ("characters", 4, 5, "\r", "\n")]),
    ("a\u2028b", "a\nb", [("characters", 1, 2, "\u2028", "\n")]),
    ("a\u2029b", "a\n\nb", [("characters", 1, 2, "\u2029", "\n\n")]),
    ("a\x0bb\x0cc", "a\nb\nc", [("characters", 1, 2, "\x0b", "\n"), ("characters", 3, 4, "\x0c", "\n")]),
    ("\ufeffgeno\xadcide\u200b", "genocide",
     [("characters", i, i + 1, c, "") for i, c in ((0, "\ufeff"), (5, "\xad"), (10, "\u200b"))]),
    ("a\u200b\u2060\x00b", "ab", [("characters", 1, 4, "\u200b\u2060\x00", "")]),
    ("a\u200d\u200db", "ab", [("characters", 1, 3, "\u200d\u200d", "")]),
    ("👩\u200d⚖️ می\u200cخواهم", "👩\u200d⚖️ می\u200cخواهم", []),
    ("👩\u200d rules", "👩 rules", [("characters", 1, 2, "\u200d", "")]),
    ("a\ud800b", "a\ufffdb", [("encoding", 1, 2, "\ud800", "\ufffd")]),
    ("a\ud83d\ude00b", "a😀b", [("encoding", 1, 3, "\ud83d\ude00", "😀")]),
    # encoding
    ("“Yes”, 'no', \"so\" ‘it’ is’", "“Yes”, 'no', \"so\" ‘it’ is’", []),
    ("He said â€œyesâ€\x9d.", "He said “yes”.", [("encoding", 8, 17, "â€œyesâ€\x9d", "“yes”")]),
    ("the courtâ€™s", "the court’s", [("encoding", 9, 12, "â€™", "’")]),
    ("the courtÃ¢â‚¬â„¢s", "the court’s", [("encoding", 9, 17, "Ã¢â‚¬â„¢", "’")]),
    ("a cafÃ© in", "a café in", [("encoding", 5, 7, "Ã©", "é")]),
    ("a cafe\u0301 in", "a café in", [("encoding", 5, 7, "e\u0301", "é")]),
    ("the \ufb01rst", "the first", [("encoding", 4, 5, "\ufb01", "fi")]),
    ("AT&amp;T", "AT&T", [("encoding", 3, 7, "amp;", "")]),
    ("AT&amp;amp;amp;T", "AT&T", [("encoding", 3, 15, "amp;amp;amp;", "")]),
    ("AT&#038;#38;T", "AT&T", [("encoding", 3, 12, "#038;#38;", "")]),
    ("the court&#8217;s", "the court’s", [("encoding", 9, 16, "&#8217;", "’")]),
    ("a&#9;b", "a b", [("characters", 1, 5, "&#9;", " ")]),
    ("R&D; AT&T", "R&D; AT&T", []),
    ("ＩＣＣ 法廷", "ＩＣＣ 法廷", []),
    # tags
    ("One. < / p > Two.", "One.\n\nTwo.", [("tags", 4, 13, " < / p > ", "\n\n")]),
    ("One.</p><p class='x'>Two.", "One.\n\nTwo.", [("tags", 4, 21, "</p><p class='x'>", "\n\n")]),
    ("One. < p > < p > Two.", "One.\n\nTwo.", [("tags", 4, 17, " < p > < p > ", "\n\n")]),
    ("One.<br/>Two.<BR />Three.<br>", "One.\n\nTwo.\n\nThree.",
     [("tags", 4, 9, "<br/>", "\n\n"), ("tags", 13, 19, "<BR />", "\n\n"), ("tags", 25, 29, "<br>", "")]),
    ("<p>One.</p>", "One.", [("tags", 0, 3, "<p>", ""), ("tags", 7, 11, "</p>", "")]),
    ("geno<b>c</b>ide", "genocide", [("tags", 4, 7, "<b>", ""), ("tags", 8, 12, "</b>", "")]),
    ('a <a href="x?a=1&b">link</a> b', "a link b",
     [("tags", 2, 20, '<a href="x?a=1&b">', ""), ("tags", 24, 28, "</a>", "")]),
    ("a < a href = 'x' >link< / a > b", "a link b",
     [("tags", 2, 18, "< a href = 'x' >", ""), ("tags", 22, 29, "< / a >", "")]),
    ("a &lt;p&gt; b", "a\n\nb", [("tags", 1, 12, " &lt;p&gt; ", "\n\n")]),
    ("AT&amp;T<br>yes", "AT&T\n\nyes", [("encoding", 3, 7, "amp;", ""), ("tags", 8, 12, "<br>", "\n\n")]),
    ("<<b>b>x", "x", [("tags", 0, 6, "<<b>b>", "")]),
    ("5 < p", "5 < p", []),
    ("if 5 < p and q > 3 or <3", "if 5 < p and q > 3 or <3", []),
    ("x < a of them > y <pre> <people> <p", "x < a of them > y <pre> <people> <p", []),
    # headline marks
    ("**They met**\nThey left.", "They met\nThey left.",
     [("headline marks", 0, 2, "**", ""), ("headline marks", 10, 12, "**", "")]),
    ("**A**", "A", [("headline marks", 0, 2, "**", ""), ("headline marks", 3, 5, "**", "")]),
    ("They **met** them.\n**a** and **b**\n** x **\n****\n***",
     "They **met** them.\n**a** and **b**\n** x **\n****\n***", []),
    # title line
    ("Court rules\n\nThey met.", "They met.", [("title line", 0, 13, "Court rules\n\n", "")]),
    ("They met.\n  Court rules\nYes.", "They met.\n  Yes.", [("title line", 12, 24, "Court rules\n", "")]),
    ("They met.\nCourt rules", "They met.\n", [("title line", 10, 21, "Court rules", "")]),
    ("COURT “RULES”.\nThey met.", "They met.", [("title line", 0, 15, "COURT “RULES”.\n", "")]),
    ("Court rules" + "\n" * 80 + "They met.", "They met.", [("title line", 0, 91, "Court rules" + "\n" * 80, "")]),
    ("Court rules again\nThe Court rules.\nCourt\nrules", "Court rules again\nThe Court rules.\nCourt\nrules", []),
    ("Court rules", "", [("title line", 0, 11, "Court rules", "")]),
    # no rule takes anything for a word in it
    ("Please donate now.\nSubscribe to our newsletter.\nAdvertisement\nRead more:",
     "Please donate now.\nSubscribe to our newsletter.\nAdvertisement\nRead more:", []),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "text", "rows"), ONE_LINERS, ids=[ascii(raw)[1:25] for raw, _, _ in ONE_LINERS])
def test_one_line(raw, text, rows):
    assert clean(raw) == (text, rows)


def test_a_starred_title_line_goes_whole():
    text, rows = clean("**Court rules.**\nThey met.")
    assert text == "They met."
    assert rows == [("headline marks", 0, 2, "**", ""), ("title line", 2, 17, "Court rules.**\n", "")]


def test_an_entity_is_repaired_in_a_line_that_holds_a_smaller_sign():
    assert clean("Fewer than < 5 at AT&amp;T")[0] == "Fewer than < 5 at AT&T"


def test_the_title_is_cleaned_too_and_its_line_found():
    articles, removals = clean_articles(
        table(["The court\u2019s caf\u00e9\nThey met."], ["The court\u00e2\u20ac\u2122s caf\u00c3\u00a9"])
    )
    assert articles.title[0] == "The court’s café"
    assert articles.text[0] == "They met."
    assert removals.part.tolist() == ["title", "title", "text"]
    assert articles.n_words[0] == 5


def test_a_title_without_letters_takes_nothing():
    for title in ("", "...", "**", " ", None, np.nan):
        assert clean("...\nThey met.\n**", title) == ("...\nThey met.\n**", [])


def test_quotes_ok_says_whether_marks_pair():
    articles, _ = clean_articles(table(["He said “yes”.", "He said “yes.", "Yes."], ["A", "B", "“C"]))
    assert articles.quotes_ok.tolist() == [True, False, False]


# Repeats

RUN = [paragraph("Anna", 40), paragraph("Ben", 30), paragraph("Cem", 30)]


def test_a_run_of_three_paragraphs_and_a_hundred_words_goes():
    raw = as_text(*RUN, *RUN, "Last one here.")
    at = len(as_text(*RUN)) + 2
    text, rows = clean(raw)
    assert text == as_text(*RUN, "Last one here.")
    assert rows == [("repeat", at, 2 * at, as_text(*RUN) + "\n\n", "")]


def test_the_last_run_goes_to_the_end():
    raw = as_text(*RUN, *RUN) + "\n"
    at = len(as_text(*RUN)) + 2
    assert clean(raw) == (as_text(*RUN) + "\n\n\n", [("repeat", at, 2 * at - 2, as_text(*RUN), "")])


def test_white_space_does_not_hide_a_repeat():
    again = [p.replace(" ", "  ") + " " for p in RUN]
    assert clean(as_text(*RUN, *again, "End."))[0] == as_text(*RUN, "End.")


@pytest.mark.parametrize(
    "paragraphs",
    [
        [paragraph("Anna", 40), paragraph("Ben", 30), paragraph("Cem", 29)] * 2,
        [paragraph("Anna", 90), paragraph("Ben", 90)] * 2,
        [*RUN, *RUN[::-1]],
        [*RUN, RUN[0], "Other.", RUN[1], "Another.", RUN[2]],
        [line for i in range(30) for line in (paragraph(f"Nr{i}", 30), "Advertisement")],
        [
            line
            for i in range(30)
            for line in ("Anna Example:", paragraph(f"Nr{i}", 30), "Ben Sample:", paragraph(f"Re{i}", 9))
        ],
        ["Yes."] * 49 + ["No, never."] * 25,
        [
            *(turns := [f"{name}: {paragraph(name.title(), 60)}" for name in ("ASKER", "DR. VOSS", "ASKER")]),
            "And later:",
            *turns,
        ],
    ],
    ids=[
        "99 words",
        "two paragraphs",
        "other order",
        "one by one",
        "advertisements",
        "speakers",
        "short lines",
        "a transcript quoted twice",
    ],
)
def test_what_is_no_repeat_stays(paragraphs):
    text = as_text(*paragraphs)
    assert clean(text) == (text, [])


def test_a_block_between_two_runs_goes_if_it_is_shorter():
    appeal = paragraph("Please", 99)
    first, second = len(as_text(*RUN)) + 2, len(as_text(*RUN, appeal)) + 2
    text, rows = clean(as_text(*RUN, appeal, *RUN, "Last one here."))
    assert text == as_text(*RUN, "Last one here.")
    assert [row[:3] for row in rows] == [("between repeats", first, second), ("repeat", second, second + first)]


def test_a_block_between_two_runs_stays_if_it_is_as_long():
    news = paragraph("News", 100)
    assert clean(as_text(*RUN, news, *RUN, "End."))[0] == as_text(*RUN, news, "End.")


def test_three_copies_with_blocks_between_them_leave_one():
    raw = as_text(*RUN, "Caption one.", *RUN, paragraph("Please", 50), *RUN)
    text, rows = clean(raw)
    assert text.rstrip() == as_text(*RUN)
    assert [row[0] for row in rows] == ["between repeats", "repeat", "between repeats", "repeat"]
    assert rows[-1][2] == len(raw)
    assert clean(as_text(*RUN, *RUN, *RUN, "End."))[0] == as_text(*RUN, "End.")


@pytest.mark.parametrize("copies", [2, 3, 4, 5])
def test_the_same_block_between_all_copies_goes_as_well(copies):
    appeal = paragraph("Please", 50)
    assert clean(as_text(*[*RUN, appeal] * (copies - 1), *RUN))[0].rstrip() == as_text(*RUN)
    # where it follows the last copy, too, nothing tells that it is no part of the article
    assert clean(as_text(*[*RUN, appeal] * copies))[0].rstrip() == as_text(*RUN, appeal)
    news = paragraph("News", 100)
    assert clean(as_text(*[*RUN, news] * (copies - 1), *RUN))[0].rstrip() == as_text(*RUN, news)


def test_a_repeat_takes_the_longest_run():
    five = [*RUN, paragraph("Dan", 20), paragraph("Eve", 20)]
    text, rows = clean(as_text(*RUN, "Other news.", *five, "More news.", *five, "End."))
    # the second time all five count as new, but for the three that came before
    assert text == as_text(*RUN, *five[3:], "End.")
    assert [row[0] for row in rows] == ["between repeats", "repeat", "between repeats", "repeat"]


def test_lines_without_words_do_not_break_a_run():
    starred = [line for p in RUN for line in (p, "***")]
    assert clean(as_text(*starred, *starred, "End."))[0] == as_text(*starred, "End.")


# Promises on any text

MOJIBAKE = ["â€œ", "â€\x9d", "â€™", "Ã©", "Ã ", "Ã¢â‚¬â„¢", "\x93", "\x85", "e\u0301", "\ufb01", "\ufffd"]
# fmt: off
ENTITIES = ["&amp;", "&amp;amp;", "&lt;p&gt;", "&#8217;", "&nbsp;", "&#32;", "&#9;", "&#10;", "&#38;lt;",
            "&", "amp;", "#38;", ";"]
TAGS = ["< / p >", "<br/>", '<p class="x">', "<<p>p>", "<b>", "</b>", "<", ">", "< p", "/", "p", "<i", "< a href = x >"]
ODD = ["\r", "\n", "\r\n", "\x0b", "\x1c", "\u2028", "\u2029", "\t", "\xa0", "\u3000", "\u200b", "\xad", "\ufeff",
       "\x00", "\x1b[0m"]
JOINED = ["\u200d", "\u200c", "👩", "é", "می", "\ud83d", "\ude00", "\ud800", "İ", "ß"]
LINES = ["\n**They met**\n", "**", "*", "\nCourt rules\n", "\n“COURT” rules.\n", "\n\n" + as_text(*RUN) + "\n\n",
         "\n" + RUN[0] + "\n"]
# fmt: on
WORDS = ["Court rules", "genocide", "a", " ", "  ", ". ", "“", "”", '"', "’", "'"]
TEXT = st.lists(st.sampled_from(MOJIBAKE + ENTITIES + TAGS + ODD + JOINED + LINES + WORDS), max_size=25).map("".join)
TITLE = st.sampled_from(
    ["Court rules", "“Court” rules", "**Court\xa0rules**", "They met", "a", "", "Caf\u00c3\u00a9 <b>&amp; \ud800"]
)


def assert_promises(raw: pd.DataFrame, articles: pd.DataFrame, removals: pd.DataFrame):
    """Spans are true, sorted and apart, and the raw text comes back exactly."""
    assert list(removals.columns) == COLUMNS["removals"]
    own = {key: rows for key, rows in removals.groupby(["article_id", "part"])}
    none = removals.iloc[:0]
    for part in ("title", "text"):
        for article_id, before, after in zip(raw.article_id, raw[part], articles[part], strict=True):
            rows = own.get((article_id, part), none).sort_values("start", kind="stable")
            changes = [Change(*row) for row in zip(rows.start, rows.end, rows.replacement, rows.rule, strict=True)]
            assert undo(after, changes, list(rows.text)) == before
            assert redo(before, changes) == after
            assert all(before[c.start : c.end] == t for c, t in zip(changes, rows.text, strict=True))
            assert all(0 <= c.start < c.end <= len(before) for c in changes)
            assert all(c.replacement != t for c, t in zip(changes, rows.text, strict=True))
            assert all(a.end <= b.start for a, b in pairwise(changes))
            after.encode("utf-8")


def assert_clean_again_changes_nothing(articles: pd.DataFrame):
    again, removals = clean_articles(articles)
    assert len(removals) == 0, removals.head().to_dict("records")
    pd.testing.assert_frame_equal(again, articles)


@settings(deadline=None, derandomize=True, max_examples=150)
@given(st.lists(st.tuples(TITLE, TEXT), min_size=1, max_size=10))
def test_promises_hold_on_any_text(parts):
    raw = table([text for _, text in parts], [title for title, _ in parts])
    raw.index = [i // 2 for i in range(len(raw))]
    before = raw.copy(deep=True)
    articles, removals = clean_articles(raw)
    pd.testing.assert_frame_equal(raw, before)
    assert articles.article_id.tolist() == raw.article_id.tolist()
    assert articles.index.tolist() == raw.index.tolist()
    assert_promises(raw, articles, removals)
    assert_clean_again_changes_nothing(articles)


@settings(deadline=None, derandomize=True, max_examples=150)
@given(st.lists(st.sampled_from([*RUN, *RUN, paragraph("Dan", 120), "Ad.", "***", "Court rules"]), max_size=24))
def test_promises_hold_on_repeats(paragraphs):
    raw = table([as_text(*paragraphs)])
    articles, removals = clean_articles(raw)
    assert_promises(raw, articles, removals)
    assert_clean_again_changes_nothing(articles)
    kept = articles.text[0].split("\n\n")
    if "between repeats" not in set(removals.rule):
        assert {p for p in paragraphs if p != "Court rules"} <= set(kept) | {"***"}


@settings(deadline=None, derandomize=True, max_examples=100)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=8))
def test_promises_hold_on_any_characters(texts):
    raw = table(texts)
    articles, removals = clean_articles(raw)
    assert_promises(raw, articles, removals)
    assert_clean_again_changes_nothing(articles)


@settings(deadline=None, derandomize=True, max_examples=500)
@given(st.text("ab ", min_size=1, max_size=16), st.text("ab ", max_size=16))
def test_differences_make_the_old_line_the_new_one(old, new):
    edits = _differences(old, new)
    draft = Draft(old)
    draft.apply(edits, "encoding")
    assert draft.text == new
    assert all(start < end for start, end, _ in edits)
    assert all(a[1] <= b[0] for a, b in pairwise(edits))


def test_every_character_that_cleaning_changes_is_unprintable():
    """So that a text that is printable need not be searched."""
    for first in range(0, 0x110000, 0x1000):
        every = "".join(map(chr, range(first, first + 0x1000)))
        draft = Draft("".join(c for c in every if c.isprintable()))
        normalise_characters(draft)
        assert draft.changes == []


# Odd cells and tables


def test_cells_that_hold_no_text():
    cells = [None, np.nan, pd.NA, pd.NaT, 3, 3.5, b"xyz", ["a"], np.array([1, 2]), "T."]
    expected = ["", "", "", "", "3", "3.5", "b'xyz'", "['a']", "[1 2]", "T."]
    articles, _ = clean_articles(table(cells, cells[::-1]))
    assert articles.text.tolist() == expected
    assert articles.title.tolist() == expected[::-1]


def test_an_empty_table_stays_a_table():
    articles, removals = clean_articles(table([]))
    assert len(articles) == len(removals) == 0
    assert list(removals.columns) == COLUMNS["removals"]
    assert articles.columns.tolist()[-3:] == ["n_words", "quotes_ok", "duplicate_of"]
    assert (articles.n_words.dtype, articles.quotes_ok.dtype, removals.start.dtype) == (int, bool, int)
    assert_clean_again_changes_nothing(articles)


def test_ids_may_be_numbers():
    articles, removals = clean_articles(table(["a\xa0b", "c"], ids=[10, 20]))
    assert articles.article_id.tolist() == [10, 20]
    assert removals.article_id.tolist() == [10]
    assert articles.duplicate_of.tolist() == ["", ""]


def test_columns_that_are_there_stay():
    raw = table(["They met."]).assign(topic="law", n_words=-1)
    articles, _ = clean_articles(raw)
    assert articles.columns.tolist() == [*raw.columns, "quotes_ok", "duplicate_of"]
    assert articles.n_words.tolist() == [4]


def test_a_title_of_one_word_takes_the_lines_that_are_that_word():
    assert clean("Ukraine\nThey met in Ukraine.\nUkraine.", "Ukraine")[0] == "They met in Ukraine.\n"


def test_a_missing_column_is_named():
    with pytest.raises(FramingError) as error:
        clean_articles(pd.DataFrame({"article_id": ["a"], "outlet": ["X"], "title": ["T"], "body": ["B"]}))
    assert str(error.value) == (
        "`articles` has no column `text`. It has: article_id, outlet, title, body. "
        "Rename the one that holds it: articles.rename(columns={'body': 'text'})."
    )


def test_an_id_that_occurs_twice_is_named():
    with pytest.raises(FramingError) as error:
        clean_articles(table(["a", "b"], ids=["x", "x"]))
    assert str(error.value) == (
        "`articles` holds 1 article_id that came before, 'x' first. "
        "Give each row its own: articles.assign(article_id=[f'a{i}' for i in range(len(articles))])."
    )


# Texts made to hurt: a fraction of a second where time grows with the length, minutes where it grows with its square

N = 200_000
HURTING = {
    **{f"run of {c!a}": c * N for c in " \n<>*&\xa0\u200d\ufeff\ud800\x80"},
    **{f"many {c!a}": c * (N // len(c)) for c in (
        "< ", "<p ", "<\n", "\n ", "* ", "**a", "**a\n", "&amp;", "&abcdefgh", "&#1", "e\u0301", "👩\u200d",
        "so\xadft ",
        "<p> a ", "<b>x", "< / p > ", "&amp;lt;p&amp;gt; a", "<b>< p >**a**\n", "a\n", "a\nb\n", "\t\n",
        "Ã¢â‚¬â„¢", "aÃ©",
    )},
    "tag that never closes": "<p" + " " * N,
    "tag that never opens": "<" + " " * N,
    "attribute that never ends": "<p" + " a" * N,
    "spaces before each <": (" " * 500 + "<") * (N // 500),
    "spaces between letters": "x" + " " * N + "x",
    "spaces in lines": ("x" + " " * 2000 + "\n") * (N // 2000),
    "headline that never closes": "**" + "a " * N + "** x",
    "joiners in a word": "é" + "\u200d" * N + "é",
    "combining marks": "e" + "\u0301" * (N // 10),
    "tags in tags": "<b" * (N // 20) + ">" * (N // 20),
    "ampersand of ampersands": "&" + "amp;" * (N // 4),
    "one line of 1 MB": "word and more words here. " * 40_000,
    "one broken line of 1 MB": "cafÃ© and more &nbsp; words " * 40_000,
    "1 MB of one short line": "Advertisement\n" * 75_000,
    "20,000 equal paragraphs": ("One two three four five six seven eight nine ten. " * 4 + "\n\n") * 20_000,
    "20,000 paragraphs in turn": "".join(f"p{i % 7} " + "w " * 40 + ".\n" for i in range(20_000)),
    "repeats that nearly begin": "".join("ab"[(i * i) % 7 % 2] * 3 + " w w w.\n" for i in range(20_000)),
}  # fmt: skip


@pytest.mark.parametrize("name", HURTING)
def test_time_grows_with_the_length_only(name):
    start = time.process_time()
    draft = _cleaned(HURTING[name], "Court rules")
    assert time.process_time() - start < 8  # a slow machine; quadratic time would be minutes
    assert undo(draft.text, draft.changes, [draft.raw[c.start : c.end] for c in draft.changes]) == draft.raw


def test_a_text_that_never_comes_to_rest_keeps_its_tags():
    deep = "<b" * 30 + ">" * 30 + " a\xa0b"
    text, _ = clean(deep)
    assert text == "<b" * 30 + ">" * 30 + " a b"
    assert clean(text) == (text, [])


# Real articles


def count(word: str, text: str) -> int:
    return len(re.findall(rf"\b{word}\b", text, re.I))


def test_the_five_articles(shared):
    raw, _ = fr.read_articles(shared / "articles")
    articles, removals = clean_articles(raw)
    assert_promises(raw, articles, removals)
    assert_clean_again_changes_nothing(articles)
    before, after = (t.set_index("article_id").text for t in (raw, articles))
    assert (count("genocide", before["001"]), count("genocide", after["001"])) == (6, 2)
    assert count("authoritarianism", before["001"]) > 0 == count("authoritarianism", after["001"])
    assert (count("lawfare", before["004"]), count("lawfare", after["004"])) == (2, 1)
    assert not re.search(r"<\s*/?\s*p\s*>", after["002"], re.I) and re.search(r"<\s*/?\s*p\s*>", before["002"], re.I)
    assert any(re.match(r"” \w", line) for line in after["003"].split("\n"))
    assert before["003"].count("”") == after["003"].count("”")


def test_four_thousand_articles(shared):
    raw = pd.read_parquet(shared / "allsides" / "articles.parquet")
    articles, removals = clean_articles(raw)
    assert_promises(raw, articles, removals)
    assert_clean_again_changes_nothing(articles[articles.article_id.isin(removals.article_id)])
    # read by eye: one page that holds its article twice; the transcripts of two broadcasts of one talk stay
    lost = removals[removals.rule.isin(["repeat", "between repeats"])].groupby("article_id").text
    assert sorted(lost.apply(lambda texts: sum(map(count_words, texts)))) == [1113]
    assert 0.8 < articles.quotes_ok.mean() < 1
