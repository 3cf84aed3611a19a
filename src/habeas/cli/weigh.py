"""What `show` says of a finding's weight, of a document and its copies, and of the rules of states."""

from typing import TYPE_CHECKING

from habeas.cli.screen import cell, say, show, table

if TYPE_CHECKING:
    from habeas.case import Case
    from habeas.model.register import CopyRow, DocumentRow, Finding
    from habeas.register.queries import Queries

COPIES, QUOTED, LONGEST = 20, 3, 200
"""Copies of a document that are shown, shared passages of one that are quoted, and the characters of each."""


def show_rules(case: "Case") -> None:
    """The rules by which the register's findings have their states, and whether they are the case's own."""
    from habeas.case import ruling  # noqa: PLC0415
    from habeas.register.weighing import ruled  # noqa: PLC0415

    built = case.queries().rules()
    say("The first of these rules all of whose conditions hold gives a finding its state:", style="bold")
    for line in ruled(built):
        say(line)
    for line in ruling.apart(case.root, built):
        say(line)


def show_weighed(queries: "Queries", finding: "Finding") -> None:
    """A finding's state, agreement and figures."""
    from habeas.register.weighing import weighed  # noqa: PLC0415

    for line in weighed(queries, finding):
        say(f"  {line}")


def show_document(case: "Case", document: "DocumentRow", why: bool) -> None:
    """A document with what it shares with others; with `why` also the shared words, covered."""
    from habeas.register.weighing import shared  # noqa: PLC0415

    queries = case.queries()
    say(f"{document.id}  {document.title or 'Untitled document'}", style="bold")
    for field in ("publisher", "published", "language", "url", "item", "twin_of"):
        value = getattr(document, field)
        if value:
            say(f"  {field}: {value}")
    copies = queries.copies(document.id)
    for copy in copies[:COPIES]:
        for line in shared(queries, copy, document.id):
            say(f"  {line}")
        if why:
            _quote(case, copy, document)
    if len(copies) > COPIES:
        say(f"  … and {len(copies) - COPIES} more documents")
    if not copies:
        say("  shares no text or story with another document")
    claims = queries.claims_in(document)
    if claims:
        grid = table(None, "claim", "says", "words")
        for claim in claims:
            grid.add_row(claim.id, cell(queries.chain(claim)), cell(case.words(claim)))
        show(grid)


def _quote(case: "Case", copy: "CopyRow", document: "DocumentRow") -> None:
    """The longest of the shared passages, covered, as they stand in this document."""
    text = case.judged().covering.document(document.item)
    mine = [one.left if copy.left == document.id else one.right for one in copy.words]
    for passage in sorted(mine, key=lambda p: (p.start - p.end, p.start))[:QUOTED]:
        words = " ".join(text.passage(passage).of(text.text).split())
        say(f"    “{words if len(words) <= LONGEST else words[:LONGEST].rsplit(maxsplit=1)[0] + ' …'}”", style="italic")
    if len(mine) > QUOTED:
        say(f"    … and {len(mine) - QUOTED} more shared passages")
