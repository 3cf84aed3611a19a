"""Titles and speech beside a person's name: `the head of police, X`, `said X`."""

from collections.abc import Iterator

from habeas.languages import Hit
from habeas.reading.entities.lexicon import Key, Mark, Row
from habeas.reading.entities.names import is_given

BEFORE, AFTER, SPEECH_GAP, PRONOUN_REACH = 7, 6, 2, 5
TITLE_GAP, APPOSITIVE, SHORT = 3, 16, 4
AFFILIATED, OPENS, PLACED, LINE = 5, 2, 4, 12
QUOTES = frozenset('«»“”„"‘’')
ENDS = frozenset('.;:!?()—–"«»“”„')
OFFICES = frozenset({"official", "office", "monitor", "spokesperson", "journalist", "press"})
"""Titles by which a text speaks of somebody whom it has named: `The minister said …`."""
Rows = dict[int, Row]


def titles_of(row: Row, first: int, last: int) -> list[Hit[Key]]:
    """The titles that stand with a name: right before it, or after a comma."""
    return _beside(row, "titles", first, last)


def _beside(row: Row, group: str, first: int, last: int) -> list[Hit[Key]]:
    return [h for h in row.hits("people", group) if _leads(row, h, first, last) or _follows(row, h, last)]


def _leads(row: Row, hit: Hit[Key], first: int, last: int) -> bool:
    if not 0 <= first - hit.last <= BEFORE:
        return False
    between = row.tokens[hit.last : first]
    if hit.value[2] == "relative":
        return _relates(row, hit, first)
    if not between or (len(between) == 1 and (between[-1].text == "," or _abbreviated(row, hit))):
        return True
    if between[-1].text == "," and _closed(row, last):
        between = between[:-1]
    lex = row.lexicon
    stops = lex.words("phrases", "stops") - lex.words("phrases", "determiners") - lex.words("phrases", "links")
    barred = any(t.text in ENDS or t.text == "," or t.norm in stops for t in between)
    return not barred and not verb_between(row, hit.last, first)


def _abbreviated(row: Row, hit: Hit[Key]) -> bool:
    """Whether a full stop after a title is that of an abbreviation: `Gov. X`."""
    stop, word = row.tokens[hit.last], row.tokens[hit.last - 1]
    return stop.text == "." and row.tight(hit.last) and len(word.text) <= SHORT


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
    return not verb_between(row, last, hit.first)


def verb_between(row: Row, first: int, last: int) -> bool:
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
        begin, end = min(title.first, first), appositive_end(row, last) if title.first >= last else last
        for hit in row.hits("people", "speech"):
            between = row.tokens[hit.last : begin]
            plain = not any(t.text in ENDS or t.text == "," for t in between)
            if (0 <= len(between) <= TITLE_GAP and hit.last <= begin and plain) or _says_after(row, end, hit.first):
                return True
    return False


def appositive_end(row: Row, last: int) -> int:
    """Where the words between commas after a name end."""
    reach = range(last + 1, min(last + APPOSITIVE, len(row.tokens)))
    return next((i for i in reach if row.tokens[i].text in ",)—–"), last)


def is_aged(row: Row, last: int) -> bool:
    """Whether an age follows: `, 54,`."""
    after = row.tokens[last : last + 2]
    return len(after) == 2 and after[0].text in ",(" and after[1].text.isdigit() and len(after[1].text) == 2


def all_titles(mark: Mark, rows: Rows, *, alone: bool) -> Iterator[Hit[Key]]:
    """Titles beside the name, and those that the next sentence opens with for him or her: `He is deputy head of …`.

    `alone`: the next sentence names nobody, so that `The minister …` may be this person.
    """
    row, last = mark.row, mark.last
    yield from titles_of(row, mark.first, last)
    yield from _beside(row, "duties", mark.first, last)
    joins = (_labels, _through_outlet)
    yield from (h for h in _all(row) if any(j(row, h, mark.first) for j in joins) or _behind(row, h, last))
    yield from _kin_before(mark, rows.get(row.sentence.index - 1))
    following = rows.get(row.sentence.index + 1)
    if not following or not following.tokens:
        return
    pronoun = following.tokens[0].norm in following.lexicon.words("people", "pronouns")
    for hit in _all(following):
        spoken = verb_between(following, 0, hit.first)
        opens = alone and hit.first < OPENS and hit.value[2] in OFFICES and not _relative(following, hit)
        if (pronoun and hit.first <= PRONOUN_REACH and not spoken) or opens:
            yield hit


def _all(row: Row) -> list[Hit[Key]]:
    return [*row.hits("people", "titles"), *row.hits("people", "duties")]


def _relative(row: Row, hit: Hit[Key]) -> bool:
    """Whether a title goes on with a name of its own: then it is not that of the one before."""
    return hit.last < len(row.tokens) and row.tokens[hit.last].word and row.tokens[hit.last].text[0].isupper()


def _labels(row: Row, hit: Hit[Key], first: int) -> bool:
    """Whether a title opens the line and a colon joins it to the name: `Witness: X`."""
    return hit.first <= 1 and hit.last + 1 == first and row.tokens[hit.last].text == ":"


def _through_outlet(row: Row, hit: Hit[Key], first: int) -> bool:
    """Whether only the name of an outlet stands between a title and a name: `журналістка «Вигадки» X`."""
    between = row.tokens[hit.last : first]
    quoted = 0 < len(between) <= BEFORE and between[0].text in QUOTES and between[-1].text in QUOTES
    return quoted and hit.value[2] in ("journalist", "press")


def _kin_before(mark: Mark, before: Row | None) -> Iterator[Hit[Key]]:
    """A word of kinship that ends the sentence before and means this person: `… to his mother. She, X,`."""
    if before is None or mark.first > OPENS:
        return
    opening = {t.norm for t in mark.row.tokens[: mark.first]}
    pronoun = not opening.isdisjoint(before.lexicon.words("people", "pronouns"))
    for hit in before.hits("people", "titles"):
        ends = hit.value[2] == "relative" and len(before.tokens) - hit.last <= 1
        says = mark.first == 0 and any(0 <= hit.first - h.last <= 1 for h in before.hits("people", "speech"))
        if ends and (pronoun or says):
            yield hit


def _behind(row: Row, hit: Hit[Key], last: int) -> bool:
    """Whether a title is behind a name and words of its own: `X of Y, mother of one`, `X as dictator`, `X leads the`."""
    if hit.first == last and hit.value[1] == "duties":
        return True
    if not last < hit.first <= last + PLACED + AFTER:
        return False
    between = row.tokens[last : hit.first]
    between = between[1:] if between[0].text == "." and len(between) > 1 else between
    if between[0].norm in row.lexicon.words("people", "as"):
        return len(between) <= 2
    comma = next((i for i, t in enumerate(between) if t.text == ","), len(between))
    if not 0 < comma <= PLACED or comma >= len(between) or between[0].norm not in row.lexicon.words("people", "of"):
        return False
    return len(between) - comma <= AFTER and not any(t.text in ENDS or t.text == "," for t in between[comma + 1 :])


def affiliations(mark: Mark) -> Iterator[str]:
    """The kinds of the bodies that the words after a name give it to: `X of the police`, `X from Radio Y`."""
    row, last = mark.row, mark.last
    if last < len(row.tokens) and row.tokens[last].norm in row.lexicon.words("people", "of"):
        groups = [("bodies", "known"), ("bodies", "heads"), ("bodies", "plain"), ("units", "agencies")]
        for table, group in groups:
            for hit in row.hits(table, group):
                between = row.tokens[last + 1 : hit.first]
                if last < hit.first <= last + AFFILIATED and all(t.word for t in between):
                    yield "authority" if table == "units" else hit.value[2]


def is_credited(mark: Mark) -> bool:
    """Whether a short line gives the name as that of its author or photographer: `By X`, `Text: X, Y`."""
    row = mark.row
    short = sum(t.word for t in row.tokens) <= LINE
    return short and any(
        h.last <= mark.first and (h.first == 0 or mark.first - h.last <= 1) for h in row.hits("people", "byline")
    )
