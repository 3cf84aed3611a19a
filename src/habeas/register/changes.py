"""What changed between two registers of one case, in words for the person who added the new reports.

Things are the same by id; one whose id is gone is found again by the claims that it held, because claims come from evidence.
Numbers are told with their operator and never added. Pure: nothing but the two registers is looked at.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from habeas.model.reading import Count
from habeas.model.register import ClaimRow, DocumentRow, Finding, PersonRow, Register, SiteRow, UnitRow
from habeas.register.queries import Queries, tally
from habeas.vocabulary import label

Row = TypeVar("Row", SiteRow, UnitRow, PersonRow)
Kept = TypeVar("Kept", DocumentRow, SiteRow, UnitRow, PersonRow, ClaimRow, Finding)


class Change(NamedTuple):
    """One change: what sort (a key of `SORTS`), of what (an id of the newer register, else of the older), in words."""

    sort: str
    id: str
    words: str


SORTS = {
    "document": "Documents",
    "joined": "Now one",
    "parted": "Now apart",
    "site": "Sites",
    "unit": "Units",
    "person": "People",
    "origins": "Independent origins",
    "denial": "Denials",
    "state": "States",
    "figure": "Figures",
    "status": "Reviewed",
    "claim": "Claims",
}
"""Sorts of changes with their headings, in the order in which a reader wants them."""


def changes(old: Register, new: Register) -> list[Change]:
    """Everything that a reader of the old register should know about the new one, by sort."""
    before, after = Queries(old), Queries(new)
    found = [
        *_kept("document", old.documents, new.documents, _document),
        *_things("site", old.sites, new.sites, _site),
        *_things("unit", old.units, new.units, lambda u: u.name),
        *_things("person", old.people, new.people, lambda p: p.name or p.label),
        *_released(old.people, new.people),
        *_findings(old.findings, new.findings, after),
        *_figures(before, after),
        *_claims(old.claims, new.claims),
    ]
    order = list(SORTS)
    return sorted(found, key=lambda change: (order.index(change.sort), change.words, change.id))


def _document(row: DocumentRow) -> str:
    copy = f", a copy of {row.twin_of}" if row.twin_of else ""
    return f"{row.publisher or row.title or row.id}, {row.published or 'undated'}{copy}"


def _site(site: SiteRow) -> str:
    return f"{site.name} ({site.admin1})" if site.admin1 else site.name


def _kept(sort: str, old: Iterable[Kept], new: Iterable[Kept], words: Callable[[Kept], str]) -> Iterator[Change]:
    before, after = {row.id: row for row in old}, {row.id: row for row in new}
    yield from (Change(sort, one, f"new: {words(after[one])}") for one in after.keys() - before.keys())
    yield from (Change(sort, one, f"no longer there: {words(before[one])}") for one in before.keys() - after.keys())


def _things(sort: str, old: Sequence[Row], new: Sequence[Row], words: Callable[[Row], str]) -> Iterator[Change]:
    """New things, gone ones, those that became one or came apart, and whose origins changed."""
    before, after = {row.id: row for row in old}, {row.id: row for row in new}
    heirs = _heirs(before.values(), after.values(), set(before) - set(after), words)
    parents = _heirs(after.values(), before.values(), set(after) - set(before), words)
    renamed = {heir: one for one, heir in heirs.items() if parents.get(heir) == one}
    for one in before.keys() - after.keys():
        heir = heirs.get(one)
        if heir is None:
            yield Change(sort, one, f"no longer there: {words(before[one])}")
        elif heir not in renamed:
            yield Change("joined", heir, f"{words(before[one])} is now one with {words(after[heir])}")
    for one in after.keys() - before.keys() - renamed.keys():
        parent = parents.get(one)
        if parent in after:
            yield Change("parted", one, f"{words(after[one])} stands apart from {words(after[str(parent)])}")
        else:
            yield Change(sort, one, f"new: {words(after[one])}, {tally(after[one].origins)}")
    for one, row in after.items():
        was = before.get(renamed.get(one, one))
        if was is not None and was.origins != row.origins:
            yield Change("origins", one, f"{words(row)}: {tally(was.origins)} → {tally(row.origins)}")


def _heirs(rows: Iterable[Row], others: Iterable[Row], lost: set[str], words: Callable[[Row], str]) -> dict[str, str]:
    """For each lost id the thing on the other side that holds most of its claims; without claims the one called so."""
    holders: dict[str, list[str]] = {}
    called: dict[str, list[str]] = {}
    for other in others:
        called.setdefault(words(other), []).append(other.id)
        for claim in other.claims:
            holders.setdefault(claim, []).append(other.id)
    found = {}
    for row in rows:
        if row.id in lost:
            votes = Counter(holder for claim in row.claims for holder in holders.get(claim, ()))
            votes = votes or Counter(called.get(words(row), ()))
            if votes:
                found[row.id] = min(votes, key=lambda holder: (-votes[holder], holder))
    return found


def _released(old: Iterable[PersonRow], new: Iterable[PersonRow]) -> Iterator[Change]:
    before = {row.id: row for row in old}
    for row in new:
        was = before.get(row.id)
        if was is not None and was.sealed != row.sealed:
            yield Change("person", row.id, f"{row.label} is now {'sealed' if row.sealed else f'shown as {row.name}'}")


def _findings(old: Iterable[Finding], new: Iterable[Finding], after: Queries) -> Iterator[Change]:
    """Denials that came, and states that changed."""
    before = {finding.id: finding for finding in old}
    for finding in new:
        was = before.get(finding.id)
        name = _finding(finding, after)
        for denial in set(finding.denials) - set(was.denials if was else ()):
            row = after.get(denial)
            if isinstance(row, ClaimRow):
                yield Change("denial", finding.id, f"{name}: denied by {after.chain(row)}")
        if was is not None and was.state != finding.state:
            states = (label("corroboration_states", state) for state in (was.state, finding.state))
            yield Change("state", finding.id, f"{name}: {' → '.join(states)}")


def _finding(finding: Finding, queries: Queries) -> str:
    about = finding.site or finding.unit or finding.person
    return f"{label('claim_types', finding.type)}" + (f", {queries.name(about)}" if about else "")


def _figures(before: Queries, after: Queries) -> Iterator[Change]:
    """Figures that were not told before of the same thing: an older edition stays beside the newer one."""
    known = _told(before.register.claims)
    for key, figures in _told(after.register.claims).items():
        fresh = figures.keys() - known.get(key, {}).keys()
        where = f", {after.name(key[1])}" if key[1] else ""
        earlier = ", ".join(sorted(known.get(key, {})))
        for figure in fresh if earlier else ():
            claim = figures[figure]
            words = (
                f"{label('claim_types', key[0])}{where}: {figure} ({after.chain(claim)}); on record before: {earlier}"
            )
            yield Change("figure", claim.id, words)


def _told(claims: Iterable[ClaimRow]) -> Mapping[tuple[str, str, str], dict[str, ClaimRow]]:
    """Type, site and what is counted -> each figure in words, with the first claim by id that tells it."""
    found: dict[tuple[str, str, str], dict[str, ClaimRow]] = {}
    for claim in claims:
        if claim.count and claim.status != "rejected" and claim.site:
            found.setdefault((claim.type, claim.site, claim.count.of), {}).setdefault(figure(claim.count), claim)
    return found


def figure(count: Count) -> str:
    """A number with its operator and unit, as `at least 23 detainees`."""
    operator = label("count_operators", count.op)
    number = f"{count.n:,}" + (f" and {count.n2:,}" if count.n2 is not None else "")
    return f"{operator} {number} {label('count_units', count.of)}"


def _claims(old: Sequence[ClaimRow], new: Sequence[ClaimRow]) -> Iterator[Change]:
    """How many claims came and went by type, and what reviewers changed."""
    before, after = {row.id: row for row in old}, {row.id: row for row in new}
    came, went = after.keys() - before.keys(), before.keys() - after.keys()
    for sign, ids, rows in ("new", came, after), ("no longer read", went, before):
        for kind, n in sorted(Counter(rows[one].type for one in ids).items()):
            yield Change("claim", "", f"{n} {sign}: {label('claim_types', kind)}")
    for one in before.keys() & after.keys():
        was, now = before[one].status, after[one].status
        if was != now:
            kind = label("claim_types", after[one].type)
            yield Change("status", one, f"{kind} [{after[one].document}]: {was} → {now}")
