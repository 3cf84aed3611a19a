"""The language of a document and of each passage: by its letters, which explain themselves, else by a detector."""

from functools import cached_property
from typing import Any

from habeas.languages import languages
from habeas.model.document import Document

UKRAINIAN, RUSSIAN = frozenset("іїєґІЇЄҐ"), frozenset("ыэёъЫЭЁЪ")
KNOWN = ("en", "nl", "uk", "ru", "de", "fr", "pl")
SHORTEST = 20


class Detector:
    """Tells languages apart, one text after another, without a network."""

    @cached_property
    def _identifier(self) -> Any:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

        identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
        identifier.set_languages(list(KNOWN))
        return identifier

    def document(self, document: Document) -> str | None:
        """The main language: the one that the document brings, else the one of its text."""
        return document.language or self.guess(document.text[:4000])

    def passage(self, words: str, main: str | None) -> str | None:
        """The language of a sentence; the document's where the sentence is too short to tell."""
        if sum(c.isalpha() for c in words) < SHORTEST and main:
            return main
        return self.guess(words) or main

    def guess(self, words: str) -> str | None:
        """The language of `words` by its letters, else by the detector; None without letters."""
        letters = set(words)
        if letters & UKRAINIAN and not letters & RUSSIAN:
            return "uk"
        if letters & RUSSIAN and not letters & UKRAINIAN:
            return "ru"
        if not any(c.isalpha() for c in words):
            return None
        return str(self._identifier.classify(words)[0])


def has_pack(language: str | None) -> bool:
    """Whether claims can be read in this language."""
    return language in languages()
