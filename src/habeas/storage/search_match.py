"""From a question to an expression of FTS5: only quoted strings of letters and digits, so that nothing asked is syntax."""

from collections.abc import Callable, Iterable, Sequence

from habeas.places.folding import heard
from habeas.searching.asking import Asked, Term

Parts = Callable[[Term], Sequence[str]]
"""The words of the index that have this part; asked for terms with letters before."""


def match(asked: Asked, parts: Parts) -> str | None:
    """What passages must hold: the groups, by surface or by stems. None where nothing can hold it."""
    groups = [_group(group, parts) for group in asked.groups]
    return _all(filter(None, groups), " OR ") if asked.any else _all(groups, " AND ") if all(groups) else None


def match_name(asked: Asked, parts: Parts) -> str | None:
    """The same for names, where a word may also sound like another one: Koepjansk, Купянск."""
    terms = [_named(term, parts) for term in asked.terms]
    return _all(terms, " AND ") if all(terms) else None


def _group(group: Sequence[Term], parts: Parts) -> str:
    if len(group) == 1:
        return _term(group[0], parts)
    if any(term.before for term in group) or any(term.after for term in group[:-1]):
        singles = [_term(term, parts) for term in group]
        return (_all(singles, " AND ") or "") if all(singles) else ""
    words = f"surface : {_quoted(' '.join(term.word for term in group))}" + (" *" if group[-1].after else "")
    stems = {" ".join(row) for row in zip(*(term.stems for term in group), strict=False)}
    return _any([words, *_in("stems", sorted(stems))]) if len({len(t.stems) for t in group}) == 1 else words


def _term(term: Term, parts: Parts) -> str:
    if term.before:
        return _any(_in("surface", parts(term)))
    if term.after:
        return f"surface : {_quoted(term.word)} *"
    return _any([f"surface : {_quoted(term.word)}", *_in("stems", term.stems)])


def _named(term: Term, parts: Parts) -> str:
    if term.part:
        return _term(term, parts)
    return _any([_term(term, parts), *_in("sounds", filter(None, heard(term.word)))])


def _in(column: str, words: Iterable[str]) -> list[str]:
    quoted = " OR ".join(map(_quoted, words))
    return [f"{column} : ({quoted})"] if quoted else []


def _all(expressions: Iterable[str], by: str) -> str | None:
    return by.join(f"({expression})" for expression in expressions) or None


def _any(expressions: Sequence[str]) -> str:
    return " OR ".join(expressions)


def _quoted(words: str) -> str:
    """A string of FTS5."""
    return '"' + words.replace('"', '""') + '"'
