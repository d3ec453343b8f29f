"""Whose words a mention is."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

import numpy as np
import pandas as pd
from tqdm import tqdm

from ..tables import COLUMNS, FramingError, as_texts, require, require_articles_of, require_found, require_ids
from ..text.tokens import OUTSIDE, SHORT, UNCLEAR
from .language import is_english
from .reading import Reading, Row, read_articles_once, tokens_of
from .scare import QUOTED, is_scare
from .stance import find_stance

VOICES = ["narrator", "quoted", "paraphrased", "ascribed", "unclear"]
_VOICE_OF = {"direct": "quoted", "indirect": "paraphrased", "attitude": "ascribed"}


class Label(NamedTuple):
    """What is added to a mention."""

    voice: str
    speaker: str
    scare: str
    stance: str
    rule: str
    confidence: float


def label_voice(
    mentions: pd.DataFrame, articles: pd.DataFrame, attributions: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Give each mention its voice: does the outlet say it, or quote or paraphrase somebody who does?

    Parameters
    ----------
    mentions : DataFrame
        From `find_mentions`: article_id, part, start, end, found.
    articles : DataFrame
        The same clean articles the mentions were found in: article_id, title, text.
    attributions : DataFrame, optional
        From `find_attributions`, or made by hand in the same columns. Without them they are found here, in the articles
        that hold mentions.

    Returns
    -------
    DataFrame
        The mentions with

        - voice: narrator (the outlet's own words), quoted (inside quotation marks and somebody's), paraphrased
          (somebody's speech in the outlet's wording), ascribed (what somebody wants or believes, in the outlet's
          wording), unclear (a quotation mark was lost or crossed nearby, or the article is not in English);
        - speaker: who says it, '' where nobody was found;
        - scare: 'yes' for marks of distance, a quotation of at most three words that nobody is quoted for;
        - stance of whoever speaks to the term's applying: asserted, negated ("not genocide"), questioned, hedged
          ("alleged", "so-called", "if"); '' where the voice is unclear;
        - rule: the cue or the marks that decided;
        - confidence: 0 to 1, how sure the machine is that these are somebody's words, or that they are the outlet's. It
          is missing for unclear, and for narrator if `attributions` were given, because the table does not hold it.

    Raises
    ------
    FramingError
        If a column is missing, a mention's article is not among `articles`, or its words do not stand at its place
        there (because the mentions were found in other texts, the raw ones for instance).

    Notes
    -----
    A machine learned this from news that people had annotated (PolNeAR: Newell, Margolin and Ruths 2018). It errs, most
    in what somebody thinks and in paraphrase that goes on without a cue, and may err more for one outlet than for
    another: data/voice_quality.csv holds how often it was right, and `show_context` shows each case. Where marks are
    lost nothing is guessed; damage differs by outlet, so look at the share unclear.

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> text = 'Ann Roe said the trial was "lawfare". Officials argued that the lawfare must end. The lawfare went on.'
    >>> articles = pd.DataFrame({"article_id": ["a"], "title": [""], "text": [text]})
    >>> lexicon = pd.DataFrame({"term": ["lawfare"], "frame": ["delegitimation"], "source": "doctest"})
    >>> voiced = fr.label_voice(fr.find_mentions(articles, lexicon), articles)
    >>> voiced[["voice", "speaker", "stance"]].values.tolist()
    [['quoted', 'Ann Roe', 'asserted'], ['paraphrased', 'officials', 'asserted'], ['narrator', '', 'asserted']]
    """
    _require(mentions, articles)
    columns = ["article_id", "part", "start", "end"]
    by_article: dict = {}
    for row, (article_id, *place) in enumerate(zip(*(mentions[c].tolist() for c in columns), strict=True)):
        by_article.setdefault(article_id, []).append((row, *place))
    read = articles[articles.article_id.isin(list(by_article))]
    texts = dict(zip(read.article_id, zip(as_texts(read.title), as_texts(read.text), strict=True), strict=True))
    readings = read_articles_once(texts) if attributions is None else _readings_of(attributions, texts)
    labels: list[Label | None] = [None] * len(mentions)
    work = tqdm(by_article.items(), "Labelling voices", unit=" articles", delay=2, disable=None)
    for article_id, places in work:
        for (row, *_), label in zip(
            places, label_places(*texts[article_id], readings[article_id], places), strict=True
        ):
            labels[row] = label
    cells = list(zip(*labels, strict=True)) if labels else [[] for _ in Label._fields]
    dtypes = [float if name == "confidence" else "str" for name in Label._fields]
    return mentions.assign(
        **{
            name: pd.Series(list(column), mentions.index, dtype)
            for name, column, dtype in zip(Label._fields, cells, dtypes, strict=True)
        }
    )


def label_places(title: str, text: str, reading: Reading, places: list[tuple]) -> list[Label]:
    """The labels of some mentions of one article, each (number, part, start, end)."""
    if not reading.english:
        return [_unclear("not in English") for _ in places]
    tokens, _, shift = tokens_of(title, text)
    rows = {part: sorted(r for r in reading.rows if r.part == part) for part in ("title", "text")}
    labels = []
    for _, part, start, end in places:
        ahead = shift if part == "text" else 0
        first = max(0, int(np.searchsorted(tokens.starts, start + ahead, "right")) - 1)
        last = max(first + 1, int(np.searchsorted(tokens.starts, end + ahead, "left")))
        labels.append(_label(tokens, first, last, _covering(rows[part], start), reading.outlet))
    return labels


def _label(tokens, first: int, last: int, row: Row | None, outlet: str) -> Label:
    state = tokens.state[first]
    if state == UNCLEAR:
        return _unclear("quotation mark lost nearby")
    stance = find_stance(tokens, first, last, row.cue if row else "").stance
    own = int(outlet[2 * first : 2 * first + 2]) / 100 if outlet else float("nan")
    if row is None and state == OUTSIDE:
        return Label("narrator", "", "no", stance, "no source found", own)
    if row is None and state == SHORT:
        scare, reason = is_scare(tokens, first, last, False)
        if reason.startswith(QUOTED):  # the net sees little in so few words; their clause tells more
            return Label("quoted", "", "no", stance, f"in marks, {reason}", round(1 - own, 2))
        if scare and stance == "asserted":
            stance = "hedged"  # the marks themselves keep the distance
        return Label("narrator", "", "yes" if scare else "no", stance, reason, own)
    if row is None:
        return Label("quoted", "", "no", stance, "in marks, no source found", round(1 - own, 2))
    voice = "quoted" if state != OUTSIDE else "ascribed" if row.kind == "attitude" else "paraphrased"
    cue = f"cue: {row.cue}" if row.cue else "no cue of its own"
    return Label(voice, row.speaker, "no", stance, f"in marks, {cue}" if voice == "quoted" else cue, row.confidence)


def _unclear(reason: str) -> Label:
    return Label("unclear", "", "no", "", reason, float("nan"))


def _covering(rows: list[Row], place: int) -> Row | None:
    i = bisect_right(rows, place, key=lambda row: row.start) - 1
    return rows[i] if i >= 0 and place < rows[i].end else None


def _readings_of(attributions: pd.DataFrame, texts: dict) -> dict:
    """The table as readings, so that both ways end in the same rules."""
    require(attributions, "attributions", COLUMNS["attributions"])
    table = attributions[attributions.article_id.isin(list(texts))]
    parts = table.part if "part" in table else pd.Series("text", table.index)
    columns = [
        as_texts(parts),
        *(table[c].tolist() for c in ("start", "end", "kind")),
        as_texts(table.speaker),
        as_texts(table.cue),
        table.confidence.tolist(),
    ]
    rows: dict = {article_id: [] for article_id in texts}
    for article_id, part, start, end, kind, speaker, cue, confidence in zip(table.article_id, *columns, strict=True):
        row = Row(part, int(start), int(end), kind, speaker, bool(speaker), -1, -1, cue, float(confidence), 0)
        rows[article_id].append(row)
    english = {article_id: is_english(tokens_of(*pair)[0].words) for article_id, pair in texts.items()}
    return {article_id: Reading(english[article_id], rows[article_id], "") for article_id in texts}


def _require(mentions: pd.DataFrame, articles: pd.DataFrame) -> None:
    require(mentions, "mentions", ["article_id", "part", "start", "end", "found"])
    require(articles, "articles", ["article_id", "title", "text"])
    require_ids(articles)
    require_articles_of(mentions, articles)
    strange = mentions.part[~mentions.part.isin(["title", "text"])]
    if len(strange):
        raise FramingError(
            f"`mentions` holds the part {strange.tolist()[0]!r}. "
            "A mention stands in title or text: take the table that find_mentions returns."
        )
    require_found(mentions, articles)
