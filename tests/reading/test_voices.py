"""Who speaks where: texts of our own with entities of our own."""

import json
from pathlib import Path
from typing import Any

import pytest

from habeas.languages import languages
from habeas.model.document import Document
from habeas.model.passage import Passage
from habeas.model.reading import Body, Person, Unit
from habeas.reading.found import Entities, Voice, speaking
from habeas.reading.language import Detector
from habeas.reading.text import parse
from habeas.reading.voices.attributing import hear
from habeas.reading.voices.sources import is_publisher
from habeas.reading.weights import shipped

DETECTOR = Detector()
GOLD = Path(__file__).parents[3] / "shared" / "gold"


def occurrences(text: str, name: str) -> list[Passage]:
    found, at = [], text.find(name)
    while at >= 0:
        found.append(Passage(at, at + len(name)))
        at = text.find(name, at + 1)
    return found


def listen(text: str, publisher: str | None = None, **named: list[tuple[str, ...]]) -> list[Voice]:
    """The voices of a text in which these people, bodies and units are named: (name, kind or role)."""
    people = [
        Person(id=f"P{i}", name=name, roles=roles, mentions=occurrences(text, name))
        for i, (name, *roles) in enumerate(named.get("people", []), 1)
    ]
    bodies = [
        Body(id=f"B{i}", name=name, kind=kind, mentions=occurrences(text, name))
        for i, (name, kind) in enumerate(named.get("bodies", []), 1)
    ]
    document = Document(id="d", item="0" * 64, text=text, publisher=publisher)
    return hear(parse(document, DETECTOR), Entities(people=people, bodies=bodies), shipped().voices)


def chain(voices: list[Voice], text: str, words: str) -> list[str]:
    at = text.index(words)
    voice = speaking(voices, Passage(at, at + len(words)))
    assert voice is not None
    return voice.chain


WITNESS = ("Ostap Vyhadko", "witness")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('"They kept us in the cellar for a month," said Ostap Vyhadko.', "kept us"),
        ('Ostap Vyhadko recalls: "They kept us in the cellar for a month."', "kept us"),
        ("Ostap Vyhadko said that men were kept in the cellar.", "men were kept"),
        ("According to Ostap Vyhadko, men were kept in the cellar.", "men were kept"),
        ("“Wij zaten een maand in de kelder”, vertelt Ostap Vyhadko.", "Wij zaten"),
        ("Volgens Ostap Vyhadko zaten de mannen een maand in de kelder.", "in de kelder"),
        ("«Нас тримали в підвалі місяць», — розповів Ostap Vyhadko.", "Нас тримали"),
        ("За словами Ostap Vyhadko, людей тримали у підвалі.", "людей тримали"),
        ("«Нас держали в подвале месяц, — рассказал Ostap Vyhadko. — Потом отпустили всех».", "Нас держали"),
        ("По словам Ostap Vyhadko, мужчины были в подвале.", "мужчины были"),
    ],
)
def test_speech_has_its_speaker(text: str, words: str) -> None:
    assert chain(listen(text, people=[WITNESS]), text, words)[0] == "P1"


def test_a_quotation_within_a_quotation_keeps_its_teller() -> None:
    text = "Ostap Vyhadko said: 'The guard came in at night and told us: \"If you want to live, be silent.\"'"
    assert chain(listen(text, people=[WITNESS]), text, "If you want to live")[0] == "P1"


def test_a_pronoun_carries_the_voice_over() -> None:
    text = 'Ostap Vyhadko said that he was held for a month.\n"They beat us every single night," he added.'
    assert chain(listen(text, people=[WITNESS]), text, "beat us")[0] == "P1"


def test_an_unnamed_speaker_is_told_by_what_he_is() -> None:
    text = '"They hung us from the ceiling by our hands," said one former detainee.'
    assert chain(listen(text), text, "hung us") == ["anon:former detainee"]


def test_who_is_told_relays_and_does_not_know() -> None:
    text = '"They kept him in a pit for three days," his family told Novyi Holos.'
    assert chain(listen(text, bodies=[("Novyi Holos", "outlet")]), text, "in a pit") == ["anon:relative", "B1"]


def test_an_office_is_not_heard_before_the_person_who_holds_it() -> None:
    text = "Ostap Vyhadko, head of the Regional Council, said that twelve men were held there."
    voices = listen(text, people=[("Ostap Vyhadko", "official")], bodies=[("the Regional Council", "authority")])
    assert chain(voices, text, "twelve men") == ["P1"]


@pytest.mark.parametrize(
    ("text", "words", "voice"),
    [
        ("According to Ostap Vyhadko's relatives, he was kept in a pit.", "kept in", "anon:relative"),
        ("According to the head of the customs office, men were kept in a pit.", "men were", "anon:official"),
        (
            "Ostap Vyhadko said that it was cold. According to local residents, men were kept in a pit.",
            "men",
            "anon:witness",
        ),
    ],
)
def test_who_is_plainly_named_as_the_source_outweighs_everything_around(text: str, words: str, voice: str) -> None:
    assert chain(listen(text, people=[WITNESS]), text, words)[0] == voice


def test_who_is_told_does_not_speak() -> None:
    text = "Ostap Vyhadko recalls a month in the cellar. The guards were told to keep the men in the dark."
    assert chain(listen(text, people=[WITNESS]), text, "in the dark")[0] == "P1"


def test_the_publisher_is_in_no_chain() -> None:
    text = "Men were kept in the cellar of the school for a month. The floor was of earth."
    assert chain(listen(text, "Novyi Holos"), text, "Men were kept") == []


def test_an_announced_article_speaks_in_its_own_voice_in_its_own_language() -> None:
    text = (
        "De mannen zitten al een jaar vast en niemand doet er iets aan.\n"
        "Novyi Holos heeft de kelders in het volgende artikel beschreven:\n"
        "The men were kept in the cellars for months and there was no light and no water in there."
    )
    voices = listen(text, bodies=[("Novyi Holos", "outlet")])
    assert chain(voices, text, "The men were kept") == ["B1"]


def test_every_voice_shows_the_words_that_introduce_it() -> None:
    text = "According to Ostap Vyhadko, men were kept in the cellar."
    (voice,) = listen(text, people=[WITNESS])
    assert {c.passage.of(text) for c in voice.cues} == {"According to", "Ostap Vyhadko"}
    assert {c.what for c in voice.cues} == {"attribution"}


def first(attribution: list[str]) -> str:
    return (attribution or [""])[0].split(":")[0]


def test_an_organisation_that_is_told_does_not_speak() -> None:
    text = "Former prisoners told the Harbour Committee that they were beaten."
    voices = listen(text, bodies=[("the Harbour Committee", "ngo")])
    assert chain(voices, text, "were beaten")[0].startswith("anon:")


def test_after_a_comma_the_speaker_follows_the_verb() -> None:
    text = "Чоловіків били струмом, каже Harbour Committee, а потім відпустили."
    voices = listen(text, bodies=[("Harbour Committee", "ngo")])
    assert chain(voices, text, "Чоловіків били")[0] == "B1"


def test_a_description_between_commas_keeps_the_speaker() -> None:
    text = "Ostap Vyhadko, who ran the bakery on the square for thirty long years, said that men were beaten there."
    assert chain(listen(text, people=[WITNESS]), text, "men were beaten")[0] == "P1"


def test_the_items_of_a_list_are_whose_the_line_above_is() -> None:
    text = "Ostap Vyhadko told what the cells were like:\n- no water for days;\n- no light;\n- dogs set on the men."
    voices = listen(text, people=[WITNESS])
    assert [chain(voices, text, words)[0] for words in ("no water", "no light", "dogs set")] == ["P1"] * 3


@pytest.mark.parametrize("name", ["Harbour Media Initiative", "HMI", "Harbour Media"])
def test_the_publisher_under_any_of_its_names_is_the_outlet(name: str) -> None:
    text = f"{name} has established that thirty men were beaten in the mill."
    document = Document(id="d", item="0" * 64, text=text, publisher="Harbour Media Initiative")
    assert is_publisher(document, [name])
    assert not is_publisher(document, ["Harvest Media"])


def test_a_straight_mark_closes_what_the_paragraph_before_opened() -> None:
    text = 'Ostap Vyhadko:\n"We sat in the dark.\nThen they came with wires."'
    (quote,) = parse(Document(id="d", item="0" * 64, text=text), DETECTOR).quotes
    assert quote.inner.of(text).endswith("with wires.")
    assert not quote.repaired


def annotated(report: dict[str, Any]) -> Entities:
    """The entities of an annotated report, mentioned wherever their names stand."""

    def row(entity: dict[str, Any]) -> dict[str, Any]:
        spots = sorted({m for n in entity["names"] for m in occurrences(report["text"], n)})
        return {"id": entity["id"], "name": entity["names"][0], "mentions": spots}

    return Entities(
        people=[Person(roles=e["roles"], **row(e)) for e in report["people"]],
        bodies=[Body(kind=e["kind"], **row(e)) for e in report["bodies"]],
        units=[Unit(**row(e)) for e in report["units"]],
    )


@pytest.mark.gold
@pytest.mark.skipif(not GOLD.exists(), reason="needs ../shared")
def test_first_voices_of_annotated_reports() -> None:
    right = total = 0
    for path in sorted((GOLD / "dev").glob("*.json")):
        report = json.loads(path.read_text("utf-8"))
        text = report["text"]
        given = {"text": text, "publisher": report["publisher"], "language": report["lang"]}
        voices = hear(parse(Document(id="d", item="0" * 64, **given), DETECTOR), annotated(report), shipped().voices)
        for claim in report["claims"] if report["lang"] in languages() else []:
            at = text.find(claim["quote"])
            voice = speaking(voices, Passage(at, at + len(claim["quote"])))
            right += first(voice.chain if voice else []) == first(claim["attribution"])
            total += 1
    assert right / total >= 0.55


@pytest.mark.parametrize(
    ("text", "named", "words", "who"),
    [
        (
            "Dix caves ont été trouvées, a annoncé jeudi le chef de la police nationale de la région, Pavlo Vyhadko.",
            {"people": [("Pavlo Vyhadko", "official")]},
            "Dix caves",
            "P1",
        ),
        (
            "У підвалі тримали 40 мешканців, серед них дітей, повідомили в Офісі омбудсмана.",
            {"bodies": [("Офісі омбудсмана", "authority")]},
            "тримали",
            "B1",
        ),
        ("Ze werden geslagen, vertelt de moeder van een van hen.", {}, "geslagen", "anon:relative"),
    ],
)
def test_long_titles_places_of_speech_and_kin(
    text: str, named: dict[str, list[tuple[str, ...]]], words: str, who: str
) -> None:
    assert chain(listen(text, **named), text, words)[0] == who
