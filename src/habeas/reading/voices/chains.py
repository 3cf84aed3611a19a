"""Chains: who relays what a voice says, outward from it.

A medium that the voice is said to have told, or that the publisher names as its own source, is the last link; what unnamed
people told an organisation goes through that organisation. An article that the text announces as somebody else's speaks in
that body's voice where its language is not the document's own. The publisher itself is never a link.
"""

from collections.abc import Sequence

from habeas.reading.voices.discourse import UNNAMED, Discourse, sort_of

_COLLECTS = frozenset({"ngo", "intergovernmental", "authority", "other"})
_AROUND = 2


class Relays:
    """Who relays in one document."""

    def __init__(self, heard: Discourse, decided: Sequence[str], source: str | None) -> None:
        """`source`: the body that the publisher names in brackets as the source of the whole text, if it is known."""
        self.heard, self.decided, self.source = heard, decided, source
        self._announced = _announced(heard)
        self._outlets = [w for w in heard.named if self._is(w, "outlet") and heard.spoken[w]]

    def outward(self, i: int) -> list[str]:
        """The links after the first in the chain of period `i`."""
        who = self.decided[i]
        if not who:
            announced = self._source(i)
            return [announced] if announced and announced != self.source and self._foreign(i) else []
        links = [self._collector(i)] if who == UNNAMED else []
        links.append(self._told(i) or (self._outlets[0] if len(self._outlets) == 1 else None))
        links.append(self._source(i))
        return [w for w in dict.fromkeys(links) if w and w != who]

    def _source(self, i: int) -> str | None:
        """Whose article the period is relayed from: the one announced before it, else that of the whole text."""
        at, body = self._announced
        return body if body and i > at else self.source

    def _foreign(self, i: int) -> bool:
        """Whether the period is in another language than the document: an outlet's own words are not."""
        return self.heard.scenes[i].sentence.language != self.heard.language

    def _collector(self, i: int) -> str | None:
        """The person or organisation that gathered what unnamed people say."""
        for who in self.heard.speeches[i]:
            if sort_of(who) == "P" or self._collects(who):
                return who
        for j in range(i, max(-1, i - _AROUND - 1), -1):
            if self._collects(self.decided[j]):
                return self.decided[j]
        leading = self.heard.leading
        return leading if leading and self._collects(leading) else None

    def _told(self, i: int) -> str | None:
        """A medium named where the voice speaks, in the period or around its quotation."""
        stretch = self.heard.stretches[i]
        rows = range(stretch.first, min(stretch.last, stretch.first + 9)) if stretch else range(i, i + 1)
        return next((w for j in rows for w in self.heard.mentioned[j] if self._is(w, "outlet")), None)

    def _collects(self, who: str) -> bool:
        return any(self._is(who, kind) for kind in _COLLECTS)

    def _is(self, who: str, kind: str) -> bool:
        """Whether a body is of a kind and not the publisher."""
        return self.heard.roles.get(who, ()) == (kind,)


def _announced(heard: Discourse) -> tuple[int, str | None]:
    """The first period that announces somebody else's article, and the body whose article it is."""
    for i, scene in enumerate(heard.scenes):
        if "announces" in scene.marks:
            body = next((who for who in heard.mentioned[i] if sort_of(who) == "B"), None)
            if body:
                return i, body
    return len(heard.scenes), None
