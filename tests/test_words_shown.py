import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

import framing as fr
from framing.show.sentences.words import describe_words, most_distinctive, without_parts


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def counted(n=12, outlets="XY", own=3, name="{}"):
    """Each outlet has `own` words of its own in each article, and all have "court"."""
    rows = []
    for outlet in outlets:
        words = " ".join(f"{outlet.lower()}word{chr(97 + k)}" for k in range(own))
        rows += [(f"{outlet}{i}", name.format(outlet), f"the court met {words}") for i in range(n)]
    table = pd.DataFrame(rows, columns=["article_id", "outlet", "text"])
    return fr.find_distinctive_words(table.assign(title="", n_words=3 + own))


def names(ax):
    return [label.get_text() for label in ax.get_yticklabels()]


def marks(ax):
    return [(line.get_xdata()[0], line.get_markerfacecolor()) for line in ax.lines if line.get_marker() == "o"]


def test_each_outlet_has_its_words_with_counts_ratio_and_interval():
    words = counted()
    ax = fr.plot_words(words)
    assert names(ax) == [f"{o}word{k}  12 in 12" for o in "xy" for k in "abc"]
    assert [t.get_text() for t in ax.texts] == ["X  n = 12", "Y  n = 12"]
    shown = pd.concat([most_distinctive(rows).head(3) for _, rows in words.groupby("outlet")])
    assert [x for x, _ in marks(ax)] == shown.ratio.tolist()
    assert {face for _, face in marks(ax)} == {"#1a1a1a"}
    assert ax.get_xscale() == "log" and ax.get_xlim()[0] < 1 < ax.get_xlim()[1]
    assert ax.get_xlabel().startswith("times as often as in the other outlets together, with 95% interval")
    assert all(c[1:3] == c[3:5] == c[5:7] for c in (line.get_color() for line in ax.lines)), "greys only"


def test_an_interval_that_leaves_the_chart_ends_in_an_arrow():
    words = counted()
    ax = fr.plot_words(words)
    ends = words.query("ratio > 1 and q_value < 0.05").high
    assert sum(line.get_marker() == ">" for line in ax.lines) == (ends > ax.get_xlim()[1]).sum() > 0


def test_where_nothing_is_sure_marks_are_hollow():
    ax = fr.plot_words(counted(n=5))
    assert {face for _, face in marks(ax)} == {"white"}
    assert [text.get_text() for text in ax.figure.legends[0].texts] == ["not shown to differ"]


def test_an_outlet_with_nothing_to_show_says_why():
    ax = fr.plot_words(counted(n=3))
    assert [t.get_text() for t in ax.texts] == [
        "X  n = 3", "too few articles to test", "Y  n = 3", "too few articles to test",
    ]  # fmt: skip
    assert names(ax) == []


def test_many_outlets_show_fewer_words_each_and_long_names_are_cut():
    ax = fr.plot_words(
        counted(outlets="ABCDEFGHIJ", own=12, name="{} Gazette of the Whole Capital Region and of the Sea")
    )
    assert len(names(ax)) == 10 * 4
    assert ax.texts[0].get_text() == "A Gazette of the Whole Capital Region and…  n = 12"
    assert len(names(fr.plot_words(counted(own=12)))) == 2 * 10


def test_what_stands_only_inside_a_longer_phrase_is_not_told_beside_it():
    rows = pd.DataFrame({"word": ["edric", "dr edric", "dr", "drone"], "n": [8, 8, 9, 8], "n_articles": [8, 8, 9, 8]})
    assert without_parts(rows).word.tolist() == ["dr edric", "dr", "drone"]


def test_alt_text_is_computed_from_the_data_and_given_axes_are_used():
    words = counted()
    given = plt.subplots()[1]
    ax = fr.plot_words(words, ax=given)
    assert ax is given and ax.alt_text == describe_words(words)


def test_sentences_of_a_case_known_by_hand():
    words = counted()
    first = words[words.word == "xworda"].iloc[0]
    lines = describe_words(words).split("\n")
    assert lines[0].startswith(
        "X (12 articles, 72 words): of 9 words tested 3 surely more often than elsewhere, first "
    )
    assert f"“xworda” at least {first.low:.1f} times as often (12 in 12 articles)" in lines[0]
    assert lines[0].endswith("; 3 surely less often.")
    assert lines[-1].endswith("No verdict on any outlet.") and len(lines) == 3


def test_ratio_and_interval_are_told_where_they_are_not_rough():
    words = fr.find_distinctive_words(*_spread())
    row = words[(words.outlet == "X") & (words.word == "court")].iloc[0]
    assert row.note == "" and row.q_value < 0.05
    said = f"“court” {row.ratio:.1f} times as often (60 in 20 articles, 95% interval {row.low:.1f} to {row.high:.1f})"
    assert said in describe_words(words)


def _spread():
    articles = pd.DataFrame({"article_id": range(40), "outlet": ["X", "Y"] * 20, "n_words": 100})
    n = np.where(articles.outlet == "X", 3, 1)
    return articles, pd.DataFrame({"article_id": articles.article_id, "word": "court", "n": n})


def test_sentences_name_what_is_set_aside_and_uneven_sizes():
    articles, words = _spread()
    more = pd.concat([words, words.assign(word="gazette")])
    uneven = articles.assign(outlet=articles.outlet.replace("X", "The Gazette"), n_words=100)
    uneven.loc[uneven.outlet == "Y", "n_words"] = 900
    text = describe_words(fr.find_distinctive_words(uneven, more))
    assert "\nSet aside because they are in names of outlets: “gazette”.\n" in text
    assert "have more than 4 times the words of The Gazette" in text


def test_sentences_say_where_there_is_no_p_and_where_nothing_is_tested():
    text = describe_words(counted(n=5))
    assert text.startswith(
        "X (5 articles, 30 words): nothing can be said with a p-value (too few articles a side for a p-value); first "
        "by z, as hints only: “xworda”, “xwordb”, “xwordc”."
    )
    text = describe_words(counted(n=3))
    assert text.startswith("X (3 articles, 18 words): no word was compared (too few articles to test).")


def test_tables_that_cannot_be_drawn():
    words = counted()
    with pytest.raises(fr.FramingError) as error:
        fr.plot_words(words.iloc[:0])
    assert str(error.value) == "`words` has no rows: there is nothing to draw. Were any of them filtered out?"
    with pytest.raises(fr.FramingError, match="`words` has no column `z`"):
        fr.plot_words(words.drop(columns="z"))
