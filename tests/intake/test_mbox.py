"""Mail boxes."""

from pathlib import Path

from tests.intake import exports, samples
from tests.intake.unpacking import held, made, outcome

from habeas.intake import Reader, identify


def test_each_message_is_an_item_byte_for_byte(reader: Reader, tmp_path: Path) -> None:
    box = exports.mbox()
    messages = held(reader, tmp_path, "a.mbox", box)
    assert [name for name, _ in messages] == ["message-000001.eml", "message-000002.eml", "message-000003.eml"]
    separator = b"From desk@herald.example.org Mon Oct  3 23:30:00 2022\n"
    assert b"".join(separator + data for _, data in messages) == box
    assert outcome(made(reader, tmp_path, "a.eml", messages[0][1])).startswith(f"Letter 0\n{samples.WORDS}")
    assert [name for name, _ in held(reader, tmp_path, "a.eml", messages[1][1])] == ["list.pdf"]


def test_a_line_that_begins_with_from_ends_no_message(reader: Reader, tmp_path: Path) -> None:
    told = b"From the cellar we heard them.\n\nFrom Monday on, nobody came.\n"
    box = b"From a@x Mon Oct  3 23:30:00 2022\nFrom: a@x\nTo: b@x\n\n" + told
    ((_, data),) = held(reader, tmp_path, "box", box)
    assert data.endswith(told)


def test_a_mail_box_is_told_from_a_message_that_was_saved_with_its_separator() -> None:
    assert identify(exports.mbox(), "a") == "mbox"
    assert identify(b"From the start, nobody knew.\nText: a\n", "a.txt") == "text"
    assert identify(samples.message().as_bytes(), "a.mbox") == "eml"
