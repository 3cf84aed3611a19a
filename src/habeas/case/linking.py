"""Why mentions are one thing, in words: the links of resolution about one entity, for `show --why`. Nothing in them names
anybody: rules give no names in their reasons, and what reviewers write passes the covering.
"""

from habeas.case.judging import Judged
from habeas.model.decision import Decision
from habeas.model.resolution import Link

CUT = "not joined: another judgement keeps them apart"
_LEADS = {
    "same": "one with",
    "unsure": "perhaps one with",
    "different": "judged another than",
    "part_of": "part of",
}


def links(judged: Judged, one: str) -> list[str]:
    """A line for each link about an entity: what joined its mentions, what it may be, what it is a part of."""
    aliases = judged.resolution.aliases
    found = [link for link in judged.resolution.links if one in (aliases.get(link.left), aliases.get(link.right))]
    order = list(_LEADS)
    return [
        _told(judged, link, one)
        for link in sorted(found, key=lambda link: (order.index(link.verdict), link.left, link.right))
    ]


def _told(judged: Judged, link: Link, one: str) -> str:
    aliases, line = judged.resolution.aliases, judged.covering.line
    by = link.by if link.by.startswith("rule:") else line(link.by)
    if link.verdict == "same":
        ends = f"{link.left} {_LEADS['same']} {link.right}"
    elif link.verdict == "part_of":
        ends = f"{_LEADS['part_of']} {link.right}" if aliases.get(link.left) == one else f"{link.left} is part of it"
    else:
        ends = f"{_LEADS[link.verdict]} {link.right if aliases.get(link.left) == one else link.left}"
    return f"{ends}: {link.why if by == link.by else line(link.why)} [{by}]"


def standing(judged: Judged, made: Decision) -> str:
    """What to say beside a decision on two things that does not hold: the empty string where it does."""
    entities = made.target.entities if made.target else []
    ends = {judged.resolution.aliases.get(one) for one in entities}
    return f"; {CUT}" if made.verdict == "same" and len(ends - {None}) > 1 else ""
