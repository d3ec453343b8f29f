"""How fast is find_mentions? Its time against scikit-learn's CountVectorizer on the same text and terms, in one run.

make bench
"""

import statistics
import time

from sklearn.feature_extraction.text import CountVectorizer

import framing as fr
from framing.read.fetch import fetched

RUNS, TERMS = 5, 50


def main():
    name = "news-articles" if fetched("news-articles") else "teaching"
    articles, _ = fr.clean_articles(fr.load(name).articles)
    if name == "teaching":  # small: the same articles again and again, under new ids
        articles = articles.loc[articles.index.repeat(300)].reset_index(drop=True)
        articles["article_id"] = [f"a{i}" for i in range(len(articles))]
    lexicon = fr.load("teaching").lexicon.head(TERMS)
    megabytes = sum(len(t.encode()) for column in ("title", "text") for t in articles[column]) / 1e6
    whole = lexicon.term.str.replace("*", "").str.replace("-", " ").str.lower().drop_duplicates()
    peer = CountVectorizer(vocabulary=whole, ngram_range=(1, 3))
    both = articles.title + "\n\n" + articles.text
    ours, theirs = [], []
    for _ in range(1 + RUNS):  # in turn, so that a slow moment of the machine hits both; the first only warms up
        ours.append(timed(lambda: fr.find_mentions(articles, lexicon)))
        theirs.append(timed(lambda: peer.transform(both)))
    ours, theirs = ours[1:], theirs[1:]
    print(f"{name}: {len(articles):,} articles, {megabytes:.1f} MB, {len(lexicon)} terms, median of {RUNS} runs")
    for label, seconds in (("find_mentions", ours), ("CountVectorizer(vocabulary, ngram_range=(1, 3))", theirs)):
        print(f"{label:50s} {statistics.median(seconds):7.2f} s {megabytes / statistics.median(seconds):8.1f} MB/s")
    ratios = [b / a for a, b in zip(ours, theirs, strict=True)]
    print(f"find_mentions is {statistics.median(ratios):.0f} times as fast ({min(ratios):.0f} to {max(ratios):.0f})")


def timed(work) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
