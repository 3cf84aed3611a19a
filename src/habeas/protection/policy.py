"""Who is shown by name: nobody, unless every question below is answered in favour of it."""

from collections.abc import Collection, Sequence

from habeas.model.reading import Person, Reading

PUBLIC_GROUNDS = frozenset({"office", "spokesperson", "journalist"})
NEVER_OPEN = frozenset({"victim", "witness", "relative"})
"""Roles that no office and no decision lifts: an official who was held is a victim."""
OPEN_AFTER_RELEASE = "alleged_perpetrator"


def acts_in_public(person: Person, reading: Reading) -> bool:
    """Whether this document gives a ground to show the person, and the words that say so stand in its text."""
    cue = person.public_cue
    return (
        person.public in PUBLIC_GROUNDS and cue is not None and 0 <= cue.start < cue.end <= len(reading.document.text)
    )


def shown_by_name(accounts: Sequence[tuple[Person, Reading]], *, released: bool = False) -> bool:
    """Whether a person may be named; `accounts`: the same person as each document has it, `released`: by a decision."""
    roles: Collection[str] = {role for person, _ in accounts for role in person.roles}
    if NEVER_OPEN & set(roles):
        return False
    if OPEN_AFTER_RELEASE in roles:
        return released
    return released or any(acts_in_public(person, reading) for person, reading in accounts)
