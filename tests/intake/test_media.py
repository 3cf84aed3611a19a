"""Images, scans, sound and films. Programs that read them are installed where tests must not skip (CI)."""

import os
import shutil
import sys
from pathlib import Path

import pytest
from tests.intake import exports, samples
from tests.intake.unpacking import held, made, outcome

from habeas.intake import Limits, Options, Reader, identify
from habeas.intake.ocr import recognise
from habeas.intake.source import Source
from habeas.model.errors import UnreadableError


def needs(program: str) -> pytest.MarkDecorator:
    absent = shutil.which(program) is None and not os.environ.get("CI")
    return pytest.mark.skipif(absent, reason=f"{program} is not installed")


WORDS = {
    "en": "Eleven people were held in the cellar\nof the school for nine days.",
    "uk": "Одинадцять людей тримали\nу підвалі школи дев'ять днів.",
    "ru": "В подвале школы девять дней\nдержали одиннадцать человек.",
    "nl": "Elf mensen zaten negen dagen vast\nin de kelder van de school.",
    "de": "Elf Menschen wurden neun Tage\nim Keller der Schule festgehalten.",
    "fr": "Onze personnes ont été détenues\npendant neuf jours à la cave.",
    "pl": "Jedenaście osób przetrzymywano\nprzez dziewięć dni w piwnicy szkoły.",
}


@needs("tesseract")
@pytest.mark.parametrize("language", WORDS)
def test_the_words_of_a_picture_are_recognised(reader: Reader, tmp_path: Path, language: str) -> None:
    found = made(reader, tmp_path, "a.png", exports.picture(WORDS[language]))
    assert outcome(found) == WORDS[language].replace("\n", " ")
    (page,) = found.facts["recognised"]["pages"]
    assert page["confidence"] > 80
    assert found.facts["recognised"]["not_read"] == 0
    assert any(tool.startswith("tesseract ") for tool in found.tools)


@needs("tesseract")
def test_a_picture_without_words_says_so(reader: Reader, tmp_path: Path) -> None:
    found = made(reader, tmp_path, "a.jpg", exports.photo())
    assert found.not_read is not None
    assert (found.not_read.reason, found.not_read.detail[:21]) == ("no_text", "an image without text")


@needs("tesseract")
def test_a_scan_is_read_page_by_page_and_mixed_with_pages_that_have_text(reader: Reader, tmp_path: Path) -> None:
    found = made(reader, tmp_path, "scan.pdf", exports.scan(WORDS["en"], WORDS["ru"]))
    assert outcome(found) == "\n\n".join(WORDS[language].replace("\n", " ") for language in ("en", "ru"))
    assert [page["page"] for page in found.facts["recognised"]["pages"]] == [1, 2]


def test_without_recognition_a_scan_says_that_it_was_not_read(tmp_path: Path) -> None:
    with Reader(options=Options(ocr=False)) as reader:
        assert outcome(made(reader, tmp_path, "a.pdf", exports.scan(WORDS["en"]))) == "no_text"
        assert outcome(made(reader, tmp_path, "a.png", exports.picture(WORDS["en"]))) == "no_text"


def test_without_the_program_one_line_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("habeas.intake.tools._FOUND", {})
    with pytest.raises(UnreadableError, match="needs tesseract"):
        recognise(Source(content=exports.picture("words"), item=samples.ITEM, name="a.png"), -1)


def test_what_the_camera_wrote_is_kept_as_facts(reader: Reader, tmp_path: Path) -> None:
    found = made(reader, tmp_path, "a.jpg", exports.photo())
    told = found.facts["metadata"]
    assert "Example Camera" in told.values()
    if shutil.which("exiftool"):
        assert told["GPS:GPSLatitudeRef"] == "North"
        assert any(tool.startswith("exiftool ") for tool in found.tools)
    assert (found.facts["width"], found.facts["height"], found.facts["c2pa"]) == (900, 300, False)


def test_near_copies_have_near_hashes(reader: Reader, tmp_path: Path) -> None:
    pytest.importorskip("pdqhash")

    def pdq(data: bytes) -> int:
        return int(made(reader, tmp_path, "a", data).facts["pdq"]["hash"], 16)

    one, copy = pdq(exports.picture(kind="PNG")), pdq(exports.picture(kind="JPEG"))
    other = pdq(exports.picture("Other words", letters=120))
    assert (one ^ copy).bit_count() <= 31 < (one ^ other).bit_count()


def test_heic_is_read_by_an_extra(reader: Reader, tmp_path: Path) -> None:
    heif = pytest.importorskip("pillow_heif")
    from PIL import Image  # noqa: PLC0415

    heif.register_heif_opener()
    Image.new("RGB", (64, 64), "red").save(tmp_path / "a.heic", "HEIF")
    data = (tmp_path / "a.heic").read_bytes()
    assert identify(data, "a.heic") == "image"
    assert made(reader, tmp_path, "a.heic", data).facts["width"] == 64


@needs("ffmpeg")
@pytest.mark.parametrize("name", ["a.mp4", "a.webm", "a.mov", "a.avi", "a.mkv", "a.ts", "a.flv"])
def test_a_film_tells_its_container_and_has_pictures(reader: Reader, tmp_path: Path, name: str) -> None:
    data = exports.recording(tmp_path, name, "testsrc=size=320x240", "sine")
    found = made(reader, tmp_path, name, data)
    assert outcome(found) == "needs_transcription"
    assert {stream["codec_type"] for stream in found.facts["streams"]} == {"video", "audio"}
    assert 2.5 < found.facts["duration"] < 3.5
    assert found.facts["pictures"]
    assert {tool.split()[0] for tool in found.tools} == {"ffprobe", "ffmpeg"}


@needs("ffmpeg")
@pytest.mark.parametrize("name", ["a.mp3", "a.ogg", "a.wav", "a.flac", "a.m4a", "a.opus", "a.aac"])
def test_sound_needs_transcription(reader: Reader, tmp_path: Path, name: str) -> None:
    found = made(reader, tmp_path, name, exports.recording(tmp_path, name, "sine"))
    assert outcome(found) == "needs_transcription"
    assert [stream["codec_type"] for stream in found.facts["streams"]] == ["audio"]


@needs("ffmpeg")
def test_a_silent_film_has_no_words_to_hear(reader: Reader, tmp_path: Path) -> None:
    found = made(reader, tmp_path, "a.mp4", exports.recording(tmp_path, "a.mp4", "testsrc"))
    assert outcome(found) == "no_text"


def test_a_transcriber_of_the_case_gives_the_words(tmp_path: Path) -> None:
    program = tmp_path / "hear.py"
    program.write_text("import sys; print('words that were heard', len(open(sys.argv[1], 'rb').read()))")
    options = Options(transcriber=[sys.executable, str(program)])
    with Reader(options=options) as reader:
        data = b"RIFF$\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0@\x1f\0\0@\x1f\0\0\1\0\x08\0data\x80\0\0\0" + bytes(128)
        found = made(reader, tmp_path, "a.wav", data)
    assert outcome(found) == f"words that were heard {len(data)}"
    assert "transcriber " in found.tools[-1]


def test_a_transcriber_that_fails_says_so(tmp_path: Path) -> None:
    with Reader(options=Options(transcriber=["/nowhere/at-all"])) as reader:
        data = b"RIFF$\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0@\x1f\0\0@\x1f\0\0\1\0\x08\0data\x80\0\0\0" + bytes(128)
        found = made(reader, tmp_path, "a.wav", data)
    assert found.not_read is not None
    assert (found.not_read.reason, "failed" in found.not_read.detail) == ("needs_transcription", True)


@pytest.mark.parametrize(
    "words", [b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", b"ffconcat version 1.0\nfile /etc/passwd\n"]
)
def test_lists_of_other_files_are_no_films(words: bytes) -> None:
    assert identify(words, "a.mp4") == "text"


def test_a_picture_too_large_is_not_looked_at(tmp_path: Path) -> None:
    with Reader(Limits(pixels=1000)) as reader:
        assert outcome(made(reader, tmp_path, "a.png", exports.picture())) == "too_large"


def test_a_bundle_of_a_capture_app_is_checked(reader: Reader, tmp_path: Path) -> None:
    good = made(reader, tmp_path, "a.zip", exports.proofmode())
    bad = made(reader, tmp_path, "a.zip", exports.proofmode(altered=True))
    assert good.not_read is not None
    assert bad.not_read is not None
    assert (good.not_read.reason, bad.not_read.reason) == ("container", "altered")
    assert "ProofMode bundle: 1 hashes agree" in good.not_read.detail
    assert "use gpg" in good.not_read.detail
    assert len(held(reader, tmp_path, "a.zip", exports.proofmode())) == 6
