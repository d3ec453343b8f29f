"""What an outlet prints again and again."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing as fr
from framing.clean.cutouts import take_out
from framing.clean.shingles import count_different, number_runs, read_words

COLUMNS = ["article_id", "part", "start", "end", "text", "n_articles", "outlet"]
FOOTER = "Sign up here for our daily letter and never miss a story"
# twelve words of its own for each article, so that nothing repeats by chance
OWN = [" ".join(f"word{i}x{j}" for j in range(12)) for i in range(40)]


def table(texts, outlet="Gazette", titles=None) -> pd.DataFrame:
    titles = titles or [f"Headline number{i}" for i in range(len(texts))]
    return pd.DataFrame({"article_id": range(len(texts)), "outlet": outlet, "title": titles, "text": texts})


def found_in(articles) -> list[str]:
    found = fr.find_templates(articles)
    for x in found.itertuples():
        row = articles[articles.article_id == x.article_id].iloc[0]
        assert row[x.part][x.start : x.end] == x.text
    return found.text.tolist()


def test_a_line_of_eight_articles_is_found_however_short():
    articles = table([f"{own}\n\nAdvertisement\n\n{own[::-1]}" for own in OWN[:8]])
    found = fr.find_templates(articles)
    assert found.columns.tolist() == COLUMNS
    assert found.text.tolist() == ["Advertisement"] * 8
    assert found.n_articles.tolist() == [8] * 8
    assert found_in(articles.head(7)) == []


def test_a_run_inside_a_paragraph_is_found_with_the_marks_around_it():
    articles = table([f"{own} “{FOOTER}.” {own[::-1]}" for own in OWN[:9]])
    assert found_in(articles) == [f"“{FOOTER}.”"] * 9


def test_seven_words_inside_a_paragraph_are_prose():
    name = "Senate Majority Leader Ada Lind of Kestria"
    assert found_in(table([f"{own} {name} {own[::-1]}" for own in OWN[:20]])) == []


def test_one_per_cent_of_the_outlet_is_asked_for():
    texts = [f"{i} is{i} all{i} of{i} it{i}" + (f"\n{FOOTER}" if i < 9 else "") for i in range(1000)]
    assert found_in(table(texts)) == []  # 9 of 1,000
    assert len(found_in(table(texts[:900]))) == 9


def test_outlets_are_counted_apart():
    articles = table([f"{own}\n{FOOTER}" for own in OWN[:14]])
    assert len(found_in(articles)) == 14
    assert found_in(articles.assign(outlet=["X", "Y"] * 7)) == []


def test_case_and_punctuation_make_no_difference():
    forms = [FOOTER, FOOTER.upper(), FOOTER.replace(" and", ", and")]
    articles = table([f"{own}\n{forms[i % 3]}" for i, own in enumerate(OWN[:9])])
    assert found_in(articles) == forms * 3


def test_what_a_page_glued_to_a_name_is_found_without_the_name():
    headline = "Five takeaways from the first hearing on the budget"
    names = "Lind Kern Orme Tamsk Irrim Quill Saar Dray Pell".split()
    articles = table([f"{o} {name}{headline} MORE {o[::-1]}" for o, name in zip(OWN, names, strict=False)])
    assert found_in(articles) == [headline + " MORE"] * 9


def test_prose_that_some_articles_have_at_the_side_stays():
    said = [" he said." if i < 8 else " it was." if i < 16 else f" end{i}." for i in range(40)]
    articles = table([f"{own}{end} {FOOTER}" for own, end in zip(OWN, said, strict=True)])
    assert found_in(articles) == [FOOTER] * 40


def test_five_words_at_the_side_in_three_articles_are_taken_along():
    more = "Read what our readers wrote"
    articles = table([f"{own} {FOOTER}" + (f" {more}" if i < 3 else "") for i, own in enumerate(OWN[:10])])
    assert found_in(articles) == [f"{FOOTER} {more}"] * 3 + [FOOTER] * 7


def test_the_name_of_the_outlet_in_titles():
    titles = [f"The court rules{i} on case{i} | Gazette" for i in range(8)]
    found = fr.find_templates(table(OWN[:8], titles=titles))
    assert found.text.tolist() == ["Gazette"] * 8
    assert set(found.part) == {"title"}
    assert found.start.tolist() == [title.index("Gazette") for title in titles]


def test_copies_and_versions_of_one_article_make_no_template():
    text = "\n".join(OWN[:10])
    assert found_in(table([text] * 12)) == []
    clean, _ = fr.clean_articles(table([text] * 12))
    assert found_in(clean) == []
    assert found_in(table([f"{text}\nUpdate{i} with news{i}" for i in range(12)])) == []


def test_a_copy_has_the_template_too_and_does_not_count():
    articles = table([f"{own}\n{FOOTER}" for own in [*OWN[:8], OWN[0]]])
    found = fr.find_templates(articles)
    assert (len(found), set(found.n_articles)) == (9, {8})


def test_holes_and_empty_tables():
    empty = table([])
    found = fr.find_templates(empty)
    assert found.columns.tolist() == COLUMNS
    assert found[["start", "end", "n_articles"]].dtypes.tolist() == [np.dtype("int64")] * 3
    articles = table([None, np.nan, "", "…", *[f"{own}\n{FOOTER}" for own in OWN[:8]]])
    articles["title"] = None
    articles.index = [7] * 12
    before = articles.copy()
    assert len(fr.find_templates(articles)) == 8
    pd.testing.assert_frame_equal(articles, before)
    assert len(fr.find_templates(articles.assign(outlet=None))) == 8


def test_messages():
    with pytest.raises(fr.FramingError) as error:
        fr.find_templates(table(["a"]).drop(columns="text"))
    assert str(error.value) == (
        "`articles` has no column `text`: these are counts, and repeated text is found only in the texts. "
        "Read the texts: articles, ledger = read_articles(path)."
    )
    with pytest.raises(fr.FramingError, match="has no column `outlet`"):
        fr.find_templates(table(["a"]).drop(columns="outlet"))
    with pytest.raises(fr.FramingError, match="has no column `title`"):
        fr.find_templates(table(["a"]).drop(columns="title"))
    with pytest.raises(fr.FramingError, match="holds 1 article_id that came before"):
        fr.find_templates(pd.concat([table(["a"])] * 2))


WORDS = st.lists(st.sampled_from("a b c d’e F G-h".split()), max_size=12).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=6), st.integers(1, 5))
def test_runs_have_the_same_number_if_and_only_if_they_are_the_same_words(pairs, length):
    words = read_words(pd.DataFrame(pairs, columns=["title", "text"]))
    at, number = number_runs(words, length, words.piece)
    runs = [
        tuple(words.pieces[words.piece[i]][a:b].lower().replace("’", "'") for a, b in
              zip(words.start[i : i + length], words.end[i : i + length], strict=True))
        for i in at
    ]  # fmt: skip
    assert len(set(runs)) == len(set(number.tolist())) == len(set(zip(runs, number.tolist(), strict=True)))


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(-1, 4))))
def test_counting_different_things_equals_a_plain_loop(pairs):
    number = np.array([n for n, _ in pairs], np.uint64)
    things = np.array([t for _, t in pairs], np.int64)
    plain = [len({t for other, t in pairs if other == n and t >= 0}) for n, _ in pairs]
    assert count_different(number, things).tolist() == plain


PARTS = st.lists(st.sampled_from([FOOTER, "Advertisement", "One. Two", "YouTube", OWN[0][:30]]), max_size=4)


@settings(max_examples=20, deadline=None)
@given(st.lists(PARTS, min_size=8, max_size=12), st.sampled_from(["\n", " ", "\n\n"]))
def test_stretches_stand_where_they_say_and_never_overlap(lists, glue):
    articles = table([glue.join([*parts, f"own{i}"]) for i, parts in enumerate(lists)])
    found_in(articles)
    found = fr.find_templates(articles)
    for _, own in found.groupby(["article_id", "part"]):
        assert (own.start.to_numpy()[1:] >= own.end.to_numpy()[:-1]).all()
    pd.testing.assert_frame_equal(found, fr.find_templates(articles))
    take_out(articles, found)


def test_the_teaching_articles_have_none():
    articles, _ = fr.clean_articles(fr.load("teaching").articles)
    assert len(fr.find_templates(articles)) == 0


def test_real_pages(shared):
    """The Hill sets headlines of other stories behind a politician's name; that is furniture, and no prose."""
    articles = pd.read_parquet(shared / "allsides" / "articles.parquet")
    articles = articles[articles.outlet.isin(["The Hill", "Christian Science Monitor", "Reuters"])]
    found = fr.find_templates(articles)
    hill = found[found.outlet == "The Hill"]
    assert hill.text.str.contains("GOP senators balk at lengthy impeachment trial").sum() > 80
    assert hill.text.str.fullmatch("ADVERTISEMENT").sum() > 200
    assert (found[found.outlet == "Christian Science Monitor"].text.str.contains("delivered to your inbox")).sum() > 115
    assert not found.text.str.fullmatch(r"(Senate )?Majority Leader Mitch McConnell.{0,10}").any()
