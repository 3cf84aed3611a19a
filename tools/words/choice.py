"""Which words of a source are ordinary ones: no names, no scraps, no other script."""

import re
from collections import Counter
from collections.abc import Collection, Set

SHORTEST, LONGEST = 2, {"uk": 12, "ru": 12, "pl": 14}
_LATIN = r"[a-zà-öø-ÿœąćęłńóśźż]"
_LETTERS = {"uk": r"[а-щьюяєіїґ]", "ru": r"[а-яё]"}
_SURNAMES = re.compile(
    r"\w{2,}(?:[еє]нк[оаиуі]|[еє]нк(?:ом|ові)|чук(?:а|у|ом|ові|и)?|швілі|швили|[ао]дзе|оглу|оглы)|\w+\w(?:івн|овн|евн)(?:а|и|ы|і|у|ою|ой)"
)
_FAMILY = re.compile(r"(\w{3,}(?:ов|ев|ёв|єв|ин|ін|їн))(?:а|у|ым|им|е|і|ой|ою|ы|и|ых|их)?")
_ADJECTIVE = re.compile(r"(\w{2,}[сзц]ьк|\w{2,}[сц]к)(?:ий|а|ого|ому|им|ая|ой|ою|ої|ую|у|ій)")
_CASES = ("", *re.findall(r"\w+", "а у і е я ю ї й ом ем ові еві им ым ого ому ой ою ої"))
_NOUNS = tuple(
    re.findall(
        r"\w+", "ung ungen heit heiten keit keiten schaft schaften tion tionen sion sionen tät täten ismus nis nisse"
    )
)
_FRONT = {"a": "ä", "o": "ö", "u": "ü", "au": "äu"}
_DECLINED = ("s", "es", "e", "en", "n", "er", "ern", "in", "innen")
SHORTEST_NOUN, SHORTEST_TAIL, NOUN_TAILS = 4, 5, 3
"""Letters of a German noun, and of one that ends another; so many longer words must end in one, as `Haus` in `Rathaus`."""


def ordinary(seen: Set[str], code: str) -> set[str]:
    """The words that occur in small letters, without scraps and words of another alphabet."""
    letter = _LETTERS.get(code, _LATIN)
    word = re.compile(f"{letter}+(?:['’]{letter}+)*")
    return {w for w in seen if SHORTEST <= len(w) <= LONGEST.get(code, 20) and word.fullmatch(w)}


def german_nouns(seen: Set[str]) -> set[str]:
    """German writes nouns with a capital: those that end as nouns do, are declined as nouns are, or are made of others.

    A name has none of these: it ends hardly any other words, has no plural and is no compound of a noun.
    """
    titled = {w for w in seen if w.istitle() and re.fullmatch(f"{_LATIN}+", w.lower()) and len(w) >= SHORTEST_NOUN}
    tails = Counter(word[-n:] for word in titled for n in range(SHORTEST_NOUN, len(word) - 2))
    sure = {w for w in titled if w.lower().endswith(_NOUNS) or tails[w.lower()] >= NOUN_TAILS or _plural(w) & titled}
    tellings = {w.lower() for w in sure}
    made = {w for w in titled if any(w.lower()[n:] in tellings for n in range(3, len(w) - SHORTEST_TAIL + 1))}
    declined = {w + case for w in sure | made for case in _DECLINED} & titled
    return {w.lower() for w in sure | made | declined}


def _plural(noun: str) -> set[str]:
    """The plurals in -e, -en and with another vowel that a noun may have, and its long genitive."""
    front = re.sub(r"(?:au|[aou])(?=[^aeiouäöü]*(?:e[lrn])?$)", lambda m: _FRONT[m[0]], noun)
    changed = {front + case for case in ("", "e", "er", "en", "ern", "n")} if front != noun else set()
    plain = ("en", "nen", "innen", *(("e", "es") if len(noun) > SHORTEST_TAIL else ()), *("n" * noun.endswith("e")))
    return {noun + case for case in plain} | changed


def without_names(words: Set[str], seen: Set[str], names: Collection[str]) -> set[str]:
    """Without names, their cases and what has the shape of a surname: people write names in small letters, too."""
    cases = {name + case for name in names for case in _CASES}
    stems = {name[:-1] + case for name in names if name[-1:] in "аяьйо" for case in _CASES}
    return {w for w in words if w not in cases and w not in stems and not _surname(w, words, seen)}


def _surname(word: str, words: Set[str], seen: Set[str]) -> bool:
    """Whether it is declined as surnames are: Петровым, Петровим, but not `городовым`; Кульчицький, but no *кульчицьке."""
    if _SURNAMES.fullmatch(word):
        return True
    adjective = _ADJECTIVE.fullmatch(word)
    if adjective:
        return not any(adjective[1] + case in words for case in ("е", "ое", "их"))
    family = _FAMILY.fullmatch(word)
    if family and any(family[1].capitalize() + case in seen for case in ("ым", "им")):
        return not any(family[1] + case in words for case in ("ый", "ий", "ого", "ое", "е", "остью", "істю"))
    return False
