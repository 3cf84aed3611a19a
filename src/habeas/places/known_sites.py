"""Well-known places of detention of the world: a small table that ships with the gazetteer.

It names what is public knowledge: what such a place is called in several languages, of what kind it is and where it lies.
Nothing in it says that anybody was held there; that takes a report.
"""

import tomllib
from collections.abc import Mapping
from functools import cache

import msgspec

from habeas.places.folding import DATA


class KnownSite(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A place of detention that is known by name."""

    name: str
    aliases: tuple[str, ...]
    """Terms that name it, in the pattern language of the language packs."""
    bare: tuple[str, ...] = ()
    """Terms that name its town too: they mean the place only where a text speaks of holding people."""
    kind: str
    """A key of the vocabulary of kinds of site."""
    settlement: str
    country: str
    """ISO 3166-1, two letters."""
    lat: float
    """Degrees north, of the place or of its settlement."""
    lon: float
    """Degrees east."""
    source: str
    """Where it can be looked up."""


@cache
def known_sites() -> Mapping[str, KnownSite]:
    """All known places of detention by name, in the order of the table."""
    table = tomllib.loads((DATA / "known_sites.toml").read_text("utf-8"))
    sites = msgspec.convert(table["site"], list[KnownSite])
    return {site.name: site for site in sites}
