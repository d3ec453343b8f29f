import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score

import framing as fr


def b_cubed(truth, found):
    """Precision and recall (Bagga & Baldwin 1998)."""
    truth, found = (pd.factorize(np.array(names))[0] for names in (truth, found))
    same, joined = truth[:, None] == truth, found[:, None] == found
    both = (same & joined).sum(1)
    return (both / joined.sum(1)).mean(), (both / same.sum(1)).mean()


@pytest.fixture
def told():
    """Two events of two days, each told twice, one of them again in June, and an article on something else."""
    return pd.DataFrame(
        {
            "article_id": list("abcdef"),
            "outlet": ["X", "Y"] * 3,
            "published": pd.to_datetime(["2024-03-04", "2024-03-05", "2024-03-04", "2024-03-06", "2024-06-01", None]),
            "title": [
                "Court jails colonel",
                "Colonel jailed",
                "Ferry sinks",
                "Sunken ferry",
                "Colonel jailed",
                "Chess",
            ],
            "text": [
                "The court sent the colonel to prison.",
                "A court sent colonel Teel to prison.",
                "The ferry sank off Lowen in a storm.",
                "Storm over Lowen: the ferry sank fast.",
                "A court sent colonel Teel to prison.",
                "Grandmasters met over sixty-four squares.",
            ],
        }
    )


@pytest.fixture(scope="module")
def teaching():
    articles = fr.clean_articles(fr.load("teaching").articles)[0]
    return articles.drop(columns="event"), articles.event


def groups(matched):
    return {frozenset(rows.article_id) for _, rows in matched.groupby("event")}


def sets(*names):
    return {frozenset(name) for name in names}


def test_the_same_words_in_the_same_days_are_one_event(told):
    matched = fr.match_events(told)
    assert groups(matched) == sets("ab", "cd", "e", "f")
    assert matched.event_note.tolist() == ["", "", "", "", "alone", "alone; no date"]
    assert matched.event_closeness.isna().tolist() == [False] * 4 + [True] * 2
    assert (
        matched.event_closeness[0] == pytest.approx(matched.event_closeness[1]) and 0 < matched.event_closeness[0] < 1
    )
    assert matched.columns[-3:].tolist() == ["event", "event_closeness", "event_note"]


def test_names_hold_the_first_date_and_the_words_that_weigh_most(told):
    events = fr.match_events(told).event
    assert events[0].startswith("2024-03-04 ") and "colonel" in events[0]
    assert events[2].startswith("2024-03-04 ferry") and events[5].startswith("undated ")


def test_days_and_closeness_decide(told):
    assert groups(fr.match_events(told, days=1)) == sets("ab", "c", "d", "e", "f")
    assert groups(fr.match_events(told, days=365)) == sets("abe", "cd", "f")
    assert groups(fr.match_events(told, closeness=1)) == sets(*"abcdef")


def test_the_order_of_rows_is_no_matter_and_the_callers_table_is_left_alone(told):
    before = told.copy()
    matched = fr.match_events(told)
    pd.testing.assert_frame_equal(told, before)
    shuffled = told.sample(frac=1, random_state=1).set_axis([7] * 6)
    again = fr.match_events(shuffled)
    assert again.article_id.tolist() == shuffled.article_id.tolist() and (again.index == 7).all()
    pd.testing.assert_frame_equal(again.sort_values("article_id", ignore_index=True), matched)


def test_a_given_event_wins_and_holes_are_matched_to_it_or_to_each_other(told):
    matched = fr.match_events(told.assign(event=["the colonel", None, "", np.nan, "the colonel", ""]))
    assert matched.event[[0, 1, 4]].tolist() == ["the colonel"] * 3  # b: within the days of what was given
    assert matched.event[2] == matched.event[3] != "the colonel"
    assert matched.event_note.tolist() == ["given", "", "", "", "given", "alone; no date"]
    far = fr.match_events(told.assign(event=["the colonel", "another", None, None, "", ""]))
    assert far.event[:2].tolist() == ["the colonel", "another"], "given events are never joined"
    assert far.event[4] not in ("the colonel", "another"), "June is too far from March"


def test_matching_twice_changes_no_event_and_needs_no_text(told):
    matched = fr.match_events(told)
    again = fr.match_events(matched.drop(columns=["title", "text"]))
    assert again.event.tolist() == matched.event.tolist()
    assert again.event_closeness.isna().all() and again.event_note.str.startswith("given").all()


def test_without_dates_only_what_is_much_closer_is_joined(told):
    for undated in (told.assign(published=pd.NaT), told.drop(columns="published")):
        matched = fr.match_events(undated)
        assert frozenset("ac") not in groups(matched) and matched.event_note.str.contains("no date").all()
        assert matched.event[1] == matched.event[4]  # word for word the same
        assert matched.event.str.startswith("undated ").all()


def test_articles_without_words_are_events_of_their_own(told):
    matched = fr.match_events(told.assign(title="", text=["", None, "—", "", "", "the"]))
    assert matched.event.nunique() == 6 and matched.event_note.str.contains("no words").all()
    assert matched.event[:2].tolist() == ["2024-03-04 without words", "2024-03-05 without words"]
    assert matched.event[2] == "2024-03-04 without words (2)"


def test_one_article_and_dates_with_a_time_zone(told):
    assert fr.match_events(told[:1]).event_note.tolist() == ["alone"]
    zoned = told.assign(published=told.published.dt.tz_localize("UTC"))
    assert fr.match_events(zoned).event.tolist() == fr.match_events(told).event.tolist()


def test_the_planted_events_are_found(teaching):
    """Measured: precision 1.0, recall .933, adjusted Rand .954; without dates most stay alone."""
    articles, truth = teaching
    matched = fr.match_events(articles)
    precision, recall = b_cubed(truth, matched.event)
    assert precision >= 0.98 and recall >= 0.9
    assert adjusted_rand_score(truth, matched.event) >= 0.92
    undated, _ = b_cubed(truth, fr.match_events(articles.assign(published=pd.NaT)).event)
    assert undated >= 0.9


def test_holes_in_the_planted_events_are_filled(teaching):
    articles, truth = teaching
    some = truth.where(np.arange(60) % 3 > 0)
    filled = fr.match_events(articles.assign(event=some)).event
    assert (filled[some.notna()] == truth[some.notna()]).all()
    assert (filled == truth).mean() >= 0.9


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd"), st.integers(0, 9) | st.none()), min_size=1),
    st.integers(0, 4),
    st.sampled_from([0.05, 0.3, 0.7]),
)
def test_average_linkage_holds_for_any_articles(rows, days, closeness):
    names = {"a": "harbour ferry storm", "b": "court colonel prison", "c": "ferry colonel", "d": ""}
    articles = pd.DataFrame({"article_id": range(len(rows)), "text": [f"{names[x]} {names[y]}" for x, y, _ in rows]})
    dates = [pd.NaT if day is None else pd.Timestamp(2024, 1, 1 + day) for *_, day in rows]
    articles = articles.assign(title="", published=pd.Series(dates, dtype="datetime64[us]"))
    matched = fr.match_events(articles, days=days, closeness=closeness)
    assert (matched.event != "").all() and len(matched) == len(rows)
    for _, event in matched.groupby("event"):
        span = event.published.max() - event.published.min()
        assert pd.isna(span) or span.days <= days
        assert len(event) == 1 or event.event_closeness.between(0, 1).all()


def test_real_news_has_groups_of_few_articles_from_several_outlets(shared):
    """Measured on 942 articles since 2019: 220 pairs, 45% of them of one AllSides topic, of 107."""
    articles = pd.read_parquet(shared / "allsides" / "articles.parquet")
    articles["published"] = pd.to_datetime(articles.published, errors="coerce", format="%Y-%m-%d")
    articles = articles[articles.published >= "2019-01-01"]
    matched = fr.match_events(articles)
    sizes = matched.event.value_counts()
    pairs = matched.merge(matched, on="event")
    pairs = pairs[pairs.article_id_x < pairs.article_id_y]
    assert 100 < len(pairs) < 600 and sizes.max() < 20
    assert (pairs.topic_x == pairs.topic_y).mean() > 0.35
    assert (pairs.outlet_x != pairs.outlet_y).mean() > 0.8


@pytest.mark.parametrize(
    ("change", "options", "message"),
    [
        (
            lambda a: a.drop(columns="text"),
            {},
            "`articles` has no column `text`. It has: article_id, outlet, published, title. "
            "Rename the one that holds it: articles.rename(columns={'theirs': 'text'}).",
        ),
        (lambda a: a[:0], {}, "There are no articles to match. Read some: articles, ledger = read_articles(path)."),
        (
            lambda a: a,
            {"days": "two"},
            "days='two' is not a number of days. Give 0 or more: match_events(articles, days=2).",
        ),
        (
            lambda a: a,
            {"closeness": 10},
            "closeness=10 is not between 0 and 1. Give a number such as match_events(articles, closeness=0.10).",
        ),
        (
            lambda a: a.assign(published="4 March"),
            {},
            "`published` holds no dates but '4 March', for instance. Make them dates: "
            "articles = articles.assign(published=pd.to_datetime(articles.published, errors='coerce')).",
        ),
        (
            lambda a: a.assign(article_id=0),
            {},
            "`articles` holds 5 article_id that came before, 0 first. Give each row its own: "
            "articles.assign(article_id=[f'a{i}' for i in range(len(articles))]).",
        ),
    ],
)
def test_messages(told, change, options, message):
    with pytest.raises(fr.FramingError) as error:
        fr.match_events(change(told), **options)
    assert str(error.value) == message
