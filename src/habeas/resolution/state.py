"""The state of joining: what was joined so far, so that a changed reading re-resolves only what it touches.

A state is the entries of all readings, in components: entries that hang together over shared keys or over a reviewer's
judgement. What becomes of a component depends on its own entries and on the judgements about them, on nothing else. So
when readings change, only the components that hold one of their entries, before or after, are settled again; `changed`
gives the same state as settling everything anew, whatever came first.

A state can be kept: it is a msgspec struct (`msgspec.msgpack` or `msgspec.json`), made of the entries, which hold names of
people and so belong where names are kept. A store may hold instead of it: the entries of each item (`entries`, by item,
reader and RULES), the keys of each entry, and for each component its `outcome`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from habeas.model.errors import HabeasError
from habeas.model.reading import Reading
from habeas.model.resolution import Link, Resolution
from habeas.resolution.bodies import BODIES
from habeas.resolution.entries import RULES, Entry, entries
from habeas.resolution.grouping import Class, settle
from habeas.resolution.judgements import judgements
from habeas.resolution.people import PEOPLE
from habeas.resolution.sites import SITES
from habeas.resolution.units import UNITS

CLASSES: dict[str, Class[Any]] = {"S": SITES, "U": UNITS, "P": PEOPLE, "B": BODIES}
"""First letter of an id -> how things of the class are joined."""


class Outcome(msgspec.Struct, frozen=True):
    """What became of one component."""

    entity: dict[str, str]
    """Entry -> entity."""
    links: tuple[Link, ...] = ()
    parts: dict[str, str] = {}


class State(msgspec.Struct, frozen=True):
    """Everything that was joined so far. Never changed: `changed` makes a new one."""

    rules: str = RULES
    items: dict[str, list[Entry]] = {}
    """Item -> its entries, sorted."""
    holders: dict[str, set[str]] = {}
    """Key -> the entries that have it."""
    entry: dict[str, Entry] = {}
    owner: dict[str, str] = {}
    """Mention id -> its entry."""
    component: dict[str, str] = {}
    """Entry -> its component: the smallest of the component's entries."""
    outcomes: dict[str, Outcome] = {}
    judged: tuple[Link, ...] = ()


class Change(msgspec.Struct, frozen=True):
    """A new state, and what of it is new."""

    state: State
    entities: frozenset[str]
    """Ids of entities that came, went, or gained or lost a mention; what is about others is as it was, but for links."""
    items: frozenset[str]
    """Items that came, went, were read anew, or have an entity under another id than before."""
    settled: int
    """Entries that were settled again."""


def changed(
    state: State, readings: Iterable[Reading] = (), gone: Iterable[str] = (), judged: Sequence[Link] | None = None
) -> Change:
    """The state with these readings, each in place of what its item had, without the items `gone`.

    `judged`: all that reviewers judge now; None where that has not changed. Pure; costs what the touched components hold.
    Raises HabeasError when two readings are of one item, or when the state was made by other rules.
    """
    return changed_entries(state, _by_item(readings), gone, judged)


def changed_entries(
    state: State, new: Mapping[str, list[Entry]], gone: Iterable[str] = (), judged: Sequence[Link] | None = None
) -> Change:
    """As `changed`, from entries that were made before: item -> `entries` of its reading."""
    if state.rules != RULES:
        raise HabeasError(f"what was joined by rules {state.rules} cannot be continued by rules {RULES}: join all anew")
    links = state.judged if judged is None else tuple(sorted(judged, key=_order))
    return _Changing(state, links).run(new, [item for item in gone if item not in new])


def outcome(component: Sequence[Entry], judged: Iterable[Link] = ()) -> Outcome:
    """What becomes of the entries of one component, given sorted by id, with the judgements about them.

    For a store that keeps entries by key and holds no `State`: the component of an entry is all that hangs together with it
    over shared keys, and over judgements on mentions of two entries of one class.
    """
    found = settle(component, CLASSES[component[0].id[0]], judgements(component, judged))
    return Outcome(found.entity, found.links, found.parts)


def resolution(state: State) -> Resolution:
    """Every entity under its global id, every mention id ever given, and the links; in the order of components and items."""
    outcomes = [state.outcomes[one] for one in sorted(state.outcomes)]
    entity = {one: known for outcome in outcomes for one, known in outcome.entity.items()}
    return Resolution(
        ids={item: {e.local: entity[e.id] for e in state.items[item]} for item in sorted(state.items)},
        aliases={mention: known for one, known in entity.items() for mention in state.entry[one].mentions},
        links=[link for outcome in outcomes for link in outcome.links],
        parts={part: whole for outcome in outcomes for part, whole in outcome.parts.items()},
    )


def _order(link: Link) -> tuple[str, str, str, str, str]:
    return (link.left, link.right, link.verdict, link.by, link.why)


def _by_item(readings: Iterable[Reading]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for reading in readings:
        item = reading.document.item
        if item in found:
            raise HabeasError(f"two readings of item {item[:16]}: give the current one only")
        found[item] = entries(reading)
    return found


class _Changing:
    """One change on its way; works on copies of the state's tables."""

    def __init__(self, state: State, judged: tuple[Link, ...]) -> None:
        self._old = state
        self._items, self._holders, self._entry = dict(state.items), dict(state.holders), dict(state.entry)
        self._owner, self._component, self._outcomes = dict(state.owner), dict(state.component), dict(state.outcomes)
        self._judged = judged
        self._own: set[str] = set()
        """Keys whose holders are a copy of this change's own."""
        self._seeds: set[str] = set()

    def run(self, new: Mapping[str, list[Entry]], gone: Iterable[str]) -> Change:
        for item in {*new, *gone}:
            for entry in self._items.pop(item, []):
                self._remove(entry)
        for item, found in new.items():
            self._items[item] = found
            for entry in found:
                self._put(entry)
        by_ends = self._links_by_ends()
        self._seed_judged()
        dirty: set[str] = set()
        for members, links in self._components(by_ends):
            dirty.update(members)
            self._settle(members, links)
        state = State(
            RULES, self._items, self._holders, self._entry, self._owner, self._component, self._outcomes, self._judged
        )
        return self._told(state, dirty, {*new, *gone})

    def _remove(self, entry: Entry) -> None:
        self._unsettle(entry.id)
        del self._entry[entry.id]
        for mention in entry.mentions:
            del self._owner[mention]
        for key in entry.keys:
            self._holding(key).discard(entry.id)
            if not self._holders[key]:
                del self._holders[key]

    def _put(self, entry: Entry) -> None:
        self._entry[entry.id] = entry
        self._owner.update(dict.fromkeys(entry.mentions, entry.id))
        for key in entry.keys:
            self._holding(key).add(entry.id)
        self._seeds.add(entry.id)

    def _holding(self, key: str) -> set[str]:
        if key not in self._own:
            self._own.add(key)
            self._holders[key] = set(self._holders.get(key, ()))
        return self._holders.setdefault(key, set())

    def _unsettle(self, one: str) -> None:
        """Forget what became of the entry's component: all its entries are looked at again."""
        component = self._component.get(one)
        if component in self._outcomes:
            for member in self._outcomes.pop(component).entity:
                self._component.pop(member)
                self._seeds.add(member)

    def _seed_judged(self) -> None:
        """Look again at what is judged otherwise than before."""
        for link in {*self._judged} ^ {*self._old.judged}:
            for end in (link.left, link.right):
                if end in self._owner:
                    self._seeds.add(self._owner[end])

    def _links_by_ends(self) -> dict[str, list[tuple[str, Link]]]:
        """Entry -> what is judged of it: the other end and the link."""
        found: dict[str, list[tuple[str, Link]]] = {}
        for link in self._judged:
            one, other = self._owner.get(link.left), self._owner.get(link.right)
            if one and other and one != other and one[0] == other[0]:
                found.setdefault(one, []).append((other, link))
                found.setdefault(other, []).append((one, link))
        return found

    def _components(self, by_ends: dict[str, list[tuple[str, Link]]]) -> Iterator[tuple[list[str], list[Link]]]:
        """The components that hold a seed, each with the judgements on it."""
        done: set[str] = set()
        for seed in sorted(self._seeds & self._entry.keys()):
            if seed not in done:
                members, links = self._reach(seed, by_ends)
                done |= members
                yield sorted(members), links

    def _reach(self, seed: str, by_ends: dict[str, list[tuple[str, Link]]]) -> tuple[set[str], list[Link]]:
        seen, keys, links, waiting = {seed}, set[str](), set[Link](), [seed]
        while waiting:
            one = waiting.pop()
            self._unsettle(one)
            near = {other for other, _ in by_ends.get(one, ())}
            links.update(link for _, link in by_ends.get(one, ()))
            for key in self._entry[one].keys:
                if key not in keys:
                    keys.add(key)
                    near |= self._holders[key]
            waiting.extend(near - seen)
            seen |= near
        return seen, sorted(links, key=_order)

    def _settle(self, members: list[str], links: list[Link]) -> None:
        self._outcomes[members[0]] = outcome([self._entry[one] for one in members], links)
        self._component.update(dict.fromkeys(members, members[0]))

    def _told(self, state: State, dirty: set[str], anew: set[str]) -> Change:
        entities, items = set[str](), set(anew)
        before, after = _entity(self._old), _entity(state)
        gone = {e.id for item in anew for e in self._old.items.get(item, ())}
        for one in dirty | gone:
            was, now = before(one), after(one)
            entry = self._entry.get(one)
            if was != now or entry is None or entry.item in anew:
                entities.update(known for known in (was, now) if known)
                items.update([entry.item] if entry else [])
        return Change(state, frozenset(entities), frozenset(items), len(dirty))


def _entity(state: State) -> Callable[[str], str | None]:
    def of(one: str) -> str | None:
        component = state.component.get(one)
        return state.outcomes[component].entity[one] if component else None

    return of
