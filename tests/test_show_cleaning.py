"""One article with its removals struck through: complete, escaped, and only for a pair that belongs together."""

import io

import pandas as pd
import pytest

from framing.clean.articles import clean_articles
from framing.clean.show import show_cleaning
from framing.tables import FramingError

DO_NOT_BELONG = "The article and its removals do not belong together. Give both as clean_articles returned them."


def cleaned(text: str, title: str = "Court rules") -> tuple[pd.DataFrame, pd.DataFrame]:
    raw = pd.DataFrame([["a", "X", title, text]], columns=["article_id", "outlet", "title", "text"], dtype=object)
    return clean_articles(raw)


def test_text_shows_what_went_and_what_came():
    shown = repr(show_cleaning(*cleaned("Court rules\nThey\xa0met. < / p > They\u200b left.")))
    assert shown == "Court rules\n\n[-Court rules⏎-]They[-⍽-]{+ +}met.[- < / p > -]{+⏎⏎+}They[-⌶-] left."


def test_an_article_without_removals_is_shown_as_it_is():
    assert repr(show_cleaning(*cleaned("They met."))) == "Court rules\n\nThey met."


def test_a_changed_title_is_shown():
    assert repr(show_cleaning(*cleaned("They met.", "Court\xa0rules"))) == "Court[-⍽-]{+ +}rules\n\nThey met."


def test_html_names_the_rule_and_marks_what_went():
    html = show_cleaning(
        *cleaned("Court rules\nThey met. They said that they rule.\n\n**Caf\u00c3\u00a9**")
    )._repr_html_()
    assert '<del title="title line">Court rules⏎</del>' in html
    assert '<del title="headline marks">**</del>Caf<del title="encoding">\u00c3\u00a9</del><ins>\u00e9</ins>' in html


def test_a_long_removal_says_its_rule_in_the_text():
    html = show_cleaning(*cleaned("The court now rules again\nThey met.", "The court now rules again"))._repr_html_()
    assert "<small> title line </small>" in html


def test_everything_is_escaped():
    evil = "<script>alert(1)</script> & <b>bold</b> \"<img src=x onerror='alert(2)'>\""
    articles, removals = cleaned(evil, "<script>alert(0)</script>")
    removals = removals.assign(rule='"><script>')
    html = show_cleaning(articles, removals)._repr_html_()
    assert "<script" not in html and "<b>" not in html and "<img" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; " in html
    assert '<del title="&quot;&gt;&lt;script&gt;">&lt;b&gt;</del>' in html


def test_what_no_terminal_should_see_is_shown_as_a_sign():
    shown = repr(show_cleaning(*cleaned("a\x1b[31m b\x00 c\ud800\r\nd")))
    assert shown == "Court rules\n\na[-⌶[31m-] b[-⌶-] c[-⌶-]{+\ufffd+}[-␍⏎-]{+⏎+}d"


@pytest.mark.parametrize("n", [0, 2])
def test_it_shows_one_article(n):
    articles, removals = cleaned("They met.")
    with pytest.raises(FramingError) as error:
        show_cleaning(pd.concat([articles] * n) if n else articles.iloc[:0], removals)
    assert str(error.value) == (
        f"show_cleaning shows one article; {n} were given. Choose one: articles[articles.article_id == 'the id']."
    )


@pytest.mark.parametrize(
    "raw", ["They met. < / p > They left.", "They\xa0met.", "Caf\u00c3\u00a9", "Court rules\nThey met."]
)
def test_the_raw_article_is_refused(raw):
    articles, removals = cleaned(raw)
    with pytest.raises(FramingError) as error:
        show_cleaning(articles.assign(text=raw), removals)
    assert str(error.value) == DO_NOT_BELONG


def test_another_article_is_refused():
    articles, removals = cleaned("A long line before the tag. < / p > They left.")
    for other in ("", "Short.", "Another long line before the tag, and no break where one was put."):
        with pytest.raises(FramingError) as error:
            show_cleaning(articles.assign(text=other), removals)
        assert str(error.value) == DO_NOT_BELONG


def test_missing_columns_are_named():
    articles, removals = cleaned("They met.")
    with pytest.raises(FramingError) as error:
        show_cleaning(articles, removals.drop(columns="rule"))
    assert str(error.value) == (
        "`removals` has no column `rule`. It has: article_id, part, start, end, text, replacement. "
        "Rename the one that holds it: removals.rename(columns={'theirs': 'rule'})."
    )
    with pytest.raises(FramingError) as error:
        show_cleaning("a", removals)
    assert str(error.value) == (
        "`articles` must be a pandas DataFrame, not str. Read the file first: articles, ledger = read_articles('a')."
    )


def test_tables_that_were_saved_as_csv_can_be_shown():
    articles, removals = cleaned("Court rules\nThey\xa0met.", "")
    articles, removals = (pd.read_csv(io.StringIO(t.to_csv(index=False))) for t in (articles, removals))
    assert repr(show_cleaning(articles, removals)) == "\n\nCourt rules\nThey[-⍽-]{+ +}met."
    articles, removals = cleaned("Court rules\nThey met.")
    articles, removals = (pd.read_csv(io.StringIO(t.to_csv(index=False))) for t in (articles, removals))
    assert repr(show_cleaning(articles, removals)) == "Court rules\n\n[-Court rules⏎-]They met."
