"""The words that mark people, bodies, units and sites, looked for once a sentence.

Each table of a language pack is flattened: `[known.outlet] "Reuters" = [terms]` gives terms with the key
`("bodies", "known", "outlet", "Reuters")`. Names under `known` are the same whatever language stands around them, so
every lexicon has those of all packs, and the well-known places of detention.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from habeas.languages import Hit, Terms, Token, languages, longest, pack
from habeas.model.passage import Passage
from habeas.places.known_sites import known_sites
from habeas.reading.text import ParsedText, Sentence

Key = tuple[str, ...]
_start_of, _end_of = attrgetter("start"), attrgetter("end")
TABLES = ("people", "bodies", "units", "sites", "phrases")
EVERYWHERE = "known"
LONGEST_OWN = 2
"""Letters of names that only their own language knows."""


class Lexicon:
    """One language's terms of all tables, and its word lists."""

    def __init__(self, code: str) -> None:
        """`code`: a language that has a pack."""
        self.code = code
        keys: dict[str, dict[Key, None]] = {}
        for term, key in _all_terms(code):
            keys.setdefault(term, {})[key] = None
        self._terms: Terms[tuple[tuple[Key, Key], ...]] = Terms(
            (term, tuple((key[:2], key) for key in all_keys)) for term, all_keys in keys.items()
        )
        self._lists: dict[Key, frozenset[str]] = {}

    def hits(self, *views: list[Token]) -> dict[Key, list[Hit[Key]]]:
        """The longest hits by table and group (`("people", "titles")`), in order, of one row of tokens in all `views`."""
        groups: dict[Key, list[Hit[Key]]] = defaultdict(list)
        for hit in (hit for tokens in views for hit in self._terms.find(tokens)):
            for group, key in hit.value:
                groups[group].append(Hit(hit.first, hit.last, key, hit.term))
        return {group: longest(hits) for group, hits in groups.items()}

    def words(self, table: str, key: str) -> frozenset[str]:
        """A plain list of a table, casefolded."""
        known = self._lists.get((table, key))
        if known is None:
            found = pack(self.code)
            known = frozenset(w.casefold() for w in found.words(table, key)) if found else frozenset()
            self._lists[table, key] = known
        return known

    def pairs(self, table: str, key: str) -> list[tuple[str, str]]:
        """A table of endings and what stands for them, longest endings first."""
        found = pack(self.code)
        pairs = found.table(table).get("nominative", {}).get(key, {}).items() if found else ()
        return sorted(pairs, key=lambda p: (-len(p[0]), p[0]))

    def endings(self, table: str, key: str) -> tuple[str, ...]:
        """A plain list of a table as endings, longest first."""
        return _endings(self.code, table, key)


@cache
def _endings(code: str, table: str, key: str) -> tuple[str, ...]:
    found = pack(code)
    return tuple(sorted(found.words(table, key), key=lambda e: (-len(e), e))) if found else ()


@cache
def lexicon(code: str) -> Lexicon:
    """The lexicon of a language that has a pack, compiled once."""
    return Lexicon(code)


def _all_terms(code: str) -> Iterator[tuple[str, Key]]:
    """The terms of a pack and what others know; not where that is an ordinary word of the language (`unlike`).

    Two letters mean something else in the next language (WP, SZ): such a name counts where its own pack lists it.
    """
    own = pack(code)
    unlike = frozenset(own.words("bodies", "unlike")) if own else frozenset[str]()
    for site in known_sites().values():
        yield from ((term, ("sites", "known", site.kind, site.name)) for term in site.aliases)
        yield from ((term, ("sites", "notorious", site.kind, site.name)) for term in site.bare)
    for other in languages():
        found = pack(other)
        for table in TABLES if found else ():
            assert found is not None  # noqa: S101  (languages() lists packs only)
            for group, content in found.table(table).items():
                if (
                    isinstance(content, Mapping)
                    and group not in ("towns", "nominative")
                    and (other == code or group == EVERYWHERE)
                ):
                    yield from (
                        (term, key)
                        for term, key in _flatten(content, (table, group))
                        if other == code or (term not in unlike and len(term.lstrip("=")) > LONGEST_OWN)
                    )


def _flatten(content: Mapping[str, Any], path: Key) -> Iterator[tuple[str, Key]]:
    for name, value in content.items():
        if isinstance(value, Mapping):
            yield from _flatten(value, (*path, name))
        else:
            yield from ((term, (*path, name)) for term in value)


def _bare(token: Token, possessives: tuple[str, ...]) -> Token:
    """A token without an ending of possession, as the name in `Kharkiv's`."""
    for ending in possessives:
        if token.norm.endswith(ending) and len(token.text) > len(ending):
            cut = len(ending)
            return Token(token.start, token.end - cut, token.text[:-cut], token.norm[:-cut], word=True)
    return token


class Row:
    """A sentence with what the lexicon found in it."""

    def __init__(self, sentence: Sentence, lex: Lexicon, text: str) -> None:
        """`text`: the whole document's."""
        self.sentence, self.lexicon, self.text = sentence, lex, text
        possessives = lex.endings("phrases", "possessives")
        self.tokens = sentence.tokens
        if possessives and any(t.norm.endswith(possessives) for t in self.tokens):
            self.tokens = [_bare(t, possessives) for t in self.tokens]
        self._hits = lex.hits(*([self.tokens] if self.tokens == sentence.tokens else [sentence.tokens, self.tokens]))
        self.capitals = [t.word and t.text[0].isupper() for t in self.tokens]
        """Which tokens are words with a capital letter."""

    def hits(self, table: str, group: str) -> list[Hit[Key]]:
        """The hits of one group, in order, apart from each other."""
        return self._hits.get((table, group), [])

    def has(self, table: str, group: str) -> bool:
        """Whether the sentence has any word of a group."""
        return bool(self._hits.get((table, group)))

    def passage(self, first: int, last: int) -> Passage:
        """The passage of tokens[first:last]."""
        return Passage(self.tokens[first].start, self.tokens[last - 1].end)

    def span(self, passage: Passage) -> tuple[int, int]:
        """The tokens [first, last) that meet a passage of this sentence."""
        return (
            bisect_right(self.tokens, passage.start, key=_end_of),
            bisect_left(self.tokens, passage.end, key=_start_of),
        )

    def nation(self, i: int) -> bool:
        """Whether token i is a word of a country, people, month or day."""
        return any(h.first <= i < h.last for h in self.hits("people", "nations"))

    def tight(self, i: int) -> bool:
        """Whether token i follows the one before it without white space; False beyond the ends."""
        return 0 < i < len(self.tokens) and self.sentence.tokens[i - 1].end == self.tokens[i].start


class Mark:
    """A found mention: where it stands, in which sentence, and what it says of the entity."""

    __slots__ = ("first", "key", "kind", "last", "listed", "name", "row", "sought")

    def __init__(self, row: Row, span: tuple[int, int], *, key: str, kind: str, name: str) -> None:
        """`span`: tokens [first, last) of the row; `key`: marks of one entity share it."""
        self.row, (self.first, self.last), self.key, self.kind, self.name = row, span, key, kind, name
        self.listed = False
        """Whether it is a name that a table lists."""
        self.sought = False
        """Whether the same words are its name wherever they stand."""

    def widen(self, others: "Iterable[Mark]") -> None:
        """Take in the words of others that it holds only in part."""
        for other in others:
            if self.meets(other) and not (other.first <= self.first and self.last <= other.last):
                self.first, self.last = min(self.first, other.first), max(self.last, other.last)
        self.name = self.passage.of(self.row.text)

    @property
    def passage(self) -> Passage:
        """Its passage in the document."""
        return self.row.passage(self.first, self.last)

    def meets(self, other: "Mark") -> bool:
        """Whether two marks share words."""
        return self.row is other.row and self.first < other.last and other.first < self.last


AnyMark = TypeVar("AnyMark", bound=Mark)


def rows(parsed: ParsedText) -> list[Row]:
    """The sentences of languages that have a pack."""
    known = languages()
    return [Row(s, lexicon(s.language), parsed.text) for s in parsed.sentences if s.language in known]


def by_sentence(marks: "Iterable[AnyMark]") -> "dict[int, list[AnyMark]]":
    """Marks by the number of their sentence."""
    groups: dict[int, list[AnyMark]] = defaultdict(list)
    for mark in marks:
        groups[mark.row.sentence.index].append(mark)
    return groups


def apart(marks: Iterable[Mark]) -> list[Mark]:
    """Of marks that share words the longest (of equally long ones the first given), in the order of the text."""
    taken: dict[int, set[int]] = defaultdict(set)
    kept = []
    for mark in sorted(marks, key=lambda m: m.first - m.last):
        span, busy = range(mark.first, mark.last), taken[mark.row.sentence.index]
        if busy.isdisjoint(span):
            busy.update(span)
            kept.append(mark)
    return sorted(kept, key=lambda m: (m.row.sentence.index, m.first))
