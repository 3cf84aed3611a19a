"""Terms: the small pattern language in which language packs write what to look for.

A term is a row of words that must follow each other; hyphens between them do not count. In a word position
- `beaten` stands for that word in any case, `=FSB` for exactly these capitals,
- `beat*` for every word that begins so, `*kelder` for every word that ends so,
- `held|kept` for either,
- `~` for nought to three words of any kind, `~5` for nought to five (never across a sentence).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from habeas.languages.tokens import Token, normal

Value = TypeVar("Value")
DEFAULT_GAP = 3
_INDEX_LETTERS = 4
_REMEMBERED = 50_000
"""Words whose first terms are remembered; forgotten all at once, so that no text can fill the memory."""


class _Word(NamedTuple):
    """One alternative in a word position."""

    letters: str
    how: str  # exact | cased | prefix | suffix

    def may(self, norm: str) -> bool:
        """Whether a word of this norm can fit, capitals aside."""
        if self.how == "prefix":
            return norm.startswith(self.letters)
        if self.how == "suffix":
            return norm.endswith(self.letters)
        return norm == (self.letters.casefold() if self.how == "cased" else self.letters)

    def fits(self, token: Token) -> bool:
        if self.how == "prefix":
            return token.norm.startswith(self.letters)
        if self.how == "suffix":
            return token.norm.endswith(self.letters)
        return (token.text if self.how == "cased" else token.norm) == self.letters


Position = tuple[_Word, ...] | int
"""Alternatives for a word, or a gap of at most so many words."""
Entry = tuple[list[Position], Value, str]
"""A term taken apart, what it stands for, and the term as written."""


class Hit(NamedTuple, Generic[Value]):
    """A term found: tokens[first:last] of the searched row."""

    first: int
    last: int
    value: Value
    term: str


def _word(part: str) -> _Word:
    if part.startswith("="):
        return _Word(part[1:], "cased")
    if part.endswith("*"):
        return _Word(normal(part[:-1]), "prefix")
    if part.startswith("*"):
        return _Word(normal(part[1:]), "suffix")
    return _Word(normal(part), "exact")


def _positions(term: str) -> list[Position]:
    positions: list[Position] = []
    for part in term.replace("-", " ").split():
        if part.startswith("~"):
            positions.append(int(part[1:] or DEFAULT_GAP))
        else:
            positions.append(tuple(_word(a) for a in part.split("|")))
    if not positions or isinstance(positions[0], int) or isinstance(positions[-1], int):
        raise ValueError(f"a term begins and ends with a word: {term!r}")
    return positions


class Terms(Generic[Value]):
    """Many terms looked for at once; a token costs a few dictionary look-ups however many terms there are."""

    def __init__(self, terms: Iterable[tuple[str, Value]]) -> None:
        """`terms`: pairs of a term and what it stands for. Raises ValueError for a term that is not well formed."""
        self._exact: dict[str, list[Entry[Value]]] = defaultdict(list)
        self._prefix: dict[str, list[Entry[Value]]] = defaultdict(list)
        self._suffix: dict[str, list[Entry[Value]]] = defaultdict(list)
        self._remembered: dict[str, list[Entry[Value]]] = {}
        for term, value in terms:
            self._add(term, value)

    def _add(self, term: str, value: Value) -> None:
        positions = _positions(term)
        entry = (positions, value, term)
        assert isinstance(positions[0], tuple)  # noqa: S101  (checked by _positions)
        for word in positions[0]:
            if word.how == "prefix":
                self._prefix[word.letters[:_INDEX_LETTERS]].append(entry)
            elif word.how == "suffix":
                self._suffix[word.letters[-_INDEX_LETTERS:]].append(entry)
            else:
                self._exact[word.letters.casefold() if word.how == "cased" else word.letters].append(entry)

    def find(self, tokens: Sequence[Token]) -> list[Hit[Value]]:
        """Every hit, overlapping ones included, in the order of their first token."""
        hits: list[Hit[Value]] = []
        for i, token in enumerate(tokens):
            if not token.word:
                continue
            starting = self._starting(token.norm)
            if not starting:
                continue
            seen: set[str] = set()
            for positions, value, term in starting:
                last = _match(tokens, i, positions, 0)
                if last is not None and term not in seen:
                    seen.add(term)
                    hits.append(Hit(i, last, value, term))
        return hits

    def _starting(self, norm: str) -> list[Entry[Value]]:
        """The terms whose first word may be this one; remembered, because a text says most of its words again."""
        found = self._remembered.get(norm)
        if found is None:
            if len(self._remembered) >= _REMEMBERED:
                self._remembered.clear()
            found = self._remembered[norm] = [entry for entry in self._indexed(norm) if _may_start(entry[0], norm)]
        return found

    def _indexed(self, norm: str) -> Iterator[Entry[Value]]:
        yield from self._exact.get(norm, ())
        for n in range(1, min(_INDEX_LETTERS, len(norm)) + 1):
            yield from self._prefix.get(norm[:n], ())
            yield from self._suffix.get(norm[-n:], ())


def _may_start(positions: list[Position], norm: str) -> bool:
    """Whether the first word of a term can be this one, capitals aside."""
    first = positions[0]
    return not isinstance(first, int) and any(word.may(norm) for word in first)


def longest(hits: Iterable[Hit[Value]]) -> list[Hit[Value]]:
    """Of hits that share tokens only the longest (of equally long ones the first), in order."""
    kept: list[Hit[Value]] = []
    taken: set[int] = set()
    for hit in sorted(hits, key=lambda h: (h.first - h.last, h.first)):
        span = range(hit.first, hit.last)
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append(hit)
    return sorted(kept, key=lambda h: h.first)


def _match(tokens: Sequence[Token], i: int, positions: list[Position], p: int) -> int | None:
    """Index after the last token of positions[p:] matched from token i, or None."""
    while p < len(positions):
        position = positions[p]
        if isinstance(position, int):
            return _match_gap(tokens, i, positions, p + 1, position)
        i = _next_word(tokens, i)
        if i >= len(tokens) or not any(word.fits(tokens[i]) for word in position):
            return None
        i, p = i + 1, p + 1
    return i


def _match_gap(tokens: Sequence[Token], i: int, positions: list[Position], p: int, gap: int) -> int | None:
    words = 0
    while i < len(tokens) and words <= gap:
        last = _match(tokens, i, positions, p)
        if last is not None:
            return last
        words += tokens[i].word
        i += 1
    return None


def _next_word(tokens: Sequence[Token], i: int) -> int:
    """Skips a hyphen between words."""
    return i + 1 if i < len(tokens) and tokens[i].text in "-‐‑" else i
