import pandas as pd
import pytest

from framing.read.datasets import read_voice_quality
from framing.show import quality
from framing.voice.label import VOICES

WORDS, CONTESTED, TEACHING = "PolNeAR dev, all words", "PolNeAR dev, contested words", "teaching corpus"


def measured(*rows):
    return pd.DataFrame(rows, columns=["test", "outlet", "voice", "n", "precision", "recall"])


@pytest.fixture
def table(monkeypatch):
    def use(*rows):
        monkeypatch.setattr(quality, "read_voice_quality", lambda: measured(*rows))

    return use


def test_the_shipped_table_has_its_columns_and_percentages():
    shipped = read_voice_quality()
    assert shipped.columns.tolist() == ["test", "outlet", "voice", "n", "precision", "recall"]
    assert set(shipped.voice) <= set(VOICES) - {"unclear"}
    assert not shipped.outlet.isna().any()
    assert shipped[["precision", "recall"]].stack().dropna().between(0, 100).all()  # none: nothing to divide by


def test_the_test_on_all_words_is_stated_wherever_it_stands_in_the_table(table):
    table((CONTESTED, "", "quoted", 200, 97.0, 98.0), (WORDS, "", "quoted", 9000, 99.1, 98.8))
    assert quality.quality_sentences(["quoted"])[0] == (
        "The machine finds 99 of 100 quoted words and is right in 99 of 100 that it labels so "
        "(measured on PolNeAR dev, all words, n = 9,000)."
    )


def test_another_test_is_stated_where_that_one_is_missing_and_mentions_are_called_so(table):
    table((TEACHING, "", "paraphrased", 209, 88.0, 80.4))
    assert quality.quality_sentences(["paraphrased"]) == [
        "The machine finds 80 of 100 paraphrased mentions and is right in 88 of 100 that it labels so "
        "(measured on teaching corpus, n = 209).",
        "Its errors may differ by outlet.",
    ]


def test_a_hundred_of_a_hundred_is_said_only_where_nothing_is_missing(table):
    table((WORDS, "", "quoted", 9000, 100.0, 99.8))
    assert "finds 99.8 of 100 quoted words and is right in 100 of 100" in quality.quality_sentences(["quoted"])[0]


def test_the_voice_in_which_outlets_lie_furthest_apart_is_named(table):
    table(
        (WORDS, "", "paraphrased", 900, 90.0, 86.0),
        (WORDS, "", "ascribed", 900, 70.0, 60.0),
        (WORDS, "north", "paraphrased", 400, 90.0, 79.0),
        (WORDS, "south", "paraphrased", 500, 90.0, 91.0),
        (WORDS, "west", "paraphrased", 20, 10.0, 5.0),  # too few to say anything
        (WORDS, "north", "ascribed", 400, 70.0, 59.0),
        (WORDS, "south", "ascribed", 500, 70.0, 61.0),
        (CONTESTED, "north", "ascribed", 400, 70.0, 1.0),  # another test
    )
    assert quality.quality_sentences(["ascribed", "paraphrased"])[-1] == (
        "Its errors may differ by outlet: among the 2 outlets measured it finds 79 to 91 of 100 paraphrased words, "
        "in part by chance."
    )


def test_what_was_not_measured_is_said_to_be_so(table):
    table((WORDS, "", "quoted", 9000, 99.0, 99.0), (WORDS, "", "ascribed", 0, float("nan"), float("nan")))
    assert quality.quality_sentences(["quoted", "ascribed", "narrator", "unclear"])[-1] == (
        "How often the machine is right about words of the outlet's own and words ascribed to others has not been "
        "measured."
    )
    table()
    assert quality.quality_sentences(["paraphrased"]) == [
        "How often the machine is right about paraphrased words has not been measured."
    ]


def test_a_voice_that_the_machine_never_gives_has_no_precision(table):
    table((WORDS, "", "ascribed", 40, float("nan"), 0.0))
    assert quality.quality_sentences(["ascribed"])[0] == (
        "The machine finds 0 of 100 words ascribed to others and labels none so "
        "(measured on PolNeAR dev, all words, n = 40)."
    )
    assert quality.quality_rows() == [
        {"test": WORDS, "outlet": "", "voice": "ascribed", "n": "40", "recall": "0.0", "precision": "–"}
    ]


def test_voices_that_nobody_knows_and_no_voices_say_nothing(table):
    table((WORDS, "", "quoted", 9000, 99.0, 99.0))
    assert quality.quality_sentences(["sung", "unclear"]) == [] and quality.quality_sentences([]) == []
