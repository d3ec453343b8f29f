"""The teaching corpus holds what its key says, and the tools find it."""

import csv

import pandas as pd
import pytest

import framing as fr
from framing.read.datasets import data_folder
from framing.text.quotes import pair_quotes
from framing.text.words import count_words

FOLDER = data_folder() / "teaching"
KEY = list(csv.DictReader((FOLDER / "key.csv").read_text(encoding="utf8").splitlines()))


@pytest.fixture(scope="module")
def teaching():
    data = fr.load("teaching")
    articles, removals = fr.clean_articles(data.articles)
    mentions = fr.label_voice(fr.find_mentions(articles, data.lexicon), articles)
    return data.articles, articles, removals, mentions


def test_each_of_five_outlets_covers_each_of_twelve_events(teaching):
    raw, clean, *_ = teaching
    assert raw.groupby("outlet").size().tolist() == [12] * 5 and raw.groupby("event").size().tolist() == [5] * 12
    assert clean.text.map(count_words).between(150, 350).all()


@pytest.mark.parametrize("row", KEY, ids=lambda r: f"{r['file']}:{r['planted']}")
def test_what_is_planted_stands_in_its_file(row):
    assert row["found"] in (FOLDER / "articles" / row["file"]).read_text(encoding="utf8")


def test_repairable_damage_is_repaired_and_the_lost_mark_is_flagged(teaching):
    _, clean, removals, mentions = teaching
    assert clean.article_id[~clean.quotes_ok].tolist() == ["10_harbour_wire", "24_sarn_witness", "53_daily_clarion"]
    assert {"encoding", "characters", "tags", "headline marks", "title line", "repeat", "between repeats"} == set(
        removals.rule
    )
    in_10 = mentions[mentions.article_id == "10_harbour_wire"]
    assert in_10.voice[in_10.found == "coercion"].tolist() == ["unclear"]


def test_the_appeal_is_gone_with_the_repeat(teaching):
    raw, clean, *_ = teaching
    before, after = (t.set_index("article_id").text["06_daily_clarion"] for t in (raw, clean))
    assert "authoritarianism" in before and "authoritarianism" not in after
    assert before.count("overreach") == 1 and after.count("show trial") == 1 < before.count("show trial")


def test_wire_copy_in_another_outlet_is_marked_and_kept(teaching):
    clean = teaching[1].set_index("article_id")
    assert clean.duplicate_of["57_aldermouth_ledger"] == "56_harbour_wire" and clean.duplicate_of.ne("").sum() == 1


def test_a_short_line_that_repeats_stays(teaching):
    clean = teaching[1].set_index("article_id")
    assert clean.text["55_corvane_today"].count("Long live Valdoria") == 3


def test_what_was_planted_has_its_voice(teaching):
    """The writers of the corpus knew whose words they wrote; how many of these the labeller may miss is pinned."""
    voices = {"quotation": ["quoted"], "narrator": ["narrator"], "paraphrase": ["paraphrased", "ascribed"]}
    terms = teaching[-1][teaching[-1].part == "text"]
    right = {planted: [] for planted in voices}
    for row in KEY:
        here = terms[(terms.article_id == row["file"].removesuffix(".txt")) & (terms.found == row["found"])]
        if len(here) == 1 and row["planted"] in voices:
            right[row["planted"]].append(here.voice.item() in voices[row["planted"]])
    print({planted: (sum(found), len(found)) for planted, found in right.items()})
    assert all(right["quotation"])
    assert sum(right["narrator"]) >= 0.81 * len(right["narrator"])
    assert sum(right["paraphrase"]) >= 0.86 * len(right["paraphrase"])


def test_key_has_enough_of_each_kind():
    kinds = pd.Series([r["planted"] for r in KEY]).value_counts()
    assert kinds[["quotation", "paraphrase", "narrator", "distance_quote"]].ge([8, 6, 5, 4]).all()


def test_gold_and_codes_cover_every_mention(teaching):
    *_, mentions = teaching
    gold = pd.read_csv(FOLDER / "gold.csv", keep_default_na=False)
    codes = pd.read_csv(FOLDER / "codes.csv", keep_default_na=False)
    assert sorted(gold.mention_id) == sorted(mentions.mention_id)
    assert codes.groupby("coder").mention_id.nunique().to_dict() == {1: len(gold), 2: len(gold)} and len(
        codes
    ) == 2 * len(gold)
    assert set(codes.mention_id) == set(gold.mention_id)
    for table in (gold, codes):
        assert set(table.voice) <= {"narrator", "quoted", "paraphrased", "ascribed", "unclear"}
        assert set(table.stance) <= {"asserted", "negated", "questioned", "hedged"}
        assert set(table.scare) | set(table.fits) == {"yes", "no"}
        assert not table.speaker[table.voice.isin(["narrator", "unclear"])].any()


def test_quotation_marks_alone_are_right_about_quoted_and_never_hide_a_narrator(teaching):
    """What marks can tell: coded as quoted is found quoted, and what is found outside marks was never coded quoted."""
    _, articles, _, mentions = teaching
    gold = pd.read_csv(FOLDER / "gold.csv", keep_default_na=False).set_index("mention_id")
    texts = articles.set_index("article_id")
    marks = {(i, part): pair_quotes(texts.at[i, part]) for i in texts.index for part in ("title", "text")}
    places = zip(mentions.mention_id, mentions.article_id, mentions.part, mentions.start, strict=True)
    found = pd.Series({mention_id: marks[i, part].voice_at(start) for mention_id, i, part, start in places})
    both = gold.join(found.rename("found"))
    sure = both[both.found != "unclear"]
    assert (sure.found[sure.voice == "quoted"] == "quoted").mean() >= 0.99
    assert (sure.found[(sure.voice != "quoted") & (sure.scare == "no")] == "").mean() >= 0.97
