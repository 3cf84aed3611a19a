"""Keeps people alleged to be perpetrators out of the report: where their label stood, `[name]` stands, as for any name.

A label is not a name, yet with the texts around it it makes a person of whom deeds are told from page to page. Only units
are shown with what is alleged of them. Positions stay exact: a covered text keeps its cuts, and so its passages.
"""

import re
from collections.abc import Callable, Iterable, Sequence, Set
from itertools import accumulate

import msgspec

from habeas.dossier.sources import Source, Sources
from habeas.model.covering import CoveredText
from habeas.model.item import NotRead
from habeas.model.register import PersonRow, Register

NAME = "[name]"
"""What covers a name without telling whose it is."""


def accused(person: PersonRow) -> bool:
    """Whether anything that was read calls this person an alleged perpetrator."""
    return "alleged_perpetrator" in person.roles


def without_labels(covered: CoveredText, labels: Set[str]) -> CoveredText:
    """The text with `[name]` in the covers that hold one of these labels; what stands between covers is left alone."""
    hide = _hiding(labels)
    puts = [hide(put) for put in covered.labels]
    shifts = accumulate(
        (len(put) - (cut.end - cut.start) for cut, put in zip(covered.cuts, covered.labels, strict=True)), initial=0
    )
    pieces: list[str] = []
    at = 0
    for cut, old, new, shift in zip(covered.cuts, covered.labels, puts, shifts, strict=False):
        pieces += (covered.text[at : cut.start + shift], new)
        at = cut.start + shift + len(old)
    return CoveredText(text="".join((*pieces, covered.text[at:])), cuts=covered.cuts, labels=puts)


def without_accused(register: Register, sources: Sources) -> tuple[Register, Sources]:
    """The register and its sources as the report may show them: nowhere the label of an alleged perpetrator.

    Their rows stay, so that references hold; `accused` still tells them.
    """
    labels = frozenset(person.label for person in register.people if accused(person))
    if not labels:
        return register, sources
    hidden = _everywhere(msgspec.to_builtins(register), _hiding(labels))
    return msgspec.convert(hidden, Register), _Without(sources, labels)


def _hiding(labels: Set[str]) -> Callable[[str], str]:
    """Hides labels in a string; `Person 7K3F` is not found in `Person 7K3F2`, which is somebody else."""
    if not labels:
        return lambda words: words
    found = re.compile(f"(?:{_either(labels)})(?![0-9A-Z])")
    return lambda words: found.sub(NAME, words)


def _either(labels: Iterable[str]) -> str:
    return "|".join(re.escape(label) for label in sorted(labels))


def _everywhere(value: object, hide: Callable[[str], str]) -> object:
    """Hides in every string of a structure of lists and dicts."""
    if isinstance(value, str):
        return hide(value)
    if isinstance(value, list | tuple):
        return [_everywhere(one, hide) for one in value]
    if isinstance(value, dict):
        return {key: _everywhere(one, hide) for key, one in value.items()}
    return value


class _Without:
    """Sources without some labels; keeps the contract of `Sources`."""

    def __init__(self, sources: Sources, labels: Set[str]) -> None:
        self._sources, self._labels, self._hide = sources, labels, _hiding(labels)

    def source(self, item: str) -> Source:
        source = self._sources.source(item)
        return msgspec.structs.replace(
            source,
            arrivals=[msgspec.structs.replace(a, name=self._hide(a.name)) for a in source.arrivals],
            text=source.text and without_labels(source.text, self._labels),
        )

    def not_read(self) -> Sequence[NotRead]:
        return self._sources.not_read()

    def items(self) -> int:
        return self._sources.items()
