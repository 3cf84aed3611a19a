"""People named in the text: capitalised runs that given names, shapes of surnames, titles and speech make persons.

Two readings of the text: first the names that stand by themselves, then the words that repeat a part of one.
"""

from collections.abc import Iterator

from habeas.reading.entities.lexicon import Mark, Row
from habeas.reading.entities.names import Keys, is_given, is_ordinary, is_surname, keys, same_name, sounds_given
from habeas.reading.entities.phrases import OPENING, capital, spelt
from habeas.reading.entities.titles import beside_speech, is_aged, titles_of

LONGEST, CALL_SIGN_GAP, LABEL = 5, 3, 3
Span = tuple[int, int]


class Busy:
    """The words that another class of mention, a place or a title has taken."""

    def __init__(self, marks: list[Mark], places: list[tuple[Row, int, int]]) -> None:
        """`marks`: bodies and units; `places`: spans of names of places, which persons may bear too."""
        self._taken: dict[int, set[int]] = {}
        self._places: dict[int, set[int]] = {}
        for mark in marks:
            self._taken.setdefault(mark.row.sentence.index, set()).update(range(mark.first, mark.last))
        for row, first, last in places:
            self._places.setdefault(row.sentence.index, set()).update(range(first, last))

    def places(self, row: Row, first: int, last: int) -> set[int]:
        """The tokens of a run that are names of places."""
        return self._places.get(row.sentence.index, set()) & set(range(first, last))

    def holds(self, row: Row, i: int) -> bool:
        """Whether token i of the row is taken."""
        return i in self._taken.get(row.sentence.index, ())


def find_people(rows: list[Row], busy: Busy) -> list[Mark]:
    """Every mention of a named person, in the order of the text. `busy`: words that are no persons' names."""
    runs = [(row, run) for row in rows for run in _runs(row, busy)]
    sure = [(row, run) for row, run in runs if _is_person(row, *run)]
    known = list(dict.fromkeys(keys(_words(row, *run), row.lexicon) for row, run in sure))
    chosen = {(row.sentence.index, run) for row, run in sure}
    marks = []
    for row, run in runs:
        if (row.sentence.index, run) in chosen or _repeats(row, run, known):
            marks.append(Mark(row, run, key="", kind="", name=row.passage(*run).of(row.text)))
    return marks


def _words(row: Row, first: int, last: int) -> list[str]:
    return [t.text for t in row.tokens[first:last] if t.word and len(t.text) > 1 and t.text[0].isupper()]


def _repeats(row: Row, run: Span, known: list[Keys]) -> bool:
    words = _words(row, *run)
    if not words or (len(words) == 1 and is_ordinary(words[0], row.lexicon)):
        return False
    mine = keys(words, row.lexicon)
    return any(len(mine) <= len(k) and same_name(mine, k) for k in known)


def _runs(row: Row, busy: Busy) -> Iterator[Span]:
    """Capitalised words that follow each other and may be a name."""
    i = 0
    titled = {j for h in row.hits("people", "titles") for j in range(h.first, h.last)}
    nations = {j for h in row.hits("people", "nations") for j in range(h.first, h.last)}
    listed = {j for t in ("bodies", "units") for h in row.hits(t, "known") for j in range(h.first, h.last)}
    blocked = titled | nations | listed
    n = len(row.tokens)
    while i < n:
        if (
            not row.capitals[i]
            or not _nameable(row, i, busy, blocked)
            or not (spelt(row, i) or is_given(row.tokens[i].text, row.lexicon))
        ):
            i += 1
            continue
        start, i = i, _run_end(row, i, busy, blocked)
        start = _past_place(row, start, i, busy)
        places = busy.places(row, start, i)
        if _names_road(row, i):
            continue
        if i - start <= LONGEST + 4 and not (places and not _led_by_given(row, start, i, places)):
            yield from _two_people(row, start, i)


def _names_road(row: Row, end: int) -> bool:
    """Whether a run that ends at token `end` goes on as the name of a street in one word: `Vyhadanyj-Straße`."""
    after = row.tokens[end : end + 2]
    hyphened = len(after) == 2 and after[0].text in "-‐‑" and row.tight(end) and row.tight(end + 1)
    return hyphened and after[1].norm in row.lexicon.words("names", "roads")


def _past_place(row: Row, first: int, last: int, busy: Busy) -> int:
    """Where a name begins in a run that a place opens: `mer Melitopola Iwan Fikcyjny`; `first` where none does."""
    places = busy.places(row, first, last)
    k = next((k for k in range(first, last) if k not in places), last)
    return k if first < k < last and is_given(row.tokens[k].text, row.lexicon) else first


def _two_people(row: Row, first: int, last: int) -> Iterator[Span]:
    """A run, cut where one name ends and a given name begins another: `Песков Павлу Зарубину`."""
    lex = row.lexicon
    given = [i for i in range(first, last) if is_given(row.tokens[i].text, lex)]
    named_after = any(t.norm.endswith(lex.endings("people", "patronymics") or "\0") for t in row.tokens[first:last])
    if given and given[0] == first + 1 and last - first > 2 and not named_after and row.tokens[first].word:
        yield first, first + 1
        yield first + 1, last
    else:
        yield first, last


def _led_by_given(row: Row, first: int, last: int, places: set[int]) -> bool:
    """Whether a run with the name of a place in it begins as a person's name does: `Daria Lozova`."""
    if not is_given(row.tokens[first].text, row.lexicon):
        return False
    return len(places) < len(_words(row, first, last)) or _spoken(row, first, last)


def _run_end(row: Row, i: int, busy: Busy, blocked: set[int]) -> int:
    """The end of the run that begins with token i."""
    n, end = len(row.tokens), i + 1
    while end < n:
        k = end
        if (
            row.tokens[k].text in "-‐‑."
            and row.tight(k)
            and k + 1 < n
            and (row.tokens[k].text != "." or _initial(row, k - 1))
        ):
            k += 1
        elif row.tokens[k].norm in row.lexicon.words("people", "particles") and k + 1 < n:
            k += 1 if row.tokens[k + 1].text not in "-‐‑" else 2
        if k >= n or not _nameable(row, k, busy, blocked):
            break
        end = k + 1
    if end < n and row.tokens[end].text == "." and _initial(row, end - 1) and row.tight(end):
        end += 1
    return end


def _is_label(row: Row, i: int) -> bool:
    """Whether token i is of the capitals that open a line, before a colon: `IVAN: …`."""
    colon = next((k for k, t in enumerate(row.tokens[: LABEL + 1]) if t.text == ":"), 0)
    return i < colon and all(t.text.isupper() or not t.word for t in row.tokens[:colon])


def _abbreviates(row: Row, i: int) -> bool:
    """Whether token i is an initial behind a name, though it looks like a small word: `Выдум В.`."""
    return _initial(row, i) and i > 0 and capital(row, i - 1) and row.tight(i + 1) and row.tokens[i + 1].text == "."


def _initial(row: Row, i: int) -> bool:
    return i >= 0 and len(row.tokens[i].text) == 1 and row.tokens[i].text.isupper()


def _nameable(row: Row, i: int, busy: Busy, blocked: set[int]) -> bool:
    """Whether token i may be part of a name."""
    token = row.tokens[i]
    if not capital(row, i) or busy.holds(row, i) or i in blocked:
        return False
    shouted = len(token.text) > 1 and token.text.isupper() and not _is_label(row, i)
    if shouted or (not token.text.isalpha() and any(c.isdigit() for c in token.text)):
        return False
    lex = row.lexicon
    if token.norm in lex.words("people", "not_people") or token.norm in lex.words("people", "honorifics"):
        return False
    small = token.norm in lex.words("phrases", "stops") or token.norm in lex.words("phrases", "determiners")
    if small and not _abbreviates(row, i):
        return False
    if not _first(row, i) or not is_ordinary(token.text, lex) or is_given(token.text, lex):
        return True
    return announced(row, i) is not None


def _first(row: Row, i: int) -> bool:
    """Whether the capital may be that of a sentence's or a quotation's beginning."""
    return i == 0 or not row.tokens[i - 1].word


def _is_person(row: Row, first: int, last: int) -> bool:
    """Whether a run is a person's name by itself."""
    words, lex = _words(row, first, last), row.lexicon
    if not words:
        return False
    if any(first <= h.first < last for h in row.hits("people", "figures")):
        return True
    given = any(is_given(w, lex) for w in words)
    if not given and all(w.isupper() for w in words):
        return False
    if len(words) == 1:
        return _single(row, (first, last), words[0], given=given)
    return given or _looks_named(row, first, last)


def _looks_named(row: Row, first: int, last: int) -> bool:
    """Whether several capitals without a known given name are a name by their shape or by the words beside them."""
    words, lex = _words(row, first, last), row.lexicon
    placed = first > 0 and row.tokens[first - 1].norm in lex.words("people", "placing")
    if placed or any(is_ordinary(w, lex) for w in words):
        return False
    return any(is_surname(w, lex) or sounds_given(w) for w in words) or _spoken(row, first, last)


def _spoken(row: Row, first: int, last: int) -> bool:
    """Whether the words beside a run are those beside a person's name."""
    before = first - 2 if first > 1 and row.tokens[first - 1].text == "." else first - 1
    polite = first > 0 and row.tokens[before].norm in row.lexicon.words("people", "honorifics")
    return polite or beside_speech(row, first, last) or is_aged(row, last) or bool(titles_of(row, first, last))


def _single(row: Row, run: Span, word: str, *, given: bool) -> bool:
    """Whether one capital is a person's name: by a known given name, a call sign, or the words beside it."""
    first, last = run
    if not given and last < len(row.tokens) and spelt(row, last) and not row.nation(last):
        return False
    quoted = first > 0 and row.tokens[first - 1].text in OPENING and row.tight(first) and row.tight(last)
    initial, spoken = any(_initial(row, i) for i in range(*run)), _spoken(row, first, last)
    if announced(row, first) is not None:
        return True
    ordinary = is_ordinary(word, row.lexicon) or (not given and _is_noun(row, first))
    if given or (not _first(row, first) and sounds_given(word)):
        return initial or (not ordinary and not quoted) or spoken
    named = spoken and (is_surname(word, row.lexicon) or not _first(row, first))
    return not ordinary and not quoted and (initial or named)


def _is_noun(row: Row, i: int) -> bool:
    """Whether the word before says that this is a noun, in a language where nouns have a capital: `die Invasoren`."""
    lex, before = row.lexicon, row.tokens[i - 1] if i else None
    if before is None or not lex.words("phrases", "nouns_capital") or not before.word:
        return False
    adjective = before.text[0].islower() and before.norm.endswith(lex.endings("phrases", "adjectives"))
    said = any(h.last == i for table in ("titles", "speech") for h in row.hits("people", table))
    placed = before.norm in lex.words("phrases", "determiners") | lex.words("people", "placing")
    return placed or (adjective and not said)


def announced(row: Row, first: int) -> int | None:
    """Where the word stands that announces a call sign right before a name: `позивний «Степ»`; None without one."""
    i = first - 1
    while i >= 0 and not row.tokens[i].word and first - i <= CALL_SIGN_GAP:
        i -= 1
    if i < 0:
        return None
    lex = row.lexicon
    pair = " ".join(t.norm for t in row.tokens[max(0, i - 1) : i + 1])
    return (
        i
        if row.tokens[i].norm in lex.words("names", "call_signs") or pair in lex.words("names", "call_sign_pairs")
        else None
    )


def joined(marks: list[Mark]) -> list[list[Mark]]:
    """The mentions of each person, longest names first to gather the shorter ones; people by first mention."""
    groups: list[tuple[Keys, list[Mark]]] = []
    for mark in sorted(marks, key=lambda m: -len(_words(m.row, m.first, m.last))):
        mine = keys(_words(mark.row, mark.first, mark.last), mark.row.lexicon)
        fitting = [g for k, g in groups if same_name(mine, k)]
        if len(fitting) == 1:
            fitting[0].append(mark)
        elif fitting:
            min(fitting, key=lambda g: _distance(g, mark)).append(mark)
        else:
            groups.append((mine, [mark]))
    people = _aliased([g for _, g in groups])
    for group in people:
        group.sort(key=lambda m: m.passage)
    return sorted(people, key=lambda g: g[0].passage)


def _aliased(groups: list[list[Mark]]) -> list[list[Mark]]:
    """Call signs joined to the person whose name stands right before them."""
    kept: list[list[Mark]] = []
    for group in groups:
        owner = next((g for g in groups for m in group if g is not group and _bears(g, m)), None)
        if owner is None:
            kept.append(group)
        else:
            owner.extend(group)
    return kept


def _bears(group: list[Mark], sign: Mark) -> bool:
    at = announced(sign.row, sign.first)
    return at is not None and any(m.row is sign.row and 0 <= at - m.last <= CALL_SIGN_GAP for m in group)


def _distance(group: list[Mark], mark: Mark) -> int:
    """How far back the person was last named; a person named only later comes after all."""
    at = mark.passage.start
    before = [at - m.passage.start for m in group if m.passage.start <= at]
    return min(before) if before else 10**9 + min(m.passage.start for m in group)
