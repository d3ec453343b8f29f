"""Mentions in; rates and differences out, each with an interval that respects articles."""
