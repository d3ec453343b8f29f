"""Mentions in their words of context, the keyword in one column."""

from __future__ import annotations

from html import escape

import pandas as pd

from ..tables import as_texts, require, require_articles_of, require_found, require_ids

WIDTH = 60  # characters shown on either side
MOST = 200  # rows rendered at once

_STYLE = (
    "<style>.framing-context{border-collapse:collapse;font-size:.9em;width:100%;table-layout:fixed}"
    ".framing-context td,.framing-context th{padding:.15em .5em;vertical-align:top;text-align:left}"
    ".framing-context mark{font-weight:bold;background:#e8e8e8;color:inherit}"
    ".framing-context td.l,.framing-context td.r{white-space:nowrap;overflow:hidden;text-overflow:ellipsis}"
    # right to left, so that what does not fit is cut at the far end and the found words stay in one column
    ".framing-context td.l{text-align:right;direction:rtl}.framing-context td.l span{direction:ltr;unicode-bidi:embed}"
    "</style>"
)
_COLUMNS = "".join(f'<col style="width:{share}%">' for share in (13, 10, 8, 34, 35))


class Context:
    """Words in context: a table in a notebook, lines of text elsewhere, `rows` as a DataFrame."""

    def __init__(self, rows: pd.DataFrame):
        self.rows = rows

    def __repr__(self) -> str:
        shown = self.rows.head(MOST)
        lines = [
            f"{r.outlet!s:<22.22} {r.voice:<9} {r.before:>{WIDTH}} [{r.found}] {r.after}" for r in shown.itertuples()
        ]
        return "\n".join([*lines, *self._rest()])

    def _repr_html_(self) -> str:
        head = "<tr><th>outlet</th><th>frame</th><th>voice</th><th colspan=2>words in context</th></tr>"
        rows = "".join(
            f'<tr title="{escape(r.before + r.found + r.after)}"><td>{escape(str(r.outlet))}</td>'
            f"<td>{escape(r.frame)}</td><td>{escape(r.voice)}</td>"
            f'<td class="l"><span>{escape(r.before)}</span></td>'
            f'<td class="r"><mark>{escape(r.found)}</mark>{escape(r.after)}</td></tr>'
            for r in self.rows.head(MOST).itertuples()
        )
        rest = "".join(f"<p>{escape(line)}</p>" for line in self._rest())
        table = f"<colgroup>{_COLUMNS}</colgroup><thead>{head}</thead><tbody>{rows}</tbody>"
        return f'{_STYLE}<table class="framing-context">{table}</table>{rest}'

    def _rest(self) -> list[str]:
        if not len(self.rows):
            return ["No mention to show."]
        if len(self.rows) <= MOST:
            return []
        return [
            f"{MOST} of {len(self.rows):,} mentions. "
            f"The next ones: show_context(mentions.iloc[{MOST}:{2 * MOST}], articles)."
        ]


def show_context(mentions: pd.DataFrame, articles: pd.DataFrame) -> Context:
    """Show mentions in their words of context, the found words in one column, outlet and voice beside them.

    Parameters
    ----------
    mentions : DataFrame
        From `find_mentions` or `label_voice`; any selection of its rows.
    articles : DataFrame
        The clean articles they were found in: article_id, outlet, title, text.

    Returns
    -------
    Context
        Rendered as a table in a notebook and as text elsewhere; its `rows` are a DataFrame with mention_id, article_id,
        outlet, frame, voice ('' where none was labelled), before, found, after.

    Raises
    ------
    FramingError
        If a column is missing, or a mention's article is not in `articles`.

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> text = "They call it lawfare now."
    >>> articles = pd.DataFrame({"article_id": ["a"], "outlet": ["X"], "title": [""], "text": [text]})
    >>> lexicon = pd.DataFrame({"term": ["lawfare"], "frame": ["delegitimation"], "source": "doctest"})
    >>> context = fr.show_context(fr.find_mentions(articles, lexicon), articles)
    >>> context.rows[["before", "found", "after"]].values.tolist()
    [['They call it ', 'lawfare', ' now.']]
    """
    require(mentions, "mentions", ["mention_id", "article_id", "frame", "part", "start", "end", "found"])
    require(articles, "articles", ["article_id", "outlet", "title", "text"])
    require_ids(articles)
    require_articles_of(mentions, articles)
    require_found(mentions, articles)
    of = articles.set_index("article_id")
    sources = {"title": of.title.to_dict(), "text": of.text.to_dict()}
    around = [_around(sources[r.part][r.article_id], r.start, r.end) for r in mentions.itertuples()]
    rows = pd.DataFrame(
        {
            "mention_id": mentions.mention_id.to_numpy(),
            "article_id": mentions.article_id.to_numpy(),
            "outlet": mentions.article_id.map(of.outlet).to_numpy(),
            "frame": as_texts(mentions.frame),
            "voice": as_texts(mentions.voice) if "voice" in mentions else "",
            "before": [a for a, _ in around],
            "found": [" ".join(f.split()) for f in mentions.found],
            "after": [b for _, b in around],
        }
    )
    return Context(rows)


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """Whole words on either side, white space made single."""
    before = text[max(0, start - WIDTH - 20) : start]
    after = text[end : end + WIDTH + 20]
    before, after = (_single_spaced(before), _single_spaced(after))
    if len(before) > WIDTH:
        before = before[-WIDTH:]
        before = before[before.find(" ") + 1 :] if " " in before.strip() else before
    if len(after) > WIDTH:
        after = after[:WIDTH]
        after = after[: after.rfind(" ")] if " " in after.strip() else after
    return before, after


def _single_spaced(text: str) -> str:
    inner = " ".join(text.split())
    return (" " if text[:1].isspace() else "") + inner + (" " if text[-1:].isspace() and inner else "")
