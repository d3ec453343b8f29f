import matplotlib.pyplot as plt
import pandas as pd
import pytest

import framing as fr


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


def test_voices_differ_in_filling_and_shape_not_in_colour(two_outlets):
    mentions, articles = two_outlets
    rates = fr.measure_outlets(mentions.assign(voice=["narrator", "quoted"] * 11), articles, voice=True)
    ax = fr.plot_outlets(rates)
    assert {face for _, face in marks(ax)} == {"white", "#1a1a1a"}
    assert [text.get_text() for text in ax.figure.legends[0].texts] == [
        "outside quotation marks", "inside quotation marks", "unclear: a mark was lost",
    ]  # fmt: skip
    colours = {line.get_color() for line in ax.lines}
    assert all(c[1:3] == c[3:5] == c[5:7] for c in colours), "greys only"


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
    said = rates.assign(voice="paraphrased")
    with pytest.raises(fr.FramingError) as error:
        fr.plot_outlets(said)
    assert str(error.value) == (
        "`rates` holds the voice 'paraphrased', for which there is no mark. "
        "Draw the others: rates[rates.voice.isin(['narrator', 'quoted', 'unclear'])]."
    )
    with pytest.raises(fr.FramingError, match=r"^`rates` has no column `low`. It has: "):
        fr.plot_outlets(rates.drop(columns="low"))


def test_outlets_without_a_word_give_an_empty_chart():
    articles = pd.DataFrame({"article_id": ["a"], "outlet": ["X"], "n_words": [0]})
    ax = fr.plot_outlets(fr.measure_outlets(pd.DataFrame({"article_id": ["a"], "frame": ["law"]}), articles))
    assert ax.get_xlim() == (0, 1)
