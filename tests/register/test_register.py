"""The register: what is in it, what never is, and how it explains itself."""

import json
import random
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.corroboration import corroborate
from habeas.model.covering import Covering
from habeas.model.encoding import to_json
from habeas.model.reading import Reading
from habeas.model.register import ClaimRow, Register
from habeas.register import assemble
from habeas.register.queries import Queries
from habeas.resolution import resolve
from making import GOLD, Covers, gold_readings, report

OFFICIAL = {"id": "P1", "name": "Ivan Nebuvalov", "roles": ["official"]}


def build(readings: list[Reading], covering: Covering | None = None) -> Register:
    resolution = resolve(readings)
    return assemble("test", "0", readings, resolution, corroborate(readings, resolution), covering or Covers())


def reports() -> list[Reading]:
    station = {"id": "S1", "kind": "police_station", "settlement": "Testove", "country": "UA"}
    beating = {"type": "torture.beating", "site": "S1", "attribution": ["P1"]}
    return [
        report(
            "en",
            "Ivan Nebuvalov said men were beaten at the police station.",
            sites=[{**station, "name": "the police station", "lat": 50.0, "lon": 30.0, "run_by": ["U9"]}],
            people=[OFFICIAL],
            claims=[{**beating, "words": "men were beaten", "date": {"from": "2022-03-01", "to": None}}],
            publisher="Testova Hazeta",
            published="2022-09-01",
        ),
        report(
            "uk",
            "За словами Івана Небувалова, у відділі поліції «Люміна» били. «Тестова агенція» пише.",
            language="uk",
            sites=[{**station, "name": "відділі поліції «Люміна»", "settlement": "Тестове"}],
            people=[{**OFFICIAL, "name": "Івана Небувалова"}],
            bodies=[{"id": "B1", "name": "Тестова агенція", "kind": "outlet"}],
            claims=[{**beating, "words": "били", "attribution": ["P1", "B1"]}],
        ),
    ]


def test_two_reports_become_one_site_with_one_origin() -> None:
    register = build(reports())
    (site,) = register.sites
    assert (site.origins.independent, site.origins.at_most, len(site.claims)) == (1, 1, 2)
    assert (site.lat, site.lon, site.precision, site.first) == (50.0, 30.0, "settlement", "2022-03-01")
    assert {(n.text, n.language) for n in site.names} == {
        ("the police station", "en"),
        ("відділі поліції «Люміна»", "uk"),
    }
    assert "Люміна" in site.name
    assert site.run_by == []
    assert [d.id for d in register.documents] == ["en", "uk"]


def test_every_reference_resolves_and_lists_are_sorted() -> None:
    register = build(reports())
    rows = {r.id for g in (register.sites, register.units, register.people, register.bodies) for r in g}
    claims = {c.id for c in register.claims}
    for claim in register.claims:
        assert {claim.site, *claim.victims, *claim.perpetrators, *claim.attribution} - {None} <= rows
        assert claim.origin in {o.id for o in register.origins}
    assert {c for f in register.findings for c in f.claims} <= claims
    for group in (register.sites, register.people, register.claims, register.origins, register.findings):
        assert [r.id for r in group] == sorted(r.id for r in group)


def test_a_name_that_is_covered_is_nowhere_in_the_bytes() -> None:
    readings = reports()
    leaky = report(
        "leak",
        "The house of Vira Vyhadko was a prison, her brother said.",
        sites=[{"id": "S1", "name": "house of Vira Vyhadko", "kind": "residential", "settlement": "Testove"}],
        claims=[
            {
                "words": "was a prison",
                "type": "detention.unlawful",
                "site": "S1",
                "attribution": ["anon:brother of Vira Vyhadko"],
            }
        ],
        publisher="Friends of Vira Vyhadko",
    )
    written = to_json(build([*readings, leaky], Covers("Vira Vyhadko"))).decode()
    assert "Vyhadko" not in written
    assert "Nebuvalov" not in written
    assert "anon:brother of █" in written


def test_claims_of_one_passage_and_type_keep_their_ids_when_local_ids_change() -> None:
    text = "Beaten in Testove and in Inshe."
    sites = [{"id": i, "name": n, "settlement": n, "kind": "unknown"} for i, n in (("S1", "Testove"), ("S2", "Inshe"))]
    claims = [{"words": "Beaten", "type": "torture.beating", "site": s} for s in ("S1", "S2")]
    swapped = [{**site, "id": {"S1": "S2", "S2": "S1"}[str(site["id"])]} for site in reversed(sites)]
    first = build([report("r", text, sites=sites, claims=claims)])
    second = build([report("r", text, sites=swapped, claims=list(reversed(claims)))])
    assert len({c.id for c in first.claims}) == 2
    assert [(c.id, c.site) for c in first.claims] == [(c.id, c.site) for c in second.claims]


def test_a_reading_from_elsewhere_loses_no_claim_and_breaks_nothing() -> None:
    """Claims under one local id, references to nothing, entities without mentions or with another's."""
    odd = {
        "words": "beaten",
        "type": "torture.beating",
        "id": "C1",
        "site": "S9",
        "victims": ["P9"],
        "attribution": ["X9"],
    }
    sites = [{"id": f"S{i}", "name": "a cellar", "kind": "basement", "settlement": "Testove"} for i in (1, 2)]
    register = build(
        [
            report(
                "odd",
                "They were beaten in a cellar.",
                sites=sites,
                people=[{"id": "P1", "name": "Ivan Nebuvalov"}, {"id": "P2", "name": ""}],
                claims=[odd, {**odd, "stance": "hedged"}],
            )
        ]
    )
    assert len({claim.id for claim in register.claims}) == len(register.claims) == 2
    assert len(register.sites) == len(register.people) == 2
    assert all(claim.site is None and not claim.victims and not claim.attribution for claim in register.claims)


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(4)))
def test_the_bytes_do_not_depend_on_the_order_of_arrival(order: list[int]) -> None:
    readings = [
        *reports(),
        report("empty", ""),
        report("other", "A cellar.", sites=[{"id": "S1", "name": "A cellar", "kind": "basement"}]),
    ]
    assert to_json(build([readings[i] for i in order])) == to_json(build(readings))


def test_queries_find_by_any_script_and_by_old_ids() -> None:
    readings = reports()
    resolution = resolve(readings)
    queries = Queries(build(readings), resolution.aliases)
    (site,) = queries.register.sites
    assert queries.find("Lumina") == [site]
    assert queries.find("ЛЮМІНА") == [site]
    assert queries.find("Vovchansk") == []
    assert queries.find("") == []
    assert all(queries.get(alias) == queries.get(now) for alias, now in resolution.aliases.items())
    assert queries.get(site.id.lower()) == site
    assert [c.document for c in queries.claims(site.id)] == ["en", "uk"]
    assert queries.claims("nothing") == []


def test_why_goes_from_the_finding_to_the_voices_by_label_only() -> None:
    queries = Queries(build(reports()))
    (finding,) = queries.register.findings
    lines = queries.why(finding.id)
    assert "1 independent origin" in lines[0].words
    assert [line.depth for line in lines] == [0, 1, 2, 2]
    (person,) = queries.register.people
    assert all(person.label in line.words for line in lines[1:])
    assert "relayed by Тестова агенція" in " ".join(line.words for line in lines)
    assert isinstance(queries.get(lines[-1].id), ClaimRow)
    assert queries.why(queries.register.sites[0].id)[0].depth == 0
    assert queries.why("nothing") == []


@pytest.mark.gold
@pytest.mark.skipif(not GOLD.exists(), reason="the annotated reports are not here")
@pytest.mark.parametrize(("parts", "cases"), [(("dev",), "origins-dev.json"), (("dev", "train"), "origins-train.json")])
def test_independent_origins_of_the_annotated_reports(parts: tuple[str, ...], cases: str, tmp_path) -> None:  # type: ignore[no-untyped-def]
    readings = gold_readings(*parts)
    chance = random.Random(1)  # noqa: S311
    chance.shuffle(readings)
    (tmp_path / "register.json").write_bytes(to_json(build(readings)))
    folder = tmp_path / "reports"
    folder.mkdir()
    for part in parts:
        for path in (GOLD / part).glob("*.json"):
            (folder / path.name).write_bytes(path.read_bytes())
    command = [sys.executable, GOLD / "score_origins.py", tmp_path / "register.json", folder, GOLD / cases]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert json.loads((tmp_path / "register.json").read_bytes())["format"] == "habeas-register/1"


TOLD = (
    "The district police station held dozens of men through the summer, and neighbours heard them at night, as an officer "
    "of the regional prosecution told a meeting of relatives in the town hall on Monday, adding that lists were being made."
)


def test_copies_are_rows_with_their_evidence_and_without_a_word_of_the_texts() -> None:
    first = report("first", f"Vira Vyhadko writes. {TOLD}", published="2022-09-01")
    later = report("later", f"{TOLD} More will follow, the paper adds.", published="2022-09-02")
    register = build([later, first], Covers("Vyhadko"))
    (copy,) = register.copies
    assert {copy.left, copy.right} == {"first", "later"}
    texts = {"first": first.document.text, "later": later.document.text}
    assert copy.words
    for shared in copy.words:
        assert shared.left.of(texts[copy.left]) == shared.right.of(texts[copy.right])
    assert copy.id.startswith("E-")
    assert "regional prosecution" not in to_json(register).decode()
    assert build([first, later], Covers("Vyhadko")) == register


def test_every_state_names_the_rule_that_gave_it() -> None:
    register = build(reports())
    rules = {rule.id: rule for rule in register.rules}
    assert register.findings
    assert all(finding.rule and rules[finding.rule].state == finding.state for finding in register.findings)
