"""Stretches taken out, and mentions inside them."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing as fr
from framing.clean.cutouts import is_inside, take_out
from framing.text.words import WORD, count_words


def table(*texts) -> pd.DataFrame:
    articles = pd.DataFrame({"article_id": list("abcdef")[: len(texts)], "outlet": "X", "title": "A title here"})
    articles["text"] = texts
    return articles.assign(n_words=[3 + count_words(t if isinstance(t, str) else "") for t in texts], note="kept")


def spans(*rows) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["article_id", "part", "start", "end"])


def test_spaces_stand_where_the_stretch_stood():
    articles = table("Read more.\n\nNews today.", "Other.")
    taken = take_out(articles, spans(("a", "text", 0, 10)))
    assert taken.text.tolist() == [" " * 10 + "\n\nNews today.", "Other."]
    assert taken.n_words.tolist() == [5, 4]
    assert articles.text[0] == "Read more.\n\nNews today."
    assert taken.drop(columns=["text", "n_words"]).equals(articles.drop(columns=["text", "n_words"]))


def test_titles_overlaps_and_line_breaks():
    stretches = spans(("a", "text", 0, 7), ("a", "text", 4, 12), ("a", "title", 2, 7), ("a", "text", 6, 6))
    taken = take_out(table("One two\n\nthree four"), stretches)
    assert (taken.title[0], taken.text[0]) == ("A       here", " " * 7 + "\n\n" + " " * 3 + "ee four")
    assert taken.n_words.tolist() == [4]


def test_nothing_to_take_out_changes_nothing():
    articles = table("One.", None)
    articles.index = [5, 5]
    pd.testing.assert_frame_equal(take_out(articles, spans()), articles)
    pd.testing.assert_frame_equal(take_out(articles.head(0), spans()), articles.head(0))


def test_articles_without_n_words_and_with_holes():
    articles = table("One two", np.nan).drop(columns="n_words")
    taken = take_out(articles, spans(("a", "text", 0, 3)))
    assert taken.text[0] == "    two"
    assert pd.isna(taken.text[1])
    assert "n_words" not in taken


def test_messages():
    articles = table("One two")
    cases = [
        ((articles.drop(columns="text"), spans()), "`articles` has no column `text`: these are counts, and there is no "
         "text to take stretches out of. Read the texts: articles, ledger = read_articles(path)."),
        ((articles, spans(("z", "text", 0, 1))), "A stretch stands in article 'z', which is not in `articles`. "
         "Keep those that are: stretches[stretches.article_id.isin(articles.article_id)]."),
        ((articles, spans(("a", "body", 0, 1))), "A stretch of article 'a' stands in 'body'. "
         "A part is 'title' or 'text'."),
        ((articles, spans(("a", "text", 0, 8))), "A stretch of article 'a' runs from 0 to 8; its text has 7 characters."
         " Give the articles that the stretches were found in."),
        ((articles, spans(("a", "text", 3, 2))), "A stretch of article 'a' runs from 3 to 2; its text has 7 characters."
         " Give the articles that the stretches were found in."),
    ]  # fmt: skip
    for given_tables, message in cases:
        with pytest.raises(fr.FramingError) as error:
            take_out(*given_tables)
        assert str(error.value) == message
    with pytest.raises(fr.FramingError, match="`stretches` has no column `part`"):
        take_out(articles, spans().drop(columns="part"))
    with pytest.raises(fr.FramingError, match="`mentions` has no column `start`"):
        is_inside(spans().drop(columns="start"), spans())
    with pytest.raises(fr.FramingError, match="`stretches` has no column `end`"):
        is_inside(spans(), spans().drop(columns="end"))


def test_a_mention_is_inside_if_it_shares_a_character():
    stretches = spans(("a", "text", 5, 10), ("a", "text", 8, 20), ("b", "title", 0, 3), ("b", "text", 3, 3))
    mentions = spans(
        ("a", "text", 0, 5), ("a", "text", 0, 6), ("a", "text", 9, 10), ("a", "text", 19, 25), ("a", "text", 20, 25),
        ("a", "title", 5, 10), ("b", "title", 0, 1), ("b", "text", 0, 9), ("c", "text", 5, 10),
    )  # fmt: skip
    mentions.index = [1] * 9
    inside = is_inside(mentions, stretches)
    assert inside.tolist() == [False, True, True, True, False, False, True, False, False]
    assert inside.index.tolist() == [1] * 9
    assert is_inside(mentions.head(0), stretches).dtype == bool
    assert not is_inside(mentions, spans()).any()


def test_attributions_stand_in_the_text():
    attributions = pd.DataFrame({"article_id": ["a"], "start": [0], "end": [4]})
    assert is_inside(attributions, spans(("a", "text", 2, 3))).tolist() == [True]
    assert is_inside(attributions, spans(("a", "title", 2, 3))).tolist() == [False]


TEXT = st.text("ab ’.\n\u00e9", max_size=30)
PLACES = st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(["title", "text"]), st.integers(0, 30),
                            st.integers(0, 30)), max_size=5)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(TEXT, TEXT, PLACES)
def test_everything_else_keeps_its_place(one, two, places):
    articles = table(one, two).assign(title=[two, one])
    size = {(a, part): len(articles.set_index("article_id")[part][a]) for a in "ab" for part in ("title", "text")}
    places = [(a, p, *sorted((min(s, size[a, p]), min(e, size[a, p])))) for a, p, s, e in places]
    stretches = spans(*places)
    taken = take_out(articles, stretches)
    pd.testing.assert_frame_equal(take_out(taken, stretches), taken)
    for (a, part), n in size.items():
        before, after = (t.set_index("article_id")[part][a] for t in (articles, taken))
        inside = is_inside(spans(*[(a, part, i, i + 1) for i in range(n)]), stretches).tolist()
        there = [x == "\n" if gone else True for x, gone in zip(before, inside, strict=True)]
        assert after == "".join(x if stays else " " for x, stays in zip(before, there, strict=True))


@given(TEXT, st.data())
def test_stretches_of_whole_words_take_their_words_and_no_other(text, data):
    words = [m.span() for m in WORD.finditer(text)]
    if not words:
        return
    i, j = sorted(data.draw(st.tuples(*[st.integers(0, len(words) - 1)] * 2)))
    taken = take_out(table(text), spans(("a", "text", words[i][0], words[j][1])))
    assert taken.n_words[0] == 3 + len(words) - (j - i + 1)
