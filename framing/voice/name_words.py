"""The words by which names are read: titles, institutions, pronouns. Read them, and mend them, here.

All lists are our own and in small letters.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


HE, SHE = _words("he him his himself"), _words("she her hers herself")
THEY, IT, OWN = _words("they them their"), _words("it its"), _words("i we me us")
RELATIVE = _words("who which that whom")
PRONOUNS = HE | SHE | THEY | IT | OWN | RELATIVE
POSSESSIVES = _words("its his her their")
BESIDE_PRONOUNS = _words("who himself herself themselves itself all both each too also alone")
ARTICLES = _words("the a an")
PREPOSITIONS = _words(
    "of for at in on from with to by under against near inside within among about between around over as"
)
POLITE = _words("mr mrs ms miss dr sir lord lady")
# What stands before the noun that "who" follows, and is no part of it
NO_NOUN = _words("and but to by with on at from that is was are were be been has had have")
PARTICLES = _words("de da di du van von der den la le al bin ibn el")

# Words that a sentence begins with and that begin no name
FUNCTION_WORDS = _words(
    """
the a an and but or so yet nor if when while where as at in on of for from with by to into over after before
since until though although because that this these those there here it its he she they we i you his her their
our my your who what which how why not no yes now then also even still just only both each every some many most
such all once later earlier meanwhile however instead asked according despite during under between among against
about 
    """
)
# Nouns and pronouns for people, that are no name when they begin a sentence
GROUPS = _words(
    """
police people men women neither none others everyone nobody somebody anybody someone anyone
    """
)
# Days and months that stand before a name and are no part of it (other months are first names too)
CALENDAR = _words(
    "monday tuesday wednesday thursday friday saturday sunday january february july september october november december"
)
# Titles and roles of a man
MALE = _words(
    """
mr sir lord king prince father husband son brother spokesman chairman congressman
    """
)
# and of a woman
FEMALE = _words(
    """
ms mrs miss mme lady dame queen princess mother wife widow daughter sister spokeswoman chairwoman congresswoman
    """
)
# Titles, roles and professions that stand before a name or behind it
_OF_EITHER = _words(
    """
dr prof professor judge justice president vice prime minister chancellor premier chief deputy prosecutor senator
sen rep representative gov governor mayor secretary undersecretary ambassador envoy delegate commissioner
general gen colonel col major captain capt lieutenant lt sergeant sgt corporal admiral commander officer
director attorney lawyer counsel spokesperson speaker leader chair head bishop archbishop pope rabbi imam
reverend rev sheriff detective inspector ex-sergeant sheikh democrat republican candidate nominee activist
analyst economist author journalist reporter host editor historian campaigner strategist pollster adviser
advisor aide consultant manager owner founder ceo chairperson archivist councillor councilman councilwoman
lawmaker mp former then-president registrar witness farmer superintendent teacher nurse doctor pastor scholar
expert resident veteran coach actor actress singer press
    """
)
TITLES = MALE | FEMALE | _OF_EITHER
# Last or first words of the name of an institution, or of a thing that is no person
INSTITUTIONS = _words(
    """
court chamber assembly ministry department office government embassy mission parliament senate house congress
council committee commission agency bureau police army force forces registry union federation association
institute university college school fund foundation bank company corporation group party campaign league
alliance organisation organization times post journal news guild library service services treasury tribunal
board center centre network administration state states nations secretariat staff command bar watch statute
treaty act convention charter
    """
)
# What a title may go on with: Secretary of State, Defence Minister
OFFICES = _words(
    """
state defence defense foreign affairs interior justice treasury house homeland security
    """
)
# Alone these name nobody: numbers, pronouns for things and the like
NO_SPEAKER = (
    PRONOUNS
    | ARTICLES
    | PREPOSITIONS
    | _words(
        """
one two three four five six seven eight nine ten both neither none you that this these those what there and or but
same such more most many some few several
    """
    )
)


def without_edges(words: list[str]) -> list[str]:
    """The words of a name, cut at the end of a sentence and without small words that a boundary swallowed.

    >>> without_edges(["Jo", "Roe.", "He"]), without_edges("human rights groups as".split()), without_edges(["the"])
    (['Jo', 'Roe'], ['human', 'rights', 'groups'], [])
    """
    for at in range(len(words) - 1):
        if words[at][-1] == "." and words[at + 1].lower() in FUNCTION_WORDS and len(words[at]) > 3:
            words = [*words[:at], words[at][:-1]]
            break
    while words and words[-1].lower() in (FUNCTION_WORDS | PRONOUNS | PREPOSITIONS) - {"us", "no"}:
        words = words[:-1]
    return [] if len(words) == 1 and words[0].lower() in NO_SPEAKER else words
