import pandas as pd
import pytest

import framing as fr
from framing.show.sentences.sources import describe_sources

LIMITS = (
    "Speakers are told apart by how they are written, so one person under two spellings is two and all “officials” are "
    "one. The intervals know nothing of attributions missed or given to the wrong speaker. Who speaks may come from "
    "other events covered, or from who was willing to speak: no verdict on any outlet."
)


@pytest.fixture
def spoken():
    """X has twelve articles, each with 60 words of Ada Lind; Y three, with one quotation."""
    articles = pd.DataFrame({"article_id": range(15), "outlet": ["X"] * 12 + ["Y"] * 3, "n_words": 500})
    rows = [(i, "Ada Lind", True, 60) for i in range(12)]
    rows += [(i, "officials", False, 20) for i in range(6)]
    rows += [(0, "", False, 40), (1, "Bo Kern", True, 50), (2, "Cleo Dahl", True, 10), (3, "Per Ek", True, 5)]
    rows += [(12, "Bo Kern", True, 30)]
    attributions = pd.DataFrame(rows, columns=["article_id", "speaker", "named", "n_words"])
    return attributions.assign(kind="direct"), articles


def test_speakers_in_sentences(spoken):
    told = describe_sources(fr.measure_sources(*spoken)).splitlines()
    assert told == [
        "X (12 articles, 945 attributed words), shares of these: "
        "Ada Lind 76% (in 12 of 12 articles, 95% interval 58% to 89%); "
        "officials 13% (in 6 of 12 articles, 95% interval 5.3% to 24%); "
        "Bo Kern 5.3% (in 1 of 12 articles, 95% interval 0.2% to 24%); "
        "2 more 1.6% together; all unnamed sources 13%; no speaker found for 4.2%.",
        "Y (3 articles, 30 attributed words), shares of these: Bo Kern 100% (in 1 of 3 articles, no interval).",
        "Y has fewer than 10 articles with attributions: intervals are rough, and below four there is none.",
        LIMITS,
    ]


def test_outlets_in_sentences(spoken):
    told = describe_sources(fr.measure_sources(*spoken, by="outlet")).splitlines()
    assert told[0].startswith("X (12 articles): 16% of its words are somebody's (95% interval 13% to 19%)")
    assert ", of these 13% unnamed sources' (95% interval " in told[0]
    assert (
        ", with no speaker found for 4.2%; 4 named speakers, as concentrated as if 1.2 had equal shares (95%" in told[0]
    )
    assert told[1] == (
        "Y (3 articles): 2.0% of its words are somebody's (no interval), of these 0% unnamed sources' (no interval), "
        "with no speaker found for 0%; 1 named speaker, none of them in two articles, so concentration cannot be told."
    )
    assert told[2:] == [
        "Y has fewer than 10 articles with attributions: intervals are rough, and below four there is none.",
        LIMITS,
    ]


def test_an_outlet_in_which_nobody_speaks(spoken):
    attributions, articles = spoken
    said = describe_sources(fr.measure_sources(attributions[:-1], articles, by="outlet"))
    assert "Y (3 articles): no attributed words." in said
    said = describe_sources(fr.measure_sources(attributions.assign(n_words=0), articles))
    assert "X (12 articles): no attributed words." in said
