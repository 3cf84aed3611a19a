"""A message gives its words, its subject and the sender's day."""

from email.message import EmailMessage

import pytest
from tests.intake import samples
from tests.intake.samples import ITEM, PAGE, WORDS

from habeas.intake import read
from habeas.model.errors import UnreadableError


def test_a_message_gives_text_subject_and_the_senders_day() -> None:
    document = read(samples.message().as_bytes(), ITEM, "a.eml")
    assert document.text == f"Held in a cellar\n{WORDS}\nMore tomorrow.\n"
    assert (document.title, document.published) == ("Held in a cellar", "2022-10-03")


def test_a_message_prefers_plain_text_to_html() -> None:
    mail = samples.message()
    mail.add_alternative("<p>As a page</p>", subtype="html")
    assert "As a page" not in read(mail.as_bytes(), ITEM, "a.eml").text


def test_a_message_of_html_only_gives_its_words() -> None:
    mail = EmailMessage()
    mail["From"], mail["Message-ID"] = "a@example.org", "<2@example.org>"
    mail.set_content(PAGE, subtype="html")
    text = read(mail.as_bytes(), ITEM, "a").text
    assert WORDS in text
    assert "script words" not in text


def test_a_message_in_a_cyrillic_character_set_or_a_wrong_one() -> None:
    words = "У підвалі школи тримали одинадцять людей дев'ять днів."
    for declared in ("koi8-u", "no-such-charset", "us-ascii"):
        head = f"From: a@example.org\nMessage-ID: <3@e>\nContent-Type: text/plain; charset={declared}\n"
        data = f"{head}Content-Transfer-Encoding: 8bit\n\n".encode() + words.encode("koi8-u")
        assert read(data, ITEM, "a.eml").text == words


@pytest.mark.parametrize("charset", ["utf-8", "cp1251"])
def test_a_subject_in_raw_bytes_is_read(charset: str) -> None:
    subject = "Людей тримали у підвалі школи"
    data = b"From: a@example.org\nMessage-ID: <5@e>\nSubject: " + subject.encode(charset) + b"\n\nwords"
    assert read(data, ITEM, "a.eml").title == subject


def test_every_inline_text_of_a_message_is_read() -> None:
    mail = samples.message()
    mail.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="a.png")
    mail.add_attachment("Last words.", disposition="inline")
    text = read(mail.as_bytes(), ITEM, "a.eml").text
    assert WORDS in text
    assert "Last words." in text


def test_an_empty_plain_part_does_not_hide_the_page() -> None:
    mail = EmailMessage()
    mail["From"], mail["Message-ID"] = "a@example.org", "<6@e>"
    mail.set_content("\n")
    mail.add_alternative(f"<html><body><p>{WORDS}</p></body></html>", subtype="html")
    assert WORDS in read(mail.as_bytes(), ITEM, "a.eml").text


def test_a_message_without_words_says_so() -> None:
    with pytest.raises(UnreadableError) as caught:
        read(b"From: a@example.org\nMessage-ID: <4@e>\nContent-Type: image/png\n\nx", ITEM, "a.eml")
    assert caught.value.reason == "no_text"
