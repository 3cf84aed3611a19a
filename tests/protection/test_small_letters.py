"""Names that somebody wrote without capitals."""

import pytest
from covering_cases import covered, official, person


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "en",
            "My cellmate was taras hupalenko, then 19. hupalenko died.",
            "My cellmate was [name], then 19. [name] died.",
        ),
        ("en", "We saw hupalenko taras there.", "We saw [name] there."),
        (
            "uk",
            "вчителька олена вигаденко розповіла. вигаденка били.",
            "вчителька [name] розповіла. [name] били.",
        ),
    ],
)
def test_a_surname_beside_a_given_name_is_known_in_the_whole_text(language, text, expected):
    assert covered(text, language=language) == expected


@pytest.mark.parametrize(
    ("language", "text", "name", "expected"),
    [
        ("en", "Witness zoryana Vyhadana said so.", "Vyhadana", "Witness [label] said so."),
        ("ru", "по словам прохора Выгаданного, били.", "Выгаданного", "по словам [label], били."),
        ("nl", "Meer dan Verzonnen zweeg.", "Verzonnen", "Meer dan [label] zweeg."),
    ],
)
def test_a_given_name_joins_the_label_that_it_touches(language, text, name, expected):
    assert covered(text, person(1, name, "victim"), language=language) == expected


def test_the_name_of_somebody_in_office_stays():
    text = "Mayor olena Vyhadana spoke."
    assert covered(text, official(1, "olena Vyhadana")) == text
