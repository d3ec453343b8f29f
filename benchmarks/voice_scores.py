"""How often label_voice is right, per voice and outlet: on PolNeAR's dev articles and on the teaching corpus.

PolNeAR (Newell, Margolin and Ruths 2018): US news of 2015 and 2016, every attribution marked by trained annotators. Its
texts may not ship and lie in ../shared. Each word is one case, labelled by `label_voice` as a mention would be. Gold:
narrator where no attribution covers the word, quoted and paraphrased for speech inside and outside quotation marks,
ascribed for attitude (the scorer's own definitions). On the teaching corpus each of its mentions is one case.
`unclear` is no voice: a word labelled unclear is missed for its voice and lowers recall, never precision; a mention
that the coders left unclear counts in the precision of whatever voice it was given.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd

import framing as fr
from framing.read.datasets import data_folder
from framing.voice.label import VOICES

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
SURE = [voice for voice in VOICES if voice != "unclear"]
ALL_WORDS, CONTESTED, TEACHING = "PolNeAR dev, all words", "PolNeAR dev, contested words", "teaching corpus"
SPEAKERS = ["speaker", "gold_speaker"]
DRAWS = 1000


def scorer():
    """The module ../shared/tools/score_attributions.py."""
    folder = str(SHARED / "tools")
    if folder not in sys.path:
        sys.path.insert(0, folder)
    import score_attributions

    return score_attributions


def read_polnear() -> tuple[list[dict], pd.DataFrame]:
    """Records of PolNeAR's dev set and the same articles as a table."""
    path = SHARED / "polnear" / "polnear_dev.jsonl"
    if not path.is_file():
        sys.exit(f"PolNeAR is not on this computer: {path} is missing. Its texts may not ship with framing.")
    records = [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]
    columns = {"article_id": "id", "outlet": "outlet", "published": "date", "text": "text"}
    articles = pd.DataFrame([{ours: record[theirs] for ours, theirs in columns.items()} for record in records])
    return records, articles.assign(title="")


def gold_words(records: list[dict]) -> pd.DataFrame:
    """Every word as a mention with its gold voice: article_id, outlet, start, end, found, gold, contested."""
    tools = scorer()
    contested = set((SHARED / "tools" / "contested.txt").read_text().split())
    rows = []
    for record in records:
        text = record["text"]
        words = [hit.span() for hit in tools.WORD.finditer(text)]
        middles = [(start + end) // 2 for start, end in words]
        spans = sorted((*span, i) for i, one in enumerate(record["attributions"]) for span in one["content"])
        is_speech = [tools.is_speech(text, one) for one in record["attributions"]]
        covered = tools.inside(spans, middles)
        quoted = tools.inside(tools.quoted_spans(text), middles)
        for (start, end), span, quote in zip(words, covered, quoted, strict=True):
            gold = "narrator"
            if span >= 0:
                speech = is_speech[spans[span][2]]
                gold = "ascribed" if not speech else "quoted" if quote >= 0 else "paraphrased"
            found = text[start:end]
            rows.append((record["id"], record["outlet"], start, end, found, gold, found.lower() in contested))
    table = pd.DataFrame(rows, columns=["article_id", "outlet", "start", "end", "found", "gold", "contested"])
    ids = table.article_id + ":text:" + table.start.astype(str)
    return table.assign(mention_id=ids, part="text")


def label_polnear(attributions: pd.DataFrame | None = None) -> pd.DataFrame:
    """`gold_words` with the columns of `label_voice`."""
    records, articles = read_polnear()
    return fr.label_voice(gold_words(records), articles, attributions)


def label_teaching() -> pd.DataFrame:
    """The mentions of the teaching corpus with the columns of `label_voice`, and gold_ before those of the coders."""
    data = fr.load("teaching")
    articles, _ = fr.clean_articles(data.articles)
    mentions = fr.label_voice(fr.find_mentions(articles, data.lexicon), articles)
    gold = pd.read_csv(data_folder() / "teaching" / "gold.csv", keep_default_na=False)
    gold = gold[["mention_id", "voice", "speaker", "scare", "stance"]].add_prefix("gold_")
    merged = mentions.merge(gold, left_on="mention_id", right_on="gold_mention_id", validate="one_to_one")
    if len(merged) != len(gold):
        raise ValueError(f"gold.csv has {len(gold)} mentions, {len(merged)} of them were found.")
    merged["outlet"] = merged.article_id.map(articles.set_index("article_id").outlet)
    return merged.assign(gold=merged.gold_voice)


def measure_quality(words: pd.DataFrame | None, teaching: pd.DataFrame) -> pd.DataFrame:
    """The table that ships: test, outlet ("" for all), voice, n (gold cases), precision, recall (percent)."""
    tests = {} if words is None else {ALL_WORDS: words, CONTESTED: words[words.contested]}
    rows = []
    for test, table in {**tests, TEACHING: teaching}.items():
        for outlet, part in [("", table), *table.groupby("outlet", sort=True)]:
            rows += [(test, outlet, voice, *precision_and_recall(part.gold, part.voice, voice)) for voice in SURE]
    return pd.DataFrame(rows, columns=["test", "outlet", "voice", "n", "precision", "recall"])


def precision_and_recall(gold: pd.Series, found: pd.Series, label: str) -> tuple[int, float, float]:
    """Gold cases, precision and recall in percent; NaN where nothing was found, or nothing was there."""
    both = int(((gold == label) & (found == label)).sum())
    n, n_found = int((gold == label).sum()), int((found == label).sum())
    return n, percent(both, n_found), percent(both, n)


def percent(part: float, whole: float) -> float:
    return round(100 * part / whole, 1) if whole else float("nan")


def score_teaching(teaching: pd.DataFrame) -> pd.DataFrame:
    """Voice, speaker, scare and stance against the coders, with 95% intervals that draw whole articles.

    what, label, n, precision, recall, low, high. Where label is "", recall is the share that is right. The interval is
    that of recall.
    """
    spoken = teaching[teaching.gold_speaker != ""]
    rows = [
        score_label("voice", "", teaching, teaching.voice == teaching.gold_voice),
        *(
            score_label("voice", label, teaching, teaching.voice == label, teaching.gold_voice == label)
            for label in SURE
        ),
        score_label("speaker", "", spoken, same_name(*(spoken[c] for c in SPEAKERS))),
        score_label("speaker, last word", "", spoken, same_name(*(last_word(spoken[c]) for c in SPEAKERS))),
    ]
    for what, labels in (("scare", ["yes", "no"]), ("stance", ["asserted", "negated", "questioned", "hedged"])):
        found, gold = teaching[what], teaching[f"gold_{what}"]
        rows.append(score_label(what, "", teaching, found == gold))
        rows += [score_label(what, label, teaching, found == label, gold == label) for label in labels]
    return pd.DataFrame(rows, columns=["what", "label", "n", "precision", "recall", "low", "high"])


def same_name(found: pd.Series, gold: pd.Series) -> pd.Series:
    """Whether two names are the same but for capitals and a leading article."""
    first, second = (names.str.lower().str.replace(r"^(?:the|a|an) ", "", regex=True) for names in (found, gold))
    return first == second


def last_word(names: pd.Series) -> pd.Series:
    return names.str.split().str[-1].fillna("")


def score_label(what: str, label: str, table: pd.DataFrame, found: pd.Series, gold: pd.Series | None = None) -> tuple:
    gold = pd.Series(True, table.index) if gold is None else gold
    right = found & gold
    precision = percent(right.sum(), found.sum()) if label else float("nan")
    low, high = interval(table.article_id, right, gold)
    return what, label, int(gold.sum()), precision, percent(right.sum(), gold.sum()), low, high


def interval(article_ids: pd.Series, part: pd.Series, whole: pd.Series) -> tuple[float, float]:
    """95% interval of a share, from drawing articles with replacement (Efron and Tibshirani 1993), seeded."""
    sums = pd.DataFrame({"part": part, "whole": whole}).groupby(article_ids.to_numpy()).sum().to_numpy()
    drawn = np.random.default_rng(0).multinomial(len(sums), np.full(len(sums), 1 / len(sums)), size=DRAWS) @ sums
    shares = 100 * drawn[:, 0] / np.where(drawn[:, 1], drawn[:, 1], np.nan)
    return tuple(np.round(np.nanquantile(shares, [0.025, 0.975]), 1)) if whole.any() else (float("nan"),) * 2
