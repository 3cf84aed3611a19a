"""Addresses keep the words that lead to a page and never a name, in whatever spelling somebody puts it there."""

from itertools import product
from urllib.parse import quote, unquote

import pytest
from covering_cases import covering, person, plain

from habeas.languages.name_keys import all_name_keys, name_keys
from making import report

CASE = covering(
    report(
        "hrechanyi",
        "Остап Гречаний вижив. У деокупованій Балаклії знайшли катівню, її влаштували окупанти.",
        language="uk",
        people=[person(1, "Остап Гречаний", "victim")],
        publisher="Степова Правда",
    ),
    report(
        "shvachko",
        "Yuliia Shvachko saw it in Kharkiv.",
        people=[person(1, "Yuliia Shvachko", "witness")],
        publisher="Vorota Times",
    ),
)
SEALED = [
    *[
        "hrechanyi",
        "hretsjanyj",
        "grechany",
        "grechanyy",
        "gretschanyj",
        "gretchany",
        "hreczanyj",
        "hrečanyj",
        "hrecanyj",
    ],
    *["Гречаний", "гречаного", "grechanogo", "hrechanoho"],
    *["shvachko", "sjvatsjko", "schwatschko", "chvatchko", "szwaczko", "švačko", "svacko", "швачко"],
]
UNREAD = [
    *[
        ("bohdan", "tsybulka"),
        ("богдан", "цибулька"),
        ("bogdan", "tsiboelka"),
        ("marfa", "zhuravel"),
        ("marfa", "joeravel"),
    ],
    *[("lesia", "ovcharuk"), ("alexandr", "petrenko"), ("olena", "shchur"), ("olena", "moroz"), ("sergei", "volkov")],
    *[("iryna", "bilous"), ("natalka", "sova"), ("wasyl", "kryvonis"), ("mychajlo", "hnatjoek"), ("dmitri", "zajats")],
    *[("pieter", "visser"), ("karen", "bakker"), ("john", "miller"), ("оксана", "коваль"), ("fatma", "yilmaz")],
]
PLACES = [
    "https://site.example/news/{a}-{b}-tortured-in-kharkiv",
    "https://site.example/news/prisoners-saw-{b}-{a}-in-kharkiv",
    "https://site.example/{a}_{b}.html",
    "https://site.example/p/{A}{B}1985/police-station-kharkiv",
    "https://site.example/?author={a}+{b}&story=torture-prisoners-held",
    "https://site.example/torture/prisoners/{quoted}",
    "https://site.example/torture/prisoners/{twice}",
    "https://{a}-{b}.example.org/news/",
    "https://{a}{b}.example.org/",
    "https://blog.{b}.example.org/news",
    "http://{puny}.example/news",
    "https://{puny}.example.org/news",
    "site.example/{b}/{a}/photos-of-prisoners",
    "{a}.{b}@mail.example",
    "press@{a}-{b}.example",
    "press@{puny}.example",
    "@{a}{b}",
    "{a}-{b}-testimony.pdf",
]
PARTED = [
    "https://site.example/news/{shreds}-held-in-police-station",
    "https://site.example/prisoners/{letters}/police-station",
]


def put(place: str, given: str, surname: str) -> str:
    name = f"{given}-{surname}"
    puny = name if name.isascii() else name.encode("idna").decode("ascii")
    return place.format(
        a=given,
        b=surname,
        A=given.capitalize(),
        B=surname.capitalize(),
        quoted=quote(name),
        twice=quote(quote(name)),
        puny=puny,
        shreds="-".join(surname[i : i + 3] for i in range(0, len(surname), 3)),
        letters=".".join(surname),
    )


def letters(shown: str) -> str:
    """All that can be read in a line, without marks, with every escape undone."""
    read = shown.casefold()
    labels = [label for label in read.replace("/", ".").replace("@", ".").split(".") if label.startswith("xn--")]
    read = unquote(unquote(read)) + "".join(label.encode("ascii").decode("idna") for label in labels)
    return "".join(c for c in read if c.isalpha())


@pytest.mark.parametrize("place", [*PLACES, *PARTED])
def test_no_spelling_of_a_sealed_name_passes(place):
    shown = {surname: letters(CASE.line(put(place, "ostap", surname))) for surname in SEALED}
    assert {surname: line for surname, line in shown.items() if surname.casefold() in line} == {}


@pytest.mark.parametrize("place", PLACES)
def test_no_name_of_somebody_whom_no_reader_found_passes(place):
    shown = {(a, b): letters(CASE.line(put(place, a, b))) for a, b in UNREAD}
    left = {name: line for name, line in shown.items() if any(part in line for part in name if len(part) > 3)}
    assert left == {}


@pytest.mark.parametrize(
    "line",
    [
        "https://site.example/ua/news/84195-u-deokupovaniy-kharkiv-okupanti-vlashtuvali-kativnyu",
        "https://site.example/rus/novosti/12.09.2022/v-otdelenii-policii-nashli-pytochnuyu",
        "https://site.example/nieuws/n101/martelkamers-gevonden-onder-politiebureau-in-kharkiv",
        "https://site.example/en/news/2022/10/30/conscripts-held-in-basements-after-refusing-to-return-to-the-front",
        "https://stepova-pravda.example/publications/7367768/",
        "https://www.vorotatimes.example/article/prisoners",
        "https://novosti.example.org/rubric/44",
    ],
)
def test_what_leads_to_a_page_stays(line):
    assert CASE.line(line) == line


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "https://site.example/news/ostap-hrechanyi-held-in-kharkiv",
            "https://site.example/news/[name]-held-in-kharkiv",
        ),
        (
            "https://site.example/prisoners-saw-o-hrechanyi-in-kharkiv",
            "https://site.example/prisoners-saw-[name]-in-kharkiv",
        ),
        ("https://site.example/news/hrechanyi", "https://site.example/…"),
        ("https://hrechanyi.example/prisoners-held", "https://…"),
        ("https://xn--80.example/prisoners-held", "https://…"),
    ],
)
def test_only_the_name_is_left_out_where_enough_remains(line, expected):
    assert plain(CASE.line(line)) == expected


def test_outlets_and_agencies_keep_their_names():
    outlet = covering(report("steppe", "Текст.", language="uk", publisher="Слобідський обрій", published="2022-09-16"))
    for line in ("Слобідський обрій", "ОМОН", "OMON", "Rosgvardia", "СОБР Росгвардии", "FSB"):
        assert outlet.line(line) == line
    person_ = covering(report("person", "Текст.", language="uk", publisher="Петро Слобідський"))
    assert "Слобідський" not in person_.line("Слобідський")


def test_many_keys_are_the_keys_of_each_word():
    words = ["Гречаний", "Švačko", "Chikov", "Solovyov", "Іжевськ", "", "Ćwik", "c", "мойей", "moei", "tsch"]
    assert all_name_keys(words) == frozenset(key for word in words for key in name_keys(word))


@pytest.mark.parametrize(("place", "surname"), list(product(PLACES[:4], SEALED[:3])))
def test_covering_a_covered_address_changes_nothing(place, surname):
    once = CASE.line(put(place, "ostap", surname))
    assert CASE.line(once) == once
