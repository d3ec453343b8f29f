import numpy as np
import pandas as pd
import pytest

import framing as fr
from framing.compare.foundation.shares import effective_number, share_intervals


@pytest.fixture
def spoken():
    """X has ten articles of 100 words, Y three of 200; nobody speaks in the last article of each."""
    articles = pd.DataFrame(
        {"article_id": range(13), "outlet": ["X"] * 10 + ["Y"] * 3, "n_words": [100] * 10 + [200] * 3}
    )
    rows = [(i, "direct", "Ada Lind", True, 20) for i in range(9)]
    rows += [(i, "indirect", "officials", False, 10) for i in range(4)]
    rows += [(0, "attitude", "Bo Kern", True, 15), (0, "direct", "Bo Kern", True, 5), (5, "direct", "", False, 10)]
    rows += [(10, "direct", "Bo Kern", True, 30), (11, "indirect", "two diplomats", False, 10)]
    columns = ["article_id", "kind", "speaker", "named", "n_words"]
    return pd.DataFrame(rows, columns=columns), articles


def test_speakers_of_a_case_worked_by_hand(spoken):
    sources = fr.measure_sources(*spoken)
    assert sources.columns.tolist() == [
        "outlet", "speaker", "named", "n_articles", "n_with", "n_attributions", "n_words", "share", "low", "high",
        "note", "n_words_direct", "n_words_indirect", "n_words_attitude", "n_folded",
    ]  # fmt: skip
    told = sources.drop(columns=["low", "high", "note"]).values.tolist()
    assert told == [
        ["X", "Ada Lind", True, 10, 9, 9, 180, 180 / 250, 180, 0, 0, 0],
        ["X", "officials", False, 10, 4, 4, 40, 40 / 250, 0, 40, 0, 0],
        ["X", "Bo Kern", True, 10, 1, 2, 20, 20 / 250, 5, 0, 15, 0],
        ["X", "no speaker found", False, 10, 1, 1, 10, 10 / 250, 10, 0, 0, 0],
        ["Y", "Bo Kern", True, 3, 1, 1, 30, 30 / 40, 30, 0, 0, 0],
        ["Y", "two diplomats", False, 3, 1, 1, 10, 10 / 40, 0, 10, 0, 0],
    ]
    rough, none = (f"fewer than {n}" for n in ("10 articles with attributions: rough interval",
                                               "4 articles with attributions: no interval"))  # fmt: skip
    assert sources.note.tolist() == [rough] * 4 + [none] * 2
    assert sources.low.isna().tolist() == [False] * 4 + [True] * 2
    assert ((sources.low <= sources.share) & (sources.share <= sources.high))[:4].all()


def test_outlets_of_a_case_worked_by_hand(spoken):
    x, y = fr.measure_sources(*spoken, by="outlet").to_dict("records")
    assert [x[c] for c in ("outlet", "n_articles", "n_with", "n_attributions", "n_words", "n_words_all")] == [
        "X", 10, 9, 16, 250, 1000,
    ]  # fmt: skip
    assert (x["share_attributed"], x["share_unnamed"], x["share_no_speaker"]) == (0.25, 40 / 250, 10 / 250)
    assert (x["n_speakers"], x["n_words_direct"], x["n_words_indirect"], x["n_words_attitude"]) == (2, 195, 40, 15)
    # named words in article 0: Ada 20, Bo 20; in 1 to 8: Ada 20. Pairs of words of two articles: 200² - 40² - 8 · 20²;
    # of one speaker: Ada's 180² - 9 · 20², Bo has none.
    assert x["effective_speakers"] == pytest.approx((200**2 - 40**2 - 8 * 20**2) / (180**2 - 9 * 20**2))
    assert y["note"] == "fewer than 4 articles with attributions: no interval"
    assert np.isnan([y[c] for c in ("attributed_low", "unnamed_high", "effective_speakers", "effective_low")]).all()
    assert (y["share_attributed"], y["share_unnamed"], y["n_speakers"]) == (40 / 600, 0.25, 1)


def test_the_intervals_are_those_of_the_formulas(spoken):
    row = fr.measure_sources(*spoken, by="outlet").iloc[0]
    words = np.array([50, 30, 30, 30, 20, 30, 20, 20, 20, 0], float)
    n = np.arange(10)
    attributed = share_intervals(0 * n, n, words, np.full(10, 100.0), 1)
    assert row[["share_attributed", "attributed_low", "attributed_high"]].tolist() == [ends[0] for ends in attributed]
    unnamed = np.array([10] * 4 + [0] * 6, float)
    row_of, article = np.repeat([0, 1], 10), np.tile(n, 2)
    ends = share_intervals(row_of, article, np.concatenate([unnamed, words - unnamed]), words, 2)
    assert row[["share_unnamed", "unnamed_low", "unnamed_high"]].tolist() == pytest.approx([e[0] for e in ends])
    speakers = np.array([0] * 9 + [1])
    ends = effective_number(speakers, np.array([*range(9), 0]), np.full(10, 20.0))
    assert row[["effective_speakers", "effective_low", "effective_high"]].tolist() == pytest.approx(list(ends))


def test_shares_add_up_to_one_and_words_by_kind_to_all_words(spoken):
    sources = fr.measure_sources(*spoken)
    assert sources.groupby("outlet").share.sum().tolist() == pytest.approx([1, 1])
    by_kind = sources[["n_words_direct", "n_words_indirect", "n_words_attitude"]].sum(axis=1)
    assert by_kind.tolist() == sources.n_words.tolist()
    by_outlet = fr.measure_sources(*spoken, by="outlet")
    assert sources.groupby("outlet").n_words.sum().tolist() == by_outlet.n_words.tolist()
    unnamed = sources[~sources.named & (sources.speaker != "no speaker found")].groupby("outlet").share.sum()
    assert unnamed.tolist() == pytest.approx(by_outlet.share_unnamed.tolist())


@pytest.mark.parametrize("by", ["speaker", "outlet"])
def test_order_index_and_categories_make_no_difference_and_nothing_is_changed(spoken, by):
    attributions, articles = spoken
    before = attributions.copy(), articles.copy()
    sources = fr.measure_sources(attributions, articles, by=by)
    pd.testing.assert_frame_equal(attributions, before[0])
    pd.testing.assert_frame_equal(articles, before[1])
    shuffled = attributions.sample(frac=1, random_state=1).astype({"speaker": "category", "kind": "category"})
    others = articles.sample(frac=1, random_state=2).astype({"outlet": pd.CategoricalDtype(["Z", "Y", "X"])})
    same = fr.measure_sources(shuffled.set_axis([0] * len(shuffled)), others.set_index("outlet", drop=False), by=by)
    pd.testing.assert_frame_equal(same, sources)


def test_a_selection_of_attributions_gives_shares_of_these(spoken):
    attributions, articles = spoken
    direct = (
        fr.measure_sources(attributions[attributions.kind == "direct"], articles).set_index("speaker").loc["Ada Lind"]
    )
    assert direct.share == 180 / 195 and direct.n_articles == 10


def test_what_came_back_from_csv_gives_the_same(spoken, tmp_path):
    attributions, articles = spoken
    attributions.to_csv(tmp_path / "a.csv", index=False)
    again = pd.read_csv(tmp_path / "a.csv")
    assert again.speaker.isna().any()  # '' came back as an empty cell
    pd.testing.assert_frame_equal(fr.measure_sources(again, articles), fr.measure_sources(attributions, articles))


def test_a_speaker_named_once_is_named_throughout(spoken):
    attributions, articles = spoken
    attributions.loc[0, "named"] = False
    assert fr.measure_sources(attributions, articles).named.tolist() == [True, False, True, False, True, False]


def test_a_speaker_in_one_of_many_articles_says_so():
    articles = pd.DataFrame({"article_id": range(12), "outlet": "X", "n_words": 100})
    attributions = pd.DataFrame({"article_id": [*range(12), 3], "kind": "direct", "named": True, "n_words": 10})
    sources = fr.measure_sources(attributions.assign(speaker=["Ada Lind"] * 12 + ["Bo Kern"]), articles)
    assert sources.note.tolist() == ["", "in one article"]


def test_copies_in_one_outlet_are_folded_and_copies_elsewhere_kept():
    articles = pd.DataFrame(
        {"article_id": list("abc"), "outlet": ["X", "X", "Y"], "n_words": 100, "duplicate_of": ["", "a", "a"]}
    )
    attributions = pd.DataFrame(
        {"article_id": list("abc"), "kind": "direct", "speaker": "Ada Lind", "named": True, "n_words": 10}
    )
    for by in ("speaker", "outlet"):
        sources = fr.measure_sources(attributions, articles, by=by)
        assert sources[["n_articles", "n_words", "n_folded"]].values.tolist() == [[1, 10, 1], [1, 10, 0]]


def test_without_attributions_the_outlets_keep_their_rows(spoken):
    attributions, articles = spoken
    full, empty = fr.measure_sources(*spoken), fr.measure_sources(attributions[:0], articles)
    assert len(empty) == 0 and empty.dtypes.to_dict() == full.dtypes.to_dict()
    bare = pd.DataFrame({c: [] for c in attributions})  # no types at all
    assert len(fr.measure_sources(bare, articles)) == 0
    outlets = fr.measure_sources(bare, articles, by="outlet")
    assert outlets.n_articles.tolist() == [10, 3] and outlets.share_attributed.tolist() == [0, 0]
    assert outlets.note.tolist() == ["nobody's words to measure"] * 2
    assert outlets[["share_unnamed", "share_no_speaker", "effective_speakers"]].isna().all(axis=None)
    assert outlets.dtypes.to_dict() == fr.measure_sources(*spoken, by="outlet").dtypes.to_dict()


def test_attributions_without_a_word_and_articles_without_words_do_no_harm(spoken):
    attributions, articles = spoken
    for by in ("speaker", "outlet"):
        sources = fr.measure_sources(attributions.assign(n_words=0), articles.assign(n_words=0), by=by)
        assert sources.n_attributions.sum() == len(attributions) and (sources.note == "nobody's words to measure").all()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda s, a: (s.rename(columns={"speaker": "the_speaker"}), a),
            "`attributions` has no column `speaker`. It has: article_id, kind, the_speaker, named, n_words. "
            "Rename the one that holds it: attributions.rename(columns={'the_speaker': 'speaker'}).",
        ),
        (
            lambda s, a: (a.assign(text=""), s),
            "`attributions` has no column `kind` and no column `speaker` and no column `named`. It has: article_id, "
            "outlet, n_words, text. It looks like `articles`: were two tables given in the wrong order?",
        ),
        (
            lambda s, a: (pd.DataFrame({"article_id": [0], "term": ["law"], "found": ["law"]}), a),
            "`attributions` has no column `speaker`: it looks like `mentions`. "
            "Find them first: attributions = find_attributions(articles).",
        ),
        (
            lambda s, a: (s, a.drop(columns="n_words")),
            "`articles` has no column `n_words`. Clean them first: articles, removals = clean_articles(articles).",
        ),
        (
            lambda s, a: (s, a.assign(outlet=a.outlet.mask(a.article_id == 5))),
            "1 of 13 articles have no outlet. Leave them out: articles = articles.dropna(subset=['outlet']), "
            "and their attributions with them.",
        ),
        (
            lambda s, a: (s.assign(n_words=s.n_words.mask(s.index < 2)), a),
            "2 of 18 attributions have no n_words. Leave them out: "
            "attributions = attributions.dropna(subset=['n_words']).",
        ),
        (
            lambda s, a: (s.assign(n_words=s.n_words.astype("str")), a),
            "`n_words` of `attributions` is str, not a number. "
            "Make it one: attributions.assign(n_words=pd.to_numeric(attributions.n_words)).",
        ),
        (
            lambda s, a: (s, a.assign(n_words=-a.n_words)),
            "`articles` holds n_words below 0, -200 for instance: count them anew.",
        ),
        (
            lambda s, a: (s.assign(kind="said"), a),
            "`attributions` holds the kind 'said'. A kind is direct, indirect or attitude. "
            "Keep these: attributions[attributions.kind.isin(['direct', 'indirect', 'attitude'])].",
        ),
        (
            lambda s, a: (s.assign(named="True"), a),
            "`named` of `attributions` holds 'True'. It says True or False. "
            "Make it so: attributions.assign(named=attributions.named == 'True').",
        ),
        (
            lambda s, a: (pd.concat([s.assign(start=range(18))] * 2), a),
            "18 of 36 attributions stand at a place that came before. "
            "Keep each once: attributions.drop_duplicates(['article_id', 'start']).",
        ),
        (
            lambda s, a: (s, a[a.article_id > 1]),
            "6 of 18 attributions stand in no article of `articles`; the first names 0. Keep those that do: "
            "attributions[attributions.article_id.isin(articles.article_id)].",
        ),
        (
            lambda s, a: (s, a.assign(n_words=30)),
            "Article 0 has 50 words in attributions and 30 in all. Give the articles that the attributions were found "
            "in: clean first, then attributions = find_attributions(articles).",
        ),
        (
            lambda s, a: (s[:0], a[:0]),
            "There are no articles to measure. Read some: articles, ledger = read_articles(path).",
        ),
        (
            lambda s, a: (s, a.assign(article_id=0)),
            "`articles` holds 12 article_id that came before, 0 first. Give each row its own: "
            "articles.assign(article_id=[f'a{i}' for i in range(len(articles))]).",
        ),
    ],
)
def test_messages(spoken, change, message):
    with pytest.raises(fr.FramingError) as error:
        fr.measure_sources(*change(*spoken))
    assert str(error.value) == message


def test_an_unknown_grouping_is_named(spoken):
    with pytest.raises(fr.FramingError) as error:
        fr.measure_sources(*spoken, by="party")
    assert str(error.value) == "by='party' is not known. Give by='speaker' or by='outlet'."
