"""What a language pack still lacks, measured by the other packs.

    python tools/languages/check.py CODE      # one pack
    python tools/languages/check.py           # all of them

Lists the tables and lists that most other packs have and this one has not, then those that are thin: with far fewer entries
than the others have; then terms that do not mean what they seem to: alternatives that a hyphen cuts in two, and names of two
letters that would be found in any case. Exit code 1 when something is missing or miswritten. See docs/languages.md.
"""

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from statistics import median
from typing import Any

from habeas.languages.packs import Pack, languages

TABLES = (
    "text",
    "names",
    "people",
    "bodies",
    "units",
    "sites",
    "phrases",
    "voices",
    "claims",
    "scene",
    "methods",
    "counts",
    "dates",
    "parties",
    "stance",
)
THIN = 0.25
"""A list with less than this part of what the others have (in the middle) is thin."""
ENOUGH = 4
"""Lists in which the others have fewer entries than this are never thin."""
SHORTEST_NAME = 3
ONE_OF = re.compile(r"^claims\.(alone|captive|weak)\.")
Sizes = Mapping[str, int]


def sizes(code: str) -> dict[str, int]:
    """The lists of a pack by their place (`sites.kinds.school`), with how many entries each has.

    What carries a claim may stand in any table of claims: `claims.torture.beating` adds them up.
    """
    pack, found = Pack(code), dict[str, int]()
    for name in TABLES:
        for place, size in _lists(name, pack.table(name)):
            one = ONE_OF.sub("claims.", place)
            found[one] = found.get(one, 0) + size
    return found


def _lists(place: str, value: Any) -> Iterator[tuple[str, int]]:
    return ((at, len(entries)) for at, entries in _entries(place, value))


def _entries(place: str, value: Any) -> Iterator[tuple[str, list[Any]]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _entries(f"{place}.{key}", inner)
    elif isinstance(value, list):
        yield place, value


def miswritten(place: str, value: Any) -> list[tuple[str, str]]:
    """The terms of a table that do not mean what they seem to, with their places.

    A hyphen stands between two words of a row, so that `gas-mask*|gasmask*` is a row of two and no choice between two. A
    name of two letters is a name in capitals only, written with `=`.
    """
    every = ((at, t) for at, terms in _entries(place, value) for t in terms if isinstance(t, str))
    return [(at, t) for at, t in every if _cut(t) or (".known." in at and len(t.rstrip("*")) < SHORTEST_NAME)]


def _cut(term: str) -> bool:
    return any("|" in word and "-" in word for word in term.split())


def miswritten_terms(code: str) -> list[tuple[str, str]]:
    """All of them in one pack."""
    tables = (path for path in files("habeas.languages").joinpath(code).iterdir() if path.name.endswith(".toml"))
    read = ((path.name.removesuffix(".toml"), tomllib.loads(path.read_text("utf-8"))) for path in tables)
    return sorted(found for name, table in read for found in miswritten(name, table))


def missing(mine: Sizes, others: Sequence[Sizes]) -> list[str]:
    """Places that most of the others fill and this pack does not.

    Exceptions (`not`) are each language's own; `known` names hold in all of them.
    """
    places = sorted({place for sizes in others for place in sizes})
    own = [p for p in places if ".not." not in p and ".known." not in p and not mine.get(p)]
    return [p for p in own if sum(bool(o.get(p)) for o in others) * 2 > len(others)]


def thin(mine: Sizes, others: Sequence[Sizes]) -> list[tuple[str, int, float]]:
    """Places with far fewer entries than the others have: place, entries, the median of the others."""
    found = []
    for place, size in sorted(mine.items()):
        usual = median([o[place] for o in others if o.get(place)] or [0])
        if size and usual >= ENOUGH and size < THIN * usual:
            found.append((place, size, usual))
    return found


def told(code: str) -> list[str]:
    """The lines of the report on one pack."""
    mine, others = sizes(code), [sizes(other) for other in languages() if other != code]
    lacks = missing(mine, others)
    lines = [f"{code}: {sum(mine.values())} entries in {len(mine)} lists, {len(lacks)} lists missing"]
    lines += [f"  missing  {place}" for place in lacks]
    lines += [f"  thin     {place}: {size}, others {usual:g}" for place, size, usual in thin(mine, others)]
    lines += [f"  mend     {place}: {term!r}" for place, term in miswritten_terms(code)]
    return lines


def main(codes: list[str]) -> int:
    """Print the report on each pack; 1 when one lacks something."""
    unknown = [code for code in codes if code not in languages()]
    if unknown:
        print(f"no pack {', '.join(unknown)}: make a folder of that name beside {', '.join(languages())}")
        return 2
    lines = [line for code in codes or languages() for line in told(code)]
    print("\n".join(lines))
    return int(any(line.startswith(("  missing", "  mend")) for line in lines))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
