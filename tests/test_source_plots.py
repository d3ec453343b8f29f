import matplotlib.pyplot as plt
import pandas as pd
import pytest

import framing as fr
from framing.show.sentences.sources import describe_sources


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def spoken(n=12, speakers=3, outlets="X"):
    """In each article each speaker has words, the first the most; every second speaker is unnamed."""
    ids = [f"{outlet}{i}" for outlet in outlets for i in range(n)]
    articles = pd.DataFrame({"article_id": ids, "outlet": [i[0] for i in ids], "n_words": 2000})
    rows = [(i, "direct", f"S{k}", k % 2 == 0, 60 - k + int(i[1:]) % 3) for i in ids for k in range(speakers)]
    columns = ["article_id", "kind", "speaker", "named", "n_words"]
    return pd.DataFrame(rows, columns=columns), articles


def marks(ax):
    return [
        (line.get_xdata()[0], line.get_marker(), line.get_markerfacecolor())
        for line in ax.lines
        if line.get_marker() in ("o", "x")
    ]


def names(ax):
    return [label.get_text() for label in ax.get_yticklabels()]


def test_speakers_stand_in_order_of_their_share_with_the_articles_behind_them():
    sources = fr.measure_sources(*spoken())
    ax = fr.plot_sources(sources)
    assert names(ax) == ["S0  12", "S1  12", "S2  12"] and [t.get_text() for t in ax.texts] == ["X  n = 12"]
    assert [x for x, *_ in marks(ax)] == (100 * sources.share).tolist()
    intervals = [tuple(line.get_xdata()) for line in ax.lines if len(line.get_xdata()) == 2]
    assert intervals == list(zip(100 * sources.low, 100 * sources.high, strict=True))
    assert ax.get_ylim()[0] > ax.get_ylim()[1] and ax.get_xlabel().startswith(
        "percent of the outlet's attributed words"
    )


def test_named_unnamed_and_nobody_differ_in_shape_and_filling_not_in_colour():
    attributions, articles = spoken()
    attributions.loc[attributions.index[::6], "speaker"] = ""
    ax = fr.plot_sources(fr.measure_sources(attributions, articles))
    assert names(ax) == ["S1  12", "S2  12", "S0  6", "no speaker found  6"]
    assert [mark[1:] for mark in marks(ax)] == [("o", "white"), ("o", "#1a1a1a"), ("o", "#1a1a1a"), ("x", "#1a1a1a")]
    assert [text.get_text() for text in ax.figure.legends[0].texts] == ["named", "unnamed", "no speaker found"]
    assert all(c[1:3] == c[3:5] == c[5:7] for c in (line.get_color() for line in ax.lines)), "greys only"


def test_beyond_ten_speakers_a_line_says_what_is_not_drawn():
    sources = fr.measure_sources(*spoken(speakers=25))
    ax = fr.plot_sources(sources)
    assert len(names(ax)) == 10
    rest = sources.iloc[10:]
    assert ax.texts[1].get_text() == (
        f"and 15 more with {rest.share.sum():.0%} together, 7 of them unnamed with {rest[~rest.named].share.sum():.0%}"
    )
    assert len(names(fr.plot_sources(fr.measure_sources(*spoken(speakers=11))))) == 11  # no line for one


def test_many_outlets_show_fewer_speakers_each():
    sources = fr.measure_sources(*spoken(speakers=25, outlets="VWXYZ"))
    ax = fr.plot_sources(sources)
    assert len(names(ax)) == 5 * 6
    assert [t.get_text() for t in ax.texts[::2]] == [f"{outlet}  n = 12" for outlet in "VWXYZ"]


def test_an_interval_that_leaves_the_chart_ends_in_an_arrow():
    sources = fr.measure_sources(*spoken(speakers=25)).assign(high=0.9)
    ax = fr.plot_sources(sources)
    assert sum(line.get_marker() == ">" for line in ax.lines) == 10
    assert ax.get_xlim()[1] == pytest.approx(250 * sources.share.max())


def test_few_articles_have_marks_without_lines():
    ax = fr.plot_sources(fr.measure_sources(*spoken(n=3)))
    assert len(marks(ax)) == 3 and not [line for line in ax.lines if len(line.get_xdata()) == 2]
    assert "95%" not in ax.get_xlabel()


def test_alt_text_is_computed_from_the_data_and_given_axes_are_used():
    sources = fr.measure_sources(*spoken())
    given = plt.subplots()[1]
    ax = fr.plot_sources(sources, ax=given)
    assert ax is given and ax.alt_text == describe_sources(sources)


def test_long_names_are_cut():
    attributions, articles = spoken(speakers=1)
    name = "spokesperson of the office of the deputy minister of inland waterways"
    ax = fr.plot_sources(fr.measure_sources(attributions.assign(speaker=name), articles))
    assert names(ax) == ["spokesperson of the office of the…  12"]


def test_attributions_without_words_give_an_empty_chart():
    attributions, articles = spoken()
    ax = fr.plot_sources(fr.measure_sources(attributions.assign(n_words=0), articles))
    assert ax.get_xlim() == (0, 1) and len(names(ax)) == 3


def test_messages():
    attributions, articles = spoken()
    with pytest.raises(fr.FramingError) as error:
        fr.plot_sources(fr.measure_sources(attributions, articles, by="outlet"))
    assert str(error.value) == (
        "`sources` has one row per outlet: there is no speaker to draw. "
        "Measure by speaker: measure_sources(attributions, articles)."
    )
    with pytest.raises(fr.FramingError) as error:
        fr.plot_sources(fr.measure_sources(attributions[:0], articles))
    assert str(error.value) == "`sources` has no rows: there is nothing to draw. Were any attributions found?"
    with pytest.raises(fr.FramingError, match=r"^`sources` has no column `share`. It has: "):
        fr.plot_sources(fr.measure_sources(attributions, articles).drop(columns="share"))
