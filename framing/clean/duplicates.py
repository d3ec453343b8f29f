"""Articles whose clean text is the same, character for character but for white space."""

from __future__ import annotations

import pandas as pd


def mark_duplicates(articles: pd.DataFrame) -> pd.Series:
    """For each article the id of the first one with the same text, of its own outlet if there is one, else ''.

    Articles without text are nobody's duplicates.
    """
    text = pd.Series([" ".join(t.split()) for t in articles.text], index=articles.index, dtype=object)
    first_of_outlet = articles.article_id.groupby([articles.outlet, text], dropna=False).transform("first")
    first_of_all = articles.article_id.groupby(text).transform("first")
    first = first_of_outlet.where(first_of_outlet != articles.article_id, first_of_all)
    return first.where((first != articles.article_id) & (text != ""), "")


def is_folded(articles: pd.DataFrame) -> pd.Series:
    """Which articles are left out where their outlet is measured: in this table it ran the same text before."""
    if "duplicate_of" not in articles:
        return pd.Series(False, index=articles.index)
    outlet_of = articles.set_index("article_id").outlet.astype(object)
    ran_original = articles.duplicate_of.map(outlet_of) == articles.outlet.astype(object)
    # where the original was filtered out, the first copy that is left stands for it
    ran_copy = articles.duplicated(["outlet", "duplicate_of"]) & (articles.duplicate_of != "")
    return ran_original | ran_copy
