"""What a person sees on the terminal: plain lines in a pipe, colours and progress bars only where someone looks.

Words from reports go through `say`, `warn`, `fail` and `cell` alone: there nothing in them is obeyed by the terminal.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from habeas.model.visible import visible

OUT = Console(highlight=False, soft_wrap=True)
ERR = Console(stderr=True, highlight=False, soft_wrap=True)
Tick = Callable[[int, int], None]
"""Called with how much is done and how much there is, 0 where nobody knows."""


def say(line: str = "", style: str | None = None) -> None:
    """One line on standard output."""
    OUT.print(Text(visible(line)), style=style)


def warn(line: str) -> None:
    """One line on standard error."""
    ERR.print(Text(visible(line)), style="yellow")


def fail(line: str) -> None:
    """One line on standard error that ends a command."""
    ERR.print(Text(f"habeas: {visible(line)}"), style="bold red")


def table(title: str | None, *columns: str, right: tuple[str, ...] = ()) -> Table:
    """An empty table; the columns named in `right` hold figures."""
    grid = Table(title=title, title_justify="left", title_style="bold", header_style="bold", box=None, pad_edge=False)
    for column in columns:
        grid.add_column(column, justify="right" if column in right else "left", overflow="fold")
    return grid


def show(grid: Table) -> None:
    """Print a table, as wide as it needs to be in a pipe."""
    if OUT.is_terminal:
        OUT.print(grid)
    else:
        Console(highlight=False, width=200).print(grid)


def cell(value: object) -> Text:
    """A table cell that is shown as it stands, markup or not."""
    return Text(visible(str(value)))


@contextmanager
def progress(what: str) -> Iterator[Tick]:
    """A bar on standard error while someone looks at it; nothing in a pipe."""
    if not ERR.is_terminal:
        yield lambda _done, _all: None
        return
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, console=ERR, transient=True) as bars:
        bar = bars.add_task(what, total=None)
        yield lambda done, total: bars.update(bar, completed=done, total=total or None)
