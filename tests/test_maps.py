import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing as fr
from framing.compare import maps
from framing.compare.wording.map_counts import count_for_map
from framing.show.sentences.maps import clouds_apart, pairs_apart

COLUMNS = "outlet draw x y n_articles axis_share_x axis_share_y chance_share_x chance_share_y p_x p_y by note".split()


def facts(rates, n=20, seed=0, length=200):
    """Articles of 200 words of each outlet; `rates` gives each word's rate per 100 words in each outlet."""
    rng, rows = np.random.default_rng(seed), []
    for outlet, of_word in rates.items():
        for i in range(n):
            counts = {word: rng.poisson(rate * length / 100) for word, rate in of_word.items()}
            counts["the"] = length - sum(counts.values())
            rows += [(f"{outlet}{i}", outlet, word, k) for word, k in counts.items() if k]
    words = pd.DataFrame(rows, columns=["article_id", "outlet", "word", "n"])
    articles = words.groupby(["article_id", "outlet"], as_index=False).n.sum().rename(columns={"n": "n_words"})
    return articles, words.drop(columns="outlet")


ORDINARY = {f"word{i}": 2.0 for i in range(12)}
APART = {
    "P": ORDINARY | {"regime": 5, "minister": 1},
    "Q": ORDINARY | {"regime": 5, "minister": 1},
    "R": ORDINARY | {"regime": 1, "minister": 5},
}


@pytest.fixture
def few_shuffles(monkeypatch):
    """Enough for p = 1/40, in a fifth of the time."""
    monkeypatch.setattr(maps, "SHUFFLES", 39)


def place(places):
    return places[places.draw == 0].set_index("outlet")


def test_a_planted_difference_is_the_first_axis():
    places, phrases = fr.map_outlets(*facts(APART))
    assert places.columns.tolist() == COLUMNS and phrases.columns.tolist() == ["word", "x", "y", "n"]
    assert set(phrases.word[:2]) == {"regime", "minister"}
    pull = phrases.set_index("word").x
    assert pull["regime"] * pull["minister"] < 0
    at = place(places).x
    assert at["P"] * at["R"] < 0 and at["Q"] * at["R"] < 0 and at["P"] * pull["regime"] > 0
    assert places.p_x[0] == 1 / 200 and places.p_y[0] > 0.05
    assert pairs_apart(places) == [("P", "R"), ("Q", "R")]


def test_the_axes_are_the_singular_vectors_of_the_residuals():
    counts = count_for_map(*facts(APART), None, "article")
    deff = maps._deff(counts)
    z, size = maps._residuals(*maps._sums(counts, counts.side[None]), deff)
    observed = np.stack([np.asarray(counts.x[counts.side == side].sum(axis=0)) for side in range(3)])
    words = np.array([counts.out_of[counts.side == side].sum() for side in range(3)])
    expected = np.outer(words, observed.sum(axis=0) / words.sum())
    assert z[0] == pytest.approx((observed - expected) / np.sqrt(expected * deff))
    assert size[0].tolist() == words.tolist()
    variation, axes = maps._axes(z)
    _, lengths, right = np.linalg.svd(z[0], full_matrices=False)
    assert variation[0] == pytest.approx(lengths**2)
    assert np.abs((axes[0].T * right[:2]).sum(axis=1)) == pytest.approx([1, 1])


def test_the_design_effect_by_hand():
    """Four articles of 100 words, a word four times in one: 4/3 · ((4-1)² + 3·(0-1)²) / 4 = 4."""
    articles, words = facts({"P": {}, "Q": {}}, n=4)
    counts = count_for_map(articles, words, None, "article")
    one = counts._replace(x=counts.x[:4].copy(), out_of=np.full((4, 1), 100.0), side=np.array([0, 0, 1, 1]))
    one.x.data[:] = [4, 0, 0, 0]
    assert maps._deff(one).tolist() == pytest.approx([4])


def test_each_draw_uses_half_of_each_outlet_and_pairs_of_draws_all():
    side = np.array([0] * 5 + [1] * 8)
    chosen = maps._halves(side, 50, np.random.default_rng(0))
    assert set(chosen[:, side == 0].sum(axis=1)) == {2, 3} and set(chosen[:, side == 1].sum(axis=1)) == {4}
    assert (chosen.mean(axis=0) > 0.2).all() and (chosen.mean(axis=0) < 0.8).all()


def test_a_place_is_the_mean_of_its_draws_and_the_seed_decides():
    articles, words = facts(APART)
    places, _ = fr.map_outlets(articles, words, draws=41, seed=3)
    drawn = places[places.draw > 0].groupby("outlet")[["x", "y"]]
    assert (drawn.size() == 41).all()
    assert place(places)[["x", "y"]].to_numpy() == pytest.approx(drawn.mean().to_numpy())
    pd.testing.assert_frame_equal(places, fr.map_outlets(articles, words, draws=41, seed=3)[0])
    assert not places.equals(fr.map_outlets(articles, words, draws=41, seed=4)[0])
    shuffled = articles.sample(frac=1, random_state=1), words.sample(frac=1, random_state=1)
    again = fr.map_outlets(*shuffled, draws=41)[1].sort_values("word")
    assert again.x.to_numpy() == pytest.approx(fr.map_outlets(articles, words)[1].sort_values("word").x.to_numpy())


def test_where_there_is_nothing_to_see_no_cloud_is_apart_though_an_ordinary_bootstrap_says_so(few_shuffles):
    """Twelve collections of outlets that all write alike: whatever is found is false."""
    ours, bootstrap, p = 0, 0, []
    alike = {outlet: {f"word{i}": 0.4 for i in range(200)} for outlet in "PQRS"}
    for seed in range(12):
        articles, words = facts(alike, n=12, seed=seed)
        places, _ = fr.map_outlets(articles, words, draws=40, seed=seed)
        ours += bool(clouds_apart(places))
        p.append(places.p_x[0])
        bootstrap += bool(clouds_apart(ordinary_bootstrap(count_for_map(articles, words, None, "article"), seed)))
    assert ours <= 1 and bootstrap >= 6, (ours, bootstrap)
    assert np.mean(np.array(p) < 0.05) <= 0.25  # with 100 collections of real articles 2% to 8%


def ordinary_bootstrap(counts, seed, draws=40):
    """Articles resampled inside outlets, each map turned to that of all: what this library does not do."""
    rng, deff, rows = np.random.default_rng(seed), maps._deff(counts), []
    z, size = maps._residuals(*maps._sums(counts, counts.side[None]), deff)
    whole = maps._coordinates(z, size, maps._axes(z)[1])[0]
    for draw in range(1, draws + 1):
        members = [np.flatnonzero(counts.side == side) for side in range(len(counts.outlets))]
        chosen = np.concatenate([rng.choice(of, len(of)) for of in members])
        sample = counts._replace(x=counts.x[chosen], out_of=counts.out_of[chosen], side=counts.side[chosen])
        z, n = maps._residuals(*maps._sums(sample, sample.side[None]), deff)
        at = maps._coordinates(z, n, maps._axes(z)[1])[0]
        left, _, right = np.linalg.svd(at.T @ (size[0][:, None] * whole))
        rows += [(outlet, draw, *xy) for outlet, xy in zip(counts.outlets, at @ left @ right, strict=True)]
    return pd.DataFrame(rows, columns=["outlet", "draw", "x", "y"])


def test_choices_are_shares_of_the_names_for_one_thing_so_topics_do_not_place_an_outlet():
    """P writes of migration three times as often as Q, in the same words; R in others."""
    rng, rows = np.random.default_rng(0), []
    for outlet, rate, share in (("P", 9, 0.5), ("Q", 3, 0.5), ("R", 6, 0.05)):
        for i in range(40):
            for k in range(rng.poisson(rate)):
                rows.append((f"{outlet}{i}", "migrant" if rng.random() < share else "illegal", "people", k))
    mentions = pd.DataFrame(rows, columns=["article_id", "term", "choice", "start"]).assign(part="text", frame="f")
    articles = pd.DataFrame([(f"{o}{i}", o, 500) for o in "PQR" for i in range(40)])
    articles.columns = ["article_id", "outlet", "n_words"]
    places, phrases = fr.map_outlets(articles, mentions=mentions)
    assert set(places.by) == {"choices"} and phrases.columns.tolist() == ["word", "x", "y", "n", "choice"]
    assert phrases.set_index("word").n.to_dict() == mentions.term.value_counts().to_dict()
    assert set(pairs_apart(places)) == {("P", "R"), ("Q", "R")}
    by_rate, _ = fr.map_outlets(articles, mentions=mentions.assign(choice=""))
    assert set(by_rate.by) == {"terms"} and ("P", "Q") in pairs_apart(by_rate)


def test_two_outlets_have_one_axis():
    articles, words = facts({k: APART[k] for k in "PR"})
    places, phrases = fr.map_outlets(articles, words)
    assert (places.y == 0).all() and (phrases.y == 0).all()
    assert places.axis_share_y[0] == 0 and np.isnan(places.p_y[0]) and places.axis_share_x[0] <= 1


def test_texts_give_words_and_phrases_without_names_of_outlets():
    texts = ["The regime spoke of the Morning Gazette.", "The minister spoke.", "The minister sang."]
    outlets = ["Morning Gazette", "Y", "Z"]
    articles = pd.DataFrame({"article_id": range(30), "outlet": outlets * 10, "text": texts * 10})
    places, phrases = fr.map_outlets(articles, draws=40)
    assert {"regime", "the regime", "the minister sang"} <= set(phrases.word)
    assert not {"morning", "gazette", "the morning gazette"} & set(phrases.word)
    assert set(places.by) == {"words"}


def test_outlets_that_cannot_be_placed_are_rows_with_a_note():
    articles, words = facts(APART)
    few = pd.DataFrame({"article_id": ["s1", "s2", "t1"], "outlet": ["S", "S", "T"], "n_words": 50})
    words = pd.concat([words, pd.DataFrame({"article_id": ["s1", "s2"], "word": "regime", "n": 3})])
    places, _ = fr.map_outlets(pd.concat([articles, few]), words)
    assert place(places).note.to_dict() == {
        "P": "",
        "Q": "",
        "R": "",
        "S": "fewer than 4 articles with anything counted: no place",
        "T": "nothing counted: no place",
    }
    assert place(places).loc[["S", "T"], ["x", "y"]].isna().all(axis=None)


def test_copies_of_the_same_outlet_do_not_count():
    articles, words = facts(APART)
    articles["duplicate_of"] = ["", "P0"] + [""] * (len(articles) - 2)
    assert place(fr.map_outlets(articles, words)[0]).n_articles.to_dict() == {"P": 19, "Q": 20, "R": 20}


def test_events_as_units_widen_the_clouds():
    """Six articles on each of ten events, two of which bring a word: distances stay, doubt grows."""
    articles, words = facts(APART, n=60)
    on_event = words.article_id.str.endswith(("1", "2")) & (words.word == "regime")
    words.loc[on_event, "n"] *= 6
    articles = articles.assign(event=articles.article_id.str[-1])
    doubt = []
    for unit in ("article", "event"):
        places, _ = fr.map_outlets(articles, words, unit=unit)
        at, spread = place(places).x, places[places.draw > 0].groupby("outlet").x.std()
        doubt.append(spread.mean() / abs(at["R"] - at["P"]))
    assert doubt[1] > 1.5 * doubt[0]


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_any_counts_give_finite_places_or_a_clear_error(data):
    n, outlets = data.draw(st.integers(8, 30)), data.draw(st.integers(1, 4))
    articles = pd.DataFrame({"article_id": range(n), "outlet": [f"O{i % outlets}" for i in range(n)]})
    cells = st.tuples(st.integers(0, n - 1), st.sampled_from("abcde"), st.integers(0, 9))
    rows = data.draw(st.lists(cells, max_size=120, unique_by=lambda cell: cell[:2]))
    words = pd.DataFrame(rows, columns=["article_id", "word", "n"])
    words = words.astype({"article_id": "int64", "word": "str", "n": "int64"})
    try:
        places, phrases = fr.map_outlets(articles, words, draws=40)
    except fr.FramingError:
        return
    assert np.isfinite(places[places.note == ""][["x", "y"]]).all(axis=None)
    assert np.isfinite(phrases[["x", "y"]]).all(axis=None)


def test_real_articles_are_placed_and_words_of_templates_are_left_out(few_shuffles):
    """Facts say how many of a word stand outside templates; without them a copyright line would pull most."""
    data = fr.load("allsides")
    articles = data.articles[data.articles.outlet.isin(data.articles.outlet.value_counts().index[:8])]
    places, phrases = fr.map_outlets(articles, data.words, draws=40)
    assert places.p_x[0] == 1 / 40 and len(phrases) > 4000
    furniture = {"permission", "reprint", "copyright"}
    assert not furniture & set(phrases.word)
    _, everything = fr.map_outlets(articles, data.words.drop(columns="n_inside"), draws=40)
    assert furniture & set(everything.word[:20])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            lambda a, w: ((a, w), {"mentions": w}),
            "map_outlets takes words or mentions, not both. Make a map of each.",
        ),
        (
            lambda a, w: ((a,), {}),
            "`articles` has no column `text`: these are facts. Give the words counted in them, map_outlets(articles, "
            "data.words), or the mentions: map_outlets(articles, mentions=mentions).",
        ),
        (
            lambda a, w: ((a[:0], w), {}),
            "There are no articles to measure. Read some: articles, ledger = read_articles(path).",
        ),
        (
            lambda a, w: ((a, w), {"draws": 1}),
            "draws=1: a cloud needs at least 40 draws. Give a whole number, 200 for instance.",
        ),
        (
            lambda a, w: ((a[a.outlet == "P"], w), {}),
            "A map needs two outlets with at least 4 articles; here is one (P). Give articles of more outlets.",
        ),
        (
            lambda a, w: ((a, w[:0]), {}),
            "A map needs two outlets with at least 4 articles; here is none; without a place: P, Q, R. "
            "Give articles of more outlets.",
        ),
        (
            lambda a, w: ((a, w.drop_duplicates("article_id").assign(word=lambda t: t.article_id)), {}),
            "No word stands in 5 articles: there is nothing to place outlets by.",
        ),
        (
            lambda a, w: ((a.assign(outlet=a.outlet.mask(a.index == 0)), w), {}),
            "1 of 60 articles have no outlet. Leave them out: articles = articles.dropna(subset=['outlet']).",
        ),
        (
            lambda a, w: ((a,), {"mentions": pd.DataFrame({"article_id": ["zz"], "term": "x"})}),
            "1 of 1 mentions stand in no article of `articles`; the first names 'zz'. "
            "Keep those that do: mentions[mentions.article_id.isin(articles.article_id)].",
        ),
    ],
)
def test_messages(arguments, message):
    positional, named = arguments(*facts(APART))
    with pytest.raises(fr.FramingError) as error:
        fr.map_outlets(*positional, **named)
    assert str(error.value) == message
