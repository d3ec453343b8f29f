"""What people write into the cells of a coding sheet, read as what they meant."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from ..voice.label import VOICES

# What a column may be called, in small letters without spaces; a number or a name behind it does not matter.
HEADINGS = {
    "code": ["code", "sealedid"],
    "mention_id": ["mentionid", "mention", "id", "mentioncode", "idmention"],
    "item": ["item", "itemno", "itemnumber", "no", "nr", "number", "#"],
    "voice": ["voice", "whosevoice", "whosewords", "voicecode", "stimme", "speakervoice"],
    "fits": ["fits", "fit", "fitsframe", "doesitfit", "termfits", "framefits", "carriesframe", "passt"],
    "note": ["note", "notes", "comment", "comments", "remark", "remarks", "bemerkung", "notiz", "kommentar"],
    "coder": ["coder", "codername", "annotator", "rater", "codedby", "yourname", "initials", "coderid", "codierer"],
}
_BEFORE_NAMES = {"coder", "rater", "annotator", "by", "of"}
_NOT_A_CODER = {"code", "frame", "column", "choose", "select", "answer"}.union(*HEADINGS.values())
_EMPTY = {"", "na", "n/a", "#n/a", "nan", "none", "null", "-", "–", "—", ".", "…"}
_VOICE_WORDS = {
    **{voice: voice for voice in VOICES},
    **dict.fromkeys(["quote", "quotes", "quotation", "quotationmarks", "direct", "zitat", "zitiert"], "quoted"),
    **dict.fromkeys(["paraphrase", "paraphrasing", "indirect", "paraphrasiert"], "paraphrased"),
    **dict.fromkeys(["ascribe", "ascription", "attitude", "zugeschrieben"], "ascribed"),
    **dict.fromkeys(["narration", "narrated", "narrators", "outlet", "own", "ownwords", "erzähler"], "narrator"),
    **dict.fromkeys(["notclear", "unklar", "cannottell"], "unclear"),
}
_FITS_WORDS = {
    **dict.fromkeys(["yes", "y", "ja", "j", "1", "true", "t", "x", "✓", "✔", "☑", "oui", "si", "sí", "wahr"], "yes"),
    **dict.fromkeys(["no", "n", "nein", "0", "false", "f", "non", "falsch", "✗", "✘", "☐"], "no"),
    **dict.fromkeys(["unsure", "u", "notsure", "maybe", "perhaps", "unclear", "dontknow", "idk"], "unsure"),
    **dict.fromkeys(["either", "both", "unsicher", "vielleicht", "weißnicht"], "unsure"),
}
_SHORTEST_TYPO = 4  # letters; in shorter words one wrong letter makes another word


class Cell(NamedTuple):
    """What a cell says; `status` is '' where it needs no word, else mended or rejected."""

    value: str
    status: str = ""


def read_voice(text: str) -> Cell:
    """A voice as people write it.

    >>> read_voice(" Quoted "), read_voice("p"), read_voice("narator")
    (Cell(value='quoted', status=''), Cell(value='paraphrased', status=''), Cell(value='narrator', status='mended'))
    >>> read_voice("quoted or narrator"), read_voice("–")
    (Cell(value='', status='rejected'), Cell(value='', status=''))
    """
    return _read(text, _VOICE_WORDS, VOICES)


def read_fits(text: str) -> Cell:
    """Yes, no or unsure as people write it.

    >>> [read_fits(text).value for text in ("TRUE", "ja", "0.0", "don't know", "2")]
    ['yes', 'yes', 'no', 'unsure', '']
    """
    return _read(re.sub(r"^\s*([01])[.,]0+\s*$", r"\1", text), _FITS_WORDS, [])


def _read(text: str, words: dict[str, str], beginnings: list[str]) -> Cell:
    if is_empty(text):
        return Cell("")
    plain = re.sub(r"[\s_\-.,;:!'\"“”‘’()\[\]]+", "", _folded(text))
    if plain in words:
        return Cell(words[plain])
    sure = plain.rstrip("?*")
    if sure != plain and sure in words:
        return Cell(words[sure], "mended")
    begun = {word for word in beginnings if sure and word.startswith(sure)}
    if len(begun) == 1:
        return Cell(begun.pop(), "" if sure == plain else "mended")
    near = {value for word, value in words.items() if _one_slip(sure, word)}
    return Cell(near.pop(), "mended") if len(near) == 1 else Cell("", "rejected")


def is_empty(text: str) -> bool:
    """Whether a cell says nothing."""
    return _folded(text) in _EMPTY


def read_heading(text: str) -> str:
    """Which of our columns a heading names, '' for none.

    >>> [read_heading(h) for h in ("Mention ID", "VOICE (choose)", "Fits?", "voise", "headline", "Notes:")]
    ['mention_id', 'voice', 'fits', 'voice', '', 'note']
    """
    plain = re.sub(r"[\W_]+", "", re.sub(r"[(\[].*", "", _folded(text))) or _folded(text)
    for ours, names in HEADINGS.items():
        if plain in names:
            return ours
    near = {ours for ours, names in HEADINGS.items() for name in names if _one_slip(plain, name)}
    return near.pop() if len(near) == 1 else ""


def read_heading_of_coder(text: str) -> tuple[str, str]:
    """Which of voice, fits and note a heading names, and whose; ('', '') where it names nobody.

    >>> [read_heading_of_coder(h) for h in ("voice_ada", "Ben: fits", "Note (coder 2)", "voice1", "voice")]
    [('voice', 'ada'), ('fits', 'Ben'), ('note', '2'), ('voice', '1'), ('', '')]
    """
    words = re.findall(r"[^\W\d_]+|\d+", text)
    for question in ("voice", "fits", "note"):
        for first, rest in ((words[:1], words[1:]), (words[-1:], words[:-1])):
            if rest and first[0].casefold() in HEADINGS[question]:
                name = [word for word in rest if word.casefold() not in _BEFORE_NAMES]
                if name and not {"".join(words).casefold(), *map(str.casefold, name)} & _NOT_A_CODER:
                    return question, " ".join(name)
    return "", ""


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).replace("\u200b", "").casefold().split())


def _one_slip(a: str, b: str) -> bool:
    """Whether one letter too many, too few or another, or two letters changed over, parts the two words.

    >>> [_one_slip(*pair) for pair in (("narator", "narrator"), ("qouted", "quoted"), ("quoted", "quote"), ("n", "no"))]
    [True, True, True, False]
    """
    if min(len(a), len(b)) < _SHORTEST_TYPO - 1 or max(len(a), len(b)) < _SHORTEST_TYPO or a == b:
        return False
    first = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    rest_a, rest_b = a[first:], b[first:]
    return (
        rest_a[1:] == rest_b[1:]
        or rest_a[1:] == rest_b
        or rest_a == rest_b[1:]
        or (rest_a[:2] == rest_b[1::-1] and rest_a[2:] == rest_b[2:])
    )
