"""Labels of people, unique within a case: four digits, more for those that would be mistaken for each other."""

from collections import defaultdict
from collections.abc import Iterable

from habeas.model.ids import DIGITS, label


def labels(people: Iterable[str]) -> dict[str, str]:
    """Global id -> label. Depends on the set of ids only, never on their order."""
    given: dict[str, str] = {}
    waiting = sorted(set(people))
    for digits in range(4, DIGITS + 1):
        groups: dict[str, list[str]] = defaultdict(list)
        for person in waiting:
            groups[label(person, digits)].append(person)
        given.update({group[0]: text for text, group in groups.items() if len(group) == 1})
        waiting = [person for group in groups.values() if len(group) > 1 for person in group]
    return given
