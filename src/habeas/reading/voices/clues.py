"""The clues to whose words a sentence is. Each is a short name; what it weighs was learned and stands in a data file.

The names are joined from what is the case (`before`, `own say`) and the sort of the candidate (outlet, anon, P, B, U).
"""

from collections.abc import Iterator
from functools import cache, lru_cache

from habeas.reading.voices.discourse import UNNAMED, Discourse, sort_of
from habeas.reading.voices.sources import ANON, BACK

_MATTERS = frozenset({"ordeal", "legal", "number", "report", "self"})
_MATTER = frozenset({"ordeal", "report", "number"})
_BACK = {"person": "P", "body": "B", "group": "B", "thing": "B", "many": UNNAMED}


def clues(heard: Discourse, i: int, who: str) -> list[str]:
    """The clues that speak for or against `who` as the voice of sentence `i`, whatever was decided before."""
    sort, place = sort_of(who), heard.place[i]
    found = [*_always(sort, place)]
    if heard.speeches[i]:
        found += _said(heard, i, who, sort)
    found += _of_marks(heard.roles.get(who, ()), heard.scenes[i].marks, heard.tone, sort)
    if who in heard.mentioned[i]:
        found += _mentioned(heard, i, who, sort)
    if heard.scenes[i].anaphors:
        found += _pointing_back(heard, i, who, sort)
    found += _paragraph(heard, i, who, sort)
    standing = heard.standing.get((who, place))
    if standing is None:
        standing = heard.standing[who, place] = tuple(_document(heard, who, sort, place))
    found += standing
    if heard.stretches[i] is not None:
        found += _quotation(heard, i, who, sort)
    found += _where(heard, i, sort)
    found += _topic(heard, i, who, sort)
    if heard.items[i] is not None:
        found += _item(heard, i, who, sort)
    if not heard.speeches[i]:
        found += _since(heard, i, who, sort)
    return found


@cache
def _always(sort: str, place: str) -> tuple[str, ...]:
    return f"is {sort}", f"{place} {sort}"


def _topic(heard: Discourse, i: int, who: str, sort: str) -> tuple[str, ...]:
    """Whom the sentence is about, and whether that person is heard anywhere."""
    topic = heard.topic[i]
    if topic is None:
        return (f"about nobody {sort}",)
    known = "heard" if heard.spoken[topic] else "unheard"
    here = "named" if topic in heard.mentioned[i] else "meant"
    whose = "self" if who == topic else sort
    about = f"about {known} {whose}", f"about {known} {here} {whose}"
    return (*about, f"about {known} ordeal {whose}") if "ordeal" in heard.scenes[i].marks else about


def _item(heard: Discourse, i: int, who: str, sort: str) -> Iterator[str]:
    """Who speaks above the list in which the sentence is an item."""
    head = heard.items[i]
    if head is None:
        return
    yield f"item {sort}"
    if who in heard.speeches[head]:
        yield "item under speaker"
    elif who in heard.mentioned[head]:
        yield "item under named"


def _since(heard: Discourse, i: int, who: str, sort: str) -> Iterator[str]:
    """How far the last words of speech are."""
    j = heard.behind(i)
    if j is None:
        return
    far = _far(i - j)
    yield f"since {far} {sort}"
    if who in heard.speeches[j]:
        yield f"since {far} same {heard.place[i]}"
        yield f"since {far} same {sort}"
        yield from (f"since same {role}" for role in heard.roles.get(who, ()))
        yield from (f"since same {mark} {sort}" for mark in sorted(heard.scenes[i].marks & _MATTERS))


def _far(distance: int) -> str:
    return str(distance) if distance < 3 else "few" if distance < 6 else "many"


def going_on(heard: Discourse, i: int, who: str) -> list[str]:
    """The clues for a voice of this sort to go on from the sentence before `i`."""
    scene, sort = heard.scenes[i], sort_of(who)
    where = "same" if heard.paragraph[i - 1] == heard.paragraph[i] else "new"
    if heard.after_colon[i]:
        where = f"colon {where}"
    silent = "spoken" if heard.speeches[i] else "silent"
    stretch = heard.stretches[i]
    found = [*_on(where, sort, silent, f"{heard.place[i - 1]} {heard.place[i]}")]
    if stretch and stretch.first < i:
        found.append("on in quotation")
    if not heard.speeches[i]:
        found += (f"on {where} {role}" for role in heard.roles.get(who, ()))
    if heard.heading[i - 1]:
        found.append("on after heading")
    if heard.heading[i]:
        found.append("on heading")
    behind = heard.behind(i)
    if behind is not None:
        found.append(f"on far {_far(i - behind)} {sort}")
    if heard.items[i] is not None:
        found.append("on item")
    found += (f"on back {back} {sort}" for back in sorted(scene.anaphors))
    return found


@lru_cache(maxsize=1 << 10)
def _on(where: str, sort: str, silent: str, places: str) -> tuple[str, ...]:
    """The clues of going on that every text has."""
    on = f"on {where}"
    return on, f"{on} {sort}", f"{on} {silent}", f"{on} {silent} {sort}", f"{on} {places}"


def _said(heard: Discourse, i: int, who: str, sort: str) -> Iterator[str]:
    """Who is said to speak in the sentence itself."""
    speeches = heard.speeches[i]
    for speech in speeches.get(who, ()):
        yield f"own {speech.how}{' near' if speech.near else ''}"
        yield f"own {speech.how} {'back' if speech.who.startswith(BACK) else speech.who if sort == UNNAMED else sort}"
    if not speeches:
        return
    if who not in speeches:
        yield f"own other {sort}"
        if f"{ANON}official" in (s.who for s in speeches.get(UNNAMED, ())):
            yield from (f"official speaks {role}" for role in heard.roles.get(who, ()))
        return
    yield "own first" if who == next(iter(speeches)) else "own later"
    if len(speeches) == 1:
        yield f"own alone {sort}"


@lru_cache(maxsize=1 << 12)
def _of_marks(roles: tuple[str, ...], marks: frozenset[str], tone: frozenset[str], sort: str) -> tuple[str, ...]:
    """What the roles of the candidate and the words of the sentence suggest."""
    found = [f"role {role}" for role in roles]
    for mark in sorted(marks):
        found.append(f"{mark} {sort}")
        found += (f"{mark} in {feel} {sort}" for feel in sorted(tone) if mark in _MATTER)
    return tuple(found)


def _mentioned(heard: Discourse, i: int, who: str, sort: str) -> Iterator[str]:
    """How the sentence names the candidate."""
    yield f"mentioned {sort}"
    yield from (f"mentioned role {role}" for role in heard.roles.get(who, ()))
    if who == heard.mentioned[i][0]:
        yield f"mentioned first {sort}"
    if "speaks" in heard.scenes[i].marks:
        yield f"mentioned speaks {sort}"


def _pointing_back(heard: Discourse, i: int, who: str, sort: str) -> Iterator[str]:
    """Words such as `he` and `the organisation`."""
    scene = heard.scenes[i]
    for back in sorted(scene.anaphors):
        speaks = " speaks" if "speaks" in scene.marks else ""
        yield f"back {back}{speaks} {sort}"
        if who == heard.last_of(i, _BACK[back]):
            yield f"back {back}{speaks} last"
            if not heard.speeches[i]:
                yield f"back {back}{speaks} last silent"


def _paragraph(heard: Discourse, i: int, who: str, sort: str) -> Iterator[str]:
    """Clues from the other sentences of the paragraph, and from a line above that ends in a colon."""
    place = heard.place[i]
    j = heard.behind(i)
    if j is not None and who in heard.speeches[j]:
        where = "behind" if heard.paragraph[j] == heard.paragraph[i] else "far behind"
        yield f"{where} {sort}"
        yield f"{where} {place}"
    if who == heard.ahead(i):
        yield f"ahead {sort}"
        yield f"ahead {place}"
    above = heard.line_above(i)
    first = 0 if above is None else above + 1
    if who in heard.above[i]:
        yield f"named above {sort}"
    if above is None:
        return
    if any(s.how == "label" for s in heard.speeches[above].get(who, ())):
        yield f"label above {place}"
        yield f"label above {'head' if first == i else 'later'}"
    if any(s.how == "label" for s in heard.speeches[first].get(who, ())) and i > first:
        yield f"label at head {place}"
    if who in heard.mentioned[above] and first == i:
        yield f"named in line above {sort}"


def _document(heard: Discourse, who: str, sort: str, place: str) -> Iterator[str]:
    """How the candidate stands in the whole text."""
    if who:
        yield f"heard {sort}" if heard.spoken[who] else f"silent {sort}"
        yield f"heard {min(3, heard.spoken[who])}"
        yield f"share {int(3 * heard.share.get(who, 0))} {sort}"
    if who in heard.lead:
        yield f"lead {sort}"
    if who in heard.sole:
        yield f"sole {sort}"
        yield from (f"sole {role}" for role in heard.roles.get(who, ()))
    for tone in sorted(heard.tone):
        yield f"tone {tone} {sort}"
        yield from (f"tone {tone} {role}" for role in heard.roles.get(who, ()))
    for name, whom in (("leading", heard.leading), ("opening", heard.opening), ("central", heard.central)):
        if who == whom:
            yield f"{name} {sort}"
            yield f"{name} {place}"


def _where(heard: Discourse, i: int, sort: str) -> Iterator[str]:
    """Where in the text the sentence stands, for a candidate of this sort."""
    if not heard.spoken:
        yield f"all silent {sort}"
    if heard.behind(i) is None:
        yield f"nobody yet {sort}"
    if not i:
        yield f"start {sort}"
    if heard.heading[i]:
        yield f"heading {sort}"
    elif i and heard.heading[i - 1]:
        yield f"under heading {sort}"


def _quotation(heard: Discourse, i: int, who: str, sort: str) -> Iterator[str]:
    """Who is said to speak around the quotation in which the sentence stands."""
    stretch = heard.stretches[i]
    if stretch is None:
        return
    inside = range(stretch.first, min(stretch.last, stretch.first + 40))
    if any(heard.speeches[j] for j in inside):
        if any(who in heard.speeches[j] for j in inside):
            yield "quotation speech"
            yield f"quotation speech {sort}"
        return
    if stretch.first and who in heard.speeches[stretch.first - 1]:
        yield "quotation before"
    if stretch.last < len(heard.speeches) and who in heard.speeches[stretch.last]:
        yield "quotation after"
