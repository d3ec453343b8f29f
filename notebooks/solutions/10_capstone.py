# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     name: python3
# ---

# %% [markdown]
# # 10 Capstone: a claim and its evidence
#
# **You will learn** to carry a question of your own from the first sentence to a written claim that others can check;
# to fix your lexicon and your outlets before you see a result; to cite passages for and against; to write down what
# could be wrong before somebody else does.
# **Time:** two sessions of 90 minutes, and the writing. **You need:** lessons 00 to 05; 09 for coding by hand. No
# network.
#
# ## A question from the news
#
# Leaders of a state are wanted by a court. One article tells what happened to villagers. Another, on the same day,
# tells what ministries answered. A third tells what judges decided. All three may be true in every word. **Whose story
# is it: that of people, of a state, or of a court?**
#
# We go through the whole way once with this question and the sixty invented articles. Then you go with yours. Each
# section ends with a line that begins with **Yours**: what to change there.
#
# What is invented here is invented on every side, and nothing below is evidence about any real outlet, state or court.

# %%
import tempfile
from pathlib import Path

import pandas as pd

import framing as fr

# %% [markdown]
# ## 1. The articles
#
# This is the place for your own file: a spreadsheet, a folder or a .zip (lesson 02). `None` takes the invented
# articles.

# %%
MY_FILE = None  # yours, for instance: MY_FILE = "my_articles.csv"

# %%
if MY_FILE is None:
    raw, ledger = fr.load("teaching").articles, fr.load("teaching").ledger
else:
    raw, ledger = fr.read_articles(MY_FILE)
print(ledger.groupby(["status", "reason"]).size())

# %%
articles, removals = fr.clean_articles(raw)
if "event" not in articles:
    articles = fr.match_events(articles)  # read the list and mend it: lesson 04
articles.groupby("outlet").agg(
    articles=("article_id", "size"), words=("n_words", "sum"), events=("event", "nunique"), first=("published", "min")
)

# %% [markdown]
# **Yours:** how did each article get into your file, and which did not? Which events do both of your outlets cover?
# Ten articles a side are the least from which a comparison says anything, and they say little (lesson 04).
#
# ## 2. The lexicon
#
# Three frames, a few terms each. Every term says why it is in. The terms are words for *who acts or suffers in the
# sentence*, and none of them praises or blames anybody.

# %%
LINES = """term,frame,source,except
victim*,people,names people by what was done to them,
survivor*,people,names people by having lived through it,
villag*,people,names people by where they live,
famil*,people,names people by those they belong to,familiar*
witness*,people,names people by what they saw,sarn witness
government*,state,names a state by who rules it,
minist*,state,names a state by its offices,
sovereign*,state,names what a state claims for itself,
judge*,court,names a court by who decides,
prosecutor*,court,names a court by who accuses,
"""

# %%
path = Path(tempfile.mkdtemp()) / "my_lexicon.csv"
path.write_text(LINES, encoding="utf-8")
lexicon = fr.read_lexicon(path)
mentions = fr.label_voice(fr.find_mentions(articles, lexicon), articles)
audit = fr.audit_lexicon(lexicon, mentions, articles=articles)
audit[["frame", "term", "variant", "n_mentions", "n_articles", "note"]]

# %% [markdown]
# An audit tells what each term found, in which forms, and which words missed a term by one letter (here none). Look for
# forms that you did not mean, and for a term that carries its frame nearly alone: then your frame is that word.
#
# **Yours:** write your own `LINES`. Ask somebody who expects the opposite of what you expect which words are missing.
#
# ## Predict before you look
#
# From here on there is no way back to the lexicon, or you would be choosing words by their results. Write down now: two
# outlets, a frame, which of the two you expect to have more, and **what would speak against you**.

# %%
MORE, LESS, FRAME = "Corvane Today", "Sarn Witness", "state"

# %% [markdown]
# We expect that a state medium names the state more often than a site of activists does. What would speak against us:
# if the words stood mostly in titles of people who are quoted, it would be a matter of whom the outlet asks, and not of
# whose story it tells.
#
# ## 3. Read
#
# Read before you count. At least twenty passages of your frame, drawn by chance and not picked.

# %%
two = articles[articles.outlet.isin([MORE, LESS])]
of_frame = mentions[(mentions.frame == FRAME) & mentions.article_id.isin(two.article_id)]
fr.show_context(of_frame.sample(min(20, len(of_frame)), random_state=10), articles)

# %% [markdown]
# Count on paper: how many of the twenty are a title before a name ("Justice Minister …")? For how many would you say
# that the sentence makes the state the one whose story it is? A term is a framing device, not a frame (Entman 1993).
#
# **Yours:** if half of what you read is not what you meant, say so in your claim. Mending the lexicon now is allowed
# once, with a note of what was changed and why, and before you see a rate.
#
# ## 4. Measure

# %%
rates = fr.measure_outlets(mentions, articles)
ax = fr.plot_outlets(rates[rates.frame == FRAME])

# %% [markdown]
# Both outlets cover the same events here, so we compare within events. All frames are compared, not only the one that
# we want: q counts how much was tested.

# %%
compared = fr.compare_outlets(mentions[mentions.article_id.isin(two.article_id)], two, unit="event", matched=True)
compared[["frame", "outlet_a", "outlet_b", "n_units_a", "ratio", "low", "high", "q_value", "p_permutation"]].round(3)

# %%
fr.describe(compared[compared.frame == FRAME])

# %% [markdown]
# Whose words are they? The same by voice (lesson 03).

# %%
found = mentions[mentions.article_id.isin(two.article_id)]
by_voice = fr.measure_outlets(found, two, voice=True)
by_voice[by_voice.frame == FRAME].pivot(index="outlet", columns="voice", values="n_mentions")

# %%
own = fr.compare_outlets(found, two, unit="event", matched=True, voice="narrator")
fr.describe(own[own.frame == FRAME])

# %% [markdown]
# And how often do the terms stand in a title before a name? A rough look: the next word begins with a capital letter.

# %%
text_of = articles.set_index("article_id").text
in_text = of_frame[of_frame.part == "text"]
after = [text_of[m.article_id][m.end :].split(" ")[1:2] for m in in_text.itertuples()]
is_title = pd.Series([bool(word) and word[0][:1].isupper() for word in after], index=in_text.index)
outlet_of = articles.set_index("article_id").outlet
pd.crosstab(in_text.article_id.map(outlet_of), is_title.rename("a capital letter follows"))

# %% [markdown]
# This is what would have spoken against us, and a part of the mentions is of this kind. It goes into the claim.
#
# **Yours:** look for the one thing that would speak against you, and print it, whatever comes out.
#
# ## 5. The claim
#
# A claim has its evidence beside it, so that a reader can check each part. `mention_ids` name passages: most from the
# outlet with more, and some from the other, because a reader wants to see both.

# %%
row = compared[compared.frame == FRAME].iloc[0]
upside_down = row.outlet_a != MORE  # the ratio is that of outlet_a over outlet_b
ratio, low, high = (1 / row.ratio, 1 / row.high, 1 / row.low) if upside_down else (row.ratio, row.low, row.high)
cited = of_frame[of_frame.article_id.map(outlet_of) == MORE].sample(4, random_state=10).mention_id.tolist()
cited += of_frame[of_frame.article_id.map(outlet_of) == LESS].sample(2, random_state=10).mention_id.tolist()

# %%
example = {
    "text": f"In these articles {MORE} uses words that name a state more often than {LESS} does, on the same events "
    f"(ratio {ratio:.1f}, 95% interval {low:.1f} to {high:.1f}, {row.n_units_a} events).",
    "limits": "Many of the words are titles of people who are quoted, so a part of this is whom the outlet asks. "
    "The articles are invented, the lexicon is ours, and no person has coded these mentions.",
    "frame": FRAME,
    "more": MORE,
    "less": LESS,
    "matched": True,  # compared within events
    "ratio": ratio,
    "low": low,
    "high": high,
    "shown": bool(low > 1 and row.q_value < 0.05),
    "mention_ids": cited,
}
print(example["text"])

# %% [markdown]
# `fr.check` looks at the evidence and at nothing else: do the ids exist, are they mentions of what is claimed, do rates
# and passages point the way that is said, are ratio and interval those of these tables, is what you call shown shown?
# What you *wrote* is read by a person.

# %%
fr.check("10.1", example, mentions=mentions, articles=articles)

# %% [markdown]
# Now the wrong way. Somebody writes the same claim about the frame `court`, leaves passages and numbers as they were,
# and calls it shown. **Predict:** which parts of the evidence will fall?

# %%
careless = example | {"frame": "court", "shown": True}
fr.check("10.1", careless, mentions=mentions, articles=articles)

# %% [markdown]
# ## Exercise 1
#
# Your plan, **before** you measure. In six lines: the question; the articles and how they got here; two outlets; the
# frame and its terms, each with a reason; what you expect; what would speak against you. (Without a file of your own:
# take two other outlets and another frame of ours, or write another lexicon for these articles.)

# %% [markdown] tags=["answer", "points:30"]
# Question: on the same events, does an agency name the court more often than a tabloid does? Articles: the sixty
# invented ones, all of them. Outlets: Harbour Wire and The Daily Clarion. Frame: court (judge*, prosecutor*; each names
# a court by who acts in it). Expected: more in Harbour Wire. Against it: if the agency has more only because it gives a
# source for everything, the prosecutor being one, then the difference is in whom it asks.

# %% [markdown]
# ## Exercise 2
#
# Measure as planned, read twenty passages, and write your claim with its evidence. Start from `example`, and check it.
# If no difference is shown, then that is your claim: `"shown": False` with an honest interval scores as well as any
# other.

# %%
claim = None

# %% tags=["answer"]
# claim = {"text": ..., "limits": ..., "frame": ..., "more": ..., "less": ..., "ratio": ..., and so on}
pair = articles[articles.outlet.isin(["Harbour Wire", "The Daily Clarion"])]
its_mentions = mentions[mentions.article_id.isin(pair.article_id)]
mine = fr.compare_outlets(its_mentions, pair, unit="event", matched=True).set_index("frame").loc["court"]
assert mine.outlet_a == "Harbour Wire"
of_court = its_mentions[its_mentions.frame == "court"]
from_wire = of_court[of_court.article_id.str.contains("harbour")].mention_id.sample(4, random_state=10).tolist()
from_clarion = of_court[of_court.article_id.str.contains("clarion")].mention_id.sample(2, random_state=10).tolist()
claim = {
    "text": f"On {mine.n_units_a} shared events Harbour Wire has {mine.ratio:.1f} times the rate of words for a court.",
    "limits": "The prosecutor is one of the agency's sources, so a part of this is whom it asks. Few events.",
    "frame": "court",
    "more": "Harbour Wire",
    "less": "The Daily Clarion",
    "matched": True,
    **mine[["ratio", "low", "high"]].to_dict(),
    "shown": bool(mine.low > 1 and mine.q_value < 0.05),
    "mention_ids": from_wire + from_clarion,
}

# %% tags=["check", "points:40"]
fr.check("10.1", claim, mentions=mentions, articles=articles)

# %% [markdown]
# ## Exercise 3
#
# Swap claims with somebody. Look up every passage they cite. Then write the strongest *other* explanation of their
# numbers, and the data that would tell the two apart. They do the same with yours. Write the claim as it now stands,
# with its limits.

# %% tags=["answer"]
# The passages that a claim cites:
fr.show_context(mentions[mentions.mention_id.isin(claim["mention_ids"])], articles)

# %% [markdown] tags=["answer", "points:30"]
# Another explanation: the tabloid may name the same people in other words ("the bench", a surname alone), which these two
# terms do not find; then the number is about our lexicon and not about whose story is told. The same comparison with such
# words in the lexicon would tell. My claim stands for these two terms, and says so as one more limit.

# %% [markdown]
# ## How it is marked
#
# `fr.check` gives the points for evidence; a person reads the rest. The first written answer holds plan and lexicon, the
# second claim and limits.
#
# | Part | Points | Full marks | Half |
# | --- | --- | --- | --- |
# | Evidence (`fr.check`) | 40 | all five parts hold | by its score |
# | Plan | 15 | written before the measuring; names what would speak against it | only what is expected |
# | Lexicon | 15 | each term has a reason; audited; read before the count | reasons missing, or read later |
# | Claim | 15 | no more than the interval; names the articles; words, not motives | true, without n or interval |
# | Limits | 15 | another explanation of *these* numbers; data that would tell | general ("a small sample") |
#
# Which way a result points earns nothing, and neither does finding a difference.
#
# ## What could be wrong
#
# - **The question came after the result.** Then the p and q above are worth nothing, however right they look. Only you
#   know; the plan with a date on it helps you to remember.
# - **The lexicon tells the story.** Three terms stand for "state" here. Three others give other numbers.
# - **Titles and sources.** Who is asked brings words along. By voice and by title you see a part of it.
# - **The machine's voices** are wrong now and then, and not equally often for each outlet (lesson 09). A claim about
#   the outlet's own words needs a sample coded by hand.
# - **A check is not a reader.** `fr.check` does not see that a claim is trivial, that the terms do not mean what their
#   frame says, or that the passages were picked.
# - **Passages that were picked** can show anything. Draw them by chance, and say so.
#
# ## Further reading
#
# - Entman, R. M. (1993). Framing: Toward clarification of a fractured paradigm. *Journal of Communication*, 43(4),
#   51–58.
# - Krippendorff, K. (2018). *Content Analysis: An Introduction to Its Methodology* (4th ed.). Sage. On designs, and on
#   what a content analysis may infer.
# - Grimmer, J., & Stewart, B. M. (2013). Text as data: The promise and pitfalls of automatic content analysis methods
#   for political texts. *Political Analysis*, 21(3), 267–297.
# - Gentzkow, M., & Shapiro, J. M. (2010). What drives media slant? Evidence from U.S. daily newspapers. *Econometrica*,
#   78(1), 35–71.
# - D'Alonzo, S., & Tegmark, M. (2022). Machine-learning media bias. *PLOS ONE*, 17(8), e0271947. What can be had from
#   words alone, over a hundred newspapers.
# - Gelman, A., & Loken, E. (2014). The statistical crisis in science. *American Scientist*, 102(6), 460–465. On choices
#   made after looking.
