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
# # 00 One court, five outlets
#
# **You will learn** why counting words in saved pages misleads; what an honest count looks like; to ask whose words they
# are; and when nothing can be compared at all.
# **Time:** about 45 minutes. **You need:** a little pandas. No network.
#
# **How the lessons work.** Run one cell at a time (Shift and Enter) and read what it prints before you go on. Where it
# says *predict*, write your guess down first: here one learns most by being wrong. At the end there are exercises, what
# could be wrong with all we did, and what to read.
#
# ## A question from the news
#
# In 2020, and again in 2025, the United States put sanctions on officials of the International Criminal Court. Outlets
# reported it in different words. In one report stands "genocide", in another "politically motivated" or "lawfare". So the
# question seems simple: **which outlet uses which words?**
#
# We have five articles of five outlets. Their texts belong to their publishers, so they are not here. What is here are
# facts about them: outlets, dates, numbers of words, the place of every word that our list of terms found, and whose
# word it is.

# %%
import matplotlib.pyplot as plt

import framing as fr

icc = fr.load("icc")
icc

# %%
icc.articles[["article_id", "outlet", "published_raw", "n_words_raw"]]

# %% [markdown]
# The list of terms is called a **lexicon**. Each term stands for a frame, and says why it is in.

# %%
icc.lexicon[["term", "frame", "source"]].sample(5, random_state=1)

# %% [markdown]
# ## 1. The plain count
#
# **Predict before you look.** In which of the five files does "genocide" stand most often, and how often, roughly, if an
# article has about five hundred words?

# %%
plain = icc.raw_mentions[icc.raw_mentions.part == "text"]
plain[plain.found == "genocide"].groupby("article_id").size()

# %% [markdown]
# One file stands out. Here is the same as a chart, with the outlets' names.

# %%
outlet_of = icc.articles.set_index("article_id").outlet
counted = plain[plain.found == "genocide"].article_id.map(outlet_of).value_counts()
ax = counted.reindex(outlet_of, fill_value=0).sort_values().plot.barh(color="#1a1a1a")
ax.set_title('"genocide" in the files as saved')
ax.set_xlabel("times")
ax.set_ylabel("")
plt.show()

# %% [markdown]
# It would be easy to write a headline about this chart. Do not. Look at the length of the files first.
#
# ## 2. The honest count
#
# `n_words_raw` counts the words of each file as it was saved, `n_words` what is left once repeats and debris are taken
# out. (Lesson 01 shows how.)

# %%
icc.articles[["outlet", "n_words_raw", "n_words", "n_removed"]]

# %% [markdown]
# One file lost most of its words: the page held the article three times, with an appeal for donations in between.
# **Predict again:** how often does the article itself say "genocide"?

# %%
clean = icc.mentions[icc.mentions.part == "text"]
both = [table[table.found == "genocide"].groupby("article_id").size() for table in (plain, clean)]
print("as saved:", both[0].to_dict())
print("cleaned: ", both[1].to_dict())

# %% [markdown]
# The appeal held a term of its own, too: something the outlet says to its donors, not in its news.

# %%
(
    plain[plain.found == "authoritarianism"].article_id.tolist(),
    clean[clean.found == "authoritarianism"].article_id.tolist(),
)

# %% [markdown]
# Longer articles have more of every word, so we compare **rates**: mentions per 1,000 words of the outlet's coverage.

# %%
rates = fr.measure_outlets(icc.mentions, icc.articles)
ax = fr.plot_outlets(rates[rates.frame == "atrocity"])
plt.show()

# %% [markdown]
# Each mark is one outlet. `n = 1` behind each name says that the rate rests on a single article. There is no line for the
# uncertainty around the marks. That is no oversight: from one article nobody can tell how much the next one would differ.
#
# ## 3. Whose voice?
#
# A word can be the outlet's own, or somebody else's that the outlet reports. The column `voice` tells which:
#
# - `narrator`: the outlet's own words;
# - `quoted`: somebody's words, inside quotation marks;
# - `paraphrased`: what somebody said, as the outlet words it ("officials argued that …");
# - `ascribed`: what somebody wants, fears or believes, as the outlet words it;
# - `unclear`: a quotation mark was lost, so nobody can tell.
#
# A machine read the articles for this, and it errs; lesson 03 measures how often.
#
# **Predict:** of the terms that call the court's work illegitimate ("politically motivated", "lawfare" and the like),
# how many do the outlets say themselves?

# %%
icc.mentions[icc.mentions.frame == "delegitimation"][["article_id", "found", "voice", "speaker"]]

# %%
by_voice = fr.measure_outlets(icc.mentions, icc.articles, voice=True)
ax = fr.plot_outlets(by_voice[by_voice.frame == "delegitimation"])
plt.show()

# %% [markdown]
# Every mark is hollow: no outlet says these words itself, those that have them report somebody who does. The plain count
# would have called it the outlets' wording. And look who speaks: officials of one government, some by name, some
# without. In 000 two of them use the same phrase.
#
# ### Without quotation marks
#
# Quotation marks are easy to see. But "rights groups call it a genocide" has none, and is not the outlet's own claim
# either. **Predict:** 001 has the word "genocide" twice. Whose word is it?

# %%
columns = ["article_id", "found", "voice", "speaker", "rule"]
clean.loc[clean.found == "genocide", columns]

# %% [markdown]
# We have read the two passages of 001. In the first the article reports that a body of the United Nations and human
# rights groups call something a genocide. In the second it says so itself. A count makes no difference between the two.
# The machine does, here. (`rule` tells what decided. Its most common error is to miss who is speaking, and to say
# `narrator`. A speaker like `(10 words)` is named by the article in so many words; they are its publisher's, so they do
# not stand here.)
#
# Look at 003 and 004, too. There the word is in a list of the crimes that the court was set up to try. Whoever says
# that a court "prosecutes genocide" accuses nobody. No column tells you that: somebody has to read.
#
# The next case has both kinds in one article.

# %%
clean.loc[clean.found == "sovereignty", columns]

# %% [markdown]
# In 003 the word stands twice, once in what officials argue, as the outlet words it, and once in a quotation. By
# quotation marks alone the first would count as the outlet's.
#
# Where the machine does not see that somebody is speaking, the word falls to the outlet; now and then it gives a word of
# the outlet to somebody else. So `narrator` is an estimate, and the passages are there to check it.
#
# ## 4. Can the five be compared?

# %%
icc.articles.sort_values("published")[["published_raw", "outlet", "title"]]

# %% [markdown]
# The articles are from June 2020, September 2020, August 2025 and December 2025. In each of these months something else
# had happened. Does one outlet use a word because it is that outlet, or because it reported on that day? Outlet and event
# are **confounded**: these data cannot tell them apart, whatever we compute.

# %%
differences = fr.compare_outlets(icc.mentions, icc.articles)
differences[["frame", "outlet_a", "outlet_b", "rate_a", "rate_b", "note"]].head()

# %%
fr.describe(differences)

# %% [markdown]
# Not one comparison is tested, and that is the right answer. To compare outlets you need many articles of each, best on
# the same events (lesson 04).

# %% [markdown]
# ## Exercise 1
#
# Most lessons have an exercise like this one, which checks itself. Write your name between the quotation marks and run
# the cell: the question that appears is yours, and somebody else gets another one. You may answer as often as you like.

# %%
me = "your name"
answer = None
drawn = fr.my_data("00.1", me)
drawn

# %% tags=["answer"]
# A number: answer = ...   (drawn.articles, drawn.mentions, drawn.outlet and drawn.frame are yours)
here = drawn.articles[drawn.articles.outlet == drawn.outlet]
found = drawn.mentions[drawn.mentions.article_id.isin(here.article_id) & (drawn.mentions.frame == drawn.frame)]
answer = 1000 * len(found) / here.n_words.sum()

# %% tags=["check", "points:3"]
fr.check("00.1", answer, me)

# %% [markdown]
# ## Exercise 2
#
# How often does each file as saved use a term of the frame "pressure", and how often does each cleaned article? Where is
# the difference largest, and why? (`n_removed` helps.)

# %% tags=["answer"]
# Your two counts side by side:
frames = [table[table.frame == "pressure"].groupby("article_id").size() for table in (plain, clean)]
table = frames[0].to_frame("as saved").join(frames[1].to_frame("cleaned"))
table.assign(difference=table["as saved"] - table["cleaned"])

# %% [markdown] tags=["answer", "points:3"]
# In 001 and in 004, by ten in each. The page of 001 held the article three times, so its four mentions were counted three
# times (and two more stood in what was round it). 004 lost many words, too (`n_removed`): a part of it stood twice.

# %% [markdown]
# ## Exercise 3
#
# Choose a frame. Write one sentence about it that these data support, and one that sounds right but that they do not
# support. Say what you would have to collect to support the second.

# %% tags=["answer"]
# Numbers for the frame you chose:
fr.describe(by_voice[by_voice.frame == "security"])

# %% [markdown] tags=["answer", "points:3"]
# Supported: "In the one article we have of it, outlet E has terms of security only in what it quotes." Not supported:
# "Outlet E avoids speaking of security in its own voice." For that I need many of its articles, a sample that nobody
# picked by hand, and a reader who checks the machine's voices.

# %% [markdown]
# ## What could be wrong
#
# - The five articles were picked by hand. They stand for nothing but themselves.
# - One is machine-translated: its words are the translator's.
# - The voices are a machine's. Nobody has checked each of them here; lesson 03 shows how one does.
# - A term is a framing device, not a frame (Entman 1993). "Sanctions" is a framing term in one sentence and the plain name
#   of a law in the next.
# - The lexicon is a choice. Another list of terms gives other numbers, so say which one you used and why.
#
# ## Further reading
#
# - Entman, R. M. (1993). Framing: Toward clarification of a fractured paradigm. *Journal of Communication*, 43(4), 51–58.
# - Recasens, M., Danescu-Niculescu-Mizil, C., & Jurafsky, D. (2013). Linguistic models for analyzing and detecting biased
#   language. *Proceedings of ACL*, 1650–1659.
# - Tuchman, G. (1972). Objectivity as strategic ritual. *American Journal of Sociology*, 77(4), 660–679. On quotation
#   marks.
# - Krippendorff, K. (2018). *Content Analysis: An Introduction to Its Methodology* (4th ed.). Sage.
#
# ## Where to go next
#
# Lesson 01 shows how a saved page becomes an article, and what is lost and kept on the way.
