"""A file that hangs, crashes or eats memory costs itself and nothing else."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.intake import samples

from habeas.intake import Limits, Reader, read, worker
from habeas.intake.read import derive
from habeas.intake.source import Source
from habeas.model.errors import UnreadableError


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page"
    path.write_text(samples.PAGE)
    return path


def test_a_worker_reads_as_the_process_itself_does(tmp_path: Path) -> None:
    files = {
        "a.html": samples.PAGE.encode(),
        "a.pdf": samples.pdf("words"),
        "a.docx": samples.word(),
        "a.eml": samples.message().as_bytes(),
        "a.json": b'{"id": "x-1", "text": "words"}',
        "a.txt": "слова".encode("cp1251") * 20,
        "caf\udce9.txt": b"words",
    }
    with Reader() as reader:
        for number, (name, data) in enumerate(files.items()):
            path = tmp_path / str(number)
            path.write_bytes(data)
            assert reader.read(path, samples.ITEM, name) == read(data, samples.ITEM, name)


def test_a_path_need_not_be_unicode(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    path.write_bytes(b"words")
    with Reader() as reader:
        assert reader.read(path, samples.ITEM, path.name).text == "words"


def test_reasons_come_through(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    with Reader() as reader:
        for path, reason in ((tmp_path / "empty", "empty"), (tmp_path / "absent", "unreadable_file")):
            with pytest.raises(UnreadableError) as caught:
                reader.read(path, samples.ITEM, "a.txt")
            assert caught.value.reason == reason


def test_half_a_gigabyte_of_anything_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.write(b"%PDF-1.4")
        file.truncate(500 << 20)
    start = time.perf_counter()
    with Reader() as reader, pytest.raises(UnreadableError) as caught:
        reader.read(path, samples.ITEM, "a.pdf")
    assert (caught.value.reason, caught.value.detail) == ("too_large", "500 MiB, at most 64 MiB are read")
    assert time.perf_counter() - start < 30


def test_a_file_that_takes_too_long_is_given_up_and_the_next_is_read(page: Path) -> None:
    with Reader(Limits(seconds=0.001)) as reader:
        with pytest.raises(UnreadableError) as caught:
            reader.read(page, samples.ITEM, "a.html")
        assert caught.value.reason == "timeout"
        reader.limits = Limits()
        assert samples.WORDS in reader.read(page, samples.ITEM, "a.html").text


def test_a_worker_that_died_is_replaced(page: Path) -> None:
    with Reader() as reader:
        reader.read(page, samples.ITEM, "a.html")
        child = reader._idle[0].process
        assert child is not None
        child.kill()
        child.wait()
        assert samples.WORDS in reader.read(page, samples.ITEM, "a.html").text


def test_what_was_read_before_does_not_matter(tmp_path: Path) -> None:
    """Memory left by others is given back by a new worker before a file is called too large."""
    for number in range(6):
        (tmp_path / str(number)).write_bytes(b"words and more words %d\n" % number * 200_000)
    with Reader(Limits(memory=400 << 20)) as reader:
        outcomes = [len(reader.read(tmp_path / str(number % 6), samples.ITEM, "a.txt").text) for number in range(12)]
    assert len(set(outcomes)) == 1


def test_a_file_that_eats_memory_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.write_bytes(b"words " * (8 << 20))
    with Reader(Limits(memory=64 << 20)) as reader, pytest.raises(UnreadableError) as caught:
        reader.read(path, samples.ITEM, "a.txt")
    assert caught.value.reason in {"too_large", "crashed"}


def test_modules_in_the_working_folder_are_not_run(tmp_path: Path, page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("lxml", "msgspec", "trafilatura", "email", "struct"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')")
    monkeypatch.chdir(tmp_path)
    with Reader() as reader:
        assert samples.WORDS in reader.read(page, samples.ITEM, "a.html").text
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    "act",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('example.org', 80)",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "open('written', 'w')",
        "import os; os.open('written', os.O_CREAT)",
        "import os; os.remove('kept')",
    ],
)
def test_doors_that_no_parser_needs_are_shut(tmp_path: Path, act: str) -> None:
    (tmp_path / "kept").touch()
    attempt = f"try:\n    {act}\nexcept PermissionError:\n    print('shut')"
    program = f"from habeas.intake.worker import shut_doors\nshut_doors(1 << 32)\n{attempt}"
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stdout == "shut\n"
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_an_answer_is_data_only(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"words")
    request = worker.Request(job="derive", path=bytes(tmp_path / "a"), item=samples.ITEM, name="a.txt", limits=Limits())
    assert worker.answer(request).derivation == derive(Source(content=b"words", item=samples.ITEM, name="a.txt"))
