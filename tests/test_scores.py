import numpy as np
import pandas as pd
import pytest

import framing as fr
from framing.show.sentences.scores import describe_scores
from framing.teach.scores import _permutation_p, _share
from framing.teach.seals import unseal

VOICES = ["narrator", "quoted", "paraphrased", "ascribed", "unclear"]


def table_of(machine, hand, per_article=1, outlets="X"):
    n = len(machine)
    ids = [f"m{i:04}" for i in range(n)]
    article = [f"a{i // per_article:04}" for i in range(n)]
    mentions = pd.DataFrame({"mention_id": ids, "article_id": article, "voice": machine})
    names = sorted(set(article))
    articles = pd.DataFrame({"article_id": names, "outlet": [outlets[i % len(outlets)] for i in range(len(names))]})
    codes = pd.DataFrame({"mention_id": ids, "coder": "A", "voice": hand, "fits": "yes", "note": ""})
    return mentions, codes, articles


def test_precision_and_recall_by_hand():
    machine = ["quoted"] * 10 + ["narrator"] * 10
    hand = ["quoted"] * 8 + ["narrator"] * 2 + ["narrator"] * 9 + ["paraphrased"]
    scores, outlets, confusion, errors, left_out = fr.score_voice(*table_of(machine, hand)[:2])
    of = scores.set_index("voice")
    assert scores.outlet.unique().tolist() == ["all outlets"] and not len(outlets) and not len(left_out)
    assert of.loc["quoted", ["n_hand", "n_machine", "n_right", "n_articles"]].tolist() == [8, 10, 8, 20]
    assert of.precision[["narrator", "quoted"]].tolist() == [0.9, 0.8]
    assert of.recall[["narrator", "quoted", "paraphrased"]].tolist() == [pytest.approx(9 / 11), 1.0, 0.0]
    assert np.isnan(of.precision["paraphrased"])
    assert of.note["paraphrased"] == "the machine gives it to no coded mention here: no precision"
    assert (of.precision_low <= of.precision)[:2].all() and (of.precision <= of.precision_high)[:2].all()
    assert errors[["voice", "voice_hand"]].values.tolist() == [["quoted", "narrator"]] * 2 + [
        ["narrator", "paraphrased"]
    ]
    assert confusion.n.sum() == 20


def test_the_interval_respects_articles():
    machine, hand = ["quoted"] * 100, ["quoted"] * 50 + ["narrator"] * 50
    one = fr.score_voice(*table_of(machine, hand)[:2]).scores.set_index("voice").loc["quoted"]
    ten = fr.score_voice(*table_of(machine, hand, per_article=10)[:2]).scores.set_index("voice").loc["quoted"]
    assert one.precision == ten.precision == 0.5
    assert ten.precision_high - ten.precision_low > 2.5 * (one.precision_high - one.precision_low)
    assert fr.score_voice(*table_of(machine, hand, 50)[:2]).scores.note[1] == "fewer than 4 articles: no interval"


def test_the_majority_counts_and_ties_count_half():
    mentions, codes, _ = table_of(["quoted", "narrator", "quoted"], ["quoted", "quoted", "narrator"])
    more = [codes.assign(coder=c, voice=v) for c, v in (("B", ["quoted", "narrator", ""]), ("C", ["narrator", "", ""]))]
    scores = fr.score_voice(mentions, pd.concat([codes, *more])).scores.set_index("voice")
    assert scores.n_hand.to_dict() == {"narrator": 1.5, "quoted": 1.5}
    assert scores.n_right.to_dict() == {"narrator": 0.5, "quoted": 1.0}
    assert scores.n_split.tolist() == [1, 1]


def test_a_stratified_sample_is_weighed_back():
    """Rare voices are drawn more often; unweighted they would pull the share right down."""
    rng = np.random.default_rng(2)
    machine = np.where(rng.random(1500) < 0.93, "narrator", "ascribed")
    wrong = rng.random(1500) < np.where(machine == "narrator", 0.05, 0.6)
    hand = np.where(wrong, "paraphrased", machine)
    mentions, codes, articles = table_of(machine, hand, per_article=3, outlets="XY")
    articles = articles.assign(title="", text="lawfare lawfare lawfare", duplicate_of="")
    mentions = mentions.assign(frame="f", part="text", start=[8 * (i % 3) for i in range(1500)], found="lawfare")
    mentions["end"] = mentions.start + 7
    settled, estimates, plain = codes.set_index("mention_id"), [], []
    for seed in range(12):
        sample = fr.draw_coding_sample(mentions, articles, n=60, seed=seed)
        ids = [unseal(code)[0] for code in sample.code]
        drawn = settled.loc[ids].reset_index().assign(p_drawn=sample.p_drawn)
        found = fr.score_voice(mentions, drawn, articles=articles)
        assert found.scores.weights.unique().tolist() == ["p_drawn"]
        estimates.append(np.average(found.outlets.right))
        again = fr.score_voice(mentions, drawn.drop(columns="p_drawn"), articles=articles)
        assert again.scores.weights.unique().tolist() == ["coded share"]
        pd.testing.assert_frame_equal(again.outlets, found.outlets)
        plain.append((settled.voice[ids] == mentions.set_index("mention_id").voice[ids]).mean())
    truth = 1 - wrong.mean()
    assert abs(np.mean(estimates) - truth) < 0.025 < truth - np.mean(plain)


def test_intervals_hold_the_true_share():
    rng = np.random.default_rng(8)
    held = []
    for _ in range(200):
        right = rng.beta(8, 2, 40)[np.arange(120) // 3] > rng.random(120)  # articles differ
        rows = pd.DataFrame({"weight": 1.0, "article_id": np.arange(120) // 3})
        _, low, high = _share(rows, pd.Series(right, dtype=float), pd.Series(np.ones(120)))
        held.append(low <= 0.8 <= high)
    assert 0.9 < np.mean(held) < 0.99


def test_does_the_machine_err_more_for_one_outlet():
    rng = np.random.default_rng(3)
    n, hand = 360, np.full(360, "quoted")
    x = np.arange(n) // 3 % 3 == 0
    for share, found in ((0.5, True), (0.1, False)):
        machine = np.where(rng.random(n) < np.where(x, share, 0.1), "narrator", "quoted")
        outlets = fr.score_voice(*(t := table_of(machine, hand, 3, "XYZ"))[:2], articles=t[2]).outlets.set_index(
            "outlet"
        )
        assert (outlets.q_value["X"] < 0.05) == found
        assert outlets.right["X"] == pytest.approx((machine == hand)[x].mean())
        assert outlets.right_elsewhere["X"] == pytest.approx((machine == hand)[~x].mean())
        assert outlets.own_hand.tolist() == [0, 0, 0] and outlets.own_machine["X"] == (machine == "narrator")[x].mean()


def test_more_of_what_is_hard_is_not_a_worse_machine():
    hand = (["quoted"] * 3 + ["ascribed"] * 3) * 40
    machine = (["quoted"] * 3 + ["ascribed", "narrator", "narrator"]) * 40
    outlets = fr.score_voice(*(t := table_of(machine, hand, 3, "XY"))[:2], articles=t[2]).outlets
    assert outlets.right.tolist() == pytest.approx([1, 1 / 3]) == outlets.right_expected.tolist()


def test_p_values_are_even_where_there_is_no_difference():
    rng = np.random.default_rng(4)
    article = np.arange(90) // 3
    coded = pd.DataFrame({"article_id": article, "weight": 1.0, "outlet": np.where(article % 2, "X", "Y")})
    p = [
        _permutation_p(coded.assign(right=(rng.beta(4, 1, 30)[article] > rng.random(90)) * 1.0), ["X"], seed)[0]
        for seed in range(200)
    ]
    assert (np.array(p) < 0.05).mean() < 0.1 and 0.4 < np.mean(p) < 0.7  # ties make it large


def test_what_is_left_out_is_listed():
    mentions, codes, articles = table_of(["quoted"] * 4, ["quoted"] * 4)
    articles["duplicate_of"] = ["", "", "", "a0002"]
    codes = pd.concat([codes, codes.iloc[:1].assign(mention_id="strange")])
    found = fr.score_voice(mentions, codes, articles=articles)
    assert found.left_out.values.tolist() == [
        ["strange", "A", "no such mention_id in `mentions`"],
        ["m0003", "A", "its article repeats one of its own outlet, so it is not measured"],
    ]
    assert found.outlets.n_coded.tolist() == [3]
    assert found.outlets.note.tolist() == ["one outlet: nothing to compare"]


def test_the_callers_tables_stay_and_ids_may_be_numbers():
    mentions, codes, articles = table_of(["quoted", "narrator"], ["quoted", "quoted"])
    for table in (mentions, codes):
        table["mention_id"] = [1, 2]
    before = [t.copy() for t in (mentions, codes, articles)]
    found = fr.score_voice(mentions, codes, articles=articles)
    assert found.scores.n_hand.sum() == 4  # all outlets, and X
    for table, old in zip((mentions, codes, articles), before, strict=True):
        pd.testing.assert_frame_equal(table, old)


def test_errors_are_shown_in_context():
    articles = pd.DataFrame({"article_id": ["a"], "outlet": "X", "title": "", "text": "They call it lawfare now."})
    lexicon = pd.DataFrame({"term": ["lawfare"], "frame": ["f"], "source": "test"})
    mentions = fr.find_mentions(articles, lexicon).assign(voice="quoted")
    codes = pd.DataFrame({"mention_id": mentions.mention_id, "coder": "A", "voice": "narrator"})
    errors = fr.score_voice(mentions, codes, articles=articles).errors
    assert fr.show_context(errors, articles).rows.found.tolist() == ["lawfare"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda m, c: (m.drop(columns="voice"), c), "`mentions` has no column `voice`: there is no machine to score. "
         "Label them first: mentions = label_voice(mentions, articles)."),
        (lambda m, c: (m, c.assign(voice="")), "`codes` holds no voice for any mention"),
        (lambda m, c: (m, c.assign(mention_id="z")), "None of the 2 codes is of a mention in `mentions`; the first is "
         "of 'z'. Give the mentions from which the sample was drawn."),
        (lambda m, c: (m, c.assign(p_drawn=[0.5, np.nan])), "1 of 2 codes have no p_drawn and the others have one: "
         "they come from two samples. Score each by itself, or leave the column out: codes.drop(columns='p_drawn')."),
        (lambda m, c: (pd.concat([m, m]), c), "`mentions` holds 2 mention_id that came before, 'm0000' first. Keep "
         "each once: mentions.drop_duplicates('mention_id')."),
    ],
)  # fmt: skip
def test_messages(change, message):
    mentions, codes, _ = table_of(["quoted"] * 2, ["quoted"] * 2)
    mentions, codes = change(mentions, codes)
    if "coder" in codes and codes.mention_id.duplicated().any():
        codes = codes.assign(coder=["A", "B"])
    with pytest.raises(fr.FramingError) as error:
        fr.score_voice(mentions, codes)
    assert str(error.value).startswith(message)


def test_sentences():
    machine = ["quoted", "quoted", "narrator"] * 40
    hand = (["quoted", "quoted", "narrator"] * 10 + ["quoted", "paraphrased", "narrator"] * 10) * 2
    t = table_of(machine, hand, 3, "XY")
    found = fr.score_voice(*t[:2], articles=t[2])
    lines = describe_scores(found.scores).split("\n")
    row = found.scores.set_index(["outlet", "voice"]).loc[("all outlets", "quoted")]
    assert lines[1] == (
        f"quoted (60 mentions by hand and 80 by machine): precision 75% (95% interval {row.precision_low:.0%} to "
        f"{row.precision_high:.0%}), recall 100% (95% interval {row.recall_low:.0%} to 100%)."
    )
    assert any(line.startswith("quoted, precision by outlet: lowest ") for line in lines)
    assert lines[-1].endswith("read this with their agreement.")
    outlets = describe_scores(found.outlets).split("\n")
    assert outlets[0].startswith("X (60 coded mentions in 20 articles): the machine is right about 83% (95% interval ")
    assert outlets[2].startswith(
        "No outlet of 2 differs from the others by more than chance gives (q < .05); with so few"
    )
    assert describe_scores(found.confusion) == (
        "The machine gives 100 of 120 coded mentions the voice that coders give them; the most frequent errors: "
        "paraphrased taken for quoted (20)."
    )


def test_sentences_where_it_errs_more_for_one_outlet():
    machine = (["quoted"] * 3 + ["narrator"] * 3) * 20
    t = table_of(machine, ["quoted"] * 120, 3, "XY")
    told = describe_scores(fr.score_voice(*t[:2], articles=t[2]).outlets)
    assert "The machine's share of errors differs for X and Y by more than chance gives (q < .05)." in told
    t = table_of(["quoted"] * 4, ["quoted"] * 4, 2, "XY")
    told = describe_scores(fr.score_voice(*t[:2], articles=t[2]).outlets)
    assert "cannot be tested: too few articles, or one outlet." in told
