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
# # 03 Whose voice?
#
# **You will learn** to tell a word that an outlet says itself from one that it quotes, reports or ascribes to somebody;
# to label by a codebook and to see where careful readers differ; to meet a machine that labels, to read its errors and
# to measure them; to tell a denied charge from an accusation; to ask who gets to speak.
# **Time:** about 75 minutes. **You need:** lesson 00. No network.
#
# ## A question from the news
#
# A general is charged. Somebody counts and reports: "This outlet writes 'genocide' more often than that one." Readers
# take it that the first outlet accuses and the second does not. Does it follow? The first may have reported what a
# prosecutor said, what the defence denied, and which crimes the court is there to try.
#
# We use sixty short articles about a court that does not exist, by five invented outlets. Everybody in them is
# invented, on every side. Nothing here is evidence about any real outlet, court or war.

# %%
import textwrap

import pandas as pd
from IPython.display import Markdown

import framing as fr
from framing.read.datasets import data_folder, read_voice_quality

teaching = fr.load("teaching")
articles, removals = fr.clean_articles(teaching.articles)
mentions = fr.find_mentions(articles, teaching.lexicon)

# %% [markdown]
# **Predict before you look.** One of the five is an agency, the Harbour Wire: short sentences, and a source for nearly
# everything. One is an activist site, Sarn Witness; one a tabloid, the Daily Clarion; one a state medium, Corvane
# Today; one a broadsheet, the Aldermouth Ledger. Which of them has the word "genocide" most often?

# %%
outlet_of = articles.set_index("article_id").outlet
mentions["outlet"] = mentions.article_id.map(outlet_of)
mentions[mentions.found.str.lower() == "genocide"].outlet.value_counts()

# %% [markdown]
# The agency. It reports who says the word, who denies it and what the judges made of it, and each time the word stands
# there. Here are three of the mentions that this count adds up.

# %%
three = ["01_harbour_wire:text:378", "51_harbour_wire:text:726", "21_harbour_wire:text:1456"]
three = [f"{place}:atrocity" for place in three]
fr.show_context(mentions.set_index("mention_id").loc[three].reset_index(), articles)

# %% [markdown]
# A charge that judges left out, a judge who does not see it proved, and a sentence on what the court is for. None is
# the agency's accusation. So a count answers neither of the two questions one has: *does the outlet say it?* and *whom
# does it report as saying it?*
#
# ## Five voices
#
# The **voice** of a mention tells whose word it is.
#
# | Voice | Whose words | Example (invented) |
# | --- | --- | --- |
# | narrator | the outlet's own | The show trial opened on Monday. |
# | quoted | somebody's, inside quotation marks | "It is a show trial," the general's lawyer said. |
# | paraphrased | somebody's speech, in the outlet's wording | According to his lawyer, the hearing was a show trial. |
# | ascribed | what somebody wants, fears or believes, likewise | Survivors fear a show trial. |
# | unclear | nobody can tell: a quotation mark was lost | "It is a show trial, the lawyer said. It began late. |
#
# Three things to keep in mind.
#
# - **Voice is not truth.** A narrator's word may be a plain fact, a quoted one a lie. We ask who vouches for it.
# - **Quoting is not neutral either.** Somebody chose whom to quote. Tuchman (1972) watched journalists let others say
#   what they would not say themselves, and called it a *strategic ritual*: it protects, and it can carry a view.
# - **Only readers decide.** There are rules, so that different readers decide alike. Ours are a page long:

# %%
folder = data_folder() / "teaching"
Markdown((folder / "codebook.md").read_text(encoding="utf-8"))

# %% [markdown]
# ## First you: twelve mentions
#
# Twelve mentions, chosen by hand from all outlets and all voices: some easy, some over which people argue. First in a
# few words of context.

# %%
chosen = [
    "03_daily_clarion:text:758:security",
    "12_daily_clarion:text:747:atrocity",
    "13_sarn_witness:text:661:atrocity",
    "18_corvane_today:text:832:delegitimation",
    "20_corvane_today:text:625:atrocity",
    "24_sarn_witness:text:580:pressure",
    "33_daily_clarion:text:1074:delegitimation",
    "37_aldermouth_ledger:text:462:delegitimation",
    "37_aldermouth_ledger:text:1606:selectivity",
    "40_corvane_today:text:212:sovereignty",
    "41_harbour_wire:text:765:atrocity",
    "51_harbour_wire:text:664:atrocity",
]
twelve = mentions.set_index("mention_id").loc[chosen].reset_index()
fr.show_context(twelve, articles)

# %% [markdown]
# Could you label them from this? Some only. The source often stands a sentence earlier. So here are the whole
# paragraphs, the found words in double brackets.

# %%
text_of = articles.set_index("article_id").text


def paragraph(mention):
    """The paragraph of a mention in the text, the found words marked."""
    text = text_of[mention.article_id]
    marked = f"{text[: mention.start]}[[{mention.found}]]{text[mention.end :]}"
    return next(part for part in marked.split("\n\n") if "[[" in part)


# %%
for number, mention in enumerate(twelve.itertuples(), 1):
    print(textwrap.fill(f"{number}. {mention.outlet}: {paragraph(mention)}", 100), end="\n\n")

# %% [markdown]
# Now label, by the codebook and without haste. Decide on each before you go on: what comes below gives the answers away.

# %%
mine = pd.Series("", index=range(1, 13))  # blank until you write your labels

# %% tags=["answer"]
# Your labels. One line for each of the twelve, such as: mine[1] = "narrator"
mine[1], mine[2], mine[3] = "quoted", "paraphrased", "narrator"
mine[4], mine[5], mine[6] = "quoted", "paraphrased", "unclear"
mine[7], mine[8], mine[9] = "ascribed", "narrator", "narrator"
mine[10], mine[11], mine[12] = "ascribed", "paraphrased", "quoted"

# %% [markdown]
# ## Then others: where careful readers differ
#
# Two coders labelled all mentions of these articles by the same codebook, without seeing each other's labels. Where
# they differed, a third reading settled it. Here are your labels, those of one of the two, and the settled ones.

# %%
codes = pd.read_csv(folder / "codes.csv", keep_default_na=False)
settled = pd.read_csv(folder / "gold.csv", keep_default_na=False).set_index("mention_id")
second = codes[codes.coder == 2].set_index("mention_id")

# %%
side_by_side = pd.DataFrame({"found": twelve.found.values, "mine": mine.values}, index=mine.index)
side_by_side["second coder"] = second.voice[chosen].values
side_by_side["settled"] = settled.voice[chosen].values
side_by_side

# %%
answered = side_by_side[side_by_side.mine != ""]
print(f"You answered {len(answered)}; {(answered.mine == answered.settled).sum()} are as settled.")

# %% [markdown] tags=["answer"]
# These are the labels of a reader in a hurry; two are not as settled. Number 1 stands in quotation marks, but nobody is
# quoted: the outlet holds the word at a distance, so the word is its own (scare = yes). Number 8 has neither marks nor
# a verb of saying beside it; "contended that" at the beginning of the sentence carries on to its end.

# %% [markdown]
# Look at those where you differ, and go back to the paragraph. Three kinds of cases make up most disagreements:
#
# - **Marks without a speaker.** Somebody's word, or the outlet's own distance?
# - **Speech that goes on.** The source stands once, and the report runs on without naming it again. Where does it end?
# - **Speech or thought.** "In whose view" (number 10) may report what a ministry said, or what it thinks. The two
#   coders differed here, and both can be defended.
#
# **Predict:** on how many of the 507 mentions do the two coders differ in voice?

# %%
first = codes[codes.coder == 1].set_index("mention_id")
print(f"{(first.voice != second.voice[first.index]).sum()} of {len(first)}")

# %% [markdown]
# On that one alone. That is suspiciously good. Both coders were language models of the same kind, and so were those who
# wrote the articles: they share habits, also bad ones. It shows that the codebook *can* be followed. Two people in your
# class will agree less, and theirs is the agreement that counts before you rest a claim on labels. (Where your label
# and the settled one differ, do not take it for granted that yours is wrong.)
#
# ## Then the machine
#
# `fr.label_voice` gives every mention a voice. Behind it is a small neural network. It learned from American news in
# which people had marked who says or thinks what (PolNeAR: Newell, Margolin and Ruths 2018, who built on Pareti 2015).
# It has never seen these sixty articles. It runs on your computer and sends nothing anywhere.

# %%
labelled = fr.label_voice(mentions, articles)
fr.show_context(labelled.set_index("mention_id").loc[chosen].reset_index(), articles)

# %% [markdown]
# Beside each voice stand the speaker, the **rule** that decided, often with the **cue** (the words that tell that
# somebody speaks, such as "said"), and the **confidence**: how sure the machine is, from 0 to 1. Does it get the hard
# ones right, and for the right reason?
#
# **Predict before you look.** In the next table, a table of **confusion**, a row is what the settled labels say (called
# `by_hand`, although here no hand made them), a column what the machine says. On the diagonal both agree. Which square
# off the diagonal will hold the most? Which row will be nearly clean?

# %%
voices = ["narrator", "quoted", "paraphrased", "ascribed", "unclear"]
labelled["by_hand"] = labelled.mention_id.map(settled.voice)
confusion = pd.crosstab(labelled.by_hand, labelled.voice).reindex(index=voices, columns=voices, fill_value=0)
confusion

# %% [markdown]
# Quotation marks can be seen, so quoted words are nearly all found. The fullest square off the diagonal is paraphrase
# that goes to *narrator*: the machine misses that somebody is speaking, and gives the words to the outlet. So here its
# *narrator* holds words that no outlet says itself. Read some of these errors.

# %%
missed = labelled[(labelled.by_hand == "paraphrased") & (labelled.voice == "narrator")]
fr.show_context(missed.sample(min(8, len(missed)), random_state=3), articles)

# %% [markdown]
# Look for the reason in each. Is there a cue the machine did not know, as "whines that"? Does the source stand a
# sentence away? Is it a verdict or a charge, told as a fact? Would you have seen it at reading speed?
#
# And here are some of the others, among them words of the outlet that the machine gives to somebody.

# %%
others = labelled[(labelled.voice != labelled.by_hand) & ~labelled.mention_id.isin(missed.mention_id)]
fr.show_context(others.sample(min(8, len(others)), random_state=3), articles)

# %% [markdown]
# Does the machine know when it errs? **Predict:** of the labels of which it is less than 70% sure, how many are right?
# And of those of which it is more than 95% sure?

# %%
right = labelled.voice == labelled.by_hand
sure = pd.cut(labelled.confidence, [0, 0.7, 0.8, 0.9, 0.95, 1])
right.groupby(sure, observed=True).agg(mentions="size", right="mean").round(2)

# %% [markdown]
# Where it is less sure it is wrong more often, so **read the unsure ones first**: that is what the number is good for.
# It is no promise. "95% sure" does not mean that 95 of 100 such labels are right in *your* articles.
#
# ## Precision and recall
#
# Two numbers for each voice, and they are different questions.
#
# - **Recall**: of the mentions that *are* paraphrased, how many does the machine find? (Go along the row.)
# - **Precision**: of those that the machine *calls* paraphrased, how many are? (Go down the column.)
#
# A machine that calls everything paraphrased has a recall of 1 and a poor precision. **Predict** from the table of
# confusion: for paraphrase, which of the two is lower? And for narrator?

# %%
quality = pd.DataFrame({"cases": labelled.by_hand.value_counts()})
quality["recall"] = right.groupby(labelled.by_hand).mean()
quality["precision"] = right.groupby(labelled.voice).mean()
quality.reindex(voices).round(2)

# %% [markdown]
# One error has two sides. A paraphrase given to the outlet lowers the *recall* of paraphrase and the *precision* of
# narrator at once. And mind `cases`: a handful of mentions makes a number that says little.
#
# These are sixty invented articles. `framing` ships what the machine reaches on real news too, and `fr.describe` and the
# report print it beside every result by voice. (An empty outlet means all of them; precision and recall are in percent;
# `n` counts words in PolNeAR and mentions in the teaching corpus; *contested* words are such as "corrupt" or "crisis",
# closer to what a lexicon holds. Do you know the last rows from somewhere?)

# %%
shipped = read_voice_quality()
shipped[shipped.outlet == ""]

# %% [markdown]
# ## Errors that differ by outlet
#
# An error that strikes every outlet alike makes all rates by voice a little wrong. An error that strikes one outlet
# more than another makes a *difference between outlets* out of nothing. **Predict:** in which of the five outlets will
# the machine find paraphrase best, and in which worst?

# %%
of_paraphrase = labelled.by_hand == "paraphrased"
right[of_paraphrase].groupby(labelled.outlet).agg(cases="size", recall="mean").sort_values("recall").round(2)

# %% [markdown]
# It is worst where the language is farthest from the news that the machine learned from: in the tabloid with its slang,
# and then in the state medium with its passives ("it was recalled"). In the other three, among them the agency with a
# "said" in every sentence, about one in ten is missed. Now see what that does to the share of mentions that each outlet
# seems to say itself.

# %%
own = pd.DataFrame({"by hand": labelled.by_hand == "narrator", "machine": labelled.voice == "narrator"})
shares = own.groupby(labelled.outlet).mean().sort_values("by hand")
shares.round(2)

# %%
ax = shares.plot.barh(color=["#1a1a1a", "#b5b5b5"], figsize=(6, 3))
ax.set_xlabel("share of the outlet's mentions in its own words")
_ = ax.set_ylabel("")

# %% [markdown]
# Two things to see. Where the bars are as long, the labels need not be right: paraphrase given to the outlet and words of
# the outlet given to somebody can cancel out. And where they are not, the machine makes a difference of its own: by hand
# the tabloid is close to the activist site; by machine it is farther away, because it words its reports in a way that
# the machine misses. So before you say that outlets differ *in voice*, ask whether the errors do. On real outlets,
# twelve articles of each:

# %%
shipped[(shipped.voice == "paraphrased") & (shipped.outlet != "") & (shipped.test == "PolNeAR dev, all words")]

# %% [markdown]
# Recall differs between real outlets too. With a dozen articles each, a part of that is chance. For your own study,
# label a sample of *your* articles by hand, from each outlet, and compute these numbers on them.
#
# ## Marks of distance
#
# Quotation marks can also say "not our word". When marks stand round one to three words and nobody is quoted, they are
# **scare quotes**: the outlet uses a word and steps back from it. Recasens and her colleagues (2013) list words by
# which a text casts doubt, such as "claim" or "alleged"; marks do it without a word. The machine sets `scare` to "yes":

# %%
distance = labelled[labelled.scare == "yes"]
fr.show_context(distance.sample(min(6, len(distance)), random_state=1), articles)

# %% [markdown]
# They cut against every side: the court's "judicial independence" in the state medium, a politician's "sovereignty" on
# the activist site, the general's "self-defence" (number 1 of the twelve) in the tabloid. And they are not the same as a
# partial quotation: *she called it "lawfare"* has marks round one word, and a speaker.
#
# ## What is said of the word
#
# "Not genocide" is a mention of genocide, and no accusation. The **stance** tells what whoever speaks does with the
# word: `asserted`, `negated` ("not", "denied that"), `questioned` or `hedged` ("alleged", "suspected of", "if").
#
# **Predict:** of all mentions of "genocide" in the five outlets, how many are in an outlet's own words? And how many of
# these say that it happened? We use the settled labels, because we want the answer and not the machine's.

# %%
genocide = labelled[labelled.found.str.lower() == "genocide"].mention_id
by_hand = settled.loc[genocide]
pd.crosstab(by_hand.voice, by_hand.stance)

# %%
own_words = mentions[mentions.mention_id.isin(by_hand[by_hand.voice == "narrator"].index)]
print(f"{len(by_hand)} mentions, {len(own_words)} of them in an outlet's own words:")
fr.show_context(own_words, articles)

# %% [markdown]
# Those that are left name the crimes that a court is there to try, or hold the word at a distance. Not one of the five
# says in its own words that a genocide took place. And not one that it did not: those who assert it and those who deny
# it are people in the news, on every side. A count would have told a story of five outlets that accuse.
#
# The codebook asks a last question that no machine here answers: does the term carry its frame at all (`fits`)? A court
# that "tries genocide, war crimes and crimes against humanity" accuses nobody.
#
# How often does the machine tell the stance right, where it finds the voice?

# %%
stance = labelled.mention_id.map(settled.stance)
known = right & (labelled.voice != "unclear")
pd.crosstab(stance[known], labelled.stance[known], rownames=["by hand"], colnames=["machine"])

# %% [markdown]
# ## Who gets to speak?
#
# Framing begins before any single word: with whom a reporter calls. Gans (1979) counted who appears in American news.
# It was mostly people who are known already, officials above all. `fr.find_attributions` marks every stretch of
# somebody's words or thoughts, whether it holds a term or not, and `fr.measure_sources` shares out the words.

# %%
attributions = fr.find_attributions(articles)
attributions[["article_id", "kind", "speaker", "named", "cue", "n_words"]].head()

# %% [markdown]
# **Predict:** who has the most words in Corvane Today, the state medium, and who in Sarn Witness, the activist site?

# %%
sources = fr.measure_sources(attributions, articles)
ax = fr.plot_sources(sources[sources.outlet.isin(["Corvane Today", "Sarn Witness"])])

# %% [markdown]
# Behind each name stands in how many of the twelve articles they speak. A minister in one, the leader of a survivors'
# union in the other, and then many who speak in one article only, so that their lines are long. One row is nobody: for
# those words the machine found no speaker.
#
# The outlets as a whole: how much of the text is somebody's, and how much of that has no name ("officials", "two
# diplomats")?

# %%
whole = fr.measure_sources(attributions, articles, by="outlet").set_index("outlet")
shown = ["share_attributed", "attributed_low", "attributed_high", "share_unnamed", "unnamed_low", "unnamed_high"]
whole[shown].round(2)

# %% [markdown]
# Names are the machine's work too, and harder than voices: "she", "the premier" and "Irrim" must become one person. On
# the mentions that are somebody's, how often is its name the settled one?

# %%
labelled["speaker_by_hand"] = labelled.mention_id.map(settled.speaker)
spoken = labelled[labelled.by_hand.isin(["quoted", "paraphrased", "ascribed"]) & (labelled.voice == labelled.by_hand)]
same = spoken.speaker.str.lower() == spoken.speaker_by_hand.str.lower()
print(f"{same.mean():.0%} of {len(same)} mentions with the right voice have the settled speaker, letter by letter.")

# %%
spoken.loc[~same, ["found", "voice", "speaker", "speaker_by_hand"]].sample(min(8, (~same).sum()), random_state=2)

# %% [markdown]
# Some are another way to write the same source, some were not found, some are somebody else. The last kind matters
# most: words in the wrong mouth. Look a passage up before you write that a person said something.
#
# ## What may be said
#
# Now rates by voice. How often do words that call the court's work illegitimate ("lawfare", "show trial", "politically
# motivated") stand in each outlet, and in whose voice?

# %%
rates = fr.measure_outlets(labelled, articles, voice=True)
delegitimation = rates[rates.frame == "delegitimation"]
ax = fr.plot_outlets(delegitimation)

# %%
fr.describe(delegitimation[delegitimation.outlet.isin(["The Daily Clarion", "Harbour Wire"])])

# %% [markdown]
# The lines are long: twelve articles of each outlet hold few such words, and split into voices fewer. And the intervals
# speak of chance in which articles are here. They know nothing of the machine's errors; those you measured above.
#
# | Too much | What the numbers carry |
# | --- | --- |
# | "The outlet accuses the court." | "Words of this frame stand there so often, and the machine found no other speaker." |
# | "It only reports others." | "The machine found another speaker for so many; this it gets right in … of 100." |
# | "A says it itself more often than B." | "… by machine; by hand on a sample the difference is …." |
# | "It lets only one side speak." | "Of the words it gives to somebody, … go to …, in … of … articles." |
# | "It calls it a genocide." | "It asserts the word in its own voice in … mentions; we read them all." |

# %% [markdown]
# ## Exercise 1
#
# Put in your name. Twenty of the sixty articles are drawn for you, with the settled labels of their mentions.

# %%
me = "your name"
answer = None
drawn = fr.my_data("03.1", me)
drawn

# %% tags=["answer"]
# A number from 0 to 1: answer = ...   (drawn.mentions and drawn.frame are yours)
of_frame = drawn.mentions[drawn.mentions.frame == drawn.frame]
answer = (of_frame.voice == "narrator").mean()

# %% tags=["check", "points:2"]
fr.check("03.1", answer, me)

# %% [markdown]
# ## Exercise 2
#
# Take the ten errors of which the machine is surest. Decide for each: is the machine wrong, is the settled label wrong,
# or can both be defended? What do the ten have in common, and would it be found more often in one outlet than in
# another?

# %% tags=["answer"]
# The ten, with their paragraphs:
surest = labelled[~right].nlargest(10, "confidence")
for mention in surest[surest.part == "text"].itertuples():
    told = f"{mention.outlet}, settled {mention.by_hand}, machine {mention.voice}: {paragraph(mention)}"
    print(textwrap.fill(told, 100), end="\n\n")

# %% [markdown] tags=["answer", "points:3"]
# In most of them I side with the settled label. The machine stumbles over what is rare in ordinary news: passives ("was
# characterised by"), slang, speech whose source comes only a sentence later, an outlet that says "we" of itself. Some
# can be defended either way: those who "are said to be afraid" are reported to speak and to fear, and what judges found
# may, once it is a ruling, be told as a fact. Such passages are commoner in Corvane Today and the Daily Clarion than in
# the agency, so these errors do differ by outlet.

# %% [markdown]
# ## Exercise 3
#
# Choose a frame and two outlets. Write the sentence on their *own words* that the machine's labels would support. Then
# count the same by hand labels, and again only those that assert the word and carry the frame (stance `asserted`, fits
# `yes`). Does your sentence survive? Write the one that does.

# %% tags=["answer"]
# The counts for your frame and your outlets:
two = labelled[(labelled.frame == "atrocity") & labelled.outlet.isin(["Corvane Today", "Sarn Witness"])]
two = two.merge(settled, on="mention_id", suffixes=("_machine", "_hand"))
own_by_hand = two.voice_hand == "narrator"
meant = own_by_hand & (two.stance_hand == "asserted") & (two.fits == "yes")
counts = {"all": True, "own, machine": two.voice_machine == "narrator", "own, hand": own_by_hand, "meant": meant}
two.assign(**counts).groupby("outlet")[list(counts)].sum()

# %% [markdown] tags=["answer", "points:5"]
# By machine as by hand, both outlets have words of mass crimes in their own voice, so my first sentence was: "Both say
# such words themselves." True, and misleading: none of Corvane Today's is left once the word must be asserted and carry
# its frame (they name what the court is there to try, or are "alleged", or in marks of distance). Most of Sarn
# Witness's are left. What survives: "In these twelve articles each, Sarn Witness says in its own words that
# such crimes took place, Corvane Today does not." It says nothing on which of the two is right, and both are invented.

# %% [markdown]
# ## What could be wrong
#
# - **The settled labels are not the truth.** They come from language models of one kind, and people have not coded
#   these mentions. Code a sample yourself.
# - **The articles are invented**, and written to be hard. Numbers on real news differ; some are in `shipped`.
# - **Narrator is an estimate, and no bound.** What the machine misses falls to the outlet, and some of what the outlet
#   says is given to others. Which of the two is more depends on the text.
# - **The machine learned from American news of 2015 and 2016.** Other registers, other decades, transcripts and live
#   blogs are unlike it. Texts that are not in English are left unclear.
# - **Thoughts are where it is wrong most often.** Nobody marks what somebody fears with quotation marks.
# - **Whose word it is does not settle what it does.** A frame is made by what is selected and made salient (Entman
#   1993). An outlet that quotes only one side frames too, without a word of its own.
#
# ## Further reading
#
# - Entman, R. M. (1993). Framing: Toward clarification of a fractured paradigm. *Journal of Communication*, 43(4),
#   51–58.
# - Gans, H. J. (1979). *Deciding What's News*. Pantheon. Chapter 4, on sources and journalists.
# - Newell, E., Margolin, D., & Ruths, D. (2018). An attribution relations corpus for political news. *Proceedings of
#   LREC 2018*.
# - Pareti, S. (2015). *Attribution: A computational approach*. PhD thesis, University of Edinburgh.
# - Recasens, M., Danescu-Niculescu-Mizil, C., & Jurafsky, D. (2013). Linguistic models for analyzing and detecting
#   biased language. *Proceedings of ACL*, 1650–1659.
# - Tuchman, G. (1972). Objectivity as strategic ritual: An examination of newsmen's notions of objectivity. *American
#   Journal of Sociology*, 77(4), 660–679.
#
# ## Where to go next
#
# Lesson 04 turns mentions into rates, and rates into comparisons that hold.
