"""Quotation marks only: what stands inside them is somebody's, what stands outside is the outlet's; no speaker."""

import pandas as pd

from framing.text.quotes import pair_quotes

from .table import as_table


def find_attributions(articles: pd.DataFrame) -> pd.DataFrame:
    rows = [
        (article_id, start, end, "direct", "", -1, -1, "", 1.0)
        for article_id, text in zip(articles.article_id, articles.text, strict=True)
        for start, end in pair_quotes(text).quoted
    ]
    return as_table(rows)
