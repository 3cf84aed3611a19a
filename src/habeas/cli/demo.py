"""The command `demo`: the example case from reports to register, and where to look."""

import shutil
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from habeas.cli.screen import cell, progress, say, show, table
from habeas.cli.state import State
from habeas.model.errors import HabeasError
from habeas.vocabulary import label

if TYPE_CHECKING:
    from habeas.model.register import Register, SiteRow

NAME = "Kharkiv example"
SHOWN = 25


def demo(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where to make the example case.")] = Path("demo-case"),
) -> None:
    """Build the example case, write its register and report, and show its sites."""
    from habeas.case import Case  # noqa: PLC0415

    _clear(folder)
    state: State = context.obj
    with Case.create(folder, NAME, state.author()) as case:
        with progress("adding") as tick:
            added = case.add([_examples()], tick)
        with progress("building") as tick:
            register = case.build(tick=tick).register
        case.export_register(folder / "register.json")
        case.export_report(folder / "report")
        status = case.status()
    say(f"{added.kept} items in = {status.documents} documents read + {len(status.not_read)} not read")
    for row in status.not_read:
        say(f"  not read: item {row.item[:12]}: {row.detail}")
    say()
    _sites(register)
    say()
    say(f"Report:   {folder / 'report' / 'index.html'}")
    say(f"Register: {folder / 'register.json'}")
    say(f"Next:     habeas -C {folder} show Kupiansk --why")


def _clear(folder: Path) -> None:
    """Remove the example case of an earlier run; never anything else."""
    if not folder.exists():
        return
    settings = folder / "case.toml"
    if not settings.is_file() or NAME not in settings.read_text("utf-8", "replace"):
        raise HabeasError(f"{folder} is there and is not the example case: name another folder")
    shutil.rmtree(folder)


def _examples() -> Path:
    """The example reports: inside an installed package, or beside the sources."""
    packaged = Path(str(files("habeas"))) / "_examples" / "kharkiv"
    beside = Path(__file__).parents[3] / "examples" / "kharkiv"
    for folder in (packaged, beside):
        if folder.is_dir():
            return folder
    raise HabeasError("the example reports are not installed: run this from a clone of the repository")


def _sites(register: "Register") -> None:
    grid = table(
        "Sites, most independent origins first",
        "site", "kind", "place", "independent origins", "claims", "denied",
        right=("independent origins", "claims"),
    )  # fmt: skip
    ranked = sorted(register.sites, key=lambda s: (-s.origins.independent, -s.origins.at_most, s.name))
    for site in ranked[:SHOWN]:
        grid.add_row(
            cell(site.name),
            label("site_kinds", site.kind),
            cell(_place(site)),
            _origins(site),
            str(len(site.claims)),
            "yes" if site.denied else "",
        )
    show(grid)
    if len(ranked) > SHOWN:
        say(f"… and {len(ranked) - SHOWN} more, in the report")


def _place(site: "SiteRow") -> str:
    return ", ".join(part for part in (site.settlement, site.admin1, site.country) if part) or "not known"


def _origins(site: "SiteRow") -> str:
    least, most = site.origins.independent, site.origins.at_most
    return str(least) if least == most else f"{least} (at most {most})"


def register(app: typer.Typer) -> None:
    """Put this command on the command line."""
    app.command()(demo)
