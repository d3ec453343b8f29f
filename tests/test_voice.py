"""Voices: they add up, they belong to their own row, and what cannot be told is refused in words."""

import time

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.clean.articles import clean_articles
from framing.find.mentions import find_mentions
from framing.tables import COLUMNS, FramingError
from framing.voice.attributions import find_attributions
from framing.voice.label import VOICES, label_voice

LEXICON = pd.DataFrame({"term": ["lawfare", "sham"], "frame": ["f", "g"], "source": "test"})
ADDED = ["voice", "speaker", "scare", "stance", "rule", "confidence"]
SAID = "The envoy said “lawfare had won again”"  # a quotation that nobody would miss


def articles_of(*texts, titles=None):
    ids = [f"a{i}" for i in range(len(texts))]
    return pd.DataFrame({"article_id": ids, "title": titles or [""] * len(texts), "text": list(texts)})


def labelled(*texts, titles=None):
    articles = articles_of(*texts, titles=titles)
    return label_voice(find_mentions(articles, LEXICON), articles)


def by_hand(text, *stretches):
    """Labels of the mentions in `text`, with attributions made by hand: (words, kind, speaker, cue)."""
    articles = articles_of(text)
    rows = [
        {"article_id": "a0", "start": text.index(words), "end": text.index(words) + len(words), "kind": kind,
         "speaker": speaker, "speaker_start": -1, "speaker_end": -1, "cue": cue, "confidence": 0.9}
        for words, kind, speaker, cue in stretches
    ]  # fmt: skip
    attributions = pd.DataFrame(rows, columns=COLUMNS["attributions"])
    return label_voice(find_mentions(articles, LEXICON), articles, attributions)


def test_each_voice_and_what_decided():
    text = (
        "Roe said “it is lawfare to the bone”. The lawfare went on. Officials argued that it was a sham. "
        "Voters fear the sham.\nA “sham, they said.\nThe “sham” court met."
    )
    mentions = by_hand(
        text,
        ("it is lawfare to the bone", "direct", "Ann Roe", "said"),
        ("that it was a sham", "indirect", "officials", "argued"),
        ("the sham.", "attitude", "voters", "fear"),
    )
    assert mentions[["voice", "speaker", "scare", "rule"]].values.tolist() == [
        ["quoted", "Ann Roe", "no", "in marks, cue: said"],
        ["narrator", "", "no", "no source found"],
        ["paraphrased", "officials", "no", "cue: argued"],
        ["ascribed", "voters", "no", "cue: fear"],
        ["unclear", "", "no", "quotation mark lost nearby"],
        ["narrator", "", "yes", "marks that nobody is quoted for"],
    ]
    assert list(mentions) == [*COLUMNS["mentions"], *ADDED]
    assert mentions.confidence.isna().tolist() == [False, True, False, False, True, True]


def test_stance_is_of_whoever_speaks():
    text = (
        "Roe denied that it was lawfare. It is no sham. Is it lawfare? The so-called sham went on. The lawfare ended."
    )
    mentions = by_hand(text, ("that it was lawfare", "indirect", "Ann Roe", "denied"))
    assert mentions.stance.tolist() == ["negated", "negated", "questioned", "hedged", "asserted"]


def test_marks_of_distance_hedge():
    mentions = by_hand("The “sham” court met.")
    assert mentions[["voice", "scare", "stance"]].values.tolist() == [["narrator", "yes", "hedged"]]


def test_a_long_quotation_without_a_source_is_quoted():
    mentions = by_hand("“The lawfare goes on and on.” It rained.")
    assert mentions[["voice", "speaker", "rule"]].values.tolist() == [["quoted", "", "in marks, no source found"]]


def test_a_short_quotation_that_its_clause_gives_to_somebody_is_quoted():
    mentions = by_hand("She called the case “lawfare”.")
    assert mentions[["voice", "scare", "stance", "rule"]].values.tolist() == [
        ["quoted", "no", "asserted", "in marks, somebody is quoted: called"]
    ]


def test_other_languages_are_unclear():
    german = "Die Regierung sprach von Lawfare und sagte, dass das Gericht nicht mehr zu retten sei, wie es heißt. " * 3
    mentions = labelled(german)
    assert set(mentions.voice) == {"unclear"} and set(mentions.rule) == {"not in English"}
    assert set(mentions.stance) == {""}


def test_the_machine_finds_who_speaks():
    text = (
        "The court is a tool of lawfare, Ann Roe said on Monday. “The trial was a sham from the start,” she added. "
        "According to two diplomats, the sham will end. The lawfare went on."
    )
    mentions = labelled(text)
    assert mentions[["voice", "speaker"]].values.tolist() == [
        ["paraphrased", "Ann Roe"],
        ["quoted", "Ann Roe"],
        ["paraphrased", "two diplomats"],
        ["narrator", ""],
    ]
    assert mentions.confidence.between(0.5, 1).all()


def test_both_ways_give_the_same_labels():
    articles = articles_of("Ann Roe said it was lawfare. The sham went on.", f"{SAID}.", "Das ist lawfare.")
    mentions = find_mentions(articles, LEXICON)
    directly = label_voice(mentions, articles)
    through = label_voice(mentions, articles, find_attributions(articles))
    pd.testing.assert_frame_equal(directly[directly.voice != "narrator"], through[directly.voice != "narrator"])
    pd.testing.assert_frame_equal(directly.drop(columns="confidence"), through.drop(columns="confidence"))


def test_title_and_text_are_paired_apart():
    mentions = labelled("Lawfare, they said”. The sham.", titles=["Roe: “Lawfare goes on” is a “sham"])
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
        assert list(voiced) == [*COLUMNS["mentions"], *ADDED] and not len(voiced)
        assert voiced.voice.dtype == voiced.rule.dtype == pd.Series([], dtype="str").dtype
        assert voiced.confidence.dtype == float


@pytest.mark.parametrize("labels", [[0, 0, 0], [2, 1, 0], ["x", "y", "x"]])
def test_labels_of_rows_do_not_matter(labels):
    articles = articles_of(f"{SAID}. The lawfare went on.", "A “sham” court.")
    articles.index = [9, 9]
    mentions = find_mentions(articles, LEXICON)
    mentions.index = labels
    voiced = label_voice(mentions, articles)
    assert voiced.voice.tolist() == ["quoted", "narrator", "narrator"]
    assert voiced.index.tolist() == labels


def test_order_of_rows_does_not_matter():
    articles = articles_of("“Lawfare” is lawfare.", "A “sham” lawfare.")
    mentions = find_mentions(articles, LEXICON)
    voiced = label_voice(mentions.iloc[::-1], articles.iloc[::-1])
    pd.testing.assert_frame_equal(voiced.iloc[::-1], label_voice(mentions, articles))


def test_columns_of_categories_and_ids_of_numbers():
    articles = articles_of(f"{SAID}. The lawfare went on.", "x")
    mentions = find_mentions(articles, LEXICON)
    expected = ["quoted", "narrator"]
    assert label_voice(mentions.astype("category"), articles.astype("category")).voice.tolist() == expected
    articles["article_id"] = [1, 2]
    assert label_voice(find_mentions(articles, LEXICON), articles).voice.tolist() == expected


@pytest.mark.parametrize("nothing", [None, float("nan"), pd.NA])
def test_articles_without_title_or_text(nothing):
    articles = articles_of(f"{SAID}.", nothing, titles=[nothing, "A sham"])
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
    assert by_hand("“lawfare”lawfare").scare.tolist() == ["yes", "no"]
    assert by_hand("lawfare“lawfare” and").scare.tolist() == ["no", "yes"]


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
    articles = articles_of(f"{SAID}. It is a sham. " * 10_000)
    mentions = find_mentions(articles, LEXICON)
    start = time.process_time()
    voiced = label_voice(mentions, articles)
    assert time.process_time() - start < 20
    assert set(voiced[voiced.term == "lawfare"].voice) == {"quoted"}


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
