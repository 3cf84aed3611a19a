"""What a language pack still lacks, measured by the other packs.

    python tools/languages/check.py CODE      # one pack
    python tools/languages/check.py           # all of them

Lists the tables and lists that most other packs have and this one has not, then those that are thin: with far fewer entries
than the others have. Exit code 1 when something is missing. See docs/languages.md.
"""

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
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
    "counts",
    "dates",
    "stance",
)
THIN = 0.25
"""A list with less than this part of what the others have (in the middle) is thin."""
ENOUGH = 4
"""Lists in which the others have fewer entries than this are never thin."""
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
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _lists(f"{place}.{key}", inner)
    elif isinstance(value, list):
        yield place, len(value)


def missing(mine: Sizes, others: Sequence[Sizes]) -> list[str]:
    """Places that most of the others fill and this pack does not; exceptions (`not`) are each language's own."""
    places = sorted({place for sizes in others for place in sizes})
    return [
        p
        for p in places
        if ".not." not in p and not mine.get(p) and sum(bool(o.get(p)) for o in others) * 2 > len(others)
    ]


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
    return lines


def main(codes: list[str]) -> int:
    """Print the report on each pack; 1 when one lacks something."""
    unknown = [code for code in codes if code not in languages()]
    if unknown:
        print(f"no pack {', '.join(unknown)}: make a folder of that name beside {', '.join(languages())}")
        return 2
    lines = [line for code in codes or languages() for line in told(code)]
    print("\n".join(lines))
    return int(any(line.startswith("  missing") for line in lines))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
