"""Counts on claims: a number makes the claim of what it counts, and stands on the claims that measure the same."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.model.document import Document
from habeas.model.reading import Claim, Count
from habeas.reading.claims.amounts import Numbers
from habeas.reading.claims.bearers import Bearer, Counting, bearable, bearer_clues, borne
from habeas.reading.claims.drafts import numbers, searched
from habeas.reading.claims.meanings import as_a_rule, meaning, meaning_clues
from habeas.reading.claims.tallies import Tallied, tally
from habeas.reading.found import Entities
from habeas.reading.language import Detector
from habeas.reading.learning.annotated import Annotated
from habeas.reading.learning.counts import learn
from habeas.reading.reader import Reader
from habeas.reading.text import parse
from habeas.reading.weights import shipped

DETECTOR, READER = Detector(), Reader()
HELD = "Guards kept forty prisoners in the cellar of the school. They were beaten with clubs every night."
FRAGMENTS = [
    "At least 23 torture chambers were found in the region.",
    "Five cells stood open.",
    "Guards kept 40 prisoners in the cellar.",
    "He was held in the basement for 12 days.",
    "More than 300 people were tortured with electric current at the police station.",
    "Two bodies were found in the pit of the prison.",
    "There were 26 of them there.",
]


def read(text: str, language: str = "en") -> list[Claim]:
    return READER.read(Document(id="d", item="0" * 64, language=language, text=text)).claims


def counts(text: str, language: str = "en") -> dict[str, tuple[str, int, str]]:
    return {c.type: (c.count.op, c.count.n, c.count.of) for c in read(text, language) if c.count}


def found_in(text: str) -> Numbers:
    parsed = searched(parse(Document(id="d", item="0" * 64, language="en", text=text), DETECTOR))
    return numbers(parsed, [1.0] * len(parsed.made))


def counting(text: str) -> list[Counting]:
    return [Counting(a, None) for a in found_in(text).found]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Guards kept forty prisoners in the cellar of the school. They were beaten with clubs every night."),
        ("nl", "Bewakers hielden veertig gevangenen vast in de kelder van de school. Ze werden met knuppels geslagen."),
        ("uk", "У підвалі школи тримали сорок полонених. Їх щоночі били кийками."),
        ("ru", "В подвале школы держали сорок пленных. Их каждую ночь били дубинками."),
        ("de", "Im Keller der Schule hielten die Wachen vierzig Gefangene fest. Sie wurden mit Knüppeln geschlagen."),
        ("fr", "Dans la cave de l'école, quarante prisonniers étaient détenus. On les battait avec des matraques."),
        ("pl", "W piwnicy szkoły przetrzymywano czterdziestu jeńców. Co noc bito ich pałkami."),
    ],
)
def test_a_number_of_people_held_stands_on_both_claims(language: str, text: str) -> None:
    forty = ("exactly", 40, "detainees")
    assert counts(text, language) == {"count.detainees": forty, "detention.unlawful": forty}


def test_people_tortured_killed_and_moved_bear_their_number() -> None:
    tortured = counts("More than 300 people were tortured with electric current in the basement of the police station.")
    assert tortured["count.victims"] == ("more_than", 300, "victims") == tortured["torture.electric_shock"]
    killed = counts(f"{HELD} Twelve prisoners were shot dead in the yard of the prison.")
    assert killed["death.execution"] == ("exactly", 12, "dead") == killed["count.dead"]
    moved = counts("About 600 civilians were taken by force from the filtration camp to Russia, where they are held.")
    assert moved["transfer.deportation"][:2] == ("about", 600)


@settings(max_examples=25, deadline=None)
@given(st.permutations(FRAGMENTS))
def test_a_number_of_sites_stands_on_no_other_type_and_every_count_has_its_words(rows: Sequence[str]) -> None:
    text = " ".join(rows)
    claims = read(text)
    assert all(c.type == "count.sites" for c in claims if c.count and c.count.of == "sites")
    assert all(c.count is None for c in claims if c.passage.of(text).startswith("Five cells"))
    assert all(any(cue.what == "count" for cue in c.cues) for c in claims if c.count)


def test_cells_and_sites_are_left_to_no_claim() -> None:
    assert bearable(counting("At least 23 torture chambers and five cells were found.")) == []


def test_a_claim_bears_no_number_that_its_clues_speak_against() -> None:
    [one] = counting("Guards kept forty prisoners in the cellar.")
    claim = Tallied("detention.unlawful", one.amount.passage, one.amount.counted.words)
    assert tally([claim], [one], {"borne: a number": -9.0}) == [claim]
    assert borne(Bearer(*claim[:3]), [], shipped().counts) is None


def test_what_is_decided_can_be_explained_by_clues() -> None:
    found = found_in(HELD)
    [forty] = found.found
    assert meaning(found, forty, shipped().counts) == as_a_rule(found, forty) == "count.detainees"
    assert "count.detainees: of detainees" in meaning_clues(found, forty)["count.detainees"]
    [row] = bearer_clues(Bearer("detention.unlawful", forty.passage, forty.counted.words), [Counting(forty, None)])
    assert "borne: detention.unlawful of detainees" in row


def test_a_number_makes_no_claim_of_what_it_does_not_count() -> None:
    def possible(text: str) -> set[str]:
        found = found_in(text)
        return {claim for a in found.found for claim in meaning_clues(found, a)}

    assert possible("Two prisons were found.") == {"count.sites"}
    assert possible("He was held there for 12 days.") == set()
    assert "count.sites" not in possible("Guards kept 40 prisoners in the cellar.")


def test_learning_takes_the_annotators_number() -> None:
    text = "The cellar held 40 people. Guards beat them."
    count = Count(op="exactly", n=40, of="detainees")
    claim = {"quote": "The cellar held 40 people", "type": "detention.unlawful", "count": count}

    def report(n: int) -> Annotated:
        parsed = parse(Document(id=f"r{n}", item="0" * 64, language="en", text=text), DETECTOR)
        return Annotated(f"r{n}", "en", parsed, Entities(), [claim, {**claim, "type": "count.detainees"}], f"r{n}")

    weights = learn([report(n) for n in range(6)])
    assert weights["count.detainees: of people"] > 0
    assert weights["borne: detention.unlawful of people"] > 0
