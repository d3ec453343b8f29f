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
# # 06 Distinctive words
#
# **You will learn** to find the words that one outlet uses more than others; to see why the most frequent word, the
# largest ratio and the largest "keyness" are the wrong ones; to sort a ranked list into names, page furniture, house
# style, topics and wording before you tell a story about it.
# **Time:** about 60 minutes. **You need:** lesson 04, a little pandas. No network.
#
# ## A question from the news
#
# "A computer compared every word of these outlets. These are the ones that give them away." Such lists are popular,
# because nobody had to choose the words beforehand. A lexicon finds what its author thought of; a list over all words
# can surprise. It can also surprise for reasons that have nothing to do with framing. This lesson is about telling the
# two apart.
#
# We use counts of words in real articles on politics in the United States. The texts belong to their publishers and
# are not here: one row says how often a word stands in an article.

# %%
import numpy as np
import pandas as pd
from scipy.special import xlogy
from scipy.stats import chi2, false_discovery_control

import framing as fr

data = fr.load("allsides")
data

# %%
words = data.words.drop(columns="n_inside")  # more about this column later
print(f"{len(words):,} rows: {words.word.nunique():,} words in {words.article_id.nunique():,} articles.")

# %%
articles = data.articles[data.articles.outlet.isin(data.articles.outlet.value_counts().index[:8])]
articles.groupby("outlet").agg(articles=("article_id", "size"), words=("n_words", "sum"))

# %% [markdown]
# ## The most frequent words
#
# **Predict before you look:** which five words does CNN (Web News) use most? And Vox?

# %%
outlet_of = articles.set_index("article_id").outlet
counted = words.assign(outlet=words.article_id.map(outlet_of))
n = counted.groupby(["word", "outlet"]).n.sum().unstack(fill_value=0)
pd.DataFrame({outlet: n[outlet].nlargest(5).index for outlet in n})

# %% [markdown]
# Everybody's list is nearly the same. Frequent words are frequent in English. A word can only be *distinctive* in
# comparison: with what? Here with the other seven outlets together.
#
# ## The largest ratio
#
# So divide: the rate in one outlet by the rate in the others.

# %%
one = "CNN (Web News)"
size = articles.groupby("outlet").n_words.sum()
in_one, elsewhere = n[one], n.drop(columns=one).sum(axis=1)
size_one, size_elsewhere = size[one], size.drop(one).sum()
naive = pd.DataFrame({"n": in_one, "n_elsewhere": elsewhere})
naive["n_articles"] = counted[counted.outlet == one].word.value_counts().reindex(naive.index, fill_value=0)
naive["ratio"] = (in_one / size_one) / (elsewhere / size_elsewhere)
naive.nlargest(8, "ratio").round(1)

# %% [markdown]
# A ratio alone is largest where the word is nearly missing elsewhere, however little that says. "inf" means that the
# others never have it. Look at the words and think: did a journalist choose them?
#
# ## "Keyness"
#
# Most tools rank by a test instead. The usual one is **G2**, or log-likelihood (Dunning 1993; Rayson & Garside 2000):
# how surprising are the two counts, if both sides used the word at one rate?

# %%
total, share = in_one + elsewhere, size_one / (size_one + size_elsewhere)
naive["g2"] = 2 * (xlogy(in_one, in_one / (total * share)) + xlogy(elsewhere, elsewhere / (total * (1 - share))))
more = naive[naive.ratio > 1]
more.nlargest(20, "g2")[["n", "n_elsewhere", "ratio", "g2"]].round(1)

# %% [markdown]
# **Predict:** "hurricane" is among them. In how many of the outlet's articles does it stand, would you say?

# %%
hurricane = naive.loc["hurricane"]
n_articles = (articles.outlet == one).sum()
print(f"'hurricane': {hurricane.n:.0f} times, in {hurricane.n_articles:.0f} of {n_articles} articles.", end=" ")
print(f"By G2 it is number {more.g2.rank(ascending=False)['hurricane']:.0f} of {len(naive):,} words.")

# %% [markdown]
# The count is large because a few articles are full of it. The test takes each of these words for a new piece of
# evidence about the outlet. But somebody who writes about a hurricane writes the word again in the next sentence. What
# was drawn is a handful of *articles* (lesson 04: the article is the sample).
#
# How bad is that? Deal one outlet's articles into two halves, as in lesson 04, and look for words that tell the halves
# apart. There is nothing to find.


# %%
def halves(seed):
    """One outlet's articles dealt at random into two outlets, and their words."""
    mine = articles[articles.outlet == one]
    half = np.random.default_rng(seed).permutation(len(mine)) % 2
    return mine.assign(outlet=np.where(half == 0, "half 1", "half 2")), counted[counted.outlet == one]


def naive_p(found):
    """The plain G2 test, as most tools compute it."""
    total, share = found.n + found.n_elsewhere, found.n_words / (found.n_words + found.n_words_elsewhere)
    here = xlogy(found.n, found.n / (total * share))
    elsewhere = xlogy(found.n_elsewhere, found.n_elsewhere / (total * (1 - share)))
    return chi2.sf(2 * (here + elsewhere), 1)


# %%
rows = []
for seed in range(6):
    found = fr.find_distinctive_words(*halves(seed))
    found = found[(found.outlet == "half 1") & found.p_value.notna()]
    plain = naive_p(found)
    rows.append(
        {
            "plain: p < .05": (plain < 0.05).mean(),
            "by article: p < .05": (found.p_value < 0.05).mean(),
            "plain: words with q < .05": (false_discovery_control(plain) < 0.05).sum(),
            "by article: words with q < .05": (found.q_value < 0.05).sum(),
        }
    )
pd.DataFrame(rows).mean().round(3)

# %% [markdown]
# A fair test at p < .05 is wrong in 5 of 100 cases where there is no difference. The plain test is wrong much more
# often, and the q-value cannot repair it: every one of those words is a false finding.
#
# ## Counting articles
#
# `fr.find_distinctive_words` compares each outlet with the others together. It gives
#
# - `ratio`, `low`, `high`: how many times as often, with a 95% interval;
# - `deff`, the design effect of lesson 04: how much the word crowds in few articles;
# - `z`, for ranking: the log of the ratio over its standard error, pulled towards "no difference" where there is little
#   text (Monroe, Colaresi & Quinn 2008), divided by the root of `deff`;
# - `p_value` and `q_value`: G2 divided by `deff`.

# %%
found = fr.find_distinctive_words(articles, words)
columns = ["word", "n", "n_articles", "ratio", "low", "high", "z", "deff", "q_value"]
mine = found[found.outlet == one].set_index("word")
mine.head(12)[columns[1:]].round(2)

# %%
both = pd.DataFrame({"deff": mine.deff, "rank by z": mine.z.rank(ascending=False), "q_value": mine.q_value})
both["rank by G2"] = more.g2.rank(ascending=False)
both.loc[["watch", "must", "caption", "hurricane", "inauguration"]].round(2)

# %% [markdown]
# What stands in many articles stays at the top; what fills a few falls. The more a word crowds, the further.
#
# ## What was set aside: names
#
# CNN writes "CNN". That tells the outlets apart perfectly and is no framing. Words of the outlets' names keep their
# rows and are not tested:

# %%
aside = found[found.note == "name of an outlet"]
aside.pivot(index="word", columns="outlet", values="n").assign(total=lambda t: t.sum(axis=1)).nlargest(8, "total")

# %% [markdown]
# This has a price. "hill" is set aside because of The Hill, and with it every Capitol Hill; "times" is gone too, good
# and bad ones. It is a rule that you can see and argue with, so it is listed and not hidden.
#
# ## What was not set aside: the furniture of the page
#
# Look again at the first words of the list. "watch", "videos", "highlights": are these words of articles?
#
# A page has furniture: "sign up for our newsletter", the line under a picture, headlines of other stories. It is
# counted like any other text. But it leaves a trace.
#
# **Predict:** a word of a newsletter line at the foot of every page. How often does it stand in an article that has it?
# In what share of the articles?

# %%
found["share_of_articles"] = found.n_articles / found.n_articles_all
found["per_article"] = found.n / found.n_articles.where(found.n_articles > 0)
furniture = found[(found.share_of_articles > 0.5) & (found.per_article < 1.6) & (found.ratio > 3)]
furniture[["outlet", "word", "n", "n_articles", "share_of_articles", "per_article", "ratio"]].round(2)

# %% [markdown]
# About once, in most articles, and hardly anywhere else: that is no writer, that is a page. The limits in the cell (a
# half, 1.6, 3) are ours, and furniture that stands on some pages only slips through.
#
# Where the texts are at hand, something better can be done: `fr.find_templates` finds the lines that an outlet prints
# again and again, and `fr.find_distinctive_words` leaves them out by itself. For our facts this was done before the
# texts were put away: `n_inside` in `data.words` says how many of the `n` stand outside such lines, bylines and
# credits. Given this column, words that stand mostly in such lines are set aside and listed, as names are.

# %%
words = data.words
found = fr.find_distinctive_words(articles, words)
templates = found[found.note == "template"]
print(f"{templates.word.nunique()} words set aside as template, the commonest:")
print(", ".join(templates.groupby("word").n.sum().nlargest(30).index))

# %%
caught = furniture.word.isin(templates.word)
print(f"Of the {len(furniture)} words above {caught.sum()} are among them. Not caught:", *furniture.word[~caught])

# %% [markdown]
# Neither way finds everything. The sure way is to read a few articles.
#
# ## What is left

# %%
ax = fr.plot_words(found)

# %% [markdown]
# Behind each word stands how often the outlet has it and in how many of its articles.
#
# Now read the chart word by word and ask of each: **who or what put it there?**
#
# | Source | How to recognise it |
# | --- | --- |
# | page furniture | "image", "videos", "photo", "listen"; about once in an article; not in a sentence |
# | house style | "mr", "says" or "said", "it's"; everywhere in the outlet, whatever the topic |
# | genre | "you", "how", "actually" in explainers; "told", "reported" in news |
# | topic and time | people, places, laws; gone inside one topic, or in other years |
# | wording | the same thing under another name; stays inside one topic |
#
# Only the last is what you came for, and it is the smallest heap. A title such as "Mr" is a rule in a style book.

# %%
style = found[found.word.isin(["mr", "says", "said"])]
style.pivot(index="outlet", columns="word", values="rate").round(2)

# %% [markdown]
# Per 1,000 words. An outlet that writes "says" where another writes "said" has made a choice, but hardly one about the
# matter it reports.
#
# ## The outlet, or the topic?
#
# An outlet that covers one story more has more of all its words. So compare inside one topic. **Predict:** how many of
# the findings over all articles will be left inside `elections`?

# %%
topic = "elections"
inside = articles[articles.topic == topic]
in_topic = fr.find_distinctive_words(inside, words[words.article_id.isin(set(inside.article_id))])


# %%
def sure(table):
    """Words that an outlet uses more than the others, by test and interval."""
    return table[(table.q_value < 0.05) & (table.low > 1)].copy()


pairs = set(zip(sure(in_topic).outlet, sure(in_topic).word, strict=True))
over_all = sure(found)
over_all["inside"] = [pair in pairs for pair in zip(over_all.outlet, over_all.word, strict=True)]
print(f"Findings over all topics: {len(over_all)}; of these also inside {topic}: {over_all.inside.sum()}.")
print(f"Inside {topic} there are {len(inside)} of {len(articles)} articles.")

# %% [markdown]
# Careful: with fewer articles less can be shown. "No longer shown" is not "no longer there" (lesson 04). What *stays*
# inside a topic is worth more than what falls out.

# %%
stays = over_all[over_all.inside]
for outlet, of_outlet in stays.groupby("outlet"):
    print(f"{outlet}: {', '.join(of_outlet.word.head(8))}")

# %% [markdown]
# House style stays, of course, and so does furniture: they do not depend on the topic. And still: elections of which
# year? Topics are wide, and the outlets' articles on them are from different years. Inside one *event* would be better;
# the teaching articles have events.
#
# ## A case whose answer is known
#
# The five teaching outlets are invented, and their habits were put in on purpose: one attributes nearly everything, one
# is fond of the passive and of distance quotes, one speaks of itself as "we". All of them write about the same twelve
# events, so topic cannot be the reason. Here we have the texts.
#
# **Predict** which words will give away which habit.

# %%
teaching, removals = fr.clean_articles(fr.load("teaching").articles)
planted = fr.find_distinctive_words(teaching)
ax = fr.plot_words(planted)

# %%
ax.alt_text

# %% [markdown]
# With twelve articles a side the list is short, and it is mostly *small* words: "by", "was", "been" for the passive,
# "said" and "according" for attribution, "we" and "us". Who throws out such "stop words" beforehand, as many recipes
# say, throws out the finding. Others are names of people whom one outlet asks more than the rest do: no wording, but a
# choice all the same.
#
# And what the list misses: an outlet that uses *other people's* words, or the same words in another order, or leaves
# something out. A distinctive word is the beginning of reading.
#
# ## What may be said
#
# | Too much | What the numbers carry |
# | --- | --- |
# | "These words give the outlet away." | "In these articles they stand more often than in the seven others together." |
# | "The outlet is obsessed with …" | "The word stands in … of … articles; inside the topic the interval is …." |
# | "The ten most typical words." | "The ten surest without names and templates, as far as these were found." |
# | "The word is not on the list, so both use it alike." | "Of … words tested this one showed no difference." |
# | A story that links five words of a list of hundreds. | What you expected before you looked; all that you saw. |
#
# The last is the real trap. A list of hundreds of words holds enough for any story. Write down before you look which
# words would speak for your idea and **which would speak against it**. Then look up both.

# %%
expected = ["illegal", "undocumented", "immigrants", "border"]
chosen = found[found.word.isin(expected)]
chosen.pivot(index="outlet", columns="word", values="ratio").round(2)

# %%
print(f"{len(chosen)} looked up; q < .05:")
chosen[chosen.q_value < 0.05][["outlet", "word", "n", "n_articles", "ratio", "low", "high", "q_value"]].round(3)

# %% [markdown]
# Most of what the first table seems to show cannot be told from chance. Report all that you looked up, not the row that
# came out.

# %% [markdown]
# ## Exercise 1
#
# Put in your name. Three outlets are drawn for you, with the words of their articles.

# %%
me = "your name"
answer = None
drawn = fr.my_data("06.1", me)
drawn

# %% tags=["answer"]
# A word, in quotation marks: answer = ...   (drawn.articles, drawn.words and drawn.outlet are yours)
drawn_words = fr.find_distinctive_words(drawn.articles, drawn.words).set_index("word")
answer = drawn_words[drawn_words.outlet == drawn.outlet].z.idxmax()

# %% tags=["check", "points:2"]
fr.check("06.1", answer, me)

# %% [markdown]
# ## Exercise 2
#
# Choose an outlet. List its twenty surest words and sort each into one of the heaps of the table under "What is left".
# How many are left for "wording"?

# %% tags=["answer"]
# Your outlet's twenty surest words, with n and n_articles:
mine = sure(found[found.outlet == "USA TODAY"])
mine.head(20)[columns].round(2)

# %% [markdown] tags=["answer", "points:3"]
# USA TODAY. Furniture: "photo". House style: "said", names of months cut short. Names and topics: "robert", "pence",
# "university", "safety", "refugees". For wording there may be "claimed" and "denied", verbs that keep a distance from
# what somebody said; but who is said to claim what, in which stories, must be read in the passages. That is two of
# twenty, and both are only worth a look.

# %% [markdown]
# ## Exercise 3
#
# Take two outlets and one topic. Write down three words that you expect to differ, and which way, **before** you
# run the comparison. Then look up these three. Were you right, wrong, or can it not be told? And which of them would
# you still report if the week, not the article, is what was drawn (`unit="week"`; leave out articles without a date)?

# %% tags=["answer"]
# Two outlets inside one topic; your three words:
two = articles[articles.outlet.isin(["CNN (Web News)", "Washington Times"]) & (articles.topic == "immigration")]
between = fr.find_distinctive_words(two, words[words.article_id.isin(set(two.article_id))])
expected = between[between.word.isin(["illegal", "undocumented", "amnesty"]) & (between.outlet == "CNN (Web News)")]
expected[[*columns, "note"]].round(3)

# %% tags=["answer"]
# The same with weeks as draws:
dated = two[two.published.notna()]
by_week = fr.find_distinctive_words(dated, words[words.article_id.isin(set(dated.article_id))], unit="week")
by_week[by_week.word.isin(expected.word) & (by_week.outlet == "CNN (Web News)")][[*columns, "note"]].round(3)

# %% [markdown] tags=["answer", "points:5"]
# Expected before looking: "illegal" and "amnesty" less often, "undocumented" more often in CNN (Web News). All three
# ratios point that way, and two intervals leave out 1, but no q is below .05, by article or by week. So I report none of
# the three: from so few articles it cannot be told. And "illegal" stands in many phrases ("illegal entry", "illegal
# immigrant"): a count of words does not say in which.

# %% [markdown]
# ## What could be wrong
#
# - **Some furniture is still in these counts.** Where you have texts, look at `fr.find_templates(articles)`, too.
# - **AllSides chose the articles**, and the outlets' years differ.
# - **"The others together"** are mostly those with the most text. Beside other outlets other words are distinctive.
# - **A word is not its meaning.** "right" is a direction, a claim and a camp. Endings are not joined: "immigrant" and
#   "immigrants" are two words, each with half the evidence. With texts, `phrases=True` counts phrases too.
# - **Whose words?** A quotation counts for the outlet that prints it. Lesson 03 tells voices apart; this list cannot.
# - **Hundreds of findings** are no argument for any of them. q = .05 promises that about one in twenty is false.
#
# ## Further reading
#
# - Monroe, B. L., Colaresi, M. P., & Quinn, K. M. (2008). Fightin' words: Lexical feature selection and evaluation for
#   identifying the content of political conflict. *Political Analysis*, 16(4), 372–403.
# - Rayson, P., & Garside, R. (2000). Comparing corpora using frequency profiling. *Proceedings of the Workshop on
#   Comparing Corpora*, 1–6.
# - Dunning, T. (1993). Accurate methods for the statistics of surprise and coincidence. *Computational Linguistics*,
#   19(1), 61–74.
# - Kilgarriff, A. (2005). Language is never, ever, ever, random. *Corpus Linguistics and Linguistic Theory*, 1(2),
#   263–276.
# - Lijffijt, J., Nevalainen, T., Säily, T., Papapetrou, P., Puolamäki, K., & Mannila, H. (2016). Significance testing
#   of word frequencies in corpora. *Digital Scholarship in the Humanities*, 31(2), 374–397.
#
# ## Where to go next
#
# Lesson 07 measures how articles are written, not what about. Lesson 08 asks a machine to tell the outlets apart.
