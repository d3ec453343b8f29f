"""What every step says when it is given the wrong table."""

import pandas as pd
import pytest

import framing as fr
from framing.tables import FramingError, require

ARTICLES = pd.DataFrame({"article_id": ["a"], "outlet": ["X"], "title": [""], "text": ["lawfare"]})
LEXICON = pd.DataFrame({"term": ["lawfare"], "frame": ["f"], "source": ["test"]})


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: fr.find_mentions(LEXICON, ARTICLES),
            "`articles` has no column `article_id` and no column `title` and no column `text`. It has: term, frame, "
            "source. It looks like `lexicon`: were two tables given in the wrong order?",
        ),
        (
            lambda: fr.clean_articles(fr.clean_articles(ARTICLES)),
            "`articles` must be a pandas DataFrame, not tuple. Take the two tables apart: "
            "articles, removals = clean_articles(articles).",
        ),
        (
            lambda: fr.find_mentions(ARTICLES, "icc.csv"),
            "`lexicon` must be a pandas DataFrame, not str. Read the file first: lexicon = read_lexicon('icc.csv').",
        ),
        (
            lambda: require(pd.DataFrame({"id": [1], "outlet": ["X"]}), "articles", ["article_id"]),
            "`articles` has no column `article_id`. It has: id, outlet. Rename the one that holds it: "
            "articles.rename(columns={'id': 'article_id'}).",
        ),
        (
            lambda: require(pd.DataFrame({"number": [1], "page": [2]}), "articles", ["article_id"]),
            "`articles` has no column `article_id`. It has: number, page. Rename the one that holds it: "
            "articles.rename(columns={'theirs': 'article_id'}).",
        ),
    ],
)
def test_messages(call, message):
    with pytest.raises(FramingError) as error:
        call()
    assert str(error.value) == message


def test_mentions_of_the_raw_texts_are_not_measured_over_the_clean_ones():
    raw = ARTICLES.assign(title="Court", text="Court\nThey call it lawfare.")
    clean, _ = fr.clean_articles(raw)
    mentions = fr.find_mentions(raw, LEXICON)
    for step in (fr.measure_outlets, fr.show_context):
        with pytest.raises(FramingError, match=r"^'lawfare' does not stand at 19 in the text of article 'a'"):
            step(mentions, clean)


def test_a_notebook_shows_the_line_and_the_sentence_only():
    try:
        require(pd.DataFrame({"id": [1]}), "articles", ["article_id"])
    except FramingError as error:
        shown = "\n".join(error._render_traceback_()).splitlines()
    line, found, number = shown[0].partition("   (line ")
    assert (line, found) == ('require(pd.DataFrame({"id": [1]}), "articles", ["article_id"])', "   (line ")
    assert number.removesuffix(")").isdigit()
    assert shown[1].startswith("FramingError: `articles` has no column `article_id`.")
    assert len(shown) < 6
    assert max(map(len, shown)) <= 100
