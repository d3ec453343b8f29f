"""Rates corrected by hand-coding: cases worked by hand, properties, messages, and coverage on invented samples."""

import runpy
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import t

import framing as fr
from framing.show.charts.corrected import plot_corrected
from framing.show.sentences.corrected import describe_corrected
from framing.teach.inference import Mentions, Moments, moments, share_interval, shares_of_machine, spread_of
from framing.teach.votes import count_votes
from framing.voice.label import VOICES

ROOT = Path(__file__).parents[1]
SIMULATION = runpy.run_path(str(ROOT / "benchmarks" / "corrected_rates.py"))


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def coverage(outlets="X", n=10, words=100, frame="law"):
    """Of each outlet n articles, each with one mention that the machine gives the outlet and one in marks."""
    ids = [f"{outlet}{i}" for outlet in outlets for i in range(n)]
    articles = pd.DataFrame({"article_id": ids, "outlet": [i[0] for i in ids], "n_words": words})
    rows = [(f"{i}-{voice}", i, frame, voice) for voice in ("narrator", "quoted") for i in ids]
    return pd.DataFrame(rows, columns=["mention_id", "article_id", "frame", "voice"]), articles


def half_coded(mentions, wrong=2):
    """Codes of the first five of ten mentions in each group; the first `wrong` narrators are paraphrases."""
    place = mentions.groupby([mentions.article_id.str[0], "voice"]).cumcount()
    codes = mentions[place < 5].assign(fits="yes")[["mention_id", "voice", "fits"]].reset_index(drop=True)
    off = (place[place < 5] < wrong).to_numpy() & (codes.voice == "narrator").to_numpy()
    codes.loc[off, "voice"] = "paraphrased"
    return codes


def of(table, outlet="X", **where):
    rows = table[table.outlet == outlet]
    for column, value in where.items():
        rows = rows[rows[column] == value]
    (row,) = rows.to_dict("records")
    return row


def test_a_case_worked_by_hand():
    mentions, articles = coverage()
    table = fr.correct_rates(mentions, articles, half_coded(mentions))
    assert table.columns.tolist() == [
        "outlet", "frame", "voice", "n_articles", "n_with", "n_mentions", "n_coded", "n_words", "rate", "low", "high",
        "note", "rate_machine", "machine_low", "machine_high", "rate_hand", "hand_low", "hand_high", "lambda",
        "n_split", "n_coded_outlet", "weights", "carries", "n_folded",
    ]  # fmt: skip
    # of five coded narrators two are paraphrases, so of ten four are; all ten quotations are; 1,000 words
    told = table[["voice", "n_with", "n_mentions", "n_coded", "n_words", "rate_machine"]].values.tolist()
    assert told == [[v, n, n, 10, 1000, float(n)] for v, n in zip(VOICES, (10, 10, 0, 0, 0), strict=True)]
    assert table.rate.tolist() == pytest.approx([6, 10, 4, 0, 0])
    assert table.rate_hand.tolist() == pytest.approx([6, 10, 4, 0, 0])
    assert ((table.low <= table.rate) & (table.rate < table.high)).all()
    assert set(table.weights) == {"coded share"} and not table.carries.any()


def test_the_machine_fills_in_where_the_coded_happen_to_be_of_one_frame():
    """Ten narrators, five in each frame; coded are four of law and one of trade. All are right."""
    mentions, articles = coverage()
    narrators = mentions.voice == "narrator"
    mentions.loc[narrators, "frame"] = ["law"] * 5 + ["trade"] * 5
    ids = mentions.mention_id[narrators].iloc[[0, 1, 2, 3, 5]]
    quoted = mentions.mention_id[~narrators].iloc[:5]
    codes = pd.DataFrame({"mention_id": [*ids, *quoted], "voice": ["narrator"] * 5 + ["quoted"] * 5})
    table = fr.correct_rates(mentions, articles, codes)
    law, trade = (of(table, frame=frame, voice="narrator") for frame in ("law", "trade"))
    assert (law["rate_hand"], trade["rate_hand"]) == pytest.approx((8, 2))  # 4 x 10/5 and 1 x 10/5 of 1,000 words
    for row in (law, trade):  # hand + lambda x (machine's count - its count from the coded)
        assert row["rate"] == pytest.approx(row["rate_hand"] + row["lambda"] * (row["rate_machine"] - row["rate_hand"]))
        assert row["lambda"] > 0.5 and row["high"] - row["low"] < row["hand_high"] - row["hand_low"]


def test_where_all_are_coded_the_rates_are_those_of_the_coders():
    rng = np.random.default_rng(3)
    mentions, articles = coverage("XY", n=12)
    truth = rng.choice(VOICES[:4], len(mentions))
    codes = mentions[["mention_id"]].assign(voice=truth, p_drawn=1.0)
    table = fr.correct_rates(mentions, articles, codes)
    right = fr.measure_outlets(mentions.assign(voice=truth), articles, voice=True)
    assert table.rate.tolist() == pytest.approx(right.rate.tolist())
    assert table.rate_hand.tolist() == pytest.approx(right.rate.tolist())
    assert set(table.weights) == {"p_drawn"}
    wide = (table.high - table.low) / (right.high - right.low)
    assert wide[right.n_mentions > 3].between(0.6, 1.4).all()  # another formula for the same sampling of articles


def test_a_useless_machine_gets_no_weight_and_a_perfect_one_all():
    rng = np.random.default_rng(1)
    n = 400
    for right, low, high in ((True, 0.95, 1), (False, 0, 0.3)):
        guess = np.eye(2)[rng.integers(0, 2, n)]
        hand = guess if right else np.eye(2)[rng.integers(0, 2, n)]
        coded = np.arange(0, n, 4)
        one = Mentions(
            words=np.full(n, 100.0), unit=np.arange(n), stratum=np.zeros(n, int), value=np.zeros(n, int), guess=guess,
            coded=coded, weight=np.ones(len(coded)), hand=hand[coded], split=np.zeros(len(coded), bool), n_values=1,
            n_strata=1,
        )  # fmt: skip
        spread = spread_of(one, moments(one).covariance())
        share = shares_of_machine(spread.covariance[None])[0]
        assert ((share >= low) & (share <= high)).all()
        # the textbook case: one mention an article, drawn at random. PPI's point estimate with lambda = 1:
        assert spread.total(1.0) == pytest.approx(n * (guess.mean(0) + (hand - guess)[coded].mean(0)))
        # its variance: that of the truth over samples of articles, and that of the errors over samples of the coded
        difference = (hand - guess)[coded].var(axis=0, ddof=1)
        expected = n * hand.var(axis=0, ddof=1) + n**2 / len(coded) * (1 - len(coded) / n) * difference
        assert spread.variance(1.0) == pytest.approx(expected, rel=0.1)
        assert spread.variance(share).sum() <= spread.variance(np.zeros(2)).sum() * 1.001


def test_moments_are_those_of_numpy():
    rng = np.random.default_rng(0)
    z = rng.normal(size=(7, 1, 2))
    sums = Moments(np.array([7]), z.sum(0)[None], (z[..., :, None] * z[..., None, :]).sum(0)[None])
    assert sums.covariance()[0, 0] == pytest.approx(np.cov(z[:, 0].T))


def test_known_chances_weigh_inside_a_group():
    mentions, articles = coverage()
    codes = half_coded(mentions, wrong=1).assign(p_drawn=0.5)
    codes.loc[codes.voice == "paraphrased", "p_drawn"] = 0.25  # it stands for four, each other narrator for two
    table = fr.correct_rates(mentions, articles, codes)
    assert of(table, voice="paraphrased")["rate"] == pytest.approx(10 * 4 / (4 + 4 * 2))
    assert of(table, voice="narrator")["rate"] == pytest.approx(10 * 8 / (4 + 4 * 2))


def test_votes_are_counted_and_ties_halved():
    rows = [
        ("a", "1", "quoted", "yes"), ("a", "2", "quoted", "yes"), ("a", "3", "narrator", "no"),
        ("b", "1", "quoted", "yes"), ("b", "2", "narrator", "no"),
        ("c", "1", "narrator", "unsure"), ("d", "1", "", "yes"), ("e", "1", "narrator", ""),
        ("f", "1", "quoted", "no"), ("f", "2", "", "unsure"),
    ]  # fmt: skip
    codes = pd.DataFrame(rows, columns=["mention_id", "coder", "voice", "fits"])
    votes = count_votes(codes, ["narrator", "quoted"], True, False)
    assert votes[["narrator", "quoted", "split"]].T.to_dict("list") == {
        "a": [0, 1, False], "b": [0.5, 0.5, True], "c": [1, 0, False], "e": [1, 0, False], "f": [0, 1, False],
    }  # fmt: skip
    both = count_votes(codes, ["narrator", "quoted"], True, True)
    assert both[["narrator", "quoted", "split"]].T.to_dict("list") == {
        "a": [0, 1, False], "b": [0.25, 0.25, True], "c": [0.5, 0, True], "f": [0, 0, False],
    }  # fmt: skip
    fits = count_votes(codes, ["narrator", "quoted"], False, True)
    assert fits["all"].to_dict() == {"a": 1, "b": 0.5, "c": 0.5, "d": 1, "f": 0}


def test_only_mentions_that_carry_the_frame():
    mentions, articles = coverage()
    codes = half_coded(mentions)
    codes["fits"] = ["no", "no", "yes", "yes", "yes"] + ["no"] + ["yes"] * 4  # two paraphrases and one quotation
    table = fr.correct_rates(mentions, articles, codes, carries=True)
    assert table.rate.tolist()[:3] == pytest.approx([6, 8, 0]) and table.carries.all()
    table = fr.correct_rates(mentions, articles, codes, carries=True, voice=False)
    (row,) = table.to_dict("records")
    assert (row["rate"], row["rate_machine"], row["n_mentions"], row["precision"]) == pytest.approx((14, 20, 20, 0.7))
    # of the two coded in each of five articles 0, 1, 2, 2, 2 carry it; variance 5/4 x (1.4² + 0.4² + 3 x 0.6²) / 10²
    worth = 0.7 * 0.3 / (5 / 4 * 3.2 / 100)
    ends = share_interval(0.7, worth, t.ppf(0.975, 9))
    assert (row["precision_low"], row["precision_high"]) == pytest.approx(ends)
    assert table.columns.tolist()[-3:] == ["precision", "precision_low", "precision_high"] and "voice" not in table


def test_precision_of_a_term_in_each_outlet_and_over_all():
    mentions, articles = coverage("XY")
    mentions = mentions.assign(term="ban", part="text", start=[5] * 20 + [50] * 20)
    codes = half_coded(mentions).assign(fits="yes")
    codes.loc[codes.mention_id.str.startswith("X") & (codes.voice == "quoted"), "fits"] = "no"
    codes.loc[codes.mention_id.str.startswith("Y0"), "fits"] = "unsure"  # two of ten, a half each
    table = fr.correct_rates(mentions, articles, codes, by="term", voice=False, carries=True)
    assert table[["outlet", "term"]].values.tolist() == [["X", "ban"], ["Y", "ban"]]
    assert table.precision.tolist() == pytest.approx([0.5, 0.9]) and table.rate.tolist() == pytest.approx([10, 18])
    one = articles.assign(outlet="all outlets")
    (row,) = fr.correct_rates(mentions, one, codes, by="term", voice=False, carries=True).to_dict("records")
    assert row["precision"] == pytest.approx(0.7) and row["n_coded"] == 20


def test_intervals_of_what_carries_its_frame_hold_the_truth():
    """Rates with carries=True and precision, where the share that carries differs; `make corrected` prints more."""
    world = SIMULATION["World"](np.full((3, 4), 0.25), np.tile(np.eye(4), (3, 1, 1)))
    table = SIMULATION["carried"](world, 60, 60, 14)
    assert table.covers["machine alone"] < 0.85
    assert table.covers["corrected"] > 0.91 and table.covers["precision"] > 0.91
    assert table.width["corrected"] < table.width["hand alone"]


def test_a_term_in_two_frames_is_one_mention_coded_if_either_was():
    mentions, articles = coverage()
    mentions = mentions.assign(term="tribunal", part="text", start=[5] * 10 + [50] * 10)
    twice = mentions.assign(frame="order", mention_id="2 " + mentions.mention_id)
    codes = half_coded(mentions)
    codes["mention_id"] = ["2 " * (i % 2) + name for i, name in enumerate(codes.mention_id)]
    table = fr.correct_rates(pd.concat([mentions, twice]), articles, codes, by="term")
    assert table.rate.tolist() == pytest.approx([6, 10, 4, 0, 0]) and (table.n_coded == 10).all()


def test_few_or_no_codes_are_said_and_nothing_is_made_up():
    mentions, articles = coverage("VWXYZ")
    articles = articles[articles.article_id != "none"]
    mentions = mentions[~mentions.article_id.str.startswith("Z")]  # Z has nothing to code
    codes = half_coded(mentions)
    codes = codes[~codes.mention_id.str.startswith("Y")]  # nothing of Y is coded
    codes = codes[~codes.mention_id.isin(["W9-x"]) & ~(codes.mention_id.str.contains("W[01]-narrator"))]  # 8 of W
    more = [f"V{i}-quoted" for i in range(5, 10)]
    codes = codes[~codes.mention_id.str.contains("V.-narrator")]
    codes = pd.concat([codes, pd.DataFrame({"mention_id": more, "voice": "quoted"})])  # no narrator of V
    table = fr.correct_rates(mentions, articles, codes)
    notes = {o: set(table.note[(table.outlet == o) & (table.voice == "narrator")]) for o in "VWXYZ"}
    rough = "fewer than 30 mentions of this outlet coded: rough"
    assert notes == {
        "V": {f"{rough}; a machine voice of which nobody coded a mention here: interval from none to all of them"},
        "W": {"fewer than 10 mentions of this outlet coded (8): not corrected"},
        "X": {rough},
        "Y": {"no mention of this outlet coded: not corrected"},
        "Z": {"in fewer than 10 articles: rough interval; no mention in this outlet: nothing to code"},
    }
    blank = ["rate", "low", "high", "rate_hand", "hand_low", "hand_high", "lambda"]
    assert table[table.outlet.isin(["W", "Y"])][blank].isna().all(axis=None)
    assert table[table.outlet.isin(["W", "Y"])].rate_machine.notna().all()
    narrator, quoted, paraphrased = (of(table, "V", voice=v) for v in VOICES[:3])
    assert narrator["rate"] == 10 and narrator["low"] < 1e-9  # as the machine has them, and perhaps none
    assert quoted["rate"] == 10 and quoted["high"] > 20 and paraphrased["rate"] == 0 and paraphrased["high"] > 10
    z = of(table, "Z", voice="quoted")
    assert (z["rate"], z["low"], z["high"]) == (0, 0, z["machine_high"]) and z["high"] > 0
    told = describe_corrected(table).split("\n")
    assert "V: no mention was coded in some machine voice, so intervals reach from none of these to all." in told
    assert "W had fewer than 10 mentions coded: not corrected." in told
    assert "no coder used this voice" in of(table, "X", voice="ascribed")["note"]
    assert of(table, "X", voice="ascribed")["high"] > 1


def test_a_small_outlet_is_enough_if_all_of_it_is_coded():
    mentions, articles = coverage("XY")
    mentions = mentions[(mentions.article_id < "Y3")]
    codes = half_coded(mentions)
    table = fr.correct_rates(mentions, articles, codes)
    assert of(table, "Y", voice="narrator")["n_coded_outlet"] == 6
    assert of(table, "Y", voice="narrator")["rate"] == pytest.approx(1)


def test_one_article_has_a_rate_and_no_interval():
    mentions, articles = coverage()
    one = articles.assign(event="the same")
    table = fr.correct_rates(mentions, one, half_coded(mentions), unit="event")
    assert table.rate.tolist() == pytest.approx([6, 10, 4, 0, 0])
    assert table[["low", "high", "hand_low", "hand_high"]].isna().all(axis=None)
    assert table.note.str.startswith("one event: no interval").all()


def test_copies_are_left_out_with_their_codes():
    mentions, articles = coverage()
    codes = half_coded(mentions)
    more, copies = coverage("Q")
    copies = copies.assign(outlet="X", duplicate_of=articles.article_id)
    with_copies = pd.concat([articles.assign(duplicate_of=""), copies])
    table = fr.correct_rates(pd.concat([mentions, more]), with_copies, pd.concat([codes, half_coded(more)]))
    plain = fr.correct_rates(mentions, articles, codes)
    assert table.rate.tolist() == plain.rate.tolist() and set(table.n_folded) == {10}


def test_no_mentions_at_all_leave_an_empty_table():
    mentions, articles = coverage()
    codes = half_coded(mentions)
    folded = pd.concat(
        [articles.assign(duplicate_of="other"), articles.assign(article_id="other", duplicate_of="").head(1)]
    )
    assert len(fr.correct_rates(mentions, folded, codes)) == 0


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 10**6), st.integers(20, 60), st.booleans())
def test_order_and_index_make_no_difference_and_nothing_is_changed(seed, n, carries):
    rng = np.random.default_rng(seed)
    mentions, articles = coverage("XY", n=12)
    mentions["frame"] = rng.choice(["law", "trade"], len(mentions))
    codes = mentions.sample(min(n, len(mentions)), random_state=seed)[["mention_id"]]
    codes = codes.assign(voice=rng.choice(VOICES, len(codes)), fits=rng.choice(["yes", "no", "unsure"], len(codes)))
    kept = [one.copy() for one in (mentions, articles, codes)]
    table = fr.correct_rates(mentions, articles, codes, carries=carries)
    for given_, before in zip((mentions, articles, codes), kept, strict=True):
        pd.testing.assert_frame_equal(given_, before)
    shuffled = [one.sample(frac=1, random_state=seed).astype(object) for one in (mentions, codes)]
    pd.testing.assert_frame_equal(table, fr.correct_rates(shuffled[0], articles[::-1], shuffled[1], carries=carries))
    sure = table[table.low.notna()]
    assert ((sure.low <= sure.rate + 1e-9) & (sure.rate <= sure.high + 1e-9) & (sure.low >= 0)).all()
    assert table["lambda"].dropna().between(0, 1).all()
    if not carries:  # the hand's rates by voice and frame add up to all mentions, because its weights do
        done = table[table.rate_hand.notna()].groupby("outlet").rate_hand.sum()
        all_of = table.groupby("outlet").rate_machine.sum()
        assert done.tolist() == pytest.approx(all_of[done.index].tolist())


def change(mentions, articles, codes, **new):
    return new.get("mentions", mentions), new.get("articles", articles), new.get("codes", codes)


@pytest.mark.parametrize(
    ("broken", "options", "message"),
    [
        (lambda m, a, c: (m.drop(columns="voice"), a, c), {},
         "`mentions` has no column `voice`. Label them first: mentions = label_voice(mentions, articles)."),
        (lambda m, a, c: (m.assign(voice=m.voice.where(m.index > 0)), a, c), {},
         "1 of 20 mentions have no voice. Leave them out: mentions = mentions.dropna(subset=['voice'])."),
        (lambda m, a, c: (pd.concat([m, m.head(1)]), a, c), {},
         "`mentions` holds 1 mention_id that came before, 'X0-narrator' first. "
         "Keep each once: mentions.drop_duplicates('mention_id')."),
        (lambda m, a, c: (m, a, c.head(0)), {},
         "`codes` has no rows: nothing was coded by hand, so nothing can be corrected. "
         "Draw a sample and code it: sample = draw_coding_sample(mentions, articles, n=200, seed=1)."),
        (lambda m, a, c: (m, a, c.replace("X0-narrator", "X99-narrator")), {},
         "1 of 10 codes are of no mention in `mentions`; the first names 'X99-narrator'. Were these mentions found "
         "again since, in other texts or with another lexicon? "
         "Keep the codes that fit: codes[codes.mention_id.isin(mentions.mention_id)]."),
        (lambda m, a, c: (m, a, c.replace("quoted", "Quote")), {},
         "`codes` holds the voice 'Quote', which is none of: narrator, quoted, paraphrased, ascribed, unclear. "
         "Put it right: codes.replace({'voice': {'Quote': 'narrator'}})."),
        (lambda m, a, c: (m, a, c.assign(fits="maybe")), {"carries": True},
         "`codes` holds the fits 'maybe', which is none of: yes, unsure, no. "
         "Put it right: codes.replace({'fits': {'maybe': 'yes'}})."),
        (lambda m, a, c: (m, a, pd.concat([c, c.head(1)]).assign(coder="ada")), {},
         "`codes` holds two rows of coder 'ada' for mention 'X0-narrator'. "
         "Keep the last of each: codes.drop_duplicates(['mention_id', 'coder'], keep='last')."),
        (lambda m, a, c: (m, a, c.assign(p_drawn=[0.0] + [0.5] * 9)), {},
         "1 of 10 codes have a `p_drawn` that is no chance above 0 and at most 1; the first is 0.0. Leave the column "
         "out, and the coded share of each outlet and voice is taken: codes.drop(columns='p_drawn')."),
        (lambda m, a, c: (m, a, pd.concat([c.assign(p_drawn=0.5), c.head(1).assign(p_drawn=0.25)])), {},
         "`codes` holds two different `p_drawn` for mention 'X0-narrator'. One mention has one chance of being drawn: "
         "correct each sample's codes by themselves."),
        (lambda m, a, c: (m, a, c.assign(voice="")), {},
         "`codes` has 10 rows and no answer in voice: nothing was coded by hand, so nothing can be corrected. "
         "Fill in voice for some mentions."),
        (lambda m, a, c: (m, a, c), {"voice": False},
         "voice=False and carries=False leave nothing that coders could correct. Give carries=True, to count only "
         "mentions that truly carry their frame, or voice=True."),
        (lambda m, a, c: (m, a, c), {"voice": "narrator"},
         "voice='narrator': here voice is True or False. Correct all voices and keep one: "
         "rates = correct_rates(mentions, articles, codes); rates[rates.voice == 'quoted']."),
        (lambda m, a, c: (m, a, c), {"carries": 1}, "carries=1: here carries is True or False."),
        (lambda m, a, c: (m, a, c), {"by": "outlet"}, "by='outlet' is not known. Give by='frame' or by='term'."),
        (lambda m, a, c: (m, a, c.drop(columns="fits")), {"carries": True},
         "carries=True needs the column `fits` of `codes`: does the term carry its frame here (yes, no, unsure)? "
         "It has: mention_id, voice. Code it too, or leave carries=True out."),
    ],
)  # fmt: skip
def test_messages(broken, options, message):
    mentions, articles = coverage()
    with pytest.raises(fr.FramingError) as error:
        fr.correct_rates(*broken(mentions, articles, half_coded(mentions)), **options)
    assert str(error.value) == message


def test_intervals_hold_the_truth_where_the_machine_does_not_and_are_narrower_than_the_hands():
    """Nominal coverage over samples, wherever the machine errs; `make corrected` prints the full table."""
    mixes = np.array([[0.25, 0.30, 0.40, 0.05], [0.38, 0.30, 0.28, 0.04], [0.12, 0.35, 0.51, 0.02]])
    good = np.array([[0.90, 0.02, 0.06, 0.02], [0.01, 0.98, 0.01, 0], [0.06, 0.01, 0.92, 0.01], [0.15, 0, 0.05, 0.80]])
    poor = np.array([[0.8, 0.10, 0.05, 0.05], [0.02, 0.97, 0.01, 0], [0.45, 0.01, 0.5, 0.04], [0.2, 0.02, 0.08, 0.7]])
    world = SIMULATION["World"](mixes, np.stack([good, poor, good]))
    true, index = world.rates(), ["outlet", "frame", "voice"]
    covers, widths, machine = [], [], []
    for seed in range(16):
        rng = np.random.default_rng(seed)
        articles, mentions = SIMULATION["make_coverage"](world, 120, rng)
        codes = SIMULATION["code"](mentions, articles, 60, rng)
        table = fr.correct_rates(mentions, articles, codes).set_index(index).reindex(true.index)
        ways = [("machine_low", "machine_high"), ("hand_low", "hand_high"), ("low", "high")]
        machine.append(table.rate_machine)
        covers.append([(table[low] <= true) & (true <= table[high]) for low, high in ways])
        widths.append([(table[high] - table[low]).mean() for low, high in ways])
    is_off = (np.mean(machine, axis=0) - true).abs() > 0.2 * true
    covers = np.mean(covers, axis=0)  # of the three ways, each row
    assert 8 < is_off.sum() < 30
    machine, hand, corrected = covers.mean(axis=1)
    assert machine < 0.85 and 0.93 <= hand <= 0.98 and 0.93 <= corrected <= 0.98
    machine, hand, corrected = covers[:, is_off].mean(axis=1)
    assert machine < 0.8 and 0.91 <= hand <= 0.99 and 0.91 <= corrected <= 0.99
    _, hand, corrected = np.mean(widths, axis=0)
    assert corrected < 0.85 * hand


def test_sentences_say_numbers_first_then_limits():
    mentions, articles = coverage("XY")
    table = fr.correct_rates(mentions, articles, half_coded(mentions).assign(p_drawn=0.5))
    lines = describe_corrected(table[table.voice.isin(["narrator", "ascribed"])]).split("\n")
    x = of(table, voice="narrator")
    assert lines[0].startswith(
        "law in the outlet's own words, mentions per 1,000 words, corrected: X 6.0 (95% interval "
        f"{x['low']:.1f} to {x['high']:.0f}; by the machine 10, by hand-coding alone 6.0; 10 coded); Y 6.0 ("
    )
    assert lines[1] == (
        "Corrected means: all mentions as the machine labels them, and what hand-coded mentions show it to have missed "
        "or counted too often (20 coded)."
    )
    assert "X and Y: fewer than 30 mentions coded, so the interval is rough." in lines
    assert lines[-1].endswith("no verdict on any outlet.")
    codes = half_coded(mentions)
    codes = pd.concat([codes, codes.head(1).assign(voice="quoted")])
    codes = codes[codes.mention_id.str.startswith("X")]
    told = describe_corrected(fr.correct_rates(mentions, articles, codes))
    assert "Y not corrected (by the machine 10; 0 of the outlet's mentions coded)" in told
    assert "Y had no mention coded: not corrected." in told
    assert "taken to be a random draw from each outlet and machine voice" in told
    assert "On 1 coded mention coders were tied or unsure: each answer counts a half." in told
    told = describe_corrected(fr.correct_rates(mentions, articles, half_coded(mentions), voice=False, carries=True))
    assert told.startswith("law, mentions that carry the frame per 1,000 words, corrected: X 20 (")
    assert "law, share of the mentions found that carry the frame: X 100% (95% interval" in told


def test_the_chart_shows_machine_and_corrected_with_interval():
    mentions, articles = coverage("XYZ")
    codes = half_coded(mentions)
    table = fr.correct_rates(mentions, articles, codes[~codes.mention_id.str.startswith("Z")])
    ax = plot_corrected(table[table.voice == "narrator"])
    assert [label.get_text() for label in ax.get_yticklabels()] == [
        "X  n = 10, 10 coded", "Y  n = 10, 10 coded", "Z  n = 10, 0 coded",
    ]  # fmt: skip
    marks = [
        (line.get_marker(), round(float(line.get_xdata()[0]), 6)) for line in ax.lines if len(line.get_xdata()) == 1
    ]
    assert marks == [("D", 10), ("o", 6), ("D", 10), ("o", 6), ("D", 10)]  # Z: the machine only
    x = of(table, voice="narrator")
    assert ax.lines[0].get_xdata() == pytest.approx([x["low"], x["high"]])
    assert ax.get_title(loc="left") == "law, in its own words"
    assert ax.alt_text == describe_corrected(table[table.voice == "narrator"])
    assert all(c[1:3] == c[3:5] == c[5:7] for c in (line.get_color() for line in ax.lines)), "greys only"
    headings = [text.get_text() for text in plot_corrected(table).texts]
    assert headings == ["law, in its own words", "law, inside quotations", "law, paraphrasing others"]
    _, given_ax = plt.subplots()
    assert plot_corrected(table[table.voice == "quoted"], ax=given_ax) is given_ax


def test_messages_of_the_chart():
    mentions, articles = coverage()
    table = fr.correct_rates(mentions, articles, half_coded(mentions))
    with pytest.raises(fr.FramingError, match="has no rows: there is nothing to draw"):
        plot_corrected(table.head(0))
    with pytest.raises(fr.FramingError, match="no row with a mention, by machine or by hand"):
        plot_corrected(table[table.voice == "ascribed"])
    with pytest.raises(fr.FramingError, match="has no column `n_coded`"):
        plot_corrected(fr.measure_outlets(mentions, articles))
    many = pd.concat([table.assign(outlet=f"o{i}") for i in range(40)])
    with pytest.raises(fr.FramingError) as error:
        plot_corrected(many)
    assert str(error.value) == (
        "`table` has 120 lines to draw, more than the 100 that can be read in one chart. "
        "Draw some: plot_corrected(table[table.voice == 'narrator'])."
    )
