import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import framing as fr
from framing.compare.coverage import COVERAGE


@pytest.fixture
def articles():
    return pd.DataFrame(
        {
            "article_id": list("abcd"),
            "outlet": ["X", "X", "Y", "X"],
            "n_words": [300, 100, 500, 400],
            "event": ["warrant", "ferry", "warrant", "warrant"],
            "published": pd.to_datetime(["2024-03-06", "2024-03-01", None, "2024-03-04"]),
        }
    )


def test_every_event_and_outlet_has_a_row_zeros_too(articles):
    before = articles.copy()
    coverage = fr.measure_coverage(articles)
    pd.testing.assert_frame_equal(articles, before)
    assert coverage.columns.tolist() == COVERAGE
    assert coverage.drop(columns="first").values.tolist() == [
        ["ferry", "X", 1, 100, 0.125, 1, ""],
        ["ferry", "Y", 0, 0, 0.0, 1, "not carried"],
        ["warrant", "X", 2, 700, 0.875, 2, ""],
        ["warrant", "Y", 1, 500, 1.0, 2, "no date"],
    ]
    assert [str(first)[:10] for first in coverage["first"]] == ["2024-03-01", "NaT", "2024-03-04", "NaT"]


def test_copies_in_one_outlet_are_left_out(articles):
    coverage = fr.measure_coverage(articles.assign(duplicate_of=["", "", "a", "a"]))
    assert coverage.n_articles.tolist() == [1, 0, 1, 1]


def test_dates_are_not_needed_and_events_without_one_stand_last(articles):
    undated = fr.measure_coverage(articles.drop(columns="published"))
    assert undated.event.tolist() == ["ferry", "ferry", "warrant", "warrant"] and undated["first"].isna().all()
    late = fr.measure_coverage(articles.assign(published=articles.published.where(articles.event == "warrant")))
    assert late.event.tolist() == ["warrant", "warrant", "ferry", "ferry"]


def test_an_outlet_without_words_has_no_share(articles):
    coverage = fr.measure_coverage(articles.assign(n_words=[300, 100, 0, 400]))
    y = coverage[coverage.outlet == "Y"]
    assert y.share.isna().all() and y.note.tolist() == ["outlet without words"] * 2 and y.n_articles.tolist() == [0, 1]


def test_order_index_and_categories_are_no_matter(articles):
    other = articles.sample(frac=1, random_state=2).astype({"outlet": "category", "event": "category"})
    pd.testing.assert_frame_equal(fr.measure_coverage(other), fr.measure_coverage(articles))


@given(st.lists(st.tuples(st.sampled_from("XYZ"), st.sampled_from("efgh"), st.integers(1, 900)), min_size=1))
def test_nothing_is_lost(rows):
    articles = pd.DataFrame(rows, columns=["outlet", "event", "n_words"]).assign(article_id=range(len(rows)))
    coverage = fr.measure_coverage(articles)
    assert coverage.n_articles.sum() == len(rows) and coverage.n_words.sum() == articles.n_words.sum()
    assert len(coverage) == articles.outlet.nunique() * articles.event.nunique()
    assert np.allclose(coverage.groupby("outlet").share.sum(), 1)
    assert (coverage.n_outlets == coverage.event.map(articles.groupby("event").outlet.nunique())).all()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda a: a.drop(columns="event"),
            "`articles` has no column `event`. Match them first: articles = match_events(articles).",
        ),
        (
            lambda a: a.drop(columns="n_words"),
            "`articles` has no column `n_words`. Clean them first: articles, removals = clean_articles(articles).",
        ),
        (
            lambda a: a.assign(event=["", None, "e", "e"]),
            "2 of 4 articles have no event. Match those that have none: articles = match_events(articles).",
        ),
        (
            lambda a: a.assign(outlet=[None, "X", "X", "X"]),
            "1 of 4 articles have no outlet. Leave them out: articles = articles.dropna(subset=['outlet']).",
        ),
        (
            lambda a: a.assign(n_words=[np.nan, 1, 2, 3]),
            "1 of 4 articles have no n_words. Leave them out: articles = articles.dropna(subset=['n_words']).",
        ),
        (
            lambda a: a.assign(n_words=["1", "2", "3", "4"]),
            "`n_words` of `articles` is str, not a number. "
            "Make it one: articles.assign(n_words=pd.to_numeric(articles.n_words)).",
        ),
        (
            lambda a: a.assign(published="4 March"),
            "`published` holds no dates but '4 March', for instance. Make them dates: "
            "articles = articles.assign(published=pd.to_datetime(articles.published, errors='coerce')).",
        ),
        (lambda a: a[:0], "There are no articles to measure. Read some: articles, ledger = read_articles(path)."),
        (
            lambda a: a.drop(columns="outlet"),
            "`articles` has no column `outlet`. It has: article_id, n_words, event, published. "
            "Rename the one that holds it: articles.rename(columns={'theirs': 'outlet'}).",
        ),
    ],
)
def test_messages(articles, change, message):
    with pytest.raises(fr.FramingError) as error:
        fr.measure_coverage(change(articles))
    assert str(error.value) == message
