"""A draft keeps every change in terms of the raw text, whatever the rules do one after the other."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from framing.clean.draft import Change, Draft, redo, undo


def taken(draft: Draft) -> list[str]:
    return [draft.raw[c.start : c.end] for c in draft.changes]


def test_nothing_done_is_no_change():
    draft = Draft("abc")
    draft.apply([], "none")
    assert (draft.text, draft.changes) == ("abc", [])


def test_an_edit_inside_an_earlier_replacement_takes_the_whole_of_it():
    draft = Draft("a&amp;lt;b")
    draft.apply([(1, 9, "&lt;")], "first")
    draft.apply([(1, 5, "<")], "second")
    assert draft.changes == [Change(1, 9, "<", "second")]


def test_two_edits_that_meet_one_earlier_change_become_one():
    draft = Draft("x__y")
    draft.apply([(1, 3, "abcd")], "first")
    draft.apply([(0, 2, "1"), (4, 6, "2")], "second")
    assert draft.text == "1bc2"
    assert draft.changes == [Change(0, 4, "1bc2", "second")]


def test_an_edit_over_a_deletion_takes_it_along_and_one_beside_it_does_not():
    over, beside = Draft("ab--cd"), Draft("ab--cd")
    for draft, edit in ((over, (1, 3, "X")), (beside, (2, 3, "X"))):
        draft.apply([(2, 4, "")], "first")
        draft.apply([edit], "second")
    assert over.changes == [Change(1, 5, "X", "second")]
    assert beside.changes == [Change(2, 4, "", "first"), Change(4, 5, "X", "second")]


def test_an_edit_that_restores_the_raw_text_leaves_no_change():
    draft = Draft("abc")
    draft.apply([(1, 2, "X")], "first")
    draft.apply([(1, 2, "b")], "second")
    assert (draft.text, draft.changes) == ("abc", [])


NEW = st.sampled_from(["", "", "x", "yz", "ab", "long one"])
EDITS = st.lists(st.tuples(st.integers(0, 4), st.integers(1, 4), NEW), max_size=4)  # (gap before it, length, new text)


@settings(deadline=None, derandomize=True, max_examples=1500)
@given(st.text("abc", max_size=20), st.lists(EDITS, max_size=6))
def test_any_edits_agree_with_a_model_that_remembers_where_each_character_came_from(raw, rounds):
    draft = Draft(raw)
    model = list(enumerate(raw))  # (position in the raw text, or None; character)
    for number, wishes in enumerate(rounds):
        edits, at = [], 0
        for gap, length, replacement in wishes:
            start, end = at + gap, at + gap + length
            if end > len(model):
                break
            edits.append((start, end, replacement))
            at = end
        draft.apply(edits, f"rule {number}")
        for start, end, replacement in reversed(edits):
            model[start:end] = [(None, c) for c in replacement]

        assert draft.text == "".join(c for _, c in model)
        assert undo(draft.text, draft.changes, taken(draft)) == raw
        assert redo(raw, draft.changes) == draft.text
        assert all(c.start < c.end <= len(raw) and raw[c.start : c.end] != c.replacement for c in draft.changes)
        assert all(a.end <= b.start for a, b in pairwise(draft.changes))
        changed = {i for c in draft.changes for i in range(c.start, c.end)}
        assert changed.isdisjoint(origin for origin, _ in model if origin is not None)
