"""When an article was published, from the many ways files write it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import NamedTuple

import pandas as pd

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_TIME = (
    r"(?:[t ](?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.(?P<fraction>\d+))?)?"
    r" ?(?P<half>[ap]\.?m\.?)? ?(?P<zone>[a-z]{1,4}|[+-]\d\d:?(?:\d\d)?)?)?"
)
_FORMS = [
    re.compile(form + _TIME, re.ASCII)
    for form in (
        rf"{_YEAR}[-/.](?P<month>\d{{1,2}})(?:[-/.](?P<day>\d{{1,2}}))?",  # 2025-12-10, 2025-12
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)",  # 20251210; a number of seconds has more digits
        rf"{_DAY}[ -]{_MONTH}[ -]{_YEAR}",  # 10 December 2025
        rf"{_MONTH} (?:{_DAY} )?{_YEAR}",  # December 10, 2025
        rf"(?P<first>\d{{1,2}})(?P<mark>[/.-])(?P<then>\d{{1,2}})(?P=mark){_YEAR}",  # 03/04/2025, either way round
    )
]
_NOISE = re.compile(r",|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?|\bat\b")
# Hours from UTC: the zones of RFC 822, and those that European agencies print. Others, IST for one, mean several.
_ZONES = {"z": 0, "ut": 0, "utc": 0, "gmt": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6} | {
    "pst": -8, "pdt": -7, "bst": 1, "wet": 0, "cet": 1, "cest": 2, "eet": 2, "eest": 3}  # fmt: skip


class Dates(NamedTuple):
    """The dates, and what the reader should hear about them."""

    published: pd.Series  # datetime64[us], UTC without a zone; NaT where nothing can be read
    notes: list[str]


def parse_dates(raw: list[str]) -> Dates:
    """Read the dates of one file together: whether 03/04/2025 is in March or in April, only other rows can tell.

    >>> published, notes = parse_dates(["10 December 2025", "2025-12", "03/04/2025", "25/12/2025"])
    >>> published.astype(str).tolist()
    ['2025-12-10', '2025-12-01', '2025-04-03', '2025-12-25']
    >>> notes
    ['read 03/04/2025 with the day first, because of 25/12/2025']
    """
    matches = {text: _match(text) for text in dict.fromkeys(raw)}
    slashed = [text for text, match in matches.items() if match and "first" in match]
    day_first = next((t for t in slashed if int(matches[t]["first"]) > 12), None)
    month_first = next((t for t in slashed if int(matches[t]["then"]) > 12), None)
    order = None if bool(day_first) == bool(month_first) else "day" if day_first else "month"
    parsed = {text: match and _date(match, order) for text, match in matches.items()}
    unsure = [t for t in slashed if _is_ambiguous(matches[t])]
    notes = []
    if unsure and order:
        notes.append(f"read {unsure[0]} with the {order} first, because of {day_first or month_first}")
    elif unsure:
        why = f"{day_first} and {month_first} stand in one file" if day_first else "no other date tells which"
        notes.append(
            f"{_count(raw, unsure)} such as {unsure[0]} may have the day or the month first, and {why}; "
            "published is empty there. Write them as 2025-12-31"
        )
    unread = [t for t in matches if t.strip() and parsed[t] is None and t not in unsure]
    if unread:
        notes.append(f"{_count(raw, unread)} such as {unread[0][:40]!r} cannot be read; published is empty there")
    return Dates(pd.Series([parsed[text] for text in raw], dtype="datetime64[us]"), notes)


def _match(text: str) -> dict[str, str] | None:
    """The parts of a date by name."""
    plain = " ".join(_NOISE.sub(" ", text.lower()).split())
    for form in _FORMS:
        if match := form.fullmatch(plain):
            return match.groupdict()
    return None


def _is_ambiguous(parts: dict[str, str]) -> bool:
    return parts["first"] != parts["then"] and int(parts["first"]) <= 12 and int(parts["then"]) <= 12


def _date(parts: dict[str, str], order: str | None) -> datetime | None:
    if "first" in parts:
        if _is_ambiguous(parts) and not order:
            return None
        # A part above 12 can only be the day, whatever the rest of the file does.
        day_first = int(parts["first"]) > 12 or (order == "day" and int(parts["then"]) <= 12)
        day, month = (parts["first"], parts["then"]) if day_first else (parts["then"], parts["first"])
    else:
        day, month = parts["day"] or 1, parts.get("month") or _MONTHS.index(parts["name"][:3]) + 1
    try:
        return datetime(int(parts["year"]), int(month), int(day)) + _time(parts)
    except (ValueError, OverflowError, KeyError):  # the 31st of June, 25 o'clock, a zone nobody knows
        return None


def _time(parts: dict[str, str]) -> timedelta:
    """From midnight UTC of the day written to the moment meant."""
    hour, minute, second = (int(parts[part] or 0) for part in ("hour", "minute", "second"))
    if parts["half"]:
        if not 1 <= hour <= 12:
            raise ValueError(f"{hour} {parts['half']}")
        hour = hour % 12 + 12 * parts["half"].startswith("p")
    if hour > 23 or minute > 59 or second > 59:
        raise ValueError(f"{hour}:{minute}:{second}")
    fraction = int((parts["fraction"] or "0")[:6].ljust(6, "0"))
    return timedelta(hours=hour, minutes=minute, seconds=second, microseconds=fraction) - _offset(parts["zone"] or "z")


def _offset(zone: str) -> timedelta:
    if zone[0] not in "+-":
        return timedelta(hours=_ZONES[zone])
    digits = zone[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return -offset if zone[0] == "-" else offset


def _count(raw: list[str], kinds: list[str]) -> str:
    wanted = set(kinds)
    n = sum(text in wanted for text in raw)
    return "1 date" if n == 1 else f"{n:,} dates"
