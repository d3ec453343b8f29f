import pandas as pd
import pytest

import framing as fr
from framing.read.datasets import data_folder
from framing.voice.label import VOICES

LEXICON = pd.DataFrame({"term": ["lawfare"], "frame": ["delegitimation"], "source": "test"})


def context_of(text, title="", outlet="X"):
    articles = pd.DataFrame({"article_id": ["a"], "outlet": [outlet], "title": [title], "text": [text]})
    return fr.show_context(fr.label_voice(fr.find_mentions(articles, LEXICON), articles), articles)


def test_words_around_a_mention_are_whole_and_single_spaced():
    rows = context_of("start " + "word " * 40 + "\n\nthey  said lawfare,\nthen " + "more " * 40).rows
    assert rows.before[0].endswith("word they said ") and rows.before[0].startswith("word ")
    assert rows.after[0].startswith(", then more ") and rows.after[0].endswith("more")
    assert len(rows.before[0]) <= 60 and len(rows.after[0]) <= 60


def test_everything_is_escaped():
    html = context_of("<script>alert(1)</script> lawfare <b>&amp;</b>", outlet="<i>X</i>")._repr_html_()
    assert "<script>" not in html and "<b>&" not in html and "<i>" not in html
    assert "&lt;script&gt;" in html and "<mark>lawfare</mark>" in html


def test_outlet_and_voice_stand_beside_the_words():
    shown = context_of("He called it “lawfare” again.")
    assert shown.rows[["outlet", "voice", "found"]].values.tolist() == [["X", "quoted", "lawfare"]]
    assert "<td>X<small>delegitimation</small></td>" in shown._repr_html_()
    assert "<b>quoted</b>" in shown._repr_html_() and "[lawfare]" in repr(shown)


def labelled(**labels):
    articles = pd.DataFrame({"article_id": ["a"], "outlet": ["X"], "title": [""], "text": ["It is no lawfare."]})
    return fr.show_context(fr.find_mentions(articles, LEXICON).assign(**labels), articles)


ALL = {"voice": "paraphrased", "speaker": "Ann Roe", "scare": "no", "stance": "negated", "rule": "cue: denied"}


def test_speaker_stance_and_what_decided_stand_beside_the_voice():
    shown = labelled(**ALL, confidence=0.873)
    assert "<td><b>paraphrased</b>: Ann Roe<small>negated · cue: denied (87% sure)</small></td>" in shown._repr_html_()
    first, second = repr(shown).splitlines()
    assert first.startswith("X                      paraphrased ") and first.endswith("It is no [lawfare].")
    assert second.strip() == "Ann Roe · negated · cue: denied (87% sure)"
    assert shown.rows.columns.tolist() == [
        "mention_id", "article_id", "outlet", "frame", "voice", "before", "found", "after",
        "speaker", "scare", "stance", "rule", "confidence",
    ]  # fmt: skip
    assert shown.rows.confidence.tolist() == [0.873] and shown.rows.speaker.tolist() == ["Ann Roe"]


def test_scare_quotes_are_named_and_what_is_missing_leaves_no_trace():
    shown = labelled(voice="narrator", speaker="", scare="yes", stance="hedged", rule="", confidence=None)
    assert "<td><b>narrator</b><small>hedged · scare quotes</small></td>" in shown._repr_html_()
    bare = labelled(voice="unclear", speaker=None, scare="no", stance="", rule=None, confidence=float("nan"))
    assert "<td><b>unclear</b></td>" in bare._repr_html_() and len(repr(bare).splitlines()) == 1


def test_mentions_without_labels_have_no_column_for_them():
    shown = labelled()
    assert "whose words" not in shown._repr_html_() and "<small>delegitimation</small>" in shown._repr_html_()
    assert shown.rows[["voice", "speaker", "scare", "stance", "rule"]].values.tolist() == [[""] * 5]
    assert shown.rows.confidence.isna().all() and len(repr(shown).splitlines()) == 1


def test_labels_are_escaped():
    shown = labelled(**{**ALL, "speaker": "<i>Ann</i>", "rule": "cue: <b>said</b>"}, confidence=1)
    assert "<i>" not in shown._repr_html_() and "<b>said" not in shown._repr_html_()
    assert "&lt;i&gt;Ann&lt;/i&gt;" in shown._repr_html_()


def test_no_colour_is_fixed_that_a_dark_notebook_would_swallow():
    style = labelled(**ALL)._repr_html_().split("</style>")[0]
    assert "#" not in style and "color:inherit" in style


def test_the_labels_of_the_teaching_corpus_are_shown_one_by_one():
    data = fr.load("teaching")
    articles, _ = fr.clean_articles(data.articles)
    gold = pd.read_csv(data_folder() / "teaching" / "gold.csv", keep_default_na=False)
    mentions = fr.find_mentions(articles, data.lexicon).merge(gold.drop(columns="note"), on="mention_id")
    shown = fr.show_context(mentions, articles)
    columns = ["voice", "speaker", "scare", "stance"]
    assert shown.rows[columns].equals(mentions[columns].astype("str")) and len(shown.rows) == len(gold)
    assert set(shown.rows.voice) == set(VOICES)
    html = shown._repr_html_()
    assert all(f"<b>{voice}</b>" in html for voice in set(mentions.voice[:200]))


def test_mentions_in_titles_are_shown_from_the_title():
    assert context_of("No word.", title="More lawfare now").rows[["before", "after"]].values.tolist() == [
        ["More ", " now"]
    ]


def test_more_than_fit_are_announced_with_the_line_that_shows_them():
    articles = pd.DataFrame({"article_id": ["a"], "outlet": ["X"], "title": [""], "text": ["lawfare " * 300]})
    shown = fr.show_context(fr.find_mentions(articles, LEXICON), articles)
    assert "200 of 300 mentions. The next ones: show_context(mentions.iloc[200:400], articles)." in repr(shown)
    assert len(shown.rows) == 300


def test_no_mention_says_so():
    assert repr(context_of("Nothing here.")) == "No mention to show."


def test_messages():
    with pytest.raises(fr.FramingError, match=r"^`mentions` has no column `mention_id` and no column "):
        fr.show_context(pd.DataFrame({"a": [1]}), pd.DataFrame())
    articles = pd.DataFrame({"article_id": ["a", "b"], "outlet": "X", "title": "", "text": "lawfare"})
    mentions = fr.find_mentions(articles, LEXICON)
    with pytest.raises(
        fr.FramingError, match=r"^1 of 2 mentions stand in no article of `articles`; the first names 'b'"
    ):
        fr.show_context(mentions, articles[:1])


def test_numbers_as_outlets_and_empty_cells_are_shown():
    articles = pd.DataFrame({"article_id": ["a"], "outlet": [7], "title": [None], "text": ["lawfare"]})
    mentions = fr.find_mentions(articles, LEXICON).assign(voice=None)
    shown = fr.show_context(mentions, articles)
    assert repr(shown).startswith("7 ") and "<td>7<small>" in shown._repr_html_()
