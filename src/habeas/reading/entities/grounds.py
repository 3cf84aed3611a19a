"""The ground on which a person's name may be shown: an office or organisation that the text gives to this very name.

Protection decides by it, so all doubt closes: whoever stands near words of captivity may have been held, and who may have
been held, saw it or is accused is not shown. What part a person has is told with narrower evidence, in `roles`.
"""

from collections.abc import Iterator

from habeas.languages import Hit
from habeas.model.passage import Passage
from habeas.reading.entities.lexicon import Key, Mark, Row
from habeas.reading.entities.titles import Rows, beside_speech, titles_of, verb_between

OWN = 3
PUBLIC = {"official": "office", "spokesperson": "spokesperson", "journalist": "journalist"}
NOT_PUBLIC = frozenset({"victim", "witness", "relative", "alleged_perpetrator"})
QUOTES = frozenset('«»“”„"—–‘')


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
    return any(mark.last <= h.first <= mark.last + 6 and not verb_between(mark.row, mark.last, h.first) for h in hits)


def maybe(titled: set[str], mentions: list[Mark], rows: Rows) -> set[str]:
    """The roles that a person may have in the widest sense: without a title all near words of captivity are victims."""
    context = {c for m in mentions for c in _context(m, rows)}
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
