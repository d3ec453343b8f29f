import pandas as pd
import pytest

import framing as fr
from framing.show import quality
from framing.show.sentences.say import number


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (0.0001, "0"),
        (0.0344, "0.034"),
        (0.344, "0.34"),
        (3.44, "3.4"),
        (34.4, "34"),
        (3440, "3,440"),
        (0.0999, "0.10"),
        (9.99, "10"),
        (float("nan"), "–"),
    ],
)
def test_two_figures_that_matter(value, text):
    assert number(value) == text


def test_rates_in_sentences(two_outlets):
    assert fr.describe(fr.measure_outlets(*two_outlets)).splitlines() == [
        "atrocity, mentions per 1,000 words: X 2.0 (20 mentions in 20 of 20 articles, 95% interval 1.2 to 3.2), "
        "Y 0.20 (2 mentions in 2 of 20 articles, 95% interval 0.019 to 0.78).",
        "These are counts of words in this sample: how often they stand there, not why, and no verdict on any outlet.",
    ]


def test_many_outlets_are_told_by_the_highest_and_the_lowest():
    articles = pd.DataFrame({"article_id": range(60), "outlet": list("VWXYZ") * 12, "n_words": 1000})
    mentions = pd.DataFrame({"article_id": [0, 5, 10, 1], "frame": "law"})
    first = fr.describe(fr.measure_outlets(mentions, articles)).splitlines()[0]
    assert first.startswith(
        "law, mentions per 1,000 words in 5 outlets: most often V 0.25 (3 mentions in 3 of 12 articles"
    )
    assert "least often Z 0 (0 mentions in 0 of 12 articles" in first


def test_one_article_each_says_that_nothing_follows():
    articles = pd.DataFrame({"article_id": list("ab"), "outlet": ["X", "Y"], "n_words": 100})
    said = fr.describe(fr.measure_outlets(pd.DataFrame({"article_id": ["a"], "frame": ["law"]}), articles))
    assert "X 10 (1 mention in 1 of 1 articles, no interval)" in said
    assert (
        "X and Y have one article each: nothing can be said beyond it. Outlet and event cannot be told apart." in said
    )


def test_voices_are_named_and_the_share_unclear_said(two_outlets):
    mentions, articles = two_outlets
    said = fr.describe(fr.measure_outlets(mentions.assign(voice=["quoted", "unclear"] * 11), articles, voice=True))
    assert "atrocity inside quotations, mentions per 1,000 words: X 1.0" in said
    assert "atrocity where it cannot be told whose words they are, mentions per 1,000 words: X 1.0" in said
    assert "own words" not in said and "paraphras" not in said  # nothing there to tell
    assert (
        "Voice is unclear in up to 50% of an outlet's mentions (X), because quotation marks were lost or the article "
        "is not in English." in said
    )


def test_each_voice_has_its_words_and_the_error_of_the_machine_stands_with_it(two_outlets, monkeypatch):
    monkeypatch.setattr(quality, "read_voice_quality", lambda: pd.DataFrame({
        "test": "PolNeAR dev, all words", "outlet": "", "voice": ["narrator", "paraphrased", "ascribed"],
        "n": [5000, 1200, 300], "precision": [96.2, 90.4, 71.0], "recall": [95.1, 86.4, 60.0],
    }))  # fmt: skip
    mentions, articles = two_outlets
    voices = (["narrator", "paraphrased", "ascribed"] * 8)[:22]
    said = fr.describe(fr.measure_outlets(mentions.assign(voice=voices), articles, voice=True)).splitlines()
    assert [line.split(",")[0] for line in said[:3]] == [
        "atrocity in the outlet's own words",
        "atrocity paraphrasing others",
        "atrocity as what others want or believe",
    ]
    assert said[3:] == [
        "The outlet's own words are those in which the machine found nobody else who says or thinks them; where it "
        "missed somebody, they are counted here.",
        "The machine finds 95 of 100 words of the outlet's own and is right in 96 of 100 that it labels so (measured "
        "on PolNeAR dev, all words, n = 5,000).",
        "The machine finds 86 of 100 paraphrased words and is right in 90 of 100 that it labels so (measured on "
        "PolNeAR dev, all words, n = 1,200).",
        "The machine finds 60 of 100 words ascribed to others and is right in 71 of 100 that it labels so (measured "
        "on PolNeAR dev, all words, n = 300).",
        "Its errors may differ by outlet.",
        "These are counts of words in this sample: how often they stand there, not why, and no verdict on any outlet.",
    ]


def test_a_difference_names_the_higher_rate_first(two_outlets):
    mentions, articles = two_outlets
    swapped = articles.assign(outlet=articles.outlet.map({"X": "Y", "Y": "X"}))
    assert fr.describe(fr.compare_outlets(mentions, swapped)).splitlines() == [
        "Y uses words of atrocity more often than X, at least 2.1 times (q below .001; 20 and 2 mentions; "
        "in fewer than 10 articles of an outlet: rough ratio).",
        "A difference in words may come from other events covered, not from other wording of the same events.",
    ]


def test_ten_articles_a_side_give_a_ratio_in_words():
    articles = pd.DataFrame({"article_id": range(60), "outlet": ["X", "Y"] * 30, "n_words": 500})
    mentions = pd.DataFrame({"article_id": [*range(0, 60, 2), *range(0, 60, 2), *range(1, 21, 2)], "frame": "law"})
    assert fr.describe(fr.compare_outlets(mentions, articles)).splitlines()[0] == (
        "X uses words of law 5.8 times as often as Y (95% interval 3.0 to 11, q below .001; 60 and 10 mentions)."
    )


def test_an_outlet_that_never_uses_the_words_gets_no_ratio(two_outlets):
    mentions, articles = two_outlets
    said = fr.describe(fr.compare_outlets(mentions[:20], articles))
    assert said.startswith(
        "X uses words of atrocity more often than Y, at least 2.3 times (q below .001; 20 and 0 mentions;"
    )


def test_a_small_q_with_an_interval_that_holds_1_is_a_hint_and_no_finding(two_outlets):
    table = fr.compare_outlets(*two_outlets).assign(low=0.9, q_value=0.03)
    assert fr.describe(table).splitlines()[0] == (
        "1 comparison was significant (q up to .05) with an interval that holds 1: take these as hints."
    )


def test_terms_are_named_as_terms(two_outlets):
    assert fr.describe(fr.compare_outlets(*two_outlets, by="term")).startswith("X uses “genocide” more often than Y")


def test_no_difference_found_is_not_read_as_no_difference(two_outlets):
    _, articles = two_outlets
    level = pd.DataFrame({"article_id": range(40), "frame": "law"})
    said = fr.describe(fr.compare_outlets(level, articles)).splitlines()
    assert said[0] == (
        "No difference shown between X and Y in words of law (ratio 1.0, 95% interval 0.53 to 1.9, 20 and 20 "
        "mentions). A ratio of 2.5 or 0.39 would show in 80 of 100 such samples; nearer ones mostly go unseen."
    )
    many = pd.concat([level.assign(frame=name) for name in "abcde"])
    assert fr.describe(fr.compare_outlets(many, articles)).splitlines()[0] == (
        "5 comparisons were tested without showing a difference. That is not evidence that there is none: to show in "
        "80 of 100 such samples, a ratio must be 2.5 at best, 2.5 in the middle of these comparisons and 2.5 at worst."
    )


def test_a_comparison_by_voice_says_whose_words_and_how_often_the_machine_is_right(two_outlets):
    mentions, articles = two_outlets
    said = fr.describe(fr.compare_outlets(mentions.assign(voice="narrator"), articles, voice="narrator"))
    assert said.startswith("X uses words of atrocity in the outlet's own words more often than Y, at least 2.1 times")
    assert "where it missed somebody, they are counted here" in said and "the machine" in said


def test_within_events_the_sentence_gives_both_ratios():
    cells = [(f"e{i}", outlet, n) for i in range(12) for outlet, n in (("X", 3), ("Y", 1))]
    cells += [(f"y{i}", "Y", 2) for i in range(12)]
    articles = pd.DataFrame(cells, columns=["event", "outlet", "n"]).assign(n_words=500, article_id=range(len(cells)))
    mentions = pd.DataFrame({"article_id": articles.article_id.repeat(articles.n), "frame": "law"})
    said = fr.describe(fr.compare_outlets(mentions, articles, unit="event", matched=True)).splitlines()
    assert said[0].startswith("X uses words of law 2.9 times as often as Y (95% interval 1.4 to 6.0, q below .001; ")
    assert said[0].endswith(
        "36 and 12 mentions) in the 12 events that both cover; over all coverage 2.0 times (1.2 to 3.2)."
    )
    assert "an error in matching" in said[-1]


def test_sizes_and_events_that_differ_are_said_once(two_outlets):
    mentions, articles = two_outlets
    events = [f"e{i}" for i in range(40)]
    articles = articles.assign(n_words=articles.n_words.where(articles.outlet == "X", 2100), event=events)
    said = fr.describe(fr.compare_outlets(mentions, articles))
    assert "In 1 of 1 comparisons sizes differ more than 4 to 1" in said
    assert "In 1 of 1 comparisons the two share fewer than half of the events" in said
    few = fr.describe(fr.compare_outlets(mentions[:3], articles)).splitlines()
    assert few[0] == "1 comparison was not tested (too few articles to test)."


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ([], "describe takes a table that framing measured, not list."),
        (pd.DataFrame({"a": []}), "The table has no rows: there is nothing to describe. Was anything found?"),
        (
            pd.DataFrame({"a": [1]}),
            "describe takes a table from one of measure_outlets, compare_outlets, find_distinctive_words, "
            "measure_choices, measure_sources, measure_coverage, measure_readability, classify_outlets, "
            "map_outlets, correct_rates, measure_agreement, score_voice. This one has: a.",
        ),
    ],
)
def test_messages(table, message):
    with pytest.raises(fr.FramingError) as error:
        fr.describe(table)
    assert str(error.value) == message
