"""Mentions in their words of context, the keyword in one column."""

from __future__ import annotations

from html import escape

import pandas as pd

from ..tables import as_texts, require, require_articles_of, require_found, require_ids

WIDTH = 60  # characters shown on either side
MOST = 200  # rows rendered at once

# Greys by opacity, so that they are read on the light and on the dark ground of a notebook.
_STYLE = (
    # named twice to outrank the rules of JupyterLab, which sets every cell to the right
    "<style>.framing-context{border-collapse:collapse;font-size:.9em;width:100%;table-layout:fixed}"
    ".framing-context.framing-context td,.framing-context.framing-context th{"
    "padding:.2em .5em;vertical-align:top;text-align:left;overflow-wrap:anywhere}"
    ".framing-context small{opacity:.75;font-size:.88em;display:block;line-height:1.35}"
    ".framing-context mark{font-weight:bold;background:rgba(128,128,128,.3);color:inherit}"
    ".framing-context td.l,.framing-context td.r{white-space:nowrap;overflow:hidden;text-overflow:ellipsis}"
    # right to left, so that what does not fit is cut at the far end and the found words stay in one column
    ".framing-context.framing-context td.l{text-align:right;direction:rtl}"
    ".framing-context td.l span{direction:ltr;unicode-bidi:embed}</style>"
)
_LABELS = ["speaker", "scare", "stance", "rule"]


class Context:
    """Words in context: a table in a notebook, lines of text elsewhere, `rows` as a DataFrame."""

    def __init__(self, rows: pd.DataFrame):
        self.rows = rows

    def __repr__(self) -> str:
        lines = []
        for r in self.rows.head(MOST).itertuples():
            lines.append(f"{r.outlet!s:<22.22} {r.voice:<11} {r.before:>{WIDTH}}[{r.found}]{r.after}")
            labels = " · ".join(filter(None, [r.speaker, *_labels(r)]))
            if labels:
                lines.append(f"{'':<22} {labels}")
        return "\n".join([*lines, *self._rest()])

    def _repr_html_(self) -> str:
        labelled = self.rows.voice.ne("").any()
        shares = (16, 24, 29, 31) if labelled else (16, 41, 43)
        columns = "".join(f'<col style="width:{share}%">' for share in shares)
        whose = "<th>whose words</th>" if labelled else ""
        head = f"<tr><th>outlet, frame</th>{whose}<th colspan=2>words in context</th></tr>"
        rows = "".join(
            f'<tr title="{escape(r.before + r.found + r.after)}">'
            f"<td>{escape(str(r.outlet))}<small>{escape(r.frame)}</small></td>{_whose(r) if labelled else ''}"
            f'<td class="l"><span>{escape(r.before)}</span></td>'
            f'<td class="r"><mark>{escape(r.found)}</mark>{escape(r.after)}</td></tr>'
            for r in self.rows.head(MOST).itertuples()
        )
        rest = "".join(f"<p>{escape(line)}</p>" for line in self._rest())
        table = f"<colgroup>{columns}</colgroup><thead>{head}</thead><tbody>{rows}</tbody>"
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


def _whose(row) -> str:
    """The cell that says whose words they are, and below it what decided."""
    speaker = f": {escape(row.speaker)}" if row.speaker else ""
    labels = " · ".join(escape(label) for label in _labels(row))
    return f"<td><b>{escape(row.voice)}</b>{speaker}" + (f"<small>{labels}</small>" if labels else "") + "</td>"


def _labels(row) -> list[str]:
    """Stance, distance marks, and what decided, as far as they were labelled."""
    sure = "" if row.confidence != row.confidence else f" ({row.confidence:.0%} sure)"
    labels = [row.stance, "scare quotes" if row.scare == "yes" else "", f"{row.rule}{sure}".strip()]
    return [label for label in labels if label]


def show_context(mentions: pd.DataFrame, articles: pd.DataFrame) -> Context:
    """Show mentions in their words of context, the found words in one column, and beside them whose words they are.

    Parameters
    ----------
    mentions : DataFrame
        From `find_mentions` or `label_voice`; any selection of its rows.
    articles : DataFrame
        The clean articles they were found in: article_id, outlet, title, text.

    Returns
    -------
    Context
        Rendered as a table in a notebook and as text elsewhere: outlet, frame, voice and speaker; below
        them stance, scare quotes, the rule that decided and how sure it is. Its `rows` are a DataFrame with mention_id,
        article_id, outlet, frame, voice, before, found, after, speaker, scare, stance, rule ('' where none was
        labelled), confidence (0 to 1, or NaN).

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
        | {name: as_texts(mentions[name]) if name in mentions else "" for name in _LABELS}
    )
    has = "confidence" in mentions
    rows["confidence"] = pd.to_numeric(mentions.confidence, errors="coerce").to_numpy() if has else float("nan")
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
