"""The database follows the vault, keeps names in its identity tables alone, and says in one line what became of it."""

import resource
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from threading import Barrier

import msgspec
import pytest

from habeas.model.decision import Decision
from habeas.model.derivation import Derivation
from habeas.model.errors import HabeasError
from habeas.model.item import Arrival, Item, NotRead
from habeas.storage.database import Database
from habeas.storage.facts import put_facts
from habeas.storage.kept_entries import keep_entries
from habeas.storage.replay import catch_up
from habeas.vault import Vault, item_arrived
from making import report

AT = "2026-01-31T12:00:00Z"
BY = "intake/test"
READING = report("R1", "Orest Vyhadanenko was held in Kupiansk.")
DOCUMENT = READING.document
ITEM = Item(sha256=DOCUMENT.item, size=9)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "case.db"


def arrival(name: str = "Orest Vyhadanenko.txt") -> Arrival:
    return Arrival(item=ITEM.sha256, at=AT, name=name)


def fill(database: Database) -> None:
    database.follow([(ITEM, arrival())], [], ("seen", "1"))
    database.put_derived(BY, [DOCUMENT])
    database.put_readings([READING])


def test_an_item_that_came_twice_is_one_with_two_arrivals(path: Path) -> None:
    with Database(path) as database:
        database.follow([(ITEM, arrival("a")), (ITEM, arrival("b\udcff"))], [], ("seen", "2"))
        database.follow([(ITEM, arrival("c"))], [], ("seen", "3"), since="2")
        assert not database.follow([(ITEM, arrival("c"))], [], ("seen", "3"), since="2"), "another process did it"
        assert database.items() == [ITEM]
        assert [a.name for a in database.arrivals()[ITEM.sha256]] == ["a", "b?", "c"]
        assert database.setting("seen") == "3"


def use(path: Path) -> None:
    with Database(path) as database:
        database.items()
        database.put_readings([READING])


def test_items_are_documents_or_not_read_or_waiting(path: Path) -> None:
    with Database(path) as database:
        database.follow([(ITEM, arrival())], [], ("seen", "1"))
        assert database.underived(BY) == [ITEM.sha256]
        why = NotRead(item=ITEM.sha256, reason="empty", detail="the file has no bytes")
        database.put_derived(BY, [why])
        assert (database.underived(BY), database.not_read(), database.count_documents()) == ([], [why], 0)
        database.put_derived("intake/newer", [DOCUMENT])
        assert (database.not_read(), list(database.documents([ITEM.sha256]))) == ([], [DOCUMENT])


def test_what_took_too_long_is_tried_again(path: Path) -> None:
    with Database(path) as database:
        database.follow([(ITEM, arrival())], [], ("seen", "1"))
        database.put_derived(BY, [NotRead(item=ITEM.sha256, reason="timeout", detail="it took too long")])
        assert database.underived(BY) == [ITEM.sha256]


def test_the_newest_reading_is_current_and_a_changed_text_takes_its_readings_along(path: Path) -> None:
    with Database(path) as database:
        fill(database)
        newer = msgspec.structs.replace(READING, reader="made/2")
        database.put_readings([newer])
        assert database.readings() == [newer]
        database.put_derived(BY, [msgspec.structs.replace(DOCUMENT, text="Another text.")])
        assert database.readings() == []


def test_names_stand_in_the_tables_of_the_identity_store_alone(path: Path) -> None:
    with Database(path) as database:
        fill(database)
        reason = "It was Vyhadanenko's brother."
        database.follow(
            [], [Decision(id="D-1", at="", by="a", verdict="reject", reason=reason)], ("seen", "9"), since="1"
        )
        keep_entries(database, [(ITEM.sha256, 1, b"Vyhadanenko")])
        put_facts(database, [Derivation(item=ITEM.sha256, facts={"author": "Vyhadanenko"})])
    connection = sqlite3.connect(path)
    tables = [row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")]
    for table in tables:
        held = any(b"Vyhadanenko" in repr(row).encode() for row in connection.execute(f"select * from {table}"))  # noqa: S608
        assert held == table.startswith("identity_"), table
    connection.close()


def test_the_database_catches_up_with_the_log_once(tmp_path: Path, path: Path) -> None:
    root = tmp_path / "vault"
    Vault.create(root)
    with Vault(root, at=AT, by="tester") as vault:
        item = vault.store.put(BytesIO(b"bytes"))
        vault.log.append(item_arrived(item, "a.txt"), at=AT, by="tester")
    with Database(path) as database:
        for _ in range(2):
            catch_up(database, root)
            assert (database.items(), database.count_arrivals()) == ([Item(sha256=item.sha256, size=item.size)], 1)


def test_a_database_of_a_newer_program_is_left_alone(path: Path) -> None:
    with Database(path) as database:
        database.set("version", "999")
    with pytest.raises(HabeasError, match="newer"):
        Database(path)


@pytest.mark.parametrize("damage", [b"no database at all " * 100, None])
def test_a_damaged_database_says_what_to_do(path: Path, damage: bytes | None) -> None:
    with Database(path) as database:
        fill(database)
    size = path.stat().st_size
    path.write_bytes(damage or path.read_bytes()[:4096] + b"\xff" * (size - 4096))
    with pytest.raises(HabeasError, match="damaged: delete it and run"):
        use(path)


def test_a_database_in_use_says_so(path: Path) -> None:
    with Database(path) as database:
        fill(database)
        other = sqlite3.connect(path)
        other.execute("begin immediate")
        with pytest.raises(HabeasError, match="in use"):
            database.set("a", "b")
        other.close()


def test_a_full_disk_is_one_line_and_loses_nothing(path: Path) -> None:
    with Database(path) as database:
        fill(database)
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size, before[1]))
        try:
            with pytest.raises(HabeasError, match="cannot be read or written"):
                database.set("big", "x" * 10_000_000)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
    with Database(path) as database:
        assert database.readings() == [READING]


def test_no_folder_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(HabeasError, match="cannot be read or written"):
        Database(tmp_path / "none" / "case.db")


def test_many_who_open_a_case_at_once_record_each_arrival_once(tmp_path: Path) -> None:
    Vault.create(tmp_path / "vault")
    with Vault(tmp_path / "vault", at=AT, by=None) as vault:
        vault.log.append(*(item_arrived(ITEM, f"{n}.txt") for n in range(200)), at=AT, by=None)
    together = Barrier(4)

    def follow(_number: int) -> None:
        together.wait()
        with Database(tmp_path / "case.db") as database:
            catch_up(database, tmp_path / "vault")

    with ThreadPoolExecutor(4) as crowd:
        list(crowd.map(follow, range(4)))
    with Database(tmp_path / "case.db") as database:
        assert database.count_arrivals() == 200
