"""Who did it and to whom, as far as the clause itself names them: units that act, people who were held.

Nobody is taken for a perpetrator by standing near a deed; only a unit named in the clause of a deed, or a person whom the
text as a whole calls an alleged perpetrator, is.
"""

from habeas.model.passage import Passage
from habeas.model.reading import Person, Unit
from habeas.reading.found import Entities

_DEEDS = ("torture.", "detention.", "death.", "coercion.", "transfer.")


class Parties:
    """The people and units of a document by what they are in it."""

    def __init__(self, entities: Entities) -> None:
        """Looks up roles once."""
        self._held = [p for p in entities.people if "victim" in p.roles]
        accused = [p for p in entities.people if "alleged_perpetrator" in p.roles]
        self._agents: list[Person | Unit] = [*accused, *entities.units]

    def victims(self, passage: Passage) -> list[str]:
        """The people named in the clause whom the text calls victims."""
        return [p.id for p in self._held if any(m.meets(passage) for m in p.mentions)]

    def perpetrators(self, claim_type: str, passage: Passage, words: Passage) -> list[str]:
        """The units and accused people named in the clause before the words of a deed."""
        if not claim_type.startswith(_DEEDS):
            return []
        return [e.id for e in self._agents if any(passage.holds(m) and m.end <= words.start for m in e.mentions)]
