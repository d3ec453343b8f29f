"""The command line: framing report, score, fetch for articles; framing assign, grade for a class."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .tables import FramingError


def main(arguments: list[str] | None = None) -> int:
    """Run one command; a FramingError is one sentence on stderr and exit code 1."""
    options = _parser().parse_args(arguments)
    try:
        options.run(options)
    except FramingError as error:
        print(f"framing: {error}{_in_a_shell(str(error))}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"framing: stopped. {options.stopped}", file=sys.stderr)
        return 130
    return 0


def _in_a_shell(message: str) -> str:
    """How to say at the command line what a message says in Python."""
    if "columns={" in message:
        return " Here: --column THEIRS=OURS, as in --column Body=text."
    return " Here: --outlet NAME." if "outlet='" in message else ""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="framing", description="Measure how news outlets frame the same events.")
    parser.set_defaults(stopped="Nothing half was kept.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    report = commands.add_parser("report", help="one HTML page that compares outlets", description=_report.__doc__)
    _add_input(report)
    report.add_argument(
        "-o", "--output", type=Path, default=Path("report.html"), help="the page to write (default: report.html)"
    )
    report.add_argument("--about", default="", help="a sentence on where the articles come from, shown at the top")
    report.set_defaults(run=_report)

    score = commands.add_parser("score", help="all tables as CSV or Parquet", description=_score.__doc__)
    _add_input(score)
    score.add_argument(
        "-o", "--output", type=Path, default=Path("scores"), help="the folder to write into (default: scores)"
    )
    score.add_argument("--format", choices=["csv", "parquet"], default="csv", help="default: csv")
    score.set_defaults(run=_score)

    fetch = commands.add_parser("fetch", help="a data set that is fetched once", description=_fetch.__doc__)
    fetch.add_argument("name", help="the data set: news-articles")
    fetch.set_defaults(run=_fetch)
    _add_class(commands)
    return parser


def _add_class(commands: argparse._SubParsersAction) -> None:
    assign = commands.add_parser("assign", help="a lesson as a zip for students", description=_assign.__doc__)
    assign.add_argument("lesson", help="04, a lesson's name, or a source of your own (.py or .ipynb)")
    assign.add_argument("-o", "--output", type=Path, required=True, help="a folder for this assignment alone")
    assign.add_argument(
        "--data",
        type=Path,
        action="append",
        default=[],
        help="a file or folder that the lesson reads from beside itself",
    )
    assign.set_defaults(run=_assign)

    grade = commands.add_parser("grade", help="grades of what students handed in", description=_grade.__doc__)
    grade.add_argument("folder", type=Path, help="the folder that framing assign made; work lies in its submitted/")
    grade.add_argument(
        "-o", "--output", type=Path, default=Path("grades.csv"), help="the CSV to write (default: grades.csv)"
    )
    grade.add_argument("--seconds", type=_above_0, default=60, help="for one cell (default: 60)")
    grade.add_argument("--memory", type=_above_0, default=4, metavar="GB", help="for one notebook (default: 4)")
    grade.add_argument(
        "--workers",
        type=int,
        choices=range(1, 33),
        metavar="N",
        help="notebooks at a time (default: as many as cores, at most 4)",
    )
    whole = "Whoever was graded is kept: run the same command again, and it goes on with the others."
    grade.set_defaults(run=_grade, stopped=whole)


def _above_0(text: str) -> float:
    """A number, or argparse says that it is none."""
    number = float(text)
    if not 0 < number < float("inf"):
        raise argparse.ArgumentTypeError(f"{text} is not above 0")
    return number


def _add_input(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "articles",
        help="a table (.csv, .xlsx, .jsonl, .parquet), a folder or .zip, or a data set: teaching, news-articles",
    )
    parser.add_argument(
        "-l",
        "--lexicon",
        type=Path,
        help="a CSV with term, frame, source, or another program's dictionary (a data set brings its own)",
    )
    parser.add_argument("--outlet", help="the outlet of all articles that name none")
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="THEIRS=OURS",
        help="what a column of theirs is: --column Body=text",
    )


def _report(options: argparse.Namespace) -> None:
    """Read articles, clean them, find a lexicon's terms, and write one self-contained HTML page."""
    from .show.report import write_report

    articles, ledger, lexicon, about = _read(options)
    _say(f"Read {_n(len(articles), 'article')} of {_n(articles.outlet.nunique(), 'outlet')}; measuring them.")
    page = write_report(articles, lexicon, options.output, ledger=ledger, about=f"{options.about} {about}".strip())
    _say(f"Wrote {page} ({page.stat().st_size / 1e6:.1f} MB). Open it in a browser.")


def _score(options: argparse.Namespace) -> None:
    """Write every table, from the ledger to the differences, into a folder."""
    from .clean.articles import clean_articles
    from .compare.differences import compare_outlets
    from .compare.rates import measure_outlets
    from .find.mentions import find_mentions
    from .voice.label import label_voice

    articles, ledger, lexicon, _ = _read(options)
    _say(f"Read {_n(len(articles), 'article')} of {_n(articles.outlet.nunique(), 'outlet')}; measuring them.")
    clean, removals = clean_articles(articles)
    mentions = label_voice(find_mentions(clean, lexicon), clean)
    tables = {
        "ledger": ledger,
        "articles": clean,
        "removals": removals,
        "mentions": mentions,
        "rates": measure_outlets(mentions, clean),
        "rates_by_voice": measure_outlets(mentions, clean, voice=True),
        "rates_by_term": measure_outlets(mentions, clean, by="term"),
    }
    if clean.outlet.nunique() > 1:
        tables["differences"] = compare_outlets(mentions, clean)
    try:
        options.output.mkdir(parents=True, exist_ok=True)
        for name, table in tables.items():
            path = options.output / f"{name}.{options.format}"
            # CSV with its byte order mark, so that Excel on Windows reads UTF-8 as UTF-8
            if options.format == "csv":
                table.to_csv(path, index=False, encoding="utf-8-sig")
            else:
                table.to_parquet(path, index=False)
    except OSError as reason:
        raise FramingError(
            f"The tables cannot be written to {options.output}: {reason.strerror}. "
            "Give a folder you may write to: -o scores."
        ) from None
    _say(f"Wrote {', '.join(tables)} to {options.output}.")


def _fetch(options: argparse.Namespace) -> None:
    """Fetch a data set once; afterwards it is there without a network."""
    from .read.fetch import SOURCES, fetch

    path = fetch(options.name)
    source = SOURCES[options.name]
    _say(f"{source.title} is at {path}.\nCite it: {source.citation}\nTerms: {source.terms}")


def _assign(options: argparse.Namespace) -> None:
    """Write the students' zip (notebook, data, environment) and the key by which it is graded."""
    from .teach.grading.package import assign_lesson

    made = assign_lesson(options.lesson, options.output, data=options.data)
    tasks = f"{_n(made.n_checks, 'test')}, {_n(made.n_written, 'written answer')}, {made.points:g} points"
    _say(f"Wrote {made.zip} ({tasks}). Give it to students.")
    _say(f"Keep {made.key}. Put what they hand in into {made.submitted}, then: framing grade {options.output}")


def _grade(options: argparse.Namespace) -> None:
    """Run every notebook in a process of its own, and write the grades for you, for Canvas and for Moodle."""
    from .teach.grading.grade import grade_folder
    from .teach.grading.limits import Limits, warnings_here

    for warning in warnings_here():
        _say(f"Take care: {warning}")
    limits = Limits(options.seconds, options.memory)
    graded = grade_folder(options.folder, options.output, limits=limits, workers=options.workers, say=_say)
    for status, n in graded.grades.status.value_counts(sort=False).items():
        _say(f"{n} {status}.")
    if n_noted := int((graded.grades.note != "").sum()):
        _say(f"{_n(n_noted, 'row')} with a note: read the column note of {graded.paths[0]} before you publish grades.")
    _say(f"Wrote {', '.join(map(str, graded.paths))}.")
    if graded.n_waiting:
        marked = graded.paths[-1]
        _say(f"{_n(graded.n_waiting, 'written answer')} to mark: fill in {marked}, save it, run the command again.")


def _read(options: argparse.Namespace):
    """Articles, ledger, lexicon and what must be said with a result, from a path or a data set's name."""
    from .read.articles import read_articles
    from .read.datasets import NAMES, load_texts
    from .read.lexicon import read_lexicon

    lexicon = read_lexicon(options.lexicon) if options.lexicon else None
    if options.articles in NAMES and not Path(options.articles).exists():
        data = load_texts(options.articles)
        return data.articles, data.ledger, data.lexicon if lexicon is None else lexicon, data.about
    if lexicon is None and not Path(options.articles).exists():
        raise FramingError(
            f"There is no file {options.articles} and no data set of that name. Data sets: {', '.join(NAMES)}."
        )
    if lexicon is None:
        raise FramingError("Which terms? Name a lexicon: --lexicon terms.csv (columns term, frame, source).")
    articles, ledger = read_articles(options.articles, outlet=options.outlet, columns=_columns(options.column))
    return articles, ledger, lexicon, ""


def _columns(pairs: list[str]) -> dict[str, str] | None:
    wrong = [p for p in pairs if "=" not in p]
    if wrong:
        raise FramingError(f"--column {wrong[0]} has no =. Write their name, = and ours: --column Body=text.")
    return dict(p.split("=", 1) for p in pairs) or None


def _n(n: int, thing: str) -> str:
    return f"{n:,} {thing}" + "s" * (n != 1)


def _say(text: str) -> None:
    print(text, file=sys.stderr)
