"""From a head noun to the whole phrase: articles and adjectives before it, numbers, names and complements after it.

No grammar of a language stands here; the table `phrases` of its pack lists the small words, the endings of its adjectives
where it has such, and the words that join a complement.
"""

from habeas.reading.entities.lexicon import Row
from habeas.reading.entities.names import is_given, is_ordinary

OPENING, CLOSING = frozenset("«„“”\"‘'’"), frozenset("»“”\"’'")
NUMBER_SIGNS = frozenset(
    {"№", "#", "n", "no", "nr", "nr.", "no.", "number", "nummer", "номер", "numer", "numéro", "nº", "°", "-", "–"}
)
BREAKS = frozenset(",-–—")
BEFORE, AFTER, COMPLEMENTS, CLAUSE, YEAR = 5, 5, 3, 14, 4
HEADS = ("known", "detention", "buildings", "plural")


def capital(row: Row, i: int) -> bool:
    """Whether token i is a word with a capital letter."""
    return row.capitals[i]


def spelt(row: Row, i: int) -> bool:
    """Whether the capital of token i is that of a name: where all nouns have one, of a word that is no ordinary one."""
    nouns = row.lexicon.words("phrases", "nouns_capital")
    return capital(row, i) and not (nouns and not row.nation(i) and is_ordinary(row.tokens[i].text, row.lexicon))


def whole(row: Row, first: int, last: int) -> tuple[int, int]:
    """The span of the noun phrase whose head is tokens[first:last]."""
    return before(row, first), after(row, last)


def named(row: Row, first: int, last: int) -> tuple[int, int]:
    """The span of a name that is known, with what stands before it and a number: `Evin 209`."""
    end = number_after(row, last)
    bare = end == last < len(row.tokens) and row.tokens[last].text.isdigit() and len(row.tokens[last].text) < YEAR
    return before(row, first), end + bare


def before(row: Row, first: int) -> int:
    """Where the phrase begins: adjectives and one determiner before the head."""
    lex, stops, i = row.lexicon, row.lexicon.words("phrases", "stops"), first
    adjectives, leading = lex.endings("phrases", "adjectives"), lex.words("phrases", "leading")
    while i > 0 and first - i < BEFORE:
        token = row.tokens[i - 1]
        if token.norm in lex.words("phrases", "determiners"):
            return i - 1
        joined = token.text in "-‐‑" and i > 1 and row.tokens[i - 2].word
        quoted = token.text in OPENING and row.tight(i) is True and i < first
        fits = token.word and token.norm not in stops
        if adjectives:
            fits = fits and token.norm.endswith(adjectives) and not _is_common_noun(row, i - 1)
        elif leading:
            fits = token.norm in leading
        if not (fits or joined or quoted):
            break
        i -= 1
    while i < first and not row.tokens[i].word and row.tokens[i].text not in OPENING:
        i += 1
    return i if row.tokens[i].word else _unquoted(row, i, first)


def _is_common_noun(row: Row, i: int) -> bool:
    """Whether a capital within a sentence is only that of a noun, in a language where nouns have one."""
    return i > 0 and bool(row.lexicon.words("phrases", "nouns_capital")) and capital(row, i) and not spelt(row, i)


def _unquoted(row: Row, i: int, first: int) -> int:
    return i + 1 if i + 1 <= first else i


def after(row: Row, last: int) -> int:
    """Where the phrase ends: a number, a name, and up to three complements after the head."""
    j = name_after(row, number_after(row, last))
    for _ in range(COMPLEMENTS):
        further = _complement(row, j)
        if further == j:
            break
        j = name_after(row, number_after(row, further))
    return j


def number_after(row: Row, j: int) -> int:
    """The end of a number that follows, as in `SIZO-2`, `колонія № 120`."""
    k, tokens = j, row.tokens
    while k < len(tokens) and (tokens[k].norm in NUMBER_SIGNS or (tokens[k].text == "." and k > j)) and k - j < 3:
        k += 1
    return k + 1 if k < len(tokens) and tokens[k].norm[0].isdigit() and len(tokens[k].text) <= 4 and k > j else j


def name_after(row: Row, j: int) -> int:
    """The end of a quoted name or (where the language puts names there) of capitalised words that follow."""
    tokens = row.tokens
    if j + 1 < len(tokens) and tokens[j].text in OPENING and capital(row, j + 1) and not row.tight(j):
        for k in range(j + 2, min(j + 6, len(tokens))):
            if tokens[k].text in CLOSING:
                return k + 1
        return j
    if row.lexicon.words("phrases", "apposition"):
        start = j
        while j < len(tokens) and spelt(row, j) and not _begins_person(row, j) and not _stop(row, j):
            j += 1
        genitive = row.lexicon.endings("phrases", "genitives")
        if j > start and tokens[j - 1].norm.endswith(genitive) and j < len(tokens) and tokens[j].word:
            j += not _stop(row, j)
    return j


def _begins_person(row: Row, j: int) -> bool:
    """Whether a given name with a surname after it begins here: `речник поліції Іван Вигаданий`."""
    return j + 1 < len(row.tokens) and capital(row, j + 1) and is_given(row.tokens[j].text, row.lexicon)


def _complement(row: Row, j: int) -> int:
    """The end of `of the old school`, `in occupied Makiivka`, or of a genitive; `j` where there is none."""
    tokens, lex = row.tokens, row.lexicon
    if j >= len(tokens):
        return j
    if tokens[j].norm in lex.words("phrases", "links"):
        return _linked(row, j)
    if tokens[j].norm in lex.words("phrases", "adverbs") and j + 1 < len(tokens):
        end = _linked(row, j + 1) if tokens[j + 1].norm in lex.words("phrases", "links") else j
        return end if end > j + 1 else j
    if tokens[j].text == "," and j + 1 < len(tokens) and tokens[j + 1].norm in lex.words("phrases", "nearness"):
        end = _linked(row, j + 1)
        return end if end > j + 1 else j
    if tokens[j].norm in lex.words("phrases", "complements"):
        return j + 1
    return _genitive(row, j)


def _genitive(row: Row, j: int) -> int:
    """The end of adjectives and a noun in the genitive: `старої школи`."""
    tokens, lex = row.tokens, row.lexicon
    genitive = lex.endings("phrases", "genitives")
    if not genitive or not tokens[j].word:
        return j
    k = j
    while k < len(tokens) and tokens[k].word and tokens[k].norm.endswith(genitive) and k - j < 3:
        k += 1
    ends = k == j or k == len(tokens) or not tokens[k].word or _stop(row, k) or _begins_person(row, k)
    return j if ends else k + 1


def _linked(row: Row, j: int) -> int:
    tokens, lex = row.tokens, row.lexicon
    k = j + 1
    while k < len(tokens) and tokens[k].norm in lex.words("phrases", "determiners"):
        k += 1
    if k < len(tokens) and tokens[k].norm in lex.words("sites", "another"):
        return j
    start, end, headed, named = k, j, False, False
    any_noun = tokens[j].norm in lex.words("phrases", "close") or _holds(row, k)
    while k < len(tokens) and k - start < AFTER and (tokens[k].word or tokens[k].text in "-‐‑’'") and not _stop(row, k):
        if spelt(row, k) if headed else named and tokens[k].word and not (spelt(row, k) or _starts_head(row, k)):
            break
        if spelt(row, k) or any_noun or _is_head(row, k):
            end = k + 1
        headed, named = headed or _is_head(row, k), spelt(row, k)
        k += 1
    return end if end > j else j


def _holds(row: Row, k: int) -> bool:
    """Whether the word is one for people for whom a place is kept: `a camp for deserters`."""
    return k < len(row.tokens) and row.tokens[k].norm in row.lexicon.words("phrases", "kept")


def _starts_head(row: Row, k: int) -> bool:
    return any(h.first == k for group in HEADS for h in row.hits("sites", group))


def _clause_from(row: Row, j: int) -> int | None:
    """Where a clause begins that follows token j - 1 at once or after a comma, a dash or a closing mark."""
    tokens, first, lex = row.tokens, j, row.lexicon
    while first < len(tokens) and first - j < 2 and tokens[first].text in BREAKS:
        first += 1
    at = first + (first < len(tokens) and tokens[first].norm in lex.words("phrases", "links"))
    if at >= len(tokens):
        return None
    word = tokens[at].norm
    close = at == j and word in lex.words("sites", "closely")
    partly = at == j + 1 and bool(ends := lex.endings("sites", "participles")) and word.endswith(ends)
    relative = first > j and word in lex.words("sites", "relative")
    return first if close or partly or relative or word in lex.words("sites", "where") else None


def clause_after(row: Row, j: int) -> int:
    """The end of a clause that tells which place is meant: `where they were held`; `j` where none follows, or too long.

    Where nouns have a capital, a clause ends in its verb: in `das Gefängnis, die Schule und der Keller` stands none.
    """
    tokens, first = row.tokens, _clause_from(row, j)
    if first is None:
        return j
    end = first
    while end < len(tokens) and (tokens[end].word or tokens[end].text in "-‐‑’'«»„“”\"№") and end - first < CLAUSE:
        end += 1
    ended = end == len(tokens) or not tokens[end].word
    return end if ended and end > first + 1 and not _is_common_noun(row, end - 1) else j


def _is_head(row: Row, k: int) -> bool:
    return any(h.last - 1 == k for group in HEADS for h in row.hits("sites", group))


def _stop(row: Row, k: int) -> bool:
    norm = row.tokens[k].norm
    lex = row.lexicon
    listed = norm in lex.words("phrases", "stops") or norm in lex.words("phrases", "determiners")
    return listed or norm.endswith(lex.endings("phrases", "stop_endings"))
