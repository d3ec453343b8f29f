"""What a lexicon found, entry by entry: variants, entries without a hit, entries that carry a frame, near misses."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from itertools import chain
from typing import NamedTuple

import pandas as pd

from ..read.lexicon import EXCEPT_SEPARATOR, cells_of, check_lexicon, places_of, yes_or_no
from ..tables import FramingError, as_texts, require, require_ids
from ..text.characters import fold
from ..text.terms import Term, parse_term, tidy_term
from .mentions import find_mentions

_COLUMNS = ["term", "frame", "variant", "n_mentions", "n_articles", "share_of_frame", "note"]
_CARRIES = 0.5  # of a frame's mentions: with more, the other entries together count for less than this one
_SHORTEST = 5  # letters; most words of four letters are one letter away from another word
_SHORTEST_PART = 2  # letters of a word cut in two
_FEWEST = 2  # times that a near miss must stand; once may be a slip
_WORD = re.compile(r"\w+")  # as whole words are matched: hyphens and apostrophes end a word
_LETTER, _SPACE = "one letter away, not counted", "one space or hyphen away, not counted"


class _Miss(NamedTuple):
    """A spelling near to an entry that the lexicon does not match."""

    entry: int
    variant: str
    n: int
    n_articles: int
    note: str


def audit_lexicon(
    lexicon: pd.DataFrame, mentions: pd.DataFrame, *, articles: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Count what each entry of a lexicon found, in which written variants, and show what it may have missed.

    Parameters
    ----------
    lexicon : DataFrame
        term, frame, source; optional except, match_case.
    mentions : DataFrame
        Mentions of that lexicon: article_id, term, frame, found.
    articles : DataFrame, optional
        The articles in which they were found: article_id, title, text. With them, near misses are rows too.

    Returns
    -------
    DataFrame
        One row per entry and written variant, entries in the order of the lexicon, the commonest variant first: term,
        frame, variant (as it stands in the text, without capitals, white space single), n_mentions, n_articles,
        share_of_frame (of the mentions of that frame, 0 to 1), note. An entry without a hit is one row, "never found".
        An entry with more than half of a frame's mentions, where others share the frame, has "carries its frame: 84%
        of its mentions" in its first row.
        A near miss is a row whose share_of_frame is missing, because it was not counted: n_mentions is how often it
        stands in the articles, and its note "one letter away, not counted" or "one space or hyphen away, not counted".
        `table.attrs["fingerprint"]` is that of `lexicon_fingerprint`, for the methods paragraph.

    Raises
    ------
    FramingError
        If a column is missing, the lexicon cannot be looked for, or mentions hold an entry that it does not have.

    Notes
    -----
    Near misses are words of the articles one letter away from a term of one word and at least five letters, or from a
    variant of it that was found; terms of one word cut in two ("law-fare"), and terms of several words with one space
    less ("showtrial"); those that stand at least twice and that no entry matches. Most are other words, as "protect" is
    beside "protest". Read them in context before a term is added.
    An entry that carries its frame makes the frame a count of that word: say so, or show the result without it.

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> articles = pd.DataFrame({"article_id": ["a", "b", "c", "d"], "title": "",
    ...                          "text": ["War crimes.", "A war-crime.", "Lawfare, war crimes.", "Law-fare, law-fare"]})
    >>> lexicon = pd.DataFrame({"term": ["war crime*", "lawfare", "show trial*"],
    ...                         "frame": ["atrocity", "delegitimation", "delegitimation"], "source": "doctest"})
    >>> audit = fr.audit_lexicon(lexicon, fr.find_mentions(articles, lexicon), articles=articles)
    >>> audit[["variant", "n_mentions", "n_articles", "note"]].values.tolist()
    [['war crimes', 2, 2, ''], ['war-crime', 1, 1, ''], ['lawfare', 1, 1, 'carries its frame: 100% of its mentions'], \
['law-fare', 2, 1, 'one space or hyphen away, not counted'], ['', 0, 0, 'never found']]
    """
    check_lexicon(lexicon)
    require(mentions, "mentions", ["article_id", "term", "frame", "found"])
    entries = pd.DataFrame({"term": [tidy_term(t) for t in lexicon.term], "frame": lexicon.frame.astype(str).tolist()})
    number = {key: i for i, key in enumerate(zip(entries.term, entries.frame, strict=True))}
    hits = _hits(mentions, number)
    rows = [*_found(entries, hits), *_never_found(entries, hits)]
    if articles is not None:
        require(articles, "articles", ["article_id", "title", "text"])
        require_ids(articles)
        for m in _misses(entries, hits, articles):
            rows.append((m.entry, m.variant, m.n, m.n_articles, float("nan"), m.note))
    table = pd.DataFrame(rows, columns=["entry", *_COLUMNS[2:]])
    table["missed"] = table.share_of_frame.isna()
    table = table.sort_values(["entry", "missed", "n_mentions", "variant"], ascending=[True, True, False, True])
    table = table.join(entries, on="entry")[_COLUMNS].reset_index(drop=True)
    table = table.astype({c: "str" for c in ("term", "frame", "variant", "note")})
    table.attrs["fingerprint"] = lexicon_fingerprint(lexicon)
    return table


def lexicon_fingerprint(lexicon: pd.DataFrame) -> str:
    """Twelve hexadecimal digits that change with what a lexicon finds: term, frame, except and match_case.

    The order of rows, sources, choices and notes make no difference. SHA-256, the first 48 bits.

    >>> lexicon = pd.DataFrame({"term": ["lawfare", "genocid*"], "frame": ["doubt", "atrocity"], "source": "doctest"})
    >>> lexicon_fingerprint(lexicon)
    'ed5be0d024d4'
    >>> lexicon_fingerprint(lexicon) == lexicon_fingerprint(lexicon[::-1].assign(note="why", match_case="no"))
    True
    """
    require(lexicon, "lexicon", ["term", "frame"])
    exceptions = [
        sorted(tidy_term(t) for t in cell.split(EXCEPT_SEPARATOR) if t.strip()) for cell in cells_of(lexicon, "except")
    ]
    match_case = [yes_or_no(c, p) for c, p in zip(cells_of(lexicon, "match_case"), places_of(lexicon), strict=True)]
    terms = map(tidy_term, lexicon.term)
    rows = sorted(zip(terms, map(str, lexicon.frame), exceptions, match_case, strict=True))
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()[:12]


def _hits(mentions: pd.DataFrame, number: dict[tuple[str, str], int]) -> pd.DataFrame:
    """The mentions by number of entry and written variant."""
    keys = list(zip(mentions.term.astype(str), mentions.frame.astype(str), strict=True))
    unknown = next((key for key in keys if key not in number), None)
    if unknown:
        raise FramingError(
            f"`mentions` holds the term {unknown[0]!r} of frame {unknown[1]!r}, which `lexicon` does not have. "
            "Find them with this lexicon: mentions = fr.find_mentions(articles, lexicon)."
        )
    variants = [fold(" ".join(str(found).split())) for found in mentions.found]
    return pd.DataFrame(
        {"entry": [number[key] for key in keys], "variant": variants, "article_id": mentions.article_id.tolist()}
    )


def _found(entries: pd.DataFrame, hits: pd.DataFrame) -> list[tuple]:
    frames = entries.frame.to_numpy()
    of_entry, of_frame = Counter(hits.entry), Counter(frames[hits.entry.to_numpy(int)])
    sizes = Counter(frames)
    rows, seen = [], set()
    counts = hits.groupby(["entry", "variant"]).article_id.agg(["size", "nunique"]).reset_index()
    counts = counts.sort_values(["entry", "size", "variant"], ascending=[True, False, True])
    for entry, variant, n, n_articles in counts.itertuples(index=False, name=None):
        total = of_frame[frames[entry]]
        share = of_entry[entry] / total
        carries = entry not in seen and share > _CARRIES and sizes[frames[entry]] > 1
        note = f"carries its frame: {share:.0%} of its mentions" if carries else ""
        seen.add(entry)
        rows.append((entry, variant, n, n_articles, n / total, note))
    return rows


def _never_found(entries: pd.DataFrame, hits: pd.DataFrame) -> list[tuple]:
    return [(entry, "", 0, 0, 0.0, "never found") for entry in sorted(set(entries.index) - set(hits.entry))]


def _misses(entries: pd.DataFrame, hits: pd.DataFrame, articles: pd.DataFrame) -> list[_Miss]:
    parsed = [parse_term(term) for term in entries.term]
    near = [*_one_letter_away(parsed, hits, articles), *_one_space_away(parsed, articles)]
    near = [miss for miss in near if miss.n >= _FEWEST]
    # Looked for once more, alone: what any entry matches as a whole, or one of its own frame in part, is no miss.
    variants = sorted({miss.variant for miss in near})
    alone = pd.DataFrame({"article_id": range(len(variants)), "title": "", "text": variants}).astype({"text": "str"})
    found = find_mentions(alone, entries.assign(source="audit"))
    matched = set(zip(found.article_id.map(dict(enumerate(variants))), found.frame, strict=True))
    whole = {variants[i] for i, text in zip(found.article_id, found.found, strict=True) if text == variants[i]}
    return [m for m in near if m.variant not in whole and (m.variant, entries.frame[m.entry]) not in matched]


def _one_letter_away(parsed: list[Term], hits: pd.DataFrame, articles: pd.DataFrame) -> list[_Miss]:
    """By deletions: two words one letter apart are one word when one letter is deleted in one of them, or in both."""
    stems = ((i, term.stem) for i, term in enumerate(parsed))
    targets = {
        (entry, word)
        for entry, word in chain(stems, zip(hits.entry, hits.variant, strict=True))
        if len(word) >= _SHORTEST and _WORD.fullmatch(word) and _WORD.fullmatch(parsed[entry].stem)
    }
    index: dict[str, set[tuple[int, str]]] = {}
    for target in targets:
        for short in _shortened(target[1]):
            index.setdefault(short, set()).add(target)
    counts, n_articles = _vocabulary(articles)
    misses = []
    for word, n in counts.items():
        if n >= _FEWEST and len(word) >= _SHORTEST - 1:
            near = {target for short in _shortened(word) for target in index.get(short, ())}
            for entry in sorted({entry for entry, target in near if _are_one_letter_apart(word, target)}):
                misses.append(_Miss(entry, word, n, n_articles[word], _LETTER))
    return misses


def _shortened(word: str) -> set[str]:
    return {word} | {word[:i] + word[i + 1 :] for i in range(len(word))}


def _are_one_letter_apart(a: str, b: str) -> bool:
    i = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return a != b and (a[i + 1 :] == b[i + 1 :] or a[i + 1 :] == b[i:] or a[i:] == b[i + 1 :])


def _vocabulary(articles: pd.DataFrame) -> tuple[Counter, Counter]:
    """How often each folded word stands in the articles, and in how many of them."""
    counts, n_articles, folded = Counter(), Counter(), {}
    for title, text in zip(as_texts(articles.title), as_texts(articles.text), strict=True):
        own: Counter = Counter()
        for part in (title, text):
            for word, n in Counter(_WORD.findall(part)).items():
                small = folded.get(word) or folded.setdefault(word, fold(word))
                own[small] += n
        counts.update(own)
        n_articles.update(own.keys())
    return counts, n_articles


def _one_space_away(parsed: list[Term], articles: pd.DataFrame) -> list[_Miss]:
    """Terms with one space more or less are looked for like any terms, so that a hyphen counts as a space."""
    known = {(t.stem, t.open_ended) for t in parsed}
    respelt = []
    for entry, (stem, open_ended) in enumerate(parsed):
        if len(stem) >= _SHORTEST and re.fullmatch(r"[\w ]+", stem):
            gaps = [i for i, letter in enumerate(stem) if letter == " "]
            cuts = range(_SHORTEST_PART, len(stem) - _SHORTEST_PART + 1) if not gaps else ()
            for other in [stem[:i] + stem[i + 1 :] for i in gaps] + [f"{stem[:i]} {stem[i:]}" for i in cuts]:
                if (other, open_ended) not in known:
                    respelt.append((entry, other + "*" * open_ended))
    if not respelt:
        return []
    # Each in a frame of its own, so that none hides another.
    lexicon = pd.DataFrame({"term": [t for _, t in respelt], "frame": map(str, range(len(respelt))), "source": "audit"})
    found = find_mentions(articles, lexicon)
    found = found.assign(
        entry=[respelt[int(frame)][0] for frame in found.frame],
        variant=[fold(" ".join(text.split())) for text in found.found],
    )
    counts = found.groupby(["entry", "variant"]).article_id.agg(["size", "nunique"]).reset_index()
    return [_Miss(*row, _SPACE) for row in counts.itertuples(index=False, name=None)]
