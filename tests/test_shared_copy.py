"""Copy that several outlets printed: counted per outlet, once, or left out, and whether a finding hangs on it."""

import pandas as pd
import pytest

import framing as fr

LEXICON = pd.DataFrame({"term": ["lawfare", "genocide"], "frame": ["law", "atrocity"], "source": "test"})
NAMES = "alder birch cedar elm fir hazel larch maple oak pine rowan spruce willow yew ash beech hornbeam linden".split()


def own_text(i, word=""):
    """Forty words that no other article has."""
    return " ".join(f"{NAMES[(i * 7 + k) % 18]}{i}" for k in range(40)) + f". {word}"


@pytest.fixture
def corpus():
    """Twelve articles an outlet; the Gazette also ran ten of the wire's paragraphs, with lawfare in them."""
    wire = [
        " ".join(f"{NAMES[(j * 5 + k) % 18]}wire{j}" for k in range(30)) + " and they called it lawfare."
        for j in range(10)
    ]
    rows = [("Wire", own_text(i) + "\n\n" + (wire[i] if i < 10 else "")) for i in range(12)]
    rows += [("Gazette", own_text(i + 20, "genocide") + "\n\n" + (wire[i] if i < 10 else "")) for i in range(12)]
    rows += [("Post", own_text(i + 40, "lawfare and genocide")) for i in range(12)]
    raw = pd.DataFrame(rows, columns=["outlet", "text"]).assign(title="", published=pd.Timestamp("2024-05-01"))
    raw["article_id"] = [f"a{i}" for i in range(len(raw))]
    articles, _ = fr.clean_articles(raw)
    return fr.find_mentions(articles, LEXICON), articles


def test_three_ways_to_count_what_the_gazette_took_over(corpus):
    mentions, articles = corpus
    table = fr.compare_outlets(mentions, articles, by="term", copies="per outlet").set_index(
        ["term", "outlet_a", "outlet_b"]
    )
    row = table.loc["lawfare", "Gazette", "Post"]
    assert (row.n_mentions_a, row.n_mentions_b) == (10, 12)
    once = fr.compare_outlets(mentions, articles, by="term", copies="once").set_index(["term", "outlet_a", "outlet_b"])
    assert once.loc["lawfare", "Gazette", "Post"].n_mentions_a == 0  # the wire ran it first, by the order of the table
    assert once.loc["lawfare", "Post", "Wire"].n_mentions_b == 10
    out = fr.compare_outlets(mentions, articles, by="term", copies="left out").set_index(
        ["term", "outlet_a", "outlet_b"]
    )
    assert out.loc["lawfare", "Post", "Wire"].n_mentions_b == 0
    for way, of_way in (("per_outlet", table), ("once", once), ("left_out", out)):
        assert table[f"ratio_{way}"].tolist() == pytest.approx(of_way.ratio.tolist(), nan_ok=True)
        assert once[f"q_{way}"].tolist() == pytest.approx(of_way.q_value.tolist(), nan_ok=True)


def test_describe_says_which_finding_hangs_on_it(corpus):
    mentions, articles = corpus
    table = fr.compare_outlets(mentions, articles, by="term", copies="per outlet")
    said = fr.describe(table[(table.term == "lawfare") & (table.outlet_a == "Gazette") & (table.outlet_b == "Post")])
    assert "1 of 1 differences depend on how text that several outlets printed is counted." in said
    assert "lawfare, Gazette, Post, shared text counted for every outlet ratio" in said
    steady = fr.describe(table[(table.term == "genocide") & (table.outlet_a == "Gazette") & (table.outlet_b == "Wire")])
    assert "Every difference that is shown holds however text that several outlets printed is counted." in steady
    assert "depend on how" not in fr.describe(fr.compare_outlets(mentions, articles, by="term"))


def test_without_shared_copy_all_ways_are_one():
    raw = pd.DataFrame({"article_id": range(24), "outlet": ["X", "Y"] * 12, "title": ""})
    raw["text"] = [own_text(i, "genocide" if i % 2 else "") for i in range(24)]
    articles, _ = fr.clean_articles(raw)
    mentions = fr.find_mentions(articles, LEXICON)
    plain = fr.compare_outlets(mentions, articles)
    for way in ("per outlet", "once", "left out"):
        pd.testing.assert_frame_equal(fr.compare_outlets(mentions, articles, copies=way)[plain.columns], plain)


def test_an_article_that_is_nothing_but_copy_is_no_unit_where_copy_is_left_out():
    told = " ".join(f"{name}wire" for name in NAMES * 2) + " lawfare."
    raw = pd.DataFrame({"article_id": range(22), "outlet": ["X", "Y"] * 11, "title": ""})
    raw["text"] = [told, told, *(own_text(i, "lawfare") for i in range(20))]
    articles, _ = fr.clean_articles(raw)
    mentions = fr.find_mentions(articles, LEXICON)
    assert fr.compare_outlets(mentions, articles, copies="left out").n_units_a[0] == 10
    once = fr.compare_outlets(mentions, articles, copies="once")
    assert (once.n_units_a[0], once.n_units_b[0]) == (11, 10)


def test_messages(corpus, two_outlets):
    with pytest.raises(fr.FramingError) as error:
        fr.compare_outlets(*corpus, copies="twice")
    assert str(error.value) == "copies='twice' is not known. Give one of: 'per outlet', 'once', 'left out'."
    with pytest.raises(fr.FramingError) as error:
        fr.compare_outlets(*two_outlets, copies="once")
    assert str(error.value) == (
        "copies='once' looks for copy that outlets share, and `articles` has no column `text`. "
        "Leave it out: copies=None."
    )
