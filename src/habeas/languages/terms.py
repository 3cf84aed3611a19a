"""Terms: the small pattern language in which language packs write what to look for.

A term is a row of words that must follow each other; hyphens between them do not count. In a word position
- `beaten` stands for that word in any case, `=FSB` for exactly these capitals,
- `beat*` for every word that begins so, `*kelder` for every word that ends so,
- `held|kept` for either,
- `~` for nought to three words of any kind, `~5` for nought to five (never across a sentence).

All terms of a table are one tree of word positions, walked as an automaton whose states are made when a text first leads
to them. A word costs a look-up or two however many terms there are, and no text makes the walk longer than its length.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import Generic, NamedTuple, TypeVar

from habeas.languages.tokens import Token, normal

Value = TypeVar("Value")
_text_of = attrgetter("text")
DEFAULT_GAP = 3
_WORDS, _STEPS = 1 << 15, 1 << 16
"""How many words, and steps between states, are remembered; then all are forgotten: no text can fill the memory."""
_HYPHENS = frozenset("-‐‑")
_NEXT, _AFTER_HYPHEN = -1, -2
"""In place of a number of words that may be passed over: only the very next word counts, before or after a hyphen."""


class Hit(NamedTuple, Generic[Value]):
    """A term found: tokens[first:last] of the searched row."""

    first: int
    last: int
    value: Value
    term: str


Position = tuple[str, ...] | int
"""Alternatives for a word, or a gap of at most so many words."""


class _End(NamedTuple, Generic[Value]):
    """A whole term: its number in the table, what it stands for, and how it is written."""

    number: int
    value: Value
    term: str


class _Node(Generic[Value]):
    """What may follow the words of a term that have been read: word positions, gaps, or the end of the term.

    `words` leads from each alternative, as it is written, to what is behind the positions that have it.
    """

    __slots__ = ("ends", "gaps", "position", "words")

    def __init__(self, position: Position = ()) -> None:
        self.position = position
        self.words: dict[str, list[_Node[Value]]] | None = None
        self.gaps: dict[int, _Node[Value]] | None = None
        self.ends: tuple[_End[Value], ...] = ()

    def after(self, position: Position) -> "_Node[Value]":
        """The node behind a position; terms that begin alike share it."""
        if isinstance(position, int):
            self.gaps = self.gaps or {}
            return self.gaps.setdefault(position, _Node())
        self.words = self.words or {}
        found = next((node for node in self.words.get(position[0], ()) if node.position == position), None)
        if found is None:
            found = _Node(position)
            for alternative in dict.fromkeys(position):
                self.words.setdefault(alternative, []).append(found)
        return found


class _Class(Generic[Value]):
    """Words that are all one to the terms: those that fit the same alternatives. `start`: where terms begin with one."""

    __slots__ = ("fits", "hyphen", "start", "word")

    def __init__(self, fits: tuple[str, ...], *, word: bool, hyphen: bool) -> None:
        self.fits, self.word, self.hyphen = fits, word, hyphen
        self.start: _State[Value] | None = None


class _State(Generic[Value]):
    """All that the terms begun at one word may still become, and those that end here.

    `places`: nodes, each with how many words may be passed over before its next word.
    """

    __slots__ = ("ends", "next", "places")

    def __init__(self, places: dict[_Node[Value], int], ends: Iterable[_End[Value]]) -> None:
        self.places, self.ends = places, tuple(ends)
        self.next: dict[_Class[Value], _State[Value]] = {}


class Terms(Generic[Value]):
    """Many terms looked for at once."""

    def __init__(self, terms: Iterable[tuple[str, Value]]) -> None:
        """`terms`: pairs of a term and what it stands for; of a term that stands there twice the first counts.

        Raises ValueError for a term that is not well formed.
        """
        self._root: _Node[Value] = _Node()
        self._alternatives: set[str] = set()
        seen: set[str] = set()
        for number, (term, value) in enumerate(sorted(terms, key=_starred)):
            if term not in seen:
                self._add(_End(number, value, term))
                seen.add(term)
        self._heads = _lengths(a for a in self._alternatives if a.endswith("*"))
        self._tails = _lengths(a for a in self._alternatives if a.startswith("*"))
        self._forget()

    def _add(self, end: _End[Value]) -> None:
        node = self._root
        for position in _positions(end.term):
            node = node.after(position)
            self._alternatives.update(() if isinstance(position, int) else position)
        node.ends += (end,)

    def _forget(self) -> None:
        self._words: dict[str, _Class[Value]] = {}
        self._classes: dict[tuple[tuple[str, ...], bool, bool], _Class[Value]] = {}
        self._states: dict[tuple[frozenset[tuple[_Node[Value], int]], tuple[int, ...]], _State[Value]] = {}
        self._steps = 0

    def find(self, tokens: Sequence[Token]) -> list[Hit[Value]]:
        """Every hit, overlapping ones included, by first token; terms that begin with a whole word before those with a star.

        A term that fits in several ways from one token is found once, in the shortest of them.
        """
        if len(self._words) > _WORDS or self._steps > _STEPS:
            self._forget()
        row = self._row(tokens)
        hits: list[Hit[Value]] = []
        size = len(row)
        for first, word in enumerate(row):
            state = word.start
            if state is None:
                continue
            last = first + 1
            found = [(end, last) for end in state.ends] if state.ends else []
            while state.places and last < size:
                state = state.next.get(row[last]) or self._step(state, row[last])
                last += 1
                if state.ends:
                    found += [(end, last) for end in state.ends]
            if found:
                hits += _shortest(first, found)
        return hits

    def _row(self, tokens: Sequence[Token]) -> list[_Class[Value]]:
        """The classes of words; nearly always all are known."""
        known = self._words
        try:
            return list(map(known.__getitem__, map(_text_of, tokens)))
        except KeyError:
            return [known.get(token.text) or self._class(token) for token in tokens]

    def _class(self, token: Token) -> _Class[Value]:
        fits, word, hyphen = tuple(self._fits(token)), token.word, token.text in _HYPHENS
        found = self._classes.get((fits, word, hyphen))
        if found is None:
            found = self._classes[fits, word, hyphen] = _Class(fits, word=word, hyphen=hyphen)
            begun = self._step(_State({self._root: _NEXT}, ()), found) if word else None
            found.start = begun if begun and (begun.places or begun.ends) else None
        self._words[token.text] = found
        return found

    def _fits(self, token: Token) -> list[str]:
        """The alternatives that a word fits."""
        norm, known = token.norm, self._alternatives
        fits = [way for way in (norm, f"={token.text}") if way in known]
        fits += [way for n in self._heads if n <= len(norm) and (way := f"{norm[:n]}*") in known]
        fits += [way for n in self._tails if n <= len(norm) and (way := f"*{norm[-n:]}") in known]
        return fits

    def _step(self, state: _State[Value], word: _Class[Value]) -> _State[Value]:
        """Where a word leads from a state; remembered."""
        places: dict[_Node[Value], int] = {}
        ends: dict[int, _End[Value]] = {}
        for node, passed in state.places.items():
            if word.hyphen:
                if passed != _AFTER_HYPHEN:
                    left = _AFTER_HYPHEN if passed == _NEXT else passed
                    places[node] = max(places.get(node, left), left)
                continue
            for child in (c for a in word.fits for c in (node.words or {}).get(a, ())):
                _enter(child, _NEXT, places, ends)
            if passed >= word.word:
                places[node] = max(places.get(node, passed - word.word), passed - word.word)
        key = frozenset(places.items()), tuple(sorted(ends))
        self._steps += 1
        found = self._states.setdefault(key, _State(places, (ends[n] for n in key[1])))
        state.next[word] = found
        return found


def _positions(term: str) -> Iterator[Position]:
    parts = term.replace("-", " ").split()
    if not parts or parts[0].startswith("~") or parts[-1].startswith("~"):
        raise ValueError(f"a term begins and ends with a word: {term!r}")
    for part in parts:
        yield int(part[1:] or DEFAULT_GAP) if part.startswith("~") else tuple(map(_alternative, part.split("|")))


def _shortest(first: int, found: list[tuple[_End[Value], int]]) -> list[Hit[Value]]:
    """The hits that begin at one word: terms by number, each with the first end that it came to."""
    if len(found) > 1:
        found = sorted({end.number: (end, last) for end, last in reversed(found)}.values())
    return [Hit(first, last, end.value, end.term) for end, last in found]


def _starred(term: tuple[str, Value]) -> bool:
    """Whether a term begins with a part of a word."""
    return "*" in term[0].lstrip().partition(" ")[0]


def _alternative(part: str) -> str:
    return part if part.startswith("=") else normal(part)


def _enter(node: _Node[Value], passed: int, places: dict[_Node[Value], int], ends: dict[int, _End[Value]]) -> None:
    """Add a node and those behind its gaps; of two ways to one the way counts that may pass over more words."""
    ends.update((end.number, end) for end in node.ends)
    if node.words:
        places[node] = max(places.get(node, passed), passed)
    for gap, behind in (node.gaps or {}).items():
        _enter(behind, max(passed, 0) + gap, places, ends)


def _lengths(starred: Iterable[str]) -> list[int]:
    """How many letters the parts of words have."""
    return sorted({len(alternative) - 1 for alternative in starred})


def longest(hits: Sequence[Hit[Value]]) -> list[Hit[Value]]:
    """Of hits that share tokens only the longest (of equally long ones the first), in order; `hits` by first token."""
    if len(hits) < 2 or all(a.last <= b.first for a, b in pairwise(hits)):
        return [*hits]
    kept: list[Hit[Value]] = []
    taken: set[int] = set()
    for hit in sorted(hits, key=lambda h: (h.first - h.last, h.first)):
        span = range(hit.first, hit.last)
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append(hit)
    return sorted(kept, key=lambda h: h.first)
