"""What coders are told: the codebook on one page, in the sheet and in the form."""

from __future__ import annotations

VOICE_GUIDE = {
    "quoted": (
        "The marked word stands inside quotation marks, and the words are somebody's, said or written.",
        "“It is a ▸show trial◂,” the general's lawyer said. · She called it “▸lawfare◂”.",
    ),
    "paraphrased": (
        "Somebody's speech or writing told in the outlet's wording, without marks; also what a ruling, a charge or a "
        "report states.",
        "According to his lawyer, the hearing was a ▸show trial◂. · She denied committing ▸war crimes◂.",
    ),
    "ascribed": (
        "What somebody wants, fears, believes or feels, in the outlet's wording, not told as speech.",
        "Survivors fear a ▸show trial◂.",
    ),
    "narrator": (
        "The outlet's own words. Also marks round a word that nobody is quoted for.",
        "The ▸show trial◂ opened on Monday. · The so-called “▸show trial◂” opened on Monday.",
    ),
    "unclear": (
        "A quotation mark was lost, so that nobody can tell whether the words are inside.",
        "“It is a ▸show trial◂, the lawyer said. It began late.",
    ),
}
FITS_GUIDE = {
    "yes": "The word carries the frame named beside it. A denied or doubted charge still does.",
    "no": "It does not: it is part of a name or title, says what a court is there to try, or is another thing by the "
    "same word (sporting sanctions, a threatened species).",
    "unsure": "You have weighed it, and it could be either. The note says why.",
}
VOICES, FITS = (
    list(VOICE_GUIDE),
    list(FITS_GUIDE),
)  # the one list of answers: sheet, form and reader offer and know these
RULES = [
    "For each row, say whose words the marked word ▸like this◂ is (voice), and whether it carries its frame (fits).",
    "Code what the text says, not what you believe of the matter.",
    "Code alone. Do not talk about it, and do not look the article up, until everybody has finished.",
    "In a headline the same rules hold. ¶ is the end of a paragraph; [outlet] stands for the outlet's own name. Lines "
    "that an outlet prints under every article are left out.",
    "Cannot decide whose words? Choose what is likelier, and write the reason into the note. Unclear is for lost "
    "quotation marks only. Leave a row empty only if you have not coded it.",
    "Do not change the code at the end of a row: by it your answer finds its mention again.",
]
