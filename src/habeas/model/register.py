"""The register: a pure function of readings and decisions (format `habeas-register/1`). All references are global ids."""

import msgspec

from habeas.model.passage import Shared
from habeas.model.reading import Claim

FORMAT = "habeas-register/1"


class Built(msgspec.Struct, frozen=True, kw_only=True):
    """Which code built the register from which inputs (`inputs`: SHA-256 over the sorted inputs)."""

    version: str
    inputs: str


class DocumentRow(msgspec.Struct, frozen=True, kw_only=True):
    """A document without its text; title and address are covered."""

    id: str
    item: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None
    url: str | None = None
    twin_of: str | None = None


class CopyRow(msgspec.Struct, frozen=True, kw_only=True):
    """An edge between two documents of which one has from the other, or both from a third; with its evidence."""

    id: str
    kind: str
    """A key of `vocabulary/data/copy_kinds.toml`."""
    left: str
    """Document. Of an excerpt the shorter one, of a translation or retelling the later one where dates tell."""
    right: str
    share: float
    """How much of the shorter document stands in the other, between 0 and 1: words, or weight of facts."""
    words: list[Shared] = []
    """The shared words, in the order of `left`: passages of the original texts, as those of claims."""
    claims: list[tuple[str, str]] = []
    """Ids of claims that say the same at the same place of both tellings, in order."""
    figures: list[str] = []
    """The numbers that both tell in one order, covered."""


class Name(msgspec.Struct, frozen=True, kw_only=True):
    """A name as a document writes it, and that passage's language."""

    text: str
    language: str | None = None


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """`independent`: origins certainly different, after joining those that may be the same; `at_most`: all of them."""

    independent: int
    at_most: int


class SiteRow(msgspec.Struct, frozen=True, kw_only=True):
    """A place of detention across documents."""

    id: str
    name: str
    names: list[Name] = []
    kind: str = "unknown"
    settlement: str | None = None
    admin1: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: str = "none"
    candidates: list[str] = []
    part_of: str | None = None
    run_by: list[str] = []
    first: str | None = None
    last: str | None = None
    claims: list[str] = []
    origins: Tally = Tally(independent=0, at_most=0)
    denied: bool = False


class UnitRow(msgspec.Struct, frozen=True, kw_only=True):
    """An armed formation or agency across documents."""

    id: str
    name: str
    names: list[Name] = []
    kind: str = "other"
    part_of: str | None = None
    claims: list[str] = []
    origins: Tally = Tally(independent=0, at_most=0)
    denied: bool = False


class PersonRow(msgspec.Struct, frozen=True, kw_only=True):
    """A human being across documents: a label, and a name only where it may be shown."""

    id: str
    label: str
    sealed: bool = True
    name: str | None = None
    roles: list[str] = []
    claims: list[str] = []
    origins: Tally = Tally(independent=0, at_most=0)
    denied: bool = False


class BodyRow(msgspec.Struct, frozen=True, kw_only=True):
    """An organisation across documents."""

    id: str
    name: str
    names: list[Name] = []
    kind: str = "other"
    claims: list[str] = []


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """The root of attributions across documents."""

    id: str
    voice: str
    """Global id of a person, body or unit, or `anon:` and a kind."""
    kind: str = "unknown"
    """account | official_finding | physical_find | recording | document | unknown."""
    claims: list[str] = []
    maybe_same: list[str] = []


class ClaimRow(Claim, frozen=True, kw_only=True):
    """A reading's claim with global ids, its document, its origin and what reviewers made of it."""

    document: str
    origin: str
    status: str = "read"
    """read | confirmed | corrected | rejected."""
    grade: str | None = None
    """A reviewer's grade of source and information (Admiralty), as `B2`."""
    exculpatory: bool = False
    """Whether a reviewer found that it speaks for somebody who is accused."""


class FindingPart(msgspec.Struct, frozen=True, kw_only=True):
    """One of the things that the claims of a finding say differently: agreement on the place is none on the date."""

    what: str
    """date | number | method."""
    value: str
    """Days as `2022-03-01/2022-03-09` (an open end is `..`), a number as `at_least 40 detainees`, a method's key."""
    claims: list[str]
    origins: Tally


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A number that claims of a finding give, in its frame. Figures are never added, not within a frame nor across."""

    of: str
    frame: str | None = None
    """Over what it counts, as `at_a_time` (a key of corroboration/data/frames.toml); None where the words do not tell."""
    op: str
    n: int
    n2: int | None = None
    as_of: str | None = None
    """The day up to which it counts: the end of the claim's date, else the day of publication; None without either."""
    claims: list[str]
    origins: Tally
    beside: str | None = None
    """How it stands to the figure before it in the list: edition | both_can_be_true | other_frame | contradicts."""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """Claims of all documents that say the same thing about the same site, unit or person."""

    id: str
    type: str
    site: str | None = None
    unit: str | None = None
    person: str | None = None
    claims: list[str] = []
    origins: Tally = Tally(independent=0, at_most=0)
    denials: list[str] = []
    state: str = "recorded"
    """A key of `vocabulary/data/corroboration_states.toml`."""
    rule: str | None = None
    """Id of the rule that gave the state: the first all of whose conditions hold."""
    parts: list[FindingPart] = []
    """What its claims say differently; empty where they agree."""
    figures: list[Figure] = []
    """Its numbers by what they count, frame and day: editions of a growing figure stand one after the other."""
    kinds: list[str] = []
    """The kinds of its origins, sorted."""
    credible: int = 0
    """Of the independent origins, those that a reviewer graded credible."""


class StateRule(msgspec.Struct, frozen=True, kw_only=True):
    """A rule by which a finding has its state; the first of them all of whose conditions hold gives it."""

    id: str
    """Its number among the rules in force, `01` the first."""
    state: str
    says: str = ""
    """What it asks for, in a sentence."""
    least: dict[str, int] = {}
    """Its conditions: of what there have to be how many at least (keys of corroboration/states.py, `Inputs`)."""


class Register(msgspec.Struct, frozen=True, kw_only=True):
    """The whole. Lists are sorted by id, so that the same inputs give the same bytes."""

    format: str = FORMAT
    case: str
    built: Built
    documents: list[DocumentRow] = []
    sites: list[SiteRow] = []
    units: list[UnitRow] = []
    people: list[PersonRow] = []
    bodies: list[BodyRow] = []
    origins: list[Origin] = []
    claims: list[ClaimRow] = []
    findings: list[Finding] = []
    copies: list[CopyRow] = []
    rules: list[StateRule] = []
    """By which the states of the findings were derived."""
