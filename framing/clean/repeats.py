"""Paragraphs that a scraper or an editor pasted twice into one article."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from itertools import accumulate

from ..text.paragraphs import find_paragraphs
from ..text.words import count_words
from .draft import Draft

RUN = 3  # paragraphs: one repeated line may be a speaker's name or "Advertisement"
RUN_WORDS = 100  # words: three short lines may be a menu of real items
# "HOST: But why?" A writer who compares two broadcasts of one interview quotes the same turns twice, on purpose.
_TURN = re.compile(r"[A-Z][A-Z .’'-]+: ")


def drop_repeats(draft: Draft) -> None:
    """Drop each run of at least three paragraphs, together at least 100 words, that came before in the same order.

    The first run stays. A block between two such runs that is shorter than the run goes with them: it is what the page
    put between two copies of the article, an appeal for donations for instance. Where the same block stands behind
    every copy, the last one too, nothing tells that it is no part of the article: then one stays. Turns of a transcript
    do not count towards the 100 words.
    """
    spans = find_paragraphs(draft.text)
    if len(spans) < 2 * RUN:
        return
    paragraphs = [" ".join(draft.text[a:b].split()) for a, b in spans]
    if len(set(paragraphs)) > len(paragraphs) - RUN:
        return
    words = [count_words(p) for p in paragraphs]
    spoken = [i for i, n in enumerate(words) if n]  # a line of stars is no paragraph
    runs = _find_runs([paragraphs[i] for i in spoken], [words[i] for i in spoken])
    for first, last, rule in reversed(runs):  # from the end, so that earlier positions stay valid
        start = spans[spoken[first]][0]
        end = spans[spoken[last]][0] if last < len(spoken) else spans[-1][1]
        draft.apply([(start, end, "")], rule)


def _find_runs(paragraphs: list[str], words: list[int]) -> list[tuple[int, int, str]]:
    """What to drop, in order, as (first paragraph, one past the last, rule)."""
    upto = [0, *accumulate(words)]
    counted = [0, *accumulate(0 if _TURN.match(p) else n for p, n in zip(paragraphs, words, strict=True))]
    # for each paragraph the end of the shortest run from there on, and where such runs stand
    ends = [max(i + RUN, bisect_left(counted, counted[i] + RUN_WORDS)) for i in range(len(paragraphs))]
    starts = defaultdict(list)
    for i, end in enumerate(ends):
        if end <= len(paragraphs):
            starts[hash(tuple(paragraphs[i:end]))].append(i)
    runs, at, dropped_to = [], 0, 0
    while at < len(paragraphs) and ends[at] <= len(paragraphs):
        earlier, length = _longest_earlier(paragraphs, starts[hash(tuple(paragraphs[at : ends[at]]))], at, ends[at])
        if at + length < ends[at]:
            at += 1
            continue
        between = max(earlier + length, dropped_to)
        if between < at and upto[at] - upto[between] < upto[at + length] - upto[at]:
            runs.append((between, at, "between repeats"))
        after = earlier + length  # the same block may follow each copy, and was taken for a part of the first repeat
        if (n := bisect_left(runs, (after,))) < len(runs):
            next_copy = runs[n][0]
            if after < next_copy and upto[next_copy] - upto[after] < upto[at + length] - upto[at]:
                runs.insert(n, (after, next_copy, "between repeats"))
        if runs and runs[-1][1:] == (at, "repeat"):  # copy upon copy goes as one
            runs[-1] = (runs[-1][0], at + length, "repeat")
        else:
            runs.append((at, at + length, "repeat"))
        at = dropped_to = at + length
    return runs


def _longest_earlier(paragraphs: list[str], starts: list[int], at: int, shortest: int) -> tuple[int, int]:
    """Where, of `starts`, the longest run begins that stands again at `at`, and how many paragraphs it has.

    It ends before the next copy begins, so that of "A x A x A" the last A shows that x is no part of it.
    """
    best, longest = 0, 0
    following = bisect_left(starts, shortest)
    size = starts[following] if following < len(starts) else len(paragraphs)
    for earlier in starts:
        if earlier + longest >= at or at + longest == size:  # there is no room for a longer one
            break
        length = 0
        while earlier + length < at < size - length and paragraphs[earlier + length] == paragraphs[at + length]:
            length += 1
        if length > longest:
            best, longest = earlier, length
    return best, longest
