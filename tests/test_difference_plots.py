import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

import framing as fr


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


@pytest.fixture
def many():
    rng = np.random.default_rng(0)
    articles = pd.DataFrame({"article_id": range(200), "outlet": list("WXYZ") * 50, "n_words": 600})
    n = rng.poisson(np.where(articles.outlet == "W", 3, 1)[:, None] * np.ones(8))
    article, frame = np.nonzero(n)
    mentions = pd.DataFrame({"article_id": article, "frame": [f"frame {i}" for i in frame]})
    return mentions.loc[mentions.index.repeat(n[article, frame])], articles


def marks(ax, marker="o"):
    return [line for line in ax.lines if line.get_marker() == marker]


def test_filled_marks_are_differences_and_hollow_ones_are_not(two_outlets):
    mentions, articles = two_outlets
    level = pd.DataFrame({"article_id": range(40), "frame": "law"})
    ax = fr.plot_differences(fr.compare_outlets(pd.concat([mentions, level]), articles))
    assert [t.get_text() for t in ax.texts] == ["atrocity", "law"]
    assert [t.get_text() for t in ax.get_yticklabels()] == ["X : Y  20 : 2", "X : Y  20 : 20"]
    assert [line.get_markerfacecolor() for line in marks(ax)] == ["#1a1a1a", "white"]
    assert [line.get_xdata()[0] for line in marks(ax)] == pytest.approx([20.5 / 2.5, 1])


def test_the_band_ends_at_the_smallest_ratio(two_outlets):
    table = fr.compare_outlets(*two_outlets)
    bar = fr.plot_differences(table).patches[0]
    assert bar.get_x() + bar.get_width() == pytest.approx(table.smallest_ratio[0])
    assert bar.get_x() == pytest.approx(table.largest_ratio_below[0])


def test_the_surest_thirty_are_drawn_and_the_others_counted(many):
    table = fr.compare_outlets(*many)
    ax = fr.plot_differences(table)
    assert len(ax.get_yticks()) == 30 and "18 more tested, less sure" in ax.get_xlabel()
    assert ax.alt_text == fr.describe(table)


def test_what_was_not_tested_is_not_drawn(two_outlets):
    mentions, articles = two_outlets
    rare = pd.DataFrame({"article_id": [1], "frame": "rare"})
    ax = fr.plot_differences(fr.compare_outlets(pd.concat([mentions, rare]), articles))
    assert len(ax.get_yticks()) == 1 and "1 comparison was not tested (too few articles to test)." in ax.alt_text
    with pytest.raises(fr.FramingError) as error:
        fr.plot_differences(fr.compare_outlets(rare, articles))
    assert str(error.value) == (
        "`differences` has no tested row: there is nothing to draw. Why not says describe(differences)."
    )


def test_within_events_a_cross_marks_all_coverage():
    cells = [(f"e{i}", outlet, n) for i in range(12) for outlet, n in (("X", 3), ("Y", 1))]
    articles = pd.DataFrame(cells, columns=["event", "outlet", "n"]).assign(n_words=500, article_id=range(24))
    mentions = pd.DataFrame({"article_id": articles.article_id.repeat(articles.n), "frame": "law"})
    table = fr.compare_outlets(mentions, articles, unit="event", matched=True)
    ax = fr.plot_differences(table)
    assert [line.get_xdata()[0] for line in marks(ax, "x")] == pytest.approx([table.ratio_all[0]])
    assert "over all coverage" in [t.get_text() for t in ax.figure.legends[0].get_texts()]


def test_a_chart_goes_where_it_is_told(two_outlets):
    _, (left, right) = plt.subplots(ncols=2)
    assert fr.plot_differences(fr.compare_outlets(*two_outlets), ax=right) is right and not left.lines
