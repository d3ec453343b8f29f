"""Measure how news outlets frame the same events: who says which word, how often, and how sure we can be."""

from importlib import import_module

# Where each public name lives. It is imported when it is first used, because pandas alone can take a second.
_HOME = {
    "read_articles": "read.articles",
    "read_lexicon": "read.lexicon",
    "load": "read.datasets",
    "clean_articles": "clean.articles",
    "show_cleaning": "clean.show",
    "find_mentions": "find.mentions",
    "audit_lexicon": "find.audit",
    "find_attributions": "voice.attributions",
    "label_voice": "voice.label",
    "measure_outlets": "compare.rates",
    "compare_outlets": "compare.differences",
    "measure_sources": "compare.sources",
    "plot_outlets": "show.charts.rates",
    "plot_sources": "show.charts.sources",
    "show_context": "show.context",
    "describe": "show.describe",
    "write_report": "show.report",
    "FramingError": "tables",
}
__all__ = list(_HOME)


def __getattr__(name: str):
    if name not in _HOME:
        raise AttributeError(f"framing has no {name}. It has: {', '.join(_HOME)}.")
    value = globals()[name] = getattr(import_module(f".{_HOME[name]}", __name__), name)
    return value


def __dir__() -> list[str]:
    return [*globals(), *__all__]
