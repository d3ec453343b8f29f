"""Voices: they add up, they belong to their own row, and what cannot be told is refused in words."""

import time

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.clean.articles import clean_articles
from framing.find.mentions import find_mentions
from framing.find.voice import VOICES, label_voice
from framing.tables import COLUMNS, FramingError

LEXICON = pd.DataFrame({"term": ["lawfare", "sham"], "frame": ["f", "g"], "source": "test"})


def articles_of(*texts, titles=None):
    ids = [f"a{i}" for i in range(len(texts))]
    return pd.DataFrame({"article_id": ids, "title": titles or [""] * len(texts), "text": list(texts)})


def labelled(*texts, titles=None):
    articles = articles_of(*texts, titles=titles)
    return label_voice(find_mentions(articles, LEXICON), articles)


def test_each_voice_and_what_decided():
    mentions = labelled("He said “lawfare”. The lawfare went on.\nA “sham, they said.\nA sham.")
    assert mentions[["term", "voice", "rule"]].values.tolist() == [
        ["lawfare", "quoted", "inside quotation marks"],
        ["lawfare", "narrator", "outside quotation marks"],
        ["sham", "unclear", "quotation mark lost nearby"],
        ["sham", "narrator", "outside quotation marks"],
    ]
    assert list(mentions) == [*COLUMNS["mentions"], "voice", "rule"]


def test_title_and_text_are_paired_apart():
    mentions = labelled("Lawfare, they said”. The sham.", titles=["“Lawfare” is a “sham"])
    assert mentions[["part", "term", "voice"]].values.tolist() == [
        ["title", "lawfare", "quoted"],
        ["title", "sham", "unclear"],
        ["text", "lawfare", "unclear"],
        ["text", "sham", "unclear"],
    ]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.lists(
        st.lists(st.sampled_from(['"', "“", "”", " lawfare ", "sham. ", "\n", "‘", "’"]), max_size=20).map("".join),
        max_size=5,
    )
)
def test_voices_add_up_to_all_mentions(texts):
    articles = articles_of(*texts)
    mentions = find_mentions(articles, LEXICON)
    voiced = label_voice(mentions, articles)
    pd.testing.assert_frame_equal(voiced[COLUMNS["mentions"]], mentions)
    assert voiced.voice.isin(VOICES).all()
    assert voiced.voice.value_counts().reindex(VOICES, fill_value=0).sum() == len(mentions)


def test_no_mention():
    articles = articles_of("Nothing here.")
    for mentions in (find_mentions(articles, LEXICON), pd.DataFrame(columns=COLUMNS["mentions"])):
        voiced = label_voice(mentions, articles)
        assert list(voiced) == [*COLUMNS["mentions"], "voice", "rule"] and not len(voiced)
        assert voiced.voice.dtype == voiced.rule.dtype == pd.Series([], dtype="str").dtype


@pytest.mark.parametrize("labels", [[0, 0, 0], [2, 1, 0], ["x", "y", "x"]])
def test_labels_of_rows_do_not_matter(labels):
    articles = articles_of("“Lawfare” is lawfare.", "A “sham”.")
    articles.index = [9, 9]
    mentions = find_mentions(articles, LEXICON)
    mentions.index = labels
    voiced = label_voice(mentions, articles)
    assert voiced.voice.tolist() == ["quoted", "narrator", "quoted"]
    assert voiced.index.tolist() == labels


def test_order_of_rows_does_not_matter():
    articles = articles_of("“Lawfare” is lawfare.", "A “sham” lawfare.")
    mentions = find_mentions(articles, LEXICON)
    voiced = label_voice(mentions.iloc[::-1], articles.iloc[::-1])
    pd.testing.assert_frame_equal(voiced.iloc[::-1], label_voice(mentions, articles))


def test_columns_of_categories_and_ids_of_numbers():
    articles = articles_of("“Lawfare” is lawfare.", "x")
    mentions = find_mentions(articles, LEXICON)
    expected = ["quoted", "narrator"]
    assert label_voice(mentions.astype("category"), articles.astype("category")).voice.tolist() == expected
    articles["article_id"] = [1, 2]
    assert label_voice(find_mentions(articles, LEXICON), articles).voice.tolist() == expected


@pytest.mark.parametrize("nothing", [None, float("nan"), pd.NA])
def test_articles_without_title_or_text(nothing):
    articles = articles_of("“Lawfare”.", nothing, titles=[nothing, "A sham"])
    assert label_voice(find_mentions(articles, LEXICON), articles).voice.tolist() == ["quoted", "narrator"]


def test_a_text_that_is_a_number():
    articles = articles_of(1984).astype({"text": object})
    lexicon = LEXICON.assign(term=["1984", "x"])
    assert label_voice(find_mentions(articles, lexicon), articles)[["found", "voice"]].values.tolist() == [
        ["1984", "narrator"]
    ]


def test_labelling_anew_changes_nothing():
    articles = articles_of("“Lawfare” is a sham.")
    once = label_voice(find_mentions(articles, LEXICON), articles)
    pd.testing.assert_frame_equal(label_voice(once, articles), once)


def test_the_tables_given_are_not_changed():
    articles = articles_of("“Lawfare” is a sham.")
    mentions = find_mentions(articles, LEXICON)
    before = articles.copy(deep=True), mentions.copy(deep=True)
    label_voice(mentions, articles)
    pd.testing.assert_frame_equal(articles, before[0])
    pd.testing.assert_frame_equal(mentions, before[1])


def test_a_mention_just_inside_and_just_outside():
    assert labelled("“lawfare”lawfare").voice.tolist() == ["quoted", "narrator"]
    assert labelled("lawfare“lawfare” and").voice.tolist() == ["narrator", "quoted"]


MENTIONS = find_mentions(articles_of("lawfare"), LEXICON)


@pytest.mark.parametrize(
    ("mentions", "articles", "message"),
    [
        (
            MENTIONS,
            articles_of(),
            "1 of 1 mentions stand in no article of `articles`; the first names 'a0'. Keep those that do: "
            "mentions[mentions.article_id.isin(articles.article_id)].",
        ),
        (
            MENTIONS.assign(part="body"),
            articles_of("lawfare"),
            "`mentions` holds the part 'body'. "
            "A mention stands in title or text: take the table that find_mentions returns.",
        ),
        (
            MENTIONS.drop(columns="start"),
            articles_of("lawfare"),
            "`mentions` has no column `start`. It has: mention_id, article_id, term, frame, choice, part, end, found. "
            "Rename the one that holds it: mentions.rename(columns={'theirs': 'start'}).",
        ),
        (
            MENTIONS,
            articles_of("lawfare").drop(columns="title"),
            "`articles` has no column `title`. It has: article_id, text. Rename the one that holds it: "
            "articles.rename(columns={'theirs': 'title'}).",
        ),
        (
            MENTIONS,
            articles_of("lawfare", "x").assign(article_id="a0"),
            "`articles` holds 1 article_id that came before, 'a0' first. Give each row its own: "
            "articles.assign(article_id=[f'a{i}' for i in range(len(articles))]).",
        ),
        (MENTIONS.to_dict(), articles_of("lawfare"), "`mentions` must be a pandas DataFrame, not dict."),
    ],
)
def test_messages(mentions, articles, message):
    with pytest.raises(FramingError) as error:
        label_voice(mentions, articles)
    assert str(error.value) == message


def test_twenty_thousand_mentions_are_not_slow():
    articles = articles_of("He said “lawfare” and a sham. " * 10_000)
    mentions = find_mentions(articles, LEXICON)
    start = time.process_time()
    assert label_voice(mentions, articles).voice.value_counts().to_dict() == {"quoted": 10_000, "narrator": 10_000}
    assert time.process_time() - start < 2


def test_mentions_of_other_texts_are_refused():
    """Found in the raw text and labelled on the clean one, every voice would be that of another place."""
    raw = pd.DataFrame(
        {"article_id": ["a"], "outlet": ["X"], "title": ["Court"], "text": ["Court\nThey call it lawfare."]}
    )
    lexicon = pd.DataFrame({"term": ["lawfare"], "frame": ["f"], "source": ["test"]})
    clean, _ = clean_articles(raw)
    with pytest.raises(FramingError) as error:
        label_voice(find_mentions(raw, lexicon), clean)
    assert str(error.value) == (
        "'lawfare' does not stand at 19 in the text of article 'a'. Give the articles that the mentions were found in: "
        "clean first, then mentions = find_mentions(articles, lexicon)."
    )
