"""What a finding weighs, what a document shares with others, and the rules of states: in lines of words. Pure."""

from collections.abc import Iterator, Sequence

from habeas.model.agreement import agreement
from habeas.model.reading import Count
from habeas.model.register import ClaimRow, CopyRow, Figure, Finding, Origin, StateRule
from habeas.register.changes import figure as in_words
from habeas.register.queries import Queries, tally
from habeas.vocabulary import label, vocabulary

FEW = 3
"""Statements by which a figure or an answer is named."""


def weighed(queries: Queries, finding: Finding) -> Iterator[str]:
    """A finding's state with its rule, kinds and grades, in what its claims agree and differ, and its figures.

    The figures of one thing stand one after the other, each with how it stands to the one before; they are never added.
    """
    claims = [row for row in map(queries.get, finding.claims) if isinstance(row, ClaimRow)]
    rule = next((one for one in queries.rules() if one.id == finding.rule), None)
    because = f", by rule {int(rule.id)}{': ' if rule.says else ''}{rule.says}" if rule else ""
    yield f"state: {label('corroboration_states', finding.state)}{because}"
    if finding.kinds:
        yield f"kinds of origin: {', '.join(label('origin_kinds', kind) for kind in finding.kinds)}"
    grades = sorted({claim.grade for claim in claims if claim.grade})
    if grades:
        yield f"graded: {', '.join(grades)}; independent origins graded credible: {finding.credible}"
    yield from _agreement(queries, finding, claims)
    yield from _figures(queries, finding.figures)


def _agreement(queries: Queries, finding: Finding, claims: Sequence[ClaimRow]) -> Iterator[str]:
    found = agreement(finding, claims, lambda one, other: _maybe_same(queries, one, other))
    told = (
        ("agreed by independent origins", found.agreed),
        ("differ", found.differ),
        ("told, but maybe by one origin", found.alone),
    )
    words = [f"{what}: {', '.join(label('finding_aspects', one) for one in them)}" for what, them in told if them]
    if words:
        yield "; ".join(words)
    for part in finding.parts:
        if part.what != "number":
            value = label("methods", part.value) if part.what == "method" else part.value.replace("/", " to ")
            yield f"  {part.what} {value}: {tally(part.origins)}; {_tellers(queries, part.claims)}"


def _maybe_same(queries: Queries, one: str, other: str) -> bool:
    rows = [row for row in map(queries.get, (one, other)) if isinstance(row, Origin)]
    return one == other or any({one, other} & set(row.maybe_same) for row in rows)


def _figures(queries: Queries, figures: Sequence[Figure]) -> Iterator[str]:
    if figures:
        yield "figures, each in its own frame, never added:"
    for one in figures:
        if one.beside:
            entry = vocabulary("figure_relations").get(one.beside)
            yield f"    {entry.definition if entry else one.beside}"
        number = in_words(Count(op=one.op, n=one.n, n2=one.n2, of=one.of))
        frame = f", {label('count_frames', one.frame)}" if one.frame else ""
        day = f", as of {one.as_of}" if one.as_of else ", day not told"
        yield f"  {number}{frame}{day}: {tally(one.origins)}; {_tellers(queries, one.claims)}"


def _tellers(queries: Queries, ids: Sequence[str]) -> str:
    rows = sorted((r for r in map(queries.get, ids) if isinstance(r, ClaimRow)), key=lambda c: (c.document, c.passage))
    told = list(dict.fromkeys(_teller(queries, row) for row in rows))
    more = f", and {len(told) - FEW} more" if len(told) > FEW else ""
    return "; ".join(told[:FEW]) + more


def _teller(queries: Queries, claim: ClaimRow) -> str:
    voice = f"{queries.name(claim.attribution[0])} in " if claim.attribution else ""
    return f"{voice}{queries.source(claim.document)}"


def shared(queries: Queries, copy: CopyRow, document: str) -> Iterator[str]:
    """What a document shares with another by this edge: how much, the numbers, and the claims that say the same."""
    here = copy.left == document
    other = copy.right if here else copy.left
    way = "" if copy.kind != "excerpt_of" else " of" if here else ", taken from this text, is"
    linked = way or (" as" if copy.kind not in ("excerpt_of", "reuses") else " with")
    of = (
        "facts of the shorter telling, by weight"
        if copy.kind in ("translates", "retells")
        else "words of the shorter text"
    )
    yield f"{label('copy_kinds', copy.kind)}{linked} {queries.source(other)}: {100 * copy.share:.0f} % of the {of}"
    if copy.figures:
        yield f"  numbers in both, in one order: {', '.join(copy.figures)}"
    for pair in copy.claims:
        mine, theirs = pair if here else pair[::-1]
        row = queries.get(mine)
        what = label("claim_types", row.type) if isinstance(row, ClaimRow) else "a claim"
        yield f"  at the same place of both: {what}, {mine} here and {theirs} there"


def ruled(rules: Sequence[StateRule]) -> Iterator[str]:
    """The rules in their order, each with its sentence and its conditions."""
    for rule in rules:
        says = f": {rule.says}" if rule.says else ""
        yield f"{int(rule.id):2}. {label('corroboration_states', rule.state)}{says}"
        asked = [f"{label('state_conditions', name)}: at least {least}" for name, least in rule.least.items()]
        yield f"    {'; '.join(asked) or 'no condition'}"
