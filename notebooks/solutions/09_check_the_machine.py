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
# # 09 Check the machine
#
# **You will learn** to draw a sample that tells a coder nothing; to code it before you see what a machine said; to
# measure how far coders agree, beyond what chance would give; to score a machine against coders, and to ask whether it
# errs more for one outlet; to see what a hundred codes can tell, and what they cannot.
# **Time:** about 75 minutes. **You need:** lesson 03. No network.
#
# ## A question from the news
#
# "An artificial intelligence read ten thousand articles, and it is right in 94 of 100 cases." Right by whose
# judgement? Did those judges see the machine's answer before they gave theirs? Would two of them have agreed with
# each other? And are the six errors in a hundred spread evenly, or do they all fall on one outlet?
#
# Lesson 03 ended with advice: code a sample of *your* articles by hand. Here is how. We use the same sixty
# invented articles by five invented outlets; nothing here is evidence about any real outlet, court or war.

# %%
import tempfile
import textwrap
from pathlib import Path

import numpy as np
import pandas as pd

import framing as fr
from framing.read.datasets import data_folder
from framing.teach.seals import unseal

teaching = fr.load("teaching")
articles, removals = fr.clean_articles(teaching.articles)
mentions = fr.label_voice(fr.find_mentions(articles, teaching.lexicon), articles)
print(f"{len(mentions)} mentions in {len(articles)} articles; the machine has given each a voice.")

# %% [markdown]
# The machine has worked, and we have not looked. Keep it so: **who has seen the machine's answer leans towards it.**
#
# ## A blind sample
#
# Twelve mentions, drawn by chance. `seed` makes the draw the same each time; another number draws others.

# %%
twelve = fr.draw_coding_sample(mentions, articles, n=12, seed=9)
twelve.drop(columns=["before", "after"]).head(4)

# %% [markdown]
# What is *not* there matters more. No outlet: knowing it, we read the same sentence in another way. No voice: that is
# the machine's. The outlet's own name in the text is replaced by [outlet], and the order is left to chance. `code` is
# the mention's id, sealed, because ids often begin with the name of the outlet.

# %% [markdown]
# ## You first
#
# Here is the codebook on one page. (The long one is in lesson 03.)

# %%
folder = Path(tempfile.mkdtemp())  # for a study of your own: a folder of yours
form = fr.open_coding_form(twelve, folder / "me.csv", coder="me")
form.instructions()

# %% [markdown]
# Code all twelve, without haste: whose words are they (`voice`), and does the marked word carry its frame (`fits`)?
# Run the next cell and click. Each click is in the file at once. Without a mouse: type `q y` (quoted, yes) into the
# last field and press Enter. No buttons? Write `form.answer(1, "quoted", "yes")` in a new cell: it shows the next item.
# Do not ask your neighbour yet.

# %%
form

# %% [markdown]
# Clicks are in the file, and not in this notebook. So that they are there when you hand it in, print them, and copy the
# line that you get into the cell below it.

# %%
print("answers =", {row.item: (row.voice, row.fits) for row in form.codes.itertuples() if row.voice})

# %%
answers = {}  # blank until you have coded

# %% tags=["answer"]
# Your codes, the line printed above:
answers[1], answers[2], answers[3] = ("narrator", "yes"), ("ascribed", "yes"), ("quoted", "yes")
answers[4], answers[5], answers[6] = ("narrator", "yes"), ("quoted", "yes"), ("narrator", "yes")
answers[7], answers[8], answers[9] = ("paraphrased", "yes"), ("narrator", "yes"), ("paraphrased", "yes")
answers[10], answers[11], answers[12] = ("paraphrased", "yes"), ("quoted", "yes"), ("quoted", "no")

# %%
for item, (voice, fits) in answers.items():
    form.answer(item, voice, fits)
print(form.done())

# %% [markdown]
# A form that is opened again on the same file goes on where you stopped; a notebook that was closed shows its buttons
# again once this part has been run again. `read_codes` reads the file, opens the sealed ids, and lists in a **ledger**
# what it could not read.

# %%
mine, ledger = fr.read_codes(folder / "me.csv")
print(f"{len(mine)} codes by you; {len(ledger)} lines in the ledger.")

# %% [markdown]
# ## Others
#
# Two coders have coded all mentions of these articles, each alone. Here is the first of them beside you.

# %%
codes, ledger = fr.read_codes(data_folder() / "teaching" / "codes.csv")
first = codes[codes.coder == "1"].set_index("mention_id")
ids = [unseal(code)[0] for code in twelve.code]
by_me = mine.set_index("mention_id").reindex(ids)
side = pd.DataFrame({"found": twelve.found, "frame": twelve.frame})
side["me"], side["coder 1"] = by_me.voice.values, first.voice[ids].values
side["fits, me"], side["fits, coder 1"] = by_me.fits.values, first.fits[ids].values
side.head(12)

# %% [markdown]
# Where you differ, go back to the passage before you read on. Neither of you is right because of being first.
#
# ## Agreement by chance
#
# **Predict before you look.** A third coder is lazy: to the question `fits` they say "yes" every time, without reading.
# On how many of 100 mentions will they agree with coder 1?

# %%
lazy = codes[codes.coder == "1"].assign(coder="lazy", fits="yes", voice="")
with_lazy = fr.measure_agreement(pd.concat([codes[codes.coder == "1"], lazy]), mentions=mentions)
columns = ["question", "n_mentions", "agreed", "alpha", "low", "high", "kappa", "note"]
with_lazy.agreement[with_lazy.agreement.question == "fits"][columns].round(2)

# %% [markdown]
# `agreed` is high, because nearly all mentions do carry their frame: two coders who never read a word would "agree".
# So we ask for agreement *beyond chance*. **Krippendorff's alpha** is 1 where all agree and 0 where they agree as
# often as they would if their answers were shuffled; below 0 they agree less than that. It takes any number of
# coders, and mentions that not all have coded. **Cohen's kappa** asks the same for two coders. By both the lazy coder
# earns nothing.
#
# Krippendorff (2018) asks for an alpha of at least .800, and of .667 where conclusions are tentative. **Predict:**
# where will the two real coders come out, on voice and on fits?

# %%
found = fr.measure_agreement(codes, mentions=mentions, articles=articles)
ax = fr.plot_agreement(found.agreement)
ax.alt_text

# %% [markdown]
# Far up; for `voice` the mark nearly sits at the end. Do not be too glad: lesson 03 told who these coders are.
# **Agreement says that coders could stand in for each other. It does not say that they are right.**
#
# The lines are 95% intervals with articles as the sample, as in lesson 04: three mentions in one article are not
# three independent tries. How sure would we be with fewer mentions?

# %%
rng = np.random.default_rng(1)
few = rng.permutation(mentions.mention_id)[:40]
with_few = fr.measure_agreement(codes[codes.mention_id.isin(few)], mentions=mentions)
with_few.agreement[columns].round(2)

# %% [markdown]
# For `voice` the two agree on all of them and alpha is 1, and still the interval reaches far below: on forty mentions a
# few disputes in a hundred can fail to show up. (Where nearly all answers are the same, as for `fits` here, no interval
# can be had, and `note` says so.)
#
# ## Disputes are the point
#
# Where do they part? A row is what coder 1 said, a column what coder 2 said.

# %%
ax = fr.plot_agreement(found.confusion[found.confusion.question == "fits"])
ax.alt_text

# %%
for row in found.disputed.itertuples():
    print(f"{row.question}. {row.codes}")
    print(textwrap.fill(f"{row.before[-160:]}▸{row.found}◂{row.after[:90]} {row.note}", 100), end="\n\n")

# %% [markdown]
# Read each. Is one of the two careless, or is the codebook silent? In most of these the codebook does not say: is a
# *treaty that covers* terrorism talk of terrorism? Does "in whose view" tell what somebody said, or what they think?
# A dispute that comes twice is a rule that is missing. Write the rule, have both code again, and measure again, on
# mentions they have not talked about. What two people settle by talking makes better codes, and no agreement.
#
# ## The machine against the coders
#
# Where the two differed, a third reading settled it; these are the settled codes. **Predict:** of which voice will
# the machine's label be worth least?

# %%
settled = pd.read_csv(data_folder() / "teaching" / "gold.csv", keep_default_na=False).assign(coder="settled")
score = fr.score_voice(mentions, settled, articles=articles)
whole = score.scores[score.scores.outlet == "all outlets"]
shown = ["voice", "n_hand", "n_machine", "precision", "precision_low", "precision_high", "recall", "recall_low"]
whole[shown].round(2)

# %% [markdown]
# Precision and recall as in lesson 03, now with intervals. Look at *ascribed*: what somebody fears or wants, told without
# a word of saying. And look at `precision` of *narrator*: of what the machine gives to the outlet, the rest up to 1 is
# somebody else's. Which errors are they?

# %%
fr.describe(score.confusion)

# %%
fr.show_context(score.errors[score.errors.voice == "narrator"].head(6), articles)

# %% [markdown]
# ## A hundred and fifty instead of all
#
# In a study of your own nobody has coded everything. Draw a sample, and send each coder a sheet.

# %%
sample = fr.draw_coding_sample(mentions, articles, n=150, seed=5)
# with drop-down lists: open it in Excel or LibreOffice
fr.write_coding_sheet(sample, folder / "ada.xlsx", coder="Ada")
path = fr.write_coding_sheet(sample, folder / "ben.csv", coder="Ben")
print(f"Chance of being drawn: from {sample.p_drawn.min():.2f} to {sample.p_drawn.max():.2f}.")

# %% [markdown]
# `p_drawn` is each mention's chance of being drawn. The chances differ on purpose: the sample takes a few mentions of
# every outlet in every voice, also of the rarest, or it could say nothing about them. So it is *not* a small picture
# of the whole, and each coded mention must count 1 / p_drawn to put that right. (Among our twelve the chances were
# equal, because twelve are fewer than the groups.)
#
# We play Ben, who codes as the settled codes do and types as people type.

# %%
sheet = pd.read_csv(path, keep_default_na=False)
by_id = settled.set_index("mention_id").loc[[unseal(code)[0] for code in sheet.code]]
sheet["voice"], sheet["fits"] = by_id.voice.str.capitalize().values, by_id.fits.replace({"yes": "x"}).values
sheet.loc[[0, 1, 2], "voice"] = ["qouted", "narrator or quoted?", ""]
sheet = sheet.rename(columns={"voice": "Whose words?"})[["code", "fits", "Whose words?", "coder"]]
sheet.to_csv(folder / "ben.csv", sep=";", index=False)

# %%
ben, ledger = fr.read_codes(folder / "ben.csv")
ledger[["position", "status", "reason", "found"]]

# %% [markdown]
# A slip of one letter is mended and listed; what may be two things is listed and left out, rather than guessed.
# **Read the ledger**: each line is a decision somebody made for you.

# %%
by_sample = fr.score_voice(mentions, ben, articles=articles).scores
by_sample.loc[by_sample.outlet == "all outlets", shown].round(2)

# %% [markdown]
# Compare with the same table from all mentions, above. The intervals are wider: that is the price of coding fewer.
# Do they hold the numbers that all mentions gave?
#
# And do the weights matter? Take the share of mentions that are ascribed or unclear, the rare voices. One sample may
# lie on either side by luck, so here are forty, of sixty mentions each. **Predict:** will the samples as drawn show
# too much of the rare voices, or too little?

# %%
is_rare = settled.set_index("mention_id").voice.isin(["ascribed", "unclear"])
tries = []
for seed in range(40):
    drawn = fr.draw_coding_sample(mentions, articles, n=60, seed=seed)
    rare = is_rare[[unseal(code)[0] for code in drawn.code]].values
    tries.append((rare.mean(), np.average(rare, weights=1 / drawn.p_drawn)))
plain, weighed = np.mean(tries, axis=0)
print(f"Ascribed or unclear, by hand, of all mentions: {is_rare.mean():.1%}.")
print(f"Mean of forty samples: as drawn {plain:.1%}, each mention counted 1 / p_drawn {weighed:.1%}.")

# %% [markdown]
# All that is measured on such a sample leans in the same way, unless the weights are used. `score_voice` uses them.
#
# ## Does it err more for one outlet?
#
# Errors that differ by outlet make differences out of nothing (lesson 03). **Predict** from the habits of the five: for
# which will the machine be wrong most often?

# %%
fr.describe(score.outlets)

# %%
score.outlets[["outlet", "right", "right_elsewhere", "right_expected", "own_hand", "own_machine", "q_value"]].round(2)

# %% [markdown]
# Three numbers to keep apart. `right` is how often the machine is right in this outlet. `right_expected` is how often
# it would be, if it were as good at each voice here as it is over all outlets: an outlet that quotes a lot is easy.
# And `own_hand` beside `own_machine` is what all this does to a finding: the share of mentions in the outlet's own
# words. One outlet looks more opinionated by machine than by hand, and another does not. Nor does a q-value above .05
# prove that the machine is even-handed: look how wide the intervals are with twelve articles.
#
# ## Rates put right
#
# If the errors are known from a sample, they can be taken off. `fr.correct_rates` takes all mentions by machine, and
# the coded sample to see how wrong that is (Angelopoulos et al. 2023; Egami et al. 2023). Here are the words of all
# frames together that stand in the outlet's own voice, per 1,000 words: by machine, corrected with Ben's codes, and
# by the settled codes of all mentions, which a real study does not have.

# %%
together = mentions.assign(frame="any frame")
corrected = fr.correct_rates(together, articles, ben)
by_hand = together.assign(voice=together.mention_id.map(settled.set_index("mention_id").voice))
truth = fr.measure_outlets(by_hand, articles, voice=True)
own = [table[table.voice == "narrator"].set_index("outlet") for table in (corrected, truth)]
own[0][["rate_machine", "machine_low", "machine_high", "rate", "low", "high"]].assign(settled=own[1].rate).round(2)

# %% [markdown]
# The interval of the corrected rate knows of two kinds of luck: which articles are here, and which mentions were
# coded. That of the machine knows of the articles only, and takes the machine's labels for facts. On one sample the
# corrected rate need not be nearer to the settled one. On average over samples it leans to neither side, and the
# machine's does. Change `seed=5` above to `seed=4`, run on from there, and look for an interval that leaves out the
# settled rate: of a hundred such intervals some do.
#
# `fits` was coded as well. "Genocide" in the name of a convention is a word of the frame `atrocity` and carries no
# frame. **Predict:** of which frame do the fewest mentions carry it?

# %%
whole_press = articles.assign(outlet="all outlets")  # for each outlet and frame 150 codes are too few
carried = fr.correct_rates(mentions, whole_press, ben, voice=False, carries=True)
kept = ["frame", "rate_machine", "rate", "low", "high", "precision", "precision_low", "precision_high"]
carried[kept].round(2)

# %% [markdown]
# `rate_machine` counts every mention, `rate` those that carry their frame, with Ben's codes as evidence; `precision` is
# the share that does. A list of words with a low one needs an `except` or another term (lesson 02), and a reader needs
# this column beside every count.

# %% [markdown]
# ## Exercise 1
#
# Put in your name. A coded sample is drawn for you, with unequal chances: `drawn.mentions` has the machine's voices,
# `drawn.codes` the coder's, with `p_drawn`; `drawn.voice` is the voice that is asked about.

# %%
me = "your name"
answer = None
drawn = fr.my_data("09.1", me)
drawn

# %% tags=["answer"]
# A number from 0 to 1: answer = ...
my_scores = fr.score_voice(drawn.mentions, drawn.codes).scores.set_index("voice")
answer = my_scores.precision[drawn.voice]

# %% tags=["check", "points:2"]
fr.check("09.1", answer, me)

# %% [markdown]
# ## Exercise 2
#
# Measure your own agreement with coder 1 on the twelve. What is alpha for voice, what is its interval, and what may
# you say?

# %% tags=["answer"]
# Your agreement with coder 1:
both = pd.concat([mine, codes[(codes.coder == "1") & codes.mention_id.isin(mine.mention_id)]])
with_me = fr.measure_agreement(both, mentions=mentions, articles=articles)
ax = fr.plot_agreement(with_me.agreement)
ax.alt_text

# %% tags=["answer"]
# Where you differ:
with_me.disputed[["question", "codes", "found"]]

# %% [markdown] tags=["answer", "points:3"]
# On most of the twelve we agree, but the interval of alpha for voice reaches from far below .667 up to 1. On `fits`
# we agree on most as well, and alpha is below 0, because nearly every answer is "yes" and we differ on who gets a
# "no". Twelve mentions cannot show that two coders are reliable, nor that they are not. They are good for something
# else: I had overlooked that a term in "what the court tries" does not carry its frame, and that marks may quote
# nobody.

# %% [markdown]
# ## Exercise 3
#
# Build a simpler machine: everything inside quotation marks is *quoted*, all else is *narrator*. (Take the voices of
# `mentions`, and change paraphrased and ascribed to narrator.) Score it against the settled codes. For which outlet
# does it do most harm to `own_machine`, and why? Write two sentences that a reader of your study should find beside
# its results.

# %% tags=["answer"]
# The simpler machine and its scores:
simple = mentions.assign(voice=mentions.voice.replace({"paraphrased": "narrator", "ascribed": "narrator"}))
marks_only = fr.score_voice(simple, settled, articles=articles)
marks_only.outlets.assign(too_many=lambda t: t.own_machine - t.own_hand)[
    ["outlet", "right", "own_hand", "own_machine", "too_many", "q_value"]
].round(2)

# %% [markdown] tags=["answer", "points:5"]
# It does most harm to the broadsheet and the agency, which tell in their own wording, with a source, what others say: by
# this machine most of their mentions are their own words, and the broadsheet seems to say more itself than any other.
# "Voices were told by quotation marks alone. By hand, many of the mentions that this gives to the outlets are somebody
# else's, in some outlets a larger share than in others, so we do not compare outlets by it."

# %% [markdown]
# ## What could be wrong
#
# - **The coders here are not people.** The settled codes are language models' codes, and the machine is scored against
#   them. Where coders err alike, the machine that errs with them looks right (Song et al. 2020).
# - **Blind is not invisible.** Style gives outlets away: the tabloid's slang, the agency's "said".
# - **The machine chose the groups.** Rare voices are drawn more often *by the machine's labels*. What it never calls
#   ascribed can be missed by the sample too; the weights put the numbers right, and a wide interval is the price.
# - **Words that the lexicon does not hold are not in the sample.** All this checks voices and frames of what was found.
# - **A score is for these texts.** Other outlets, other years, other machines: code again. Grimmer and Stewart (2013)
#   put it in three words: "Validate, validate, validate."
#
# ## Further reading
#
# - Angelopoulos, A. N., Bates, S., Fannjiang, C., Jordan, M. I., & Zrnic, T. (2023). Prediction-powered inference.
#   *Science*, 382(6671), 669–674.
# - Egami, N., Hinck, M., Stewart, B. M., & Wei, H. (2023). Using imperfect surrogates for downstream inference.
#   *Advances in Neural Information Processing Systems*, 36.
# - Grimmer, J., & Stewart, B. M. (2013). Text as data: The promise and pitfalls of automatic content analysis methods
#   for political texts. *Political Analysis*, 21(3), 267–297.
# - Hayes, A. F., & Krippendorff, K. (2007). Answering the call for a standard reliability measure for coding data.
#   *Communication Methods and Measures*, 1(1), 77–89.
# - Krippendorff, K. (2018). *Content Analysis: An Introduction to Its Methodology* (4th ed.). Sage.
# - Song, H., Tolochko, P., Eberl, J.-M., Eisele, O., Greussing, E., Heidenreich, T., Lind, F., Galyga, S., &
#   Boomgaarden, H. G. (2020). In validations we trust? The impact of imperfect human annotations as a gold standard on
#   the quality of validation of automated content analysis. *Political Communication*, 37(4), 550–572.
#
# ## Where to go next
#
# Lesson 10: a question, a lexicon and articles of your own.
