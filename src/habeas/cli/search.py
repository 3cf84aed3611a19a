"""The command `search`: passages and names by words in any form, with the claims that stand in them."""

from typing import TYPE_CHECKING, Annotated

import msgspec
import typer
from rich.text import Text

from habeas.cli.screen import OUT, say
from habeas.cli.state import State
from habeas.model.visible import visible

if TYPE_CHECKING:
    from habeas.case.searching import Answer, Hit, Source

COPIES = 4
"""Other documents with the same words that are named."""


def search(  # noqa: PLR0913, PLR0917  # one argument an option
    context: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="WORDS", help='Words in any form, "words in this order", parts of words: under*, *keller.'
        ),
    ],
    site: Annotated[
        str | None, typer.Option("--site", metavar="ID|NAME", help="With a claim about this site or its parts.")
    ] = None,
    claim_type: Annotated[
        str | None,
        typer.Option("--type", metavar="TYPE", help="With a claim of this type, as torture.beating or torture."),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DATE", help="From this day on: the claim's date, else that of publication."),
    ] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DATE", help="Up to and with this day.")] = None,
    language: Annotated[str | None, typer.Option("--language", metavar="CODE", help="The document's, as uk.")] = None,
    origin: Annotated[str | None, typer.Option("--origin", metavar="ID", help="With a claim of this origin.")] = None,
    state: Annotated[str | None, typer.Option("--state", metavar="KEY", help="With a claim in such a finding.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=10_000, help="Passages that are shown.")] = 10,
    json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
) -> None:
    """Find passages and names by words in any form; all words have to stand in a passage."""
    from habeas.case.searching import Search, Wanted  # noqa: PLC0415

    state_: State = context.obj
    asked = " ".join(words)
    wanted = Wanted(
        words=asked, site=site, type=claim_type, origin=origin, state=state,
        since=since, until=until, language=language, most=limit,
    )  # fmt: skip
    with state_.open() as case:
        answer = Search(case).ask(wanted)
    if json:
        OUT.file.write(msgspec.json.format(msgspec.json.encode(answer), indent=1).decode() + "\n")
        return
    _show(answer, asked)


def _show(answer: "Answer", asked: str) -> None:
    for row in answer.names:
        say(f"{row.id}  {row.name} ({row.kind}, {_many(row.claims, 'claim')})", style="bold")
    if answer.all_names > len(answer.names):
        say(f"  … and {answer.all_names - len(answer.names)} more names; give more words")
    if answer.loosened:
        say(f"no passage has all of: {asked}; these have some of it, or words with parts of it")
    for hit in answer.passages:
        say()
        _one(answer, hit)
    say()
    if not answer.all:
        say("no passage has all these words" if answer.names else _NOTHING)
    elif answer.all > len(answer.passages):
        shown = len(answer.passages)
        say(
            f"{shown} of {_many(answer.all, 'passage')} shown, {answer.all - shown} more: --limit {answer.all} shows them"
        )
    else:
        say(_many(answer.all, "passage"))


def _one(answer: "Answer", hit: "Hit") -> None:
    first, *others = hit.sources
    say(_heading(first), style="bold")
    OUT.print(_marked(hit))
    for claim in first.claims:
        from habeas.vocabulary import label  # noqa: PLC0415

        about = f", {answer.called.get(claim.site, claim.site)}" if claim.site else ""
        when = f", {claim.first}" + (f" to {claim.last}" if claim.last != claim.first else "") if claim.first else ""
        say(f"  {claim.id}  {label('claim_types', claim.type)}{about}{when}")
    if others:
        named = ", ".join(source.document.id for source in others[:COPIES])
        more = f" and {len(others) - COPIES} more" if len(others) > COPIES else ""
        say(f"  the same words in {named}{more}")


def _heading(source: "Source") -> str:
    document = source.document
    told = [document.publisher, document.published, document.language]
    return f"{document.title or 'untitled'} — {', '.join(filter(None, told))} [{document.id}]"


def _marked(hit: "Hit") -> Text:
    """The passage with its hits: coloured where someone looks, between stars in a pipe."""
    row, at = Text("  "), 0
    for start, end in ((h.start, h.end) for h in hit.hits):
        row.append(_inline(hit.text[at:start]))
        found = _inline(hit.text[start:end])
        row.append(*((found, "bold yellow") if OUT.is_terminal else (f"**{found}**",)))
        at = end
    row.append(_inline(hit.text[at:]))
    return row


def _inline(words: str) -> str:
    return visible("".join(" " if c.isspace() else c for c in words))


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}" + ("" if number == 1 else "s")


_NOTHING = "nothing found; names of people who are covered are found with `habeas show NAME`"


def register(app: typer.Typer) -> None:
    """Put this command on the command line."""
    app.command()(search)
