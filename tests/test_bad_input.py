"""What every measure of the compare room does with odd input: a clear sentence, or a row with a note."""

import warnings

import numpy as np
import pandas as pd
import pytest

import framing as fr
from framing.show.describe import _TABLES

LEXICON = pd.DataFrame({"term": ["genocide", "massacre"], "frame": "atrocity", "choice": "killing", "source": "test"})


def corpus(n_x=12, n_y=12, words=120, published="2024-05-01"):
    """Articles of X and Y, each with its own words and one term."""
    rows = [("X", i) for i in range(n_x)] + [("Y", i) for i in range(n_y)]
    raw = pd.DataFrame(rows, columns=["outlet", "i"])
    raw["article_id"] = raw.outlet + raw.i.astype(str)
    term = np.where(raw.i % 2 == 0, "genocide", "massacre")
    told = zip(term, raw.article_id, strict=True)
    body = [f"They called it a {t}. " + f"The court of {a} sat again today. " * (words // 7) for t, a in told]
    raw = raw.assign(title="", text=body if words else "", published=pd.to_datetime(published))
    articles, _ = fr.clean_articles(raw.drop(columns="i"))
    return articles, fr.find_mentions(articles, LEXICON)


MEASURES = {
    "compare_outlets": lambda a, m: fr.compare_outlets(m, a, by="term"),
    "against the rest": lambda a, m: fr.compare_outlets(m, a, against="rest"),
    "find_distinctive_words": lambda a, m: fr.find_distinctive_words(a),
    "measure_choices": lambda a, m: fr.measure_choices(m, a),
    "measure_readability": lambda a, m: fr.measure_readability(a),
    "classify_outlets": lambda a, m: fr.classify_outlets(a, permutations=20).steps,
    "map_outlets": lambda a, m: fr.map_outlets(a, draws=20)[0],
    "match_events": lambda a, m: fr.match_events(a),
    "measure_coverage": lambda a, m: fr.measure_coverage(a.assign(event="e")),
}


def empty_an_outlet(articles, mentions):
    """Y keeps its articles and loses every word."""
    of_y = articles.outlet == "Y"
    articles = articles.assign(text=articles.text.where(~of_y, ""), n_words=articles.n_words.where(~of_y, 0))
    return articles, mentions[mentions.article_id.isin(articles.article_id[~of_y])]


CASES = {
    "one outlet": lambda: corpus(n_y=0),
    "one article": lambda: corpus(n_x=1, n_y=0),
    "one article each": lambda: corpus(1, 1),
    "an outlet with no words": lambda: empty_an_outlet(*corpus()),
    "no mention at all": lambda: (corpus()[0], corpus()[1].iloc[:0]),
    "no dates": lambda: corpus(published=None),
    "no articles": lambda: (corpus()[0].iloc[:0], corpus()[1].iloc[:0]),
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("measure", MEASURES)
def test_a_clear_sentence_or_a_row_with_a_note(measure, case):
    articles, mentions = CASES[case]()
    try:
        table = MEASURES[measure](articles, mentions)
    except fr.FramingError as error:
        sentence = str(error)
        assert sentence.endswith((".", ")")) and "\n" not in sentence and len(sentence) < 500
        return
    assert isinstance(table, pd.DataFrame)
    numbers = [c for c in ("ratio", "share", "mean", "accuracy") if c in table]
    if "note" in table and numbers:  # whatever could not be computed says why
        empty = table[numbers].isna().any(axis=1)
        assert (table.note[empty] != "").all(), table[empty].head().to_string()
        assert not np.isinf(table[numbers].to_numpy(float)).any()
    if len(table) and any(set(columns) <= set(table) for columns, _ in _TABLES):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            said = fr.describe(table)
        assert said and "nan" not in said.lower().replace("finan", "").replace("domin", "")


def test_a_lexicon_without_choice_says_how_to_add_one():
    articles, _ = corpus()
    mentions = fr.find_mentions(articles, LEXICON.drop(columns="choice"))
    with pytest.raises(fr.FramingError, match="choice"):
        fr.measure_choices(mentions, articles)


def test_an_event_column_with_holes_is_named_before_anything_is_counted():
    articles, mentions = corpus()
    holes = articles.assign(event=["e", None] * 12)
    for measure in (
        lambda: fr.compare_outlets(mentions, holes, unit="event"),
        lambda: fr.measure_choices(mentions, holes, unit="event"),
        lambda: fr.find_distinctive_words(holes, unit="event"),
        lambda: fr.measure_coverage(holes),
    ):
        with pytest.raises(fr.FramingError, match="12 of 24 articles have no event"):
            measure()


def test_no_table_could_be_taken_for_another():
    """`describe` knows a table by its columns: each list must hold one that those after it lack."""
    for i, (columns, _) in enumerate(_TABLES):
        for other, _ in _TABLES[i + 1 :]:
            assert not set(columns) <= set(other), (columns, other)
