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
# # 04 Compare outlets
#
# **You will learn** to turn counts into rates and rates into careful comparisons; to read an interval, a ratio and a
# q-value; to see why the article, not the word, is the sample, and when not even the article is; to say what this much
# text could have shown; to look for other explanations before you say "framing".
# **Time:** about 90 minutes; "What is one draw?" is a good place to stop for the day. **You need:** a little pandas. No
# network.
#
# ## A question from the news
#
# People who live in a country without its papers: some call them "illegal immigrants", others "undocumented". Somebody
# writes: "This outlet uses the first name six times as often as that one." Six times out of what? Would it be six with
# other articles of the same two outlets? Did both write about the same things? This lesson asks these questions one after
# the other.
#
# We use facts on real articles about politics in the United States: outlet, date, topic, number of words, and where the
# terms of a lexicon stand. The texts belong to their publishers and are not here.

# %%
import numpy as np
import pandas as pd
from scipy import stats

import framing as fr

data = fr.load("allsides")
data

# %% [markdown]
# We take the eight outlets with the most articles. No other thought went into the choice.

# %%
largest = data.articles.outlet.value_counts().index[:8]
articles = data.articles[data.articles.outlet.isin(largest)]
mentions = data.mentions[data.mentions.article_id.isin(articles.article_id)]

# %%
articles.groupby("outlet").agg(
    articles=("article_id", "size"), words=("n_words", "sum"), first=("published", "min"), last=("published", "max")
)

# %% [markdown]
# ## Counts are not rates
#
# Which outlet says "conservative" most often? Count, and then divide by the words that each outlet wrote.

# %%
conservative = fr.measure_outlets(mentions[mentions.term == "conservative*"], articles, by="term")
conservative.sort_values("n_mentions", ascending=False)[["outlet", "n_mentions", "n_words", "rate"]].round(2)

# %% [markdown]
# The list is sorted by the count. Sorted by the rate it has another order, and another outlet comes first. The outlet
# with the most mentions simply has the most words here. `rate` is mentions per 1,000 words.
#
# **All articles belong in the denominator, also those without a mention.** Here is what happens if you keep only those
# that hold the term:

# %%
illegal = mentions[mentions.term == "illegal immigrant*"]
holding = articles[articles.article_id.isin(illegal.article_id)]
only_holding = fr.measure_outlets(illegal, holding, by="term").set_index("outlet").rate
only_holding.loc[["CNN (Web News)", "NPR Online News"]].round(2)

# %%
over_all = fr.measure_outlets(illegal, articles, by="term").set_index("outlet").rate
over_all.loc[["CNN (Web News)", "NPR Online News"]].round(3)

# %% [markdown]
# The first pair of numbers answers another question: *where* an outlet says it at all, how thickly does it stand? The
# second says how often a reader of the outlet meets it. They are far apart, and a table that mixes them, or drops the
# outlets without a mention, compares nothing.
#
# ## Predict before you look
#
# NPR Online News and Washington Times: which of them writes "illegal immigrant" more often, per 1,000 words? How many
# times as often: about as often, twice, six times, twenty times? Write down your guess **and** the smallest and the
# largest number that would not surprise you.

# %%
rates = fr.measure_outlets(illegal, articles, by="term")
columns = ["outlet", "n_with", "n_articles", "n_mentions", "rate", "low", "high"]
rates.sort_values("rate", ascending=False)[columns].round(3)

# %% [markdown]
# `low` and `high` are a **95% interval**. These articles could have been others: another week, another editor who
# picks. If we could draw many samples of the same kind from an outlet's coverage, about 95 of 100 such intervals would
# hold the rate of all that coverage. A narrow interval is not a right one: it speaks of chance in drawing articles and
# of nothing else.
#
# An outlet with no mention has an interval too. Nothing found in these articles does not mean never written.

# %%
by_frame = fr.measure_outlets(mentions, articles)
ax = fr.plot_outlets(by_frame[by_frame.frame.isin(["legality", "inclusion"])])
ax.alt_text

# %% [markdown]
# Two frames, two orders of outlets. `legality` holds words about law kept or broken ("illegal immigrant", "riot"),
# `inclusion` words about who belongs and who gets a share ("undocumented", "safety net"). Look at `data.lexicon` before
# you believe either name.
#
# ## The article is the sample
#
# How are the mentions of one outlet spread over its articles?

# %%
times = articles[articles.outlet == "Washington Times"].article_id.map(illegal.article_id.value_counts()).fillna(0)
print(f"{len(times)} articles, {(times > 0).sum()} of them with a mention, {times.sum():.0f} mentions.")
print(f"The five articles with the most hold {times.nlargest(5).sum() / times.sum():.0%} of the mentions.")

# %% [markdown]
# Words come in crowds: who writes about a matter once writes about it again in the next paragraph. The second mention
# in an article tells us little about the outlet that the first did not. A test that takes every word for a new piece of
# evidence counts the same evidence many times over.
#
# Let us see how bad that is. We need a case where we **know** that there is no difference: one outlet against itself. We
# deal its articles into two halves, like cards, and test all terms. Then we deal again. A test gives a **p-value**: how
# often chance alone, where there is no difference, would bring one at least as large. Below .05 many call the difference
# "significant".


# %%
def naive_p(tested, words):
    """Chi-squared on words: each mention counts as drawn on its own."""
    n = tested.n_mentions_a + tested.n_mentions_b
    a, b = n * words.iloc[0] / words.sum(), n * words.iloc[1] / words.sum()  # expected where there is no difference
    surprise = (tested.n_mentions_a - a) ** 2 / a + (tested.n_mentions_b - b) ** 2 / b
    return stats.chi2.sf(surprise, 1)


# %%
one = articles[articles.outlet == "CNN (Web News)"]
ones = mentions[mentions.article_id.isin(one.article_id)]


def split(seed):
    """Deal one outlet's articles into two halves and test every term, both ways."""
    half = np.random.default_rng(seed).permutation(len(one)) % 2
    halves = one.assign(outlet=np.where(half == 0, "half 1", "half 2"))
    tested = fr.compare_outlets(ones, halves, by="term").dropna(subset="p_value")
    return tested.assign(split=seed, naive_p=naive_p(tested, halves.groupby("outlet").n_words.sum()))


# %% [markdown]
# **Predict:** a fair test at p < .05 is wrong in 5 of 100 cases where there is no difference. In how many is the naive
# one?

# %%
trials = pd.concat([split(seed) for seed in range(30)])
print(f"{len(trials):,} tests of differences that do not exist.")
by_words, by_articles = (trials.naive_p < 0.05).mean(), (trials.p_value < 0.05).mean()
print(f"'Significant' at p < .05: counting words {by_words:.0%}, counting articles {by_articles:.0%}.")

# %% [markdown]
# The naive test finds "differences" between an outlet and itself, several times as often as it promises.
# `fr.compare_outlets` keeps its promise, because it first measures how the mentions crowd. The measure is the **design
# effect**, `deff`: how many times as much the count varies as it would if words fell on articles at random. For our two
# outlets and our term:


# %%
def compare(term, outlet_a, outlet_b, topic=None):
    """Two outlets, one term; over everything, or inside one topic."""
    chosen = articles[articles.outlet.isin([outlet_a, outlet_b])]
    chosen = chosen if topic is None else chosen[chosen.topic == topic]
    found = mentions[(mentions.term == term) & mentions.article_id.isin(chosen.article_id)]
    return fr.compare_outlets(found, chosen, by="term")


row = compare("illegal immigrant*", "NPR Online News", "Washington Times").iloc[0]
n = row.n_mentions_a + row.n_mentions_b
print(f"{n} mentions, design effect {row.deff:.1f}:", end=" ")
print(f"worth about {n / row.deff:.0f} mentions that know nothing of each other.")

# %% [markdown]
# ## A ratio and its interval
#
# `ratio` is the rate of the first outlet over the rate of the second. 1 means: as often. Below 1 the second has more; a
# ratio of 0.5 and one of 2 are the same size. `fr.describe` turns it so that the outlet with more comes first.

# %%
both = compare("illegal immigrant*", "NPR Online News", "Washington Times")
both[["outlet_a", "outlet_b", "ratio", "low", "high", "deff", "p_value"]].round(3)

# %%
fr.describe(both)

# %% [markdown]
# Compare with your guess: turned round, the ratio is 1 / 0.155. Was it inside your range? The interval turned round goes
# from 1 / `high` to 1 / `low`: from a small multiple to a very large one. "Six times as often" says more than we know;
# "more often, and we cannot say well how much" is what we know.
#
# ## Many comparisons
#
# Who asks about a hundred terms and all pairs of outlets gets small p-values by chance alone. Test everything:

# %%
everything = fr.compare_outlets(mentions, articles, by="term")
tested = everything.dropna(subset="p_value")
print(f"{len(tested):,} of {len(everything):,} rows could be tested.", end=" ")
print(f"By chance alone about {0.05 * len(tested):.0f} have p < .05.")
print(f"p < .05: {(tested.p_value < 0.05).sum()}. q < .05: {(tested.q_value < 0.05).sum()}.")

# %% [markdown]
# The **q-value** (Benjamini and Hochberg 1995) answers: if I report every row up to this one, what share of my findings
# may I expect to be false? Up to q = .05, at most one in twenty on average. It must be computed over *all* that was
# tested: who tests a hundred terms and shows the one that came out has hidden the other ninety-nine.
#
# A q-value cannot save a wrong p-value. Back to the halves of one outlet, where every finding is false:

# %%
false_findings = trials.groupby("split").naive_p.apply(lambda p: (stats.false_discovery_control(p) < 0.05).sum())
print(f"False findings in each split, q < .05: counting words {false_findings.mean():.1f} on average,", end=" ")
print(f"counting articles {(trials.q_value < 0.05).sum() / trials.split.nunique():.1f}.")

# %% [markdown]
# ## The surest difference of all
#
# **Predict:** of all pairs and terms, which difference is the surest? Immigration, health, guns, a name for a party?

# %%
tested.nsmallest(5, "q_value")[["term", "outlet_a", "outlet_b", "ratio", "low", "high", "q_value"]]

# %%
ax = fr.plot_outlets(by_frame[by_frame.frame == "trust"])
ax.alt_text

# %% [markdown]
# The Hill stands alone, and chance did not do it. Before you think of a reason, look at the dates. In the autumn of
# 2019 the news everywhere was full of a whistleblower and a telephone call. In which years does The Hill have the word?

# %%
hill = articles[articles.outlet == "The Hill"]
holds = hill.article_id.isin(mentions[mentions.term == "whistleblower*"].article_id)
holds.groupby(hill.published.dt.year.astype("Int64")).agg(articles="size", with_the_word="sum")

# %% [markdown]
# In the years before, too. Who has the texts can look up each place (`start` and `end` in `mentions`). We did, for a
# random part of those before that autumn. Nearly all stand in headlines of *other* stories, which the site set behind the
# name of a politician. They date from the day when somebody saved the page, not from the day of the article: its writer
# did not choose the word.
#
# **A small q-value says that chance is a poor explanation. It does not say that framing is a good one.** The surest
# result of a table is the first one to check in the passages. And the same headlines stand in this outlet's other counts:
# it is still in the next charts, so do not rest a finding on its rows. Where we count voices, it is left out.

# %%
found = tested[tested.q_value < 0.05]
with_hill = (found.outlet_a == "The Hill") | (found.outlet_b == "The Hill")
print(f"Of the {len(found)} findings with q < .05, {with_hill.sum()} have The Hill on one side.")

# %% [markdown]
# ## "No difference found" is not "no difference"
#
# "Border security" in CNN (Web News) and NPR Online News:

# %%
border = compare("border security", "CNN (Web News)", "NPR Online News")
border[["n_mentions_a", "n_mentions_b", "n_with", "ratio", "low", "high", "p_value"]].round(3)

# %%
fr.describe(border)

# %% [markdown]
# Does that mean both write it equally often? The interval holds 1, and it also holds "less often" and "six times as
# often". All that we may say is what it leaves out.
#
# The last sentence says how far these articles could see. Think of a telescope: that no planet is in sight means
# something only if you know how small a planet it can show. `smallest_ratio` (above 1) and `largest_ratio_below`
# (below 1) are the ratios that this much text would have shown in 80 of 100 such samples. **Predict:** how many
# of our comparisons could have shown a doubling: nearly all, half, one in ten?

# %%
seen = tested.smallest_ratio
print(f"Of {len(seen):,} comparisons {(seen <= 2).mean():.0%} could have shown a doubling,", end=" ")
print(f"{(seen <= 5).mean():.0%} a ratio of 5, and {(seen == np.inf).mean():.0%} none at all.")

# %%
pairs = everything[(everything.term == "border security") & (everything.outlet_a == "CNN (Web News)")]
ax = fr.plot_differences(pairs)

# %%
ax.alt_text

# %% [markdown]
# The grey bands are what so much text mostly misses. Where a hollow mark lies in a wide band, nothing is known, not "no
# difference". With a few hundred articles an outlet, a doubling of a rare word is shown only with luck. Keep "border
# security" in mind.
#
# Eight outlets make 28 pairs, a lot to read. To ask "which outlet stands out?", compare each with all others together:

# %%
stands_out = fr.compare_outlets(mentions, articles, against="rest")
ax = fr.plot_differences(stands_out[stands_out.frame.isin(["legality", "inclusion", "trust"])])

# %% [markdown]
# ## Is it the outlet, or the topic?
#
# An outlet that writes more about immigration has more of every word about immigration. Three pairs of outlets, first
# over everything, then inside one topic. **Predict** for each: will the difference shrink, stay or grow?

# %%
cases = [
    ("protest*", "NPR Online News", "Politico", "elections"),
    ("illegal immigrant*", "NPR Online News", "Washington Times", "immigration"),
    ("border security", "CNN (Web News)", "NPR Online News", "immigration"),
]
both_ways = [(*case[:3], topic) for case in cases for topic in (None, case[3])]
shown = pd.concat([compare(*way).assign(topic=way[3] or "(all)") for way in both_ways])
shown[["term", "outlet_a", "outlet_b", "topic", "n_units_a", "n_units_b", "ratio", "low", "high", "p_value"]].round(3)

# %% [markdown]
# - "protest": the ratio **shrinks to about 1**. Over everything NPR Online News has more; inside elections none has.
#   What looked like a choice of word may have been a choice of story.
# - "illegal immigrant": it **shrinks and stays** away from 1. A part of the ratio may have been the topic; a part is
#   left.
# - "border security": it **grows**, and now the interval leaves out 1. Over everything no difference was shown; inside
#   the topic one is. This is why "not shown" must never be read as "not there".
#
# The intervals inside a topic are wide, because there are few articles: some of the shrinking and growing may be
# chance. And we chose these three because they come out differently. They show what can happen; they are no findings.
#
# Which of the two comparisons is right? They answer different questions. What a reader of the outlet meets: all
# articles. How the outlet words the *same* matter: inside one topic, better inside one event.
#
# A topic is not an event. Are the articles inside it even from the same years?

# %%
inside = articles[(articles.topic == "immigration") & articles.outlet.isin(["NPR Online News", "Washington Times"])]
inside.groupby(["outlet", inside.published.dt.year.astype("Int64")]).size().unstack(fill_value=0)

# %% [markdown]
# Few articles, and not the same years. The customs of a newsroom change too: in 2013 the AP Stylebook, which many
# follow, dropped "illegal immigrant" as a name for people.
#
# ## What is one draw?
#
# We took the article for the sample, because words in one article hang together. Do articles hang together? Deal the
# articles of one outlet into halves again, but not like cards: deal whole **topics**. One half gets all articles on some
# topics, the other half all those on the others. It is still one outlet, and no difference is one of wording.
#
# **Predict:** counting articles, in how many of 100 tests is p < .05 now: 5, 10, 25?


# %%
def split_topics(seed, unit):
    """Deal one outlet's topics into two halves and test every term."""
    half_of = dict(zip(one.topic.unique(), np.random.default_rng(seed).permutation(one.topic.nunique()) % 2))
    halves = one.assign(outlet=one.topic.map(half_of).map("half {}".format))
    dealt = fr.compare_outlets(ones, halves, by="term", unit=unit)
    return dealt.p_value.fillna(dealt.p_permutation).dropna()


for unit in ("article", "topic"):
    p = pd.concat([split_topics(seed, unit) for seed in range(12)])
    print(f"One draw is one {unit}: {(p < 0.05).mean():.0%} of {len(p):,} tests with p < .05.")

# %% [markdown]
# The articles are honest draws only where both sides drew from the same heap. Two halves with different topics differ in
# their words, with no newsroom deciding on any word. With `unit="topic"` each topic counts as one draw, and the test
# keeps its promise again. (Topics are of very uneven size, so `p_value` is empty and `p_permutation` decides: deal the
# topics to the halves many times, and count how often the difference is as large.)
#
# The price: our outlets have a few dozen topics instead of hundreds of articles, so far less can be shown.
# `unit="week"` takes the weeks of `published`, `unit="event"` the events.

# %%
two = articles[articles.outlet.isin(["NPR Online News", "Washington Times"])].dropna(subset="published")
found = mentions[(mentions.term == "illegal immigrant*") & mentions.article_id.isin(two.article_id)]
for unit in ("article", "week", "topic"):
    row = fr.compare_outlets(found, two, by="term", unit=unit).iloc[0]
    print(f"One draw is one {unit}: {row.n_units_a} and {row.n_units_b} draws,", end=" ")
    print(f"interval of the ratio {row.low:.2g} to {row.high:.2g}.")

# %% [markdown]
# Which is right? If you speak of these outlets on *these* topics, articles are the draws. If you speak of how the outlets
# write about whatever comes next, topics are.
#
# ## The same events
#
# Best of all is to let both outlets tell the **same** events. Real texts may not be shipped, so here are sixty invented
# ones, in which every outlet covers every event. `fr.match_events` groups articles by their words and dates:

# %%
teaching = fr.load("teaching")
stories, _ = fr.clean_articles(teaching.articles)
terms = fr.find_mentions(stories, teaching.lexicon)
matched = fr.match_events(stories.drop(columns="event"))
print(f"{stories.event.nunique()} planted events, {matched.event.nunique()} found.")

# %%
planted = matched.assign(planted=stories.event)
apart, mixed = planted.groupby("planted").event.nunique() > 1, planted.groupby("event").planted.nunique() > 1
print(f"{apart.sum()} planted events came apart into several; {mixed.sum()} of those found mix two.")
planted[planted.planted.isin(apart[apart].index)][["planted", "event", "outlet", "event_closeness", "event_note"]]

# %% [markdown]
# A machine that matches errs one way or the other. Always read the list, and mend it with one line:
# `matched.loc[matched.event == "this one", "event"] = "that one"`. From here on we take the planted events, as you would
# take your corrected ones.
#
# Now a thought experiment. Suppose that Harbour Wire had covered only the eight events in which words of `atrocity` stand
# thickest (in all five outlets together), and The Daily Clarion the eight in which they are rarest. And then the other
# way round. Each time **four events are covered by both**, and not one word of any article is changed.

# %%
atrocity = terms[terms.frame == "atrocity"]
in_event = atrocity.article_id.map(stories.set_index("article_id").event).value_counts()
per_event = stories.groupby("event").n_words.sum()
order = (in_event / per_event).fillna(0).sort_values(ascending=False).index
harsh, mild = order[:8], order[-8:]


def who_covers(wire_events, clarion_events):
    """The two outlets, each with its events only."""
    wire = stories[(stories.outlet == "Harbour Wire") & stories.event.isin(wire_events)]
    clarion = stories[(stories.outlet == "The Daily Clarion") & stories.event.isin(clarion_events)]
    kept = pd.concat([wire, clarion])
    return atrocity[atrocity.article_id.isin(kept.article_id)], kept


# %% [markdown]
# **Predict:** which outlet will have more words of `atrocity` in the first case, which in the second?

# %%
for wire_events, clarion_events in ((harsh, mild), (mild, harsh)):
    found, kept = who_covers(wire_events, clarion_events)
    print(fr.describe(fr.compare_outlets(found, kept, unit="event")).splitlines()[0])

# %% [markdown]
# Choose the stories, and you choose the result. Now compare **within events** only:

# %%
for wire_events, clarion_events in ((harsh, mild), (mild, harsh)):
    found, kept = who_covers(wire_events, clarion_events)
    row = fr.compare_outlets(found, kept, unit="event", matched=True).iloc[0]
    print(f"All coverage: ratio {row.ratio_all:.2f}. Within the {row.n_units_a} events both cover:", end=" ")
    print(f"{row.ratio:.2f},", end=" ")
    print(f"95% interval {row.low:.2f} to {row.high:.2f}.")

# %% [markdown]
# Within the four shared events the ratio is the same both times, as it must be: they are the same eight articles. What
# changed was which other stories each outlet ran. "Covered another story" and "worded it differently" are two findings,
# and both can matter: which events an outlet carries is a choice, too.

# %%
found, kept = who_covers(harsh, mild)
coverage = fr.measure_coverage(kept)
ax = fr.plot_coverage(coverage)

# %% [markdown]
# Four events say little; the interval says so. And with few draws no chi-squared test is to be trusted, so only a
# **permutation** decides: flip, for each event, which outlet is which, and see how often the difference comes out as large
# as it did.

# %%
fr.compare_outlets(found, kept, unit="event", matched=True)[["n_units_a", "ratio", "p_permutation", "note"]]

# %% [markdown]
# The note names the smallest p that so few events can give at all. If it is above .05, no result whatever could have been
# "significant": a test that can only ever say "nothing" is no test.
#
# One more thing that two outlets can share is copy. Here, three outlets printed what the agency wrote, one of them a
# whole article:

# %%
fr.find_copies(stories)[["article_id", "n_words", "copy", "first"]]

# %% [markdown]
# Whose words are they? `copies="per outlet"` counts such a passage for each outlet that ran it, `copies="once"` for the
# first, `copies="left out"` for none, and `fr.describe` says how many findings hang on the choice:

# %%
ways = fr.compare_outlets(terms, stories, against="rest", copies="per outlet")
print([line for line in fr.describe(ways).splitlines() if "printed" in line][0])

# %% [markdown]
# ## Whose voice?
#
# An outlet that prints a speech prints the speaker's words, and an outlet that sums it up prints them too, without
# quotation marks. Lesson 03 tells the five voices apart. Split the rates by them.
#
# **Predict before you look.** Of all mentions of `inclusion`, what share is in the outlet's own words: nearly all, half,
# a third?

# %%
by_voice = fr.measure_outlets(mentions, articles, voice=True)
by_voice = by_voice[by_voice.outlet != "The Hill"]
inclusion = by_voice[by_voice.frame == "inclusion"]
inclusion.pivot(index="outlet", columns="voice", values="n_mentions")

# %%
ax = fr.plot_outlets(inclusion)

# %%
ax.alt_text

# %% [markdown]
# A large part of the words is somebody else's, and much of that stands without quotation marks: "the senator said that
# undocumented workers should stay". Quotation marks alone would give all of it to the outlet. The machine errs
# both ways: it misses somebody who speaks, and it gives words of the outlet to somebody. How often it is right is
# measured (the sentences above say it) and may differ by outlet. A difference between two outlets *in voice* that is no
# larger than that is no finding.
#
# Where an export lost quotation marks, the voice is unclear. The share differs by outlet, so it stands beside every
# result by voice:

# %%
by_voice.drop_duplicates("outlet").set_index("outlet").share_unclear.map("{:.1%}".format)

# %% [markdown]
# Small in all of them, so here it can change little. In other collections one outlet has lost many of its marks and
# another none, and then a difference by voice may only be a difference in damage.
#
# ## What may be said
#
# `fr.describe` writes the sentences that the numbers carry, and those that must stand beside them.

# %%
fr.describe(compare("illegal immigrant*", "NPR Online News", "Washington Times", "immigration"))

# %% [markdown]
# | Too much | What the numbers carry |
# | --- | --- |
# | "The outlet is biased." | "In these articles the term stands more often." |
# | "It uses the word so many times as often." | "… with an interval from … to …, in … and … articles." |
# | "Both write the same." | "No difference was shown; the interval reaches from … to …." |
# | "It calls them so." | "The machine finds nobody else who says it, so often; some of these it missed." |
# | "Because of its politics." | "Topics, years and events differ; inside one topic the ratio is …." |

# %% [markdown]
# ## Exercise 1
#
# Put in your name. Articles of some outlets are drawn for you, and two questions are asked about rates. Here is the
# first.

# %%
me = "your name"
answer = None
drawn = fr.my_data("04.1", me)
drawn

# %% tags=["answer"]
# A number: answer = ...   (drawn.articles, drawn.mentions, drawn.outlet and drawn.frame are yours)
drawn_rates = fr.measure_outlets(drawn.mentions[drawn.mentions.frame == drawn.frame], drawn.articles)
answer = drawn_rates.set_index("outlet").rate[drawn.outlet]

# %% tags=["check", "points:2"]
fr.check("04.1", answer, me)

# %% [markdown]
# The second has other articles.

# %%
answer = None
drawn = fr.my_data("04.2", me)
drawn

# %% tags=["answer"]
# The name of an outlet, in quotation marks: answer = ...
drawn_rates = fr.measure_outlets(drawn.mentions[drawn.mentions.frame == drawn.frame], drawn.articles)
answer = drawn_rates.set_index("outlet").rate.idxmax()

# %% tags=["check", "points:2"]
fr.check("04.2", answer, me)

# %% [markdown]
# ## Exercise 2
#
# Two outlets, all frames. Which differences would you report?

# %%
answer = None
drawn = fr.my_data("04.3", me)
drawn

# %% tags=["answer"]
# A list of frames: answer = [...]
drawn_table = fr.compare_outlets(drawn.mentions, drawn.articles).set_index("frame")
leaves_out_1 = (drawn_table.low > 1) | (drawn_table.high < 1)
answer = drawn_table.index[leaves_out_1 & (drawn_table.q_value < 0.05)].tolist()

# %% tags=["check", "points:3"]
fr.check("04.3", answer, me)

# %% [markdown]
# ## Exercise 3
#
# A claim with its evidence. Choose two outlets (not The Hill), one topic (`articles.topic.value_counts()` names them) and
# one term, **before** you look at any number of theirs. Compare them over everything and inside the topic, and write a
# claim about the topic: who has more, by what ratio and interval (of the outlet with more over the other, so turn them
# round if need be), whether that is shown, and the ids of at least three mentions, from both outlets. A claim that
# nothing is shown scores as well as any other.

# %%
claim = None
inside = articles  # the articles that your claim is about

# %% tags=["answer"]
# Your outlets' articles on your topic; all their terms are compared, because q counts how much was tested:
term, a, b, topic = "progressive*", "CNN (Web News)", "Vox", "elections"
inside = articles[articles.outlet.isin([a, b]) & (articles.topic == topic)]
inside_mentions = mentions[mentions.article_id.isin(inside.article_id)]
row = fr.compare_outlets(inside_mentions, inside, by="term").set_index("term").loc[term]
fr.describe(compare(term, a, b))

# %% tags=["answer"]
# The same inside the topic:
compare(term, a, b, topic)[["n_mentions_a", "n_mentions_b", "ratio", "low", "high"]].round(3)

# %% tags=["answer"]
# claim = {"text": "...", "limits": "...", "term": ..., "more": ..., "less": ..., "ratio": ..., "low": ...,
#          "high": ..., "shown": True or False, "mention_ids": [...]}
cited = inside_mentions[inside_mentions.term == term]
of_b = cited.article_id.map(inside.set_index("article_id").outlet) == b
claim = {
    "text": f"In these articles on elections, chosen by AllSides, words that begin with 'progressive' stand more often "
    f"per 1,000 words in {b} than in {a}; how much more is not well known.",
    "limits": "Most articles of CNN (Web News) on elections are from before 2016, nearly all of Vox from 2016 or later.",
    "term": term,
    "more": b,
    "less": a,
    "ratio": 1 / row.ratio,  # of the outlet with more over the other
    "low": 1 / row.high,
    "high": 1 / row.low,
    "shown": bool(row.high < 1 and row.q_value < 0.05),
    "mention_ids": [*cited.mention_id[of_b].head(4), *cited.mention_id[~of_b].head(2)],
}

# %% tags=["check", "points:5"]
fr.check("04.4", claim, mentions=mentions[mentions.article_id.isin(inside.article_id)], articles=inside)

# %% [markdown]
# `fr.check` looks at the evidence, a person reads the words. So write here, in three sentences: what the numbers carry,
# one other explanation that is still left, and the data that would tell the two apart.

# %% [markdown] tags=["answer", "points:6"]
# Inside elections it holds; the ratio is even larger (1 / 0.065), though the two intervals overlap. What is left: the
# years (a table of outlet by year, as above, shows them). Most articles of CNN (Web News) on elections are from before
# 2016, nearly all of Vox from 2016 or later, and the word may have become commoner everywhere. Then it follows the year
# and not the outlet. Articles of both outlets on the same elections would tell. (The authors knew these numbers when they
# wrote this. You chose before you looked, so your one test is one test; had you tried ten, you would have to say so and
# use q-values.)

# %% [markdown]
# ## What could be wrong
#
# - **AllSides chose the articles**, to show a story from several sides. They are no random sample of any outlet. The
#   intervals speak of chance in drawing, not of that choice.
# - **Different years.** Words rise and fall with the news, and the outlets here do not cover the same years equally.
# - **Terms are not frames.** A frame selects and makes salient a problem, a cause, a judgement, a remedy (Entman 1993).
#   A list of words can point to it and cannot prove it. "Amnesty" is also an organisation; "protest*" also finds
#   "Protestant".
# - **Furniture of a page** counts as text until somebody sees it, as The Hill's headlines did.
# - **Agency copy** counts for whoever printed it.
# - **Interval and p-value are computed in two ways** and can disagree where mentions are few: p below .05, and the
#   interval still holds 1. Then say that you are not sure, and report both.
# - **Events are matched by machine**, by words and dates. An outlet that words a story very differently may be matched
#   less often, and then the very articles that differ most are missing from the comparison.
#
# ## Further reading
#
# - Entman, R. M. (1993). Framing: Toward clarification of a fractured paradigm. *Journal of Communication*, 43(4),
#   51–58.
# - Benjamini, Y., & Hochberg, Y. (1995). Controlling the false discovery rate: A practical and powerful approach to
#   multiple testing. *Journal of the Royal Statistical Society, Series B*, 57(1), 289–300.
# - Mantel, N., & Haenszel, W. (1959). Statistical aspects of the analysis of data from retrospective studies of disease.
#   *Journal of the National Cancer Institute*, 22(4), 719–748. The idea behind `matched=True`.
# - Dunning, T. (1993). Accurate methods for the statistics of surprise and coincidence. *Computational Linguistics*,
#   19(1), 61–74. The test inside `fr.compare_outlets`, before the design effect.
# - Gentzkow, M., & Shapiro, J. M. (2010). What drives media slant? Evidence from U.S. daily newspapers. *Econometrica*,
#   78(1), 35–71. "Estate tax" and "death tax", on a large scale.
#
# ## Where to go next
#
# Choose by your question. Which of several names does an outlet take? Lesson 05. Which words did nobody think of
# beforehand? Lesson 06. How hard is it to read? Lesson 07. Can a machine tell who wrote it? Lesson 08. Is the machine
# right about the voices? Lesson 09. A question of your own? Lesson 10.
