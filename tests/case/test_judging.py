"""Decisions upon readings: what they are about and nobody has is told."""

from habeas.case.judging import Judged
from habeas.review import decision
from making import report

READING = report(
    "r",
    "Soldiers held men in the cellar and in the school.",
    sites=[{"id": "S1", "name": "the cellar"}, {"id": "S2", "name": "the school"}],
)
NOBODY = "P-0000000000000000"


def test_a_pair_or_a_release_of_what_nobody_has_is_told() -> None:
    known = sorted(Judged.of([READING]).resolution.ids[READING.document.item].values())
    made = [
        decision({"verdict": verdict, "reason": "x", "target": {"entities": ids}}, at="2026-01-31T09:00:00Z", by="Ira")
        for verdict, ids in (
            ("release", [NOBODY]),
            ("same", [known[0], "S-0000000000000000"]),
            ("different", known),
        )
    ]
    notes = Judged.of([READING], made).notes
    assert [one.id for one in made if any(one.id in note for note in notes)] == [made[0].id, made[1].id]
