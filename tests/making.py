"""Short reports with their readings, as a perfect reader would give them. All people in them are invented."""

import hashlib
import json
from pathlib import Path
from typing import Any

import msgspec

from habeas.model.covering import CoveredText
from habeas.model.ids import label
from habeas.model.reading import Reading

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold"


def report(name: str, text: str, *, published: str | None = None, language: str = "en", **parts: Any) -> Reading:
    """A reading of `text`. `parts`: sites, units, people, bodies, claims; `mentions` and `passage` are words of the text."""
    publisher = parts.pop("publisher", None)
    document = {
        "id": name,
        "item": hashlib.sha256(f"{name}\n{text}".encode()).hexdigest(),
        "language": language,
        "publisher": publisher,
        "published": published,
        "title": f"Title of {name}",
        "text": text,
    }
    found: dict[str, Any] = {"reader": "made/1", "document": document, "claims": []}
    for kind in ("sites", "units", "people", "bodies"):
        found[kind] = [{"mentions": _all(text, e.get("words", e["name"])), **_without(e)} for e in parts.get(kind, [])]
    for i, claim in enumerate(parts.get("claims", [])):
        found["claims"].append({"id": f"C{i + 1}", "passage": _one(text, claim["words"]), **_without(claim)})
    return msgspec.convert(found, Reading)


def _without(part: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in part.items() if key != "words"}


def _one(text: str, words: str) -> list[int]:
    at = text.index(words)
    return [at, at + len(words)]


def _all(text: str, words: str) -> list[list[int]]:
    found, at = [], text.find(words)
    while at >= 0:
        found.append([at, at + len(words)])
        at = text.find(words, at + 1)
    return found


def gold_readings(*parts: str) -> list[Reading]:
    """The annotations of ../shared/gold as readings: what a perfect reader would give."""
    return [_gold(path) for part in parts for path in sorted((GOLD / part).glob("*.json"))]


def _gold(path: Path) -> Reading:
    raw = path.read_bytes()
    report_ = json.loads(raw)
    text = report_["text"]
    document = {key: report_.get(key) for key in ("id", "title", "publisher", "published", "url", "text")}
    document |= {"item": hashlib.sha256(raw).hexdigest(), "language": report_["lang"]}
    found: dict[str, Any] = {"reader": "gold/1", "document": document}
    for kind in ("sites", "units", "people", "bodies"):
        found[kind] = [
            {
                **e,
                "name": e.get("canonical") or (e["names"] or ["?"])[0],
                "mentions": [m for n in e["names"] for m in _all(text, n)],
            }
            for e in report_.get(kind, [])
        ]
    found["claims"] = [{**c, "passage": _one(text, c["quote"])} for c in report_["claims"]]
    return msgspec.convert(found, Reading)


class Covers:
    """A covering that seals everyone and replaces the given words."""

    def __init__(self, *words: str) -> None:
        self._words = words

    def document(self, item: str) -> CoveredText:
        """Not asked for in these tests."""
        raise NotImplementedError

    def line(self, words: str, item: str | None = None) -> str:
        """The words with every given one covered."""
        for word in self._words:
            words = words.replace(word, "█")
        return words

    def sealed(self, person: str) -> bool:
        """Everyone is sealed."""
        return True

    def label(self, person: str) -> str:
        """The label of the person's id."""
        return label(person)

    def name(self, person: str) -> str | None:
        """Nobody's name is shown."""
        return None
