"""Every closed list loads, speaks four languages, and holds the keys that readings and registers use."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

from habeas.vocabulary import label, vocabulary

LISTS = sorted(
    path.name.removesuffix(".toml")
    for path in files("habeas.vocabulary").joinpath("data").iterdir()
    if path.name.endswith(".toml")
)
GUIDE = Path(__file__).parents[3] / "shared/gold/GUIDE.md"


@pytest.mark.parametrize("name", LISTS)
def test_every_entry_has_four_labels_a_definition_and_a_source(name: str) -> None:
    entries = vocabulary(name)
    assert entries
    for entry in entries.values():
        assert {"en", "uk", "ru", "nl"} <= {k for k, words in entry.label.items() if words.strip()}, entry.key
        assert entry.definition.endswith("."), entry.key
        assert entry.source.strip(), entry.key


@pytest.mark.parametrize("name", LISTS)
def test_labels_tell_entries_apart(name: str) -> None:
    for language in ("en", "uk", "ru", "nl"):
        labels = [entry.label[language] for entry in vocabulary(name).values()]
        assert len(labels) == len(set(labels))


@pytest.mark.parametrize("name", LISTS)
def test_no_word_claims_proof(name: str) -> None:
    words = " ".join(f"{' '.join(e.label.values())} {e.definition}" for e in vocabulary(name).values()).lower()
    assert not re.search(r"\b(proven|proved|guilty|доведено|доказано|bewezen)\b", words)


def test_every_claim_type_has_a_family() -> None:
    assert {key.split(".")[0] for key in vocabulary("claim_types")} == set(vocabulary("claim_families"))


def test_lists_hold_the_keys_of_the_formats() -> None:
    assert list(vocabulary("stances")) == ["asserted", "denied", "hedged"]
    assert list(vocabulary("precisions")) == ["point", "settlement", "hromada", "region", "none"]
    assert list(vocabulary("claim_statuses")) == ["read", "confirmed", "corrected", "rejected"]
    assert set(vocabulary("origin_kinds")) == {
        "account", "official_finding", "physical_find", "recording", "document", "unknown",
    }  # fmt: skip
    assert {"recorded", "single_source_unassessed", "corroborated", "contested"} <= set(
        vocabulary("corroboration_states")
    )


def test_an_unknown_key_is_its_own_label() -> None:
    assert label("claim_types", "no.such.key") == "no.such.key"
    assert label("claim_types", "torture.beating", "xx") == "beating"


@pytest.mark.gold
@pytest.mark.skipif(not GUIDE.exists(), reason="the annotation guide is not here")
def test_keys_are_those_of_the_annotation_guide() -> None:
    guide = GUIDE.read_text("utf-8")

    def listed(start: str, end: str) -> set[str]:
        return set(re.findall(r"[a-z_]+(?:\.[a-z_]+)?", guide.split(start, 1)[1].split(end, 1)[0]))

    assert set(vocabulary("claim_types")) == listed("TYPE (the closed list):\n", "\n\n")
    assert set(vocabulary("site_kinds")) == listed("\nKIND:", "\n")
    assert set(vocabulary("person_roles")) == listed("\nroles:", ". A person")
    assert set(vocabulary("count_operators")) == listed('{"op": "', '"')
    assert set(vocabulary("count_units")) == listed('"of": "', '"')
    assert set(vocabulary("unit_kinds")) == listed('"5th Motor Rifle Brigade", "kind": "', '"')
    assert set(vocabulary("body_kinds")) == listed('"canonical": "ASTRA", "kind": "', '"')
    assert set(vocabulary("stances")) == listed('"stance": "', '"')
