"""Search over a case: joins the register and the covered texts into the index, and answers from the index alone."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from habeas.case.covering_all import covered_texts
from habeas.model.covering import Covering
from habeas.model.errors import HabeasError, UsageError
from habeas.model.passage import Passage
from habeas.model.register import ClaimRow, DocumentRow, Finding
from habeas.searching import Asked, Entry, Limits, Named, Standing, asked, entry, hits, named
from habeas.searching.entries import states
from habeas.storage.database import Database
from habeas.storage.register_rows import RegisterRows
from habeas.storage.search import Passed, SearchIndex
from habeas.vocabulary import vocabulary

if TYPE_CHECKING:
    from habeas.case.case import Case

NAMES = 8
"""Names that are answered; the best ones."""
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A document in which a passage stands, where, and the claims that begin in it there."""

    document: DocumentRow
    passage: Passage
    """In the covered text; both ends 0 for the title."""
    claims: list[Standing]


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A covered passage that has what was asked for."""

    text: str
    hits: list[Passage]
    """The words that were asked for, in `text`."""
    sources: list[Source]
    """Every document in which it stands word for word, by date of publication."""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What a search found."""

    passages: list[Hit]
    all: int
    """How many passages there are, those that are not shown included."""
    names: list[Named]
    all_names: int
    loosened: bool
    """Whether nothing has all the words, and these have some of them, or words with parts of them."""
    called: dict[str, str]
    """The names of the sites of the claims."""


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody searches for; see Limits."""

    words: str
    site: str | None = None
    """Id or (part of) a name."""
    type: str | None = None
    origin: str | None = None
    state: str | None = None
    since: str | None = None
    until: str | None = None
    language: str | None = None
    most: int = 10


def refresh(database: Database, covering: Covering) -> int:
    """Bring the index to the register; returns how many documents were written to it."""
    rows = RegisterRows(database)
    head = rows.head()
    if head is None:
        return 0
    return SearchIndex(database).fill(head[1].inputs, _entries(rows, covering), named(rows.things()))


def _entries(rows: RegisterRows, covering: Covering) -> Iterator[Entry]:
    stand = states(rows.of(Finding))
    documents = list(rows.of(DocumentRow))
    texts = covered_texts(covering, [document.item for document in documents])
    for document, text in zip(documents, texts, strict=True):
        yield entry(document, text, list(rows.of(ClaimRow, document.item)), stand)


class Search:
    """Answers questions about a case from its index."""

    def __init__(self, case: "Case") -> None:
        """Raises UsageError before the first build. An index that a killed build left behind is brought up to date."""
        head = RegisterRows(case.database).head()
        if head is None:
            raise UsageError("nothing is built yet: run `habeas build`")
        self._case = case
        self._index = SearchIndex(case.database)
        if not self._index.is_for(head[1].inputs):
            refresh(case.database, case.judged().covering)

    def ask(self, wanted: Wanted) -> Answer:
        """The best passages and names. Raises UsageError for a question without a word or a filter that is none,
        HabeasError for a site or an origin that the register does not have.
        """
        question = asked(wanted.words)
        if not question.groups:
            raise UsageError("nothing to search for: give a word, as in `habeas search basement`")
        limits = self._limits(wanted)
        found = self._index.passages(question, limits, wanted.most)
        names = self._index.names(question) if limits == Limits() else []
        loosened = not found.all and not names
        if loosened:
            question = question.loosened()
            found = self._index.passages(question, limits, wanted.most)
        passages = [_hit(question, one) for one in found.best]
        sites = {c.site for hit in passages for source in hit.sources for c in source.claims if c.site}
        called = ((site, self._index.name(site)) for site in sorted(sites))
        return Answer(
            passages=passages,
            all=found.all,
            names=names[:NAMES],
            all_names=len(names),
            loosened=loosened and bool(found.all),
            called={site: row.name for site, row in called if row},
        )

    def _limits(self, wanted: Wanted) -> Limits:
        types, standings = list(vocabulary("claim_types")), list(vocabulary("corroboration_states"))
        types += [key.partition(".")[0] for key in types]
        for what, key, known in (("type", wanted.type, types), ("state", wanted.state, standings)):
            if key is not None and key not in known:
                raise UsageError(f"no {what} {key}: there are {', '.join(dict.fromkeys(known))}")
        for day in (wanted.since, wanted.until):
            if day is not None and not _DATE.fullmatch(day):
                raise UsageError(f"no date {day}: give 2022, 2022-09 or 2022-09-16")
        return Limits(
            sites=None if wanted.site is None else self._sites(wanted.site),
            type=wanted.type,
            origin=None if wanted.origin is None else self._id(wanted.origin, "O-"),
            state=wanted.state,
            since=wanted.since,
            until=wanted.until,
            language=wanted.language and wanted.language.lower(),
        )

    def _sites(self, what: str) -> tuple[str, ...]:
        """The sites with this id or name, and what is part of them."""
        called = self._index.names(asked(what), "site")
        return self._index.with_parts([row.id for row in called] or [self._id(what, "S-")])

    def _id(self, one: str, prefix: str) -> str:
        """The present id for one that the register gave at any time."""
        row = self._case.queries().get(one)
        if row is None or not row.id.startswith(prefix):
            what = {"S-": "site", "O-": "origin"}[prefix]
            raise HabeasError(f"no {what} in the register is called {one}: `habeas show NAME` finds ids")
        return row.id


def _hit(question: Asked, found: Passed) -> Hit:
    sources = [Source(document=s.document, passage=Passage(s.start, s.stop), claims=s.claims) for s in found.stands]
    return Hit(text=found.text, hits=hits(question, found.text, found.language), sources=sources)
