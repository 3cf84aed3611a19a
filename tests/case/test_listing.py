"""Who listed what, from a register: documenters, not copies; whole sites, not parts; nothing denied or only counted."""

import msgspec

from habeas.case.estimating import NOWHERE, estimate_case
from habeas.case.listing import listing
from habeas.estimation.results import Options
from habeas.model.passage import Passage
from habeas.model.reading import DateRange
from habeas.model.register import BodyRow, Built, ClaimRow, CopyRow, DocumentRow, Origin, PersonRow, Register, SiteRow
from habeas.model.resolution import Link, Resolution


def claim(one: str, origin: str, document: str = "d1", **more: object) -> ClaimRow:
    given = {"type": "detention.unlawful", "site": "S-1", "stance": "asserted", **more}
    return ClaimRow(id=one, origin=origin, document=document, passage=Passage(0, 1), **given)  # type: ignore[arg-type]


def register(*claims: ClaimRow, origins: tuple[Origin, ...] = ()) -> Register:
    known = {one.id for one in origins}
    made = [Origin(id=o, voice="anon:survivor", kind="account") for o in sorted({c.origin for c in claims} - known)]
    return Register(
        case="test",
        built=Built(version="1", inputs="x"),
        documents=[
            DocumentRow(id="d1", item="1" * 64, publisher="Daily Test", published="2022-10-01"),
            DocumentRow(id="d2", item="2" * 64, publisher="The Daily Test (online)", published="2022-09-01"),
            DocumentRow(id="d3", item="3" * 64, publisher="Test Weekly", published="2022-11-01"),
        ],
        sites=[
            SiteRow(id="S-1", name="Police station, Testove", admin1="North"),
            SiteRow(id="S-2", name="Cell, Testove", part_of="S-1"),
            SiteRow(id="S-3", name="Several places, Testove", admin1="North"),
            SiteRow(id="S-4", name="Pit, Inshe", admin1="South"),
        ],
        people=[
            PersonRow(id="P-1", label="Person 1AAA"),
            PersonRow(id="P-2", label="Person 2BBB", roles=["alleged_perpetrator"]),
        ],
        bodies=[BodyRow(id="B-1", name="Monitors of Testove")],
        origins=[*origins, *made],
        claims=list(claims),
    )


def listed(found: Register, unit: str = "sites") -> set[tuple[str, str]]:
    given = listing(found, unit)
    return {(one.unit, given.names[one.documenter]) for one in given.sightings}


def test_an_organisation_documents_what_a_witness_told_it_and_else_the_outlet_does() -> None:
    told = register(claim("C-1", "O-1", attribution=["anon:survivor", "B-1"]), claim("C-2", "O-2", document="d3"))
    assert listed(told) == {("S-1", "Monitors of Testove"), ("S-1", "Test Weekly")}


def test_an_origin_has_one_documenter_the_earliest_however_many_copied_it() -> None:
    copied = register(claim("C-1", "O-1", document="d3"), claim("C-2", "O-1", document="d2"))
    assert listed(copied) == {("S-1", "The Daily Test (online)")}


def test_a_retelling_under_another_voice_is_in_doubt() -> None:
    told = register(claim("C-1", "O-1"), claim("C-2", "O-2", document="d3"))
    edge = CopyRow(id="E-1", kind="retelling", left="d1", right="d3", share=0.5, claims=[("C-1", "C-2")])
    copied = msgspec.structs.replace(told, copies=[edge])
    assert listing(copied, "sites").maybe_same == {frozenset(("O-1", "O-2"))}
    assert not listing(told, "sites").maybe_same


def test_one_outlet_under_two_spellings_is_one_documenter() -> None:
    twice = register(claim("C-1", "O-1", document="d1"), claim("C-2", "O-2", document="d2"))
    assert len({name for _, name in listed(twice)}) == 1


def test_an_official_who_speaks_alone_documents_and_one_who_is_accused_has_no_label() -> None:
    spoken = Origin(id="O-1", voice="P-1", kind="official_finding")
    accused = Origin(id="O-2", voice="P-2", kind="official_finding")
    told = register(
        claim("C-1", "O-1", attribution=["P-1"]), claim("C-2", "O-2", attribution=["P-2"]), origins=(spoken, accused)
    )
    assert listed(told) == {("S-1", "Person 1AAA"), ("S-1", "[name]")}


def test_what_is_denied_rejected_or_only_counted_lists_nothing() -> None:
    told = register(
        claim("C-1", "O-1", stance="denied"),
        claim("C-2", "O-2", status="rejected"),
        claim("C-3", "O-3", type="count.sites"),
        claim("C-4", "O-4", type="legal.call"),
        claim("C-5", "O-5", site="S-3"),
        claim("C-6", "O-6", site=None),
    )
    assert listed(told) == set()


def test_a_part_counts_with_its_whole() -> None:
    assert {unit for unit, _ in listed(register(claim("C-1", "O-1", site="S-2")))} == {"S-1"}


def test_people_are_listed_as_held_and_deaths_apart() -> None:
    told = register(
        claim("C-1", "O-1", victims=["P-1"]),
        claim("C-2", "O-2", victims=["P-2", "anon:man"], type="death.in_custody"),
    )
    assert {unit for unit, _ in listed(told, "people")} == {"P-1"}
    assert {unit for unit, _ in listed(told, "deaths")} == {"P-2"}


def test_strata_are_regions_or_the_year_of_the_earliest_claim() -> None:
    told = register(
        claim("C-1", "O-1", date=DateRange(start="2023-01-02")),
        claim("C-2", "O-2", date=DateRange(start="2022-05")),
        claim("C-3", "O-3", site="S-4"),
    )
    assert listing(told, "sites", "region").strata == {"S-1": "North", "S-4": "South"}
    assert listing(told, "sites", "period").strata == {"S-1": "2022"}


class Held:
    """As much of a case as an estimate asks for."""

    def __init__(self, register: Register, aliases: dict[str, str] | None = None, links: list[object] | None = None):
        self._register, self.resolution = register, Resolution(ids={}, aliases=aliases or {}, links=links or [])  # type: ignore[arg-type]

    def register(self) -> Register:
        return self._register

    def judged(self) -> "Held":
        return self


def large(links: list[object] | None = None) -> Held:
    """Three documenters who find some of sixty sites, each on its own account."""
    sites = [SiteRow(id=f"S-{i:03}", name=f"Site {i}", admin1="North" if i % 2 else None) for i in range(60)]
    bodies = [BodyRow(id=f"B-{j}", name=f"Monitors {j}") for j in range(3)]
    claims = [
        claim(f"C-{i}-{j}", f"O-{i}-{j}", site=f"S-{i:03}", attribution=[f"B-{j}"])
        for i in range(60)
        for j in range(3)
        if (i * (j + 3) + j) % 7 < 4
    ]
    base = register(*claims)
    return Held(msgspec.structs.replace(base, sites=sites, bodies=bodies), links=links)


def test_a_case_with_enough_overlap_gets_numbers_that_repeat() -> None:
    found = estimate_case(large(), "sites", None, "dga", Options())  # type: ignore[arg-type]
    assert {one.name for one in found.lists} == {"Monitors 0", "Monitors 1", "Monitors 2"}
    (result,) = found.results
    assert result.estimate is not None
    assert found.table is not None
    assert result.estimate >= found.table.n
    again = estimate_case(large(), "sites", None, "dga", Options())  # type: ignore[arg-type]
    assert again.as_json() == found.as_json()


def test_unsure_links_of_the_case_are_carried_and_told() -> None:
    unsure = Link(left="S-001", right="S-002", verdict="unsure", by="rule:test/1", why="nobody knows")
    found = estimate_case(large([unsure]), "sites", None, "dga", Options())  # type: ignore[arg-type]
    assert found.links == 1
    assert any("whether they are one or two: 1" in note.text for note in found.notes)
    assert "links_matter" in [note.code for note in found.results[0].warnings]


def test_units_whose_stratum_is_not_known_stand_apart() -> None:
    found = estimate_case(large(), "sites", "region", "dga", Options())  # type: ignore[arg-type]
    assert set(found.strata) == {"North", NOWHERE}
    assert sum(n for n, _ in found.strata.values()) == (found.table.n if found.table else 0)
