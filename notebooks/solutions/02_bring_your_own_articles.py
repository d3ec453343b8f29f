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
# # 02 Bring your own articles
#
# **You will learn** to read your own spreadsheet, folder and saved web pages; to find in the ledger what did not come
# in, and to mend it; to check outlets and dates before you count; to write a lexicon of your own and defend it; to know
# what of all this you may pass on.
# **Time:** about 50 minutes. **You need:** lesson 01. No network.
#
# ## A question from the news
#
# You want to know how the coverage of a court case differs between outlets. You have what people have: a spreadsheet
# that an archive gave you, a folder of texts copied from the web, one page saved from the browser. About twenty
# articles. Two weeks later someone asks: "Are these all of them, and is the date of this one right?" Can you answer?
#
# The cells down to the next heading make such a pile in a temporary folder, out of the invented articles of lesson 01.
# The mistakes in it are planted, but each is of a kind that happens. **With your own files you need only the lines that
# begin with `import` or `from`**, and `home = Path("the folder where your files are")`.

# %%
import tempfile
from pathlib import Path

import pandas as pd

import framing as fr

pd.set_option("display.max_colwidth", 80)  # show longer cells
home = Path(tempfile.mkdtemp())
invented = fr.load("teaching").articles
number = invented.article_id.str[:2]

# %% [markdown]
# The spreadsheet of an archive has headings of its own. Two stories are missing, one paper is missing, two dates are
# wrong.

# %%
chosen = invented[number.isin("01 02 03 04 05 07 08 09 10 27 46 47 51".split())]
sheet = pd.DataFrame({"Ref": range(501, 514), "Paper": chosen.outlet.values, "Headline": chosen.title.values})
sheet["Issue of"] = chosen.published.dt.strftime("%d/%m/%Y").values
sheet["Story"] = chosen.text.values
sheet.loc[[3, 4], "Story"] = ["", "n/a"]
sheet.loc[9, "Paper"] = ""
sheet.loc[[10, 11], "Issue of"] = ["19/11/2042", "31/11/2024"]
sheet.to_csv(home / "archive.csv", index=False, encoding="utf-8")

# %% [markdown]
# The folder has a text file for each article, and `manifest.csv`, a table that says where each file comes from. One
# file name in it is misspelled. The page is what a browser saves: the article, and around it a menu and a footer.

# %%
chosen = invented[number.isin("13 14 16 17 25 44 49 54".split())]
(home / "copied").mkdir()
for name, text in zip(chosen.article_id, chosen.text, strict=True):
    (home / "copied" / f"{name}.txt").write_text(text, encoding="utf-8")
manifest = chosen[["outlet", "published", "title"]].assign(file=chosen.article_id + ".txt")
manifest["file"] = manifest.file.replace("44_sarn_witness.txt", "44_sarn_witnes.txt")
manifest.to_csv(home / "copied" / "manifest.csv", index=False, encoding="utf-8")

# %%
story = invented[number == "48"].iloc[0]
paragraphs = "".join(f"<p>{paragraph}</p>\n" for paragraph in story.text.split("\n\n"))
html = f"""<html><head><title>{story.title}</title><meta charset="utf-8">
<meta property="article:published_time" content="{story.published:%Y-%m-%d}"></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a> <a href="/shop">Shop</a></nav>
<article><h1>{story.title}</h1>{paragraphs}</article><footer>Contact. Cookies.</footer></body></html>"""
_ = (home / "clarion.html").write_text(html, encoding="utf-8")

# %% [markdown]
# ## The spreadsheet: say which column is which
#
# `fr.read_articles` needs to know where the text is and which outlet it comes from. It knows many names for them:
# Headline, Source, Body, Date. It does not know these. When something cannot go on, `framing` stops with a
# `FramingError`: a sentence that says what is wrong, what was found, and the line that mends it. `try` and `except` let
# us read it and continue.

# %%
try:
    fr.read_articles(home / "archive.csv")
except fr.FramingError as error:
    print(error)

# %% [markdown]
# The message names the headings, and shows the option: `columns`, with their name on the left and ours on the right. It
# cannot know that "Story" holds the text, so the heading in its example is a guess. You know your file.

# %%
columns = {"Ref": "article_id", "Paper": "outlet", "Issue of": "published", "Story": "text"}
archive, archive_ledger = fr.read_articles(home / "archive.csv", columns=columns)

# %% [markdown]
# The lines in the coloured box are what the reader supposed, said aloud: that "Headline" is the title, and that
# 06/02/2024 is in February, because another date can only be read with the day first. They also say what went wrong, in
# short. Read them each time; a wrong guess shows here.
#
# An Excel file is read by the same line, without saving it as CSV first: `fr.read_articles("archive.xlsx",
# columns=columns)`. The first sheet that has named columns with rows below is taken.
#
# ## The ledger: what did not come in
#
# Three rows were rejected. `position` is the number of the row as a spreadsheet shows it.

# %%
archive_ledger[archive_ledger.status == "rejected"]

# %% [markdown]
# Two rows hold no story. Nobody can mend that here: go back to the source, or say in your report that two are missing.
# The third has a text and no outlet. Look at the row. (The first row below the headings is row 2 in a spreadsheet and
# row 0 in pandas, so take off 2.) The double brackets keep it a table.

# %%
pd.read_csv(home / "archive.csv")[["Ref", "Paper", "Headline", "Issue of"]].iloc[[11 - 2]]

# %% [markdown]
# You look the headline up, and it is the Ledger's. `outlet=` gives a name to **every** article that has none, so it is
# safe only because the ledger shows that this is the only one.

# %%
archive, archive_ledger = fr.read_articles(home / "archive.csv", columns=columns, outlet="The Aldermouth Ledger")
archive_ledger.groupby(["status", "reason"]).size()

# %% [markdown]
# ## The folder: one mistake, two rows
#
# ### Predict before you look
#
# `manifest.csv` has one misspelled file name. How many rows of the ledger will complain?

# %%
copied, copied_ledger = fr.read_articles(home / "copied")
copied_ledger.loc[copied_ledger.status == "rejected", ["source", "reason"]]

# %% [markdown]
# Two: a name to which no file belongs, and a file that nobody listed. Side by side they explain each other. A program
# that read only what the manifest lists would have lost this article without a word.
#
# Mend the cell in any spreadsheet program, or as here, and read again.

# %%
listed = pd.read_csv(home / "copied" / "manifest.csv")
listed["file"] = listed.file.replace("44_sarn_witnes.txt", "44_sarn_witness.txt")
listed.to_csv(home / "copied" / "manifest.csv", index=False, encoding="utf-8")
copied, copied_ledger = fr.read_articles(home / "copied")
copied_ledger.status.value_counts()

# %% [markdown]
# ## The web page: a file that does not say whose it is

# %%
try:
    fr.read_articles(home / "clarion.html")
except fr.FramingError as error:
    print(error)

# %% [markdown]
# One page is one article, and it has no column for the outlet. So you name it. Title and date are taken from the page.

# %%
page, page_ledger = fr.read_articles(home / "clarion.html", outlet="Daily Clarion")
page[["article_id", "outlet", "published", "title"]]

# %% [markdown]
# Which words of a page are the article is a guess, made by a program called trafilatura. It is a good guess and not
# always right, so look at the beginning and at the end. Is the menu gone? Is the last paragraph there? (The headline at
# the top stands in `title` too. Cleaning takes it out of the text, so that its words count once.)

# %%
print(page.text[0][:160] + "\n[...]\n" + page.text[0][-160:])

# %% [markdown]
# Word files (.docx) are read the same way. You may also put everything into one folder, or a .zip of it, with a
# manifest for the files that do not say whose they are: `fr.read_articles("my_articles.zip")`.
#
# ## Join, and check before you count
#
# The three tables have the same columns, so they go on top of each other. So do the ledgers.

# %%
articles = pd.concat([archive, copied, page], ignore_index=True)
ledger = pd.concat([archive_ledger, copied_ledger, page_ledger], ignore_index=True)
ledger.status.value_counts()

# %% [markdown]
# Now you can answer the first half of the question: these are all of them, but for two whose story the archive did not
# give.
#
# ### Predict before you look
#
# Five outlets are in the pile, and all articles are of 2024. The next cell counts each outlet's articles, with the
# first and the last date. Which surprises do you expect?

# %%
articles.groupby("outlet").published.agg(["size", "min", "max"])

# %% [markdown]
# Six outlets: "Daily Clarion" is what we typed for the page, "The Daily Clarion" is what the archive writes. To a
# computer they are two. And an article of the Harbour Wire is from the future. It was read without complaint, because
# 2042 is a year. **A ledger finds what cannot be read. What can be read and is wrong, only a look finds.**

# %%
articles["outlet"] = articles.outlet.replace("Daily Clarion", "The Daily Clarion")
doubtful = articles.published.isna() | (articles.published.dt.year != 2024)
articles.loc[doubtful, ["article_id", "outlet", "published", "published_raw", "title"]]

# %% [markdown]
# `published_raw` keeps the date as it was written. One is a slip of two digits. The other is the 31st of November, a
# day that no year has, so `published` is empty there (NaT, "not a time"). Do not guess: look both up at the outlet.
# Suppose you found 19 and 20 November 2024. Written as code, the correction stays on record, and the archive's file
# stays as it came.

# %%
right = {"511": "2024-11-19", "512": "2024-11-20"}
for article_id, date in right.items():
    articles.loc[articles.article_id == article_id, "published"] = pd.Timestamp(date)

# %% [markdown]
# ## Who is covered when?

# %%
month = articles.published.dt.month.rename("month")
table = pd.crosstab(articles.outlet, month).reindex(columns=range(1, 13), fill_value=0)
table

# %%
bars = table.T.plot.bar(subplots=True, sharey=True, legend=False, color="0.3", figsize=(6, 6), rot=0)
bars[0].set_yticks([0, 1])
bars[-1].set_xlabel("month of 2024")
bars[0].figure.supylabel("articles", fontsize=10)
bars[0].figure.tight_layout()

# %% [markdown]
# The chart has a panel for each outlet and a bar for each month with articles. The articles of Corvane Today lie
# between February and April; those of the other four are spread from February to November or December.
#
# So a comparison of Corvane Today with Sarn Witness over the whole pile would compare spring with a whole year. Events
# change, and words with them. This pile cannot tell the outlet from the season, and no later step can mend that:
# collect more, or compare only the months that both have, or say it with every result.
#
# ## A lexicon of your own
#
# A lexicon is a table with a row for each term: `term`, `frame`, `source`. The source says why the term is in. If you
# cannot write it, leave the term out. A `*` at the end takes any ending. Usually you write it in a spreadsheet program
# and save it as CSV; here it is, six terms in two frames: what was done to people, and what is due to a state.

# %%
lines = """term,frame,source
victim*,harm,Rome Statute Art. 68: the court's own word for those harmed
survivor*,harm,names the harmed as people who live on
famil*,harm,names who is left behind
immunity,statehood,Rome Statute Art. 27, Art. 98: what shields officials and what does not
interference,statehood,says that an outsider meddles in what is a state's own
foreign,statehood,marks somebody as an outsider
"""
_ = (home / "my_terms.csv").write_text(lines, encoding="utf-8")

# %%
try:
    fr.read_lexicon(home / "my_terms.csv")
except fr.FramingError as error:
    print(error)

# %% [markdown]
# Read the message: which file, which line, what is wrong, how to mend it. In a CSV a comma ends a cell, so "Art. 27,
# Art. 98" became two. (A spreadsheet program sets the quotation marks by itself; they are forgotten where one types.)

# %%
lines = lines.replace("Rome Statute Art. 27, Art. 98", "Rome Statute Art. 27 and Art. 98")
_ = (home / "my_terms.csv").write_text(lines, encoding="utf-8")
lexicon = fr.read_lexicon(home / "my_terms.csv")
lexicon

# %% [markdown]
# ## Find, and read before you count
#
# ### Predict before you look
#
# One of the six terms finds mostly something else than what its source says. Which one? The next cell counts; the one
# after it shows two terms in their words of context. (Beside them stands whose words they are, as a machine reads them:
# lesson 03.)

# %%
clean, removals = fr.clean_articles(articles)
mentions = fr.label_voice(fr.find_mentions(clean, lexicon), clean)
mentions.groupby(["frame", "term", "found"]).size()

# %%
fr.show_context(mentions[mentions.term.isin(["foreign", "famil*"])], clean)

# %% [markdown]
# "foreign" was meant to mark an outsider, and mostly it is part of the name of an office: a foreign minister, a
# ministry of foreign affairs. "Families" is often part of the name of an association. A count would have been a count
# of names.
#
# The column `except` is for this: longer terms, with `;` between them, inside which the entry is no mention. Write it
# in your file. A `note` would say why.

# %%
offices = "foreign minister*; foreign ministry; foreign affairs"
lexicon["except"] = lexicon.term.map({"foreign": offices, "famil*": "families of haverlin; familiar*"})
lexicon.to_csv(home / "my_terms.csv", index=False, encoding="utf-8")
lexicon = fr.read_lexicon(home / "my_terms.csv")
mentions = fr.label_voice(fr.find_mentions(clean, lexicon), clean)
mentions.groupby(["frame", "term"]).size()

# %% [markdown]
# ## Measure, and say it carefully

# %%
rates = fr.measure_outlets(mentions, clean)
ax = fr.plot_outlets(rates)

# %%
ax.alt_text

# %% [markdown]
# The lines are 95% intervals: how far the rate might move with other articles of the same outlet (lesson 04). An arrow
# says that one goes on beyond the chart. They are long, because an outlet has three to five articles here, and they
# overlap. Whoever stands at the top of this chart may stand at the bottom of the next twenty articles. So the careful
# sentence about this pile is: *which outlet uses these words more often, twenty articles cannot say.* That is a result,
# and it tells you what to do next: collect more. `fr.compare_outlets` (lesson 04) tests a difference from ten articles a
# side.
#
# ## The report
#
# One page with everything on it: what was read and rejected, what cleaning took out, the numbers with their intervals,
# and each passage behind them. It takes the articles as they were read, and cleans and measures them itself.

# %%
about = "Twenty invented articles, for a lesson. Two more were listed by the archive without their text."
report = fr.write_report(articles, lexicon, home / "report.html", ledger=ledger, about=about)
print(report)

# %% [markdown]
# Open the file in a browser: copy the path into its address line.
#
# ## What you may pass on, and what not
#
# Texts of news articles belong to those who wrote or published them, also when everybody can read them on the web. For
# research and teaching many countries allow you to collect and to analyse them; passing the collection on is another
# matter, and the contract of an archive may forbid more than the law does. The rules differ: ask your library. As a
# habit:
#
# - **Keep on your own computer:** the texts, the pages, the spreadsheet, `articles`, `clean`, `removals` (it holds what
#   was taken out) and the report (it shows passages). Do not put them on a public website or into a public repository.
# - **Share:** facts. Outlet, date, web address, number of words; where each mention stands, the few words that were
#   found and whose they are; the ledger; your lexicon; your code. Clear the outputs of a notebook first: they show
#   passages too.
#
# Facts are enough to check your numbers. Measuring needs the number of words, not the words:

# %%
facts = clean.drop(columns=["title", "text"])
facts.to_csv(home / "facts.csv", index=False, encoding="utf-8")
mentions.to_csv(home / "mentions.csv", index=False, encoding="utf-8")
fr.measure_outlets(mentions, facts).equals(rates)

# %% [markdown]
# The same rates without a single sentence of any outlet. Whoever has the articles can find each mention again, because
# `start` and `end` count the characters of the clean text.

# %% [markdown]
# ## Exercise 1
#
# Put in your name. A pile of articles is drawn for you, with some of the faults you have met, and a lexicon. Look at it
# as you looked at the pile above, before you count.

# %%
me = "your name"
answer = None
drawn = fr.my_data("02.1", me)
drawn

# %% tags=["answer"]
# A number: answer = ...   (drawn.articles, drawn.lexicon, drawn.outlet and drawn.frame are yours)
print(drawn.articles.outlet.value_counts())
name = drawn.outlet.removeprefix("The ")
mine, my_removals = fr.clean_articles(drawn.articles)
here = mine[mine.outlet.str.removeprefix("The ") == name].assign(outlet=name)
my_mentions = fr.find_mentions(here, drawn.lexicon)
my_rates = fr.measure_outlets(my_mentions[my_mentions.frame == drawn.frame], here)
answer = my_rates.rate.iloc[0]

# %% tags=["check", "points:3"]
fr.check("02.1", answer, me)

# %% [markdown]
# ## Exercise 2
#
# A German archive sends `archiv.csv`. The next cell writes it. Read it so that outlet, date, title and text are in
# place, and look at the ledger. What was said aloud while reading? What became of the column that you did not name?

# %%
chosen = invented[number.isin("21 22 23 24".split())]
german = chosen[["outlet", "published", "title", "text"]].assign(Notiz="gesammelt im Seminar")
german["published"] = german.published.dt.strftime("%d.%m.%Y")
german.columns = ["Zeitung", "Erschienen", "Schlagzeile", "Wortlaut", "Notiz"]
german.to_csv(home / "archiv.csv", index=False, sep=";", encoding="cp1252")

# %% tags=["answer"]
# Your articles and ledger:
german_columns = {"Zeitung": "outlet", "Erschienen": "published", "Schlagzeile": "title", "Wortlaut": "text"}
german_articles, german_ledger = fr.read_articles(home / "archiv.csv", columns=german_columns)
print(german_ledger.status.value_counts())
german_articles.drop(columns=["text", "source_file"])

# %% [markdown] tags=["answer", "points:2"]
# All four articles are imported and nothing is rejected. Aloud it was said that the file is not UTF-8 and was read as
# cp1252 (what Windows writes), and that 12.03.2024 was read with the day first because of 13.03.2024. Had all four been
# of 12 March, `published` would be empty, and I would have to write the dates as 2024-03-12. "Notiz" is none of our
# columns; it stayed, at the right of the table.

# %% [markdown]
# ## Exercise 3
#
# Write a lexicon with two frames, at least two terms in each, and a source for each term that you would defend before
# somebody who dislikes your choice. Name each frame with a noun that all sides could accept. Find the mentions in
# `clean`, read them, and turn what `fr.describe` says of the rates into one careful sentence.

# %% tags=["answer"]
# Your lexicon, and the mentions in context:
rows = [
    ("genocide", "accusation", "Genocide Convention 1948 Art. II defines it; also names what a court tries"),
    ("massacre*", "accusation", "names killing as slaughter of the defenceless; no crime under that name"),
    ("impunity", "answering", "Rome Statute, Preamble: to put an end to impunity"),
    ("accountab*", "answering", "names answering for acts as the aim of the proceedings"),
]
pd.DataFrame(rows, columns=["term", "frame", "source"]).to_csv(home / "mine.csv", index=False, encoding="utf-8")
mine = fr.read_lexicon(home / "mine.csv")
found = fr.find_mentions(clean, mine)
fr.show_context(found, clean)

# %% tags=["answer"]
# What may be said about the rates:
fr.describe(fr.measure_outlets(found, clean))

# %% [markdown] tags=["answer", "points:5"]
# "In these twenty articles the Harbour Wire has 5.6 words of accusation per 1,000 words (8 mentions in 5 of 5 articles,
# 95% interval 1.5 to 14) and Corvane Today 1.1 (1 mention in 1 of 3 articles, interval 0 to 22); the intervals overlap,
# and the three articles of Corvane Today are all from February to April, so this shows no difference between the two."
#
# In context most of the Harbour Wire's mentions name a charge before the court, or stand in somebody's words. The
# number says how often the word is there, and not that the outlet accuses anyone.

# %% [markdown]
# ## What could be wrong
#
# - What was never collected is in no ledger. How did you choose the articles: by a search word, by what was free to
#   read? Write it down before you forget.
# - A page behind a paywall leaves "Subscribe to read on", which is a text, and is imported. Look at the shortest
#   articles: `clean.nsmallest(3, "n_words")`.
# - The same article may be in the spreadsheet and in the folder. `duplicate_of` in `clean` shows it (lesson 01).
# - The date of a web page may be that of its last change. Dates with month names are read in English only.
# - Excel keeps 32,767 characters in a cell and cuts off the rest. The reader says so when a cell is full.
# - Six terms are a claim. Somebody else's six terms are another one. Take out a term that can be disputed, and see what
#   stays.
#
# ## Further reading
#
# - Entman, R. M. (1993). Framing: Toward clarification of a fractured paradigm. *Journal of Communication*, 43(4),
#   51–58. Why a word is not yet a frame.
# - Krippendorff, K. (2018). *Content Analysis: An Introduction to Its Methodology* (4th ed.). Sage. On sampling texts,
#   and on defending categories.
# - Grimmer, J., & Stewart, B. M. (2013). Text as data. *Political Analysis*, 21(3), 267–297. On dictionaries, and why
#   each must be validated anew.
#
# ## Where to go next
#
# Lesson 03 asks of each mention: does the outlet say it, or somebody whom it quotes?
