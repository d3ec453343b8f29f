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
# # 01 Read and clean
#
# **You will learn** to read articles and account for every one of them; to see what cleaning takes out of a text and to
# judge whether it should; to spot damage that nobody can repair.
# **Time:** about 40 minutes. **You need:** a little pandas. No network.
#
# ## A question from the news
#
# A web page about sanctions on a court is saved to a file. The file holds the article, then an appeal for donations, then
# the article again. Somebody counts a word in the file and reports the number. What did they count?
#
# We use sixty short articles about a court that does not exist. Five invented outlets cover the same twelve events. Some
# files were damaged on purpose, the way real files are. Nothing here is evidence about any real outlet.

# %%
import framing as fr

teaching = fr.load("teaching")
articles, ledger = teaching.articles, teaching.ledger
teaching

# %% [markdown]
# ## Every record is accounted for
#
# Reading gives two tables. `articles` has a row for each article. `ledger` has a row for each thing that was found in the
# files, with what became of it: imported, or rejected with a reason.

# %%
articles[["article_id", "outlet", "published", "title"]].head()

# %%
ledger.groupby(["status", "reason"]).size()

# %% [markdown]
# Sixty found, sixty imported. With your own files the numbers will differ (lesson 02), and the ledger is where you look.
#
# ## Predict before you look
#
# `06_daily_clarion` is such a saved page. Read its beginning, then predict: how often does "show trial" stand in the file,
# and how often does the article say it?

# %%
raw = articles.set_index("article_id").text["06_daily_clarion"]
print(raw[:900])

# %%
raw.count("show trial")

# %% [markdown]
# Now clean all articles. Again there are two tables: the clean articles, and `removals`, a row for each change.

# %%
clean, removals = fr.clean_articles(articles)
clean.set_index("article_id").text["06_daily_clarion"].count("show trial")

# %% [markdown]
# Two in the file, one in the article. A plain count would have reported twice as much, and only for outlets whose pages
# were saved that way: here one page each of two of the five. **Dirt that differs by outlet looks like framing.**
#
# ## What was taken out?
#
# Each row of `removals` names the rule, where it struck in the raw text, what stood there and what stands there now.

# %%
removals.groupby("rule").agg(changes=("rule", "size"), articles=("article_id", "nunique"))

# %% [markdown]
# `title line` takes out the title where the text repeats it at its top. Two rules take out longer pieces. `repeat` drops
# a run of at least three paragraphs, together at least a hundred words, that came before in the same order. `between
# repeats` drops a shorter block that stands between two copies. Neither looks at what the words say: a rule that deletes
# whatever asks you to "donate" would delete news about donations.

# %%
removals[removals.rule.isin(["repeat", "between repeats"])][["article_id", "rule", "start", "end"]]

# %% [markdown]
# Read one with your own eyes. What is struck through was taken out.

# %%
fr.show_cleaning(clean[clean.article_id == "06_daily_clarion"], removals)

# %% [markdown]
# ## Damage that can be repaired, and damage that cannot
#
# `â€œ` is a quotation mark that was written in one encoding and read in another. The original can be computed, so it is
# repaired.

# %%
removals[removals.rule == "encoding"][["article_id", "text", "replacement"]]

# %% [markdown]
# A quotation mark that was lost cannot be computed. Nobody can say where the quotation ended, so nothing is guessed: the
# article is flagged in `quotes_ok`, and the voice of words near the damage will be "unclear" (lesson 03).

# %%
clean.loc[~clean.quotes_ok, ["article_id", "outlet"]]

# %%
damaged = clean.set_index("article_id").text["10_harbour_wire"]
print(damaged[damaged.index('"') :][:700])

# %% [markdown]
# ## The same article twice
#
# Newspapers print agency copy. `duplicate_of` names the first article with the same text. A copy in the *same* outlet is
# left out where that outlet is measured; a copy in *another* outlet stays, because choosing to run it is a choice.

# %%
clean.loc[clean.duplicate_of != "", ["article_id", "outlet", "duplicate_of"]]

# %% [markdown]
# ## Exercise 1
#
# Put in your name. Eight articles are drawn for you, and some were saved as pages that hold theirs more than once.
# (`drawn.articles` and `drawn.lexicon` are yours; `fr.find_mentions(articles, lexicon)` finds the terms.)

# %%
me = "your name"
answer = None
drawn = fr.my_data("01.1", me)
drawn

# %% tags=["answer"]
# A number: answer = ...
mine, my_removals = fr.clean_articles(drawn.articles)
found = fr.find_mentions(mine, drawn.lexicon)
answer = (found.frame == drawn.frame).sum()

# %% tags=["check", "points:2"]
fr.check("01.1", answer, me)

# %% [markdown]
# ## Exercise 2
#
# Another eight articles, and another question. Count words with `.str.split().str.len()`, before and after cleaning.

# %%
answer = None
drawn = fr.my_data("01.2", me)
drawn

# %% tags=["answer"]
# The id of an article, in quotation marks: answer = ...
mine, my_removals = fr.clean_articles(drawn.articles)
lost = drawn.articles.text.str.split().str.len() - mine.text.str.split().str.len()
answer = mine.article_id[lost.idxmax()]

# %% tags=["check", "points:2"]
fr.check("01.2", answer, me)

# %% [markdown]
# ## Exercise 3
#
# Back to the sixty. Choose one removal that you would defend and one that somebody could dispute (perhaps a line that
# repeats the title, or the paragraph before an appeal). Show both with `fr.show_cleaning`, and argue in three sentences.

# %% tags=["answer"]
# The article of the removal that could be disputed:
fr.show_cleaning(clean[clean.article_id == "15_sarn_witness"], removals)

# %% [markdown] tags=["answer", "points:3"]
# In 06 the second run is the same five paragraphs word for word, so counting them twice would count one piece of writing
# twice: I defend its removal. In 15 the appeal goes although nothing repeats it; it goes because it stands between two
# copies of the article. One could say that an appeal is also the outlet's own writing and shows how it frames its work.
# I would keep it out of news coverage and study it on its own.

# %% [markdown]
# ## What could be wrong
#
# - An article that quotes itself at length, word for word, loses the second quotation. Rare, but look.
# - Lines that an outlet prints under *every* article (newsletters, agency credits) stay, and count. They can be listed
#   with `fr.find_templates` (lesson 06).
# - `quotes_ok` finds marks that do not pair. Two errors in one paragraph can pair with each other and go unseen.
# - The rules were written for English news. Other languages use other marks and other layouts.
#
# ## Further reading
#
# - Krippendorff, K. (2018). *Content Analysis: An Introduction to Its Methodology* (4th ed.). Sage. On units and sampling.
# - Grimmer, J., & Stewart, B. M. (2013). Text as data. *Political Analysis*, 21(3), 267–297. On what automation can and
#   cannot do.
#
# ## Where to go next
#
# Lesson 02 reads articles of your own. Whoever has none yet goes on to lesson 03: whose words are they?
