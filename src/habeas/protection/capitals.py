"""Capital letters that nothing explains: names of people whom no reader resolved.

Every word with a capital is asked why it has one: the sentence begins with it, it is a country, an office, a place, part
of an organisation that the reader found. What gives no answer is a name. Errs towards covering, except in a language
that writes every noun with a capital, where only given names, shapes of surnames and pairs of unknown words are names.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

from habeas.languages.name_lore import NameLore
from habeas.protection.sealed_names import text_lore
from habeas.protection.words import Word

LONGEST_ACRONYM = 6
SMALLEST_PLACE, CITY, GREAT_CITY = 2_000.0, 60_000.0, 200_000.0
"""Inhabitants from which a place may be known by its name; from which it needs no word such as `in` before it; from which
its name may end as surnames do."""
HEADLINE_WORDS = 4
"""Longer words from which on a line of a text may be a headline."""
CALL_SIGN_REACH = 4
CAPITALS_LINE = 0.6
_QUOTES = frozenset("\"«„“‘‹'”")


class Why(Enum):
    """What a word with a capital is."""

    PLAIN = "no capital, or explained"
    PLACE = "a place"
    ACRONYM = "some capitals"
    FIRST = "begins a sentence and is an ordinary word"
    INSIDE = "an ordinary word with a capital inside a sentence"
    NOUN = "an unknown noun of a language that capitalises nouns"
    WEAK = "a given name that is a word too"
    OFFICE = "an office or an organisation"
    LETTER = "a single letter"
    OPEN = "the name of somebody who may be named"
    NAME = "a name"


class _Line(Enum):
    TEXT = "capitals tell something"
    TITLE = "most words begin with a capital"
    SHOUTED = "most words are in capitals"


class Setting(NamedTuple):
    """What is known of the text in which words stand."""

    language: str | None
    renown: Callable[[str], float]
    """Inhabitants of the largest place that words name."""
    spoken: frozenset[str]
    """Words that the case's texts write in small letters."""
    explained: Callable[[Word], bool]
    """Whether the word stands in a mention of a site, a unit or a body."""
    opened: Callable[[Word], "Why | None"]
    """PLAIN for a word inside a mention of somebody who may be named, OPEN for a word equal to a part of such a name."""
    located: frozenset[str] = frozenset()
    """Words that the text once puts after `in`, `near` and the like."""
    regional: frozenset[str] = frozenset()
    """Words that the text once puts before `region`, `district` and the like. Both are found by `names` itself."""
    outlets: frozenset[str] = frozenset()
    """Words of outlets that are called like no person, though one may end as surnames do."""
    headline: bool = False
    """A title, an address or a name of something, in which capitals may tell little."""


def names(row: Sequence[Word], text: str, setting: Setting) -> set[int]:
    """Indices of the words that are names or parts of names."""
    setting = setting._replace(located=_located(row, setting), regional=_regional(row, setting))
    lines = _lines_in_capitals(row, setting)
    why = [
        _why(row, i, setting, lines.get(word.line, _Line.TEXT)) if word.capital else Why.PLAIN
        for i, word in enumerate(row)
    ]
    _pairs_of_places(row, why, text, setting)
    for start, end in _runs(row):
        _settle(row, why, range(start, end), setting)
    _spread(row, why, setting)
    found = {i for i, reason in enumerate(why) if reason is Why.NAME}
    return found | _call_signs(row, text, setting)


def _spread(row: Sequence[Word], why: list[Why], setting: Setting) -> None:
    """Who is once called Mary Bell is meant by Bell, even where a sentence begins with it."""
    called: set[str] = set()
    for i, word in enumerate(row):
        if why[i] is not Why.NAME or not i or not word.joined:
            continue
        known = text_lore(setting.language, word.cyrillic)
        if row[i - 1].norm in known.titles or why[i - 1] is Why.NAME:
            called |= known.stems(word.norm)
    if not called:
        return
    for i, word in enumerate(row):
        if why[i] in (Why.FIRST, Why.WEAK, Why.PLACE, Why.NOUN) or (why[i] is Why.OFFICE and _city(word, setting)):
            known = text_lore(setting.language, word.cyrillic)
            if not called.isdisjoint(known.stems(word.norm)) and not stands_as_place(row, i, setting):
                why[i] = Why.NAME


def _city(word: Word, setting: Setting) -> bool:
    known = text_lore(setting.language, word.cyrillic)
    namelike = known.given(word.norm) or known.surname_like(word.norm)
    return not namelike and setting.renown(word.text) >= CITY


def stands_as_place(row: Sequence[Word], i: int, setting: Setting) -> bool:
    """Whether a word is a city after `in` and the like or before `region`, whoever else is called so."""
    if not _city(row[i], setting):
        return False
    before, after = row[i - 1] if i else None, row[i + 1] if i + 1 < len(row) else None
    cued = before and row[i].joined and before.norm in text_lore(setting.language, before.cyrillic).place_cues
    headed = after and after.joined and after.norm in text_lore(setting.language, after.cyrillic).place_heads
    return bool(cued or headed)


def _lines_in_capitals(row: Sequence[Word], setting: Setting) -> dict[int, "_Line"]:
    """The lines whose capitals tell nothing because most of their words have one."""
    lines: dict[int, list[Word]] = defaultdict(list)
    sentences: set[int] = set()
    for before, word in zip((None, *row), row, strict=False):
        if len(word.text) > 3:
            lines[word.line].append(word)
        if before and before.line == word.line and word.initial and before.dotted:
            sentences.add(word.line)
    found: dict[int, _Line] = {}
    for line, long in lines.items():
        if len(long) >= (1 if setting.headline else HEADLINE_WORDS) and line not in sentences and not long[-1].dotted:
            if sum(word.upper for word in long) / len(long) > CAPITALS_LINE:
                found[line] = _Line.SHOUTED
            elif sum(word.capital for word in long) / len(long) > CAPITALS_LINE:
                found[line] = _Line.TITLE
    return found


def _pairs_of_places(row: Sequence[Word], why: list[Why], text: str, setting: Setting) -> None:
    """Places of two words, of which neither alone is one."""
    for i in range(1, len(row)):
        left, right = row[i - 1], row[i]
        if left.capital and right.capital and right.joined and Why.NAME in (why[i - 1], why[i]):
            known = text_lore(setting.language, left.cyrillic)
            if not known.given(left.norm) and setting.renown(text[left.start : right.end]) >= SMALLEST_PLACE:
                why[i - 1] = why[i] = Why.PLACE


def _why(row: Sequence[Word], i: int, setting: Setting, line: "_Line") -> Why:
    word = row[i]
    known = text_lore(setting.language, word.cyrillic)
    opened = Why.LETTER if len(word.text) == 1 else setting.opened(word)
    if opened:
        return opened
    strong = known.given(word.norm)
    if setting.explained(word):
        shaped = known.shape(word.norm) and not _on_road(row, i, known) and word.norm not in setting.outlets
        return Why.NAME if strong or shaped else Why.OFFICE
    if strong or (known.shape(word.norm) and not _is_place(word, known, setting)):
        return Why.NAME
    if word.norm in known.public or known.proper(word.norm):
        return Why.WEAK if word.norm in known.weak_given else Why.OFFICE
    titled = i > 0 and word.joined and row[i - 1].norm in known.titles
    return Why.NAME if titled else _why_plain(word, known, setting, line)


def _on_road(row: Sequence[Word], i: int, known: NameLore) -> bool:
    return any(0 <= j < len(row) and row[j].norm in known.roads for j in (i - 1, i + 1))


def _why_plain(word: Word, known: NameLore, setting: Setting, line: "_Line") -> Why:
    """For a word that is neither evidently a name nor evidently something else."""
    rare = known.ordinary(word.norm) and not known.surname_like(word.norm)
    ordinary = rare or known.common(word.norm) or word.norm in setting.spoken
    by_place = word.initial or line is not _Line.TEXT
    function = known.function_word(word.norm) or word.norm in known.titles
    if _acronym(word, ordinary or line is not _Line.SHOUTED):
        return Why.ACRONYM
    if function or known.street(word.norm):
        return Why.PLAIN
    if word.norm in known.weak_given:
        return Why.WEAK if by_place else Why.NAME
    if _is_place(word, known, setting):
        return Why.PLACE
    excused = by_place or word.numbered or known.nouns_capital or word.upper
    if (ordinary and excused) or (by_place and known.inflected_word(word.norm)):
        return Why.FIRST
    unknown = Why.NOUN if known.nouns_capital else Why.NAME
    return Why.INSIDE if ordinary else unknown


def _located(row: Sequence[Word], setting: Setting) -> frozenset[str]:
    return frozenset(
        right.norm
        for left, right in pairwise(row)
        if right.capital and right.joined and left.norm in text_lore(setting.language, left.cyrillic).place_cues
    )


def _regional(row: Sequence[Word], setting: Setting) -> frozenset[str]:
    return frozenset(
        left.norm
        for left, right in pairwise(row)
        if left.capital and right.joined and right.norm in text_lore(setting.language, right.cyrillic).place_heads
    )


def _is_place(word: Word, known: NameLore, setting: Setting) -> bool:
    """A great city needs no proof. A smaller place does, and one whose name ends as surnames do is none."""
    if word.norm in setting.regional:
        return True
    size = setting.renown(word.text)
    if known.surname_like(word.norm):
        return size >= GREAT_CITY
    return size >= CITY or (size >= SMALLEST_PLACE and (setting.headline or word.norm in setting.located))


def _acronym(word: Word, likely: bool) -> bool:
    letters = word.text[:-1] if word.text.endswith("s") else word.text
    return likely and 1 < len(letters) <= LONGEST_ACRONYM and letters.isupper()


def _runs(row: Sequence[Word]) -> list[tuple[int, int]]:
    """Words with capitals that stand together, as half-open ranges of indices."""
    runs: list[tuple[int, int]] = []
    for i, word in enumerate(row):
        if not word.capital:
            continue
        if runs and runs[-1][1] == i and word.joined:
            runs[-1] = (runs[-1][0], i + 1)
        else:
            runs.append((i, i + 1))
    return runs


def _settle(row: Sequence[Word], why: list[Why], run: range, setting: Setting) -> None:
    """Lets the words of a run decide about each other: an ordinary word beside a name may be a surname."""
    office = any(why[i] is Why.OFFICE for i in run)
    for i in run:
        if why[i] is Why.INSIDE:
            why[i] = Why.PLAIN if office and not _beside(why, run, i) else Why.NAME
        elif why[i] is Why.NOUN and _beside(why, run, i, (Why.NAME, Why.NOUN)):
            why[i] = Why.NAME
    for i in run:
        soft = why[i] in (Why.FIRST, Why.WEAK, Why.OPEN, Why.PLACE, Why.ACRONYM)
        if (soft or (why[i] is Why.OFFICE and _city(row[i], setting))) and _gives_way(row, why, run, i, setting):
            why[i] = Why.NAME
    for i in run:
        if why[i] is Why.LETTER and row[i].dotted and _beside(why, run, i):
            why[i] = Why.NAME


def _beside(why: Sequence[Why], run: range, i: int, kinds: tuple[Why, ...] = (Why.NAME,)) -> bool:
    return (i - 1 in run and why[i - 1] in kinds) or (i + 1 in run and why[i + 1] in kinds)


def _gives_way(row: Sequence[Word], why: Sequence[Why], run: range, i: int, setting: Setting) -> bool:
    """Whether a word that might be explained is part of the name beside it after all."""
    if not _beside(why, run, i):
        return False
    word = row[i]
    known = text_lore(setting.language, word.cyrillic)
    after_given = i - 1 in run and why[i - 1] is Why.NAME and known.given(row[i - 1].norm)
    if why[i] in (Why.PLACE, Why.FIRST, Why.ACRONYM, Why.OFFICE) and after_given:
        return not stands_as_place(row, i, setting)
    if why[i] is not Why.FIRST:
        return why[i] in (Why.WEAK, Why.OPEN)
    common = word.norm in known.titles or known.inflected_word(word.norm)
    unusual = word.norm not in known.frequent and not common
    return unusual and i + 1 in run and why[i + 1] is Why.NAME and known.given(row[i + 1].norm)


def _call_signs(row: Sequence[Word], text: str, setting: Setting) -> set[int]:
    """What follows the words that announce a call sign: what stands in quotes, or a word with a capital.

    After `known as` and the like, which announce other things too, only words with a capital count.
    """
    found: set[int] = set()
    for i, word in enumerate(row):
        known = text_lore(setting.language, word.cyrillic)
        pair = (row[i - 1].norm, word.norm) if i else ()
        surely = word.norm in known.call_signs or pair in known.call_sign_pairs
        if surely or pair in known.known_as:
            found |= _announced(row, i + 1, text, surely=surely)
    return found


def _announced(row: Sequence[Word], first: int, text: str, *, surely: bool) -> set[int]:
    reach = range(first, min(first + CALL_SIGN_REACH, len(row)))
    for i in reach:
        between = text[row[i - 1].end : row[i].start]
        if any(mark in between for mark in ".;\n"):
            break
        if any(mark in _QUOTES for mark in between):
            last = i
            while last + 1 in reach and row[last + 1].joined:
                last += 1
            return set(range(i, last + 1)) if row[i].capital or surely else set()
        if row[i].capital:
            return {i}
    return set()
