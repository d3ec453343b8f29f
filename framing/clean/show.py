"""One article with its removals struck through."""

from __future__ import annotations

from html import escape

import pandas as pd

from ..tables import COLUMNS, FramingError, as_texts, require
from .draft import Change, redo, undo

_VISIBLE = {"\n": "⏎", "\r": "␍", "\t": "⇥", "\xa0": "⍽"}
_INVISIBLE = "⌶"
# Greys by opacity, so that they are read on the light and on the dark ground of a notebook.
_STYLE = (
    "<style>.framing-cleaning{white-space:pre-wrap;max-width:46em;line-height:1.5}"
    ".framing-cleaning del{background:rgba(128,128,128,.25)}.framing-cleaning ins{font-weight:bold}"
    ".framing-cleaning small{opacity:.75}</style>"
)


class Cleaning:
    """The raw article with its removals: struck through in a notebook, [-taken out-]{+put in+} elsewhere."""

    def __init__(self, pieces: list[tuple[str, str, str, str]]):
        self._pieces = pieces  # (kept text, taken out, put in, rule), in reading order

    def __repr__(self) -> str:
        return "".join(
            kept + (f"[-{_seen(taken)}-]" if rule else "") + (f"{{+{_seen(put)}+}}" if put else "")
            for kept, taken, put, rule in self._pieces
        )

    def _repr_html_(self) -> str:
        parts = []
        for kept, taken, put, rule in self._pieces:
            parts.append(escape(kept))
            if rule:
                parts.append(f'<del title="{escape(rule)}">{escape(_seen(taken))}</del>')
                parts.append(f"<ins>{escape(_seen(put))}</ins>" if put.strip() else "")
                parts.append(f"<small> {escape(rule)} </small>" if len(taken) > 20 else "")
        return f'{_STYLE}<div class="framing-cleaning">{"".join(parts)}</div>'


def show_cleaning(articles: pd.DataFrame, removals: pd.DataFrame) -> Cleaning:
    """Show one article as it was, with everything that cleaning took out struck through.

    Parameters
    ----------
    articles : DataFrame
        One clean article: a table of one row, such as articles[articles.article_id == "001"].
    removals : DataFrame
        From `clean_articles`; the rows of other articles are left aside.

    Returns
    -------
    Cleaning
        Rendered in a notebook; as text, [-taken out-]{+put in+}.

    Raises
    ------
    FramingError
        If there is not exactly one article, or it is not the clean one.

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> raw = pd.DataFrame({"article_id": ["a"], "outlet": ["X"], "title": ["Court rules"],
    ...                     "text": ["**Court rules** again. < / p > They left."]})
    >>> fr.show_cleaning(*fr.clean_articles(raw))
    Court rules
    <BLANKLINE>
    **Court rules** again.[- < / p > -]{+⏎⏎+}They left.
    """
    require(articles, "articles", ["article_id", "title", "text"])
    require(removals, "removals", COLUMNS["removals"])
    if len(articles) != 1:
        raise FramingError(
            f"show_cleaning shows one article; {len(articles):,} were given. "
            "Choose one: articles[articles.article_id == 'the id']."
        )
    own = removals[removals.article_id == articles.article_id.iloc[0]].sort_values("start")
    title, text = (_pieces(as_texts(articles[part])[0], own[own.part == part]) for part in ("title", "text"))
    return Cleaning([*title, ("\n\n", "", "", ""), *text])


def _pieces(clean: str, removals: pd.DataFrame) -> list[tuple[str, str, str, str]]:
    removed, replacements = as_texts(removals.text), as_texts(removals.replacement)
    changes = [Change(*row) for row in zip(removals.start, removals.end, replacements, removals.rule, strict=True)]
    raw = undo(clean, changes, removed)
    is_raw = bool(changes) and all(clean[c.start : c.end] == taken for c, taken in zip(changes, removed, strict=True))
    if is_raw or redo(raw, changes) != clean or len(raw) < max((c.end for c in changes), default=0):
        raise FramingError(
            "The article and its removals do not belong together. Give both as clean_articles returned them."
        )
    pieces, at = [], 0
    for change, taken in zip(changes, removed, strict=True):
        pieces.append((raw[at : change.start], taken, change.replacement, change.rule))
        at = change.end
    return [*pieces, (raw[at:], "", "", "")]


def _seen(text: str) -> str:
    """With what cannot be seen, or not be printed at all, made visible; paragraphs that went keep their lines."""
    signs = "".join(c if c.isprintable() else _VISIBLE.get(c, _INVISIBLE) for c in text)
    words = signs.rstrip("⏎")
    return words.replace("⏎", "⏎\n") + signs[len(words) :]
