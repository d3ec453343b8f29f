"""The slow and obvious way to find mentions: a plain `re` loop per term. The fast core must agree with it exactly.

Written from the contract, not from the core; the two share only how a character is folded.
"""

import re
import unicodedata

from framing.text.characters import fold

HYPHENS = "‐‑-"
# A hyphen, or all the white space that stands here if it holds one line break at most.
GAP = rf"(?:[{HYPHENS}]|(?=\s)[^\S\n]*(?:\n[^\S\n]*)?(?!\s))"


def find_mentions(articles, lexicon):
    """Rows of (article_id, term, frame, part, start, end, found), in reading order."""
    rows = []
    for article_id, *texts in zip(articles.article_id, articles.title, articles.text, strict=True):
        for part, text in zip(("title", "text"), texts, strict=True):
            if isinstance(text, str):
                rows += [(article_id, *e[:2], part, a, b, text[a:b]) for a, b, e in in_text(text, lexicon)]
    return rows


def in_text(text, lexicon):
    folded = fold(text)
    assert len(folded) == len(text)
    candidates = []
    for number, row in enumerate(lexicon.to_dict("records")):
        term = " ".join(unicodedata.normalize("NFC", row["term"]).split())
        cased = bool(row.get("match_case"))
        spans = occurrences(term, text.replace("’", "'") if cased else folded, cased)
        for other in filter(str.strip, row.get("except", "").split(";")):
            outer = occurrences(other.strip(), folded)
            spans = [(a, b) for a, b in spans if not any(c <= a and b <= d for c, d in outer)]
        candidates += [(a, b, (term, row["frame"], number)) for a, b in spans]
    # Longest first; of equally long ones the earlier, then the one without *, then the one that the lexicon has first.
    candidates.sort(key=lambda c: (c[0] - c[1], c[0], c[2][0].endswith("*"), c[2][2]))
    taken = []
    for a, b, entry in candidates:
        if not any(entry[1] == other[1] and a < d and c < b for c, d, other in taken):
            taken.append((a, b, entry))
    return sorted(taken, key=lambda c: (c[0], c[2][2]))


def occurrences(term, text, cased=False):
    """Spans of one term, overlapping ones included."""
    stem = term.removesuffix("*").replace("’", "'")
    stem = stem if cased else fold(stem)
    if re.split(rf"[\s{HYPHENS}]", stem)[0] not in text:  # spares time, changes nothing
        return []
    body = "".join(GAP if c.isspace() or c in HYPHENS else re.escape(c) for c in stem)
    ending = r"\w*" if term.endswith("*") else ""
    return [m.span(1) for m in re.finditer(rf"(?<!\w)(?=({body}{ending})(?!\w))", text)]
