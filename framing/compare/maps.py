"""Outlets in a plane by their words, each with a cloud that shows how much of its place is chance."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .wording.map_counts import MapCounts, check_for_map, count_for_map

SHUFFLES = 199  # maps of shuffled outlets that the axes are held against; the smallest p is 1/200
_AT_A_TIME = 20  # maps held in memory together


def map_outlets(
    articles: pd.DataFrame,
    words: pd.DataFrame | None = None,
    mentions: pd.DataFrame | None = None,
    *,
    unit: str = "article",
    draws: int = 200,
    seed: int = 0,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Place outlets in a plane by the words they use, with clouds that show how much of a place is chance.

    Parameters
    ----------
    articles : DataFrame
        Clean articles: article_id, outlet, duplicate_of, and text unless `words` or `mentions` are given. The
        words of titles and texts are counted, and phrases of two and three words.
    words : DataFrame, optional
        Counted words instead of texts: article_id, word, n, as in `load("allsides").words`.
    mentions : DataFrame, optional
        From `find_mentions`, for a map by the terms of a lexicon; articles then need n_words. If terms have a `choice`,
        only these count, each as its share of the names for the same thing: what an outlet writes about then does not
        place it, how it names it does.
    unit : str
        What counts as one draw from an outlet's coverage: "article", "week" or a column such as "event".
    draws : int
        How many times each outlet is placed anew for its cloud.
    seed : int

    Returns
    -------
    places : DataFrame
        One row per outlet x draw: outlet, draw (0: its place, the mean of all draws; from 1 on, one placing), x, y,
        n_articles; then, the same in all rows: axis_share_x, axis_share_y (of all variation between the outlets, the
        part on this axis), chance_share_x, chance_share_y (what an axis stays below in 95 of 100 maps of shuffled
        outlets, as a part of the same variation), p_x, p_y (how often such a map has at least as much), by ("words",
        "terms" or "choices"); then note. An outlet without a place has one row, draw 0, with NaN and a note.
    phrases : DataFrame
        One row per word, term or name: word, x, y (its pull along each axis; the squares sum to 1), n, and with choices
        choice. Those that pull most stand first.

    Raises
    ------
    FramingError
        If fewer than two outlets can be placed, or no word stands in five units, or a table lacks a column.

    Notes
    -----
    After D'Alonzo and Tegmark (2022): a matrix of outlets x phrases, what is expected from the sizes of both taken out,
    divided by what counting noise allows, and its largest components by singular value decomposition. Two things are
    ours. Words that crowd into few articles weigh less: noise is the Poisson noise times the word's design effect. And
    an outlet is never placed by the articles that made the axes: each draw makes the map from a random half of each
    outlet's articles and places the others in it, turned to lie on the map of all (Procrustes). Half samples spread as
    full samples do (McCarthy 1969). In an ordinary bootstrap chance differences of the sample stay in every draw, and
    outlets whose articles were shuffled, so that there is nothing to see, come out far apart (tests/test_maps.py).

    **The axes have no name.** They are what tells these outlets apart most, in these articles: it may be politics, and
    as well the topic, the year, house style, or furniture of a page. Look at the words that pull; no axis is "left" or
    "right". Turned round, a map says the same: signs are set so that a few strong words pull to the right and up.
    Distances along an axis with p_x or p_y above .05 are noise.

    Left out are outlets' names, in texts also words of templates (`find_templates`), and words in fewer than five
    units; of the others the 5,000 most frequent count. Counted `words` do not tell which stand in templates. With two
    outlets there is one axis, and y is 0. In the paper the axes are found topic by topic, from about a million
    articles; with few, expect noise.

    References
    ----------
    D'Alonzo, S., & Tegmark, M. (2022). Machine-learning media bias. PLOS ONE, 17(8), e0271947.
    McCarthy, P. J. (1969). Pseudo-replication: Half samples. Review of the International Statistical Institute, 37(3),
    239-264.
    Horn, J. L. (1965). A rationale and test for the number of factors in factor analysis. Psychometrika, 30(2),
    179-185. On holding axes against those of chance.

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> articles = pd.DataFrame({"article_id": range(30), "outlet": list("XYZ") * 10,
    ...     "text": ["the minister spoke", "the regime spoke", "the minister sang"] * 10})
    >>> places, phrases = fr.map_outlets(articles, draws=40)
    >>> places[places.draw == 0][["outlet", "n_articles"]].values.tolist()
    [['X', 10], ['Y', 10], ['Z', 10]]
    >>> phrases.columns.tolist(), "the regime" in phrases.word.tolist()
    (['word', 'x', 'y', 'n'], True)
    """
    check_for_map(articles, words, mentions, draws)
    counts = count_for_map(articles, words, mentions, unit)
    rng = np.random.default_rng(seed)
    deff = _deff(counts)
    z, size = _residuals(*_sums(counts, counts.side[None]), deff)
    variation, axes = _axes(z)
    axes = axes * np.where((axes**3).sum(axis=1, keepdims=True) < 0, -1.0, 1.0)
    drawn = _clouds(counts, deff, _coordinates(z, size, axes)[0], size[0], -(-draws // 2), rng)[:draws]
    places = _places(counts, drawn)
    for column, value in _against_chance(counts, deff, variation[0], rng).items():
        places[column] = value
    places["by"] = "choices" if "choice" in counts.phrases else "words" if mentions is None else "terms"
    places["note"] = pd.Series([counts.left_out.get(outlet, "") for outlet in places.outlet], dtype="str")
    return places, _phrases(counts.phrases, axes[0])


def _sums(counts: MapCounts, sides: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Counts and what they are out of, maps x outlets x words.

    `sides` (maps x units) gives the number of each unit's outlet, -1 where it is not in the map.
    """
    from scipy.sparse import csr_array

    shape = (len(sides), len(counts.outlets), -1)
    of_map, unit = np.nonzero(sides >= 0)
    row = of_map * shape[1] + sides[of_map, unit]
    together = csr_array((np.ones(len(row)), (row, unit)), shape=(shape[0] * shape[1], sides.shape[1]))
    return (together @ counts.x).toarray().reshape(shape), (together @ counts.out_of).reshape(shape)


def _deff(counts: MapCounts) -> np.ndarray:
    """Of each word, how many times the variance over units is that of single words that fall at random; at least 1.

    With one rate for all outlets, so that it is the same whichever outlet a unit is given to: shuffled maps are
    measured as the real one is.
    """
    x, out_of = np.asarray(counts.x.sum(axis=0)).ravel(), counts.out_of.sum(axis=0)
    rate = x / np.maximum(out_of, 1)
    products = np.asarray(counts.x.multiply(counts.out_of).sum(axis=0)).ravel()
    squares = np.asarray(counts.x.power(2).sum(axis=0)).ravel()
    spread = squares - 2 * rate * products + rate**2 * (counts.out_of**2).sum(axis=0)
    n = counts.x.shape[0]
    return np.maximum(1, n / (n - 1) * spread / np.maximum(x, 1))


def _residuals(x: np.ndarray, out_of: np.ndarray, deff: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How far each count is from what the outlet's size gives, in units of noise; and the size of each outlet."""
    expected = out_of * x.sum(axis=1, keepdims=True) / np.maximum(out_of.sum(axis=1, keepdims=True), 1)
    z = np.divide(x - expected, np.sqrt(expected * deff), out=np.zeros_like(x), where=expected > 0)
    return z, np.maximum(out_of.mean(axis=2), 1)


def _axes(z: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Variation along all axes, the largest first (maps x outlets), and the first two (maps x words x 2).

    The decomposition of outlets x words by way of outlets x outlets, which is small.
    """
    variation, turned = np.linalg.eigh(z @ z.swapaxes(1, 2))
    variation, turned = np.maximum(variation[:, ::-1], 0), turned[:, :, :-3:-1]
    length = np.sqrt(variation[:, None, :2])
    real = (length > 1e-6 * length[:, :, :1]) & (np.arange(2) < z.shape[1] - 1)  # two outlets have one axis
    return variation, np.divide(z.swapaxes(1, 2) @ turned, length, out=np.zeros((len(z), z.shape[2], 2)), where=real)


def _coordinates(z: np.ndarray, size: np.ndarray, axes: np.ndarray) -> np.ndarray:
    return z @ axes / np.sqrt(size)[..., None]


def _clouds(counts, deff, whole: np.ndarray, size: np.ndarray, splits: int, rng) -> np.ndarray:
    """Places of the outlets in maps that other articles made: draws x outlets x 2, two draws for each split."""
    drawn = []
    for first in range(0, splits, _AT_A_TIME):
        in_first = _halves(counts.side, min(_AT_A_TIME, splits - first), rng)
        halves = [_residuals(*_sums(counts, np.where(half, counts.side, -1)), deff) for half in (in_first, ~in_first)]
        both = []
        for (z, n), (z_other, n_other) in (halves, halves[::-1]):
            axes = _axes(z)[1]
            overlap = _coordinates(z, n, axes).swapaxes(1, 2) @ (size[:, None] * whole)
            left, _, right = np.linalg.svd(overlap)  # Procrustes: the turn that lays this map on that of all articles
            both.append(_coordinates(z_other, n_other, axes) @ left @ right)
        drawn.append(np.stack(both, axis=1).reshape(-1, *whole.shape))
    return np.concatenate(drawn)


def _halves(side: np.ndarray, splits: int, rng) -> np.ndarray:
    """Splits x units: which are in the first half of their outlet; of an odd number the one too many goes at random."""
    order = np.argsort(side + rng.random((splits, len(side))), axis=1)  # outlet by outlet, at random inside each
    n = np.bincount(side)
    half = n // 2 + (n % 2) * rng.integers(0, 2, (splits, len(n)))
    sorted_side = np.sort(side)
    rank = np.arange(len(side)) - (np.cumsum(n) - n)[sorted_side]
    chosen = np.empty(order.shape, bool)
    np.put_along_axis(chosen, order, rank < half[:, sorted_side], axis=1)
    return chosen


def _against_chance(counts: MapCounts, deff: np.ndarray, variation: np.ndarray, rng) -> dict[str, float]:
    """The share of each axis, and what it is in maps of outlets among which the units were shuffled."""
    shuffled = []
    for first in range(0, SHUFFLES, _AT_A_TIME):
        sides = np.tile(counts.side, (min(_AT_A_TIME, SHUFFLES - first), 1))
        shuffled.append(_axes(_residuals(*_sums(counts, rng.permuted(sides, axis=1)), deff)[0])[0])
    chance, total = np.concatenate(shuffled), max(variation.sum(), 1e-12)
    numbers = {}
    for place, axis in enumerate("xy"):
        numbers[f"axis_share_{axis}"] = variation[place] / total
        numbers[f"chance_share_{axis}"] = np.quantile(chance[:, place], 0.95) / total
        more = (chance[:, place] >= variation[place] * (1 - 1e-9)).sum()
        numbers[f"p_{axis}"] = (1 + more) / (1 + SHUFFLES)
    if len(variation) < 3:  # the second axis of two outlets does not exist
        numbers |= {"axis_share_y": 0.0, "chance_share_y": np.nan, "p_y": np.nan}
    order = ["axis_share_x", "axis_share_y", "chance_share_x", "chance_share_y", "p_x", "p_y"]
    return {name: float(numbers[name]) for name in order}


def _places(counts: MapCounts, drawn: np.ndarray) -> pd.DataFrame:
    """Each outlet's place and its draws; then the outlets that have none."""
    every = np.concatenate([drawn.mean(axis=0, keepdims=True), drawn])
    blocks = [
        pd.DataFrame({"outlet": outlet, "draw": np.arange(len(every)), "x": xy[:, 0], "y": xy[:, 1]})
        for outlet, xy in zip(counts.outlets, every.swapaxes(0, 1), strict=True)
    ]
    blocks += [pd.DataFrame({"outlet": [outlet], "draw": 0, "x": np.nan, "y": np.nan}) for outlet in counts.left_out]
    places = pd.concat(blocks, ignore_index=True)
    return places.assign(n_articles=[counts.n_articles[outlet] for outlet in places.outlet])


def _phrases(phrases: pd.DataFrame, axes: np.ndarray) -> pd.DataFrame:
    table = pd.DataFrame({"word": phrases.word, "x": axes[:, 0], "y": axes[:, 1], "n": phrases.n})
    if "choice" in phrases:
        table["choice"] = phrases.choice
    first = np.argsort(-np.abs(axes).max(axis=1), kind="stable")
    return table.iloc[first].reset_index(drop=True)
