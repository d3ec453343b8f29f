import pandas as pd
import pytest

import framing as fr

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
    assert "quoted" in shown._repr_html_() and "[lawfare]" in repr(shown)


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
    assert repr(shown).startswith("7 ") and "<td>7</td>" in shown._repr_html_()
