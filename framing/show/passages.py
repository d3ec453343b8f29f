"""The mentions in context, packed small enough to travel inside the report."""

from __future__ import annotations

import base64
import gzip
import json

import numpy as np
import pandas as pd

from .context import show_context


def pack_passages(mentions: pd.DataFrame, clean: pd.DataFrame, room: int) -> tuple[str, int]:
    """The mentions in context, packed; all of them, or as many as fit, drawn at random and kept in order."""
    context = show_context(mentions, clean).rows
    n = len(context)
    order = np.random.default_rng(0).permutation(len(context))
    while True:
        packed = _packed(context.iloc[np.sort(order[:n])], clean)
        if len(packed) <= room or n == 0:
            return packed, n
        n = int(n * room / len(packed) * 0.98)


def _packed(context: pd.DataFrame, clean: pd.DataFrame) -> str:
    used = clean[clean.article_id.isin(context.article_id)]
    number_of = {article_id: i for i, article_id in enumerate(used.article_id)}
    days = (
        used.published.dt.strftime("%Y-%m-%d").fillna("")
        if pd.api.types.is_datetime64_any_dtype(used.get("published"))
        else [""] * len(used)
    )
    urls = used.url.fillna("").astype(str) if "url" in used else [""] * len(used)
    mentions = [
        (number_of[r.article_id], r.frame, r.voice, r.before, r.found, r.after, r.speaker, *_marked(r), r.rule)
        for r in context.itertuples()
    ]
    data = {
        "articles": list(zip(used.article_id.astype(str), used.outlet, days, used.title, urls, strict=True)),
        "mentions": mentions,
    }
    raw = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.b64encode(gzip.compress(raw, 9, mtime=0)).decode()


def _marked(row) -> tuple[str, str]:
    """Stance and scare, empty where they go without saying."""
    return "" if row.stance == "asserted" else row.stance, "yes" if row.scare == "yes" else ""
