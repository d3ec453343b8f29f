"""What all charts share: a wrong line here is wrong in every picture."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from framing.show.charts import style


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


@pytest.fixture
def ax():
    ax = style.new_axes(5, 3)
    ax.set_xlim(0, 10)
    return ax


def drawn(ax):
    return [(line.get_marker(), line.get_xdata().tolist()) for line in ax.lines]


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [
        (2, 3, [("None", [2, 3])]),
        (0, 10, [("None", [0, 10])]),
        (2, float("inf"), [("None", [2, 10]), (">", [10])]),
        (-5, 12, [("None", [0, 10]), ("<", [0]), (">", [10])]),
        (float("nan"), float("nan"), []),
    ],
)
def test_an_interval_ends_in_an_arrow_where_it_leaves_the_axis(ax, low, high, shown):
    style.draw_interval(ax, 1, low, high)
    assert drawn(ax) == shown and ax.get_xlim() == (0, 10)


def test_a_mark_stands_before_its_interval_and_looks_as_in_the_legend(ax):
    style.draw_interval(ax, 1, 2, 4)
    style.draw_mark(ax, 3, 1, "s", "white")
    interval, mark = ax.lines
    assert mark.get_zorder() > interval.get_zorder()
    named = style.legend_mark("quoted", "s", "white")
    assert [(line.get_marker(), line.get_markersize(), line.get_markerfacecolor()) for line in (mark, named)] == [
        ("s", 5.5, "white")
    ] * 2


@pytest.mark.parametrize(
    ("name", "two_lines", "one_line"),
    [
        ("Post", "Post", "Post"),
        ("The Aldermouth Evening Ledger of the Coast", "The Aldermouth\nEvening Ledger of…", "The Aldermouth…"),
        ("Binnenschifffahrtsnachrichten", "Binnenschifffahrtsna\nchrichten", "Binnenschifffahrtsn…"),
        ("", "", ""),
        (7, "7", "7"),
    ],
)
def test_long_names_fit(name, two_lines, one_line):
    assert style.wrapped(name) == two_lines and style.cut(name, 20) == one_line
    assert len(one_line) <= 20 and all(len(line) <= 20 for line in two_lines.split("\n"))


def test_the_axis_speaks_of_intervals_only_where_there_are_any():
    assert style.if_intervals(pd.DataFrame({"low": [float("nan"), 1.0]})) == ", with 95% interval"
    assert style.if_intervals(pd.DataFrame({"low": [float("nan")]})) == ""


def test_alone_in_its_figure_the_legend_stands_below_everything(ax):
    style.put_legend(ax, [style.legend_mark("named")])
    assert len(ax.figure.legends) == 1 and ax.get_legend() is None


@pytest.mark.parametrize("label", ["one line", "one line\nanother", "one line\nanother\nand a third"])
def test_elsewhere_it_covers_neither_the_chart_nor_the_name_of_its_axis(label):
    figure, (left, _) = plt.subplots(1, 2, layout="constrained", figsize=(9, 4))
    left.plot([0, 1], [0, 1])
    left.set_xlabel(label, loc="left", fontsize=style.SMALL)
    style.put_legend(left, [style.legend_mark("named"), style.legend_mark("unnamed", face="white")])
    figure.draw_without_rendering()
    gap = left.xaxis.label.get_window_extent().y0 - left.get_legend().get_window_extent().y1
    assert not figure.legends and 0 <= gap < 0.15 * figure.dpi


def test_where_no_layout_makes_room_the_legend_stays_inside():
    _, ax = plt.subplots()
    style.put_legend(ax, [style.legend_mark("named")])
    assert ax.get_legend() is not None and not ax.figure.legends
