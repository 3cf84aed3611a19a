"""One folder a language, data only; the code here turns data into matchers and knows no language by name."""

from habeas.languages.packs import Pack, common_words, languages, pack
from habeas.languages.terms import Hit, Terms, longest
from habeas.languages.tokens import Token, normal, parted, tokenize

__all__ = [
    "Hit",
    "Pack",
    "Terms",
    "Token",
    "common_words",
    "languages",
    "longest",
    "normal",
    "pack",
    "parted",
    "tokenize",
]
