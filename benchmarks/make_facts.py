"""Write the facts that ship, data/icc and data/allsides, from texts beside this project that may not ship.

    make facts

Facts are counts, offsets, the few words of each found term, who says it and the cue, each as far as it has at most
four words; no other words of a text in their order. Nothing is drawn at random: the same texts and the same code write
the same bytes. Last it writes the figures into data/README.md; where the texts are not there, only that.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pandas as pd

import framing as fr
from framing.compare.telling_apart.features import words_of
from framing.compare.telling_apart.leakage import inside_texts
from framing.tables import COLUMNS
from framing.text.words import count_words
from framing.voice.label import VOICES, Label

ROOT = Path(__file__).resolve().parents[1]
SHARED, DATA = ROOT.parent / "shared", ROOT / "data"
N_OUTLETS, N_WORDS = 8, 5000  # outlets with enough articles to tell apart; words enough for keyness and a classifier
MOST_WORDS = 4  # of a text in a row, in any cell
MENTIONS = [*COLUMNS["mentions"], *Label._fields]
ICC = ["article_id", "outlet", "published", "title", "n_words_raw", "n_words", "n_removed", "quotes_ok", "duplicate_of"]
ALLSIDES = ["article_id", "outlet", "topic", "published", "n_words", "quotes_ok", "duplicate_of"]
FIGURES = re.compile(r"(?<=<!-- figures: make facts -->\n).*(?=<!-- end of figures -->)", re.DOTALL)


def measure_icc(raw: pd.DataFrame) -> dict[str, pd.DataFrame]:
    clean, _ = fr.clean_articles(raw)
    n_words_raw = raw.title.map(count_words) + raw.text.map(count_words)
    articles = clean.assign(n_words_raw=n_words_raw, n_removed=n_words_raw - clean.n_words)
    articles["published"] = articles.published_raw
    return {
        "articles": articles[ICC],
        "mentions": shorten(find(clean, "icc")),
        "raw_mentions": find(raw, "icc")[COLUMNS["mentions"]],
    }


def measure_allsides(raw: pd.DataFrame) -> dict[str, pd.DataFrame]:
    clean, _ = fr.clean_articles(raw)
    largest = sorted(Counter(clean.outlet).items(), key=by_count)[:N_OUTLETS]
    words = list_words(clean[clean.outlet.isin([outlet for outlet, _ in largest])])
    common = [word for word, _ in sorted(Counter(words.word).items(), key=by_count)[:N_WORDS]]  # in the most articles
    words = words[words.word.isin(common)].reset_index(drop=True)
    mentions = find(clean, "us_politics").drop(columns=["speaker", "rule"])  # of so many texts no names and no cues
    return {"articles": clean[ALLSIDES], "mentions": mentions, "words": words}


def find(clean: pd.DataFrame, lexicon: str) -> pd.DataFrame:
    mentions = fr.find_mentions(clean, fr.read_lexicon(DATA / "lexicons" / f"{lexicon}.csv"))
    return fr.label_voice(mentions, clean)[MENTIONS]


def shorten(mentions: pd.DataFrame) -> pd.DataFrame:
    """Speakers and cues of more than four words are the publisher's wording; their number stands in their place."""
    cues = mentions.rule.str.extract(r"^(.*cue: )(.*)$")
    cut = cues[0] + cues[1].map(_counted, na_action="ignore")
    return mentions.assign(speaker=mentions.speaker.map(_counted), rule=cut.fillna(mentions.rule))


def _counted(words: str) -> str:
    n = len(words.split())
    return words if n <= MOST_WORDS else f"({n} words)"


def list_words(articles: pd.DataFrame) -> pd.DataFrame:
    """How often each word stands in title and text: article_id, word, n; over an article n adds up to its n_words.

    n_inside: how many of the n stand outside templates of the outlet, bylines, and the text's first and last line.
    """
    rows = []
    parts = zip(articles.article_id, articles.title, articles.text, inside_texts(articles), strict=True)
    for article_id, title, text, inside in parts:
        counts = Counter(words_of(title) + words_of(text))
        left = Counter(words_of(inside))
        # min: where a page glued a headline to a name, taking the headline out leaves a name that was none before
        rows += [(article_id, word, n, min(n, left[word])) for word, n in sorted(counts.items(), key=by_count)]
    return pd.DataFrame(rows, columns=["article_id", "word", "n", "n_inside"])


def by_count(item: tuple[str, int]) -> tuple[int, str]:
    """Most frequent first; of two as frequent, in the order of the alphabet."""
    return -item[1], item[0]


def write(name: str, tables: dict[str, pd.DataFrame]) -> None:
    folder = DATA / name
    folder.mkdir(exist_ok=True)
    for stem, table in tables.items():
        if name == "icc":  # small enough to be read in a diff
            table.to_csv(folder / f"{stem}.csv", index=False, lineterminator="\n")
        else:
            table.to_parquet(folder / f"{stem}.parquet", index=False, compression="zstd", compression_level=19)


def figures() -> str:
    """The figures of data/README.md, measured on the tables that ship."""
    icc, allsides = fr.load("icc"), fr.load("allsides")
    per_article = icc.mentions.groupby("article_id").size().reindex(icc.articles.article_id, fill_value=0).to_numpy()
    one_each = icc.articles[["outlet", "published_raw", "n_words_raw", "n_words"]].assign(mentions=per_article)
    in_article = allsides.articles.article_id.map(allsides.mentions.article_id.value_counts())
    by_outlet = allsides.articles.assign(mentions=in_article).groupby("outlet")
    outlets = by_outlet.agg(articles=("n_words", "size"), words=("n_words", "sum"), mentions=("mentions", "sum"))
    outlets = outlets.astype(int).sort_values("articles", ascending=False, kind="stable").reset_index()
    words = allsides.words
    n_words, n_articles = words.word.nunique(), words.article_id.nunique()
    listed = f"`words` has {len(words):,} rows: {n_words:,} words in {n_articles:,} articles."
    rare = f"Of the {len(outlets):,} outlets {int((outlets.articles < 10).sum()):,} have fewer than ten articles."
    return "\n\n".join(
        [
            as_markdown(pd.DataFrame([counts_of("icc", icc), counts_of("allsides", allsides)])),
            "The five articles of icc:",
            as_markdown(one_each.rename(columns={"published_raw": "published"})),
            f"The {N_OUTLETS} largest outlets of allsides, which `words` covers:",
            as_markdown(outlets.head(N_OUTLETS)),
            f"{listed} {rare}",
        ]
    )


def counts_of(name: str, data) -> dict[str, object]:
    articles, voices = data.articles, data.mentions.voice.value_counts()
    return {
        "data set": name,
        "articles": len(articles),
        "outlets": articles.outlet.nunique(),
        "first": f"{articles.published.min():%Y-%m}",
        "last": f"{articles.published.max():%Y-%m}",
        "undated": int(articles.published.isna().sum()),
        "marks damaged": int((~articles.quotes_ok).sum()),
        "copies": int((articles.duplicate_of != "").sum()),
        "words": int(articles.n_words.sum()),
        "shortest": int(articles.n_words.min()),
        "mentions": len(data.mentions),
        **{voice: int(voices.get(voice, 0)) for voice in VOICES},
    }


def as_markdown(table: pd.DataFrame) -> str:
    cells = table.astype(object).map(lambda cell: f"{cell:,}" if isinstance(cell, int) else str(cell))
    rows = [list(table.columns), ["---"] * table.shape[1], *cells.values.tolist()]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def main() -> None:
    if SHARED.is_dir():
        write("icc", measure_icc(fr.read_articles(SHARED / "articles")[0]))
        write("allsides", measure_allsides(fr.read_articles(SHARED / "allsides" / "articles.parquet")[0]))
    else:
        print("The texts (../shared) are not on this computer: the tables stay as they are.")
    readme = DATA / "README.md"
    found = f"\n{figures()}\n\n"
    readme.write_text(FIGURES.sub(lambda _: found, readme.read_text(encoding="utf8")), encoding="utf8", newline="\n")
    print(found)


if __name__ == "__main__":
    main()
