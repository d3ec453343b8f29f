"""More on which source belongs to which content: sentences with known answers, then any text with any labels."""

import time
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.text.tokens import split_tokens
from framing.voice.inputs import LABELS
from framing.voice.linking import KINDS, N_CARRIED, WEIGHTS, link_sources

ROLE = {"S": "source", "K": "cue", "s": "source", "k": "cue"}


def read(marked):
    """Text and labels of a text marked like {S Roe} {K said} {C it was over}; inside marks C is Q."""
    text, spans, code = "", [], "O"
    for part in marked.replace("{", "\0{").replace("}", "\0").split("\0"):
        if part.startswith("{"):
            code, part = part[1], part[3:]
            spans.append((len(text), len(text) + len(part), code))
        text += part
    tokens = split_tokens(text)
    labels = np.zeros(len(tokens.words), np.int64)
    for start, end, code in spans:
        here = slice(*np.searchsorted(tokens.starts, [start, end]))
        labels[here] = LABELS.index(code)
    labels[(labels == LABELS.index("C")) & (tokens.state > 0)] = LABELS.index("Q")
    return text, tokens, labels


def linked(marked, probabilities=None):
    """(kind, content, source, cue) of each stretch, as text."""
    text, tokens, labels = read(marked)
    words = lambda span: text[tokens.starts[span[0]] : tokens.ends[span[1] - 1]] if span else None  # noqa: E731
    found = link_sources(tokens, labels, probabilities)
    return [(s.kind, words((s.first, s.last)), words(s.source), words(s.cue)) for s in found]


def sources(marked):
    return [source for *_, source, _ in linked(marked)]


# In the sentence


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{S Roe} {K said} {C the bridge was closed}.", ("indirect", "the bridge was closed", "Roe", "said")),
        ("{C The bridge was closed}, {S Roe} {K said}.", ("indirect", "The bridge was closed", "Roe", "said")),
        ("{C “It is closed,”} {K said} {S Roe}.", ("direct", "“It is closed,”", "Roe", "said")),
        ("{K According to} {S the mayor}, {C it closed}.", ("indirect", "it closed", "the mayor", "According to")),
        ("{s Roe} {k wants} {c the bridge to close}.", ("attitude", "the bridge to close", "Roe", "wants")),
        ("{S Roe} {K asked} {C whether it had closed}?", ("indirect", "whether it had closed", "Roe", "asked")),
    ],
)
def test_one_report_in_a_sentence(marked, expected):
    assert linked(marked) == [expected]


def test_a_cue_put_in_between_joins_both_halves_to_one_source():
    marked = "{C “The bridge,”} {S Ann Roe} {K said}, {C “will close today.”}"
    assert linked(marked) == [
        ("direct", "“The bridge,”", "Ann Roe", "said"),
        ("direct", "“will close today.”", "Ann Roe", "said"),
    ]


def test_two_reports_in_a_sentence_keep_their_own_sources():
    marked = "{S Roe} {K said} {C it was closed}, but {S Poe} {K argued} {C that it was open}."
    assert linked(marked) == [
        ("indirect", "it was closed", "Roe", "said"),
        ("indirect", "that it was open", "Poe", "argued"),
    ]


def test_marked_and_unmarked_words_of_one_report_are_parted_by_kind():
    marked = "{S Roe} {K called} {C the bridge “a danger to all of us” and the road no better}."
    assert linked(marked) == [
        ("indirect", "the bridge", "Roe", "called"),
        ("direct", "“a danger to all of us”", "Roe", "called"),
        ("indirect", "and the road no better", "Roe", "called"),
    ]


def test_what_only_leads_to_a_name_is_no_part_of_the_source():
    assert sources("It was closed, {S as Ann Roe} {K said}, {C for good}.") == ["Ann Roe"]


def test_signs_and_percent_stay_with_their_number():
    assert linked("{S Roe} {K said} {C $5 was 3 %}.")[0][1] == "$5 was 3 %"


# Across sentences


def test_a_speaker_carries_over_to_the_next_sentence_and_the_next_paragraph():
    marked = "{C “It is closed,”} {S Roe} {K said}. {C “We had no choice.”}\n\n{C “It will open in May.”}"
    assert sources(marked) == ["Roe", "Roe", "Roe"]


def test_a_speaker_carries_over_two_paragraphs_and_no_further():
    def marked(n):
        return "{S Roe} {K said} {C it was closed}." + "\n\nThe road is old." * n + "\n\n{C “It will open.”}"

    assert sources(marked(1)) == ["Roe", "Roe"]
    assert sources(marked(2)) == ["Roe", None]


def test_a_quotation_finds_the_source_that_follows_it_in_the_paragraph():
    assert sources("{C “It is closed. We had no choice,”} {S Roe} {K said}.") == ["Roe"]


def test_a_source_of_a_later_paragraph_is_not_taken():
    assert sources("{C “It is closed.”}\n\nThe road is old. {S Roe} {K said} {C it was}.") == [None, "Roe"]


def test_stretches_end_with_their_paragraph():
    marked = "{S Roe} {K said}: {C “It is closed.}\n\n{C “It will open.”}"
    assert [content for _, content, *_ in linked(marked)] == ["“It is closed.", "“It will open.”"]


def test_sentences_of_one_quotation_are_one_stretch():
    assert len(linked("{S Roe} {K said}: {C “It is closed. It will open. Wait.”}")) == 1


# Labels


def test_a_transcript_names_its_speakers_at_the_beginning_of_the_paragraph():
    marked = "WALLER: {C Is it closed? I ask you.}\n\nROE: {C It is. It will open.}\n\n{C WALLER: When?}"
    assert linked(marked) == [
        ("indirect", "Is it closed? I ask you", "WALLER", ":"),
        ("indirect", "It is. It will open", "ROE", ":"),
        ("indirect", "When", "WALLER", ":"),
    ]


def test_a_headline_names_its_source_before_the_colon():
    assert linked("Mayor Roe: {C Bridge Is a Danger}") == [("indirect", "Bridge Is a Danger", "Mayor Roe", ":")]


def test_a_colon_without_content_behind_it_makes_no_source():
    assert sources("UPDATE: {S Roe} {K said} {C it was closed}.") == ["Roe"]


def test_a_name_behind_a_dash_signs_the_paragraph():
    assert linked("{C “It is a danger.”} — Ann Roe") == [("direct", "“It is a danger.”", "Ann Roe", None)]


# Probabilities


def test_a_faint_source_counts_and_its_words_are_the_likely_ones():
    _, tokens, labels = read("Then Ann Roe {K said} {C it was closed}.")
    chance = np.full((len(labels), 8), 0.01)
    chance[[0, 1, 2], LABELS.index("S")] = 0.12, 0.3, 0.4
    assert link_sources(tokens, labels)[0].source is None
    assert link_sources(tokens, labels, chance)[0].source == (1, 3)


def test_weights_are_one_for_each_trait():
    assert len(WEIGHTS) == 20 and N_CARRIED == 4 and WEIGHTS["both in quotation marks"] < 0


# Any text, any labels


def check(tokens, labels, probabilities=None):
    found, n = link_sources(tokens, labels, probabilities), len(tokens.words)
    assert all(a.last <= b.first for a, b in pairwise(found))
    for stretch in found:
        assert 0 <= stretch.first < stretch.last <= n and stretch.kind in KINDS[1:]
        assert tokens.paragraph[stretch.first] == tokens.paragraph[stretch.last - 1]
        for span in (stretch.source, stretch.cue):
            assert span is None or 0 <= span[0] < span[1] <= n
    for one, two in pairwise(found):
        joined = one[2:4] == two[2:4] and tokens.paragraph[one.first] == tokens.paragraph[two.first]
        assert not joined or any(w[0].isalnum() or w[0] == "_" for w in tokens.words[one.last : two.first])
    content = np.isin(labels, [LABELS.index(c) for c in "QCc"])
    covered = np.zeros(n, bool)
    for stretch in found:
        covered[stretch.first : stretch.last] = True
    words = np.array([w[0].isalnum() for w in tokens.words], bool)
    assert not (covered & words & ~content).any()


TEXT = st.lists(
    st.sampled_from(
        ["Roe", "said", "the", ".", ",", "“", "”", '"', ":", "\n\n", "—", "🙂", "שלום", "(", "%", "$", "WALLER"]
    )
).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(TEXT | st.text(max_size=60), st.randoms(use_true_random=False), st.booleans())
def test_any_labels_give_sorted_disjoint_stretches(text, random, with_probabilities):
    tokens = split_tokens(text)
    n = len(tokens.words)
    labels = np.array([random.randrange(8) for _ in range(n)], np.int64)
    chance = np.array([[random.random() for _ in range(8)] for _ in range(n)]).reshape(n, 8)
    check(tokens, labels, chance if with_probabilities else None)


def test_nothing_to_link():
    assert link_sources(split_tokens(""), np.zeros(0, int)) == []
    assert link_sources(split_tokens("No words of others."), np.zeros(5, int)) == []


def test_a_megabyte_without_a_full_stop_is_linked_in_one_pass():
    def seconds(n):
        tokens = split_tokens("Roe said it was " * n)
        labels = np.tile([LABELS.index(c) for c in "SKCC"], n)
        begun = time.process_time()
        check_first = link_sources(tokens, labels)
        assert len(check_first) == n
        return time.process_time() - begun

    assert seconds(60_000) < 12 * max(seconds(10_000), 0.05)
