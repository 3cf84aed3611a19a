"""Claims: which words make which claim, with its count, site and stance; every claim lies within its sentence."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.model.document import Document
from habeas.model.passage import Passage
from habeas.model.reading import Claim, Count, Cue, Person, Site, Unit
from habeas.places import Gazetteer
from habeas.reading.claims.claiming import read_claims
from habeas.reading.found import Entities, Voice
from habeas.reading.language import Detector
from habeas.reading.reader import Reader
from habeas.reading.text import ParsedText, parse
from habeas.reading.weights import shipped

DETECTOR = Detector()


def parsed(text: str, language: str = "en", title: str | None = None) -> ParsedText:
    return parse(Document(id="d", item="0" * 64, language=language, title=title, text=text), DETECTOR)


def claims(text: str, language: str = "en", entities: Entities | None = None) -> list[Claim]:
    return read_claims(parsed(text, language), entities or Entities(), [], shipped())


def types(text: str, language: str = "en") -> set[str]:
    return {c.type for c in claims(text, language)}


def mention(text: str, words: str) -> Passage:
    return Passage(text.index(words), text.index(words) + len(words))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "They were locked in the basement of the school and beaten; the guards also used electric shocks."),
        ("nl", "Ze werden opgesloten in de kelder van de school en geslagen; de bewakers gebruikten ook stroomstoten."),
        ("uk", "Людей замкнули у підвалі школи і били кийками; наглядачі катували їх струмом."),
        ("ru", "Людей заперли в подвале школы и били дубинками; надзиратели пытали их током."),
    ],
)
def test_one_sentence_gives_every_claim_it_makes(language: str, text: str) -> None:
    assert {"detention.unlawful", "torture.beating", "torture.electric_shock"} <= types(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The minister held talks with the president about grain exports through the harbour."),
        ("nl", "De minister sprak met de president over de uitvoer van graan via de haven."),
        ("uk", "Міністр обговорив із президентом вивезення зерна через порт."),
        ("ru", "Министр обсудил с президентом цены на зерно и работу порта."),
    ],
)
def test_other_news_gives_no_claims(language: str, text: str) -> None:
    assert claims(text, language) == []


def test_a_language_without_claim_words_gives_no_claims() -> None:
    assert claims("Sono stati rinchiusi in cantina e picchiati dalle guardie.", "it") == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "At least 23 torture chambers have been found.", Count(op="at_least", n=23, of="sites")),
        ("en", "More than ten torture chambers were discovered there.", Count(op="more_than", n=10, of="sites")),
        ("nl", "Er zijn 25 martelkamers gevonden in de streek.", Count(op="exactly", n=25, of="sites")),
        ("uk", "У районі виявлено близько двадцяти катівень.", Count(op="about", n=20, of="sites")),
        ("ru", "Журналисты нашли не менее девяти застенков.", Count(op="at_least", n=9, of="sites")),
    ],
)
def test_a_number_of_places_keeps_its_operator(language: str, text: str, expected: Count) -> None:
    assert [c.count for c in claims(text, language) if c.type == "count.sites"] == [expected]


def test_a_number_of_people_stands_on_both_claims() -> None:
    found = claims("More than 40 prisoners were kept in the cellar.")
    counts = {c.type: c.count for c in found}
    expected = Count(op="more_than", n=40, of="detainees")
    assert counts["count.detainees"] == expected == counts["detention.unlawful"]


def test_a_duration_is_a_number_of_days() -> None:
    found = claims("For two weeks he was held in a cellar.")
    assert [c.count for c in found if c.type == "detention.unlawful"] == [Count(op="exactly", n=14, of="days")]


@pytest.mark.parametrize("words", ["in 2022", "aged 45", "by 30 percent", "in cell No. 12"])
def test_years_ages_shares_and_labels_are_no_counts(words: str) -> None:
    assert all(c.count is None for c in claims(f"He was tortured in the basement {words} by the guards."))


def test_what_did_not_happen_is_not_claimed() -> None:
    assert "torture.beating" not in types("In the prison he was not beaten by anybody.")


def test_hedged_words_make_a_hedged_claim() -> None:
    found = claims("Prisoners were allegedly beaten in the basement.")
    assert found
    assert {c.stance for c in found} == {"hedged"}
    assert all(any(cue.what == "stance" for cue in c.cues) for c in found)


def test_a_denial_is_denied() -> None:
    found = claims("The administration denied that anybody had been tortured in the prison.")
    assert [c.stance for c in found if c.type == "denial"] == ["denied"]


def test_the_site_of_the_clause_goes_before_the_site_of_the_text() -> None:
    text = "People were locked up in the police station of Orlivka. In the school of Hrebli others were beaten and tortured."
    station, school = mention(text, "police station"), mention(text, "school")
    sites = [Site(id="S1", name="station", mentions=[station]), Site(id="S2", name="school", mentions=[school])]
    found = {c.type: c.site for c in claims(text, "en", Entities(sites=sites))}
    assert found["detention.unlawful"] == "S1"
    assert found["torture.beating"] == found["torture.unspecified"] == "S2"


def test_people_and_units_of_the_clause() -> None:
    text = "The Vykhor regiment tortured Petro Vyhadanyi in a cellar."
    person = Person(id="P1", name="Petro Vyhadanyi", roles=["victim"], mentions=[mention(text, "Petro Vyhadanyi")])
    unit = Unit(id="U1", name="Vykhor regiment", mentions=[mention(text, "Vykhor regiment")])
    claim = next(
        c for c in claims(text, "en", Entities(people=[person], units=[unit])) if c.type == "torture.unspecified"
    )
    assert (claim.victims, claim.perpetrators) == (["P1"], ["U1"])


def test_the_voice_over_a_passage_is_its_attribution() -> None:
    text = "They were tortured in the cellar."
    cue = Cue(what="attribution", passage=Passage(0, 4))
    voice = Voice(passage=Passage(0, len(text)), chain=["anon:witness"], cues=[cue], stance="hedged")
    for claim in read_claims(parsed(text), Entities(), [voice], shipped()):
        assert (claim.attribution, claim.stance) == (["anon:witness"], "hedged")
        assert cue in claim.cues


def test_a_headline_that_the_text_repeats_makes_no_claims() -> None:
    title = "Prisoners beaten in cellar"
    text = f"{title}\n\nPrisoners were tortured in a cellar."
    found = read_claims(parsed(text, title=title), Entities(), [], shipped())
    assert found
    assert all(c.passage.start > len(title) for c in found)


SCRAP = (
    "he was beaten , and tortured ; in the cellar “ they said ” – no 23 captives ( killed ) : \n . об'єкт били . vast"
)
WORDS = st.sampled_from(SCRAP.split(" "))


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS | st.text(string.printable, max_size=6), max_size=60).map(" ".join))
def test_every_claim_cuts_words_within_one_sentence(text: str) -> None:
    document = parsed(text)
    found = read_claims(document, Entities(), [], shipped())
    assert [c.id for c in found] == [f"C{n}" for n in range(1, len(found) + 1)]
    assert found == read_claims(document, Entities(), [], shipped())
    for claim in found:
        words = claim.passage.of(text)
        assert words
        assert words[0].isalnum()
        assert words[-1].isalnum()
        assert any(s.passage.holds(claim.passage) for s in document.sentences)
        assert any(c.what == "type" and c.passage.meets(claim.passage) for c in claim.cues)


def account(text: str, *, language: str = "en", roles: list[str]) -> list[str]:
    """The victims of the last claim of a text in which P1, Oleh, is named."""
    at = text.index("Oleh")
    who = Person(id="P1", name="Oleh", roles=roles, mentions=[Passage(at, at + 4)])
    voice = Voice(passage=Passage(0, len(text)), chain=["P1"])
    return read_claims(parsed(text, language), Entities(people=[who]), [voice], shipped())[-1].victims


def test_what_a_survivor_tells_of_himself_was_done_to_him() -> None:
    assert account("Oleh sat in the cellar. They beat me in the cell with sticks.", roles=["victim"]) == ["P1"]


def test_what_a_survivor_tells_of_others_was_not_done_to_him() -> None:
    assert account("Oleh sat in the cellar. They beat the other men in the cell.", roles=["victim"]) == []


def test_what_a_witness_tells_was_not_done_to_him() -> None:
    assert account("Oleh saw the cellar. They beat me in the cell with sticks.", roles=["witness"]) == []


def test_a_unit_after_by_did_it() -> None:
    text = "The men were beaten in the cell by the 5th Brigade and handed to the 7th Brigade."
    units = [
        Unit(id=f"U{n}", name=name, mentions=[Passage(text.index(name), text.index(name) + len(name))])
        for n, name in enumerate(("5th Brigade", "7th Brigade"), start=1)
    ]
    found = read_claims(parsed(text), Entities(units=units), [], shipped())
    assert [c.perpetrators for c in found if c.type == "torture.beating"] == [["U1"]]


def at_sites(text: str, *names: str) -> list[tuple[str, str | None]]:
    """Type and site of the claims of a text in which these sites, S1, S2, …, are named."""
    sites = [
        Site(id=f"S{n}", name=name, mentions=[Passage(text.index(name), text.index(name) + len(name))])
        for n, name in enumerate(names, start=1)
    ]
    return [(c.type, c.site) for c in read_claims(parsed(text), Entities(sites=sites), [], shipped())]


def test_a_claim_for_places_side_by_side_is_repeated_for_each() -> None:
    found = at_sites(
        "Prisoners were beaten in the school cellar and the old mill.", "the school cellar", "the old mill"
    )
    assert [site for type_, site in found if type_ == "torture.beating"] == ["S1", "S2"]


def test_a_claim_goes_on_about_the_place_last_spoken_of() -> None:
    found = at_sites("Men were held in the old mill. They were beaten with sticks. Nobody got food.", "the old mill")
    assert {site for _, site in found} == {"S1"}


@pytest.mark.parametrize(
    "text",
    [
        "People were beaten in the basement and held for weeks. The ministry denied that prisoners were tortured there.",
        "W piwnicy bito więźniów prądem. Rzecznik ministerstwa zaprzecza, że stosowano tortury w więzieniu.",
    ],
)
def test_what_is_denied_is_one_denial_and_no_claim(text: str) -> None:
    document = Document(id="d", item="0" * 64, text=text, published="2024-05-10")
    made = Reader(Gazetteer.load()).read(document).claims
    assert [(c.type, c.stance, c.count) for c in made if c.passage.start > text.index(".")] == [
        ("denial", "denied", None)
    ]
