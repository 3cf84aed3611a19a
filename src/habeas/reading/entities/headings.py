"""Lines that name the source of what follows: an organisation alone in its paragraph, with a date alone in the next."""

from itertools import pairwise

from habeas.reading.entities.lexicon import Mark, Row
from habeas.reading.entities.names import is_given
from habeas.reading.entities.phrases import capital

LONGEST, DATE_SIGNS = 4, frozenset("0123456789-./,–")


def source_lines(rows: list[Row]) -> list[Mark]:
    """The bodies that a line of their own names, above a line with a date.

    A line that begins with a given name is an author, and one with a small letter a heading: neither is taken.
    """
    return [_body(row) for row, following in pairwise(rows) if _is_source(row) and _is_date(row, following)]


def _body(row: Row) -> Mark:
    name = row.sentence.passage.of(row.text).strip()
    return Mark(row, (0, len(row.tokens)), key=name.casefold(), kind="outlet", name=name)


def _is_source(row: Row) -> bool:
    spelt = all(capital(row, i) for i in range(len(row.tokens)))
    return 0 < len(row.tokens) <= LONGEST and spelt and not is_given(row.tokens[0].text, row.lexicon)


def _is_date(row: Row, following: Row) -> bool:
    words = following.sentence.passage.of(following.text)
    digits = sum(c.isdigit() for c in words)
    alone = row.sentence.paragraph != following.sentence.paragraph
    return alone and digits >= LONGEST and DATE_SIGNS.issuperset("".join(words.split()))
