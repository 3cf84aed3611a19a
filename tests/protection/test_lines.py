import time

import pytest
from covering_cases import covering, person, plain

from making import report

CASE = covering(
    report("known", "Ostap Hrechanyi survived in Kharkiv.", people=[person(1, "Ostap Hrechanyi", "victim")]),
)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("https://site.example/news/ostap-hrechanyi-tortured", "https://site.example/…"),
        (
            "https://site.example/news/ostap-hrechanyi-tortured-in-kharkiv",
            "https://site.example/news/[name]-tortured-in-kharkiv",
        ),
        ("https://site.example/news/hretsjanyj-gemarteld", "https://site.example/…"),
        ("https://site.example/?q=%D0%93%D1%80%D0%B5%D1%87%D0%B0%D0%BD%D0%B8%D0%B9", "https://site.example/…"),
        ("https://site.example/OstapHrechanyi1985", "https://site.example/…"),
        ("https://ostap:secret@site.example/a", "https://site.example/…"),
        ("https://hrechanyi.example/news", "https://…"),
        ("https://site.example/news/olha-horban", "https://site.example/…"),
        ("https://site.example/news/2022/09/16/7367768/", "https://site.example/news/2022/09/16/7367768/"),
        (
            "https://site.example/prisoners-held-in-police-station",
            "https://site.example/prisoners-held-in-police-station",
        ),
        ("www.site.example/hrechanyi", "www.site.example/…"),
        ("site.example/hrechanyi", "site.example/…"),
        ("ostap.hrechanyi@mail.example", "[name]@mail.example"),
        ("mailto:nobody-knows@mail.example", "[name]@mail.example"),
        ("press@site.example", "press@site.example"),
        ("@hrechanyi_ostap", "@[name]"),
        ("hrechanyi_testimony.docx", "[name]_testimony.docx"),
        ("horban-testimony.pdf", "[name]-testimony.pdf"),
        ("Гречаний.pdf", "[name].pdf"),
        ("IMG_2034.jpg", "IMG_2034.jpg"),
        ("/home/ostap/hrechanyi/notes.txt", "…"),
        ("C:\\Users\\ostap\\notes.txt", "…"),
        ("HOW OSTAP HRECHANYI SURVIVED THE BASEMENT", "HOW [label] SURVIVED THE BASEMENT"),
        ("Ostap Hrechanyi Tells of Cold Cells", "[label] Tells of Cold Cells"),
        ("Катували Остапа Гречаного в підвалі", "Катували [label] в підвалі"),
        ("Kharkiv police station", "Kharkiv police station"),
        ("", ""),
    ],
)
def test_titles_addresses_and_file_names(line, expected):
    assert plain(CASE.line(line)) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Petro Vyhadanyi.txt", "[name].txt"),
        ("Тарас Мороз.docx", "[name].docx"),
        ("Мороз Тарас, свідчення.docx", "[name], свідчення.docx"),
        ("petro vyhadanyi.txt", "[name].txt"),
        ("свідчення тараса мороза.docx", "[name].docx"),
        ("rose hope.txt", "[name].txt"),
        ("Rose_Hope.txt", "[name].txt"),
        ("mark stone statement", "[name] statement"),
        ("statement of petro vyhadanyi", "statement of [name]"),
        ("Mayor Petro in Kharkiv", "Mayor [name] in Kharkiv"),
        ("Interview with Olena in Kharkiv", "Interview with [name] in Kharkiv"),
        ("Olena tells of torture", "[name] tells of torture"),
        ("Anna van Stone.txt", "[name].txt"),
        ("petro o. stone.txt", "[name] o. [name].txt"),
        ("Petro (Vyhadanyi).txt", "[name] ([name]).txt"),
        ("олена весна розповіла", "[name] розповіла"),
        ("petro march 2022.txt", "[name] march 2022.txt"),
        ("mark of the day.txt", "mark of the day.txt"),
        ("prisoners will be found.txt", "prisoners will be found.txt"),
        ("Hope for prisoners in Kharkiv", "Hope for prisoners in Kharkiv"),
    ],
)
def test_in_a_line_the_word_beside_a_given_name_is_a_name(line, expected):
    assert plain(CASE.line(line)) == expected


def test_hostile_lines_take_no_long_time():
    began = time.perf_counter()
    for piece in (
        "a" * 50_000,
        "a." * 25_000,
        "a@" * 25_000,
        "(" * 50_000,
        "A b " * 12_000,
        "&#" * 25_000,
        "http://" * 7_000,
    ):
        CASE.line(piece)
    assert time.perf_counter() - began < 10
