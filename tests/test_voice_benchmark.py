"""The systems that label_voice is compared with do what they say, and the counting of scores is right by hand."""

import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

BENCHMARKS = str(Path(__file__).resolve().parents[1] / "benchmarks")
sys.path.insert(0, BENCHMARKS)

import voice_cases as cases  # noqa: E402
import voice_scores as scores  # noqa: E402
from voice_baselines import marks, rules, spacy_small  # noqa: E402
from voice_baselines.table import COLUMNS  # noqa: E402

sys.path.remove(BENCHMARKS)


def found_by(module, text):
    """What each attribution holds: kind, words, speaker, cue."""
    table = module.find_attributions(pd.DataFrame({"article_id": ["a"], "title": [""], "text": [text]}))
    assert list(table.columns) == COLUMNS
    for row in table.itertuples():
        assert row.speaker == ("" if row.speaker_start < 0 else text[row.speaker_start : row.speaker_end])
    return [(row.kind, text[row.start : row.end], row.speaker, row.cue) for row in table.itertuples()]


def test_marks_know_what_is_quoted_and_nobody_who_says_it():
    text = 'The mayor said "we wait" and left. The “help” came late.'
    assert found_by(marks, text) == [("direct", '"we wait"', "", ""), ("direct", "“help”", "", "")]


BY_HAND = {
    "head": ("The mayor said that the bridge is safe.", [("indirect", "that the bridge is safe.", "mayor", "said")]),
    "tail": ("The bridge is safe, Ada Roe said.", [("indirect", "The bridge is safe,", "Roe", "said")]),
    "turned": (
        "“The bridge is quite safe,” said Ada Roe, the mayor.",
        [("direct", "“The bridge is quite safe,”", "Roe", "said")],
    ),
    "according": (
        "The bridge will be closed, according to the council.",
        [("indirect", "The bridge will be closed,", "council", "according")],
    ),
    "according first": (
        "According to the council, the bridge will be closed.",
        [("indirect", "the bridge will be closed.", "council", "According")],
    ),
    "insertion": (
        "Ada Roe, a mason, argued that it holds.",
        [("indirect", "that it holds.", "Roe", "argued")],
    ),
    "told": ("Roe told Ben Adu that it holds.", [("indirect", "that it holds.", "Roe", "told")]),
    "attitude": ("The council wants a new bridge.", [("attitude", "a new bridge.", "council", "wants")]),
    "charge": ("Roe accused the council of neglect.", [("indirect", "the council of neglect.", "Roe", "accused")]),
    "turns": (
        "Roe said the bridge holds, although it shakes.",
        [("indirect", "the bridge holds", "Roe", "said")],
    ),
    "distance": ("The “help” came late.", []),
    "nobody": ("The bridge was closed on Friday.", []),
    "carried": (
        "Roe said the bridge holds.\n\n“Nobody has to be afraid,” and so on.",
        [("indirect", "the bridge holds.", "Roe", "said"), ("direct", "“Nobody has to be afraid,”", "Roe", "")],
    ),
}


@pytest.mark.parametrize("case", BY_HAND)
def test_rules_find_who_says_what(case):
    text, expected = BY_HAND[case]
    assert found_by(rules, text) == expected


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from([*'"“”‘’«,.', "said", "Roe", "according", "to", "that", "\n\n", "claims", "wants", "🙂", "a"])
    ).map(" ".join)
)
def test_rules_never_fail_and_spans_are_sorted_and_disjoint(text):
    table = rules.find_attributions(pd.DataFrame({"article_id": ["a"], "title": [""], "text": [text]}))
    assert (table.start < table.end).all() and (table.end.to_numpy()[:-1] <= table.start.to_numpy()[1:]).all()


@pytest.mark.skipif(not spacy_small.is_installed(), reason="spaCy is in the extra benchmark")
def test_spacy_finds_the_clause_and_its_subject():
    ((kind, words, speaker, cue),) = found_by(spacy_small, "The mayor said that the bridge is safe.")
    assert (kind, speaker, cue) == ("indirect", "mayor", "said") and words.startswith("that the bridge is safe")


def test_precision_and_recall_by_hand():
    gold = pd.Series(["quoted", "quoted", "narrator", "unclear"])
    found = pd.Series(["quoted", "unclear", "quoted", "narrator"])
    assert scores.precision_and_recall(gold, found, "quoted") == (2, 50.0, 50.0)
    n, precision, recall = scores.precision_and_recall(gold, found, "narrator")
    assert (n, precision, recall) == (1, 0.0, 0.0)
    n, precision, recall = scores.precision_and_recall(gold, found, "ascribed")
    assert n == 0 and np.isnan([precision, recall]).all()


def test_quality_table_has_every_voice_for_all_and_per_outlet_but_not_unclear():
    table = pd.DataFrame({"outlet": ["X", "Y"], "gold": ["narrator", "quoted"], "voice": ["narrator", "unclear"]})
    quality = scores.measure_quality(None, table)
    assert list(quality.columns) == ["test", "outlet", "voice", "n", "precision", "recall"]
    assert quality.test.unique().tolist() == ["teaching corpus"] and quality.outlet.unique().tolist() == ["", "X", "Y"]
    assert quality.voice.unique().tolist() == ["narrator", "quoted", "paraphrased", "ascribed"]
    assert quality[quality.outlet == ""].recall.tolist()[:2] == [100.0, 0.0]


def test_names_are_the_same_but_for_capitals_and_article():
    found, gold = ["the Meridian Court", "Officials", "Roe"], ["Meridian Court", "officials", "Ada Roe"]
    assert scores.same_name(pd.Series(found), pd.Series(gold)).tolist() == [True, True, False]


def test_share_right_and_precision_and_recall_of_a_label():
    table = pd.DataFrame({"article_id": list("aabb"), "found": list("xxyy"), "gold": list("xyyy")})
    share = scores.score_label("voice", "", table, table.found == table.gold)
    assert share[:2] == ("voice", "") and share[2] == 4 and np.isnan(share[3]) and share[4:] == (75.0, 50.0, 100.0)
    label = scores.score_label("voice", "y", table, table.found == "y", table.gold == "y")
    assert label == ("voice", "y", 3, 100.0, 66.7, 0.0, 100.0)


def test_interval_draws_whole_articles():
    """Twenty articles, each all right or all wrong: as uncertain as twenty cases, however many mentions they hold."""
    right = pd.Series(np.repeat([True, False] * 10, 50))
    ids = pd.Series(np.repeat(np.arange(20), 50))
    low, high = scores.interval(ids, right, pd.Series(True, right.index))
    assert 25 <= low <= 35 and 65 <= high <= 75
    assert scores.interval(ids, right, pd.Series(True, right.index)) == (low, high)


def test_missing_polnear_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(scores, "SHARED", tmp_path)
    with pytest.raises(SystemExit) as problem:
        scores.read_polnear()
    expected = f"PolNeAR is not on this computer: {tmp_path / 'polnear' / 'polnear_dev.jsonl'} is missing. "
    assert str(problem.value) == expected + "Its texts may not ship with framing."


def test_words_get_the_voice_that_polnear_gives_them(shared):
    records, articles = scores.read_polnear()
    words = scores.gold_words(records)
    assert len(articles) == 84 and articles.outlet.nunique() == 7 and words.mention_id.is_unique
    assert words.gold.value_counts()[["narrator", "quoted", "paraphrased", "ascribed"]].gt(5000).all()
    first = words[words.article_id == articles.article_id[0]]
    assert [articles.text[0][a:b] for a, b in zip(first.start, first.end, strict=True)] == first.found.tolist()


FLOORS = {  # all F, speech F, direct F, lexicon acc, speaker acc: a baseline made weaker would flatter label_voice
    marks: (60, 67, 98, 76, 0),
    rules: (79.5, 84.5, 98, 84, 60),
}


@pytest.mark.parametrize("module", FLOORS, ids=lambda m: m.__name__.rpartition(".")[2])
def test_baselines_stay_as_strong_as_they_were(shared, module):
    records, articles = scores.read_polnear()
    found = scores.scorer().score(records, module.find_attributions(articles))
    names = ["all F", "speech F", "direct F", "lexicon acc", "speaker acc"]
    assert all(found[name] >= floor for name, floor in zip(names, FLOORS[module], strict=True)), found


def test_a_case_is_answered_at_its_term():
    text = "The siege went on. The council denied the siege."
    assert cases.answer_alone("stance", text, 4, 9) == "asserted"
    assert cases.answer_alone("stance", text, 42, 47) == "negated"
    assert cases.answer_alone("scare", "The “help” came late.", 5, 9) == "yes"


def test_a_case_without_its_term_is_named(monkeypatch, tmp_path):
    (tmp_path / "scare.csv").write_text("case,split,text,term,scare,why\nc7,dev,The wall stands.,roof,no,\n")
    monkeypatch.setattr(cases, "CASES", tmp_path)
    with pytest.raises(ValueError) as problem:
        cases.read_cases("scare")
    assert str(problem.value) == "scare.csv: the term does not stand in the text of c7."


def test_the_table_of_systems(shared, monkeypatch):
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        monkeypatch.setenv(name, "1")  # the command sets them; here they are put back afterwards
    monkeypatch.syspath_prepend(BENCHMARKS)
    import voice

    records, articles = scores.read_polnear()
    table = voice.compare([voice.System("marks", marks.find_attributions)], records[:3], articles[:3])
    assert table.system.tolist() == ["marks"] and table["words/s"].gt(0).all() and table.MB.tolist() == [0.0]
    assert voice.as_markdown(voice.shown(table)).count("\n") == 2
