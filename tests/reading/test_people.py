"""People: who is one, which mentions are one person, in what part, and when a name may be shown."""

import pytest

from habeas.model.document import Document
from habeas.model.reading import Person
from habeas.reading.entities.finding import find_entities
from habeas.reading.language import Detector
from habeas.reading.text import parse

DETECTOR = Detector()


def people(text: str, language: str = "en") -> list[Person]:
    parsed = parse(Document(id="d", item="0" * 64, language=language, text=text), DETECTOR)
    return find_entities(parsed).people


def names(text: str, language: str = "en") -> list[str]:
    return [p.name for p in people(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "The guards beat Andriy Sokolenko for two days.", "Andriy Sokolenko"),
        ("en", "One former detainee, Ivan, told us about the cells.", "Ivan"),
        ("nl", "Volgens Olena Petrovska zaten er veertig mensen in de kelder.", "Olena Petrovska"),
        ("uk", "Про це розповів Тарас Вигаданко, який пробув у неволі місяць.", "Тарас Вигаданко"),
        ("ru", "Об этом рассказала Ирина Выдумкина, жительница посёлка.", "Ирина Выдумкина"),
    ],
)
def test_a_name_is_found_by_given_name_surname_and_speech(language: str, text: str, name: str) -> None:
    assert names(text, language) == [name]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "On Tuesday the Ukrainian army entered the city. Russian soldiers left in March."),
        ("nl", "In september trokken de Russische troepen weg uit Oekraïne."),
        ("uk", "У вівторок Збройні Сили України зайшли в місто."),
        ("ru", "Во вторник российские военные ушли из Украины."),
    ],
)
def test_nations_days_and_armies_are_no_people(language: str, text: str) -> None:
    assert people(text, language) == []


def test_declined_forms_and_later_surnames_are_one_person() -> None:
    text = "Про це написав Сергій Вигадай. За словами Вигадая, людей тримали в підвалі. Раніше Вигадаю погрожували."
    found = people(text, "uk")
    assert len(found) == 1
    assert found[0].name == "Сергій Вигадай"
    assert [m.of(text) for m in found[0].mentions] == ["Сергій Вигадай", "Вигадая", "Вигадаю"]


def test_spellings_that_sound_alike_are_one_person() -> None:
    text = "Oleh Herasymenko was released in May. Later Gerasimenko told the police what he had seen."
    assert len(people(text)) == 1


def test_the_ending_of_possession_is_not_in_the_mention() -> None:
    text = "Dmytro Kovalchuk's brother waited at the gate."
    assert people(text)[0].mentions[0].of(text) == "Dmytro Kovalchuk"


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("The prosecutor Maksym Ivanchuk announced the findings on Monday.", ["official"]),
        ("His wife, Nina, waited outside.", ["relative"]),
        ("Taras Holub was held there for a month. “They used electric shocks,” Holub told us.", ["victim", "witness"]),
        ("The journalist Oksana Melnyk visited the building.", ["journalist"]),
    ],
)
def test_the_words_around_a_name_give_the_part(text: str, roles: list[str]) -> None:
    assert people(text)[0].roles == roles


def test_a_kinswoman_is_not_the_one_she_belongs_to() -> None:
    found = people("Сестра Антона, Юлія Вигаданко, чекала на нього вдома.", "uk")
    assert {p.name: "relative" in p.roles for p in found}["Юлія Вигаданко"]


@pytest.mark.parametrize(
    ("text", "ground", "cue"),
    [
        (
            "“We opened a case,” said Maksym Ivanchuk, head of the regional police.",
            "office",
            "head of the regional police",
        ),
        ("A journalist, Oksana Melnyk, wrote about the archive.", "journalist", "journalist"),
    ],
)
def test_an_office_beside_the_name_is_a_public_ground(text: str, ground: str, cue: str) -> None:
    person = people(text)[0]
    assert person.public == ground
    assert person.public_cue is not None
    assert person.public_cue.of(text) == cue


@pytest.mark.parametrize(
    "text",
    [
        "The mayor, Bohdan Lysak, was abducted in March and held in a basement.",
        "The journalist Oksana Melnyk was detained at the checkpoint.",
        "The former mayor Bohdan Lysak said little.",
        "A teacher, Halyna Soroka, said the screams went on all night.",
        "Commander Stepan Hrim ordered the beatings.",
        "Kyrylo Tsap, a suspect, denied it.",
        "The mayor Bohdan Lysak came to work. Armed men broke in. He was taken away and beaten.",
    ],
)
def test_no_ground_for_victims_private_people_and_the_accused(text: str) -> None:
    assert [p.public for p in people(text)] == [None]


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("uk", "Андрій Вигаданко, позивний «Степ», повернувся з полону.", "Степ"),
        ("ru", "Виктор Выдумкин, позывной «Чертёж», вернулся из плена.", "Чертёж"),
    ],
)
def test_a_call_sign_is_a_mention_of_its_bearer(language: str, text: str, words: str) -> None:
    found = people(text, language)
    assert len(found) == 1
    assert words in [m.of(text) for m in found[0].mentions]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("uk", "Про це йдеться у дописі Сергія Вигаданенка.", "Сергій Вигаданенко"),
        ("uk", "Поліція допитала Оксану Вигадівську.", "Оксана Вигадівська"),
        ("ru", "Полиция допросила Виктора Выдумкина.", "Виктор Выдумкин"),
        ("ru", "Об этом сказано в письме Ольги Выдумской.", "Ольга Выдумская"),
    ],
)
def test_a_name_only_in_other_cases_is_given_in_the_nominative(language: str, text: str, name: str) -> None:
    assert names(text, language) == [name]


@pytest.mark.parametrize(
    ("language", "text", "name", "ground"),
    [
        ("uk", "Людей катували, розповів речник обласної поліції Тарас Вигаданко.", "Тарас Вигаданко", "office"),
        ("uk", "За словами речниці СБУ Ірини Вигадули, людей катували.", "Ірина Вигадула", "office"),
        ("ru", "В подвале пытали людей, сообщил начальник областной полиции Иван Выдумкин.", "Иван Выдумкин", "office"),
        ("nl", "Daar werd gemarteld, meldt de regionale politiechef Olena Petrovska.", "Olena Petrovska", "office"),
        (
            "en",
            "Ivan Sokolenko, head of the police of the region, said that 40 had been tortured.",
            "Ivan Sokolenko",
            "office",
        ),
        ("en", "“A prison,” revealed Ivan Sokolenko., Advisor to the Minister of Sport.", "Ivan Sokolenko", "office"),
        (
            "en",
            "Men were held there, says Ivan Sokolenko, head of the rights group Nine.",
            "Ivan Sokolenko",
            "spokesperson",
        ),
    ],
)
def test_who_speaks_with_his_title_has_a_ground_though_captivity_is_told(
    language: str, text: str, name: str, ground: str
) -> None:
    assert [(p.name, p.public) for p in people(text, language)] == [(name, ground)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("uk", "За словами мера міста Івана Вигаданка, його тримали в підвалі."),
        ("en", "They beat me for a week, said the mayor Ivan Sokolenko."),
        ("en", "According to the mayor, Ivan Sokolenko, he was held in a cellar."),
    ],
)
def test_no_ground_for_an_official_who_tells_of_his_own_captivity(language: str, text: str) -> None:
    assert [p.public for p in people(text, language)] == [None]


@pytest.mark.parametrize("text", ["Two men told Harbour Media of it.", "They were in Kupiansk and Vydumivka, he said."])
def test_a_capital_before_another_or_before_he_said_is_no_person(text: str) -> None:
    assert people(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "On trial were five men. They are accused of torture: Stepan Hrim and his deputy.",
        "The prisoners were beaten for weeks by men of commander Stepan Hrim.",
    ],
)
def test_a_name_beside_accusations_or_a_command_over_tormentors_is_an_alleged_perpetrator(text: str) -> None:
    assert [(p.roles, p.public) for p in people(text)] == [(["alleged_perpetrator"], None)]


ROLES = [
    (
        "en",
        "Stepan Hrim lives next to the prison. He saw two dead men in the yard, he told us.",
        "Stepan Hrim",
        ["witness"],
    ),
    ("en", "They took Nina Vydumko away in March and beat her for a week.", "Nina Vydumko", ["victim"]),
    ("en", "In May they seized Ihor Vydumko. He died in the prison of his wounds.", "Ihor Vydumko", ["victim"]),
    ("en", "“They beat me with a pipe,” Ihor Vydumko recalls.", "Ihor Vydumko", ["victim", "witness"]),
    ("en", "Ihor Vydumko led the raid on the camp, survivors say.", "Ihor Vydumko", ["alleged_perpetrator"]),
    (
        "en",
        "“He came home broken,” says Nina Vydumko, whose brother is one of the freed.",
        "Nina Vydumko",
        ["relative"],
    ),
    ("en", "The video went to his mother. She, Nina Vydumko, told us of it.", "Nina Vydumko", ["relative"]),
    ("en", "By Nina Vydumko\n\nThe prisoners were beaten.", "Nina Vydumko", ["journalist"]),
    ("en", "Ihor Vydumko of the Interior Ministry denied it.", "Ihor Vydumko", ["official"]),
    ("en", "Ihor Vydumko spoke on Monday. The deputy minister denied it.", "Ihor Vydumko", ["official"]),
    (
        "nl",
        "Ze sloegen hem, vertelt Ivan Verzonnen. Hij zat drie maanden in een cel.",
        "Ivan Verzonnen",
        ["victim", "witness"],
    ),
    ("uk", "Автор: Олена Вигаданко\n\nПолонених били.", "Олена Вигаданко", ["journalist"]),
    ("uk", "Тараса Вигаданка забрали з дому й катували струмом.", "Тарас Вигаданко", ["victim"]),
    (
        "uk",
        "Дві підозри за катування.\n\nТарас Вигаданко (1990 р. н.) та інші.",
        "Тарас Вигаданко",
        ["alleged_perpetrator"],
    ),
    ("ru", "Виктора Выдумкина держали в подвале и пытали.", "Виктор Выдумкин", ["victim"]),
    (
        "ru",
        "О плене рассказала Ольга Выдумская из Вымышленска, мать одного из пленных.",
        "Ольга Выдумская",
        ["relative"],
    ),
    ("pl", "Iwan Zmyślony spędził w niewoli rok. „Bili nas”, opowiada.", "Iwan Zmyślony", ["victim", "witness"]),
    (
        "de",
        "„Sie schlugen mich“, erzählt Iwan Erfunden. Er saß ein Jahr in Haft.",
        "Iwan Erfunden",
        ["victim", "witness"],
    ),
    ("fr", "« Ils m'ont battu », raconte Ivan Inventé. Il a été détenu un an.", "Ivan Inventé", ["victim", "witness"]),
]


@pytest.mark.parametrize(("language", "text", "name", "roles"), ROLES)
def test_what_the_text_tells_of_a_person_gives_the_part(language: str, text: str, name: str, roles: list[str]) -> None:
    assert {p.name: p.roles for p in people(text, language)}[name] == roles


def test_who_speaks_far_from_captivity_is_no_victim_and_stays_closed() -> None:
    text = "The market opened late. Halyna Soroka sold bread there. “Nobody buys,” she said. It was a cold day in May."
    person = people(text)[0]
    assert (person.roles, person.public) == (["witness"], None)


def test_the_regime_of_a_head_of_state_is_accused_by_its_name() -> None:
    assert "alleged_perpetrator" in people("He came alive out of the prisons of Lukashenko.")[0].roles
    assert people("Lukashenko met the ambassador on Monday.")[0].roles == ["official"]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("pl", "Rozmawialiśmy z nim: Hryhorij.\n\nHRYHORIJ: Bili mnie.", "Hryhorij"),
        ("uk", "З нами Григорій.\n\nГРИГОРІЙ: Мене били.", "Григорій"),
    ],
)
def test_a_label_in_capitals_is_a_mention(language: str, text: str, name: str) -> None:
    found = people(text, language)
    assert [(p.name, len(p.mentions)) for p in found] == [(name, 2)]


def test_an_initial_that_looks_like_a_small_word_is_of_the_name() -> None:
    text = "Об этом рассказала Наталья В. из Вымышленска."
    assert [m.of(text) for m in people(text, "ru")[0].mentions] == ["Наталья В."]
