"""A name may sound like a word that says what happened, or like a month."""

from habeas.model.document import Document
from habeas.places import Gazetteer
from habeas.reading.reader import Reader


def read(text: str, language: str) -> list[tuple[str, object]]:
    document = Document(id="x", item="0" * 64, language=language, published="2022-10-01", text=text)
    return [(claim.type, claim.date) for claim in Reader(Gazetteer.load()).read(document).claims]


def test_a_name_says_nothing() -> None:
    dutch = "Jan Verzonnen werd vastgehouden in het politiebureau van Koepjansk."
    assert read(dutch, "nl") == [("detention.unlawful", None)]
    ukrainian = "Петра Вигаданого тримали в підвалі відділу поліції Куп'янська."
    assert read(ukrainian, "uk") == [("detention.unlawful", None)]


def test_one_sentence_is_enough() -> None:
    found = read(
        "At least 23 people were held captive in the police station in Izium, said the head of the police.", "en"
    )
    assert {kind for kind, _ in found} == {"count.detainees", "detention.unlawful"}
