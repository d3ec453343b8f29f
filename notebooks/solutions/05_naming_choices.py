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
# # 05 Naming choices
#
# **You will learn** to measure which of several names an outlet takes for one thing; why a share is not a rate; what
# whole a share is a part of; to ask whose words and which years; and when a set of names is no choice at all.
# **Time:** about 50 minutes. **You need:** lesson 04 (rate, interval, design effect, q-value). No network.
#
# ## A question from the news
#
# In April 2013 the Associated Press told its writers no longer to call a person "illegal": an action may be, a person
# is not. It did not want "undocumented" either. Some answered that "illegal alien" stands in the law, others that
# "undocumented" is the only name that accuses nobody. Every writer who reports on these people has to call them
# something. **Which outlet takes which name?**
#
# The names are in the lexicon, with the frame each one leans to. The column `choice` says which terms compete for one
# thing.

# %%
import pandas as pd
from scipy import stats

import framing as fr

data = fr.load("allsides")
data.lexicon[data.lexicon.choice == "people_without_papers"][["term", "frame", "source"]]

# %% [markdown]
# Each camp's words are here, and the word of research institutes. There are more such sets:

# %%
sets = data.lexicon[data.lexicon.choice != ""].groupby("choice").term.agg([len, ", ".join])
sets.rename(columns={"len": "names", "join": "which"}).sample(6, random_state=3)

# %% [markdown]
# We take the same articles as in lesson 04: facts without texts, of the eight outlets that have the most.

# %%
largest = data.articles.outlet.value_counts().index[:8]
articles = data.articles[data.articles.outlet.isin(largest)]
mentions = data.mentions[data.mentions.article_id.isin(articles.article_id)]

# %% [markdown]
# ## A share is not a rate
#
# **Predict before you look.** Two invented outlets. One writes about the matter all the time, the other hardly ever;
# both take the first name in two of three cases. Which of them has the higher rate of the first name? Which has the
# higher share?

# %%
names = ["undocumented", "undocumented", "illegal immigrant*"]
invented = pd.DataFrame({"article_id": range(60), "outlet": ["Often"] * 30 + ["Rarely"] * 30, "n_words": 500})
said = [(i, name, 40 * k) for i in [*range(30), *range(30, 33)] for k, name in enumerate(names)]
said = pd.DataFrame(said, columns=["article_id", "term", "start"])
said = said.assign(choice="people_without_papers", part="text", end=said.start + 10)

# %%
rate = fr.measure_outlets(said, invented, by="term")
share = fr.measure_choices(said, invented)
both = rate.merge(share, on=["outlet", "term"])
both[["outlet", "term", "n_mentions", "rate", "share", "n_choice"]].round(2)

# %% [markdown]
# A **rate** answers: how often does a reader of the outlet meet this name? It grows with everything the outlet writes
# about the matter. A **share** answers: where the outlet names these people at all, which name does it take? Both are
# good questions. To speak of a *choice* of words you need the second.
#
# **Predict:** now the real outlets. Sort the eight by their rate of "undocumented". Will their shares stand in the same
# order?

# %%
choices = fr.measure_choices(mentions, articles)
rates = fr.measure_outlets(mentions[mentions.term == "undocumented"], articles, by="term")
undocumented = choices[choices.term == "undocumented"].merge(rates[["outlet", "rate"]], on="outlet")
undocumented.sort_values("rate", ascending=False)[["outlet", "n", "rate", "share", "n_choice"]].round(3)

# %% [markdown]
# Vox and USA TODAY show it best. One has a higher rate and a low share: it names these people often, and mostly by
# another name. The other hardly names them, and when it does, it is mostly by this one. Look at its `n_choice` before you
# believe that.
#
# ## The whole
#
# `n_choice` is the whole: all mentions of *any* name of the set. `n_articles` tells in how many articles they stand.

# %%
people = choices[choices.choice == "people_without_papers"]
whole = people.drop_duplicates("outlet").assign(of_all=lambda t: t.outlet.map(articles.outlet.value_counts()))
whole[["outlet", "n_choice", "n_articles", "of_all"]].sort_values("n_choice")

# %% [markdown]
# Of all its articles (`of_all`) only few name these people. An article that does not name them tells us nothing about
# which name the outlet takes, so it does not count here. This differs from a rate, where leaving out such articles was
# the mistake.
#
# The set decides, too. **Predict:** what happens to the share of "illegal immigrant" in Vox if we forget to put
# "unauthorized immigrant" on the list?

# %%
forgotten = mentions[mentions.term != "unauthorized immigrant*"]
less = fr.measure_choices(forgotten, articles)
for label, table in (("all five names", choices), ("without one", less)):
    row = table[(table.outlet == "Vox") & (table.term == "illegal immigrant*")].iloc[0]
    print(f"{label}: {row.n} of {row.n_choice}, {row.share:.0%}.")

# %% [markdown]
# The same words in the same articles, and a share three times as large. A set with the words of one camp only, or
# without the word in the middle, makes a choice look like another. Say which names were in your set.
#
# ## How sure?
#
# Here is the set in all eight outlets. Each column is a name, each line a 95% interval; `n` is `n_choice`.

# %%
ax = fr.plot_choices(people)

# %% [markdown]
# Look at Vox and "unauthorized immigrant". More than half of its mentions take this name, and still the interval is
# wide. How would it look if each mention were a piece of evidence on its own, like a coin that is thrown?

# %%
vox = people[(people.outlet == "Vox") & (people.term == "unauthorized immigrant*")].iloc[0]
coins = stats.binomtest(int(vox.n), int(vox.n_choice)).proportion_ci(method="wilson")
print(f"{vox.n} of {vox.n_choice} mentions, in {vox.n_with} of {vox.n_articles} articles: {vox.share:.0%}.")
print(f"As coins: {coins.low:.0%} to {coins.high:.0%}. By articles: {vox.low:.0%} to {vox.high:.0%}.")

# %%
in_vox = articles.article_id[articles.outlet == "Vox"]
taken = mentions[mentions.article_id.isin(in_vox) & (mentions.choice == "people_without_papers")]
per_article = pd.crosstab(taken.article_id, taken.term).reset_index(drop=True)
per_article.assign(all=per_article.sum(axis=1)).sort_values("all", ascending=False).head(6)

# %% [markdown]
# Most articles keep to one name to their end (the longest of these mixes two). So the article is the sample, as in lesson
# 04, and the intervals say so. USA TODAY has no interval: three articles say next to nothing about a fourth.
#
# `fr.describe` puts all this in sentences. The **differences** in it compare each outlet with all others together. The
# test is honest about articles; its q-values count every name of every set that we measured, not only the one we look
# at.

# %%
fr.describe(people)

# %% [markdown]
# ## Whose words?
#
# An outlet may print a name because a senator said it. The same question, asked of the outlet's own words, of what it
# tells in its own wording that others said, and of what it puts in quotation marks:

# %%
by_voice = [fr.measure_choices(mentions, articles, voice=voice) for voice in ("narrator", "paraphrased", "quoted")]
by_voice = pd.concat(by_voice)
one = by_voice[(by_voice.outlet == "Washington Times") & by_voice.term.isin(["illegal immigrant*", "undocumented"])]
one[["voice", "term", "n", "n_choice", "n_articles", "share", "low", "high"]].round(2)

# %% [markdown]
# **Before you read on:** in whose words does the outlet print "undocumented"? How sure can you be?
#
# In its own words, and where it tells in its own wording what others said, it keeps to one name. What stands in
# quotation marks is a mixture: people speak as they do. But that row rests on nine mentions in five articles, and its
# intervals reach nearly from end to end. And the machine that labels voices errs (lesson 03).

# %% [markdown]
# ## Names change with the years
#
# The Associated Press gave its advice on 2 April 2013. Many newsrooms follow its stylebook and others have their own.
# Did one outlet change? The trick: let "before" and "after" be the outlets.

# %%
dated = articles[(articles.outlet == "CNN (Web News)") & articles.published.notna()]
eras = dated.assign(outlet=(dated.published < "2013-04-02").map({True: "before", False: "after"}))
found = mentions[mentions.article_id.isin(eras.article_id) & (mentions.choice == "people_without_papers")]
changed = fr.measure_choices(found, eras)
changed = changed[changed.term.isin(["illegal immigrant*", "undocumented"])]
changed[["outlet", "term", "n", "n_choice", "n_articles", "share", "low", "high"]].round(2)

# %% [markdown]
# **What may you say?** The shares changed places. Before, there are four articles: that is the least from which an
# interval can be had, and it reaches nearly over everything. Both sides of this comparison are one outlet, so it is not
# a difference *between* outlets; yet who compares an outlet that has only old articles here with one that has only new
# ones would find it there.
#
# For another set the years are better covered, by all outlets of the facts together:

# %%
everyone = data.articles[data.articles.published.notna()]
late = everyone.published.dt.year > 2016
eras = everyone.assign(outlet=late.map({False: "the years to 2016", True: "the years from 2017"}))
warming = data.mentions[data.mentions.article_id.isin(eras.article_id) & (data.mentions.choice == "warming")]
fr.describe(fr.measure_choices(warming, eras))

# %% [markdown]
# "Global warming" gave way to "climate change", and "climate crisis" appears. Which outlets write in each period?

# %%
who = warming.article_id.map(eras.set_index("article_id").outlet).rename("period")
outlet = warming.article_id.map(data.articles.set_index("article_id").outlet).rename("outlet")
pd.crosstab(outlet, who).sort_values("the years from 2017", ascending=False).head(6)

# %% [markdown]
# The Guardian, which preferred "climate crisis" from 2019 on (our lexicon names this as its source), has more of the
# later mentions than any other outlet and hardly any of the earlier ones. So part of the change in years may be a
# change in outlets. Year and outlet are confounded, as outlet and event were in lesson 00.
#
# ## When is it a choice?
#
# A set holds names that *can* stand for one thing. Whether they do is another matter:

# %%
ax = fr.plot_choices(choices[choices.choice.isin(["crowd", "government"])])

# %% [markdown]
# Who writes "protest" instead of "riot" may have chosen, or may have seen a protest. "Regime" is mostly said of
# governments abroad, "administration" of the one in Washington: an outlet with more foreign news has more "regime",
# whatever it thinks of anybody. Here the share measures what was covered. No test can tell you that; the passages can.
#
# And the surest rows of the whole table:

# %%
choices.nsmallest(6, "q_value")[["outlet", "choice", "term", "n", "n_choice", "share", "share_elsewhere", "q_value"]]

# %% [markdown]
# Remember The Hill and "whistleblower" from lesson 04: headlines of other stories on the saved pages. It is near the
# top of this table as well. **A share does not heal dirty data.**

# %% [markdown]
# ## Exercise 1
#
# Put in your name. Three outlets are drawn for you, and a name that one of them takes.

# %%
me = "your name"
answer = None
drawn = fr.my_data("05.1", me)
drawn

# %% tags=["answer"]
# A number from 0 to 1: answer = ...   (drawn.outlet, drawn.choice and drawn.term say what is asked)
drawn_shares = fr.measure_choices(drawn.mentions, drawn.articles)
answer = drawn_shares.set_index(["outlet", "choice", "term"]).share[drawn.outlet, drawn.choice, drawn.term]

# %% tags=["check", "points:2"]
fr.check("05.1", answer, me)

# %% [markdown]
# ## Exercise 2
#
# Other articles, and only the outlet's own words.

# %%
answer = None
drawn = fr.my_data("05.2", me)
drawn

# %% tags=["answer"]
# A number from 0 to 1: answer = ...
drawn_shares = fr.measure_choices(drawn.mentions, drawn.articles, voice="narrator")
answer = drawn_shares.set_index(["outlet", "choice", "term"]).share[drawn.outlet, drawn.choice, drawn.term]

# %% tags=["check", "points:2"]
fr.check("05.2", answer, me)

# %% [markdown]
# ## Exercise 3
#
# Choose one set of names from `data.lexicon` and two outlets, **before** you look at their numbers. Draw the set, over
# all voices and in the outlets' own words, and look at the years of the articles that name the thing. Write three
# careful sentences: what the shares carry, with the whole (`n_choice`) in it; whether it holds in the outlets' own
# words; one other explanation, and the data that would tell it apart.

# %% tags=["answer"]
# Your set and your two outlets, over all voices (choices is measured already):
two = ["NPR Online News", "Politico"]
mine = choices[(choices.choice == "health_law") & choices.outlet.isin(two)]
ax = fr.plot_choices(mine)
fr.describe(mine)

# %% tags=["answer"]
# In their own words:
own = fr.measure_choices(mentions, articles, voice="narrator")
own = own[(own.choice == "health_law") & own.outlet.isin(two)]
own[["outlet", "term", "n", "n_choice", "n_articles", "share", "low", "high", "q_value"]].round(3)

# %% tags=["answer"]
# The years:
law = mentions[mentions.choice == "health_law"].drop_duplicates("article_id")
when = law.merge(articles[articles.outlet.isin(two)], on="article_id")
pd.crosstab(when.published.dt.year.astype("Int64"), when.outlet)

# %% [markdown] tags=["answer", "points:6"]
# In these articles, chosen by AllSides, NPR Online News takes "Affordable Care Act" for the health law of 2010 more
# often than the other seven outlets together; the whole is the number of its mentions of the law that stands in the
# first sentence above. The shares in its own words lie near those of all mentions; there are fewer, so the intervals
# are wider. In both outlets most of the articles are from 2012 and 2013, so the years explain little; but courts use the
# law's own title, and an outlet that reports more on courts has more of it. Articles of both on the same event would
# tell.

# %% [markdown]
# ## What could be wrong
#
# - **The set.** Forgotten names, names of one camp only, names that do not mean the same.
# - **Small wholes.** A share of four in five looks large. Look at `n_choice` and `n_articles` before the share.
# - **Years and events.** Names rise and fall for everybody; outlets here do not cover the same years.
# - **Quotations.** A share over all voices mixes the outlet's words with those of the people it lets speak.
# - **AllSides chose the articles.** The intervals speak of chance in drawing, not of that choice.
# - **Why.** A stylebook, an agency, an editor, a law: the numbers do not say who chose.
#
# ## Further reading
#
# - Djourelova, M. (2023). Persuasion through slanted language: Evidence from the media coverage of immigration.
#   *American Economic Review*, 113(3), 800–835. What the Associated Press's decision of 2013 moved in print and in
#   readers' views.
# - Gentzkow, M., & Shapiro, J. M. (2010). What drives media slant? Evidence from U.S. daily newspapers. *Econometrica*,
#   78(1), 35–71. The names that each party uses, counted in newspapers.
# - Entman, R. M. (1993). Framing: Toward clarification of a fractured paradigm. *Journal of Communication*, 43(4),
#   51–58.
# - Recasens, M., Danescu-Niculescu-Mizil, C., & Jurafsky, D. (2013). Linguistic models for analyzing and detecting
#   biased language. *Proceedings of ACL*, 1650–1659. On words that carry a side.
#
# ## Where to go next
#
# Lesson 06 looks for words that nobody put on a list.
