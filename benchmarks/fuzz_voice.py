"""Try to break the labeller with texts that nobody would write: no exception, and stretches inside the text and apart.

    python benchmarks/fuzz_voice.py 100000

Random mixtures of words, names, cues, marks of all kinds, stops, breaks, emoji and other scripts. Seeded: the same
number gives the same texts. It prints how many were read; the last run stands in docs/voice.md.
"""

from __future__ import annotations

import random
import sys

from tqdm import tqdm

from framing.text.words import WORD
from framing.voice.label import label_places
from framing.voice.reading import read_article

PIECES = (
    "\" “ ” ‘ ’ ' '' `` « » „ … . . , , ? ! : ; — – - ( ) [ ] \n \n\n \t 🙂 سلام שלום 你好 Привет é İ ß "
    "\u200f \u00a0 \ufffd $ % 1,000 the the a of to in that it he she they I we who said says told according fears "
    "wants denied alleged not if whether Ann Roe Mr. Dr. Officials court Ministry genocide lawfare so-called U.S. "
    "minister spokeswoman Monday WALLACE: war"
).split(" ")


def main(n: int) -> None:
    draw = random.Random(0)
    found = 0
    for _ in tqdm(range(n), "Fuzzing", unit=" texts"):
        title, text = (" " * draw.randrange(2)).join(["", *draw.choices(PIECES, k=draw.randrange(6))]), mixture(draw)
        reading = read_article(title, text)
        ends = {"title": 0, "text": 0}
        for row in reading.rows:
            assert ends[row.part] <= row.start < row.end <= len(title if row.part == "title" else text), (title, text)
            ends[row.part] = row.end
        found += len(reading.rows)
        places = [(0, "text", *word.span()) for word in WORD.finditer(text)]
        assert len(label_places(title, text, reading, places)) == len(places)
    print(f"{n:,} texts read without an exception, {found:,} stretches, all inside their text and apart.")


def mixture(draw: random.Random) -> str:
    glue = draw.choice((" ", " ", " ", "", "\n"))
    return glue.join(draw.choices(PIECES, k=draw.randrange(60)))


if __name__ == "__main__":
    main(int(sys.argv[1]))
