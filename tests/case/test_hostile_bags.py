"""Bags from an enemy: sound to the last digest, and made to reach what lies beside the vault."""

import gzip
import hashlib
import zipfile
from io import BytesIO
from pathlib import Path

import msgspec
import pytest
from tests.intake.capture.site import ONLY_HERE, serving

from habeas.case import Case, packaging, receiving
from habeas.case.capturing import VIA, Terms, add_pages
from habeas.case.layout import SETTINGS
from habeas.intake import capture as captures
from habeas.intake.capture.record import Drawn
from habeas.model.errors import HabeasError
from habeas.vault import Event, Vault, item_arrived

SECRET = b"PRIVATE+KEY+a key that must never leave"
AT = "2026-01-31T12:00:00Z"


@pytest.fixture
def enemy(tmp_path: Path) -> Case:
    """A case with one captured page, whose owner hands over what he likes."""
    made = Case.create(tmp_path / "enemy", "enemy", by="giver")
    with (made.root / SETTINGS).open("a") as file:
        file.write("[capture]\nrender = false\n")
    with serving() as site:
        add_pages(made, [site.page("/one")], Terms(reach=ONLY_HERE))
    return made


def record_of(case: Case) -> captures.Record:
    (item,) = (item for item, rows in case.database.arrivals().items() if rows[0].via == VIA and not rows[0].parent)
    return captures.decode((case.root / "vault/objects" / item[:2] / item[2:]).read_bytes())


def taken_in(case: Case, tmp_path: Path) -> Case:
    packaging.export_bag(case, tmp_path / "bag", "us")
    ours = Case.create(tmp_path / "ours", "ours", by="receiver")
    receiving.receive(ours, tmp_path / "bag")
    return ours


def test_a_forged_record_puts_no_file_of_ours_into_a_web_archive(enemy: Case, tmp_path: Path) -> None:
    (tmp_path / "signing.key").write_bytes(SECRET)
    told = record_of(enemy)
    (source,) = (file for file in told.files if file.part == "page_source")
    drawn = Drawn(at=AT, browser="", sandboxed=True, width=1, height=1, told=[])
    picture = msgspec.structs.replace(source, part="picture", sha256=f"00{tmp_path}/signing.key")
    forged = captures.encode(msgspec.structs.replace(told, drawn=drawn, files=[*told.files, picture]))
    with Vault(enemy.root / "vault", at=AT, by="giver") as vault:
        vault.log.append(item_arrived(vault.store.put(BytesIO(forged)), captures.NAME, via=VIA), at=AT, by="giver")
    with taken_in(enemy, tmp_path) as ours:
        packaging.export_wacz(ours, tmp_path / "pages.wacz", "anybody")
    with zipfile.ZipFile(tmp_path / "pages.wacz") as package:
        members = [package.read(name) for name in package.namelist()]
    assert not any(SECRET in (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data) for data in members)


@pytest.mark.parametrize(
    "change",
    [
        {"parent": "../../../../../../dev/null"},
        {"parent": 7},
        {"via": None},
        {"via": "a word\nand a line"},
        {"name_wtf8": "zz"},
        {"size": "many"},
    ],
)
def test_an_arrival_that_no_vault_writes_is_refused_in_one_line(
    enemy: Case, tmp_path: Path, change: dict[str, object]
) -> None:
    item = next(iter(enemy.database.item_hashes()))
    data = {"item": item, "size": 1, "name": "a", "via": "file", "parent": None, **change}
    with Vault(enemy.root / "vault", at=AT, by="giver") as vault:
        vault.log.append(Event(event="item.arrived", data=data), at=AT, by="giver")
    with pytest.raises(HabeasError, match="tells of no item"):
        taken_in(enemy, tmp_path)


def test_the_giver_s_word_changes_nothing_of_a_page_that_we_captured(enemy: Case, tmp_path: Path) -> None:
    """The same bytes, a record of the enemy's that says where they stood, and a name for it that is looked at first."""
    told = record_of(enemy)
    with Case.create(tmp_path / "ours", "ours", by="receiver") as ours:
        with (ours.root / SETTINGS).open("a") as file:
            file.write("[capture]\nrender = false\n")
        with serving() as site:
            url = site.page("/ours")
            add_pages(ours, [url], Terms(reach=ONLY_HERE))
        own = record_of(ours)
        assert own.reads == told.reads
        place = msgspec.structs.replace(told.address, final="https://enemy.example.org/")
        records = (
            captures.encode(msgspec.structs.replace(told, address=place, context=f"{number}")) for number in range(999)
        )
        first = min(records, key=lambda data: hashlib.sha256(data).digest())
        with Vault(enemy.root / "vault", at=AT, by="giver") as vault:
            record, page = vault.store.put(BytesIO(first)), own.reads or ""
            data = {"item": page, "size": told.files[0].size, "name": "page.html", "via": VIA, "parent": record.sha256}
            arrived = Event(event="item.arrived", data=data)
            vault.log.append(item_arrived(record, captures.NAME, via=VIA), arrived, at=AT, by="giver")
        packaging.export_bag(enemy, tmp_path / "bag", "us")
        receiving.receive(ours, tmp_path / "bag")
        assert [document.url for document in ours.build().register.documents] == [url]


def test_a_bag_with_links_is_refused(enemy: Case, tmp_path: Path) -> None:
    """A tag file that is a link would bring a file of ours into the vault, and out again with the next hand-over."""
    (tmp_path / "note").write_text("Key: a secret of ours\n", "utf-8")
    packaging.export_bag(enemy, tmp_path / "bag", "us")
    for name in ("tagmanifest-sha256.txt", "tagmanifest-sha512.txt", "bag-info.txt"):
        (tmp_path / "bag" / name).unlink()
    (tmp_path / "bag/bag-info.txt").symlink_to(tmp_path / "note")
    with Case.create(tmp_path / "ours", "ours") as ours:
        with pytest.raises(HabeasError, match="link"):
            receiving.receive(ours, tmp_path / "bag")
        assert hashlib.sha256((tmp_path / "note").read_bytes()).hexdigest() not in ours.database.item_hashes()
