"""Paragraphs that a scraper or an editor pasted twice into one article."""

from __future__ import annotations

from ..text.paragraphs import find_paragraphs
from ..text.words import count_words
from .draft import Draft

RUN = 3  # paragraphs: one repeated line may be a speaker's name or "Advertisement"
RUN_WORDS = 100  # words: three short lines may be a menu of real items


def drop_repeats(draft: Draft) -> None:
    """Drop each run of at least three paragraphs, together at least 100 words, that came before in the same order.

    The first run stays. A block between two such runs that is shorter than the run goes with them: it is what the page
    put between two copies of the article, an appeal for donations for instance.
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
    seen: dict[tuple[str, ...], list[int]] = {}
    for i in range(len(paragraphs) - RUN + 1):
        seen.setdefault(tuple(paragraphs[i : i + RUN]), []).append(i)
    runs, at, dropped_to = [], 0, 0
    while at + RUN <= len(paragraphs):
        earlier, length = _longest_earlier(paragraphs, seen, at)
        size = sum(words[at : at + length])
        if size < RUN_WORDS:
            at += 1
            continue
        between = max(earlier + length, dropped_to)
        if 0 < sum(words[between:at]) < size:
            runs.append((between, at, "between repeats"))
        runs.append((at, at + length, "repeat"))
        at = dropped_to = at + length
    return runs


def _longest_earlier(paragraphs: list[str], seen: dict, at: int) -> tuple[int, int]:
    """Where the longest run that starts at `at` stood before, and how many paragraphs it has (0: nowhere)."""
    best, longest = 0, 0
    for earlier in seen[tuple(paragraphs[at : at + RUN])]:
        if earlier + RUN > at:
            break
        length = RUN
        while earlier + length < at < len(paragraphs) - length and paragraphs[earlier + length] == paragraphs[at + length]:
            length += 1
        if length > longest:
            best, longest = earlier, length
    return best, longest
