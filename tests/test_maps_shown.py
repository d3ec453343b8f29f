import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

import framing as fr
from framing.show.sentences.maps import clouds, clouds_apart, describe_map, ellipse, pairs_apart


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def drawn(at, spread=1.0, draws=400, **columns):
    """Places with round clouds; `at` gives each outlet's middle."""
    rng, rows = np.random.default_rng(0), []
    for outlet, middle in at.items():
        cloud = rng.normal(size=(draws, 2)) * spread
        cloud += np.array(middle) - cloud.mean(axis=0)
        rows += [(outlet, draw, *xy) for draw, xy in enumerate([middle, *cloud])]
    places = pd.DataFrame(rows, columns=["outlet", "draw", "x", "y"]).assign(n_articles=25)
    strength = {"axis_share_x": 0.4, "axis_share_y": 0.2, "chance_share_x": 0.1, "chance_share_y": 0.25}
    return places.assign(**strength, p_x=0.005, p_y=0.4, by="words", note="").assign(**columns)


PHRASES = pd.DataFrame({"word": ["regime", "minister", "sang"], "x": [0.9, -0.4, 0.1], "y": [0.0, 0.7, -0.7], "n": 9})
FAR = {"P": (0, 0), "Q": (1, 0), "R": (20, 0)}


def test_an_ellipse_holds_95_of_100_draws():
    places = drawn({"P": (2, 3)}, draws=4000)
    middle, spread = clouds(places)["P"]
    assert middle == pytest.approx([2, 3])
    points = ellipse(middle, spread)
    assert np.hypot(*(points - middle).T) == pytest.approx(2.447747, rel=0.06)  # root of chi-squared(.95, 2)
    off = places[places.draw > 0][["x", "y"]].to_numpy() - middle
    assert 0.94 < (np.einsum("id,de,ie->i", off, np.linalg.inv(spread), off) <= 5.9915).mean() < 0.96


@pytest.mark.parametrize(("distance", "apart"), [(4.6, False), (5.3, True)])
def test_two_round_clouds_are_apart_when_further_than_both_radii(distance, apart):
    assert bool(pairs_apart(drawn({"P": (0, 0), "Q": (0.6 * distance, 0.8 * distance)}))) == apart


def test_the_sentences_say_who_is_apart_and_what_is_only_chance():
    assert describe_map(drawn(FAR)).split("\n") == [
        "3 outlets (75 articles, 25 to 25 of each) are placed by how often they use each word.",
        "The axis from left to right holds 40% of the variation between outlets; with outlets shuffled an axis stays "
        "below 10% in 95 of 100 maps (p = 0.005): more than chance.",
        "The axis from bottom to top holds 20% of the variation between outlets; with outlets shuffled an axis stays "
        "below 25% in 95 of 100 maps (p = 0.40): distances along it are no more than chance.",
        "Apart beyond chance, with clouds that do not overlap (2 of 3 pairs): P and R; Q and R.",
        "Not told apart here, which does not show that they write alike (1 of 3 pairs): P and Q.",
        "The axes have no name and no right way round: they are what tells these outlets apart most in these articles, "
        "which may be topic, year, house style or the furniture of a page as well as framing. Read the words that pull "
        "before you say what an axis means; a place on a map is no verdict on any outlet.",
    ]


def test_all_apart_none_apart_and_two():
    assert "All outlets are apart beyond chance: no two clouds overlap." in describe_map(
        drawn({"P": (0, 0), "Q": (20, 0), "R": (0, 20)})
    )
    none = describe_map(drawn({"P": (0, 0), "Q": (1, 0)}, p_y=np.nan, by="choices")).split("\n")
    assert none[0].endswith("are placed by the names they choose for the same things.")
    assert none[2] == "No two outlets are apart beyond chance."
    assert none[3] == "That does not show that they write alike: more articles may tell them apart."
    two = describe_map(drawn({"P": (0, 0), "Q": (9, 0)}, p_y=np.nan))
    assert "P and Q are apart beyond chance: their clouds do not overlap." in two


def test_on_a_map_of_nothing_no_two_are_apart_however_their_clouds_lie():
    places = drawn(FAR, p_x=0.4)
    assert clouds_apart(places) == [("P", "R"), ("Q", "R")] and pairs_apart(places) == []


def test_outlets_without_a_place_are_named_with_the_reason():
    left = pd.DataFrame({"outlet": ["S"], "draw": 0, "note": "nothing counted: no place"})
    places = pd.concat([drawn(FAR), left], ignore_index=True)
    assert "Without a place: S (nothing counted)." in describe_map(places)
    assert len(fr.plot_map(places).texts) == 3


def test_places_without_draws_are_described_without_clouds():
    places = drawn(FAR)
    places = places[places.draw == 0]
    assert "apart" not in describe_map(places).split("The axes have")[0]
    assert len(fr.plot_map(places).lines) == 3  # marks and the two axes


def test_a_mark_an_ellipse_and_a_name_for_each_outlet():
    places = drawn(FAR)
    ax = fr.plot_map(places)
    dots, *rings, marks = ax.lines[:5]
    assert len(dots.get_xdata()) == 1200 and len(rings) == 3
    assert marks.get_marker() == "o" and marks.get_xdata().tolist() == [0, 1, 20]
    assert sorted(text.get_text() for text in ax.texts) == ["P  n = 25", "Q  n = 25", "R  n = 25"]
    assert ax.alt_text == describe_map(places)
    assert all(c[1:3] == c[3:5] == c[5:7] for c in (line.get_color() for line in ax.lines)), "greys only"
    assert not ax.get_xticks().size and not ax.get_yticks().size  # there is no unit to read


def test_the_words_that_pull_stand_at_the_ends_of_the_axes():
    ax = fr.plot_map(drawn(FAR), PHRASES)
    assert ax.get_xlabel() == "40% of the variation between outlets (by chance below 10%)\n← minister\n→ regime · sang"
    assert ax.get_ylabel() == (
        "20% of the variation between outlets (by chance below 25%): no more than chance\n← sang\n→ minister"
    )


def test_names_do_not_cover_each_other_where_there_is_room():
    at = {f"Outlet number {i}": (i % 4 * 4, i // 4 * 9) for i in range(10)}
    ax = fr.plot_map(drawn(at, spread=0.5))
    ax.figure.draw_without_rendering()
    boxes = [text.get_window_extent() for text in ax.texts]
    covered = [a.overlaps(b) for i, a in enumerate(boxes) for b in boxes[:i]]
    assert not any(covered)


def test_long_names_are_cut_and_given_axes_are_used():
    given = plt.subplots()[1]
    ax = fr.plot_map(drawn({"The Harbour and Inland Waterways Gazette": (0, 0), "Q": (9, 0)}, p_y=np.nan), ax=given)
    assert ax is given and ax.texts[0].get_text() == "The Harbour and Inland…  n = 25"
    assert ax.get_ylabel() == "two outlets have one axis"


def test_messages():
    places = drawn(FAR)
    with pytest.raises(fr.FramingError) as error:
        fr.plot_map((places, PHRASES))
    assert str(error.value) == (
        "map_outlets gives two tables. Take them apart: places, phrases = map_outlets(…); plot_map(places, phrases)."
    )
    with pytest.raises(fr.FramingError) as error:
        fr.plot_map(places.assign(x=np.nan))
    assert str(error.value) == "No outlet in `places` has a place: there is nothing to draw."
    with pytest.raises(fr.FramingError, match=r"^`phrases` has no column `word`"):
        fr.plot_map(places, PHRASES.drop(columns="word"))
    with pytest.raises(fr.FramingError, match=r"^`places` has no column `by`"):
        fr.plot_map(places.drop(columns="by"))
