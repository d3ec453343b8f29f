import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

import framing as fr
from framing.show.charts.choices import plot_choices
from framing.show.sentences.choices import CHOICES, describe_choices, sure_differences


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def table(outlets="XYZ", terms=("regime", "rule*", "government*"), n=36, choice="government", lean=0.8, **options):
    """Invented: the first outlet leans to the first name, the others take each as often."""
    rng = np.random.default_rng(1)
    articles = pd.DataFrame({"article_id": range(n), "outlet": [outlets[i % len(outlets)] for i in range(n)]})
    even = np.full(len(terms), 1 / len(terms))
    leaning = np.array([lean] + [(1 - lean) / (len(terms) - 1)] * (len(terms) - 1))
    rows = [
        (i, term, 40 * k)
        for i in range(n)
        for k, term in enumerate(rng.choice(terms, 4, p=leaning if i % len(outlets) == 0 else even))
    ]
    mentions = pd.DataFrame(rows, columns=["article_id", "term", "start"])
    mentions = mentions.assign(end=mentions.start + 6, part="text", choice=choice, voice="narrator")
    return fr.measure_choices(mentions, articles, **options)


def labels(ax):
    return [label.get_text() for label in ax.get_yticklabels()]


def marks(ax):
    return [
        (line.get_xdata()[0], line.get_ydata()[0], line.get_markerfacecolor())
        for line in ax.lines
        if line.get_marker() == "o"
    ]


def texts(ax):
    return [text.get_text() for text in ax.texts]


def test_each_outlet_is_a_row_and_each_name_a_column():
    choices = table()
    ax = plot_choices(choices)
    assert texts(ax)[0] == "government" and set(texts(ax)[1:]) == {"regime", "rule*", "government*"}
    terms = choices.term[:3].tolist()
    assert texts(ax)[1:] == terms
    first = choices[choices.term == terms[0]].sort_values("share", ascending=False)
    assert labels(ax) == [f"{row.outlet}  n = {row.n_choice}" for row in first.itertuples()]
    drawn = {(outlet, column) for outlet in "XYZ" for column in range(3)}
    assert len(marks(ax)) == len(drawn) == 9
    x = choices.set_index(["outlet", "term"]).share[(first.outlet.iloc[0], terms[1])]
    assert any(at == pytest.approx(1.28 + x) for at, *_ in marks(ax)), "the second column begins at 1.28"
    assert [t.get_text() for t in ax.get_xticklabels()] == ["0", "50", "100"] * 3
    assert ax.get_ylim()[0] > ax.get_ylim()[1]


def test_filled_marks_differ_and_greys_suffice():
    choices = table()
    assert 0 < (choices.q_value <= 0.05).sum() < 9
    ax = plot_choices(choices)
    assert sum(face == "#1a1a1a" for *_, face in marks(ax)) == (choices.q_value <= 0.05).sum()
    legend = [text.get_text() for text in ax.figure.legends[0].texts]
    assert legend == ["differs from the other outlets together (q ≤ .05)", "not shown to differ"]
    assert all(c[1:3] == c[3:5] == c[5:7] for c in (line.get_color() for line in ax.lines)), "greys only"


def test_intervals_are_lines_and_their_lack_is_none():
    ax = plot_choices(table())
    level = [line for line in ax.lines if len(line.get_ydata()) == 2 and np.ptp(line.get_ydata()) == 0]
    assert len(level) == 9 and "95% interval" in ax.get_xlabel()
    few = plot_choices(table(n=9))
    assert not [line for line in few.lines if len(line.get_ydata()) == 2 and np.ptp(line.get_ydata()) == 0]
    assert "interval" not in few.get_xlabel() and not few.figure.legends
    assert {face for *_, face in marks(few)} == {"#1a1a1a"}, "nothing was tested, so nothing is hollow"


def test_beyond_five_names_a_line_says_what_is_not_drawn():
    ax = plot_choices(table(terms=tuple("abcdefg")))
    assert len(marks(ax)) == 15 and texts(ax)[-1].startswith("and 2 more names with ")
    assert "and 1 more name with" in texts(plot_choices(table(terms=tuple("abcdef"))))[-1]


def test_outlets_that_never_name_it_stand_in_a_line_below():
    choices = table()
    silent = choices[choices.outlet == "X"].assign(
        outlet="Silent", n=0, n_choice=0, share=np.nan, low=np.nan, high=np.nan, q_value=np.nan
    )
    ax = plot_choices(pd.concat([choices, silent]))
    assert len(labels(ax)) == 3 and texts(ax)[-1] == "no mention in Silent"
    assert "government: no mention in Silent." in ax.alt_text
    alone = plot_choices(silent)
    assert labels(alone) == [] and "government: no mention." in alone.alt_text


def test_long_names_and_long_words_keep_inside():
    ax = plot_choices(table(outlets=["The Very Long Name of a Newspaper of Record and its Sunday Edition", "B"]))
    assert labels(ax)[0] in ("The Very Long Name\nof a Newspaper of…  n = 72", "B  n = 72")
    long = ("counterrevolutionaries*", "people who live in a country", "c", "d", "e")
    shown = texts(plot_choices(table(terms=long)))
    assert "counterrevoluti…" in shown and "people who live" in shown


def test_several_choices_stand_below_each_other_and_given_axes_are_used():
    both = pd.concat([table(), table(choice="people_without_papers", terms=("a", "b"))])
    given = plt.subplots()[1]
    ax = plot_choices(both, ax=given)
    assert ax is given and ax.alt_text == describe_choices(both) and ax.get_legend()
    assert [t for t in texts(ax) if t in ("government", "people without papers")] == [
        "government",
        "people without papers",
    ]
    assert len(labels(ax)) == 6


def test_voice_stands_in_the_heading():
    choices = table(voice="narrator")
    assert texts(plot_choices(choices))[0] == "government, in its own words"
    text = describe_choices(choices)
    assert text.startswith("government, in its own words, shares of the names in X (48 mentions in 12 articles): ")
    assert "The outlet's own words are those in which the machine found nobody else" in text


def test_messages():
    with pytest.raises(fr.FramingError) as error:
        plot_choices(table()[:0])
    assert str(error.value) == "`choices` has no rows: there is nothing to draw. Were any mentions found?"
    with pytest.raises(fr.FramingError, match=r"^`choices` has no column `share`. It has: "):
        plot_choices(table().drop(columns="share"))


# --- sentences -------------------------------------------------------------------------------------------------------


def row(outlet, term, n, n_choice, elsewhere, **more):
    share = n / n_choice if n_choice else np.nan
    fixed = {"choice": "people_harmed", "n_articles": n_choice, "low": share / 2, "high": min(1, share * 1.5)}
    numbers = {"q_value": np.nan, "p_value": 0.01, "note": "", "share_elsewhere": elsewhere}
    return {"outlet": outlet, "term": term, "n": n, "n_choice": n_choice, "share": share} | (
        fixed | numbers | {"difference": share - elsewhere} | more
    )


def test_sentences_of_a_case_known_by_hand():
    choices = pd.DataFrame(
        [
            row("X", "victim*", 9, 12, 0.3, q_value=0.0004),
            row("X", "survivor*", 3, 12, 0.7, q_value=0.0004),
            row("Y", "victim*", 1, 4, 0.5, note="fewer than 10 articles with the choice: rough interval; too few ..."),
            row("Y", "survivor*", 3, 4, 0.5, low=np.nan, note="too few articles to test"),
        ]
    )
    lines = describe_choices(choices).split("\n")
    assert lines[:-1] == [
        "people harmed, shares of the names in X (12 mentions in 12 articles): “victim*” 75% (95% interval 38% to "
        "100%), “survivor*” 25% (95% interval 12% to 38%).",
        "people harmed, shares of the names in Y (4 mentions in 4 articles): “survivor*” 75% (no interval), “victim*” "
        "25% (95% interval 12% to 38%).",
        "people harmed: X takes “victim*” more often than the other outlets together, 75% of its 12 mentions against "
        "30% (q below .001).",
        "2 shares were not tested (too few articles that have the choice or the name).",
        "Intervals are rough in 1 outlet with a choice in fewer than 10 articles.",
    ]
    assert lines[-1].startswith("A share says which name is taken where the thing is named at all;")
    assert lines[-1].endswith("no verdict on any outlet.")


def test_of_many_outlets_the_two_ends_are_told():
    choices = table(outlets="UVWXYZ", n=72)
    line = describe_choices(choices).split("\n")[0]
    assert line.startswith("government, shares of the names in 6 outlets, in 6 of them with enough articles for an ")
    rows = choices[choices.term == "regime"].sort_values("share")
    assert f"“regime” from {rows.share.iloc[0]:.0%} in {rows.outlet.iloc[0]} (95% interval " in line
    assert f"to {rows.share.iloc[-1]:.0%} in {rows.outlet.iloc[-1]} (95% interval " in line


def test_of_two_outlets_a_difference_is_told_once():
    choices = table(outlets="XY", n=60)
    sure = sure_differences(choices)
    assert len(sure) and (sure.difference > 0).all() and not sure.duplicated("term").any()
    assert "X takes “regime” more often than Y, " in describe_choices(choices)


def test_a_difference_by_permutation_says_so():
    choices = table(n=18, lean=1.0)
    assert choices.p_value.isna().all() and (choices.q_value <= 0.05).any()
    assert "by permutation)." in describe_choices(choices)


def test_beyond_twelve_differences_are_counted():
    rows = [row(f"O{i}", "a", 9, 10, 0.2, q_value=0.001) for i in range(14)]
    rows += [row(f"O{i}", "b", 1, 10, 0.4) for i in range(14)] + [row(f"O{i}", "c", 1, 10, 0.4) for i in range(14)]
    text = describe_choices(pd.DataFrame(rows))
    assert text.count("takes “a” more often") == 12
    assert "2 more differences have q up to .05; they are in the table." in text


def test_one_outlet_says_that_nothing_was_compared():
    text = describe_choices(table(outlets="X", n=20))
    assert "3 shares were not tested (one outlet, nothing to compare with)." in text


def test_no_other_table_has_these_columns():
    from framing.show import describe

    for columns, _ in describe._TABLES:
        assert columns == CHOICES or not set(columns) <= set(table().columns)
