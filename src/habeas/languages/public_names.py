"""The canonical names of formations and organisations: public, whatever a person may be called.

They stand in `<code>/units.toml` and `<code>/bodies.toml`, where the readers have them from.
"""

from collections.abc import Iterator
from functools import cache

from habeas.languages.packs import Pack, languages
from habeas.languages.tokens import normal, tokenize


@cache
def public_names() -> frozenset[str]:
    """The names in full, in normal form."""
    return frozenset(normal(name) for code in languages() for name in _names(Pack(code)))


@cache
def public_words() -> frozenset[str]:
    """The words of these names, in normal form."""
    return frozenset(token.norm for name in public_names() for token in tokenize(name) if token.word)


def _names(pack: Pack) -> Iterator[str]:
    for table in (pack.table("units"), pack.table("bodies")):
        for group in table.get("known", {}).values():
            yield from group
        for key in ("militias", "agencies"):
            yield from table.get(key, ())
