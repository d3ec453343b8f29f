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
    "find_templates": "clean.templates",
    "find_copies": "clean.copies",
    "match_events": "compare.events",
    "measure_coverage": "compare.coverage",
    "find_distinctive_words": "compare.words",
    "measure_choices": "compare.choices",
    "measure_readability": "compare.readability",
    "classify_outlets": "compare.classifier",
    "map_outlets": "compare.maps",
    "draw_coding_sample": "teach.sheets",
    "write_coding_sheet": "teach.workbook",
    "open_coding_form": "teach.form",
    "read_codes": "teach.codes",
    "measure_agreement": "teach.agreement",
    "score_voice": "teach.scores",
    "correct_rates": "teach.corrected",
    "my_data": "teach.check",
    "check": "teach.check",
    "plot_corrected": "show.charts.corrected",
    "plot_agreement": "show.charts.agreement",
    "plot_differences": "show.charts.differences",
    "plot_coverage": "show.charts.coverage",
    "plot_words": "show.charts.words",
    "plot_choices": "show.charts.choices",
    "plot_readability": "show.charts.readability",
    "plot_classifier": "show.charts.classifier",
    "plot_map": "show.charts.maps",
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
