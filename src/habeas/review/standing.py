"""Which decisions stand: all but those that a later one undid. An undo can itself be undone."""

from collections.abc import Iterable

from habeas.model.decision import Decision


def standing(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions that are in force, by time and id. The order in which they came in changes nothing."""
    unique = {one.id: one for one in decisions}
    ordered = sorted(unique.values(), key=lambda d: (d.at.removesuffix("Z"), d.id))  # without Z a fraction comes later
    undone: set[str] = set()
    for one in reversed(ordered):
        if one.verdict == "undo" and one.id not in undone:
            undone.add(one.value)
    return [one for one in ordered if one.verdict != "undo" and one.id not in undone]
