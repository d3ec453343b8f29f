import matplotlib.pyplot as plt
import pandas as pd
import pytest

import framing as fr
from framing.show.sentences.coverage import describe_coverage

LIMITS = (
    "An event here is what was matched or given: one event torn in two looks like two that were not shared, so read "
    "the groups first. An event that an outlet does not carry may also be missing from this collection only. That is "
    "what stands in these articles, and no verdict on any outlet."
)


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def coverage(rows):
    """From outlet and event of each article, of 100 words."""
    articles = pd.DataFrame(rows, columns=["outlet", "event"])
    return fr.measure_coverage(articles.assign(article_id=range(len(rows)), n_words=100))


def many(n, outlets="XY"):
    return coverage([(outlet, f"e{i:03}") for i in range(n) for outlet in outlets[: 1 + (i % len(outlets))]])


def drawn(ax):
    return [(t.get_position(), t.get_text()) for t in ax.texts]


def test_two_outlets_in_sentences():
    assert describe_coverage(coverage([("X", "a"), ("X", "a"), ("X", "b"), ("Y", "a")])).splitlines() == [
        "2 events in 4 articles of 2 outlets: 1 carried by both, 1 by one alone.",
        "X carries 2 of 2 events in 3 articles; 1 of them no other outlet here carries, with 33% of its words.",
        "Y carries 1 of 2 events in 1 article; 0 of them no other outlet here carries.",
        "Fewer than 5 events are shared by X and Y (1): a difference in words between them may come from different "
        "news.",
        LIMITS,
    ]


def test_more_outlets_and_enough_shared_events():
    told = describe_coverage(coverage([(o, f"e{i}") for o in "XYZ" for i in range(6)] + [("Z", "z")])).splitlines()
    assert told[0] == "7 events in 19 articles of 3 outlets: 6 carried by all, 6 by at least two, 1 by one alone."
    assert len(told) == 5 and told[-1] == LIMITS


def test_many_pairs_that_share_little_are_counted():
    told = describe_coverage(coverage([(o, f"e{i}") for i, o in enumerate("UVWXYZ")])).splitlines()
    assert told[-2].startswith("Fewer than 5 events are shared by U and V (0); U and W (0)")
    assert "; 10 more pairs: " in told[-2]


def test_one_outlet_has_nothing_to_compare():
    told = describe_coverage(coverage([("X", "a"), ("X", "b")])).splitlines()
    assert told == [
        "2 events in 2 articles of 1 outlet: with one outlet nothing can be compared.",
        "X carries 2 of 2 events in 2 articles.",
        LIMITS,
    ]


def test_an_outlet_without_words_has_no_share_in_the_sentence():
    articles = pd.DataFrame({"article_id": [1, 2], "outlet": ["X", "Y"], "event": ["a", "b"], "n_words": [0, 9]})
    told = describe_coverage(fr.measure_coverage(articles))
    assert "X carries 1 of 2 events in 1 article; 1 of them no other outlet here carries.\n" in told


def test_the_grid_holds_the_number_of_articles():
    table = coverage([("X", "a"), ("X", "a"), ("X", "b"), ("Y", "a")])
    ax = fr.plot_coverage(table)
    assert drawn(ax) == [((0, 0), "2"), ((1, 0), "1"), ((0, 1), "1")]
    assert [t.get_text() for t in ax.get_yticklabels()] == ["a", "b"]
    assert [t.get_text() for t in ax.get_xticklabels()] == ["X\nn = 3", "Y\nn = 1"]
    assert ax.get_ylim()[0] > ax.get_ylim()[1] and ax.alt_text == describe_coverage(table)
    sizes = [line.get_markersize() for line in ax.lines]
    assert sizes[0] > sizes[1] == sizes[2]


def test_beyond_thirty_events_a_line_counts_the_rest():
    ax = fr.plot_coverage(many(40))
    labels = [t.get_text() for t in ax.get_yticklabels()]
    assert len(labels) == 31 and labels[-1] == "events carried of 10 more"
    assert [text for _, text in drawn(ax)[-2:]] == ["10", "0"]
    assert labels[:-1] == sorted(labels[:-1]) and "e039" in labels  # carried by both
    assert len(fr.plot_coverage(many(31)).get_yticklabels()) == 31  # no line for one


def test_long_names_are_cut_and_given_axes_used():
    given = plt.subplots()[1]
    long = "Süddeutsche Rundschau für Binnenschifffahrt"
    ax = fr.plot_coverage(coverage([(long, "word " * 20), ("Y", "b")]), ax=given)
    assert ax is given
    names = [line for t in ax.get_xticklabels() for line in t.get_text().split("\n")]
    assert max(map(len, names)) <= 16 and names[-1] == "n = 1"
    assert max(len(t.get_text()) for t in ax.get_yticklabels()) <= 45


def test_messages():
    table = coverage([("X", "a")])
    with pytest.raises(fr.FramingError) as error:
        fr.plot_coverage(table[:0])
    assert str(error.value) == "`coverage` has no rows: there is nothing to draw. Were any articles measured?"
    with pytest.raises(fr.FramingError, match=r"^`coverage` has no column `share`. It has: "):
        fr.plot_coverage(table.drop(columns="share"))
