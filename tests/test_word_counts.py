from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.compare.wording.counts import count_texts, listed_counts, to_units
from framing.compare.wording.set_aside import Names, are_names, count_apart, site_of
from framing.text.characters import fold
from framing.text.words import WORD, count_words


def texts(rows, title=""):
    return pd.DataFrame({"article_id": range(len(rows)), "outlet": "X", "title": title, "text": rows})


def table(cells):
    """Counts as {(word, article): n}."""
    words = [cells.words[row] for row in cells.row]
    return dict(zip(zip(words, cells.article.tolist(), strict=True), cells.x.tolist(), strict=True))


def test_words_are_folded_need_a_letter_and_stand_in_five_articles():
    cells = count_texts(texts(["The U.S. court, in 2019, didn’t rule. THE court rose"] * 5 + ["once"] * 4))
    assert cells.words == ["the", "u.s", "court", "in", "didn't", "rule", "rose"]
    assert cells.n_words.tolist() == [10] * 5 + [1] * 4
    assert table(cells)["the", 0] == 2 and table(cells)["u.s", 4] == 1


def test_title_and_text_both_count_and_empty_cells_are_no_text():
    cells = count_texts(texts(["court", None, float("nan"), "court", "court", "", "court"], title="Court"))
    assert cells.words == ["court"] and cells.n_words.tolist() == [2, 1, 1, 2, 2, 1, 2]


def test_phrases_end_at_marks_lines_and_the_title():
    text = "rule of law, and order\n\nrule of “law” and order"
    cells = count_texts(texts([text] * 5, title="Order"), phrases=True)
    phrases = {word for word in cells.words if " " in word}
    assert phrases == {"rule of", "of law", "rule of law", "and order"}
    counted = table(cells)
    assert counted["rule of", 0] == 2 and counted["rule of law", 0] == 1


def test_a_text_wrapped_at_a_line_width_has_phrases_over_its_lines():
    text = "The court said\nthat it would\nappeal the ruling\nof the year.\n\nThe end"
    assert "said that it" in count_texts(texts([text] * 5), phrases=True).words


def test_a_phrase_in_fewer_than_five_articles_is_not_listed():
    rows = ["red apple pie"] * 4 + ["red apple", "apple pie red"]
    words = count_texts(texts(rows), phrases=True).words
    assert "red apple" in words and "apple pie" in words and "red apple pie" not in words and "pie red" not in words


word = st.sampled_from(["rule", "of", "law", "Law", "the", "7", "u.s", "it's"])
texts_of_words = st.lists(st.lists(st.one_of(word, st.sampled_from([".", ",", "\n\n"])), max_size=25), max_size=12)


@settings(max_examples=60, deadline=None)
@given(texts_of_words)
def test_counts_are_those_of_a_plain_loop(rows):
    articles = texts([" ".join(row) for row in rows])
    cells = count_texts(articles, phrases=True)
    expected = Counter()
    for article, row in enumerate(rows):
        run = []
        for token in [*row, "."]:
            if token in (".", ",", "\n\n"):
                run = []
                continue
            run.append(fold(token))
            for length in (1, 2, 3):
                part = run[-length:]
                if len(run) >= length and "7" not in part:
                    expected[" ".join(part), article] += 1
    held = Counter(word for word, _ in expected)
    expected = {key: n for key, n in expected.items() if held[key[0]] >= 5}
    assert table(cells) == expected
    assert cells.n_words.tolist() == [count_words(text) for text in articles.text]


def test_a_table_of_counts_gives_the_same_and_leaves_out_folded_articles():
    rows = texts(["the court rose. The court"] * 7)
    counts = [(i, w, n) for i, t in enumerate(rows.text) for w, n in Counter(WORD.findall(t)).items()]
    counts = pd.DataFrame(counts, columns=["article_id", "word", "n"])
    kept = rows.assign(n_words=5).iloc[:6].reset_index(drop=True)
    ours, theirs = count_texts(kept), listed_counts(counts, kept)
    assert table(ours) == table(theirs) and ours.n_words.tolist() == theirs.n_words.tolist()


def test_cells_are_summed_to_units():
    rows = texts(["court court", "court", "court", "court", "court"]).assign(
        outlet=["X", "X", "Y", "Y", "Y"], event=["e", "e", "e", "f", "f"]
    )
    units = to_units(count_texts(rows), rows, pd.Series({"Y": 2}), "event")
    assert units.outlets == ["X", "Y"] and units.names.tolist() == ["e", "e", "f"] and units.side.tolist() == [0, 1, 1]
    assert units.words.tolist() == [3, 1, 2] and units.n_articles.tolist() == [2, 1, 2]
    assert units.x.tolist() == [3, 1, 2] and units.n_with.tolist() == [2, 1, 2] and units.n_folded.tolist() == [0, 2]


@pytest.mark.parametrize(
    ("outlets", "found", "left"),
    [
        (["A", "B"], [], ["a", "b"]),
        (["The Hill"], ["hill", "hill's", "thehill", "thehill.com", "the hill"], ["the", "capitol"]),
        (["New York Times - News"], ["new", "york", "times", "news", "york times", "newyorktimes"], ["at times"]),
        (["Fox Online News"], ["fox", "foxnews", "www.foxnews.com", "fox news host"], ["fake news", "foxes"]),
        (["CNN (Web News)"], ["cnn", "cnn's", "told cnn that", "web"], ["web of lies"]),
        (["Agence France-Presse (AFP)"], ["afp", "agence", "france-presse"], ["press"]),
        (["The Other Will"], ["other"], ["the", "will", "the news"]),
        (["USA TODAY"], ["usa", "today", "usatoday.com", "usa today"], ["usa was"]),
    ],
)
def test_what_counts_as_a_name(outlets, found, left):
    names = Names(outlets)
    assert [word for word in found if not names.has(word)] == []
    assert [word for word in left if names.has(word)] == []


def test_web_addresses_name_their_owner():
    assert [site_of(a) for a in ("http://www.nytimes.com/a?b=c.d", "bbc.co.uk", "nytimes", "", "dw.com/en")] == [
        "nytimes", "bbc", "", "", "dw",
    ]  # fmt: skip
    assert Names(["The Times"], ["https://www.nytimes.com/1"]).has("nytimes")
    articles = texts(["nytimes said"] * 5).assign(url=[None, "https://www.nytimes.com/1", "", "", ""])
    cells = count_texts(articles)
    assert are_names(cells, articles).tolist() == [True, False]


def test_a_pair_that_stands_mostly_in_a_longer_name_is_a_piece_of_it():
    rows = ["he told fox news and a fox ran", "she told fox news", "they told fox news"] * 3 + ["told fox hunters"]
    articles = texts(rows).assign(outlet=["Fox News"] * 5 + ["Y"] * 5)
    cells = count_texts(articles, phrases=True)
    names = {word for word, is_name in zip(cells.words, are_names(cells, articles), strict=True) if is_name}
    assert {"fox", "news", "fox news", "told fox", "told fox news"} <= names and "told" not in names


def test_templates_are_counted_apart():
    line = "\n\nSign up for our morning newsletter and read every court story first"
    rows = texts([f"The court met in town number{i} at noon." + line for i in range(12)])
    cells, templates = count_apart(rows, phrases=False)
    counted = dict(zip(cells.words, np.bincount(cells.row, cells.x).tolist(), strict=True))
    assert {"newsletter", "sign", "story"} <= templates and templates.isdisjoint({"court", "met", "noon"})
    assert counted["newsletter"] == 12 and counted["court"] == 12
    assert cells.n_words.tolist() == [8] * 12
    plain, none = count_apart(rows.head(5), phrases=False)
    assert none == set() and table(plain) == table(count_texts(rows.head(5)))


def test_a_word_that_stands_as_often_outside_is_no_template():
    line = "\n\nSign up for our morning newsletter and read every court story first"
    rows = texts([f"The court met. Court number{i} met at noon." + line for i in range(12)])
    cells, templates = count_apart(rows, phrases=False)
    assert "court" not in templates
    assert np.bincount(cells.row, cells.x)[cells.words.index("court")] == 24


def test_large_numbers_of_phrases_and_articles_do_not_overflow():
    from framing.compare.wording.counts import _add_up

    row, column, x = _add_up(np.array([3_000_000, 0], np.int32), np.array([4, 5], np.int32), np.ones(2), 20_000)
    assert row.tolist() == [0, 3_000_000] and column.tolist() == [5, 4] and x.tolist() == [1, 1]
