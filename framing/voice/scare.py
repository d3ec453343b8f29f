"""Scare quotes: marks of at most three words that nobody is quoted for, told apart from titles, names and citations.

The tagger that says who is quoted sees little in so short a quotation. So the clause around it is looked at once more:
a cue of speech there quotes somebody, whatever the tagger says.
"""

from __future__ import annotations

from ..text.tokens import SHORT, Tokens


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# All lists are our own, in small letters.
_SPEECH = _words("""
said say says saying told tells tell wrote writes write stated insisted insists argued argues claimed claims warned
warns declared declares announced announces added adds replied replies tweeted posted testified admit admits
admitted acknowledged promised promises pledged vowed vows shouted shouts chant chants chanted chanting cried cries
repeated concluded concludes ruled found spoke speaks speaking talked complained complains conceded asked asks joked
quipped
""")
# give the marked words as somebody's name for a thing, before the marks
_NAMING = _words("""
refer refers referred referring urge urges urged call calls called calling term terms termed terming dub dubs dubbed
dubbing describe describes described describing label labels labelled labeled labelling labeling brand brands
branded branding denounce denounces denounced denouncing condemn condemns condemned condemning decry decries decried
decrying deride derides derided deriding dismiss dismisses dismissed dismissing characterise characterises
characterised characterize characterizes characterized blast blasts blasted slam slams slammed accuse accuses
accused accusing cite cites cited citing allege alleges alleged alleging deem deems deemed judge judges judged hail
hails hailed praise praises praised reject rejects rejected deny denies denied consider considers considered
""")
_RAILING = _words(
    "railed warned feared mocked attacked"
)  # with _SPEECH and _NAMING: the “lawfare” that Roe railed against
_SAY = _words("say says said warn warns claim claims argue argues admit admits allege alleges")  # at a headline's end
_REPORTED = _words("""
ruling verdict claim claims charge charges allegation allegations accusation accusations remark remarks comment comments
""")  # right behind the marks: ‘genocide’ ruling
_SO_CALLED = _words("so-called self-styled self-proclaimed supposed supposedly")
_CITED = _words(
    "word words term terms phrase phrases expression label slogan adjective noun verb euphemism spelled spelling"
)
_MEANS = _words("means meant meaning derives stems translates refers rhymes")
_WORKS = _words("""
film movie book novel memoir play musical opera song single album series sitcom show programme program episode magazine
newspaper podcast documentary exhibition painting poem essay column act bill operation game thriller drama comedy
exercise mission codename codenamed titled entitled headlined headline
""")
_NICKNAMED = _words("nickname nicknamed alias aka a.k.a known")
_DETERMINERS = _words("the a an these those this that its his her their our several some many such")
_RELATIVE = _words("that which of as")
_STOPS = frozenset(";:.!?…—–()") | {"--", "..."}
_BEFORE, _BEHIND, _NEAR, _HEADLINE = 12, 9, 4, 16  # tokens looked at on either side of the marks

QUOTED = "somebody is quoted"  # how the reason begins where the clause quotes somebody


def is_scare(tokens: Tokens, first: int, last: int, attributed: bool) -> tuple[bool, str]:
    """Whether a term stands in scare quotes, and why, or why not.

    Parameters
    ----------
    tokens : Tokens
        Of the whole text, as `split_tokens` gives them.
    first, last : int
        The term is tokens[first:last]. It is enough that one of its words stands in the marks (“show” trial).
    attributed : bool
        Whether an attribution covers the marks.

    Returns
    -------
    tuple of bool and str
        Whether it is the outlet's distance; the reason in a few words.

    Raises
    ------
    Nothing, whatever the marks.

    Notes
    -----
    Scare are marks of at most three words that nobody is quoted for. Not scare: marks that an attribution covers,
    unless "so-called" stands before them; titles and names (words with capitals beside "film", "Act", "Operation", or
    in the midst of words without); a word mentioned as a word (the word “genocide”); and marks with a cue of speech or
    naming in their clause: within 12 tokens before them (called it, denounced, said), right behind them with "that" or
    "by", right behind them as a verb (unless the marked word is who speaks: the “experts” said), or at the end of a
    headline.

    It goes wrong where the cue stands in another sentence (He was angry. “Lawfare”, again.), where a cue in the clause
    quotes something else, and on marks that only set off a technical term, which count as scare.

    Examples
    --------
    >>> from framing.text.tokens import split_tokens
    >>> is_scare(split_tokens("The “trial” took ten minutes."), 2, 3, False)
    (True, 'marks that nobody is quoted for')
    >>> is_scare(split_tokens("She called the case “lawfare”."), 5, 6, False)
    (False, 'somebody is quoted: called')
    """
    place = _marks(tokens, first, last)
    if place is None:
        return False, "not in a short quotation"
    before, behind = _clause(tokens, *place)
    if not _SO_CALLED.isdisjoint(before[-2:]) or before[-2:] == ["so", "called"]:
        return True, "so-called, in marks"
    if attributed:
        return False, QUOTED
    if _is_name(tokens, *place, before, behind):
        return False, "a title or a name"
    if not _CITED.isdisjoint(before[-2:]) or not _MEANS.isdisjoint(behind[:1]):
        return False, "a word mentioned as a word"
    if cue := _cue(tokens, place[1], before, behind):
        return False, f"{QUOTED}: {cue}"
    return True, "marks that nobody is quoted for"


def _marks(tokens: Tokens, first: int, last: int) -> tuple[int, int] | None:
    """The marks of the short quotation that a word of the term stands in."""
    inside = next((i for i in range(max(0, first), min(last, len(tokens.words))) if tokens.state[i] == SHORT), None)
    if inside is None:
        return None
    opening = closing = inside
    while opening > 0 and tokens.edge[opening] != 1 and tokens.state[opening - 1] == SHORT:
        opening -= 1
    while closing + 1 < len(tokens.words) and tokens.edge[closing] != 2 and tokens.state[closing + 1] == SHORT:
        closing += 1
    return opening, closing


def _clause(tokens: Tokens, opening: int, closing: int) -> tuple[list[str], list[str]]:
    """Words of the clause before and behind the marks, in small letters."""
    words, sentence = tokens.words, tokens.sentence
    low, high = opening, closing + 1
    while low > max(0, opening - _BEFORE) and sentence[low - 1] == sentence[opening] and words[low - 1] not in _STOPS:
        low -= 1
    end = min(len(words), closing + 1 + _BEHIND)
    while high < end and sentence[high] == sentence[opening] and words[high] not in _STOPS:
        high += 1
    return [w.lower() for w in words[low:opening]], [w.lower() for w in words[closing + 1 : high]]


def _is_name(tokens: Tokens, opening: int, closing: int, before: list[str], behind: list[str]) -> bool:
    if not _NICKNAMED.isdisjoint(before[-3:]):
        return True
    inner = [w for w in tokens.words[opening : closing + 1] if w[0].isalpha()]
    if not inner or not all(w[0].isupper() for w in (inner[0], *inner) if w == inner[0] or len(w) > 3):
        return False
    if not _WORKS.isdisjoint([*before[-4:], *behind[:2]]):
        return True
    around = tokens.words[max(0, opening - 6) : opening] + tokens.words[closing + 1 : closing + 7]
    leads = opening == 0 or tokens.sentence[opening - 1] != tokens.sentence[opening]
    return not leads and any(w[0].islower() and len(w) > 3 for w in around)  # in a headline all have capitals


def _cue(tokens: Tokens, closing: int, before: list[str], behind: list[str]) -> str:
    """The word of the clause that quotes somebody, or ''."""
    if near := next((w for w in reversed(before) if w in _SPEECH or w in _NAMING), ""):
        return near
    beside = behind[0] if behind else ""
    if beside in _REPORTED:
        return beside
    if beside in _RELATIVE or behind[1:2] == ["by"]:  # the “lawfare” that Roe denounced, alleged by Roe
        return next((w for w in behind if w in _SPEECH or w in _NAMING or w in _RAILING), "")
    is_marked = before[-1:] and (before[-1] in _DETERMINERS or before[-1].endswith(("'s", "’s")))
    if is_marked and beside.isalpha():
        return ""  # the “experts” said: they speak, nobody calls them so
    return next((w for w in behind[:_NEAR] if w in _SPEECH), "") or _headline_cue(tokens, closing)


def _headline_cue(tokens: Tokens, closing: int) -> str:
    """The last word of a headline, if it says: Two held over ‘terror’ plot, police say"""
    end = min(len(tokens.words), closing + _HEADLINE)
    if end < len(tokens.words) or end < closing + 3 or tokens.sentence[-1] != tokens.sentence[closing]:
        return ""
    word = tokens.words[-1].lower()
    return word if word in _SAY else ""
