"""How well names are matched: precision, recall, F1 and µs a pair on our labelled pairs, beside nomenklatura's logic-v2.

The pairs stand in tests/resolution/pairs; half of them (by hash) is held out and only ever measured. `same` is what is
looked for: `unsure` and `different` count alike as "not said to be the same". The peer is measured where it is installed
(`pip install nomenklatura`, not among our requirements). `--wrong` lists what the development half gets wrong.
"""

import argparse
import csv
import hashlib
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import NamedTuple

from habeas.resolution.matching import PersonName, SiteName, UnitName, Verdict, same_person, same_site, same_unit

PAIRS = Path(__file__).parent.parent / "tests/resolution/pairs"
THRESHOLD = 0.7


class Pair(NamedTuple):
    """A labelled pair."""

    kind: str
    label: str
    one: dict[str, str]
    other: dict[str, str]
    tests: str

    @property
    def held_out(self) -> bool:
        """Whether the pair is never tuned on."""
        names = f"{self.one['name']}|{self.other['name']}"
        return hashlib.sha256(names.encode()).hexdigest()[0] in "01234567"


FIELDS = {"people": ("born", "role"), "sites": ("settlement", "kind"), "units": ()}


def pairs(kind: str) -> Iterator[Pair]:
    """The labelled pairs of a kind: judgement, the two names, each further field twice, what the pair tests."""
    with (PAIRS / f"{kind}.tsv").open(encoding="utf-8", newline="") as lines:
        rows = csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
        for label, one, other, *rest in rows:
            more = [dict(zip(FIELDS[kind], rest[side : 2 * len(FIELDS[kind]) : 2], strict=True)) for side in (0, 1)]
            yield Pair(kind, label, {"name": one, **more[0]}, {"name": other, **more[1]}, rest[-1])


def ours(pair: Pair) -> Verdict:
    """The verdict of this project."""
    one, other = ({k: v for k, v in side.items() if v} for side in (pair.one, pair.other))
    if pair.kind == "people":
        return same_person(PersonName(**one), PersonName(**other))
    if pair.kind == "units":
        return same_unit(UnitName(**one), UnitName(**other))
    return same_site(SiteName(**one), SiteName(**other))


def peer() -> Callable[[Pair], bool] | None:
    """Whether nomenklatura's logic-v2 says that a pair is the same; None where it is not installed."""
    try:
        from followthemoney import model  # noqa: PLC0415
        from nomenklatura.matching import get_algorithm  # noqa: PLC0415
        from nomenklatura.matching.types import ScoringConfig  # noqa: PLC0415
    except ImportError:
        return None
    algorithm = get_algorithm("logic-v2")
    config = ScoringConfig.defaults()
    ids = count()  # the peer remembers what it knows of an id

    def judge(pair: Pair) -> bool:
        sides = []
        for side in (pair.one, pair.other):
            name = " ".join(v for k, v in side.items() if k in ("name", "settlement") and v)
            schema = "Person" if pair.kind == "people" else "Organization"
            properties = {"name": [name]} | ({"birthDate": [side["born"]]} if side.get("born") else {})
            sides.append(model.get_proxy({"id": str(next(ids)), "schema": schema, "properties": properties}))
        return bool(algorithm.compare(*sides, config).score >= THRESHOLD)

    return judge


def figures(chosen: list[Pair], said: list[bool]) -> str:
    """Precision, recall and F1 in a row."""
    true = sum(s and p.label == "same" for p, s in zip(chosen, said, strict=True))
    precision = true / max(sum(said), 1)
    recall = true / max(sum(p.label == "same" for p in chosen), 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return f"precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}"


def timed(judge: Callable[[Pair], bool], chosen: list[Pair]) -> tuple[list[bool], float]:
    """What is said of each pair, and µs of the processor a pair, names not seen before."""
    start = time.process_time()
    said = [judge(pair) for pair in chosen]
    return said, (time.process_time() - start) / len(chosen) * 1e6


def main() -> None:
    """Print the figures."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--wrong", action="store_true", help="list the wrong pairs of the development half")
    arguments.add_argument("--kinds", nargs="*", default=list(FIELDS))
    wanted = arguments.parse_args()
    rival = peer()
    for kind in wanted.kinds:
        every = list(pairs(kind))
        ours(every[0])
        for half, held in (("development", False), ("held out", True)):
            chosen = [pair for pair in every if pair.held_out == held]
            for name, judge in (("habeas", lambda p: ours(p).judgement == "same"), ("logic-v2", rival)):
                if judge:
                    judge(chosen[0])
                    said, micros = timed(judge, chosen)
                    print(
                        f"{kind:7} {half:12} {len(chosen):5} pairs  {name:9} {figures(chosen, said)}  {micros:6.0f} µs"
                    )
        if wanted.wrong:
            wrong(every)


def wrong(every: list[Pair]) -> None:
    """List pairs of the development half that are judged otherwise than labelled."""
    for pair in every:
        verdict = ours(pair)
        if not pair.held_out and verdict.judgement != pair.label:
            mark = "!!" if "same" in (verdict.judgement, pair.label) else "  "
            told = f"{pair.one} | {pair.other} [{pair.tests}] {verdict.why}"
            print(f"{mark} {pair.label}, not {verdict.judgement} {verdict.score}: {told}")


if __name__ == "__main__":
    main()
