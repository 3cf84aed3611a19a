import pytest
from covering_cases import Cities, covered, covering, official, person, resolution
from hypothesis import given
from hypothesis import strategies as st

from habeas.model.passage import Passage
from habeas.protection import seal
from making import report

FORMS = [
    ("en", "Ostap Hrechanyi was held. Hrechanyi's wife waited for OSTAP HRECHANYI."),
    ("en", "They saw hrechanyi, and Hre\u00adchanyi, and Hrech\u200banyi."),
    ("en", "The name Hre-\nchanyi was cut, so was Hre<b>cha</b>nyi."),
    ("en", "It was &#72;rechanyi, or %48rechanyi, or \\u0048rechanyi."),
    ("en", "Twice: &amp;#72;rechanyi, %2548rechanyi, \\\\u0048rechanyi. H r e c h a n y i. Hrecha&shy;nyi."),
    ("en", "Free him: #freehrechanyi #FreeHrechanyi, Ostap_Hrechanyi, Hrechanyi1985, \u202eHrechanyi\u202c."),
    ("nl", "Hretsjanyj zweeg. De vrouw van Hretsjanyj ook."),
    ("de", "Er sah Hretschanyj dort."),
    ("uk", "Гречаного били. Гречаному зламали руку. З Гречаним сидів сусід. ГРЕЧАНИЙ мовчав. Гречани\u0301й теж."),
    ("uk", "О. Гречаний і Гречаний О. П. підписали; Гре&#1095;аний теж."),
    ("ru", "Гречаного били, Гречаному угрожали, о Гречаном забыли."),
    ("pl", "Hreczanyj milczał. Widziałem Hreczanego."),
]
TRACES = (
    "hrechan",
    "hretsj",
    "hretsch",
    "hrecza",
    "hre\u00adch",
    "hre-",
    "chanyi",
    "anyi",
    "греч",
    "чани",
    "гре&",
    "hre<",
)


@pytest.mark.parametrize(("language", "text"), FORMS)
def test_every_form_of_a_name_is_covered_in_every_document(language, text):
    known = report("known", "Остап Гречаний вижив.", language="uk", people=[person(1, "Остап Гречаний", "witness")])
    other = report("other", text, language=language)
    shown = covering(known, other).document(other.document.item).text
    assert not [trace for trace in TRACES if trace in shown.casefold()], shown
    assert "Person " in shown


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("uk", "Василь Іванович Нетреба прийшов. Нетребу били.", "[name] прийшов. [name] били."),
        ("uk", "Мати Руслана Кита плакала. Кит помер.", "Мати [name] плакала. [name] помер."),
        ("uk", "Командир, позивний «Вепр», мовчав.", "Командир, позивний «[name]», мовчав."),
        ("uk", "Катували Олену. Сусіди чули.", "Катували [name]. Сусіди чули."),
        ("ru", "Роман Заяц сидел там. Зайца били.", "[name] сидел там. [name] били."),
        ("uk", "Роман Заяць сидів там. Зайця били.", "[name] сидів там. [name] били."),
        ("ru", "По словам Анны Ждан, её били.", "По словам [name], её били."),
        ("ru", "Боец с позывным Бурый исчез.", "Боец с позывным [name] исчез."),
        ("en", "Yesterday Mary Bell came. Bell cried.", "Yesterday [name] came. [name] cried."),
        ("en", "Mr. Baker and Dr Hope Winter were held.", "Mr. [name] and Dr [name] were held."),
        ("en", "Witness ivan petrenko wrote.", "Witness [name] wrote."),
        ("en", 'A man (call sign "boar") said so.', 'A man (call sign "[name]") said so.'),
        ("en", "Today Ivan ZIMA and Olena BURMAK were held.", "Today [name] and [name] were held."),
        ("nl", "Jan de Vries zat vast. De Vries zweeg.", "[name] zat vast. De [name] zweeg."),
        ("nl", "Mevrouw Bakker zag het.", "Mevrouw [name] zag het."),
        ("de", "Im Keller sah Oleh Krawtschuk den Mann.", "Im Keller sah [name] den Mann."),
    ],
)
def test_names_that_no_reader_found_are_covered(language, text, expected):
    assert covered(text, language=language) == expected


@pytest.mark.parametrize(
    ("language", "name", "form"),
    [("ru", "Заяц", "Зайца"), ("ru", "Китаец", "Китайца"), ("ru", "Мелок", "Мелка"), ("uk", "Заєць", "Зайцем")],
)
def test_a_vowel_that_comes_and_goes_hides_no_name(language, name, form):
    text = covered(f"Роман {name} там. {form} били.", person(1, f"Роман {name}", "victim"), language=language)
    assert text == "[label] там. [label] били."


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize(
    ("language", "name", "text", "expected"),
    [
        (
            "en",
            "Maria Kherson",
            "Maria Kherson was beaten. Kherson, 34, cried. In Kherson she stayed. Kherson's mother left the Kherson region.",
            "[x] was beaten. [x], 34, cried. In Kherson she stayed. [x]'s mother left the Kherson region.",
        ),
        (
            "uk",
            "Марія Херсон",
            "Марія Херсон сиділа там. Херсон, 34, плакала. У Херсоні холодно.",
            "[x] сиділа там. [x], 34, плакала. У Херсоні холодно.",
        ),
    ],
)
def test_somebody_called_like_a_city(language, name, text, expected, known):
    people = [person(1, name, "victim")] if known else []
    assert covered(text, *people, language=language) == expected.replace("[x]", "[label]" if known else "[name]")


def test_a_city_is_no_name_where_nobody_is_called_so():
    text = "Maria left. Kherson, 34 km away, was shelled. Kherson's mayor fled."
    assert covered(text) == text.replace("Maria", "[name]")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "The Investigative Committee opened a case on Monday. Police found five cells near Kupiansk in March 2022.",
        ),
        (
            "en",
            "They were kept for days.\nRussian soldiers left Balakliia in September. Article 8 of the Rome Statute.",
        ),
        ("en", "Held in Cold Cells: What the Prisoners Say About Their Days"),
        ("uk", "Поліція знайшла катівню в місті Харків. Людей тримали в підвалі. СБУ відкрила провадження."),
        ("ru", "Следственный комитет возбудил дело. Людей держали в подвале. СИЗО переполнен."),
        ("nl", "De politie vond cellen in Izjoem. Volgens Oekraïense media zaten er Russische soldaten."),
        ("de", "Die Ermittler fanden eine Folterkammer im Keller der Schule."),
    ],
)
def test_ordinary_words_and_places_are_left_alone(language, text):
    assert covered(text, language=language) == text


def test_an_open_name_is_shown_where_it_is_resolved_and_covers_nobody_else():
    text = "Mayor Roman Zolotarenko spoke. Zolotarenko wept. His sister Inna Zolotarenko was held."
    shown = covered(text, official(1, "Roman Zolotarenko"), person(2, "Inna Zolotarenko", "victim"))
    assert shown.startswith("Mayor Roman Zolotarenko spoke.")
    assert "Inna" not in shown
    assert shown.endswith("His sister [label] was held.")
    assert shown.count("Zolotarenko") == 1, "a surname that is nobody's mention is covered"


def test_an_article_in_a_name_covers_no_articles():
    text = "De Vries zat vast. De politie zag De Vries niet."
    assert (
        covered(text, person(1, "De Vries", "victim"), language="nl")
        == "[label] zat vast. De politie zag [label] niet."
    )


def test_a_relative_whom_nobody_resolved_does_not_hide_behind_an_official():
    text = "Mayor Roman Zolotarenko spoke. His brother Petro Zolotarenko was held."
    assert covered(text, official(1, "Roman Zolotarenko")).endswith("His brother [name] was held.")


def test_a_person_sealed_by_another_document_is_sealed_here():
    first = report("first", "Mayor Roman Zolotarenko spoke.", people=[official(1, "Roman Zolotarenko")])
    second = report("second", "Roman Zolotarenko was held.", people=[person(1, "Roman Zolotarenko", "victim")])
    rows = [first, second]
    same = seal(rows, resolution(rows, {(1, "P1"): (0, "P1")}), places=Cities())
    whom = resolution(rows).ids[first.document.item]["P1"]
    assert same.sealed(whom)
    assert same.name(whom) is None
    assert "Zolotarenko" not in same.document(first.document.item).text
    assert same.label(whom) in same.document(second.document.item).text


def test_an_unknown_id_is_sealed_and_a_former_one_resolves():
    reading = report("one", "Mayor Roman Zolotarenko spoke.", people=[official(1, "Roman Zolotarenko")])
    shown = covering(reading)
    whom = resolution([reading]).ids[reading.document.item]["P1"]
    assert shown.sealed("P-0000000000000000")
    assert shown.name(whom) == "Roman Zolotarenko"


def test_released_perpetrators_are_named_and_others_are_not():
    reading = report(
        "one", "Guard Kuzma Zolotarenko beat him.", people=[person(1, "Kuzma Zolotarenko", "alleged_perpetrator")]
    )
    whom = resolution([reading]).ids[reading.document.item]["P1"]
    assert covering(reading).name(whom) is None
    assert covering(reading, released=frozenset({whom})).document(reading.document.item).text == reading.document.text


def test_the_order_of_readings_changes_nothing():
    rows = [
        report("a", "Ostap Hrechanyi was held.", people=[person(1, "Ostap Hrechanyi", "victim")]),
        report("b", "Ostap Burmaka saw Hrechanyi.", people=[person(1, "Ostap Burmaka", "witness")]),
    ]
    there, back = covering(*rows), covering(*reversed(rows))
    for row in rows:
        assert there.document(row.document.item) == back.document(row.document.item)


PARTS = st.sampled_from(
    [
        "Ostap Hrechanyi",
        "Гречаного",
        "held",
        "in",
        "Kharkiv",
        ".",
        "\n",
        " ",
        "&#1043;речаний",
        "x@y.example",
        "Тарас",
        "«",
    ]
)


@given(st.lists(PARTS, max_size=25), st.data())
def test_offsets_are_exact(parts, data):
    text = "Ostap Hrechanyi " + " ".join(parts)
    reading = report("one", text, people=[person(1, "Ostap Hrechanyi", "victim")])
    shown = covering(reading).document(reading.document.item)
    assert shown.cuts == sorted(shown.cuts)
    assert all(a.end <= b.start for a, b in zip(shown.cuts, shown.cuts[1:], strict=False))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    there = shown.passage(Passage(start, end))
    assert there.of(shown.text) == _rebuilt(text, shown, start, end)


def _rebuilt(text, shown, start, end):
    """The covered form of text[start:end]: whole labels for the covers that it meets, the rest as it is."""
    put = ""
    at = start
    for cut, label in zip(shown.cuts, shown.labels, strict=True):
        if cut.start < end and start < cut.end:
            put += text[at : cut.start] + label if at < cut.start else label
            at = cut.end
    return put + text[at:end] if at < end else put


@given(st.text(max_size=300))
def test_any_text_can_be_covered(text):
    reading = report("one", text)
    shown = covering(reading).document(reading.document.item)
    assert shown.passage(Passage(0, len(text))).of(shown.text) == shown.text
