import numpy as np
import pytest
from scipy.stats import beta, t

from framing.compare.foundation.shares import effective_number, share_intervals


def cells(table):
    """Rows x articles as cells, and the words of each article."""
    table = np.asarray(table, float)
    row, article = np.nonzero(table)
    return (row, article, table[row, article]), table.sum(axis=0)


def test_an_interval_worked_by_hand():
    """Five articles of 10 words, A has all words of two, B of three: as five coins thrown, n/(n-1) and t included."""
    sums, of = cells([[10, 10, 0, 0, 0], [0, 0, 10, 10, 10]])
    share, low, high = share_intervals(*sums, of, 2)
    assert share.tolist() == [0.4, 0.6]
    # Σ(x - 0.4·10)² = 2·6² + 3·4² = 120; variance 5/4 · 120 / 50² = 0.06; 0.24 / 0.06 = 4 words drawn one by one
    size = 4 * (1.96 / t.ppf(0.975, 4)) ** 2
    assert low[0] == pytest.approx(beta.ppf(0.025, 0.4 * size, 0.6 * size + 1))
    assert high[0] == pytest.approx(beta.ppf(0.975, 0.4 * size + 1, 0.6 * size))
    assert low + high[::-1] == pytest.approx([1, 1])  # the two are mirrored


def test_a_share_that_is_the_same_in_every_article_is_as_sure_as_words_at_random():
    sums, of = cells(np.tile([[30.0], [70.0]], 50))
    share, low, high = share_intervals(*sums, of, 2)
    assert share[0] == 0.3 and 0.28 < low[0] < 0.3 < high[0] < 0.32


def test_all_or_nothing_is_judged_by_the_number_of_articles():
    for n in (5, 50):
        row, article = np.zeros(n, int), np.arange(n)
        share, low, high = share_intervals(row, article, np.full(n, 1000.0), np.full(n, 1000.0), 2)
        assert share.tolist() == [1, 0] and high[0] == 1 and low[1] == 0
        size = n * (1.96 / t.ppf(0.975, n - 1)) ** 2
        assert low[0] == pytest.approx(0.025 ** (1 / size)) and high[1] == pytest.approx(1 - low[0])


def test_few_articles_have_a_share_and_no_interval_and_no_words_have_neither():
    sums, of = cells([[10, 10, 0], [0, 0, 10]])
    share, low, high = share_intervals(*sums, of, 2)
    assert share == pytest.approx([2 / 3, 1 / 3]) and np.isnan([low, high]).all()
    nothing = np.zeros(0, int), np.zeros(0, int), np.zeros(0)
    assert np.isnan(share_intervals(*nothing, np.zeros(9), 2)).all()


def test_articles_in_which_nobody_speaks_change_no_share():
    table = np.array([[5, 10, 0, 0, 4], [0, 3, 10, 7, 10]])
    sums, of = cells(table)
    more, of_more = cells(np.hstack([table, np.zeros((2, 20))]))
    assert share_intervals(*more, of_more, 2)[1].tolist() == share_intervals(*sums, of, 2)[1].tolist()


def test_longer_articles_of_the_same_mixture_change_nothing():
    sums, of = cells([[5, 10, 0, 0, 4], [0, 3, 10, 7, 10]])
    for once, scaled in zip(
        share_intervals(*sums, of, 2), share_intervals(*sums[:2], 7 * sums[2], 7 * of, 2), strict=True
    ):
        assert once == pytest.approx(scaled)
    assert effective_number(*sums) == pytest.approx(effective_number(*sums[:2], 7 * sums[2]))


@pytest.mark.parametrize(
    ("table", "number"),
    [
        ([[10, 10, 10, 10]], 1),
        (np.full((4, 10), 5), 4),
        ([[9, 9, 9, 9, 9], [1, 1, 1, 1, 1]], 1 / (0.9**2 + 0.1**2)),
        ([[10, 10, 0], [0, 0, 10]], 3),  # of the three pairs of articles, one shares its speaker
    ],
)
def test_effective_numbers_known_by_hand(table, number):
    assert effective_number(*cells(table)[0])[0] == pytest.approx(number)


def test_speakers_of_one_article_each_say_nothing_of_concentration():
    assert np.isnan(effective_number(*cells(np.eye(6) * 10)[0])).all()
    assert np.isnan(effective_number(np.zeros(0, int), np.zeros(0, int), np.zeros(0))).all()
    assert effective_number(*cells([[10, 10, 0], [0, 0, 10]])[0])[1:] == pytest.approx((np.nan, np.nan), nan_ok=True)


# An invented outlet: 400 speakers, the k-th 1/k as likely as the first; an article has one and more of them, some talk
# long, and in one of ten nobody speaks.
CHANCE = 1 / np.arange(1, 401)
CHANCE /= CHANCE.sum()


def draw(rng, n):
    table = np.zeros((400, n))
    for article in np.flatnonzero(rng.random(n) > 0.1):
        k = 1 + rng.poisson(3)
        who = rng.choice(400, k, replace=False, p=CHANCE)
        table[who, article] = np.ceil(35 * rng.gamma(2, 0.5) * rng.lognormal(0, 0.9, k))
    return table


@pytest.fixture(scope="module")
def truth():
    table = draw(np.random.default_rng(1), 20_000)
    return table.sum(axis=1) / table.sum()


@pytest.mark.parametrize("n", [12, 60])
def test_intervals_cover_the_true_share_also_of_speakers_heard_once(truth, n):
    rng = np.random.default_rng(2)
    covered, rare, largest, group, number = [], [], [], [], []
    for _ in range(150):
        table = draw(rng, n)
        sums, of = cells(table)
        _, low, high = share_intervals(*sums, of, 400)
        holds, heard = (low <= truth) & (truth <= high), (table > 0).sum(axis=1)
        covered.append(holds[heard > 0])
        rare.append(holds[heard == 1])
        largest.append(holds[:5])
        thirds = np.array([table[::3].sum(axis=0), np.delete(table, np.s_[::3], axis=0).sum(axis=0)])
        sums, of = cells(thirds)
        _, low, high = share_intervals(*sums, of, 2)
        group.append(low[0] <= truth[::3].sum() <= high[0])
        _, low, high = effective_number(*cells(table)[0])
        number.append(low <= 1 / (truth**2).sum() <= high)
    means = [np.mean(np.concatenate(part)) for part in (covered, rare, largest)]
    assert all(0.92 <= mean <= 0.99 for mean in means)
    assert min(np.mean(group), np.mean(number)) >= 0.87


def test_the_effective_number_does_not_grow_with_the_number_of_articles(truth):
    """The plain index in 12 articles finds a third of the speakers that it finds in the whole outlet; ours does not."""
    rng, ours, plain = np.random.default_rng(3), [], []
    for _ in range(200):
        table = draw(rng, 12)
        ours.append(1 / effective_number(*cells(table)[0])[0])
        plain.append(((table.sum(axis=1) / table.sum()) ** 2).sum())
    assert np.mean(ours) == pytest.approx((truth**2).sum(), rel=0.1)
    assert np.mean(plain) > 2.5 * (truth**2).sum()
