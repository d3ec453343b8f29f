"""The audit of a lexicon: counts to check by hand, near misses, and a fingerprint that changes with what is found."""

import random
import time
from pathlib import Path

import pandas as pd
import pytest

from framing.find.audit import audit_lexicon, lexicon_fingerprint
from framing.find.mentions import find_mentions
from framing.read.lexicon import read_lexicon
from framing.tables import FramingError

ROOT = Path(__file__).parents[1]


def articles_of(*texts):
    ids = [f"a{i}" for i in range(len(texts))]
    return pd.DataFrame({"article_id": ids, "title": [""] * len(texts), "text": list(texts)}).astype("str")


def lexicon_of(*entries, **columns):
    terms, frames = zip(*(entry if isinstance(entry, tuple) else (entry, "f") for entry in entries), strict=True)
    return pd.DataFrame({"term": terms, "frame": frames, "source": "test"} | columns)


def audit(texts, *entries, near=False, **columns):
    articles, lexicon = articles_of(*texts), lexicon_of(*entries, **columns)
    mentions = find_mentions(articles, lexicon)
    table = audit_lexicon(lexicon, mentions, articles=articles if near else None)
    assert table.n_mentions[table.share_of_frame.notna()].sum() == len(mentions)
    return table


def misses(texts, *entries, **columns):
    table = audit(texts, *entries, near=True, **columns)
    table = table[table.share_of_frame.isna()]
    return list(zip(table.term, table.variant, table.n_mentions, table.n_articles, table.note, strict=True))


LETTER, SPACE = "one letter away, not counted", "one space or hyphen away, not counted"


# What was found


def test_variants_shares_and_notes():
    texts = ["War crimes and WAR-CRIMES.", "War\ncrimes, a war crime, the Court’s court's.", "Genocide."]
    table = audit(
        texts, ("war crime*", "atrocity"), ("genocide", "atrocity"), ("ecocide", "atrocity"), ("court's", "law")
    )
    assert table.values.tolist() == [
        ["war crime*", "atrocity", "war crimes", 2, 2, 0.4, "carries its frame: 80% of its mentions"],
        ["war crime*", "atrocity", "war crime", 1, 1, 0.2, ""],
        ["war crime*", "atrocity", "war-crimes", 1, 1, 0.2, ""],
        ["genocide", "atrocity", "genocide", 1, 1, 0.2, ""],
        ["ecocide", "atrocity", "", 0, 0, 0.0, "never found"],
        ["court's", "law", "court's", 2, 1, 1.0, ""],
    ]
    assert table.dtypes.astype(str).tolist()[3:6] == ["int64", "int64", "float64"]


def test_half_of_a_frame_does_not_carry_it():
    assert set(audit(["war peace"], "war", "peace").note) == {""}
    assert audit(["war war peace"], "war", "peace").note.tolist() == ["carries its frame: 67% of its mentions", ""]


def test_a_term_in_two_frames_is_two_entries():
    table = audit(["war"], ("war", "f"), ("war", "g"), ("peace", "g"))
    assert table[["frame", "variant", "share_of_frame"]].values.tolist() == [
        ["f", "war", 1],
        ["g", "war", 1],
        ["g", "", 0],
    ]


def test_nothing_found_at_all():
    for near in (False, True):
        table = audit(["x", ""], "war", "peace", near=near)
        assert table.note.tolist() == ["never found"] * 2 and table.n_mentions.tolist() == [0, 0]
        assert table.dtypes.astype(str).tolist()[3:6] == ["int64", "int64", "float64"]


def test_terms_written_loosely_labels_of_rows_and_ids_that_are_numbers():
    articles = articles_of("war crimes").assign(article_id=[7])
    lexicon = lexicon_of(" war  crimes", "peace").set_index(pd.Index(["x", "x"]))
    mentions = find_mentions(articles, lexicon)
    before = lexicon.copy(deep=True), mentions.copy(deep=True), articles.copy(deep=True)
    table = audit_lexicon(lexicon, mentions, articles=articles)
    assert table[["term", "n_mentions"]].values.tolist() == [["war crimes", 1], ["peace", 0]]
    for table, copy in zip((lexicon, mentions, articles), before, strict=True):
        pd.testing.assert_frame_equal(table, copy)


# Near misses


def test_one_letter_more_less_or_other():
    texts = [
        "Lawfares, awfare, lawfore! lawfares awfare lawfore",
        "lawfares. Lawfare lawfoer lawfoer lawfaress lawfaress",
    ]
    assert misses(texts, "lawfare") == [
        ("lawfare", "lawfares", 3, 2, LETTER),
        ("lawfare", "awfare", 2, 1, LETTER),
        ("lawfare", "lawfore", 2, 1, LETTER),
    ]


def test_what_stands_once_or_is_near_a_short_term_is_no_row():
    assert misses(["lawfares"], "lawfare") == []
    assert misses(["wars wars car car"], "war", "warc") == []
    assert misses(["wares wares"], "wars") == []
    assert misses(["trials trials"], "trial") == [("trial", "trials", 2, 1, LETTER)]


def test_what_another_entry_matches_is_no_miss():
    texts = ["protect protect protest"]
    assert misses(texts, "protest") == [("protest", "protect", 2, 1, LETTER)]
    assert misses(texts, ("protest", "rights"), ("protect*", "safety")) == []


def test_variants_that_were_found_have_near_misses_too():
    texts = ["Genocide. Genoside, genoside, genocidle genocidle"]
    assert misses(texts, "genocid*") == [("genocid*", "genoside", 2, 1, LETTER)]


def test_one_space_or_hyphen_more_or_less():
    texts = ["Law-fare! law fare. Law-fare, law fare", "A showtrial. Showtrials, showtrials, showtrial; law-fare"]
    assert misses(texts, "lawfare", "show trial*") == [
        ("lawfare", "law-fare", 3, 2, SPACE),
        ("lawfare", "law fare", 2, 1, SPACE),
        ("show trial*", "showtrial", 2, 1, SPACE),
        ("show trial*", "showtrials", 2, 1, SPACE),
    ]
    assert misses(["waron terror waron terror waronterror waronterror"], "war on terror") == [
        ("war on terror", "waron terror", 2, 1, SPACE)
    ]


def test_a_cut_term_is_no_miss_where_its_parts_are_counted_in_the_same_frame():
    texts = ["law fare law fare"]
    assert misses(texts, ("lawfare", "doubt"), ("law", "law")) == [("lawfare", "law fare", 2, 1, SPACE)]
    assert misses(texts, ("lawfare", "doubt"), ("law", "doubt")) == []
    assert misses(texts, ("lawfare", "doubt"), ("law-fare", "doubt")) == []
    assert misses(texts, ("lawfare", "doubt"), ("law-far*", "law")) == []


def test_possessives_and_parts_of_hyphened_words():
    assert misses(["the lawfares’s anti-lawfares"], "lawfare") == [("lawfare", "lawfares", 2, 1, LETTER)]


def test_articles_without_title_or_text():
    articles = pd.DataFrame(
        {"article_id": [1, 2], "title": [None, "trials"], "text": ["Trials", float("nan")]}, dtype=object
    )
    lexicon = lexicon_of("trial")
    table = audit_lexicon(lexicon, find_mentions(articles, lexicon), articles=articles)
    assert table[["variant", "n_mentions", "n_articles"]].values.tolist() == [["", 0, 0], ["trials", 2, 2]]


def test_capitals_that_must_stand_and_exceptions_do_not_matter_for_near_misses():
    assert misses(["hagues hagues"], "Hague", match_case=[True]) == [("Hague", "hagues", 2, 1, LETTER)]
    assert misses(["hague hague"], "Hague", match_case=[True]) == []


def test_by_deletion_or_all_pairs_is_the_same():
    def distance(a, b):
        row = list(range(len(b) + 1))
        for i, x in enumerate(a, 1):
            last, row[0] = row[0], i
            for j, y in enumerate(b, 1):
                last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
        return row[-1]

    rng = random.Random(0)
    words = sorted({"".join(rng.choices("abc", k=rng.randint(4, 7))) for _ in range(600)})
    terms = rng.sample([w for w in words if len(w) >= 5], 25)
    text = " . ".join(words * 2)
    found = {(term, word) for term, word, _, _, note in misses([text], *terms) if note == LETTER}
    assert found == {(t, w) for t in terms for w in words if distance(t, w) == 1 and w not in terms}


def test_many_words_and_many_terms_are_quick():
    rng = random.Random(0)
    words = ["".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=rng.randint(5, 10))) for _ in range(40_000)]
    articles = articles_of(*(" ".join(words[i : i + 400] * 2) for i in range(0, 40_000, 400)))
    lexicon = lexicon_of(*(word + "*" for word in sorted(set(words))[:500]))
    mentions = find_mentions(articles, lexicon)
    start = time.process_time()
    audit_lexicon(lexicon, mentions, articles=articles)
    assert time.process_time() - start < 10


def test_vocabulary_of_real_articles(shared):
    articles = pd.read_parquet(shared / "allsides/articles.parquet")
    lexicon = read_lexicon(ROOT / "data/lexicons/us_politics.csv")
    mentions = find_mentions(articles, lexicon)
    start = time.process_time()
    table = audit_lexicon(lexicon, mentions, articles=articles)
    assert time.process_time() - start < 30
    missed = set(table.variant[table.share_of_frame.isna()])
    assert "whistle-blower" in missed and "obamacare" not in missed


# Fingerprint


def test_fingerprint():
    lexicon = lexicon_of(
        "war crime*", ("lawfare", "doubt"), **{"except": ["prosecutor on war crimes; war crimes x", ""]}
    )
    same = [
        lexicon[::-1],
        lexicon.assign(source="another", note="n", choice="c"),
        lexicon.assign(match_case=["no", False]),
        lexicon.assign(term=[" war  crime*", "lawfare"]),
        lexicon.assign(**{"except": ["war crimes x;prosecutor on war crimes;", None]}),
    ]
    other = [
        lexicon[:1],
        lexicon.assign(frame="f"),
        lexicon.assign(term=["war crime", "lawfare"]),
        lexicon.assign(match_case=[True, False]),
        lexicon.assign(match_case=[False, True]),
        lexicon.drop(columns="except"),
    ]
    print_of = lexicon_fingerprint(lexicon)
    assert print_of == "9ac7fcbb5648"
    assert {lexicon_fingerprint(table) for table in same} == {print_of}
    assert len({print_of, *map(lexicon_fingerprint, other)}) == 1 + len(other)
    assert audit_lexicon(lexicon, find_mentions(articles_of("war"), lexicon)).attrs == {"fingerprint": print_of}


# Errors


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda a: a.update(mentions=a["mentions"].assign(term="peace")),
            "`mentions` holds the term 'peace' of frame 'f', which `lexicon` does not have. "
            "Find them with this lexicon: mentions = fr.find_mentions(articles, lexicon).",
        ),
        (
            lambda a: a.update(mentions=a["mentions"].drop(columns="found")),
            "`mentions` has no column `found`. It has: mention_id, article_id, term, frame, choice, part, start, end. "
            "Rename the one that holds it: mentions.rename(columns={'theirs': 'found'}).",
        ),
        (
            lambda a: a.update(lexicon=a["lexicon"][:0]),
            "`lexicon` holds no terms. Give it one row per term: term, frame, source.",
        ),
        (
            lambda a: a.update(articles=a["articles"].drop(columns="text")),
            "`articles` has no column `text`. It has: article_id, title. Rename the one that holds it: "
            "articles.rename(columns={'theirs': 'text'}).",
        ),
        (
            lambda a: a.update(articles=pd.concat([a["articles"]] * 2)),
            "`articles` holds 1 article_id that came before, 'a0' first. Give each row its own: "
            "articles.assign(article_id=[f'a{i}' for i in range(len(articles))]).",
        ),
        (
            lambda a: a.update(articles="icc.csv"),
            "`articles` must be a pandas DataFrame, not str. "
            "Read the file first: articles, ledger = read_articles('icc.csv').",
        ),
    ],
)
def test_messages(change, message):
    tables = {"articles": articles_of("war"), "lexicon": lexicon_of("war")}
    tables["mentions"] = find_mentions(tables["articles"], tables["lexicon"])
    change(tables)
    with pytest.raises(FramingError) as error:
        audit_lexicon(**tables)
    assert str(error.value) == message
