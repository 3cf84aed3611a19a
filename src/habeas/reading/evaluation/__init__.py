"""Measuring a reader against annotated reports (`habeas evaluate`): figures, and a list of what it got wrong."""
