"""The command `show`: anything of the register by its id or name, and with --why what it rests on."""

from typing import TYPE_CHECKING, Annotated

import typer

from habeas.cli.custody import show_life
from habeas.cli.screen import cell, say, show, table
from habeas.cli.state import State
from habeas.cli.weigh import show_document, show_rules, show_weighed
from habeas.model.errors import HabeasError, UsageError
from habeas.model.register import BodyRow, ClaimRow, Finding, Origin, PersonRow, SiteRow, UnitRow

if TYPE_CHECKING:
    from habeas.case import Case
    from habeas.register.queries import Anything, Queries

LINKS = 12
"""Links of one thing that are shown."""
SHOWN = 8
"""Values of one field that are shown."""
LEFT_OUT = (
    "claims", "names", "origins", "cues", "maybe_same", "denials", "parts", "figures", "kinds", "credible", "rule", "state",
)  # fmt: skip
"""Fields that are shown in their own way or not at all."""


def show_one(
    context: typer.Context,
    what: Annotated[
        str | None,
        typer.Argument(metavar="ID|NAME", help="An id of the register, (part of) a name, or an item's hash."),
    ] = None,
    why: Annotated[bool, typer.Option("--why", help="Down to origins, chains of voices and exact words.")] = False,
    rules: Annotated[bool, typer.Option("--rules", help="The rules by which findings have their states.")] = False,
) -> None:
    """Show a site, unit, person, body, finding, origin, claim or document, or the whole life of an item."""
    from habeas.vault.life import names_item  # noqa: PLC0415

    state: State = context.obj
    if rules:
        with state.open() as case:
            show_rules(case)
    if what is None:
        if not rules:
            raise UsageError("show what? Name an id, (part of) a name or an item's hash, or ask for --rules")
        return
    if names_item(what):
        show_life(state.root(), what)
        return
    with state.open() as case:
        queries = case.queries()
        document = queries.document(what)
        if document is not None:
            show_document(case, document, why)
            return
        rows = _matching(case, queries, what)
        if not rows:
            raise HabeasError(f"nothing in the register is called {what}: try part of the name, or an id")
        for place, row in enumerate(rows):
            if place:
                say()
            _facts(queries, row)
            (_reasons if why else _claims)(case, queries, row)


def _matching(case: "Case", queries: "Queries", what: str) -> list["Anything"]:
    row = queries.get(what)
    if row is not None:
        return [row]
    found: dict[str, Anything] = {r.id: r for r in queries.find(what)}
    found.update((r.id, r) for r in map(queries.get, case.judged().whose(what)) if r is not None)
    return list(found.values())


def _facts(queries: "Queries", row: "Anything") -> None:
    """The row's fields in words, ids of others with their names."""
    say(f"{row.id}  {queries.name(row.id)}", style="bold")
    for field in row.__struct_fields__:
        value = getattr(row, field)
        if field in ("id", "name", *LEFT_OUT) or value in (None, [], "", False):
            continue
        parts = value if isinstance(value, list) else [value]
        more = f" … and {len(parts) - SHOWN} more" if len(parts) > SHOWN else ""
        say(f"  {field}: {', '.join(_named(queries, part) for part in parts[:SHOWN])}{more}")
    if isinstance(row, SiteRow | UnitRow | BodyRow) and row.names:
        say(f"  written: {', '.join(dict.fromkeys(n.text for n in row.names))}")
    if isinstance(row, SiteRow | UnitRow | PersonRow | Finding):
        say(f"  origins: {_tally(row)}")
    if isinstance(row, Finding):
        show_weighed(queries, row)


def _tally(row: SiteRow | UnitRow | PersonRow | Finding) -> str:
    from habeas.register.queries import tally  # noqa: PLC0415

    denied = row.denials if isinstance(row, Finding) else row.denied
    return tally(row.origins) + (", denied by a voice on record" if denied else "")


def _named(queries: "Queries", value: object) -> str:
    if isinstance(value, str) and queries.get(value) is not None:
        return f"{queries.name(value)} ({value})"
    return str(value)


def _claims(case: "Case", queries: "Queries", row: "Anything") -> None:
    """Each claim with its exact words, covered."""
    if not isinstance(row, ClaimRow | Origin | Finding):
        for finding in queries.findings(row.id):
            say(f"  {finding.id}  {finding.type}: {finding.state}, {_tally(finding)}")
    claims = queries.claims(row.id)
    grid = table(None, "claim", "says", "words")
    for claim in claims:
        grid.add_row(claim.id, cell(queries.chain(claim)), cell(case.words(claim)))
    if claims:
        show(grid)


def _reasons(case: "Case", queries: "Queries", row: "Anything") -> None:
    if isinstance(row, SiteRow | UnitRow | PersonRow | BodyRow):
        _links(case.links(row.id))
    for reason in queries.why(row.id):
        say(f"{'  ' * (reason.depth + 1)}{reason.words}  [{reason.id}]")
        claim = queries.get(reason.id)
        if isinstance(claim, ClaimRow | SiteRow | UnitRow | PersonRow | BodyRow | Origin):
            for line in case.decided_on(claim.id):
                say(f"{'  ' * (reason.depth + 2)}decided: {line}")
        if isinstance(claim, ClaimRow):
            say(f"{'  ' * (reason.depth + 2)}“{case.words(claim)}”", style="italic")


def _links(lines: list[str]) -> None:
    """Why its mentions are one, the first of many."""
    for line in lines[:LINKS]:
        say(f"  {line}")
    if len(lines) > LINKS:
        say(f"  … and {len(lines) - LINKS} more links")


def register(app: typer.Typer) -> None:
    """Put this command on the command line."""
    app.command("show")(show_one)
