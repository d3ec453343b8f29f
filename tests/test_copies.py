"""What outlets share word for word."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing as fr

COLUMNS = ["article_id", "part", "start", "end", "n_words", "text", "copy", "n_outlets", "first"]
TOLD = " ".join(f"told{i}" for i in range(30)) + "."
MORE = " ".join(f"more{i}" for i in range(40)) + "."


def table(*rows) -> pd.DataFrame:
    """Rows of (article_id, outlet, published, text)."""
    articles = pd.DataFrame(rows, columns=["article_id", "outlet", "published", "text"])
    return articles.assign(title=[f"Title {i}" for i in range(len(rows))])


def own(i: int) -> str:
    return f"{' '.join(f'w{i}x{j}' for j in range(20))} article{i}."


def test_a_shared_paragraph_is_found_where_it_stands():
    articles = table(
        ("a", "X", "2024-05-02", f"{own(1)}\n\n{TOLD}\n\nEnd1."),
        ("b", "Y", "2024-05-01", f"{TOLD}\n\n{own(2)}"),
        ("c", "Z", "2024-05-01", own(3)),
    )
    found = fr.find_copies(articles)
    assert found.columns.tolist() == COLUMNS
    assert found.drop(columns="text").values.tolist() == [
        ["a", "text", len(own(1)) + 2, len(own(1)) + 2 + len(TOLD), 30, 1, 2, False],
        ["b", "text", 0, len(TOLD), 30, 1, 2, True],
    ]
    assert found.text.tolist() == [TOLD, TOLD]


def test_twenty_five_words_are_enough_and_twenty_four_are_not():
    for n, rows in ((25, 2), (24, 0)):
        text = " ".join(TOLD.split()[:n])
        articles = table(("a", "X", "", f"{own(1)} {text} x"), ("b", "Y", "", f"{own(2)} {text} y"))
        assert len(fr.find_copies(articles)) == rows


def test_case_punctuation_and_paragraphs_make_no_difference():
    articles = table(("a", "X", "", TOLD), ("b", "Y", "", TOLD.upper().replace(" TOLD9", ",\n\n“TOLD9”")))
    assert fr.find_copies(articles).n_words.tolist() == [30, 30]


def test_one_outlet_alone_shares_nothing():
    assert len(fr.find_copies(table(("a", "X", "", TOLD), ("b", "X", "", TOLD)))) == 0


def test_a_statement_that_both_quote_is_no_copy():
    articles = table(("a", "X", "", f"{own(1)} “{TOLD}” she said."), ("b", "Y", "", f'{own(2)} "{TOLD}" she said.'))
    assert len(fr.find_copies(articles)) == 0
    told = " ".join(f"news{i}" for i in range(12))
    articles = table(("a", "X", "", f"{told} “{TOLD}”"), ("b", "Y", "", f"{told} “{TOLD}”"))
    assert fr.find_copies(articles).n_words.tolist() == [42, 42]


def test_a_statement_that_only_one_sets_in_marks_is_no_copy():
    assert len(fr.find_copies(table(("a", "X", "", f"“{TOLD}”"), ("b", "Y", "", TOLD)))) == 0


def test_furniture_of_one_outlet_is_no_copy():
    rows = [(str(i), "X", "", f"{own(i)}\n{TOLD}") for i in range(8)]
    assert len(fr.find_copies(table(*rows, ("y", "Y", "", f"{own(9)}\n{TOLD}")))) == 0
    assert len(fr.find_copies(table(*rows[:7], ("y", "Y", "", f"{own(9)}\n{TOLD}")))) == 8


def test_passages_that_overlap_have_one_number():
    articles = table(
        ("a", "X", "", f"{TOLD} {MORE}"),
        ("b", "Y", "", f"{own(2)} {TOLD}"),
        ("c", "Z", "", f"{own(3)} {MORE}"),
        ("d", "X", "", " ".join(f"else{i}" for i in range(50))),
        ("e", "Y", "", " ".join(f"else{i}" for i in range(50))),
    )
    found = fr.find_copies(articles)
    assert found["copy"].tolist() == [1, 1, 1, 2, 2]
    assert found.n_outlets.tolist() == [3, 3, 3, 2, 2]
    assert found["first"].tolist() == [True, False, False, True, False]


def test_who_was_first():
    def first(*dates):
        rows = [(name, name, date, TOLD) for name, date in zip("abcd", dates, strict=False)]
        found = fr.find_copies(table(*rows))
        return found.article_id[found["first"]].tolist()

    assert first("2024-05-03", "2024-05-01", "2024-05-02") == ["b"]
    assert first(None, "2024-05-03", "not known") == ["b"]
    assert first(None, pd.NaT, None) == ["a"]
    assert first("2024-05-01", "2024-05-01") == ["a"]
    assert first("2024-05-01T10:00:00+02:00", "2024-05-01T09:00:00Z") == ["a"]
    found = fr.find_copies(table(("a", "X", "", TOLD), ("b", "Y", "", TOLD)).drop(columns="published"))
    assert found["first"].tolist() == [True, False]
    dates = pd.to_datetime(["2024-05-03", "2024-05-01"])
    assert fr.find_copies(table(("a", "X", dates[0], TOLD), ("b", "Y", dates[1], TOLD)))["first"].tolist() == [
        False, True,
    ]  # fmt: skip


def test_holes_and_empty_tables():
    found = fr.find_copies(table())
    assert found.columns.tolist() == COLUMNS
    assert found.dtypes[["start", "n_words", "copy", "n_outlets", "first"]].tolist() == [np.dtype("int64")] * 4 + [
        np.dtype(bool)
    ]
    articles = table(("a", "X", None, None), ("b", "Y", None, np.nan), ("c", "X", None, TOLD), ("d", None, None, TOLD))
    articles["title"] = None
    articles.index = [3] * 4
    before = articles.copy()
    assert fr.find_copies(articles).article_id.tolist() == ["c", "d"]
    pd.testing.assert_frame_equal(articles, before)


def test_messages():
    with pytest.raises(fr.FramingError, match="`articles` has no column `text`: these are counts"):
        fr.find_copies(table(("a", "X", "", "")).drop(columns="text"))
    with pytest.raises(fr.FramingError, match="has no column `outlet`"):
        fr.find_copies(table(("a", "X", "", "")).drop(columns="outlet"))
    with pytest.raises(fr.FramingError, match="holds 1 article_id that came before"):
        fr.find_copies(table(("a", "X", "", ""), ("a", "Y", "", "")))


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from("XYZ"), st.lists(st.sampled_from([TOLD, MORE, "End.", own(1)]), max_size=4)),
             min_size=2, max_size=5)
)  # fmt: skip
def test_each_passage_stands_in_an_article_of_another_outlet(rows):
    articles = table(*[(i, outlet, None, f"w{i}\n" + "\n".join(parts)) for i, (outlet, parts) in enumerate(rows)])
    found = fr.find_copies(articles)
    of = articles.set_index("article_id")
    for x in found.itertuples():
        assert of.text[x.article_id][x.start : x.end] == x.text
        assert x.n_words >= 25
        beside = found[found["copy"] == x.copy]
        outlets = set(of.outlet[beside.article_id])
        assert len(outlets) == x.n_outlets > 1
        assert beside.article_id[beside["first"]].nunique() == 1
    for passage in (TOLD, MORE):  # nothing is missed
        holders = articles[articles.text.str.contains(passage, regex=False)]
        if holders.outlet.nunique() > 1:
            assert set(holders.article_id) <= set(found.article_id)


def test_the_copies_planted_in_the_teaching_articles_are_found_and_nothing_else():
    articles, _ = fr.clean_articles(fr.load("teaching").articles)
    found = fr.find_copies(articles)
    assert found.article_id.tolist() == [
        "10_harbour_wire", "12_daily_clarion", "26_harbour_wire", "30_corvane_today", "56_harbour_wire",
        "57_aldermouth_ledger",
    ]  # fmt: skip
    assert found["copy"].tolist() == [1, 1, 2, 2, 3, 3]
    assert found["first"].tolist() == [True, False] * 3
    texts = found.text.tolist()
    assert texts[0].startswith("The resolution passed by 34 votes") and texts[0].endswith("failed by four votes.")
    assert [len(text.split("\n\n")) for text in texts[2:4]] == [2, 2]
    assert texts[2].startswith("The site is a disused") and texts[2].endswith("looked older, she said.")
    whole = articles.set_index("article_id").text
    assert texts[4:] == [whole["56_harbour_wire"].strip(), whole["57_aldermouth_ledger"].strip()]


def test_real_articles(shared):
    """An agency report that two outlets ran is found, the presidents' words that all quote are not."""
    articles = pd.read_parquet(shared / "allsides" / "articles.parquet")
    articles = articles[articles.outlet.isin(["Newsmax", "CBS News", "Reuters", "The Guardian", "USA TODAY", "Vox"])]
    found = fr.find_copies(articles)
    told = found.text.str.cat(sep=" ")
    assert "end asylum protections" in told
    assert "main sticking points" in told
    assert "other executive action" not in told  # a statement, quoted
