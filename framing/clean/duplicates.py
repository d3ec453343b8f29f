"""Articles whose clean text is the same, character for character but for white space."""

from __future__ import annotations

import pandas as pd


def mark_duplicates(articles: pd.DataFrame) -> pd.Series:
    """For each article the id of the first one with the same text, of its own outlet if there is one, else ''.

    Articles without a letter in their text ("-1", in some exports) are nobody's duplicates.
    """
    text = pd.Series([" ".join(t.split()) for t in articles.text], index=articles.index, dtype=object)
    ids = articles.article_id.astype(object)  # of categories, '' could not be one
    first_of_outlet = ids.groupby([articles.outlet, text], dropna=False, observed=True).transform("first")
    first_of_all = ids.groupby(text).transform("first")
    first = first_of_outlet.where(first_of_outlet != ids, first_of_all)
    has_words = text.map(lambda t: any(map(str.isalpha, t))).astype(bool)
    return first.where((first != ids) & has_words, "").infer_objects()


def is_folded(articles: pd.DataFrame) -> pd.Series:
    """Which articles are left out where their outlet is measured: in this table it ran the same text before."""
    if "duplicate_of" not in articles:
        return pd.Series(False, index=articles.index)
    outlet_of = articles.set_index("article_id").outlet.astype(object)
    ran_original = articles.duplicate_of.map(outlet_of) == articles.outlet.astype(object)
    # where the original was filtered out, the first copy that is left stands for it
    is_copy = articles.duplicate_of.notna() & (articles.duplicate_of != "")  # '' comes back from CSV as NaN
    ran_copy = articles.duplicated(["outlet", "duplicate_of"]) & is_copy
    return ran_original | ran_copy
