"""The German pack: what a report in German says of places, units, people, deeds, numbers, days and voices. All invented."""

import pytest

from habeas.languages import pack
from habeas.model.document import Document
from habeas.model.reading import Claim, Reading
from habeas.places import Gazetteer
from habeas.reading.reader import Reader

READER = Reader(Gazetteer.load())
CELL = "Gefangene und Häftlinge berichten aus dem Gefängnis. "


def read(text: str) -> Reading:
    return READER.read(Document(id="d", item="0" * 64, language="de", published="2023-01-10", text=text))


def claims(text: str, before: str = CELL) -> list[Claim]:
    """The claims of `text`, which stands after a sentence about captivity."""
    return [c for c in read(before + text).claims if c.passage.start >= len(before)]


def types(text: str) -> set[str]:
    return {c.type for c in claims(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Drei Wochen lang sperrten sie ihn in einen Keller ein.", "detention.unlawful"),
        ("Bewaffnete hielten die Familie tagelang fest.", "detention.unlawful"),
        ("Sie durfte keinen Anwalt sehen.", "detention.incommunicado"),
        ("Seitdem fehlt von ihm jede Spur.", "detention.disappearance"),
        ("Die Bewohner dienten als Geiseln.", "detention.hostage_taking"),
        ("Die Zelle war so überfüllt, dass sie abwechselnd schliefen.", "conditions.overcrowding"),
        ("Er hat zwanzig Kilo abgenommen.", "conditions.food_water"),
        ("Ein Eimer in der Ecke diente als Toilette.", "conditions.sanitation"),
        ("Kranken wurde medizinische Hilfe verweigert.", "conditions.medical_care"),
        ("Zur Strafe kam er in Einzelhaft.", "conditions.isolation"),
        ("Man stülpte ihm einen Sack über den Kopf.", "conditions.hooding"),
        ("Im Winter froren sie ohne Heizung.", "conditions.cold"),
        ("Sie schliefen auf dem nackten Betonboden.", "conditions.other"),
        ("Die Wärter prügelten ihn mit Knüppeln.", "torture.beating"),
        ("Man jagte ihm Strom durch den Körper.", "torture.electric_shock"),
        ("Sie hängten ihn an den Handgelenken auf.", "torture.suspension"),
        ("Einem von ihnen wurden die Fingernägel ausgerissen.", "torture.stabbing_mutilation"),
        ("Auf seinem Rücken drückten sie Zigaretten aus.", "torture.burning"),
        ("Mit einer Plastiktüte wurde er fast erstickt.", "torture.suffocation"),
        ("Sie tauchten seinen Kopf in einen Eimer mit Wasser.", "torture.water"),
        ("Ihre Hände waren mit Kabelbindern gefesselt.", "torture.restraint"),
        ("Man täuschte seine Hinrichtung vor.", "torture.mock_execution"),
        ("Sie hielten ihr eine Pistole an die Schläfe.", "torture.threats"),
        ("Zwei Frauen wurden vergewaltigt.", "torture.sexual_violence"),
        ("Sie mussten die Hymne der Besatzer singen.", "torture.humiliation"),
        ("Man ließ sie nächtelang nicht schlafen.", "torture.psychological"),
        ("Auf die Männer wurden Hunde gehetzt.", "torture.animals"),
        ("Er wurde stundenlang gequält.", "torture.unspecified"),
        ("Neun Kriegsgefangene wurden erschossen.", "death.execution"),
        ("Ein Häftling starb an den Folgen der Misshandlungen.", "death.in_custody"),
        ("Hinter dem Lager lag ein Massengrab.", "death.mass_grave"),
        ("Er wurde gezwungen, ein Geständnis zu unterschreiben.", "coercion.confession"),
        ("Er weigerte sich, mit den Besatzern zu kollaborieren.", "coercion.collaboration"),
        ("Danach schickte man sie zurück an die Front.", "coercion.return_to_combat"),
        ("Für seine Freilassung wurde Lösegeld verlangt.", "coercion.extortion"),
        ("Sie wurden gezwungen, einen Vertrag mit der Armee zu unterschreiben.", "coercion.contract"),
        ("Zwölf von ihnen wurden nach Russland verschleppt.", "transfer.deportation"),
        ("Später wurde er in ein anderes Gefängnis gebracht.", "transfer.other"),
        ("Die Ermittler fanden dort Folterwerkzeuge.", "find.instruments"),
        ("Ein Video zeigt die Misshandlungen.", "find.recording"),
        ("Im Hof wurde eine Leiche gefunden.", "find.bodies"),
        ("Im Büro fanden Ermittler Akten der Wärter.", "find.documents"),
        ("In die Wand der Zelle waren Namen geritzt.", "find.inscriptions"),
        ("Gegen den Leiter wurde Anklage erhoben.", "legal.proceeding"),
        ("Die Organisation fordert ihre sofortige Freilassung.", "legal.call"),
        ("Moskau weist alle Vorwürfe zurück.", "denial"),
    ],
)
def test_every_type_is_read(text, expected):
    assert expected in types(text)


@pytest.mark.parametrize(
    "text",
    [
        "Die Ministerin sprach mit dem Präsidenten über die Ausfuhr von Getreide. Der Schlag gegen die Wirtschaft sei hart.",
        "Der Torwart hielt einen Elfmeter, der Trainer nahm den Stürmer vom Platz. Der Verein hält an ihm fest.",
        "Nach dem Sturm fiel der Strom aus. Die Feuerwehr pumpte hundert Keller leer, die Händler räumten ihre Lager.",
    ],
)
def test_a_text_without_captivity_claims_nothing(text):
    assert read(text).claims == []


def test_what_did_not_happen_is_not_claimed():
    assert "torture.beating" not in types("In diesem Gefängnis wurde er nicht geschlagen.")
    assert "torture.unspecified" not in types("Sie fürchtete, gefoltert zu werden.")
    assert "death.execution" not in types("Die Hinrichtung war nur vorgetäuscht.")


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Er soll dort gefoltert worden sein.", "hedged"),
        ("Die Wärter hätten ihn gefoltert, er sei lange krank gewesen.", "asserted"),
        ("Mutmaßlich wurde er dort gefoltert.", "hedged"),
    ],
)
def test_reported_speech_is_no_hedge(text, stance):
    assert {c.stance for c in claims(text) if c.type == "torture.unspecified"} == {stance}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mindestens 40 Menschen wurden im Gefängnis festgehalten.", ("at_least", 40, None)),
        ("Mehr als hundert Menschen wurden im Gefängnis festgehalten.", ("more_than", 100, None)),
        ("Zwischen 20 und 40 Menschen wurden im Gefängnis festgehalten.", ("between", 20, 40)),
        ("Rund eine Million Menschen wurden in Lagern festgehalten.", ("about", 1_000_000, None)),
        ("Zweihundertfünfunddreißig Menschen wurden im Gefängnis festgehalten.", ("exactly", 235, None)),
    ],
)
def test_numbers_of_people(text, expected):
    counts = [c.count for c in claims(text) if c.type == "count.detainees"]
    assert [(c.op, c.n, c.n2) for c in counts if c] == [expected]


def test_an_ordinal_counts_nobody_and_ends_no_sentence():
    found = claims("Am 3. März 2022 wurde er von Männern der 5. Brigade ins Gefängnis gesperrt.")
    assert {c.type for c in found if c.count} == set()
    assert [(c.date.start, c.date.end) for c in found if c.type == "detention.unlawful" and c.date] == [
        ("2022-03-03", "2022-03-03")
    ]


def test_an_interval_of_days():
    found = claims("Vom 10. März bis zum 2. April 2022 wurde er im Gefängnis festgehalten.")
    assert {(c.date.start, c.date.end) for c in found if c.date} == {("2022-03-10", "2022-04-02")}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Er saß im Keller der Polizeiwache von Balaklija.", "Keller der Polizeiwache von Balaklija", "police_station"),
        (
            "Im Untersuchungsgefängnis Nr. 2 in Taganrog saß er lange.",
            "Untersuchungsgefängnis Nr. 2",
            "pretrial_prison",
        ),
        ("Die Strafkolonie Nr. 120 in Oleniwka war voll.", "Strafkolonie Nr. 120 in Oleniwka", "prison_colony"),
        ("In einem Filtrationslager wurde sie verhört.", "Filtrationslager", "camp"),
        ("Sie wurden in einer Fabrikhalle festgehalten und verhört.", "Fabrikhalle", "factory"),
        ("In einer Schule wurden Männer festgehalten und gefoltert.", "Schule", "school"),
    ],
)
def test_places_of_detention(text, name, kind):
    sites = read(text).sites
    assert [s.kind for s in sites] == [kind]
    assert name in sites[0].name


def test_numbered_and_named_formations():
    text = (
        "Soldaten der 5. Motorisierten Schützenbrigade, des 810. Regiments und des Adler-Bataillons schlugen Gefangene."
    )
    assert [(u.kind, u.name) for u in read(text).units] == [
        ("brigade", "5. Motorisierten Schützenbrigade"),
        ("regiment", "810. Regiments"),
        ("battalion", "Adler-Bataillons"),
    ]


def test_people_and_ordinary_nouns():
    text = (
        "Die Soldaten schlugen zu, sagte Oleksij Vyhadanyj, ein ehemaliger Häftling. Die Invasoren lachten. "
        "Bürgermeister Dmytro Musterenko sprach von Folter."
    )
    people = {p.name: p.roles for p in read(text).people}
    assert people == {"Oleksij Vyhadanyj": ["victim", "witness"], "Dmytro Musterenko": ["official"]}


def test_a_street_is_nobody():
    assert read("An der Pylyp-Vyhadanyj-Straße wurden Gefangene geschlagen.").people == []


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Das berichtet das UN-Menschenrechtsbüro.", "OHCHR", "intergovernmental"),
        ("Laut Ärzte ohne Grenzen wurden Migranten gefoltert.", "Médecins Sans Frontières", "ngo"),
        ("Das sagte sie der „Süddeutschen Zeitung“.", "Süddeutsche Zeitung", "outlet"),
        ("Das ukrainische Verteidigungsministerium teilte das mit.", "Verteidigungsministerium", "authority"),
    ],
)
def test_bodies(text, name, kind):
    assert any(name in b.name and b.kind == kind for b in read(text).bodies)


def test_papers_called_like_nouns_need_their_quotation_marks():
    assert [b.name for b in read("Das schreibt die „Welt“ über das Gefängnis.").bodies] == ["Welt"]
    assert read("Die Welt sah das Bild der Gefangenen, es war ein Spiegel des Krieges.").bodies == []


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("„Sie haben uns geschlagen“, sagt ein ehemaliger Häftling.", "anon:former detainee"),
        ("Laut Anwohnern wurden die Gefangenen geschlagen.", "anon:witness"),
        ("Nach Angaben der Angehörigen wurden die Gefangenen geschlagen.", "anon:relative"),
    ],
)
def test_unnamed_voices(text, voice):
    assert {tuple(c.attribution) for c in claims(text) if c.type == "torture.beating"} == {(voice,)}


def test_a_named_voice_and_the_one_that_relays_it():
    text = "„Sie haben uns geschlagen und gefoltert“, sagte Olena Testowa dem „Spiegel“. "
    reading = read(CELL + text)
    names = {e.id: e.name for e in [*reading.people, *reading.bodies]}
    chains = {tuple(names.get(a, a) for a in c.attribution) for c in reading.claims if c.type == "torture.unspecified"}
    assert chains == {("Olena Testowa", "Spiegel")}


def test_terms_of_the_pack_are_well_formed():
    german = pack("de")
    assert german
    for key in ("speech", "according", "unnamed", "anaphor", "marks"):
        assert german.terms("voices", key)
