"""What a capitalised word may be: a given name, a surname by its shape, an ordinary word; and when two names are one.

Names are compared by stems (case endings off) and sound keys, so that Гайдая is Гайдай and Poetin is Putin within one text.
"""

from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz.distance import Levenshtein

import habeas.languages
from habeas.languages import languages, normal, pack
from habeas.languages.name_keys import name_keys
from habeas.languages.word_lists import word_list
from habeas.reading.entities.lexicon import Lexicon

SHORTEST_STEM, SHORTEST_TAIL, FUZZY_FROM = 3, 4, 7
_FLEETING = {"ець": "ц", "ец": "ц", "ок": "к", "iec": "c", "ec": "c", "ek": "k", "eł": "ł"}


def _lines(code: str, name: str) -> list[str]:
    path = files(habeas.languages).joinpath(code, name)
    if not path.is_file():
        return []
    return [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]


@cache
def _given() -> tuple[frozenset[str], frozenset[str]]:
    """Given names of all packs as written, and their sound keys."""
    names = {normal(line) for code in languages() for line in _lines(code, "given.txt")}
    return frozenset(names), frozenset(key for name in names if len(name) > SHORTEST_STEM for key in name_keys(name))


@cache
def _given_stems(endings: tuple[str, ...]) -> frozenset[str]:
    return frozenset(_stem(name, endings) for name in _given()[0])


def is_given(word: str, lex: Lexicon, *, nominative: bool = False) -> bool:
    """Whether `word` is a known given name, in any case of its language or only in the nominative.

    A declined word of plain letters is looked up among the names of its own language: too many stems of others fit it.
    """
    norm, endings = normal(word), lex.endings("people", "endings")
    if norm in _given()[0] or nominative:
        return norm in _given()[0]
    if not endings:
        return False
    stems = _by_stem(lex.code, endings) if norm.isascii() else _given_stems(endings)
    return _stem(norm, endings) in stems


def given_of(word: str, lex: Lexicon) -> str | None:
    """The nominative of a given name in any case; None when unknown or when several names share stem and gender."""
    norm, endings = normal(word), lex.endings("people", "endings")
    found = _by_stem(lex.code, endings).get(_stem(norm, endings), ()) if endings else ()
    if norm in found or len(found) < 2:
        return norm if norm in found else next(iter(found), None)
    masculine, feminine = (
        norm.endswith(lex.endings("people", "masculine_cases")),
        lex.endings("people", "feminine_given"),
    )
    fitting = [name for name in found if name.endswith(feminine) != masculine]
    return fitting[0] if len(fitting) == 1 else None


@cache
def _by_stem(code: str, endings: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    stems: dict[str, tuple[str, ...]] = {}
    for name in sorted({normal(line) for line in _lines(code, "given.txt")}):
        key = _stem(name, endings)
        stems[key] = (*stems.get(key, ()), name)
    return stems


def sounds_given(word: str) -> bool:
    """Whether `word` sounds as a known given name: Hryhorij, Aleksej."""
    return not name_keys(normal(word)).isdisjoint(_given()[1])


def is_ordinary(word: str, lex: Lexicon) -> bool:
    """Whether `word` is a common word of the language, or a noun made of one where nouns have a capital, too."""
    norm = normal(word)
    return norm in word_list(lex.code).every or _made(norm, lex.code)


@lru_cache(maxsize=1 << 16)
def _made(norm: str, code: str) -> bool:
    """Whether a word is a case of a common noun or of one that is listed as nobody's name, or ends in such a noun."""
    cases, every, listed = _nouns(code), word_list(code).every, _nobody(code)
    forms = [norm, *(norm.removesuffix(case) for case in cases if norm.endswith(case))] if cases else []
    tails = [form[cut:] for form in forms for cut in range(SHORTEST_STEM, len(form) - SHORTEST_TAIL + 1)]
    whole = any(form in listed or (len(form) > SHORTEST_TAIL and form in every) for form in forms)
    return whole or not listed.isdisjoint(tails) or any(len(t) > SHORTEST_TAIL and t in every for t in tails)


@cache
def _nouns(code: str) -> tuple[str, ...]:
    """The endings of nouns, where they have a capital as names have."""
    found = pack(code)
    return tuple(found.words("phrases", "nouns_capital")) if found else ()


@cache
def _nobody(code: str) -> frozenset[str]:
    found = pack(code)
    return frozenset(map(normal, found.words("people", "not_people"))) if found else frozenset()


def is_surname(word: str, lex: Lexicon) -> bool:
    """Whether `word` has the shape of a surname."""
    norm = normal(word)
    return len(norm) > 4 and norm.endswith(lex.endings("people", "surnames"))


def stem(word: str, lex: Lexicon) -> str:
    """A name without its case ending."""
    return _stem(normal(word), lex.endings("people", "endings"))


@lru_cache(maxsize=1 << 16)
def _stem(norm: str, endings: tuple[str, ...]) -> str:
    for end in endings:
        if norm.endswith(end) and len(norm) - len(end) >= SHORTEST_STEM:
            norm = norm[: -len(end)]
            break
    norm = norm.rstrip("іиїй") if len(norm) > SHORTEST_STEM + 1 else norm
    for end, put in _FLEETING.items():
        if endings and norm.endswith(end) and len(norm) > SHORTEST_STEM + 1:
            return norm[: -len(end)] + put
    return norm


Keys = tuple[frozenset[str], ...]


def keys(words: Iterable[str], lex: Lexicon) -> Keys:
    """The sound keys of each word of a name."""
    return tuple(name_keys(stem(w, lex)) for w in words)


@lru_cache(maxsize=1 << 16)
def alike(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two words of names are one: a common key, or long ones one letter apart."""
    if not a.isdisjoint(b):
        return True
    return any(
        min(len(x), len(y)) >= FUZZY_FROM and Levenshtein.distance(x, y, score_cutoff=1) <= 1 for x in a for y in b
    )


def same_name(a: Keys, b: Keys) -> bool:
    """Whether one name holds every word of the other (the shorter, in any order)."""
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    return all(any(alike(x, y) for y in long) for x in short)
