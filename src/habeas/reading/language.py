"""The language of a document and of each sentence.

Letters decide where they can, then common words, both of which explain themselves; a detector is asked only where they are
silent. A sentence that says too little to tell has the language of its neighbours in the paragraph, else the document's.
Names (capitalised words) have no say. Languages without a pack are told apart too, so that they are not read as another.
"""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from habeas.languages import Token, common_words, languages, tokenize
from habeas.model.document import Document

UKRAINIAN, RUSSIAN, BELARUSIAN = frozenset("іїєґ"), frozenset("ыэё"), frozenset("ў")
_SHARE, _LEAD = 0.22, 1.6
"""A language is told by its common words if they are this share of all words, and so many times those of the next one."""
_FEW = 4
"""Fewer words than this do not tell another language than the document's."""
_ENOUGH = 30
"""Letters of words that are no names from which on the detector is asked."""
_LEAST = 12
"""The same where there is no document around the words that could say more."""
_SURE = 0.9
_SAMPLE = 4000
_SAMPLES = 5


class Detector:
    """Tells languages apart, one text after another, without a network."""

    def __init__(self) -> None:
        """The model is loaded when first needed."""
        self._known: dict[str, tuple[str, float]] = {}

    @cached_property
    def _identifier(self) -> Any:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

        return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

    def document(self, document: Document) -> str | None:
        """The main language: the one that the document brings, else the one of most of its text; None without letters."""
        if document.language:
            return document.language
        text = document.text
        step = max(_SAMPLE, len(text) // _SAMPLES)
        votes: Counter[str] = Counter()
        for start in range(0, max(1, len(text)), step):
            sample = text[start : start + _SAMPLE]
            told = self.tell(tokenize(sample), None)
            votes[told or ""] += len(sample)
        return max(votes, key=lambda code: (bool(code), votes[code])) or None

    def tell(self, tokens: Sequence[Token], main: str | None) -> str | None:
        """The language of a sentence in a document whose main language is `main`; None where it says too little."""
        words = [t.norm for i, t in enumerate(tokens) if t.word and (i == 0 or not t.text[0].isupper())]
        letters = set("".join(words))
        return _by_letters(letters) or _by_words(words, main) or self._detected(" ".join(words), main)

    def _detected(self, words: str, main: str | None) -> str | None:
        if sum(map(str.isalpha, words)) < (_ENOUGH if main else _LEAST):
            return None
        if words not in self._known:
            if len(self._known) > _SAMPLE:
                self._known.clear()
            code, sure = self._identifier.classify(words)
            self._known[words] = str(code), float(sure)
        told, certainty = self._known[words]
        return told if certainty >= _SURE or main is None else main


def _by_letters(letters: set[str]) -> str | None:
    """Ukrainian or Russian where only the letters of one of them stand."""
    if not (letters & UKRAINIAN or letters & RUSSIAN) or letters & BELARUSIAN:
        return None
    if not letters & RUSSIAN:
        return "uk"
    return None if letters & UKRAINIAN else "ru"


def _by_words(words: Sequence[str], main: str | None) -> str | None:
    """The language whose common words are many, and clearly more than any other's; very few words tell only the main one."""
    common = common_words()
    votes: dict[str, int] = {}
    for word in words:
        for code in common.get(word, ()):
            votes[code] = votes.get(code, 0) + 1
    ranked = sorted(votes.items(), key=lambda vote: -vote[1])[:2]
    if not ranked or ranked[0][1] < max(2, _SHARE * len(words)):
        return None
    if main not in (None, ranked[0][0]) and len(words) < _FEW:
        return None
    clear = len(ranked) == 1 or ranked[0][1] >= _LEAD * ranked[1][1]
    return ranked[0][0] if clear else None


def inherited(told: Sequence[str | None], paragraphs: Sequence[int], main: str | None) -> list[str | None]:
    """Fills the gaps: from the sentence before in the same paragraph, else the one after, else the main language."""
    found = list(told)
    for i in range(1, len(found)):
        if found[i] is None and paragraphs[i - 1] == paragraphs[i]:
            found[i] = found[i - 1]
    for i in range(len(found) - 2, -1, -1):
        if found[i] is None and paragraphs[i + 1] == paragraphs[i]:
            found[i] = found[i + 1]
    return [code or main for code in found]


def has_pack(language: str | None) -> bool:
    """Whether claims can be read in this language."""
    return language in languages()
