"""What part a named person has, from the words beside the name and the sentences around it.

Titles decide first ("prosecutor", "his wife"); who has none and is spoken of beside words of captivity is a victim, who
speaks is a witness. `public` is stricter, for it opens a name: see `public_ground`.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from habeas.languages import Hit
from habeas.model.passage import Passage
from habeas.reading.entities.lexicon import Key, Mark, Row
from habeas.reading.entities.names import is_given

BEFORE, AFTER, SPEECH_GAP, BYLINE, PRONOUN_REACH = 7, 6, 2, 4, 5
TITLE_GAP, APPOSITIVE, OWN = 3, 16, 3
ROLES: dict[str, tuple[str, ...]] = {
    "official": ("official",),
    "spokesperson": (),
    "journalist": ("journalist",),
    "investigator": ("investigator",),
    "relative": ("relative",),
    "victim": ("victim",),
    "accused": ("alleged_perpetrator",),
    "witness": ("witness",),
    "other": ("other",),
    "private": (),
    "commander": (),
}
ORDER = ("official", "investigator", "journalist", "alleged_perpetrator", "victim", "witness", "relative", "other")
PUBLIC = {"official": "office", "spokesperson": "spokesperson", "journalist": "journalist"}
NOT_PUBLIC = frozenset({"victim", "witness", "relative", "alleged_perpetrator"})
STATE = frozenset({"authority", "intergovernmental"})
ENDS = frozenset('.;:!?()—–"«»“”„')
QUOTES = frozenset('«»“”„"—–‘')
Rows = dict[int, Row]


class Part(NamedTuple):
    """A person's roles, and the ground on which the name may be shown with its words."""

    roles: list[str]
    public: str | None
    cue: Passage | None


def titles_of(row: Row, first: int, last: int) -> list[Hit[Key]]:
    """The titles that stand with a name: right before it, or after a comma."""
    return [h for h in row.hits("people", "titles") if _leads(row, h, first, last) or _follows(row, h, last)]


def _leads(row: Row, hit: Hit[Key], first: int, last: int) -> bool:
    if not 0 <= first - hit.last <= BEFORE:
        return False
    between = row.tokens[hit.last : first]
    if hit.value[2] == "relative":
        return _relates(row, hit, first)
    if not between or (between[-1].text == "," and len(between) == 1):
        return True
    if between[-1].text == "," and _closed(row, last):
        between = between[:-1]
    lex = row.lexicon
    stops = lex.words("phrases", "stops") - lex.words("phrases", "determiners") - lex.words("phrases", "links")
    barred = any(t.text in ENDS or t.text == "," or t.norm in stops for t in between)
    return not barred and not _verb_between(row, hit.last, first)


def _closed(row: Row, last: int) -> bool:
    """Whether a name stands between commas, beside the title it belongs to: `the mayor of the town, X, …`."""
    return last >= len(row.tokens) or row.tokens[last].text in {",", ".", ")"}


def _relates(row: Row, hit: Hit[Key], first: int) -> bool:
    """Whether a word of kinship is of this person and not of the one it belongs to: `Anton's sister, Yulia`."""
    between = row.tokens[hit.last : first]
    if not between:
        inflected = row.lexicon.endings("people", "endings")
        return not inflected or is_given(row.tokens[first].text, row.lexicon, nominative=True)
    names = between[:-1]
    return between[-1].text == "," and len(names) <= 3 and all(t.word and t.text[0].isupper() for t in names)


def _follows(row: Row, hit: Hit[Key], last: int) -> bool:
    if [t.text for t in row.tokens[last : last + 2]] == [".", ","]:
        last += 1
    if last >= len(row.tokens) or row.tokens[last].text not in {",", "(", "–", "—", "-"}:
        return False
    between = row.tokens[last + 1 : hit.first]
    if not 1 <= hit.first - last <= AFTER or any(t.text in ENDS or t.text == "," for t in between):
        return False
    return not _verb_between(row, last, hit.first)


def _verb_between(row: Row, first: int, last: int) -> bool:
    return any(first <= h.first < last for h in row.hits("people", "speech"))


def beside_speech(row: Row, first: int, last: int) -> bool:
    """Whether a verb of saying stands beside the name, or a colon after it at the beginning of what is said."""
    if first == 0 and last + 1 < len(row.tokens) and row.tokens[last].text == ":":
        return True
    hits = row.hits("people", "speech")
    return any(0 <= first - h.last <= 1 or _says_after(row, last, h.first) for h in hits) or _speaks_in_office(
        row, first, last
    )


def _says_after(row: Row, last: int, verb: int) -> bool:
    """Whether a verb of saying after the name is of this person: not in `…, she added`."""
    between = row.tokens[last:verb]
    return 0 <= verb - last <= SPEECH_GAP and row.lexicon.words("people", "pronouns").isdisjoint(
        t.norm for t in between
    )


def _speaks_in_office(row: Row, first: int, last: int) -> bool:
    """Whether a verb of saying stands beside the name and its title together: `said the head of police, …`."""
    for title in titles_of(row, first, last):
        begin, end = min(title.first, first), _appositive_end(row, last) if title.first >= last else last
        for hit in row.hits("people", "speech"):
            between = row.tokens[hit.last : begin]
            plain = not any(t.text in ENDS or t.text == "," for t in between)
            if (0 <= len(between) <= TITLE_GAP and hit.last <= begin and plain) or _says_after(row, end, hit.first):
                return True
    return False


def _appositive_end(row: Row, last: int) -> int:
    """Where the words between commas after a name end."""
    reach = range(last + 1, min(last + APPOSITIVE, len(row.tokens)))
    return next((i for i in reach if row.tokens[i].text in ",)—–"), last)


def is_aged(row: Row, last: int) -> bool:
    """Whether an age follows: `, 54,`."""
    after = row.tokens[last : last + 2]
    return len(after) == 2 and after[0].text in ",(" and after[1].text.isdigit() and len(after[1].text) == 2


def part_of(mentions: list[Mark], rows: Rows) -> Part:
    """Roles from all mentions of one person, in the order of the vocabulary; `rows` by the sentence's number."""
    titled: set[str] = set()
    for mark in mentions:
        titled.update(role for hit in _all_titles(mark, rows) for role in _roles_of(mark.row, hit))
        if _is_byline(mark):
            titled.add("journalist")
        if any(mark.first <= h.first < mark.last for h in mark.row.hits("people", "figures")):
            titled.add("official")
    roles = _settled(titled, {c for m in mentions for c in _context(m, rows)})
    public = None if NOT_PUBLIC & roles else public_ground(mentions, rows)
    listed = [r for r in ORDER if r in roles] or ["other"]
    return Part(listed, *(public or (None, None)))


def _all_titles(mark: Mark, rows: Rows) -> Iterator[Hit[Key]]:
    """Titles beside the name, and after a pronoun that opens the next sentence: `He is deputy head of …`."""
    yield from titles_of(mark.row, mark.first, mark.last)
    following = rows.get(mark.row.sentence.index + 1)
    if following and following.tokens and following.tokens[0].norm in following.lexicon.words("people", "pronouns"):
        for hit in following.hits("people", "titles"):
            if hit.first <= PRONOUN_REACH and not _verb_between(following, 0, hit.first):
                yield hit


def _roles_of(row: Row, hit: Hit[Key]) -> Iterable[str]:
    """The roles of a title; who speaks for a state or for several is an official, for others not."""
    if hit.value[2] != "spokesperson":
        return ROLES[hit.value[2]]
    kinds = {h.value[2] for group in ("known", "heads") for h in row.hits("bodies", group)}
    return ("official",) if kinds & STATE else ("other",)


def _is_byline(mark: Mark) -> bool:
    """Whether the name stands alone in its sentence, as an author's does."""
    words = sum(t.word for t in mark.row.tokens)
    return mark.last - mark.first > 1 and words - (mark.last - mark.first) <= 0 and words <= BYLINE


def _context(mark: Mark, rows: Rows) -> Iterator[str]:
    row, index = mark.row, mark.row.sentence.index
    if beside_speech(row, mark.first, mark.last):
        yield "speaks"
    if held_here(mark):
        yield "held"
    around = [rows[i] for i in range(index - 2, index + 4) if i in rows]
    if any(r.has("people", "captivity") for r in around):
        yield "near"
    if any(_is_told(r) for r in around[-4:]):
        yield "told"
    beside = (rows.get(index - 1), row, rows.get(index + 1))
    if any(r and r.sentence.paragraph == row.sentence.paragraph and r.has("people", "accusing") for r in beside):
        yield "accused"
    if any(h.value[2] == "commander" for h in titles_of(row, mark.first, mark.last)):
        yield "commands"


def _is_told(row: Row) -> bool:
    """Whether a sentence gives words of a person already named: `he recalls`, or a quotation with a verb of saying."""
    pronouns = row.lexicon.words("people", "pronouns")
    quoted = any(t.text in QUOTES for t in row.tokens)
    return any(
        quoted or any(t.norm in pronouns for t in row.tokens[max(0, h.first - 1) : h.last + 1])
        for h in row.hits("people", "speech")
    )


def held_here(mark: Mark) -> bool:
    """Whether words of captivity stand after the name in its own sentence, with nobody speaking between."""
    hits = mark.row.hits("people", "captivity")
    hits = [h for h in hits if h.value[2] == "held"]
    return any(mark.last <= h.first <= mark.last + 6 and not _verb_between(mark.row, mark.last, h.first) for h in hits)


def _settled(titled: set[str], context: set[str]) -> set[str]:
    """Titles first; without one, victims by the words of captivity around and witnesses by their speaking."""
    roles = set(titled)
    if "relative" in roles:
        return roles - {"other", "witness"}
    if roles & {"official", "journalist"}:
        return roles - {"other"} | ({"victim"} if "held" in context and "speaks" not in context else set())
    if roles & {"other", "investigator", "alleged_perpetrator"}:
        return roles
    commands = "commands" in context and "near" in context and "victim" not in roles
    if ("accused" in context or commands) and not context & {"speaks", "held"}:
        return {"alleged_perpetrator"}
    if "near" in context or "victim" in roles:
        roles.add("victim")
    if "speaks" in context or ("victim" in roles and "told" in context):
        roles.add("witness")
    return roles


def public_ground(mentions: list[Mark], rows: Rows) -> tuple[str, Passage] | None:
    """The office or organisation that the text gives to this very name, and its words.

    None where the person may have been held: where a sentence that names the person without letting him or her speak,
    or the next one about `he` or `she`, has words of captivity. None too for titles of the past ("former mayor").
    """
    if any(_maybe_held(m, rows) for m in mentions) or (not _acts(mentions) and _near_captivity(mentions, rows)):
        return None
    for mark in mentions:
        for hit in titles_of(mark.row, mark.first, mark.last):
            ground = PUBLIC.get(hit.value[2])
            if ground and not _past(mark.row, hit):
                return ground, mark.row.passage(hit.first, hit.last)
    return None


def _acts(mentions: list[Mark]) -> bool:
    """Whether the text lets the person speak, or the person is known everywhere."""
    figures = (any(m.first <= h.first < m.last for h in m.row.hits("people", "figures")) for m in mentions)
    return any(figures) or any(beside_speech(m.row, m.first, m.last) for m in mentions)


def _near_captivity(mentions: list[Mark], rows: Rows) -> bool:
    near = {m.row.sentence.index + n for m in mentions for n in range(-1, 5)}
    return any(h.value[2] == "held" for i in near & rows.keys() for h in rows[i].hits("people", "captivity"))


def _maybe_held(mark: Mark, rows: Rows) -> bool:
    row, following = mark.row, rows.get(mark.row.sentence.index + 1)
    if row.has("people", "captivity") and not beside_speech(row, mark.first, mark.last):
        return True
    if _one_held(row):
        return True
    pronouns = _pronouns(row)
    if following is None or pronouns.isdisjoint(t.norm for t in following.tokens[:2]):
        return False
    speaks = any(h.first < OWN for h in following.hits("people", "speech"))
    return _one_held(following) if speaks else following.has("people", "captivity")


def _pronouns(row: Row) -> frozenset[str]:
    return row.lexicon.words("people", "pronouns") | row.lexicon.words("people", "objects")


def _one_held(row: Row) -> bool:
    """Whether a pronoun for one person stands beside words of being held, as the speaker's own fate is told."""
    spoken = {i for h in row.hits("people", "speech") for i in range(h.first, h.last)}
    near = {i for h in row.hits("people", "captivity") for i in range(h.first - OWN, h.last + OWN)} - spoken
    ones = _pronouns(row) | row.lexicon.words("people", "self")
    return any(t.norm in ones for i, t in enumerate(row.tokens) if i in near)


def _past(row: Row, hit: Hit[Key]) -> bool:
    former = row.lexicon.endings("people", "former")
    return bool(former) and any(t.norm.startswith(former) for t in row.tokens[max(0, hit.first - 3) : hit.last])
