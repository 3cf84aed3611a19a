"""Capital letters that nothing explains: names of people whom no reader resolved.

Every word with a capital is asked why it has one: the sentence begins with it, it is a country, an office, a place, part
of an organisation that the reader found. What gives no answer is a name. Errs towards covering, except in a language
that writes every noun with a capital, where only given names, shapes of surnames and pairs of unknown words are names.
"""

from collections.abc import Callable, Sequence
from enum import Enum
from typing import NamedTuple

from habeas.languages.name_lore import NameLore
from habeas.protection.sealed_names import text_lore
from habeas.protection.words import Word

FREQUENT = 3000
"""A first word of a sentence that is among the so many commonest words is no surname before a given name."""
LONGEST_ACRONYM = 6
CALL_SIGN_REACH = 4
CAPITALS_LINE = 0.6
_QUOTES = frozenset("\"«„“‘‹'”")


class Why(Enum):
    """What a word with a capital is."""

    PLAIN = "no capital, or explained"
    FIRST = "begins a sentence and is an ordinary word"
    INSIDE = "an ordinary word with a capital inside a sentence"
    NOUN = "an unknown noun of a language that capitalises nouns"
    WEAK = "a given name that is a word too"
    OFFICE = "an office or an organisation"
    LETTER = "a single letter"
    OPEN = "the name of somebody who may be named"
    NAME = "a name"


class Setting(NamedTuple):
    """What is known of the text in which words stand."""

    language: str | None
    is_place: Callable[[str], bool]
    spoken: frozenset[str]
    """Words that the case's texts write in small letters."""
    explained: Callable[[Word], bool]
    """Whether the word stands in a mention of a site, a unit or a body."""
    opened: Callable[[Word], "Why | None"]
    """PLAIN for a word inside a mention of somebody who may be named, OPEN for a word equal to a part of such a name."""
    headline: bool = False
    """Titles and file names: capitals tell little."""


def names(row: Sequence[Word], text: str, setting: Setting) -> set[int]:
    """Indices of the words that are names or parts of names."""
    shouted = setting.headline and _shouted(row)
    why = [_why(row, i, setting, shouted) if word.capital else Why.PLAIN for i, word in enumerate(row)]
    for start, end in _runs(row):
        _settle(row, why, range(start, end), setting)
    found = {i for i, reason in enumerate(why) if reason is Why.NAME}
    return found | _call_signs(row, text, setting) | _small_pairs(row, setting)


def _shouted(row: Sequence[Word]) -> bool:
    long = [word for word in row if len(word.text) > 1]
    return len(long) > 2 and sum(word.upper for word in long) / len(long) > CAPITALS_LINE


def _why(row: Sequence[Word], i: int, setting: Setting, shouted: bool) -> Why:
    word = row[i]
    known = text_lore(setting.language, word.cyrillic)
    opened = Why.LETTER if len(word.text) == 1 else setting.opened(word)
    if opened:
        return opened
    strong = known.given(word.norm)
    if setting.explained(word):
        shaped = known.shape(word.norm) and not _on_road(row, i, known)
        return Why.NAME if strong or shaped else Why.OFFICE
    if strong or known.shape(word.norm):
        return Why.NAME
    if word.norm in known.public or known.proper(word.norm):
        return Why.WEAK if word.norm in known.weak_given else Why.OFFICE
    if i > 0 and word.joined and row[i - 1].norm in known.titles:
        return Why.NAME
    return _why_plain(word, known, setting, shouted)


def _on_road(row: Sequence[Word], i: int, known: NameLore) -> bool:
    return any(0 <= j < len(row) and row[j].norm in known.roads for j in (i - 1, i + 1))


def _why_plain(word: Word, known: NameLore, setting: Setting, shouted: bool) -> Why:
    """For a word that is neither evidently a name nor evidently something else."""
    ordinary = known.rank(word.norm) is not None or word.norm in setting.spoken
    if word.upper and (ordinary or not shouted) and len(word.text) <= LONGEST_ACRONYM:
        return Why.PLAIN
    if word.norm in known.weak_given:
        return Why.WEAK if word.initial or setting.headline else Why.NAME
    if setting.is_place(word.text):
        return Why.PLAIN
    if ordinary and (word.initial or setting.headline or known.nouns_capital or word.upper):
        return Why.FIRST
    if known.nouns_capital:
        return Why.NOUN
    return Why.INSIDE if ordinary else Why.NAME


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
        if why[i] in (Why.FIRST, Why.WEAK, Why.OPEN) and _beside(why, run, i) and _gives_way(row[i], why[i], setting):
            why[i] = Why.NAME
    for i in run:
        if why[i] is Why.LETTER and _beside(why, run, i):
            why[i] = Why.NAME


def _beside(why: Sequence[Why], run: range, i: int, kinds: tuple[Why, ...] = (Why.NAME,)) -> bool:
    return (i - 1 in run and why[i - 1] in kinds) or (i + 1 in run and why[i + 1] in kinds)


def _gives_way(word: Word, reason: Why, setting: Setting) -> bool:
    if reason is not Why.FIRST:
        return True
    known = text_lore(setting.language, word.cyrillic)
    rank = known.rank(word.norm)
    return rank is not None and rank >= FREQUENT and not setting.headline and word.norm not in known.titles


def _call_signs(row: Sequence[Word], text: str, setting: Setting) -> set[int]:
    """What follows the words that announce a call sign: what stands in quotes, or a word with a capital."""
    found: set[int] = set()
    for i, word in enumerate(row):
        known = text_lore(setting.language, word.cyrillic)
        pair = (row[i - 1].norm, word.norm) if i else ()
        if word.norm in known.call_signs or pair in known.call_sign_pairs:
            found |= _announced(row, i + 1, text)
    return found


def _announced(row: Sequence[Word], first: int, text: str) -> set[int]:
    reach = range(first, min(first + CALL_SIGN_REACH, len(row)))
    for i in reach:
        between = text[row[i - 1].end : row[i].start]
        if any(mark in between for mark in ".;\n"):
            break
        if any(mark in _QUOTES for mark in between):
            return {i, *(j for j in reach if j > i and row[j].joined)}
        if row[i].capital:
            return {i}
    return set()


def _small_pairs(row: Sequence[Word], setting: Setting) -> set[int]:
    """A given name and a surname that somebody wrote without capitals."""
    found: set[int] = set()
    for i in range(1, len(row)):
        left, right = row[i - 1], row[i]
        if left.capital or right.capital or not right.joined:
            continue
        known = text_lore(setting.language, right.cyrillic)
        if known.shape(right.norm) and known.given(left.norm):
            found |= {i - 1, i}
    return found
