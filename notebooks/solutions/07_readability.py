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
# # 07 Readability
#
# **You will learn** what a readability score counts, and what it cannot know; to change a text and foresee what the
# score does; to compare outlets with intervals; and why neither "easy" nor "hard" is a mark for quality.
# **Time:** about 45 minutes. **You need:** a little pandas; lesson 04 for intervals. No network.
#
# ## A question from the news
#
# "This newspaper is written for ten-year-olds." Such sentences come with a number, and the number comes from a formula.
# It looks like a measurement of readers. What does it measure?
#
# We use sixty invented articles: five outlets, twelve events, each event told by all five.

# %%
import re

import matplotlib.pyplot as plt
import pandas as pd

import framing as fr

teaching = fr.load("teaching")
teaching

# %%
articles, removals = fr.clean_articles(teaching.articles)
by_article = fr.measure_readability(articles, by="article")
by_article[["article_id", "n_words", "n_sentences", "flesch_kincaid", "flesch_reading_ease"]].head()

# %% [markdown]
# `flesch_kincaid` is a **grade**: the year of school, in the United States, whose reading level the text is said to ask
# for. `flesch_reading_ease` runs the other way: *lower* is harder.
#
# ## Predict before you look
#
# Here is the beginning of one of the articles, twice. The second time its words are in a random order.
# **Predict:** how far apart are the two scores?

# %%
text = articles.set_index("article_id").text["02_aldermouth_ledger"]
words = pd.Series(text.replace(".", "").split())
shuffled = words.sample(frac=1, random_state=1).tolist()
print(text[:220], "…")
print(" ".join(shuffled)[:220], "…")

# %% [markdown]
# The shuffled text gets as many full stops as the article had, at even distances. (A score needs a text of a hundred
# words or more, so we score all of it.)


# %%
def grade(text):
    """The Flesch-Kincaid grade of one text, as textstat counts it."""
    table = fr.measure_readability(pd.DataFrame({"article_id": ["x"], "outlet": "X", "text": [text]}), by="article")
    return table.flesch_kincaid[0]


n = by_article.set_index("article_id").n_sentences["02_aldermouth_ledger"]
length = -(-len(shuffled) // n)
nonsense = " ".join(" ".join(shuffled[i : i + length]) + "." for i in range(0, len(shuffled), length))
print(f"the article {grade(text):.1f}, its words shuffled {grade(nonsense):.1f}")

# %% [markdown]
# Nobody can read the second text, and its grade is about the same. **The formula does not read.** It counts.
#
# ## What a score counts
#
# All of Flesch-Kincaid is: 0.39 · words a sentence + 11.8 · syllables a word − 15.59. The numbers were fitted in 1975 to
# how well enlisted people of the US Navy understood training manuals.
#
# **Predict**, with the formula in hand: which of these changes moves the grade most, and which way?
#
# 1. Every "and" becomes a full stop.
# 2. "The court" becomes "the international tribunal".
# 3. Every comma is deleted.

# %%
changes = {
    "as it is": text,
    "and -> full stop": re.sub(r",? and ", ". ", text),
    "court -> international tribunal": re.sub(r"\b[Cc]ourt\b", "international tribunal", text),
    "no commas": text.replace(",", ""),
}
pd.Series({name: grade(changed) for name, changed in changes.items()}).round(1)

# %% [markdown]
# The full stops make it easier by more than a school year, although a sentence cut at "and" is not always a sentence. The
# longer name makes it harder, although everybody who knows a court knows the tribunal too. The commas, which help a
# reader, do nothing.
#
# Whoever writes *for* a score learns the wrong thing from it.
#
# ## Five scores, how many findings?

# %%
scores = ["flesch_reading_ease", "flesch_kincaid", "gunning_fog", "smog", "dale_chall"]
by_article[scores].corr().round(2)

# %% [markdown]
# **Read the table:** 1 is perfect agreement, −1 perfect disagreement. Why is the first column negative? And which score
# goes its own way most?
#
# The first four count the length of sentences and of words in one way or another, so they agree with each other: that is
# one finding, not four. Dale-Chall asks for something else beside the length of sentences: how many words are *not* on a
# list of about 3,000 that American schoolchildren knew.
#
# ## Outlets, with intervals
#
# **Predict:** an agency (Harbour Wire), a broadsheet (The Aldermouth Ledger), a tabloid (The Daily Clarion), an activist
# site (Sarn Witness), a state medium (Corvane Today): who comes out hardest? Who easiest?

# %%
readability = fr.measure_readability(articles)
ax = fr.plot_readability(readability)
plt.show()

# %%
ax.alt_text

# %% [markdown]
# Each mark is the mean of an outlet's articles, each line a 95% interval: how far the mean might move if these twelve
# articles had been twelve others of the same kind. The articles are the sample, as in lesson 04, not the sentences.
#
# All five tell the same twelve events here, so the topic does not explain the distances. In real collections it often
# does: a budget has longer words than a storm, whoever writes about it.
#
# Does every article of an outlet look like its mean?

# %%
by_article.groupby("outlet").flesch_kincaid.agg(["min", "median", "max"]).round(1)

# %% [markdown]
# ## Whose sentences are these?
#
# A score takes every word of an article, also those in quotation marks. **Predict:** if we take all quotations out,
# do the articles become easier or harder?

# %%
outside = articles.assign(text=[re.sub(r"[“\"][^“”\"]*[”\"]", "", text) for text in articles.text])
without = fr.measure_readability(outside)
both = pd.DataFrame(
    {
        "with quotations": readability.set_index(["outlet", "score"])["mean"].unstack().flesch_kincaid,
        "without": without.set_index(["outlet", "score"])["mean"].unstack().flesch_kincaid,
    }
)
both.assign(change=both["without"] - both["with quotations"]).round(1)

# %% [markdown]
# A little harder, or the same: speech has shorter sentences. The changes are small here; where an outlet prints whole
# speeches they need not be. Part of a score belongs to the people whom an outlet lets speak. (Cutting leaves torn
# sentences behind, and marks that were lost stay in: a rough look, no measurement.)
#
# ## Headlines
#
# **Predict:** what is the score of a headline?

# %%
headlines = fr.measure_readability(articles.assign(text=articles.title), by="article")
headlines[["article_id", "n_words", "flesch_kincaid", "note"]].head(3)

# %% [markdown]
# There is none, and the note says why. Other tools print a number here. It would be nearly all accident: with one
# sentence of nine words, a single name decides. All headlines of an outlet put together are long enough:

# %%
together = articles.assign(text=articles.title + ".").groupby("outlet").text.agg(" ".join).reset_index()
together = fr.measure_readability(together.assign(article_id=together.outlet), by="article").set_index("outlet")
texts = readability.set_index(["outlet", "score"])["mean"].unstack()
both = pd.DataFrame({"headlines": together.flesch_kincaid, "texts": texts.flesch_kincaid})
both.assign(n_words=together.n_words).round(1)

# %% [markdown]
# Hard headlines over easy texts, and the other way round? Look at `n_words` first: twelve headlines are hardly more
# than the least that can be scored, so a few long names decide, and there is no interval. Headlines also leave out
# small words ("the", "is"), and a formula made for running text takes that for hard writing. Whether headlines are
# harder *than the texts*, this cannot say.
#
# ## What a stop can do
#
# Software finds the end of a sentence by its full stop. But "Sen. Roe of the U.S. Senate" ends nowhere. **Predict**
# what happens to the score of an outlet that abbreviates a lot, if the software takes each of these stops for an end.

# %%
sentence = "Sen. Roe told the U.S. Senate that Gov. Lind had not answered the 3.5 million people of the valley. "
every_stop_an_end = re.sub(r"\.\s*", "! ", sentence)  # "!" always ends a sentence
print(every_stop_an_end)
print(f"as one sentence {grade(sentence * 10):.1f}, cut at every stop {grade(every_stop_an_end * 10):.1f}")

# %% [markdown]
# textstat, which counts for us, would cut at every stop; `fr.measure_readability` takes those that end nothing out
# first. Without that, one outlet would look easier than another because of its stylebook. Always ask what a tool took
# for a sentence.
#
# ## What may be said
#
# | Too much | What the numbers carry |
# | --- | --- |
# | "It is written for ten-year-olds." | "Its sentences and words are shorter: grade … (interval … to …)." |
# | "Readers of this outlet understand less." | Nothing here is about readers. |
# | "It is better written." | Nothing here is about quality. |
# | "Five measures prove it." | "Five formulas that share their ingredients agree." |
# | "The outlet simplifies." | "In these articles, on these events, quotations included, …" |

# %% [markdown]
# ## Exercise 1
#
# Put in your name. Some articles of three outlets are drawn for you, as they were saved: clean them first.

# %%
me = "your name"
answer = None
drawn = fr.my_data("07.1", me)
drawn

# %% tags=["answer"]
# A number: answer = ...   (drawn.articles and drawn.outlet are yours)
mine, my_removals = fr.clean_articles(drawn.articles)
my_scores = fr.measure_readability(mine, by="article")
answer = my_scores[my_scores.outlet == drawn.outlet].flesch_kincaid.mean()

# %% tags=["check", "points:2"]
fr.check("07.1", answer, me)

# %% [markdown]
# ## Exercise 2
#
# Take one article and lower its Flesch-Kincaid grade by two without making it easier to understand. Say what you did.

# %% tags=["answer"]
# Your text, before and after:
mine = articles.set_index("article_id").text["50_corvane_today"]
cut = re.sub(r", ", ". ", mine)
print(f"before {grade(mine):.1f}, after {grade(cut):.1f}")

# %% [markdown] tags=["answer", "points:3"]
# I made every comma a full stop. What stands between two commas is rarely a sentence, so the text became worse to
# read, and the grade fell.

# %% [markdown]
# ## Exercise 3
#
# Twelve articles an outlet. Draw four of each (`articles.groupby("outlet").sample(4, random_state=…)`), three times.
# Which of the differences in the chart would you still report? Which would have come out the other way round? Write one
# careful sentence on two outlets and one score, with means, intervals and n.

# %% tags=["answer"]
# Three samples:
for seed in (1, 2, 3):
    few = fr.measure_readability(articles.groupby("outlet").sample(4, random_state=seed))
    row = few[few.score == "flesch_kincaid"].set_index("outlet")
    print(seed, (row["mean"].round(1).astype(str) + " ± " + ((row.high - row.low) / 2).round(1).astype(str)).to_dict())

# %% tags=["answer"]
# Your two outlets and your score, from all their articles:
chosen = readability[readability.outlet.isin(["Harbour Wire", "Corvane Today"]) & (readability.score == "smog")]
print(fr.describe(chosen).splitlines()[0])

# %% [markdown] tags=["answer", "points:5"]
# The distance between the broadsheet and the two easiest, the tabloid and the activist site, stays. Which of these
# two is easier depends on the draw, and the intervals of neighbours overlap: four articles do not tell them apart.
#
# In these invented articles the mean SMOG grade of the agency, 10.7 (95% interval 10.3 to 11.2), is below that of the
# state medium, 11.9 (11.5 to 12.3), with 12 articles each: fewer long words a sentence. It says nothing about who is
# understood.

# %% [markdown]
# ## What could be wrong
#
# - **A score counts syllables, words and full stops.** Whether a text is understood depends on what a reader knows, on
#   order, on examples, on layout. Only readers can tell.
# - **Genre and topic** move scores as much as outlets do. Compare like with like, best on the same events.
# - **Quotations, lists, names, numbers** count like prose.
# - **Debris counts too**: a menu without full stops is one very long sentence. Clean first (lesson 01).
# - **The formulas are old and American**, fitted to schoolbooks and manuals, and made for English only.
# - **Two programs give two numbers** for one text, because they count syllables and sentences differently. Compare only
#   what one program has measured, and name it: here textstat 0.7.7.
#
# ## Further reading
#
# - Flesch, R. (1948). A new readability yardstick. *Journal of Applied Psychology*, 32(3), 221–233.
# - Dale, E., & Chall, J. S. (1948). A formula for predicting readability. *Educational Research Bulletin*, 27(1),
#   11–20.
# - Kincaid, J. P., Fishburne, R. P., Rogers, R. L., & Chissom, B. S. (1975). *Derivation of new readability formulas
#   for Navy enlisted personnel*. Research Branch Report 8-75, Naval Technical Training Command.
# - Wasike, B. (2018). Preaching to the choir? An analysis of newspaper readability vis-a-vis public literacy.
#   *Journalism*, 19(11), 1570–1587. Newspapers in Texas, by the two Flesch scores.
#
# ## Where to go next
#
# Lesson 08 asks a machine to tell the outlets apart, and then how it does so.
