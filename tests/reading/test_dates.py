"""Dates: what words of time mean as intervals of days, in every language, and when they mean nothing."""

import pytest

from habeas.model.document import Document
from habeas.model.passage import Passage
from habeas.reading.claims.dates import Dates
from habeas.reading.language import Detector
from habeas.reading.text import parse

DETECTOR = Detector()


def date(text: str, language: str = "en", published: str | None = None) -> tuple[str | None, str | None] | None:
    """The date of the last sentence."""
    document = Document(id="d", item="0" * 64, language=language, published=published, text=text)
    parsed = parse(document, DETECTOR)
    sentence = parsed.sentences[-1].passage
    dated = Dates(parsed).of(sentence, sentence)
    return (dated.range.start, dated.range.end) if dated else None


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "He was taken on 5 May 2022.", ("2022-05-05", "2022-05-05")),
        ("en", "He was taken on August 20, 2022.", ("2022-08-20", "2022-08-20")),
        ("en", "They were beaten in March 2022.", ("2022-03-01", "2022-03-31")),
        ("en", "It was a jail in the summer of 2022.", ("2022-06-01", "2022-08-31")),
        ("en", "It has been a jail since July 2014.", ("2014-07-01", None)),
        ("en", "Between 2011 and 2020 people died there.", ("2011-01-01", "2020-12-31")),
        ("nl", "Hij werd opgepakt op 28 oktober 2020.", ("2020-10-28", "2020-10-28")),
        ("nl", "Sinds 2016 zit hij vast in de kelder.", ("2016-01-01", None)),
        ("uk", "Його схопили 29 липня 2022 року.", ("2022-07-29", "2022-07-29")),
        ("uk", "Людей тримали там восени 2022 року.", ("2022-09-01", "2022-11-30")),
        ("ru", "Его держали с февраля по декабрь 2024 года.", ("2024-02-01", "2024-12-31")),
        ("ru", "Тюрьма открылась 22.07.2022 в городе.", ("2022-07-22", "2022-07-22")),
        ("en", "They were beaten on 3-5 March 2022.", ("2022-03-03", "2022-03-05")),
        ("pl", "Bito ich od 3 do 5 marca 2022 roku.", ("2022-03-03", "2022-03-05")),
        ("pl", "Zabrano go w nocy z 2 na 3 marca 2022 r. z domu.", ("2022-03-02", "2022-03-03")),
        ("pl", "Zabrano go dwudziestego piątego lipca 2022 roku.", ("2022-07-25", "2022-07-25")),
        ("pl", "Siedzi w areszcie od lutego 2021 roku.", ("2021-02-01", None)),
    ],
)
def test_written_dates(language: str, text: str, expected: tuple[str | None, str | None]) -> None:
    assert date(text, language) == expected


def test_a_month_takes_the_year_that_the_text_named_last() -> None:
    assert date("The town was occupied in 2022. In July he was taken.") == ("2022-07-01", "2022-07-31")


def test_a_month_without_any_year_is_the_latest_before_publication() -> None:
    assert date("In July he was taken.", published="2023-05-10") == ("2022-07-01", "2022-07-31")
    assert date("In July he was taken.") is None


def test_days_told_from_the_publication_need_one() -> None:
    assert date("He was freed yesterday.", published="2023-03-01T10:00:00Z") == ("2023-02-28", "2023-02-28")
    assert date("He was freed last week.", published="2023-05-10") == ("2023-05-01", "2023-05-07")
    assert date("He was freed yesterday.") is None


@pytest.mark.parametrize(
    "text", ["It may be true.", "He walked on 31 June 2022 or so.", "Cell 2022 was full.", "Unit 5."]
)
def test_other_words_and_impossible_days_are_no_dates(text: str) -> None:
    found = date(text)
    assert found is None or found[0] != "2022-06-31"


def test_a_clause_without_a_date_takes_the_only_one_of_its_sentence() -> None:
    text = "In May 2022 he was taken, and then he was beaten."
    parsed = parse(Document(id="d", item="0" * 64, language="en", text=text), DETECTOR)
    dated = Dates(parsed).of(Passage(text.index("and then"), len(text) - 1), parsed.sentences[0].passage)
    assert dated
    assert dated.words.of(text) == "May 2022"


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "He was taken three days ago.", ("2022-05-07", "2022-05-07")),
        ("en", "He was taken two months ago.", ("2022-03-01", "2022-03-31")),
        ("en", "He has been held since early March.", ("2022-03-01", None)),
        ("en", "He was taken at the end of April.", ("2022-04-21", "2022-04-30")),
        ("nl", "Sinds begin maart zit hij vast.", ("2022-03-01", None)),
        ("nl", "Hij werd een jaar geleden opgepakt.", ("2021-01-01", "2021-12-31")),
        ("uk", "У ніч на 3 березня його забрали.", ("2022-03-02", "2022-03-03")),
        ("uk", "Наприкінці квітня його забрали.", ("2022-04-21", "2022-04-30")),
        ("ru", "В ночь на 3 марта его увезли.", ("2022-03-02", "2022-03-03")),
        ("ru", "В конце февраля его увезли.", ("2022-02-21", "2022-02-28")),
        ("ru", "Его увезли два дня назад.", ("2022-05-08", "2022-05-08")),
        ("de", "Er wurde vor drei Tagen freigelassen.", ("2022-05-07", "2022-05-07")),
        ("de", "Vor etwa zwei Monaten holten sie ihn ab.", ("2022-03-01", "2022-03-31")),
        ("de", "Vor einem Jahr holten sie ihn ab.", ("2021-01-01", "2021-12-31")),
        ("de", "Sie warteten vor dem Tor und vor Tagen auch.", None),
        ("de", "Ende Februar holten sie ihn ab.", ("2022-02-21", "2022-02-28")),
        ("de", "In der Nacht auf den 3. März holten sie ihn ab.", ("2022-03-02", "2022-03-03")),
        ("fr", "Il a été enlevé il y a trois jours.", ("2022-05-07", "2022-05-07")),
        ("fr", "Il a été enlevé voilà deux mois.", ("2022-03-01", "2022-03-31")),
        ("fr", "Il a été enlevé fin février.", ("2022-02-21", "2022-02-28")),
        ("fr", "Il y a trois cellules dans la cave.", None),
        ("pl", "Zatrzymano go trzy dni temu.", ("2022-05-07", "2022-05-07")),
        ("pl", "Zatrzymano go przed dwoma miesiącami.", ("2022-03-01", "2022-03-31")),
        ("pl", "Zatrzymano go przed rokiem.", ("2021-01-01", "2021-12-31")),
        ("pl", "Zatrzymano go wiele lat temu.", None),
        ("pl", "Pod koniec lutego go zabrali.", ("2022-02-21", "2022-02-28")),
        ("pl", "W nocy z 2 na 3 marca go zabrali.", ("2022-03-02", "2022-03-03")),
        ("en", "There is a jail in the town today.", None),
        ("en", "He was taken during the occupation.", None),
    ],
)
def test_days_told_from_the_publication(
    language: str, text: str, expected: tuple[str | None, str | None] | None
) -> None:
    assert date(text, language, published="2022-05-10") == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "They were beaten there last summer.", ("2022-06-01", "2022-08-31")),
        ("en", "They were beaten there this winter.", ("2022-12-01", "2023-02-28")),
        ("nl", "Afgelopen najaar werden ze daar geslagen.", ("2022-09-01", "2022-11-30")),
        ("uk", "Минулого літа їх там били.", ("2022-06-01", "2022-08-31")),
        ("ru", "Минувшим летом их там держали.", ("2022-06-01", "2022-08-31")),
        ("ru", "Прошлой зимой их там держали.", ("2022-12-01", "2023-02-28")),
        ("en", "This spring they were moved.", ("2023-03-01", "2023-03-18")),
        ("en", "A week ago (11 March) he was taken.", ("2023-03-11", "2023-03-11")),
        ("fr", "Il a été enlevé hier, le 16 mars.", ("2023-03-16", "2023-03-16")),
    ],
)
def test_seasons_told_from_the_publication_and_days_that_are_also_written(
    language: str, text: str, expected: tuple[str, str]
) -> None:
    assert date(text, language, published="2023-03-18") == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "In the first half of 2025 they were held there.", ("2025-01-01", "2025-06-30")),
        ("en", "In the second half of May 2022 they were held there.", ("2022-05-16", "2022-05-31")),
        ("nl", "In de tweede helft van 2024 zaten ze daar.", ("2024-07-01", "2024-12-31")),
        ("uk", "У першій половині 2023 року їх там тримали.", ("2023-01-01", "2023-06-30")),
        ("ru", "Во втором полугодии 2023 года их там держали.", ("2023-07-01", "2023-12-31")),
        ("ru", "Там их держали 9\N{MINUS SIGN}14 августа 2020 года.", ("2020-08-09", "2020-08-14")),
    ],
)
def test_halves_of_months_and_years(language: str, text: str, expected: tuple[str, str]) -> None:
    assert date(text, language) == expected


def test_the_day_on_which_something_was_said_is_not_the_day_on_which_it_happened() -> None:
    text = "On 2 April 2022 the mayor said that the prisoners had been beaten."
    parsed = parse(Document(id="d", item="0" * 64, language="en", text=text), DETECTOR)
    sentence = parsed.sentences[0].passage
    clause = Passage(text.index("the prisoners"), sentence.end)
    said = Passage(text.index("said"), text.index(" that"))
    assert Dates(parsed).of(clause, sentence, [said]) is None
    assert Dates(parsed).of(clause, sentence) is not None
    assert Dates(parsed).of(sentence, sentence, [said]) is not None
