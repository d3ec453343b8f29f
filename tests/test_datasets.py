"""Data sets that ship: they hold together, no text is in them, and they are what the committed command writes."""

import runpy
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import framing as fr
from framing.read.datasets import NAMES, data_folder, load_texts
from framing.text.characters import fold
from framing.text.words import WORD
from framing.voice.label import VOICES

FACTS = ["icc", "allsides"]
LONGEST = 60  # characters of a cell in mentions: ids, found terms and cues, never a sentence
MOST_WORDS = 4  # of a text in a row: an outlet that names a source in eleven words has written a phrase
MAKE = runpy.run_path(str(Path(__file__).resolve().parents[1] / "benchmarks" / "make_facts.py"))


@pytest.fixture(scope="module", params=FACTS)
def facts(request):
    return fr.load(request.param)


@pytest.fixture(scope="module")
def allsides():
    return fr.load("allsides")


def test_each_mention_has_its_article_and_its_entry(facts):
    articles, mentions, lexicon = facts.articles, facts.mentions, facts.lexicon
    assert articles.article_id.is_unique and mentions.mention_id.is_unique
    assert mentions.article_id.isin(articles.article_id).all()
    assert set(zip(mentions.term, mentions.frame, mentions.choice, strict=True)) <= set(
        zip(lexicon.term, lexicon.frame, lexicon.choice, strict=True)
    )
    assert (mentions.end - mentions.start == mentions.found.str.len()).all()
    assert mentions.part.isin(["title", "text"]).all() and mentions.voice.isin(VOICES).all()
    assert mentions.confidence.dropna().between(0, 1).all() and mentions.confidence.notna().mean() > 0.9


def test_every_article_can_be_measured(facts):
    assert (facts.articles.n_words > 0).all() and (facts.articles.outlet != "").all()
    assert facts.articles.published.dtype.kind == "M" and facts.articles.quotes_ok.dtype == bool
    assert facts.ledger is None and facts.about.startswith("Facts, without the texts")


def test_no_text_is_in_the_facts(facts):
    tables = [facts.articles, facts.mentions] + [facts.words] * (facts.words is not None)
    assert not any("text" in table for table in tables)
    for column in facts.mentions.select_dtypes(exclude="number"):
        assert facts.mentions[column].str.len().max() <= LONGEST, column
    taken = [facts.mentions.found]  # the words that come from a text
    if "speaker" in facts.mentions:
        taken += [facts.mentions.speaker, facts.mentions.rule.str.extract("cue: (.*)")[0].dropna()]
    for words in taken:
        assert words.str.split().str.len().max() <= MOST_WORDS


def test_allsides_names_no_headline_and_stays_small(allsides):
    assert list(allsides.articles) == MAKE["ALLSIDES"]
    assert sum(path.stat().st_size for path in (data_folder() / "allsides").iterdir()) < 4e6


def test_words_agree_with_the_count_of_words(allsides):
    words, articles = allsides.words, allsides.articles.set_index("article_id")
    assert articles.outlet[words.article_id].nunique() == 8 and words.word.nunique() == 5000
    assert not words.duplicated(["article_id", "word"]).any() and (words.n > 0).all()
    listed = words.groupby("article_id").n.sum()
    largest = articles[articles.outlet.isin(articles.outlet[words.article_id].unique())]
    assert set(listed.index) == set(largest.index)  # no article is without common words
    assert (listed <= articles.n_words[listed.index]).all()
    assert all(WORD.fullmatch(word) and fold(word) == word for word in words.word.unique())


def test_words_inside_are_a_part_of_all_and_the_file_stays_small(allsides):
    words = allsides.words
    assert list(words) == ["article_id", "word", "n", "n_inside"]
    assert ((words.n_inside >= 0) & (words.n_inside <= words.n)).all()
    assert 0.85 < words.n_inside.sum() / words.n.sum() < 0.97
    credits = words[words.word == "copyright"]  # in the last line of one outlet's pages
    assert credits.n_inside.sum() < 0.1 * credits.n.sum()
    assert (data_folder() / "allsides" / "words.parquet").stat().st_size < 2.5e6


def test_words_of_allsides_are_what_the_command_counts(shared, allsides):
    """On one outlet, because templates are looked for outlet by outlet."""
    raw = fr.read_articles(shared / "allsides" / "articles.parquet")[0]
    clean, _ = fr.clean_articles(raw[raw.outlet == "Fox Online News"].reset_index(drop=True))
    now = MAKE["list_words"](clean)
    now = now[now.word.isin(allsides.words.word.unique())].reset_index(drop=True)
    shipped = allsides.words[allsides.words.article_id.isin(clean.article_id.tolist())].reset_index(drop=True)
    assert_frame_equal(now, shipped, obj="words (run: make facts)")


def test_all_words_of_an_article_add_up_to_its_number_of_words():
    raw = pd.DataFrame({"article_id": ["a"], "outlet": ["X"], "title": ["U.S. says"]})
    clean, _ = fr.clean_articles(raw.assign(text="The U.S. doesn’t say: state-led."))
    words = MAKE["list_words"](clean)
    assert words.n.tolist() == [2, 1, 1, 1, 1, 1]
    assert words.word.tolist() == ["u.s", "doesn't", "say", "says", "state-led", "the"]
    assert words.n.sum() == clean.n_words.item()


def test_one_article_an_outlet_gives_no_interval_and_no_test():
    icc = fr.load("icc")
    assert icc.articles.outlet.is_unique and icc.words is None
    assert icc.articles.article_id.tolist() == ["000", "001", "002", "003", "004"]
    rates, differences = (measure(icc.mentions, icc.articles) for measure in (fr.measure_outlets, fr.compare_outlets))
    assert rates.low.isna().all() and differences.p_value.isna().all() and differences.ratio.isna().all()
    assert rates.n_mentions.sum() == len(icc.mentions)


def test_allsides_is_measured_and_compared_as_it_is(allsides):
    rates = fr.measure_outlets(allsides.mentions, allsides.articles, voice=True)
    copied = allsides.articles.article_id[allsides.articles.duplicate_of != ""]
    assert rates.n_mentions.sum() >= (~allsides.mentions.article_id.isin(copied)).sum()
    largest = allsides.articles[allsides.articles.article_id.isin(allsides.words.article_id)]
    mentions = allsides.mentions[allsides.mentions.article_id.isin(largest.article_id)]
    assert fr.compare_outlets(mentions, largest).p_value.notna().mean() > 0.9


def test_the_third_lexicon_names_each_thing_in_several_words(allsides):
    lexicon = allsides.lexicon
    assert 6 <= lexicon.frame.nunique() <= 9 and (lexicon.source != "").all()
    assert lexicon.term.str.lower().is_unique
    sets = lexicon[lexicon.choice != ""].groupby("choice").size()
    assert sets.min() >= 2
    readme = (data_folder() / "lexicons" / "README.md").read_text(encoding="utf8")
    assert f"| {len(lexicon)} |\n" in readme and f"the {len(sets)} sets of `choice`" in readme
    assert all(f"| `{frame}` | {n} |" in readme for frame, n in lexicon.frame.value_counts().items())
    plain = allsides.mentions[allsides.mentions.frame == "designation"]
    assert plain.term.isin(["administration*", "conservative*"]).mean() > 0.5  # as the README says


def test_data_sets_with_text_leave_the_finding_to_the_reader():
    data = fr.load("teaching")
    assert "text" in data.articles and len(data.ledger) and data.mentions is None and data.words is None
    assert len(load_texts("teaching").articles) == len(data.articles)


def test_messages_of_load():
    with pytest.raises(fr.FramingError) as error:
        fr.load("all")
    assert str(error.value) == "There is no data set 'all'. There are: teaching, news-articles, icc, allsides."
    with pytest.raises(fr.FramingError) as error:
        load_texts("icc")
    assert str(error.value) == (
        "icc holds facts, not text: it is clean and its mentions are found. Measure them in Python: "
        "data = fr.load('icc'); fr.measure_outlets(data.mentions, data.articles). "
        "With text there are: teaching, news-articles."
    )
    assert NAMES == ["teaching", "news-articles", "icc", "allsides"]


def test_the_figures_in_the_readme_are_those_of_the_tables():
    assert MAKE["figures"]() in (data_folder() / "README.md").read_text(encoding="utf8"), "run: make facts"


def test_icc_is_what_the_command_writes(shared, tmp_path):
    for stem, table in MAKE["measure_icc"](fr.read_articles(shared / "articles")[0]).items():
        table.to_csv(tmp_path / "now.csv", index=False, lineterminator="\n")
        shipped = data_folder() / "icc" / f"{stem}.csv"
        assert shipped.read_bytes() == (tmp_path / "now.csv").read_bytes(), "run: make facts"


def test_allsides_is_what_the_command_writes(shared, allsides):
    """On every tenth article, because all of them take ten seconds."""
    raw = fr.read_articles(shared / "allsides" / "articles.parquet")[0]
    assert raw.article_id.tolist() == allsides.articles.article_id.tolist()
    now = MAKE["measure_allsides"](raw[::10].reset_index(drop=True))
    here = now["articles"].article_id
    for table, but in (("articles", ["duplicate_of"]), ("mentions", [])):  # a copy is seen only beside its first
        shipped = getattr(allsides, table)
        shipped = shipped[shipped.article_id.isin(here)].reset_index(drop=True)
        assert_frame_equal(now[table].drop(columns=but), shipped.drop(columns=but), obj=f"{table} (run: make facts)")
