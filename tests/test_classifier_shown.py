"""Sentences and charts of how well outlets are told apart."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from framing.show.charts.classifier import plot_classifier
from framing.show.sentences.classifier import CLASSIFIER, CONFUSION, DECIDING, describe_classifier
from framing.tables import FramingError

NOWHERE = dict.fromkeys(["accuracy", "low", "high", "balanced", "chance", "chance_high", "majority"], np.nan)


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


@pytest.fixture
def steps():
    numbers = {
        "chance": 0.2,
        "chance_high": 0.25,
        "majority": 0.3,
        "n_articles": 1000,
        "n_tested": 1000,
        "n_outlets": 8,
    }
    rows = [
        {"step": "raw", "accuracy": 0.9, "low": 0.88, "high": 0.92, "balanced": 0.85, **numbers, "note": ""},
        {"step": "without templates", **{**numbers, **NOWHERE}, "n_tested": 0, "note": "no column n_inside"},
        {"step": "in time", "accuracy": 0.3, "low": 0.24, "high": 0.36, "balanced": 0.3, **numbers, "note": "later"},
    ]
    return pd.DataFrame(rows)


@pytest.fixture
def confusion():
    cells = [("Post", "Post", 3), ("Post", "Sun", 1), ("Sun", "Post", 0), ("Sun", "Sun", 2)]
    table = pd.DataFrame(cells, columns=["outlet", "said", "n"])
    return table.assign(share=table.n / table.groupby("outlet").n.transform("sum"), step="in time")


@pytest.fixture
def deciding():
    table = pd.DataFrame({"outlet": ["Post", "Post", "Sun"], "word": ["regime", "us", "mr"], "weight": [0.2, 0.1, 0.5]})
    return table.assign(n_articles=[40, 1200, 9], n_elsewhere=[3, 2500, 0], step="raw")


def test_steps_are_told_with_interval_baseline_and_note(steps):
    told = describe_classifier(steps).split("\n")
    assert told[:5] == [
        "raw: 90% of 1,000 articles of 8 outlets given to the right one (95% interval 88% to 92%; 85% on average over "
        "outlets); with outlets shuffled 20%, in 95 of 100 shuffles at most 25%; 30% by always naming the largest.",
        "without templates: not measured (no column n_inside).",
        "in time: 30% of 1,000 articles of 8 outlets given to the right one (95% interval 24% to 36%; 30% on average "
        "over outlets); with outlets shuffled 20%, in 95 of 100 shuffles at most 25%; 30% by always naming the "
        "largest. Note: later.",
        "From “raw” to “in time” accuracy falls from 90% to 30%.",
        "No better than shuffled outlets, as far as these articles can show: in time.",
    ]
    assert "no verdict on any outlet" in told[5] and len(told) == 6


def test_one_step_has_no_fall_and_no_interval_is_said(steps):
    told = describe_classifier(steps[:1].assign(low=np.nan, high=np.nan, n_tested=1)).split("\n")
    assert len(told) == 2 and "90% of 1 article of 8 outlets given to the right one (no interval;" in told[0]
    assert describe_classifier(steps[1:2]).startswith("without templates: not measured")


def test_who_is_taken_for_whom_is_told_in_articles(confusion):
    told = describe_classifier(confusion).split("\n")
    assert told[:2] == [
        "Post, in time: 75% of 4 articles recognised; most often taken for Sun (1).",
        "Sun, in time: 100% of 2 articles recognised.",
    ]
    assert "not from a like view" in told[2]


def test_deciding_words_are_told_with_their_articles(deciding):
    told = describe_classifier(deciding).split("\n")
    start = "raw (articles of its own and of others that hold the word): "
    assert told[:2] == [f"Post, {start}“regime” (40 and 3), “us” (1,200 and 2,500).", f"Sun, {start}“mr” (9 and 0)."]
    assert "read it in context" in told[2]


def test_each_table_is_known_by_its_columns(steps, confusion, deciding):
    tables = {"steps": steps, "confusion": confusion, "deciding": deciding}
    for columns, own in ((CLASSIFIER, "steps"), (CONFUSION, "confusion"), (DECIDING, "deciding")):
        assert [name for name, table in tables.items() if set(columns) <= set(table)] == [own]


def test_the_chart_shows_accuracy_interval_and_baselines(steps):
    ax = plot_classifier(steps)
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert labels == ["raw\nn = 1,000", "without templates\nn = 0", "in time\nn = 1,000"]
    marks = [(line.get_xdata()[0], line.get_ydata()[0]) for line in ax.lines if line.get_marker() == "o"]
    assert marks == [(90, 0), (30, 2)]
    ends = [tuple(line.get_xdata()) for line in ax.lines if line.get_linewidth() == 3]
    assert ends == [(88, 92), (24, 36)]
    assert [bar.get_x() for bar in ax.patches] == pytest.approx([20, 20])
    assert [bar.get_width() for bar in ax.patches] == pytest.approx([5, 5])
    assert [text.get_text() for text in ax.texts] == ["90", "not measured", "30"]
    assert ax.alt_text == describe_classifier(steps)
    legend = [text.get_text() for text in ax.figure.legends[0].get_texts()]
    assert legend == [
        "accuracy, 95% interval",
        "outlets shuffled: mean to 95th percentile",
        "always the largest outlet",
    ]


def test_the_chart_goes_on_given_axes_and_without_intervals(steps):
    _, axes = plt.subplots(1, 2)
    assert plot_classifier(steps, ax=axes[1]) is axes[1] and axes[1].get_legend() is not None
    bare = plot_classifier(steps[:1].drop(columns="majority").assign(low=np.nan, high=np.nan))
    assert bare.figure.legends[0].get_texts()[0].get_text() == "accuracy"
    assert len(plot_classifier(steps[1:2]).texts) == 1


def test_the_confusion_chart_shows_percent_and_frames_the_right_ones(confusion):
    ax = plot_classifier(confusion)
    assert [text.get_text() for text in ax.texts] == ["75", "25", "0", "100"]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Post  n = 4", "Sun  n = 2"]
    assert len(ax.patches) == 2 and ax.get_title(loc="left") == "in time"
    assert [text.get_color() for text in ax.texts] == ["white", "#1a1a1a", "#1a1a1a", "white"]
    assert ax.alt_text == describe_classifier(confusion)


def test_long_names_are_cut(confusion):
    long = confusion.replace("Sun", "The Extraordinarily Long Evening Newspaper of the North")
    label = plot_classifier(long).get_yticklabels()[1].get_text()
    assert label == "The\nExtraordinarily…  n = 2" and max(map(len, label.split("\n"))) < 30


def test_messages(steps, confusion, deciding):
    cases = [
        (deciding, "`table` holds deciding words, and these are read, not drawn: print(describe(deciding)). "
         "Give steps or confusion of classify_outlets."),
        (steps[:0], "The table has no rows: there is nothing to draw. Could any step be measured?"),
        (pd.concat([confusion, confusion.assign(step="raw")]), "`confusion` holds several steps. "
         "Draw one: confusion[confusion.step == confusion.step.iloc[0]]."),
    ]  # fmt: skip
    for table, message in cases:
        with pytest.raises(FramingError) as error:
            plot_classifier(table)
        assert str(error.value) == message
    with pytest.raises(FramingError, match="`steps` has no column `accuracy`"):
        plot_classifier(steps.drop(columns="accuracy"))
    with pytest.raises(FramingError, match="`steps` must be a pandas DataFrame, not tuple"):
        plot_classifier((steps, confusion, deciding))
