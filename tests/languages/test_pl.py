"""The Polish pack: what a report in Polish says of places, units, people, deeds, numbers, days and voices. All invented."""

import pytest

from habeas.languages import pack
from habeas.model.document import Document
from habeas.model.reading import Claim, Reading
from habeas.places import Gazetteer
from habeas.reading.reader import Reader

READER = Reader(Gazetteer.load())
CELL = "Więźniowie i jeńcy opowiadają o areszcie. "


def read(text: str) -> Reading:
    document = Document(id="d", item="0" * 64, language="pl", published="2023-01-10", text=text)
    return READER.read(document)


def claims(text: str, before: str = CELL) -> list[Claim]:
    """The claims of `text`, which stands after a sentence about captivity."""
    return [c for c in read(before + text).claims if c.passage.start >= len(before)]


def types(text: str) -> set[str]:
    return {c.type for c in claims(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Przez trzy tygodnie więziono go w piwnicy budynku administracji.", "detention.unlawful"),
        ("Wsadzono ją za kratki.", "detention.unlawful"),
        ("Adwokat nie został do niego dopuszczony.", "detention.incommunicado"),
        ("Ślad po nim zaginął.", "detention.disappearance"),
        ("Cywilów traktowano jak zakładników.", "detention.hostage_taking"),
        ("W celi było tak ciasno, że spano na zmianę.", "conditions.overcrowding"),
        ("Schudła dwadzieścia kilogramów.", "conditions.food_water"),
        ("Za toaletę służyło wiadro.", "conditions.sanitation"),
        ("Odmówiono mu pomocy lekarskiej.", "conditions.medical_care"),
        ("Za karę trafiał do karceru.", "conditions.isolation"),
        ("Na głowę naciągnęli mu worek.", "conditions.hooding"),
        ("Zimą nie ogrzewano pomieszczeń, odmrozili sobie stopy.", "conditions.cold"),
        ("Spali na gołym betonie.", "conditions.other"),
        ("Bito go pałkami po nerkach.", "torture.beating"),
        ("Razili ich paralizatorem.", "torture.electric_shock"),
        ("Podwieszono go za ręce u sufitu.", "torture.suspension"),
        ("Wyrywano im paznokcie.", "torture.stabbing_mutilation"),
        ("Gasili na nim papierosy.", "torture.burning"),
        ("Duszono go foliową torbą.", "torture.suffocation"),
        ("Podtapiano ją, aż traciła przytomność.", "torture.water"),
        ("Ręce skuto mu za plecami.", "torture.restraint"),
        ("Wyprowadzali go na pozorowane egzekucje.", "torture.mock_execution"),
        ("Przystawili jej pistolet do skroni.", "torture.threats"),
        ("Została zgwałcona przez strażników.", "torture.sexual_violence"),
        ("Musieli śpiewać hymn okupanta.", "torture.humiliation"),
        ("Nie dawano im spać.", "torture.psychological"),
        ("Szczuto ich psami.", "torture.animals"),
        ("Znęcano się nad nim godzinami.", "torture.unspecified"),
        ("Dziewięciu jeńców rozstrzelano.", "death.execution"),
        ("Zmarł w celi po przesłuchaniu.", "death.in_custody"),
        ("W lesie odkryto zbiorową mogiłę.", "death.mass_grave"),
        ("Zmuszono go do podpisania zeznań.", "coercion.confession"),
        ("Nakłaniano ich do współpracy.", "coercion.collaboration"),
        ("Kto odmówił, tego odsyłano na front.", "coercion.return_to_combat"),
        ("Za paczki strażnicy żądali łapówek, za wolność okupu.", "coercion.extortion"),
        ("Zmuszano ich do przyjęcia rosyjskich paszportów.", "coercion.contract"),
        ("Wywieziono ją do Rosji.", "transfer.deportation"),
        ("Przeniesiono go do innego więzienia.", "transfer.other"),
        ("Znaleziono pałki i kajdanki.", "find.instruments"),
        ("W sieci pojawiło się nagranie.", "find.recording"),
        ("Ekshumowano ciała pięciu mężczyzn.", "find.bodies"),
        ("Odnaleziono listę nazwisk.", "find.documents"),
        ("Na ścianie ktoś wydrapał modlitwę.", "find.inscriptions"),
        ("Sąd skazał ją na siedem lat kolonii karnej.", "legal.proceeding"),
        ("Komitet wzywa do ich natychmiastowego uwolnienia.", "legal.call"),
        ("Kreml zaprzecza, że jeńców torturowano.", "denial"),
    ],
)
def test_words_of_every_type(text: str, expected: str) -> None:
    assert expected in types(text)


def test_every_type_of_the_other_packs_has_words() -> None:
    found = pack("pl")
    assert found is not None
    mine, theirs = (
        {key for table in ("alone", "captive", "weak") for key in p.table("claims").get(table, {})}
        for p in (found, pack("uk"))
        if p is not None
    )
    assert theirs <= mine


@pytest.mark.parametrize(
    "text",
    [
        "Rząd zapowiedział budowę szkół i szpitali. Minister rozmawiał z prezydentem o cenach energii.",
        "Policja zatrzymała kierowcę, który jechał za szybko. Drużyna pobiła rekord i odebrała nagrodę.",
        "W Kijowie uruchomiono kopalnię danych, a w kuchni szkoły zabrakło prądu.",
        "Spółka podała, że zysk wzrósł. Dowiedzieliśmy się o tym z wywiadu z prezesem.",
    ],
)
def test_other_news_gives_no_claims(text: str) -> None:
    assert claims(text, before="") == []


@pytest.mark.parametrize("text", ["Nikogo nie bito.", "Nie był bity ani torturowany.", "Nigdy nie była torturowana."])
def test_what_did_not_happen_is_not_claimed(text: str) -> None:
    assert not {t for t in types(text) if t.startswith("torture.")}


def test_hedged_and_denied() -> None:
    assert {c.stance for c in claims("Rzekomo bito go pałkami.")} == {"hedged"}
    assert {c.stance for c in claims("Jeńca miano przewieźć do innej kolonii.")} == {"hedged"}
    assert {c.stance for c in claims("Kreml zaprzecza, że jeńców torturowano.")} == {"denied"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("W piwnicy przetrzymywano co najmniej 40 osób.", ("at_least", 40, None, "detainees")),
        ("W piwnicy przetrzymywano od dwudziestu do czterdziestu osób.", ("between", 20, 40, "detainees")),
        ("W koloniach siedzi ponad 1,6 tys. cywilów.", ("more_than", 1600, None, "detainees")),
        ("W celi siedziało ich prawie trzydziestu dwóch więźniów.", ("about", 32, None, "detainees")),
        ("Od stycznia w więzieniach zmarło 45 osób.", ("exactly", 45, None, "dead")),
        ("Siedział w celi pół roku.", ("exactly", 180, None, "days")),
        ("Przesiedziała w areszcie 18 miesięcy.", ("exactly", 540, None, "days")),
        ("Odkryto już 27 katowni.", ("exactly", 27, None, "sites")),
    ],
)
def test_numbers(text: str, expected: tuple[str, int, int | None, str]) -> None:
    counts = [c.count for c in claims(text) if c.count]
    assert expected in [(c.op, c.n, c.n2, c.of) for c in counts]


def test_words_of_amount_are_no_number() -> None:
    assert not [c.count for c in claims("Przez piwnicę przeszły tysiące ludzi.") if c.count]


def test_a_number_ends_a_sentence_but_not_before_a_formation() -> None:
    beaten = claims("Rozmówców było 65. Bito ich w celach pałkami.")[-1]
    assert beaten.passage.start > len(CELL) + len("Rozmówców było 65")
    (unit,) = read("Jeńców bili żołnierze 5. Brygady Pancernej.").units
    assert unit.name == "5. Brygady Pancernej"


def test_dates() -> None:
    (claim,) = [c for c in claims("W nocy z 2 na 3 marca 2022 roku porwano nauczyciela.") if c.date]
    assert claim.date is not None
    assert (claim.date.start, claim.date.end) == ("2022-03-02", "2022-03-03")


@pytest.mark.parametrize(
    ("text", "mention", "kind", "settlement"),
    [
        ("Trzymano ich w piwnicy komendy policji w Bałakliji.", "piwnicy komendy policji w Bałakliji",
         "police_station", "Balakliia"),
        ("Siedziała w areszcie śledczym nr 1 w Mińsku.", "areszcie śledczym nr 1 w Mińsku", "pretrial_prison", "Minsk"),
        ("Jeńców bito w kolonii karnej nr 10.", "kolonii karnej nr 10", "prison_colony", None),
        ("Torturowano ich w hangarze niedaleko Trypolisu.", "hangarze niedaleko Trypolisu", "warehouse", "Tripoli"),
        ("Do katowni zamieniono charkowski hotel, więźniów bito na parterze hotelu.", "charkowski hotel",
         "residential", "Kharkiv"),
        ("Rosjanie więzili cywilów w szkole.", "szkole", "school", None),
        ("Zamknęli go w obozie filtracyjnym.", "obozie filtracyjnym", "camp", None),
    ],
)  # fmt: skip
def test_sites(text: str, mention: str, kind: str, settlement: str | None) -> None:
    sites = [(s, m.of(text)) for s in read(text).sites for m in s.mentions]
    site = next(s for s, words in sites if words == mention)
    assert site.kind == kind
    assert settlement is None or site.settlement == settlement


@pytest.mark.parametrize(
    ("text", "mention", "kind"),
    [
        ("Jeńców bili żołnierze 5. Samodzielnej Brygady Zmechanizowanej zatrzymani pod Iziumem.",
         "5. Samodzielnej Brygady Zmechanizowanej", "brigade"),
        ("Przesłuchiwała go Federalna Służba Bezpieczeństwa.", "Federalna Służba Bezpieczeństwa", "agency"),
        ("Aktywistów bili funkcjonariusze GUBOPiK.", "GUBOPiK", "agency"),
        ("Zabrali go ludzie z Grupy Wagnera.", "Grupy Wagnera", "militia"),
        ("Więźniów strzegli kadyrowcy.", "kadyrowcy", "militia"),
    ],
)  # fmt: skip
def test_units(text: str, mention: str, kind: str) -> None:
    assert (mention, kind) in [(m.of(text), u.kind) for u in read(text).units for m in u.mentions]


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("„Bili mnie prądem w celi”, opowiada Ołeksandr Wymyślony, nauczyciel.", "Ołeksandr Wymyślony", "victim"),
        ("Prokurator Iwan Zmyślony powiedział, że bada sprawę.", "Iwan Zmyślony", "official"),
        ("Strażnicy bili Hryhorija Nieznajenkę w celi.", "Hryhorij Nieznajenko", "victim"),
        ("W areszcie trzymano Iwana Zmyślskiego.", "Iwan Zmyślski", "victim"),
        ("Mer Melitopola Iwan Fikcyjny powiedział, że ludzi porywano.", "Iwan Fikcyjny", "official"),
        ("Jak mówi dziennikarka Marta Fikcyjna, więźniów bito.", "Marta Fikcyjna", "journalist"),
    ],
)
def test_people(text: str, name: str, role: str) -> None:
    assert (name, True) in [(p.name, role in p.roles) for p in read(text).people]


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("Według Amnesty International więźniów bito pałkami.", "B1"),
        ("Byli więźniowie opowiadają, że w celach bito ich pałkami.", "anon:former detainee"),
        ("Świadkowie relacjonują, że jeńców bito pałkami.", "anon:witness"),
        ("„W celi bili nas pałkami”, mówi Ołeksandr Wymyślony, nauczyciel z Iziumu.", "P1"),
    ],
)
def test_voices(text: str, origin: str) -> None:
    beaten = next(c for c in claims(text) if c.type == "torture.beating")
    assert beaten.attribution[0] == origin
