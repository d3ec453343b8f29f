"""How an outlet's own name may stand in its articles: in full, in short, as initials, in web addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from ..compare.wording.set_aside import site_of
from ..tables import as_texts

MASK = "[outlet]"
_SECTION = re.compile(r"\s[-–—|:]\s|[()\[\],;/]")  # "New York Times - News", "CNN (Web News)"
_ADDRESS_END = r"\.(?:com|org|net|news|info|tv|co\.[a-z]{2}|[a-z]{2})"
_GENERIC = ["news", "online", "web", "website", "digital"]  # Fox Online News calls itself Fox News, and Fox
_SMALL = {"of", "for", "and", "the", "in", "on", "at", "a", "an", "s"}
# Two initials that mean something else in the news; three hardly ever do.
_TAKEN = {"AM", "CT", "DC", "ET", "EU", "IT", "LA", "MT", "NY", "PM", "PT", "TV", "UK", "UN", "US"}
_BETWEEN = r"[\s\-_.’'!&]*"  # between the words of a name, which web addresses join


def masks_of(articles: pd.DataFrame) -> dict[str, re.Pattern | None]:
    """Of each outlet, what names it in its articles; `url` helps where there is one."""
    outlets = as_texts(articles.outlet)
    sites: dict[str, set[str]] = {outlet: set() for outlet in outlets}
    for outlet, url in zip(outlets, as_texts(articles.url) if "url" in articles else [], strict=False):
        sites[outlet].add(site_of(url))
    return {outlet: name_pattern(outlet, some) for outlet, some in sites.items()}


def mask(text: str, names: re.Pattern | None) -> str:
    """The text with [outlet] in place of the outlet's name."""
    return names.sub(MASK, text) if names else text


def name_pattern(outlet: str, sites: Iterable[str] = ()) -> re.Pattern | None:
    """What names an outlet in a text; None where its name is no word of two letters.

    >>> name_pattern("New York Times - News").sub("…", "the NEW YORK TIMES, The Times's, NYT, @nytimes; in New York")
    "…, …'s, …, …; in New York"
    >>> name_pattern("The Hill").sub("…", "on the hill, The Hill's reporter, thehill.com/x said")
    "on the hill, …'s reporter, … said"
    >>> name_pattern("Fox Online News").sub("…", "told Fox News Digital, on Fox and ann@foxnews.com; a fox")
    'told …, on … and …; a fox'
    """
    words = _words(outlet)
    if not any(len(word) > 1 for word in words):
        return None
    has_article = words[0].casefold() == "the" and len(words) > 1
    rest = words[has_article:]
    core = list(rest)
    while len(core) > 1 and core[-1].casefold() in _GENERIC:
        core.pop()
    tail = rf"(?:[\s\-]+(?i:{'|'.join(_GENERIC)})\b)*"
    the = r"(?:[Tt]he[\s\-_]*|THE[\s\-_]*)" + ("" if has_article and len(rest) == 1 else "?")
    forms = _addresses(rest, core, sites)
    if len(rest) > 1:
        forms.append(rf"(?i:(?:the[\s\-_]+)?{_BETWEEN.join(map(re.escape, rest))})(?:{_ADDRESS_END})?")
        if core != rest and len("".join(core)) > 2:
            forms.append(the + r"\s+".join(map(_as_written, core)) + tail)
        if len(core) > 1:
            forms.append(rf"[Tt]he\s+{_as_written(core[-1])}{tail}")
        forms += _initial_forms(_initials(rest))
    else:  # one word may be an everyday one, so only as the outlet writes it, or in capitals
        forms.append(the + _as_written(rest[0]) + tail)
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)")


def _words(outlet: str) -> list[str]:
    name = next((part for part in _SECTION.split(outlet) if re.search(r"\w", part)), "")
    name = re.sub(rf"{_ADDRESS_END}$", "", name.strip())
    return re.findall(r"\w+", re.sub(r"^The(?=[A-Z])", "The ", name))  # TheBlaze.com


def _as_written(word: str) -> str:
    return re.escape(word) if word.isupper() else f"(?:{re.escape(word)}|{re.escape(word.upper())})"


def _initials(words: list[str]) -> str:
    return "".join(word[0] for word in words if word.casefold() not in _SMALL and word[0].isalpha()).upper()


def _initial_forms(initials: str) -> list[str]:
    if len(initials) < 2:
        return []
    glued = rf"The{initials}[A-Z]*"  # TheDC
    return [glued] if initials in _TAKEN else [glued, rf"(?:[Tt]he\s+)?{initials}(?!&)"]


def _addresses(rest: list[str], core: list[str], sites: Iterable[str]) -> list[str]:
    """Web and e-mail addresses and names on social media: nytimes.com, ann@foxnews.com, @thehill."""
    joined = {"".join(words).casefold() for words in (rest, core)} | set(sites)
    joined |= {"".join(word[0] for word in words[:-1]).casefold() + words[-1].casefold() for words in (rest, core)}
    joined.add(_initials(rest).casefold())
    names = "|".join(re.escape(name) for name in sorted(joined, key=len, reverse=True) if len(name) > 2)
    site, path = rf"(?i:(?:the)?(?:{names}))", r"(?:/[^\s,;)\"”]*)?"
    return [rf"@{site}\w*", rf"(?:[\w.+-]*@|www\.)?{site}[\w-]*{_ADDRESS_END}{path}"] if names else []
