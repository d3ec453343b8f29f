"""The words that turn a term: read them, and mend them, here. `stance.py` says how far each reaches.

All lists are our own. In BEFORE and BEHIND phrases are divided by commas, and "not" stands for cannot, don't and so on.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _table(lists: dict[str, str]) -> dict[str, list[tuple[list[str], str]]]:
    """Phrases by their first word, the longest first."""
    table: dict[str, list[tuple[list[str], str]]] = {}
    for group, phrases in lists.items():
        for phrase in phrases.split(","):
            table.setdefault(phrase.split()[0], []).append((phrase.split(), group))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


# Phrases by what they do to a term behind them
BEFORE = _table(
    {
        # to the end of the clause
        "not": """
not, never, neither, nor, nobody, no one, none, hardly, scarcely, nothing in, unlikely, unable to, no evidence,
no proof, no sign,
no signs, no basis, no indication, no indications, no trace, little evidence, scant evidence, fail to, fails to,
failed to, failing to, refuse to, refuses to, refused to, refusing to, decline to, declines to, declined to,
declining to
""",
        # over a few words
        "no": """
no, without, nothing, lack of, absence of, rather than, instead of, far from, anything but, short of,
free of, innocent of, nothing to do with, rule out, rules out, ruled out, ruling out, falsely, wrongly, wrongfully,
unjustly, false, baseless, unfounded, groundless, debunked, discredited, fabricated, myth of, hoax of, not guilty of
""",
        # to the end of the clause, where the term is what is denied: "denied visas to" denies nothing
        "deny": """
deny, denies, denied, denying, denial of, denials of, denial that, denials that, reject, rejects, rejected,
rejecting, dismiss, dismisses, dismissed, dismissing, refute, refutes, refuted, refuting, dispute, disputes,
disputed, disputing, rebut, rebuts, rebutted, rebutting, repudiate, repudiates, repudiated, disavow, disavows,
disavowed, rubbished, scoff at, scoffs at, scoffed at, disagrees that, disagreed that, untrue that, false that,
wrong to say, wrong to call, wrong to claim, wrong to speak, wrong to describe, absurd to say, absurd to call
""",
        # with "of"
        "cleared": """
cleared, clears, clearing, acquitted, acquits, acquit, acquitting, exonerated, exonerates, absolved, absolves
""",
        "asked": """
whether, questioned, debate over, debated, doubt that, doubts that, doubted that, doubts about, doubts over
""",
        # to the end of the clause or to "that"
        "if": """
if, unless, in case of, in the event of, assuming, provided that, otherwise, would, may, might, could, perhaps,
maybe, possibly, seem, seems, seemed, appear to,
appears to, appeared to, likely, believed to, thought to, said to, supposed to, allegedly, reportedly, supposedly,
purportedly, apparently
""",
        # to the end of the clause
        "fear": """
fear, fears, feared, fearing, risk, risks, risked, risking, verge of, brink of, suspect that, suspects that,
suspected that
""",
        # over a few words
        "alleged": """
alleged, suspected, so-called, so called, supposed, purported, presumed, possible, potential, apparent, reported,
ostensible, self-styled, probable, accused of, allegation of, allegations of, accusation of, accusations of,
claim of, claims of, charge of, charges of, fear of, fears of, risk of, threat of, suspected of, suspicion of,
suspicions of, pretext for, probe into, inquiry into, investigation into, investigated for, potentially, arguably,
seemingly, seeming, unconfirmed, unverified, unproven, disputed, putative, ostensibly
""",
        # with "of"
        "suspected": "suspect, suspects",
        # turns nothing, though it holds a word of the other lists
        "": """
no doubt, nobody doubts, no one doubts, few doubt, not doubt, never doubted, no denying, no question, no better,
no greater, no clearer, no less, no more, no longer, no matter,
no wonder, no stranger to, no sooner, no more than, not only, not just, not merely, not simply, not solely,
not to mention, not least, not because, not without, not until, not need, nobody needs, never forget, not forgotten,
never forgotten, nothing but, nothing more than, nothing less than, nothing short of, little short of,
without doubt, without question, would rather, if only, even if, as if, if anything, if not
""",
    }
)
# Phrases behind the term, in its clause
BEHIND = _table(
    {
        "deny": """
baseless, unfounded, groundless, untrue, false, nonsense, rubbish, without foundation, without basis, without merit,
unproven, never been proven, never been proved, never proven, never proved, fabricated, a lie, a myth, a hoax,
no basis, no foundation, no evidence, struck out, thrown out, never happened, never took place, never occurred,
never committed, never existed, not exist, not found, not been committed, not been established, an invention,
a fiction, invented,
not happen, not happened, not take place, not taken place, not occur, not proven, not proved, not been proven,
not been proved, not established, not committed, not supported, hard to square
""",
        # behind a verb or a claim: "was denied", "genocide claims rejected"
        "denied": "denied, rejected, dismissed, refuted, debunked, dropped, ruled out",
        "asked": "questioned, in question, into question, open to question, in doubt, unclear, up for debate, disputed",
        "alleged": """
allegation, allegations, accusation, accusations, claim, claims, charge, charges, suspect, suspects, probe, inquiry,
investigation, allegedly, reportedly
""",
    }
)
STOPS = frozenset(";:.!?…—–()[]") | {"--", "..."}
# where another clause begins
BREAKS = _words(
    """
but although though because while whereas however except when where until since who which whose how only after
before during throughout amid following despite
"""
)
SUBJECTS = _words("i we you he she it they there this that these those")
BE = _words("is was are were am be been")
VERBS = BE | _words("have has had said says did does do")
NAMED = _words(
    """
call calls called calling term terms termed describe describes described label labels labelled labeled
"""
)
ASKING = _words(
    """
ask asks asked asking wonder wonders wondered know knows knew unclear clear see say tell decide determine sure
examine
"""
)
# what is denied with the term: denied a role in
CLAIM = _words(
    """
claim claims allegation allegations accusation accusations charge charges suggestion suggestions notion idea view
report reports rumours involvement role part talk label term word finding findings any all that committing being
having using ordering taking carrying engaging
"""
)
# what is not stopped or told of is there all the same
KEPT = _words(
    """
stop end prevent protect fight reduce fix address tackle discuss talk mention mentioned forget forgot ignore expose
tolerate tolerated condone condoned excuse justify justified forgive forgave accept accepted affect attend escape
survive apologise apologised apologize apologized regret know knew need condemn condemned investigate prosecute
punish mind hide
"""
)
# behind these a "that" carries the not along
TELLING = _words(
    """
say says said believe believes believed think thinks thought mean means meant show shows showed shown prove proves
proved proven find finds found claim claimed argue argued suggest suggests suggested conclude concluded establish
established agree agreed accept accepted admit admitted evidence proof sign signs indication true case clear certain
convinced sure
"""
)
WH = _words("who whom whose what why how when where which")
# how a question begins that leaves the term open
OPENS = BE | _words("do does did has have had can could will would should may might must not")
DETERMINERS = _words("the this these those such his her its their our my your")
# behind these a term is taken for granted: nobody apologised for
FOR = _words("for with from about over on")
# before May, the month
MONTH = _words("in since until last of by early late this next")
# the alleged ties to: the hedge is on the ties
TO = _words("to by for with from against at in behind")
# no survivor of
THOSE_OF = _words("survivor survivors victim victims witness witnesses veteran veterans anniversary memory end")
