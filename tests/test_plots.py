from itertools import pairwise

import matplotlib.pyplot as plt
import pandas as pd
import pytest

import framing as fr
from framing.voice.label import VOICES


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def marks(ax):
    return [(line.get_xdata()[0], line.get_markerfacecolor()) for line in ax.lines if line.get_marker() == "o"]


def test_outlets_stand_in_order_of_their_rate_with_n(two_outlets):
    ax = fr.plot_outlets(fr.measure_outlets(*two_outlets))
    assert [label.get_text() for label in ax.get_yticklabels()] == ["X  n = 20", "Y  n = 20"]
    assert [x for x, _ in marks(ax)] == [2.0, 0.2]
    assert ax.get_title(loc="left") == "atrocity" and ax.get_ylim()[0] > ax.get_ylim()[1]


def test_intervals_are_drawn_where_there_are_any(two_outlets):
    rates = fr.measure_outlets(*two_outlets)
    lines = [line for line in fr.plot_outlets(rates).lines if len(line.get_xdata()) == 2]
    assert [tuple(line.get_xdata()) for line in lines] == list(zip(rates.low, rates.high, strict=True))
    single = pd.DataFrame({"article_id": list("ab"), "outlet": ["X", "Y"], "n_words": 100})
    ax = fr.plot_outlets(fr.measure_outlets(pd.DataFrame({"article_id": ["a"], "frame": ["law"]}), single))
    assert not [line for line in ax.lines if len(line.get_xdata()) == 2]
    assert ax.get_xlabel() == "per 1,000 words"


def test_an_interval_that_leaves_the_chart_ends_in_an_arrow():
    articles = pd.DataFrame({"article_id": list("abcd"), "outlet": ["X", "X", "Y", "Y"], "n_words": 250})
    ax = fr.plot_outlets(fr.measure_outlets(pd.DataFrame({"article_id": ["a"], "frame": ["law"]}), articles))
    assert sum(line.get_marker() == ">" for line in ax.lines) == 2
    assert ax.get_xlim()[1] == pytest.approx(4 * 2.0 * 1.04)


def by_voice(two_outlets, voices):
    mentions, articles = two_outlets
    voices = (voices * len(mentions))[: len(mentions)]
    return fr.measure_outlets(mentions.assign(voice=voices), articles, voice=True)


def looks(ax):
    """Marker, filling and height of each mark, as they were drawn from top to bottom."""
    drawn = [line for line in ax.lines if len(line.get_xdata()) == 1 and line.get_marker() != ">"]
    return [(line.get_marker(), line.get_markerfacecolor(), line.get_ydata()[0]) for line in drawn]


def legend_of(ax):
    return [text.get_text() for text in ax.figure.legends[0].texts]


def test_voices_differ_in_filling_and_shape_not_in_colour(two_outlets):
    ax = fr.plot_outlets(by_voice(two_outlets, VOICES))
    assert len({(marker, face) for marker, face, _ in looks(ax)}) == 5, "no two look the same"
    assert looks(ax)[0][:2] == ("o", "#1a1a1a"), "the outlet itself is filled"
    assert [look[:2] for look in looks(ax)[1:4]] == [("o", "white"), ("s", "white"), ("^", "white")], "others hollow"
    assert legend_of(ax) == [
        "in its own words", "inside quotations", "paraphrasing others", "as what others want or believe",
        "cannot be told",
    ]  # fmt: skip
    colours = {line.get_color() for line in ax.lines} | {line.get_markerfacecolor() for line in ax.lines} - {"white"}
    assert all(c[1:3] == c[3:5] == c[5:7] for c in colours), "greys only"


def test_voices_of_an_outlet_stand_below_each_other_in_their_order_and_inside_its_row(two_outlets):
    heights = [y for *_, y in looks(fr.plot_outlets(by_voice(two_outlets, VOICES)))]
    of_x, of_y = heights[:5], heights[5:]
    assert of_x == sorted(set(of_x)) and min(of_x) > -0.5 and max(of_x) < 0.5
    assert of_y == sorted(set(of_y)) and min(of_y) > 0.5 and max(of_y) < 1.5


def test_a_voice_that_nowhere_occurs_takes_no_room(two_outlets):
    ax = fr.plot_outlets(by_voice(two_outlets, ["paraphrased", "narrator"]))
    assert legend_of(ax) == ["in its own words", "paraphrasing others"]
    assert [look[:2] for look in looks(ax)] == [("o", "#1a1a1a"), ("s", "white")] * 2
    all_five = fr.plot_outlets(by_voice(two_outlets, VOICES))
    assert all_five.figure.get_figheight() > ax.figure.get_figheight()


def test_an_outlet_without_the_voice_stands_at_zero_but_not_as_unclear(two_outlets):
    mentions, articles = two_outlets
    voices = ["quoted"] * 19 + ["unclear"] + ["narrator"] * 2  # the last two are of Y
    ax = fr.plot_outlets(fr.measure_outlets(mentions.assign(voice=voices), articles, voice=True))
    assert [look[:2] for look in looks(ax)[3:]] == [("o", "#1a1a1a"), ("o", "white")]
    assert [line.get_xdata()[0] for line in ax.lines if line.get_marker() == "o"][-1] == 0


@pytest.mark.parametrize("n", [1, 2, 5, 12])
def test_marks_keep_a_readable_distance_however_many_outlets_there_are(n):
    articles = pd.DataFrame({"article_id": range(5 * n), "outlet": [f"outlet {i:02}" for i in range(n)] * 5})
    articles["n_words"] = 500
    mentions = pd.DataFrame({"article_id": range(5 * n), "frame": "law", "voice": (VOICES * n)[: 5 * n]})
    ax = fr.plot_outlets(fr.measure_outlets(mentions, articles, voice=True))
    ax.figure.canvas.draw()
    heights = sorted(ax.transData.transform((0, y))[1] for y in {y for *_, y in looks(ax)})
    assert min(b - a for a, b in pairwise(heights)) / ax.figure.dpi > 6 / 72, "inches of a mark"


def test_among_other_charts_the_legend_stands_below_its_own(two_outlets):
    rates = by_voice(two_outlets, VOICES)
    figure, given = plt.subplots(1, 2, layout="constrained", figsize=(11, 4))
    ax = fr.plot_outlets(rates, ax=given[0])
    figure.canvas.draw()
    assert not figure.legends
    assert ax.get_legend().get_window_extent().y1 < ax.get_window_extent().y0
    loose = fr.plot_outlets(rates, ax=plt.subplots()[1])
    assert len(loose.get_legend().texts) == 5


def test_alt_text_is_computed_from_the_data(two_outlets):
    rates = fr.measure_outlets(*two_outlets)
    assert fr.plot_outlets(rates).alt_text == fr.describe(rates)


def test_several_frames_share_one_chart_and_given_axes_are_used(two_outlets):
    mentions, articles = two_outlets
    rates = fr.measure_outlets(pd.concat([mentions, mentions.assign(frame="law")]), articles)
    given = plt.subplots()[1]
    ax = fr.plot_outlets(rates, ax=given)
    assert ax is given and [t.get_text() for t in ax.texts] == ["atrocity", "law"] and len(ax.get_yticks()) == 4


def test_long_names_take_two_lines():
    articles = pd.DataFrame(
        {"article_id": ["a"], "outlet": ["The Aldermouth Evening Ledger and Advertiser of the Coast"], "n_words": 100}
    )
    ax = fr.plot_outlets(fr.measure_outlets(pd.DataFrame({"article_id": ["a"], "frame": ["law"]}), articles))
    assert ax.get_yticklabels()[0].get_text() == "The Aldermouth\nEvening Ledger and…  n = 1"


def test_messages(two_outlets):
    rates = fr.measure_outlets(*two_outlets)
    with pytest.raises(
        fr.FramingError, match=r"^`rates` has no rows: there is nothing to draw. Were any mentions found\?$"
    ):
        fr.plot_outlets(rates[:0])
    said = rates.assign(voice="sung")
    with pytest.raises(fr.FramingError) as error:
        fr.plot_outlets(said)
    assert str(error.value) == (
        "`rates` holds the voice 'sung', for which there is no mark. Draw the others: "
        "rates[rates.voice.isin(['narrator', 'quoted', 'paraphrased', 'ascribed', 'unclear'])]."
    )
    with pytest.raises(fr.FramingError, match=r"^`rates` has no column `low`. It has: "):
        fr.plot_outlets(rates.drop(columns="low"))


def test_outlets_without_a_word_give_an_empty_chart():
    articles = pd.DataFrame({"article_id": ["a"], "outlet": ["X"], "n_words": [0]})
    ax = fr.plot_outlets(fr.measure_outlets(pd.DataFrame({"article_id": ["a"], "frame": ["law"]}), articles))
    assert ax.get_xlim() == (0, 1)
