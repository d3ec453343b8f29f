"""One self-contained page: what was read, dropped and found, each number with its passages."""

from __future__ import annotations

import base64
import io
from importlib.metadata import version
from pathlib import Path

import pandas as pd

from ..clean.articles import clean_articles
from ..clean.duplicates import is_folded
from ..compare.differences import compare_outlets
from ..compare.rates import measure_outlets
from ..find.audit import lexicon_fingerprint
from ..find.mentions import find_mentions
from ..tables import FramingError
from ..text.words import count_words
from ..voice.label import VOICES, label_voice
from .charts.rates import chart_size, plot_outlets
from .describe import describe
from .passages import pack_passages
from .quality import quality_rows
from .sentences.differences import sure_differences
from .sentences.rates import VOICE_WORDS, rate_caveats, rate_sentences
from .sentences.say import number

MOST_BYTES = 1_950_000  # the page must open on a phone and travel by mail
CHARTED = 12  # outlets in charts and comparisons; every outlet is in the table
REASONS = 20  # for which records were rejected; the rest in one row


def write_report(
    articles: pd.DataFrame,
    lexicon: pd.DataFrame,
    path: str | Path,
    *,
    ledger: pd.DataFrame | None = None,
    about: str = "",
) -> Path:
    """Write one HTML page that compares how outlets use a lexicon's words, with every passage behind the numbers.

    Parameters
    ----------
    articles : DataFrame
        Raw articles from `read_articles`; the report cleans and measures them itself.
    lexicon : DataFrame
        From `read_lexicon`.
    path : str or Path
        Where to write the page.
    ledger : DataFrame, optional
        From `read_articles`: then the page also says what was rejected and why.
    about : str
        Where the articles come from and what must be said with any result; stands at the top of the page.

    Returns
    -------
    Path
        The page: one file under 2 MB that asks nothing of any other place. Where not all mentions fit, it holds a
        random sample of them and says so.

    Raises
    ------
    FramingError
        If there are no articles, a column is missing, or a term can never match.

    Notes
    -----
    Charts and comparisons hold the 12 outlets with most articles; the table holds all.

    Examples
    --------
    >>> import framing as fr, pathlib, tempfile
    >>> data = fr.load("teaching")
    >>> page = fr.write_report(data.articles, data.lexicon, pathlib.Path(tempfile.mkdtemp(), "report.html"))
    >>> page.stat().st_size < 2_000_000
    True
    """
    if not len(articles):
        raise FramingError("There are no articles to report on. Read some: articles, ledger = read_articles(path).")
    path = Path(path)
    clean, removals = clean_articles(articles.reset_index(drop=True))
    mentions = label_voice(find_mentions(clean, lexicon), clean)
    mentions = mentions[~mentions.article_id.isin(clean.article_id[is_folded(clean)])]  # as measured: each text once
    facts = _facts(clean, removals, mentions, lexicon, ledger)
    page = _rendered(**facts, about=about, payload="", shown=0)
    room = MOST_BYTES - len(page.encode())
    payload, shown = pack_passages(mentions, clean, room)
    page = _rendered(**facts, about=about, payload=payload, shown=shown)
    try:
        path.write_text(page, encoding="utf8")
    except OSError as reason:
        raise FramingError(
            f"The page cannot be written to {path}: {reason.strerror}. Give a path in a folder that exists."
        ) from None
    return path


def _facts(clean, removals, mentions, lexicon, ledger) -> dict:
    """Everything the page shows but the passages."""
    charted = _charted_outlets(clean)
    few = clean[clean.outlet.isin(charted)]
    of_few = mentions[mentions.article_id.isin(few.article_id)]
    rates = measure_outlets(mentions, clean)
    by_voice = measure_outlets(of_few, few, voice=True)
    differences = compare_outlets(of_few, few) if len(charted) > 1 else pd.DataFrame()
    return {
        "title": f"How {len(clean.outlet.unique()):,} outlets use framing terms"
        if clean.outlet.nunique() > 1
        else "Framing terms in one outlet",
        "outlets": _outlet_rows(clean, mentions),
        "charted": charted,
        "n_outlets": clean.outlet.nunique(),
        "n_articles": len(clean),
        "n_mentions": len(mentions),
        "dates": _date_range(clean),
        "rejected": _rejected(ledger),
        "n_read": len(ledger) if ledger is not None else len(clean),
        "cleaning": _cleaning_rows(removals),
        "n_copies": int((clean.duplicate_of.ne("") & ~is_folded(clean)).sum()),
        "charts": _charts(by_voice),
        "caveats": rate_caveats(by_voice) if len(by_voice) else [],
        "voices": VOICES,
        "voice_words": VOICE_WORDS,
        "quality": quality_rows(),
        "rates": _rate_rows(rates, _by_voice(mentions, clean)),
        "differences": _difference_rows(differences),
        "difference_words": _difference_words(differences),
        "lexicon": lexicon.fillna("").to_dict("records"),
        "lexicon_hash": lexicon_fingerprint(lexicon),
        "terms_found": mentions.groupby("term").size().to_dict(),
        "filters": {"outlet": sorted(clean.outlet.unique()), "frame": sorted(lexicon.frame.unique()), "voice": VOICES},
        "version": version("framing"),
    }


def _charted_outlets(clean: pd.DataFrame) -> list[str]:
    sizes = clean[~is_folded(clean)].outlet.value_counts()
    return sorted(sizes.index[:CHARTED])


def _outlet_rows(clean: pd.DataFrame, mentions: pd.DataFrame) -> list[dict]:
    folded = is_folded(clean)
    outlet_of = mentions.article_id.map(clean.set_index("article_id").outlet)
    unclear = mentions.voice.eq("unclear").groupby(outlet_of).mean()
    rows = []
    for outlet, own in clean.groupby("outlet"):
        kept = own[~folded[own.index]]
        rows.append(
            {
                "outlet": outlet,
                "articles": len(kept),
                "folded": len(own) - len(kept),
                "words": int(kept.n_words.sum()),
                "damaged": f"{1 - own.quotes_ok.mean():.0%}",
                "mentions": int((outlet_of == outlet).sum()),
                "unclear": f"{unclear[outlet]:.0%}" if outlet in unclear else "–",
            }
        )
    return rows


def _date_range(clean: pd.DataFrame) -> str:
    if (
        "published" not in clean
        or not pd.api.types.is_datetime64_any_dtype(clean.published)
        or clean.published.isna().all()
    ):
        return "no dates given"
    undated = int(clean.published.isna().sum())
    span = " to ".join(f"{day.day} {day:%B %Y}" for day in (clean.published.min(), clean.published.max()))
    return span + (f"; {undated:,} without a date that could be read" if undated else "")


def _rejected(ledger: pd.DataFrame | None) -> list[dict]:
    if ledger is None:
        return []
    reasons = (
        ledger[ledger.status == "rejected"]
        .groupby("reason")
        .agg(n=("reason", "size"), example=("source", "first"), position=("position", "first"))
    )
    rows = reasons.sort_values("n", ascending=False).reset_index().to_dict("records")
    rest = rows[REASONS:]
    if not rest:
        return rows
    others = {"reason": f"{len(rest):,} other reasons", "n": sum(row["n"] for row in rest)}
    return [*rows[:REASONS], others | {"example": "the ledger lists them", "position": ""}]


def _cleaning_rows(removals: pd.DataFrame) -> list[dict]:
    lost = removals.assign(
        words=[count_words(a) - count_words(b) for a, b in zip(removals.text, removals.replacement, strict=True)]
    )
    rules = lost.groupby("rule").agg(n=("rule", "size"), articles=("article_id", "nunique"), words=("words", "sum"))
    return rules.sort_values("words", ascending=False).reset_index().to_dict("records")


def _charts(by_voice: pd.DataFrame) -> list[dict]:
    return [{"frame": frame, **_chart(rows)} for frame, rows in by_voice.groupby("frame", sort=False)]


def _chart(rates: pd.DataFrame) -> dict:
    """One chart as a picture inside the page; its alt text holds the numbers, because the page says the rest."""
    import matplotlib
    from matplotlib.figure import Figure

    figure = Figure(figsize=chart_size(rates), layout="constrained")
    plot_outlets(rates, ax=figure.subplots())
    file = io.BytesIO()
    # Letters as text make the file a quarter as large; the salt makes the same data give the same page.
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "framing"}):
        figure.savefig(file, format="svg", metadata={"Date": None})
    picture = base64.b64encode(file.getvalue()).decode()
    return {"src": f"data:image/svg+xml;base64,{picture}", "alt": "\n".join(rate_sentences(rates))}


def _by_voice(mentions: pd.DataFrame, clean: pd.DataFrame) -> pd.DataFrame:
    """Mentions of each outlet and frame in each voice, of the outlets that no chart shows too."""
    outlets = mentions.article_id.map(clean.set_index("article_id").outlet).rename("outlet")
    return pd.crosstab([outlets, mentions.frame], mentions.voice).reindex(columns=VOICES, fill_value=0)


def _rate_rows(rates: pd.DataFrame, by_voice: pd.DataFrame) -> list[dict]:
    rows = []
    for row in rates.sort_values(["frame", "rate"], ascending=[True, False]).itertuples():
        rows.append(
            {
                "frame": row.frame,
                "outlet": row.outlet,
                "articles": f"{row.n_with:,} of {row.n_articles:,}",
                "mentions": row.n_mentions,
                "rate": number(row.rate),
                "interval": "–" if row.low != row.low else f"{number(row.low)} to {number(row.high)}",
                "voices": by_voice.loc[(row.outlet, row.frame)].tolist() if row.n_mentions else [0] * len(VOICES),
                "note": row.note,
            }
        )
    return rows


def _difference_rows(differences: pd.DataFrame) -> list[dict]:
    if not len(differences):
        return []
    rows = []
    for row in differences.sort_values(["q_value", "frame"]).itertuples():
        rows.append(
            {
                "frame": row.frame,
                "pair": f"{row.outlet_a} : {row.outlet_b}",
                "mentions": f"{row.n_mentions_a:,} : {row.n_mentions_b:,}",
                "ratio": number(row.ratio),
                "interval": "–" if row.low != row.low else f"{number(row.low)} to {number(row.high)}",
                "shows": "–" if row.ratio != row.ratio else _would_show(row.largest_ratio_below, row.smallest_ratio),
                "q": "–"
                if row.q_value != row.q_value
                else ("< .001" if row.q_value < 0.001 else f"{row.q_value:.3f}".lstrip("0")),
                "note": row.note,
            }
        )
    return rows


def _would_show(below: float, above: float) -> str:
    ends = [number(below) if below else "none", number(above) if above < float("inf") else "none"]
    return "none" if ends == ["none", "none"] else " or ".join(ends)


def _difference_words(differences: pd.DataFrame) -> dict[str, list[str]] | None:
    if not len(differences):
        return None
    lines = describe(differences).splitlines()
    n_stated = len(sure_differences(differences))
    return {"stated": lines[:n_stated], "caveats": lines[n_stated:]}


def _rendered(**facts) -> str:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("framing", "show"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["thousands"] = lambda value: f"{value:,}"
    return environment.get_template("report.html.j2").render(**facts)
