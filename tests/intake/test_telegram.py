"""Telegram Desktop exports."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.intake import exports, samples
from tests.intake.unpacking import held, made, outcome

from habeas.intake import Reader, identify
from habeas.model.document import Document


def documents(reader: Reader, folder: Path, data: bytes) -> list[Document]:
    found = [made(reader, folder, name, part) for name, part in held(reader, folder, "result.json", data)]
    return [one.document for one in found if one.document]


def test_each_message_with_words_is_a_document_of_its_channel(reader: Reader, tmp_path: Path) -> None:
    first, second, poll = documents(reader, tmp_path, exports.telegram())
    assert first.text == "Одинадцять людей тримали у підвалі школи."
    assert (first.publisher, first.published, first.url) == ("Example Wire", "2022-10-03T09:00:00Z", None)
    assert (second.text, second.published) == (samples.WORDS, "2022-10-03")
    assert poll.text == "Was anybody held there?\nYes\nNo"


def test_an_address_is_given_only_where_the_export_names_it(reader: Reader, tmp_path: Path) -> None:
    (first, *_) = documents(reader, tmp_path, exports.telegram(username="example_wire"))
    assert first.url == "https://t.me/example_wire/2"


@pytest.mark.parametrize("kind", ["personal_chat", "private_group", "saved_messages"])
def test_people_are_no_publishers(reader: Reader, tmp_path: Path, kind: str) -> None:
    assert {one.publisher for one in documents(reader, tmp_path, exports.telegram(kind))} == {None}


def test_the_whole_message_is_kept_unknown_fields_and_media_included(reader: Reader, tmp_path: Path) -> None:
    _, data = held(reader, tmp_path, "result.json", exports.telegram())[0]
    source = json.loads(data)["source"]
    assert source["message"] == exports.MESSAGES[1]
    assert source["chat"] == {"name": "Example Wire", "type": "public_channel", "id": 1234}


def test_what_is_not_cut_out_is_counted(reader: Reader, tmp_path: Path) -> None:
    found = made(reader, tmp_path, "result.json", exports.telegram())
    assert found.not_read is not None
    assert found.not_read.reason == "container"
    assert "3 messages with words" in found.not_read.detail
    assert "1 without words and 1 service messages" in found.not_read.detail
    assert "2 name a photo or file" in found.not_read.detail


def test_all_chats_of_an_account_are_read(reader: Reader, tmp_path: Path) -> None:
    assert {one.publisher for one in documents(reader, tmp_path, exports.telegram_account())} == {"A", "B"}


def test_the_same_message_gives_the_same_bytes_in_a_later_export(reader: Reader, tmp_path: Path) -> None:
    later = json.loads(exports.telegram())
    later["messages"].append({"id": 9, "type": "message", "date": "2022-10-09T00:00:00", "text": "later"})
    before = held(reader, tmp_path, "result.json", exports.telegram())
    after = held(reader, tmp_path, "result.json", json.dumps(later, ensure_ascii=False, indent=1).encode())
    assert len(after) == len(before) + 1
    assert [json.loads(data) for _, data in after[:-1]] == [json.loads(data) for _, data in before]


@pytest.mark.parametrize(
    "messages",
    [None, "x", [1, None, []], [{"type": "message", "text": {"a": 1}}], [{"type": "message", "text": [[["a"]]]}]],
)
def test_odd_exports_give_words_or_a_reason(reader: Reader, tmp_path: Path, messages: Any) -> None:
    data = json.dumps({"type": "public_channel", "messages": messages}).encode()
    assert outcome(made(reader, tmp_path, "result.json", data)) in {"container", "broken", "not_a_report"}


def test_a_report_that_speaks_of_messages_is_a_report() -> None:
    report = {"text": 'the file said "messages": [ and "type": "public_channel"'}
    assert identify(json.dumps(report).encode(), "a.json") == "report_json"
