import matplotlib.pyplot as plt
import pandas as pd
import pytest

import framing as fr
from framing.show.sentences.readability import describe_readability


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def table(outlets="XY", score=("flesch_reading_ease", "smog"), **columns):
    rows = [
        {"outlet": outlet, "score": name, "n_articles": 12, "n_left_out": 0, "mean": 50.0 + 5 * place, "low": 48.0}
        | {"high": 62.0, "median": 51.0, "note": "", "n_units": 12, "n_folded": 0}
        for place, outlet in enumerate(outlets)
        for name in score
    ]
    return pd.DataFrame(rows).assign(**columns)


def test_the_sentences_give_numbers_interval_and_n_first_and_then_the_limits():
    assert describe_readability(table()).split("\n") == [
        "Flesch reading ease (lower is harder), mean of articles: X 50.0 (12 articles, 95% interval 48.0 to 62.0); "
        "Y 55.0 (12 articles, 95% interval 48.0 to 62.0).",
        "SMOG grade (higher is harder), mean of articles: X 50.0 (12 articles, 95% interval 48.0 to 62.0); "
        "Y 55.0 (12 articles, 95% interval 48.0 to 62.0).",
        "These formulas count syllables, words and full stops; they do not know whether a text is understood, well "
        "written or true. Quotations, names, lists and the topics covered move them, and the scores share their "
        "ingredients: several that agree are one finding. No verdict on any outlet.",
    ]


def test_what_is_left_out_and_too_few_is_said():
    few = table(n_left_out=[1, 1, 0, 0], n_articles=[1, 1, 0, 0], low=float("nan"), high=float("nan"))
    few["note"] = ["one article: no interval"] * 2 + ["no article to score"] * 2
    sentences = describe_readability(few).split("\n")
    assert sentences[0].endswith("mean of articles: X 50.0 (1 article, no interval); Y not scored.")
    assert sentences[2] == (
        "1 article of X could not be scored (fewer than 100 words, another language, or no full stops)."
    )
    assert sentences[3] == "X: too few articles for a sure interval, and from one there is none."


def test_each_score_has_its_panel_and_says_where_harder_is():
    shown = table()
    ax = fr.plot_readability(shown)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["X  n = 12", "Y  n = 12"]  # low ease is hard
    ease, smog = ax.child_axes
    assert ease.get_title("left") == "Flesch reading ease\n← harder"
    assert smog.get_title("right") == "SMOG grade\nharder →"
    assert ease.lines[-1].get_xdata().tolist() == [50, 55]
    assert [list(line.get_xdata()) for line in ease.lines[:-1]] == [[48, 62]] * 2
    assert ax.alt_text == describe_readability(shown)
    assert all(c[1:3] == c[3:5] == c[5:7] for c in (line.get_color() for line in ease.lines)), "greys only"


def test_where_higher_is_harder_the_highest_stands_on_top():
    ax = fr.plot_readability(table(score=["smog"]))
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Y  n = 12", "X  n = 12"]


def test_without_intervals_there_are_marks_alone_and_given_axes_are_used():
    given = plt.subplots()[1]
    ax = fr.plot_readability(table(low=float("nan"), high=float("nan")), ax=given)
    assert ax is given and len(ax.child_axes[0].lines) == 1 and "interval" not in ax.get_xlabel()


def test_an_outlet_without_a_score_has_its_row_and_no_mark():
    empty = table(mean=float("nan"), low=float("nan"), high=float("nan"), n_articles=0)
    assert [label.get_text() for label in fr.plot_readability(empty).get_yticklabels()] == ["X  n = 0", "Y  n = 0"]


def test_long_names_stand_on_two_lines():
    ax = fr.plot_readability(table(["The Harbour and Inland Waterways Morning Gazette", "Y"]))
    assert ax.get_yticklabels()[0].get_text() == "The Harbour and\nInland Waterways…  n = 12"


def test_an_interval_far_beyond_the_others_runs_out_of_its_panel():
    ax = fr.plot_readability(table(high=[900, 900, 60, 60]))
    assert ax.child_axes[0].get_xlim()[1] < 100


def test_messages():
    with pytest.raises(fr.FramingError) as error:
        fr.plot_readability(pd.DataFrame({"article_id": [1], "smog": [9.0]}))
    assert str(error.value) == (
        "`readability` has one row per article: there is no mean and no interval. "
        "Measure by outlet: measure_readability(articles)."
    )
    with pytest.raises(fr.FramingError) as error:
        fr.plot_readability(table()[:0])
    assert str(error.value) == "`readability` has no rows: there is nothing to draw."
    with pytest.raises(fr.FramingError, match=r"^`readability` has no column `median`. It has: "):
        fr.plot_readability(table().drop(columns="median"))
