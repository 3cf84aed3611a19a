"""French: what its tables must read. All sentences and people are invented."""

import pytest

from habeas.model.document import Document
from habeas.model.reading import Reading
from habeas.places import Gazetteer
from habeas.reading.claims.drafts import searched
from habeas.reading.language import Detector
from habeas.reading.reader import Reader
from habeas.reading.text import parse


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(Gazetteer.load())


@pytest.fixture(scope="module")
def read(reader):
    def reading(text: str) -> Reading:
        return reader.read(Document(id="d", item="0" * 64, text=text, published="2023-05-10"))

    return reading


def candidate_types(text: str) -> set[str]:
    """What the words of a text may claim, whatever the learned weights make of it."""
    parsed = parse(Document(id="d", item="0" * 64, text=text, language="fr"), Detector())
    return {candidate.type for candidate in searched(parsed).made}


CLAIMS = {
    "detention.unlawful": "Ils ont été enfermés trois semaines dans une cave, sans la moindre explication.",
    "detention.incommunicado": "Elle est maintenue au secret dans une prison de la capitale.",
    "detention.disappearance": "Depuis son arrestation par la police, il est porté disparu et nul ne sait où il est détenu.",
    "detention.hostage_taking": "Les miliciens ont pris en otage le frère du maire et l'ont enfermé dans un garage.",
    "conditions.overcrowding": "Les détenus s'entassaient à trente par cellule et dormaient à tour de rôle.",
    "conditions.food_water": "Les prisonniers, affamés, ne recevaient qu'un morceau de pain par jour.",
    "conditions.sanitation": "Un seau servait de toilettes aux vingt détenus de la cellule.",
    "conditions.medical_care": "Les détenus malades étaient laissés sans soins dans leur cellule.",
    "conditions.isolation": "Il a passé deux mois à l'isolement, dans une prison militaire.",
    "conditions.hooding": "On leur a bandé les yeux avant de les jeter en prison.",
    "conditions.cold": "La cellule n'était pas chauffée : un froid glacial y régnait jour et nuit.",
    "conditions.other": "Les captifs dormaient à même le sol, dans des conditions inhumaines.",
    "torture.beating": "Les gardiens de la prison l'ont roué de coups de matraque.",
    "torture.electric_shock": "Le détenu a reçu des décharges électriques dans les oreilles.",
    "torture.suspension": "Ils l'ont suspendu au plafond par les poignets pendant l'interrogatoire.",
    "torture.stabbing_mutilation": "On lui a arraché deux ongles, dit un codétenu.",
    "torture.burning": "Des geôliers écrasaient leurs cigarettes sur sa peau pour brûler le prisonnier.",
    "torture.suffocation": "Un sac en plastique sur la tête, le détenu suffoquait.",
    "torture.water": "Le prisonnier a subi le supplice de la baignoire.",
    "torture.restraint": "Menottés, les captifs restaient à genoux.",
    "torture.mock_execution": "Les soldats ont simulé son exécution devant les autres prisonniers.",
    "torture.threats": "Dans la cave, ils menaçaient de tuer sa famille.",
    "torture.sexual_violence": "Plusieurs détenues ont été violées par leurs gardiens.",
    "torture.humiliation": "Les prisonniers étaient forcés de chanter l'hymne de l'ennemi.",
    "torture.psychological": "Privés de sommeil, les prisonniers entendaient les cris des autres.",
    "torture.animals": "Les gardiens lâchaient les chiens sur les détenus.",
    "torture.unspecified": "Cette prison était un centre de torture.",
    "death.execution": "Trois captifs ont été exécutés d'une balle dans la nuque.",
    "death.in_custody": "Deux détenus sont morts en prison faute d'avoir mangé.",
    "death.mass_grave": "Les corps des prisonniers torturés gisaient dans une fosse commune.",
    "coercion.confession": "Le détenu a été contraint de signer des aveux.",
    "coercion.collaboration": "En prison, on voulait le forcer à collaborer avec l'occupant.",
    "coercion.return_to_combat": "Enfermés dans une cave, ils ont ensuite été renvoyés au front.",
    "coercion.extortion": "Les geôliers exigeaient une rançon des familles des détenus.",
    "coercion.contract": "Les prisonniers étaient forcés de signer un contrat avec l'armée.",
    "transfer.deportation": "Les détenus de la cave ont été déportés en Russie.",
    "transfer.other": "La prisonnière a été transférée vers une autre prison.",
    "find.instruments": "Dans la salle de torture, on a trouvé des matraques et des menottes.",
    "find.recording": "Une vidéo montre des gardiens frapper un détenu.",
    "find.bodies": "Deux cadavres de prisonniers ont été retrouvés dans la cave.",
    "find.documents": "Des registres de prisonniers ont été retrouvés dans la cave de la prison.",
    "find.inscriptions": "Sur les murs de la cellule, un détenu avait gravé un calendrier.",
    "legal.proceeding": "Une enquête a été ouverte sur les tortures dans cette prison.",
    "legal.call": "L'association exige la libération immédiate des détenus.",
    "denial": "Le directeur de la prison nie ces accusations de torture.",
}


@pytest.mark.parametrize(("claim_type", "text"), CLAIMS.items())
def test_every_type_has_words(claim_type, text):
    assert claim_type in candidate_types(text)


@pytest.mark.parametrize(
    "text",
    [
        "L'équipe a battu son rival samedi soir. Les joueurs ont frappé fort et le gardien a arrêté deux tirs. "
        "Le public a chanté l'hymne. L'entraîneur parle d'un coup dur. Le prochain match aura lieu dimanche.",
        "Des frappes ont visé le port. Douze personnes sont mortes et trente ont été blessées, selon la mairie. "
        "Les secours fouillent les décombres. Le quartier est privé d'électricité. La défense a abattu six drones.",
        "Le parlement a adopté un nouveau train de sanctions. Le texte plafonne le prix du gaz et du pétrole. "
        "Le gouvernement dénonce une menace pour l'économie. Un accord a été signé dans le courant du mois.",
        "Les chefs d'état-major se sont rencontrés. La menace russe a dominé les échanges sur l'électricité. "
        "La brigade tient ses positions. Les soldats manquent d'obus. Un pont a été détruit près du fleuve.",
    ],
)
def test_a_text_without_captivity_claims_nothing(read, text):
    assert read(text).claims == []


@pytest.mark.parametrize(
    ("text", "barred"),
    [
        ("Le prisonnier n'a pas été torturé. Il est sorti de prison.", "torture.unspecified"),
        ("Aucun détenu n'a été battu. La prison est calme.", "torture.beating"),
        ("Les captifs n'ont jamais été violés. On les gardait dans une cave.", "torture.sexual_violence"),
        ("S'il parle, il sera exécuté. Le détenu se tait.", "death.execution"),
    ],
)
def test_what_did_not_happen_is_not_claimed(text, barred):
    assert barred not in candidate_types(text)


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Des dizaines de civils auraient été torturés dans cette prison.", "hedged"),
        ("Ils seraient détenus dans une cave, apparemment battus.", "hedged"),
        ("Des dizaines de civils ont été torturés dans cette prison.", "asserted"),
    ],
)
def test_the_conditional_hedges(read, text, stance):
    assert {claim.stance for claim in read(text).claims} == {stance}


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("au moins vingt-trois prisonniers", ("at_least", 23, None)),
        ("plus d'une centaine de prisonniers", ("more_than", 100, None)),
        ("une trentaine de prisonniers", ("about", 30, None)),
        ("quelque 1 400 prisonniers", ("about", 1400, None)),
        ("soixante-douze prisonniers", ("exactly", 72, None)),
        ("quatre-vingt-dix-sept prisonniers", ("exactly", 97, None)),
        ("vingt et un prisonniers", ("exactly", 21, None)),
        ("jusqu'à 350 prisonniers", ("up_to", 350, None)),
        ("moins de dix prisonniers", ("at_most", 10, None)),
        ("de 20 à 40 prisonniers", ("between", 20, 40)),
        ("entre soixante et quatre-vingts prisonniers", ("between", 60, 80)),
    ],
)
def test_numbers_with_what_qualifies_them(read, words, count):
    claims = read(f"Dans cette cave étaient détenus {words}. On les torturait chaque jour.").claims
    (found,) = {(c.count.op, c.count.n, c.count.n2) for c in claims if c.type == "count.detainees" and c.count}
    assert found == count


def test_an_age_is_no_time_in_prison(read):
    counts = [c.count for c in read("Marko, 41 ans, a été détenu 36 jours dans une cave.").claims if c.count]
    assert {(c.n, c.of) for c in counts} == {(36, "days")}


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        ("le 1er mars 2022", "2022-03-01", "2022-03-01"),
        ("en septembre dernier", "2022-09-01", "2022-09-30"),
        ("du 3 mars au 7 avril 2022", "2022-03-03", "2022-04-07"),
        ("depuis le 24 février 2022", "2022-02-24", None),
        ("à partir du 24 février 2022", "2022-02-24", None),
        ("jusqu'en mai 2022", None, "2022-05-31"),
        ("à l'été 2022", "2022-06-01", "2022-08-31"),
        ("hier", "2023-05-09", "2023-05-09"),
        ("l'an dernier", "2022-01-01", "2022-12-31"),
    ],
)
def test_dates(read, when, start, end):
    dates = {(c.date.start, c.date.end) for c in read(f"Il a été torturé dans cette prison {when}.").claims if c.date}
    assert dates == {(start, end)}


@pytest.mark.parametrize(
    ("text", "name", "kind", "town"),
    [
        (
            "Ils étaient détenus dans le sous-sol du commissariat de Kherson.",
            "commissariat",
            "police_station",
            "Kherson",
        ),
        ("On l'a torturé à la maison d'arrêt n° 2 de Taganrog.", "maison d'arrêt n° 2", "pretrial_prison", "Taganrog"),
        ("Il a été transféré dans la colonie pénitentiaire d'Olenivka.", "colonie", "prison_colony", "Olenivka"),
        ("Des civils ont été battus dans une usine désaffectée d'Izioum.", "usine désaffectée", "factory", "Izium"),
        ("Les soldats les gardaient, enfermés, dans une fosse.", "une fosse", "pit", None),
        ("Elle a passé un mois dans un camp de filtration.", "camp de filtration", "camp", None),
        ("Ils étaient détenus dans une école de Kherson.", "une école", "school", "Kherson"),
    ],
)
def test_places_of_detention(read, text, name, kind, town):
    (site,) = read(text).sites
    assert name in site.name
    assert (site.kind, site.settlement) == (kind, town)


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("La 64ᵉ brigade de fusiliers motorisés gardait les prisonniers.", "brigade", "64ᵉ brigade"),
        ("Le 3e régiment y détenait des civils.", "regiment", "3e régiment"),
        ("Il a été arrêté par le Service fédéral de sécurité.", "agency", "Service fédéral de sécurité"),
        ("Les services de renseignement syriens l'ont torturé.", "agency", "services de renseignement syriens"),
        ("Des hommes du groupe Wagner les ont enlevés.", "militia", "Wagner"),
        ("Les Gardiens de la révolution l'ont emprisonnée.", "other", "Gardiens de la révolution"),
    ],
)
def test_armed_formations(read, text, kind, name):
    (unit,) = read(text).units
    assert unit.kind == kind
    assert name in text[unit.mentions[0].start : unit.mentions[0].end]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("La police ukrainienne a découvert une cave.", "La police ukrainienne", "authority"),
        ("Le ministère russe de la Défense a démenti.", "ministère russe de la Défense", "authority"),
        ("Selon l'ONG Quatre Vents Inventés, il est mort.", "Quatre Vents Inventés", "ngo"),
        ("La Cour pénale internationale a ouvert une enquête.", "Cour pénale internationale", "intergovernmental"),
        ("C'est ce qu'il a raconté au Monde. Le Monde l'a publié.", "Le Monde", "outlet"),
        ("Le CICR n'a pas eu accès à la prison.", "CICR", "ngo"),
    ],
)
def test_organisations(read, text, name, kind):
    bodies = read(text).bodies
    assert [body.kind for body in bodies] == [kind]
    assert any(name in text[m.start : m.end] for m in bodies[0].mentions)


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Le procureur de la région, Oleh Vyhadko, a ouvert une enquête.", ["official"]),
        ("« Rien », a répondu la porte-parole du ministère, Maria Vyhadko.", ["official"]),
        ("Rouslan, ancien prisonnier, raconte : on l'a battu dans la cave.", ["victim", "witness"]),
        ("Son épouse, Olena, n'a plus de nouvelles.", ["relative"]),
        ("M. Vyhadko, avocat de la famille, l'a confirmé.", ["other"]),
        ("Sara Vyhadko, notre envoyée spéciale, a visité la ville.", ["journalist"]),
    ],
)
def test_people_and_their_part(read, text, roles):
    (person,) = read(text).people
    assert person.roles == roles


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("« On m'a battu dans la cave », raconte Andriï Vyhadko.", ["Andriï Vyhadko"]),
        ("« On m'a battu dans la cave », a-t-il dit. Andriï Vyhadko était en prison.", None),
        ("D'après Amnesty International, des détenus ont été torturés.", ["Amnesty International"]),
        ("Des détenus ont été torturés, dénonce Amnesty International.", ["Amnesty International"]),
        ("« On m'a battue dans la cave », a confié Olena Vyhadko à l'AFP.", ["Olena Vyhadko", "AFP"]),
        ("D'anciens détenus racontent avoir été torturés dans la cave.", ["anon:former detainee"]),
        ("Ils ont été torturés dans la cave, selon un voisin.", ["anon:neighbour"]),
        ("Son fils a été battu en prison, affirme sa mère.", ["anon:relative"]),
    ],
)
def test_whose_words_they_are(read, text, chain):
    reading = read(text)
    named = {e.id: e.name for e in (*reading.people, *reading.bodies)}
    chains = {tuple(named.get(who, who) for who in claim.attribution) for claim in reading.claims}
    assert chain is None or chains == {tuple(chain)}


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("pendant une semaine", 7),
        ("deux mois et demi", 75),
        ("plus d'un mois", 30),
        ("quarante-six jours", 46),
        ("un an et demi", 547),
    ],
)
def test_lengths_of_time(read, words, days):
    claims = read(f"Il a été détenu {words} dans une cave. On l'y torturait chaque jour.").claims
    assert {c.count.n for c in claims if c.count and c.count.of == "days"} == {days}
