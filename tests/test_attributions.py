"""Attributions: disjoint, in order, where they say, and the same whatever else is read with them."""

import json

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.tables import COLUMNS, FramingError
from framing.voice import reading
from framing.voice.attributions import find_attributions

PIECES = st.sampled_from(
    "\"/“/”/‘/’/''/``/«/»/ said /Ann Roe /The court /according to /officials /fears /that /lawfare /, /. /? /: /—/\n/"
    "\n\n/\t/é/🙂/سلام /你好/\u200f/Mr. /1,000 ".split("/")
)
MIXTURE = st.lists(PIECES, max_size=60).map("".join)
TEXTS = [
    "The court is a tool, Ann Roe said on Monday. “It was a sham from the start,” she added. It rained.",
    "According to two diplomats, the talks failed. Critics fear a long war.",
    "It rained.",
]


def articles_of(*texts, titles=None):
    ids = [f"a{i}" for i in range(len(texts))]
    return pd.DataFrame({"article_id": ids, "title": titles or [""] * len(texts), "text": list(texts)})


def words_of(attributions, articles):
    texts = articles.set_index("article_id")
    return [texts.at[row.article_id, row.part][row.start : row.end] for row in attributions.itertuples()]


def test_who_speaks_in_plain_cases():
    articles = articles_of(*TEXTS)
    found = find_attributions(articles)
    assert list(found) == [*COLUMNS["attributions"], "part", "named", "n_words"]
    assert found[["kind", "speaker", "cue", "named"]].values.tolist() == [
        ["indirect", "Ann Roe", "said", True],
        ["direct", "Ann Roe", "added", True],
        ["indirect", "two diplomats", "According to", False],
        ["attitude", "critics", "fear", False],
    ]
    assert words_of(found, articles)[1:3] == ["“It was a sham from the start,”", "the talks failed"]
    she = found.iloc[1]
    assert TEXTS[0][she.speaker_start : she.speaker_end] == "she"
    assert found.n_words.tolist()[:2] == [5, 7]


def test_a_title_speaks_too():
    articles = articles_of(
        "The trial of the general began on Monday in the capital.", titles=["Court is a sham, Ann Roe says"]
    )
    found = find_attributions(articles)
    assert found[["part", "speaker"]].values.tolist() == [["title", "Ann Roe"]]
    assert words_of(found, articles) == ["Court is a sham"]


@settings(max_examples=300, deadline=None, derandomize=True)
@given(MIXTURE, MIXTURE)
def test_stretches_are_disjoint_in_order_and_inside(title, text):
    articles = articles_of(text, titles=[title])
    found = find_attributions(articles)
    for part, rows in found.groupby("part"):
        length = len(title if part == "title" else text)
        assert (rows.start.iloc[1:].to_numpy() >= rows.end.iloc[:-1].to_numpy()).all()
        assert rows.start.ge(0).all() and rows.end.le(length).all() and rows.start.lt(rows.end).all()
        assert (rows.speaker_start.eq(-1) == rows.speaker_end.eq(-1)).all() and rows.speaker_end.le(length).all()
    assert found.kind.isin(["direct", "indirect", "attitude"]).all()
    assert found.confidence.between(0, 1).all() and found.n_words.ge(0).all()


def test_what_is_found_in_an_article_depends_on_it_alone(monkeypatch):
    monkeypatch.setattr(reading, "Memory", NoMemory)
    many = articles_of(*TEXTS * 20, titles=["Court is a sham, Ann Roe says"] * 60)
    together = find_attributions(many)
    alone = pd.concat([find_attributions(many.iloc[[i]]) for i in range(len(many))], ignore_index=True)
    pd.testing.assert_frame_equal(together, alone)
    monkeypatch.setattr(reading.os, "cpu_count", lambda: 1)
    pd.testing.assert_frame_equal(find_attributions(many), together)
    backwards = find_attributions(many.iloc[::-1]).sort_values(["article_id", "part", "start"], ignore_index=True)
    pd.testing.assert_frame_equal(backwards, together.sort_values(["article_id", "part", "start"], ignore_index=True))


def test_what_was_found_is_kept_and_comes_back_the_same(monkeypatch):
    articles = articles_of("Ann Roe said that it rains, as it always did. It rained and rained.", TEXTS[1])
    first = find_attributions(articles)
    monkeypatch.setattr(reading, "read_article", None)  # nothing is read a second time
    pd.testing.assert_frame_equal(find_attributions(articles), first)


def test_what_was_done_before_an_interruption_is_kept(monkeypatch):
    articles = articles_of(*(f"Ann Roe said that {i} people came to the hearing on Monday." for i in range(5)))
    read, done = reading.read_article, []

    def interrupted(title, text):
        if "3 people" in text:
            raise KeyboardInterrupt
        done.append(text)
        return read(title, text)

    monkeypatch.setattr(reading, "read_article", interrupted)
    monkeypatch.setattr(reading.os, "cpu_count", lambda: 1)
    with pytest.raises(KeyboardInterrupt):
        find_attributions(articles)
    assert len(done) >= 3
    done.clear()
    monkeypatch.setattr(reading, "read_article", lambda *pair: done.append(pair[1]) or read(*pair))
    assert len(find_attributions(articles)) == 5
    assert not any(f"{i} people" in text for text in done for i in range(3))


@pytest.mark.parametrize("nothing", [None, float("nan"), pd.NA, ""])
def test_articles_without_text(nothing):
    articles = articles_of(nothing, titles=[nothing])
    assert len(find_attributions(articles)) == 0
    assert len(find_attributions(articles.iloc[:0])) == 0


def test_a_long_text_without_a_stop_and_one_of_marks_only():
    found = find_attributions(articles_of("word " * 30_000, '“”"‘’' * 500, "“" * 1000))
    assert found.empty or found.article_id.eq("a0").all()


def test_the_table_is_the_same_after_json():
    """What the memory keeps are plain numbers and words."""
    assert json.loads(json.dumps(reading.read_article("", TEXTS[0])))[0] is True


def test_messages():
    with pytest.raises(FramingError) as error:
        find_attributions(pd.DataFrame({"id": ["a"], "title": [""], "text": [""]}))
    assert str(error.value) == (
        "`articles` has no column `article_id`. It has: id, title, text. "
        "Rename the one that holds it: articles.rename(columns={'id': 'article_id'})."
    )


class NoMemory:
    def __init__(self, model):
        pass

    def recall(self, keys):
        return {}

    def keep(self, found):
        pass

    def close(self):
        pass
