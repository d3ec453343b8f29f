"""Copies: one text, several articles."""

import numpy as np
import pandas as pd

from framing.clean.articles import clean_articles
from framing.clean.duplicates import is_folded, mark_duplicates


def table(*rows, index=None) -> pd.DataFrame:
    """Rows of (article_id, outlet, text)."""
    articles = pd.DataFrame(rows, columns=["article_id", "outlet", "text"], index=index)
    return articles.assign(title=[f"Title {i}" for i in range(len(rows))])


def test_a_copy_in_the_same_outlet_is_marked_and_folded():
    articles, _ = clean_articles(table(("a", "X", "One text."), ("b", "X", "One text."), ("c", "X", "Other.")))
    assert articles.duplicate_of.tolist() == ["", "a", ""]
    assert is_folded(articles).tolist() == [False, True, False]


def test_a_copy_in_another_outlet_is_marked_and_kept():
    articles, _ = clean_articles(table(("a", "X", "One text."), ("b", "Y", "One text.")))
    assert articles.duplicate_of.tolist() == ["", "a"]
    assert not is_folded(articles).any()


def test_third_copies_name_the_first_of_their_own_outlet():
    rows = [("a", "X", "T."), ("b", "Y", "T."), ("c", "Y", "T."), ("d", "X", "T."), ("e", "Y", "T.")]
    articles, _ = clean_articles(table(*rows))
    assert articles.duplicate_of.tolist() == ["", "a", "b", "a", "b"]
    assert is_folded(articles).tolist() == [False, False, True, True, True]


def test_white_space_makes_no_difference_and_case_does():
    articles, _ = clean_articles(
        table(("a", "X", "One  text.\n\nEnd"), ("b", "X", " One text.\nEnd\n"), ("c", "X", "one text. End"))
    )
    assert articles.duplicate_of.tolist() == ["", "a", ""]


def test_a_copy_is_found_after_cleaning():
    articles, _ = clean_articles(table(("a", "X", "Caf\u00e9 open."), ("b", "X", "Caf\u00c3\u00a9\u00a0open.\u200b")))
    assert articles.duplicate_of.tolist() == ["", "a"]


def test_empty_texts_are_nobodys_copies():
    articles, _ = clean_articles(table(("a", "X", ""), ("b", "X", None), ("c", "X", " \n"), ("d", "X", "\u200b")))
    assert articles.duplicate_of.tolist() == [""] * 4


def test_where_the_original_is_filtered_out_its_copy_counts():
    articles, _ = clean_articles(table(("a", "X", "T."), ("b", "X", "T.")))
    assert is_folded(articles[articles.article_id != "a"]).tolist() == [False]


def test_where_the_original_is_filtered_out_two_copies_count_once():
    articles, _ = clean_articles(table(("a", "X", "T."), ("b", "X", "T."), ("c", "X", "T."), ("d", "X", "U.")))
    assert is_folded(articles[articles.article_id != "a"]).tolist() == [False, True, False]
    other, _ = clean_articles(table(("a", "X", "T."), ("b", "Y", "T."), ("c", "Z", "T.")))
    assert not is_folded(other[other.article_id != "a"]).any()


def test_without_the_column_nothing_is_folded():
    articles = table(("a", "X", "T."), ("b", "X", "T."))
    assert is_folded(articles).tolist() == [False, False]


def test_labels_of_the_index_need_not_be_unique():
    articles, _ = clean_articles(table(("a", "X", "T."), ("b", "X", "T."), ("c", "Y", "T."), index=[7, 7, 0]))
    assert articles.index.tolist() == [7, 7, 0]
    assert articles.duplicate_of.tolist() == ["", "a", "a"]
    assert is_folded(articles).tolist() == [False, True, False]


def test_unknown_outlets_do_not_stop_anything():
    for unknown in (None, np.nan, pd.NA, pd.NaT):
        articles, _ = clean_articles(table(("a", "X", "T."), ("b", unknown, "T."), ("c", unknown, "U.")))
        assert articles.duplicate_of.tolist() == ["", "a", ""]
        assert is_folded(articles).tolist() == [False, False, False]


def test_kinds_of_column_make_no_difference():
    rows = [(1, "X", "T."), (2, "X", "T."), (3, "Y", "T.")]
    for kind in ("str", "category", "string", "object"):
        articles, _ = clean_articles(table(*rows).astype({"outlet": kind}))
        assert articles.duplicate_of.tolist() == ["", 1, 1]
        assert is_folded(articles).tolist() == [False, True, False]
        assert is_folded(articles).dtype == bool


def test_an_empty_table_has_no_copies():
    empty = table(("a", "X", "T.")).iloc[:0]
    assert mark_duplicates(empty).tolist() == []
    articles, _ = clean_articles(empty)
    assert is_folded(articles).tolist() == []


def test_a_table_that_comes_back_from_csv_folds_the_same(tmp_path):
    rows = [("a", "X", "T."), ("b", "X", "T."), ("c", "X", "U."), ("d", "X", "V."), ("e", "Y", "W.")]
    articles, _ = clean_articles(table(*rows))
    articles.to_csv(tmp_path / "articles.csv", index=False)
    assert is_folded(pd.read_csv(tmp_path / "articles.csv")).tolist() == [False, True, False, False, False]


def test_ids_may_be_categories_or_numbers():
    articles, _ = clean_articles(table(("a", "X", "T."), ("b", "X", "T.")).astype({"article_id": "category"}))
    assert articles.duplicate_of.tolist() == ["", "a"] and is_folded(articles).tolist() == [False, True]
    articles, _ = clean_articles(table((1, "X", "T."), (2, "X", "T.")))
    assert articles.duplicate_of.tolist() == ["", 1] and is_folded(articles).tolist() == [False, True]


def test_texts_without_a_letter_are_nobodys_duplicates():
    articles = pd.DataFrame(
        {"article_id": list("abc"), "outlet": ["X", "X", "Y"], "title": "", "text": ["-1", "-1", "-1"]}
    )
    assert clean_articles(articles)[0].duplicate_of.tolist() == ["", "", ""]
