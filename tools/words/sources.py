"""Reads the sources of the word lists where `words.build` tells how to put them."""

import base64
import importlib
import json
import subprocess
import sys
import tempfile
import zipfile
from functools import cache
from pathlib import Path

from habeas.languages.tokens import normal

TESSERACT = {"uk": "ukr", "ru": "rus", "en": "eng", "nl": "nld", "de": "deu", "fr": "fra", "pl": "pol"}
SOURCES = "tesseract tessdata_fast 4.1.0 (Apache-2.0)"
FILTERS = {
    "en": (("american-english", "british-english"), " that SCOWL 2020.12.07 has (permissive, several authors)"),
    "nl": (("dutch",), " that OpenTaal 2.20.19 has (BSD or CC BY 3.0)"),
    "pl": (("polish",), " that sjp.pl 2022-03-01 has (taken under Apache-2.0)"),
}
"""Language -> dictionaries of /usr/share/dict that keep out what is no word, and how the header tells of them."""
LOCALES = {
    "uk": ("uk_UA", "ru_RU"),
    "ru": ("uk_UA", "ru_RU"),
    "en": ("en_US", "en_GB"),
    "nl": ("nl_NL",),
    "de": ("de_DE", "de_AT"),
    "fr": ("fr_FR",),
    "pl": ("pl_PL",),
}
_TOKENS = "mistral_common/data/tekken_240911.json"


def web_words(folder: Path, code: str) -> frozenset[str]:
    """The words of a language's text recognition, as written: frequent words of the web in all their capitalisations."""
    data = folder / f"usr/share/tesseract-ocr/5/tessdata/{TESSERACT[code]}.traineddata"
    with tempfile.TemporaryDirectory() as scratch:
        prefix, listed = f"{scratch}/x.", Path(scratch, "words")
        dawg = [f"{prefix}lstm-unicharset", f"{prefix}lstm-word-dawg", str(listed)]
        for command in (["combine_tessdata", "-u", str(data), prefix], ["dawg2wordlist", *dawg]):
            subprocess.run(command, check=True, capture_output=True)
        return frozenset(listed.read_text("utf-8").split("\n"))


def dictionary(folder: Path, code: str) -> frozenset[str] | None:
    """The words that the dictionaries of a language write in small letters; None where no free one is at hand."""
    names, _ = FILTERS.get(code, ((), ""))
    found = {w for n in names for w in (folder / "usr/share/dict" / n).read_text("utf-8").split("\n") if w.islower()}
    return frozenset(found) or None


@cache
def _ranks(folder: Path) -> dict[bytes, int]:
    with zipfile.ZipFile(next(folder.glob("mistral_common-*.whl"))) as wheel:
        table = json.loads(wheel.read(_TOKENS))
    most = table["config"]["default_vocab_size"] - table["config"]["default_num_special_tokens"]
    return {base64.b64decode(part["token_bytes"]): part["rank"] for part in table["vocab"][:most]}


def parts(word: str, folder: Path) -> tuple[int, int]:
    """Into how many parts byte pair encoding cuts a word, and the rank of the last: few parts tell a frequent word."""
    ranks = _ranks(folder)
    cut = [bytes([byte]) for byte in f" {word}".encode()]
    while len(cut) > 1:
        rank, i = min((ranks.get(cut[i] + cut[i + 1], len(ranks)), i) for i in range(len(cut) - 1))
        if rank == len(ranks):
            break
        cut[i : i + 2] = [cut[i] + cut[i + 1]]
    return len(cut), ranks[cut[-1]]


def surnames(folder: Path, code: str) -> frozenset[str]:
    """Common surnames of a language, in small letters."""
    wheel = str(next(folder.glob("[Ff]aker-*.whl")))
    if wheel not in sys.path:
        sys.path.append(wheel)
    found: set[str] = set()
    for locale in LOCALES[code]:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for name in (n for n in dir(provider) if "last_names" in n):
            found.update(normal(word) for word in getattr(provider, name))
    return frozenset(found)
