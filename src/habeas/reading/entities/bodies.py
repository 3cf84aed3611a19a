"""Organisations that speak or are spoken of: known names, head nouns with a name, and plain nouns that speak.

The publisher is no body of its own report unless the text names it; this reads only the text.
"""

from collections.abc import Iterator

from habeas.languages import Hit
from habeas.reading.entities.headings import source_lines
from habeas.reading.entities.lexicon import Key, Mark, Row, apart, by_sentence
from habeas.reading.entities.names import is_given, is_ordinary
from habeas.reading.entities.phrases import CLOSING, OPENING, capital, spelt, whole

LONGEST_NAME = 5
BACK = "back "
"""Begins the key of a noun that may point back to a body named before, as `the paper`."""
TITLED = frozenset({"outlet", "ngo"})
"""Kinds of body that have a name of their own beside their country's."""
FAMILIES = {"OHCHR": frozenset({"United Nations"}), "HRMMU": frozenset({"United Nations", "OHCHR"})}
"""Bodies for whom the name of the organisation above them stands, once they are named."""


def find_bodies(rows: list[Row], taken: list[Mark]) -> list[Mark]:
    """Every mention of a body, apart from each other and from `taken`; mentions of one body share their key."""
    named = [mark for row in rows for mark in [*_in_row(row), *_entitled(row)]]
    marks = apart([*named, *_repeats(rows, [*source_lines(rows), *(m for m in named if m.sought)])])
    busy = by_sentence(taken)
    met = (any(m.meets(t) for t in busy.get(m.row.sentence.index, ())) for m in marks)
    free = [m for m, meets in zip(marks, met, strict=True) if not meets and not _credited(m)]
    return joined_bodies(free)


def _credited(mark: Mark) -> bool:
    """Whether the mention only credits a picture: `Photo: AP`."""
    row = mark.row
    marks = row.lexicon.words("bodies", "credits")
    return any(t.norm in marks for t in row.tokens[max(0, mark.first - 2) : mark.first])


def joined_bodies(marks: list[Mark]) -> list[Mark]:
    """The marks with one key a body: shorter forms, bracketed acronyms and nouns that point back take the key before."""
    last: dict[str, Mark] = {}
    """The last mark of each body, in the order in which they were named last."""
    for mark in marks:
        earlier = [m for m in last.values() if _same_body(m, mark)]
        if earlier:
            mark.key = earlier[-1].key
        last.pop(mark.key, None)
        last[mark.key] = mark
    return marks


def _same_body(before: Mark, mark: Mark) -> bool:
    row = mark.row
    if before.row is row and mark.first - before.last == 1 and row.tokens[before.last].text == "(":
        return True
    if mark.key in FAMILIES.get(before.key, ()):
        return True
    if mark.key.startswith(BACK):
        return before.kind == mark.kind and before.kind != "authority"
    mine, theirs = set(mark.key.split()), set(before.key.split())
    return mark.kind == before.kind and mark.name != mark.key and (mine <= theirs or theirs <= mine)


def _in_row(row: Row) -> Iterator[Mark]:
    known = [_listed(row, hit) for hit in row.hits("bodies", "known")]
    yield from known
    for hit in row.hits("bodies", "heads"):
        mark = _mark(row, *whole(row, hit.first, hit.last), hit.value[2])
        held = [k for k in known if mark.first <= k.first and k.last <= mark.last]
        same = next((k for k in held if k.kind == mark.kind), None)
        if same:
            mark.key, mark.name = same.key, same.name
        if any(k.kind == "intergovernmental" for k in held) and not same:
            continue
        if _named(row, mark):
            yield mark
        elif mark.kind in TITLED and _points_back(row, mark):
            mark.key = BACK + mark.key
            yield mark
    for hit in row.hits("bodies", "plain"):
        if _speaks(row, hit.first, hit.last):
            mark = _mark(row, hit.first, hit.last, hit.value[2])
            mark.key = BACK + mark.key
            yield mark
    yield from _titles(row)


def _listed(row: Row, hit: Hit[Key]) -> Mark:
    _, _, kind, name = hit.value
    mark = Mark(row, (hit.first, hit.last), key=name, kind=kind, name=name)
    mark.listed = True
    return mark


def _mark(row: Row, first: int, last: int, kind: str) -> Mark:
    name = row.passage(first, last).of(row.text)
    determiners = row.lexicon.words("phrases", "determiners")
    start = first + (row.tokens[first].norm in determiners and last - first > 1)
    key = " ".join(t.norm[:5] for t in row.tokens[start:last] if t.word)
    return Mark(row, (first, last), key=key, kind=kind, name=name)


def _named(row: Row, mark: Mark) -> bool:
    """Whether a capital inside the phrase makes it a name; that of an ordinary word that begins a sentence does not.

    The name of a people makes a name of an authority ("the Polish court"), but not of a paper or an organisation; in small
    letters only where the language says so ("la police ukrainienne"). An abbreviated noun (`ONG`) is no name.
    """
    if mark.kind not in TITLED and row.lexicon.words("bodies", "peoples") and _points_back(row, mark):
        return True
    names = (i for i in range(mark.first, mark.last) if spelt(row, i) and not (mark.kind in TITLED and row.nation(i)))
    never = row.lexicon.words("bodies", "abbreviated") | row.lexicon.words("phrases", "determiners")
    names = (i for i in names if row.tokens[i].norm not in never)
    return any(not _begins(row, i) or not is_ordinary(row.tokens[i].text, row.lexicon) for i in names)


def _points_back(row: Row, mark: Mark) -> bool:
    """Whether a phrase is of one paper or organisation of a country: `the British paper`."""
    return any(row.nation(i) for i in range(mark.first, mark.last))


def _begins(row: Row, i: int) -> bool:
    return i == 0 or (row.tokens[i - 1].text in OPENING and i < 2)


def _speaks(row: Row, first: int, last: int) -> bool:
    """Whether words of saying or relaying stand right before or after."""
    return any(0 <= first - hit.last <= 1 or 0 <= hit.first - last <= 2 for hit in row.hits("bodies", "relay"))


def _titles(row: Row) -> Iterator[Mark]:
    """Names in quotation marks, addresses and foreign words beside words of relaying: outlets nobody has listed."""
    for first, last in _quoted_names(row):
        if (_relayed(row, first, last) or _paper(row, first + 1, last - 1)) and not is_given(
            row.tokens[first + 1].text, row.lexicon
        ):
            name = row.passage(first + 1, last - 1).of(row.text)
            yield Mark(row, (first + 1, last - 1), key=name.casefold(), kind="outlet", name=name)
    endings = row.lexicon.endings("bodies", "endings")
    for i in range(len(row.tokens) - 2):
        dotted = row.tokens[i].word and row.tokens[i + 1].text == "." and row.tight(i + 1) and row.tight(i + 2)
        if dotted and "." + row.tokens[i + 2].norm in endings:
            name = row.passage(i, i + 3).of(row.text)
            yield Mark(row, (i, i + 3), key=name.casefold(), kind="outlet", name=name)


def _quoted_names(row: Row) -> Iterator[tuple[int, int]]:
    for i, token in enumerate(row.tokens[:-2]):
        if token.text in OPENING and _titled(row, i + 1) and row.tight(i + 1):
            for k in range(i + 2, min(i + 2 + LONGEST_NAME, len(row.tokens))):
                if row.tokens[k].text in CLOSING and row.tight(k):
                    yield i, k + 1
                    break


def _titled(row: Row, i: int) -> bool:
    """Whether token i may begin a name in quotation marks; some papers are called as ordinary nouns."""
    return spelt(row, i) or (capital(row, i) and row.tokens[i].norm in row.lexicon.words("bodies", "titles"))


def _paper(row: Row, first: int, last: int) -> bool:
    """Whether a name in quotation marks is that of a paper called as an ordinary noun."""
    return last - first == 1 and row.tokens[first].norm in row.lexicon.words("bodies", "titles")


def _relayed(row: Row, first: int, last: int) -> bool:
    return any(0 <= first - h.last <= 1 for h in row.hits("bodies", "relay"))


def _entitled(row: Row) -> Iterator[Mark]:
    """Names in quotation marks with a noun after them that says what they are: `the 'Open Gate' project`."""
    nouns = {h.first: h.value[2] for group in ("named", "heads") for h in row.hits("bodies", group)}
    for first, last in _quoted_names(row):
        if last in nouns and not row.nation(first + 1):
            name = row.passage(first + 1, last - 1).of(row.text)
            mark = Mark(row, (first + 1, last - 1), key=name.casefold(), kind=nouns[last], name=name)
            mark.sought = True
            yield mark


def _repeats(rows: list[Row], sources: list[Mark]) -> Iterator[Mark]:
    """The other mentions of names that one place of the text shows to be those of bodies."""
    wanted: dict[str, list[tuple[list[str], Mark]]] = {}
    for mark in sources:
        words = [t.norm for t in mark.row.tokens[mark.first : mark.last]]
        wanted.setdefault(words[0], []).append((words, mark))
    for row in rows if wanted else ():
        for i, token in enumerate(row.tokens):
            for words, mark in wanted.get(token.norm, ()):
                if capital(row, i) and [t.norm for t in row.tokens[i : i + len(words)]] == words:
                    yield Mark(row, (i, i + len(words)), key=mark.key, kind=mark.kind, name=mark.name)
