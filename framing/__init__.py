"""Measure how news outlets frame the same events: who says which word, how often, and how sure we can be."""

from .clean.articles import clean_articles
from .clean.show import show_cleaning
from .compare.differences import compare_outlets
from .compare.rates import measure_outlets
from .find.mentions import find_mentions
from .find.voice import label_voice
from .read.articles import read_articles
from .read.datasets import load
from .read.lexicon import read_lexicon
from .show.context import show_context
from .show.plots import plot_outlets
from .show.report import write_report
from .show.sentences import describe
from .tables import FramingError

__all__ = [
    "FramingError",
    "clean_articles",
    "compare_outlets",
    "describe",
    "find_mentions",
    "label_voice",
    "load",
    "measure_outlets",
    "plot_outlets",
    "read_articles",
    "read_lexicon",
    "show_cleaning",
    "show_context",
    "write_report",
]
