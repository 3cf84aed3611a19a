"""Counts: numbers in digits and words keep their operator and know what they count; what is no count is none."""

import pytest

from habeas.model.document import Document
from habeas.reading.claims.counts import find_amounts, find_counts
from habeas.reading.language import Detector
from habeas.reading.text import parse

DETECTOR = Detector()


def counts(text: str, language: str) -> list[tuple[str, int, int | None, str]]:
    parsed = parse(Document(id="d", item="0" * 64, language=language, text=text), DETECTOR)
    return [(c.op, c.n, c.n2, c.thing) for s in parsed.sentences for c in find_counts(text, s)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "A hundred and thirty of them sat in that hall.", ("exactly", 130, None, "people")),
        ("en", "Nearly 50,000 soldiers were looked for.", ("about", 50_000, None, "people")),
        ("en", "By spring some 4,000 servicemen were wanted for desertion.", ("about", 4000, None, "deserters")),
        ("uk", "Щонайменше 30 військових самовільно залишили частину.", ("at_least", 30, None, "deserters")),
        ("en", "Between 20 and 40 people sat in the cellar.", ("between", 20, 40, "people")),
        ("en", "He spent ninety-three days in that camp.", ("exactly", 93, None, "days")),
        ("en", "She was there for more than a month.", ("more_than", 30, None, "days")),
        ("en", "Over a dozen improvised jails are known.", ("more_than", 12, None, "sites")),
        ("en", "As many as two thousand people were there.", ("up_to", 2000, None, "people")),
        ("nl", "Ruim tweehonderdvijftig burgers zaten daar vast.", ("more_than", 250, None, "people")),
        ("nl", "Er zaten ten minste 5.200 gevangenen.", ("at_least", 5200, None, "detainees")),
        ("nl", "Zevenentwintig mannen deelden een kelder.", ("exactly", 27, None, "people")),
        ("uk", "Там тримали від 20 до 40 людей.", ("between", 20, 40, "people")),
        ("uk", "У неволі там 5-6 тисяч заручників.", ("between", 5000, 6000, "detainees")),
        ("uk", "Через це пройшло 15 250 цивільних людей.", ("exactly", 15_250, None, "people")),
        ("uk", "Катівень у районі нарахували 28.", ("exactly", 28, None, "sites")),
        ("ru", "Не менее 16 тыс. мирных людей держали там.", ("at_least", 16_000, None, "people")),
        ("ru", "Заявили 400 с лишним осужденных колонии.", ("more_than", 400, None, "detainees")),
        ("ru", "В камере было человек восемьдесят.", ("about", 80, None, "people")),
        ("ru", "Его продержали дольше года в подвале.", ("more_than", 365, None, "days")),
        ("en", "He was kept there for two and a half years.", ("exactly", 912, None, "days")),
        ("en", "The soldiers had him for a week and more.", ("more_than", 7, None, "days")),
        ("uk", "У підвалі сиділо півтора десятка чоловіків.", ("exactly", 15, None, "people")),
        ("uk", "Понад пів сотні мешканців забрали солдати.", ("more_than", 50, None, "people")),
        ("ru", "Более полусотни человек держали в яме.", ("more_than", 50, None, "people")),
        ("ru", "Полгода его держали в подвале.", ("exactly", 180, None, "days")),
    ],
)
def test_numbers_with_operators(language: str, text: str, expected: tuple[str, int, int | None, str]) -> None:
    assert counts(text, language) == [expected]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Dozens of people were there."),
        ("en", "In 2022 people were held there."),
        ("en", "A 24-year-old man stood in Section 350 of the prison."),
        ("en", "Detention Centre No. 2 was built for 80 prisoners."),
        ("en", "About 40 percent of the men answered."),
        ("nl", "Tientallen mensen zaten daar vast."),
        ("uk", "Десятки людей сиділи в СІЗО № 2."),
        ("ru", "Сотни людей сидели в колонии №13."),
        ("en", "Several hundred captives were swapped."),
        ("en", "One in two of the prisoners and nine of every ten women were beaten."),
        ("en", "There was more than one room."),
        ("en", "He was taken three years ago and sentenced to 13 years."),
        ("uk", "До 2011 року тут сиділи діти, а тепер тисячі людей."),
        ("ru", "Больше десяти лет назад там держали несколько тысяч человек."),
        ("uk", "Зникли хлопці, кожному 14–18 років."),
    ],
)
def test_no_counts(language: str, text: str) -> None:
    assert counts(text, language) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "People aged 15 to 65 were there."),
        ("uk", "Людей віком від 15 до 65 років."),
        ("ru", "Людей в возрасте от 15 до 65 лет."),
        ("nl", "Mensen in de leeftijd van 15 tot 65 jaar."),
    ],
)
def test_ages_count_nothing(language: str, text: str) -> None:
    assert counts(text, language) == []


def test_a_number_counts_nothing_beyond_the_next_number() -> None:
    assert counts("In cellar one of a house the five bodies lay.", "en") == [("exactly", 5, None, "dead")]


def test_a_number_that_names_nothing_near_takes_what_its_sentence_names() -> None:
    def far(text: str) -> list[tuple[int, str]]:
        parsed = parse(Document(id="d", item="0" * 64, language="en", text=text), DETECTOR)
        return [(c.n, c.thing) for s in parsed.sentences for c in find_amounts(text, s) if c.far]

    assert far("The prisoners, so the guards say, were counted every night and there were 340") == [(340, "detainees")]
    assert far("Since at least 2016 it was known.") == []
    assert far("Then there were 26.") == [(26, "")]
