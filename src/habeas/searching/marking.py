"""Where in a passage the words stand that were asked for."""

from habeas.model.passage import Passage
from habeas.searching.asking import Asked
from habeas.searching.words import spoken_in, tagged, words


def hits(asked: Asked, text: str, language: str | None) -> list[Passage]:
    """The words of `text` that are asked for, in order; neighbours that only blanks part are one. Linear in the text.

    `language`: of the document, as when the text was put into the index.
    """
    row = words(text)
    spoken = spoken_in([word.plain for word in row], language)
    terms = asked.terms
    found: list[Passage] = []
    for word in row:
        stem = tagged(word.plain, spoken)
        if any(term.fits(word.plain, stem) for term in terms):
            if found and text[found[-1].end : word.start].isspace():
                found[-1] = Passage(found[-1].start, word.end)
            else:
                found.append(Passage(word.start, word.end))
    return found
