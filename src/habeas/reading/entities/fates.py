"""What a text tells of a person, as clues with short names: what befell the person, whose words these are.

Only words that can be of this very person count: beside the name, beside a pronoun for one, in the first person where the
person speaks. The clues:

- `held`, `he held`, `one held`, `I held`, `I held, bare`, `own held`: the person was held or hurt, by the name, a pronoun,
  a verb without one, in the first person in and outside quotation marks, under a label; `dead`, `he dead`, …: died of it
- `does`, `accusing`, `accusing after`, `commander`, `born`: accused in words about the person, in the sentence, in the next
  ones; in command; listed with a year of birth
- `writes`, `speaks`, `tells`, `told`, `retold`, `I`, `label`, `quoted`: whose words stand there
- `sees`: saw or heard it; `kin of`, `namesake`: is related to somebody of whom the text tells
- `near`, `near after`, `ordeal`: words of captivity in a sentence with the name, in the next ones, anywhere about the person
"""

from collections.abc import Iterator

from habeas.languages import Hit
from habeas.reading.entities.lexicon import Key, Mark, Row
from habeas.reading.entities.tellings import Near, Tellings
from habeas.reading.entities.titles import appositive_end, beside_speech, titles_of

BEHIND, BEFORE, BESIDE, LISTED = 9, 4, 4, 12
TELLING, KIN_GAP, YEAR = 2, 3, 4
QUOTES = frozenset('«»“”„"‘')
DASHES = frozenset("—–-")


def clues(person: int, marks: list[Mark], tellings: Tellings) -> frozenset[str]:
    """What the text tells of a person; `person`: his or her number in `tellings`."""
    found = set[str]()
    for near in tellings.about(person, marks):
        found.update(_fate(person, near, tellings), _deeds(person, near, tellings), _around(near))
        found.update(_voice(near), _speech(near), _kin(near))
    if tellings.has_namesake(person):
        found.add("namesake")
    if tellings.of_captivity:
        found.add("captive text")
    for mark in marks:
        if _born(mark):
            found.add("born")
        if any(h.value[2] == "commander" for h in titles_of(mark.row, mark.first, mark.last)):
            found.add("commander")
    return frozenset(found)


def _fate(person: int, near: Near, tellings: Tellings) -> Iterator[str]:
    """What befell the person in one sentence."""
    row, mark, lex = near.row, near.mark, near.row.lexicon
    pronouns, objects = lex.words("people", "pronouns"), lex.words("people", "objects")
    declined = bool(lex.endings("people", "endings"))
    for hit in row.hits("people", "ordeal"):
        how = hit.value[2]
        name = "dead" if how == "dead" else "held"
        if mark and _of_name(mark, hit, how, declined=declined) and not tellings.between(person, mark, hit):
            yield name
        if not near.alone:
            continue
        if _beside(row, hit, objects if how == "done" else pronouns | objects, BESIDE):
            yield "he " + name
        if how != "dead" and _beside(row, hit, _self(row), BESIDE):
            yield "I held" if near.own or _is_quoted(row) else "I held, bare"
        if near.same and declined and how != "done":
            yield "one " + name
        if near.own:
            yield "own " + name


def _of_name(mark: Mark, hit: Hit[Key], how: str, *, declined: bool) -> bool:
    """Whether words of an ordeal are of the name: after it where it is their subject, around it where it is their object."""
    after, before = hit.first - mark.last, mark.first - hit.last
    if hit.first <= mark.first and mark.last <= hit.last:
        return True
    if how == "done":
        return 0 <= before < BEFORE or (declined and 0 <= after < BESIDE)
    return 0 <= after < BEHIND or 0 <= before < (BEHIND if declined else TELLING)


def _beside(row: Row, hit: Hit[Key], words: frozenset[str], reach: int) -> bool:
    return any(t.norm in words for t in row.tokens[max(0, hit.first - reach) : hit.last + reach])


def _self(row: Row) -> frozenset[str]:
    return row.lexicon.words("people", "self")


def _is_quoted(row: Row) -> bool:
    return any(t.text in QUOTES for t in row.tokens)


def _deeds(person: int, near: Near, tellings: Tellings) -> Iterator[str]:
    """Of what the person is accused in one sentence."""
    row, mark = near.row, near.mark
    if row.has("people", "accusing"):
        yield "accusing" if mark else "accusing after"
    if mark and tellings.accuses_before(mark):
        yield "accusing before"
    pronouns = row.lexicon.words("people", "pronouns")
    for hit in row.hits("people", "deeds"):
        if near.alone and hit.value[2] != "regime" and _beside(row, hit, pronouns, BESIDE):
            yield "he does"
        if mark is None:
            continue
        after, before = hit.first - mark.last, mark.first - hit.last
        if hit.value[2] == "regime":
            if 0 <= before < TELLING or after == 0:
                yield "does"
            continue
        charged = hit.last < mark.first and row.tokens[hit.last].text == ":"
        beside = 0 <= after < BEHIND or 0 <= before < TELLING
        if charged or (beside and not tellings.between(person, mark, hit)):
            yield "does"


def _around(near: Near) -> Iterator[str]:
    """Which words of captivity and of seeing stand in one sentence, whomever they are of."""
    row = near.row
    if row.has("people", "captivity"):
        yield "near" if near.mark else "near after"
    if near.alone and row.has("people", "ordeal"):
        yield "ordeal"
    if near.alone and row.has("people", "seeing"):
        yield "sees"


def _voice(near: Near) -> Iterator[str]:
    """Whether the person speaks in one sentence, by the name."""
    row, mark = near.row, near.mark
    if mark and (beside_speech(row, mark.first, mark.last) or _among_speakers(mark)):
        yield "speaks"
    if near.own:
        yield "label"
    if mark and _speaks_behind(mark):
        yield "tells"
    if mark and any(h.last == mark.first or h.first == mark.last for h in row.hits("people", "writing")):
        yield "writes"
    for hit in row.hits("people", "telling") if mark else ():
        assert mark is not None  # noqa: S101  (the line before)
        if 0 <= hit.first - mark.last <= TELLING or 0 <= mark.first - hit.last <= TELLING:
            yield "tells"


def _speaks_behind(mark: Mark) -> bool:
    """Whether a verb of saying stands behind words between commas: `X, who is 25, tells`."""
    row, end = mark.row, appositive_end(mark.row, mark.last)
    set_off = mark.last < end and row.tokens[mark.last].text in ",("
    hits = [*row.hits("people", "speech"), *row.hits("people", "telling")] if set_off else []
    return any(0 <= h.first - end - 1 <= TELLING for h in hits)


def _speech(near: Near) -> Iterator[str]:
    """Whether somebody who can only be the person speaks in one sentence."""
    row, lex = near.row, near.row.lexicon
    if not near.alone:
        return
    pronouns = lex.words("people", "pronouns") | lex.words("people", "objects")
    if not _self(row).isdisjoint(t.norm for t in row.tokens):
        yield "I"
    if any(_beside(row, h, pronouns, TELLING) for h in row.hits("people", "speech")):
        yield "told"
    if any(_beside(row, h, pronouns, TELLING) for h in row.hits("people", "telling")):
        yield "tells"
    if row.tokens and (row.tokens[0].text in DASHES or _is_quoted(row)):
        yield "quoted"
    if near.same and not near.mark and row.has("people", "speech"):
        yield "retold"


def _among_speakers(mark: Mark) -> bool:
    """Whether a verb of saying stands before or after a list of names that holds this one: `said A, B and C`."""
    row, joiners = mark.row, mark.row.lexicon.words("units", "joiners")

    def listed(first: int, last: int) -> bool:
        between = row.tokens[first:last]
        names = (t.text == "," or t.norm in joiners or (t.word and t.text[0].isupper()) for t in between)
        return 0 < len(between) <= LISTED and all(names)

    hits = [*row.hits("people", "speech"), *row.hits("people", "telling")]
    return any(listed(h.last, mark.first) or listed(mark.last, h.first) for h in hits)


def _kin(near: Near) -> Iterator[str]:
    """Whether the sentence goes on from the name to the person's kin: `X, whose brother`, `X: her son`."""
    row, mark = near.row, near.mark
    owners = row.lexicon.words("people", "objects") | row.lexicon.words("people", "whose")
    for hit in row.hits("people", "titles") if mark else ():
        assert mark is not None  # noqa: S101  (the line before)
        owned = any(t.norm in owners for t in row.tokens[max(mark.last, hit.first - TELLING) : hit.first])
        if hit.value[2] == "relative" and owned and 0 <= hit.first - mark.last <= KIN_GAP:
            yield "kin of"


def _born(mark: Mark) -> bool:
    """Whether a year of birth stands behind the name: `(1994 р. н.)`, `, born in 1994`."""
    after = mark.row.tokens[mark.last : mark.last + KIN_GAP]
    return bool(after) and after[0].text in "(," and any(t.text.isdigit() and len(t.text) == YEAR for t in after)
