"""Which mentions are one thing: the result of resolution, on which corroboration, protection and the register rest."""

import msgspec


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """A judgement that two entities are the same, different, or that nobody can say; by a rule or by a person."""

    left: str
    right: str
    """Global ids."""
    verdict: str
    """same | different | unsure | part_of (`left` is a part of `right`; only by rules)."""
    by: str
    """`rule:NAME/VERSION` or a reviewer's name."""
    why: str
    """One sentence, with its figures; holds no personal name."""


class Resolution(msgspec.Struct, frozen=True, kw_only=True):
    """Every entity of every reading under its global id."""

    ids: dict[str, dict[str, str]]
    """item SHA-256 -> local entity id of its reading -> global id."""
    aliases: dict[str, str] = {}
    """Every mention id that could have been given -> the global id that it resolves to now."""
    links: list[Link] = []
    parts: dict[str, str] = {}
    """Global id of a site or unit -> that of the one it is a part of: a cell block of a colony, a battalion of a brigade."""

    def entity(self, item: str, local: str) -> str:
        """The global id of a local entity; unnamed voices (`anon:…`) come back unchanged."""
        return local if local.startswith("anon:") else self.ids[item][local]
