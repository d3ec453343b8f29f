"""Ids that tell a coder nothing: a mention's id and its chance of being drawn, sealed into one short code.

An id often holds the name of the outlet, so a coder must not see it. A sealed id travels with the sheet through any
program, needs no second file to be opened, and shows when somebody changed a letter of it. It keeps a coder from
seeing, not from breaking it open.
"""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode

_MARK = "m"  # a letter first, so that no spreadsheet takes the code for a number or a formula
_CHECK = 4  # bytes


def seal(mention_id: str, drawn: int, among: int) -> str:
    """The code of a mention that was drawn as one of `drawn` among `among`.

    >>> unseal(seal("07_daily_post:text:12:law", 3, 17))
    ('07_daily_post:text:12:law', 3, 17)
    """
    content = f"{mention_id}\t{drawn}/{among}".encode("utf-8", "surrogatepass")
    check = hashlib.sha256(content).digest()[:_CHECK]
    return _MARK + urlsafe_b64encode(check + _hidden(content, check)).decode().rstrip("=")


def unseal(code: str) -> tuple[str, int, int] | None:
    """What a code holds: id, drawn, among; None if it is no code, or no longer a whole one.

    >>> unseal("genocide") is None
    True
    """
    try:
        raw = urlsafe_b64decode(code[len(_MARK) :] + "=" * (-(len(code) - len(_MARK)) % 4))
        check, content = raw[:_CHECK], _hidden(raw[_CHECK:], raw[:_CHECK])
        if not code.startswith(_MARK) or hashlib.sha256(content).digest()[:_CHECK] != check:
            return None
        mention_id, _, chance = content.decode("utf-8", "surrogatepass").rpartition("\t")
        drawn, among = map(int, chance.split("/"))
    except ValueError:
        return None
    return mention_id, drawn, among


def _hidden(content: bytes, check: bytes) -> bytes:
    """Turned into noise, and back: without it, codes of one article would begin alike."""
    return bytes(a ^ b for a, b in zip(content, hashlib.shake_128(check).digest(len(content)), strict=True))
