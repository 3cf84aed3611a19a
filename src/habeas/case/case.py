"""A case: one folder with its vault, its database and its settings. The only place that knows all rooms.

Evidence goes one way: `add` keeps bytes in the vault and says so in the custody log; `build` derives texts, reads them and
computes the register anew. What is in `case.db` can always be computed again from the vault.
"""

import json
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePath
from types import TracebackType
from typing import Self

import msgspec

from habeas import intake, review
from habeas.case import building, exporting, linking, settling
from habeas.case.building import LAST_BUILD
from habeas.case.deriving import BATCH
from habeas.case.joining import entries_of
from habeas.case.judging import Judged
from habeas.case.keeping import Added, files, keep, tell
from habeas.case.layout import DATABASE, PLACES, SETTINGS, STATES, VAULT, WEIGHTS, now
from habeas.case.results import Built, Decided, LastBuild, Status, Tick, Worked, silent
from habeas.model.decision import Decision, Target
from habeas.model.errors import HabeasError, UsageError
from habeas.model.register import ClaimRow, Register
from habeas.model.visible import hides
from habeas.register.queries import Queries
from habeas.storage.database import Database
from habeas.storage.register_rows import RegisterRows
from habeas.storage.replay import catch_up
from habeas.vault import Event, Vault, decided
from habeas.vault.custody import NAME as LOG


class Case:
    """An open case; a context manager."""

    def __init__(self, root: Path, by: str | None = None) -> None:
        """Open the case in `root`; `by`: who works, for the custody log. Raises UsageError when there is none."""
        self.root, self.by = root, by
        try:
            settings = tomllib.loads((root / SETTINGS).read_text("utf-8"))
            self.name = str(settings["name"])
        except FileNotFoundError as e:
            raise UsageError(f"no case in {root}: make one with `habeas init {root}`") from e
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError) as e:
            raise HabeasError(f'{SETTINGS} cannot be read ({e}): it needs a line such as name = "My case"') from e
        self.database = Database(root / DATABASE)
        catch_up(self.database, root / VAULT)
        self._judged: Judged | None = None
        self._queries: Queries | None = None
        self._unknown: Judged | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.database.__exit__(kind, error, at)

    @staticmethod
    def create(root: Path, name: str, by: str | None = None) -> "Case":
        """Make a case; what an earlier attempt left unfinished is completed.

        Raises HabeasError where there is one already or the folder cannot be made, UsageError for a name that cannot be
        shown.
        """
        if (root / SETTINGS).exists():
            raise HabeasError(f"there is a case in {root} already")
        if not name.strip() or any(map(hides, name)):
            raise UsageError("a case's name is one line of visible characters")
        try:
            root.mkdir(parents=True, exist_ok=True)
            root.chmod(0o700)
            if not (root / VAULT / LOG).exists():
                Vault.create(root / VAULT)
            with Vault(root / VAULT, at=now(), by=by) as vault:
                vault.log.append(Event(event="case.opened", data={"name": name}), at=now(), by=by)
            (root / SETTINGS).write_text(f"name = {json.dumps(name, ensure_ascii=False)}\n", "utf-8")
        except OSError as e:
            raise HabeasError(f"a case cannot be made in {root}: {e.strerror}") from e
        return Case(root, by)

    @staticmethod
    def find(start: Path) -> Path:
        """The case that holds the folder `start`. Raises UsageError when none does."""
        for folder in (start, *start.parents):
            if (folder / SETTINGS).is_file() and (folder / VAULT).is_dir():
                return folder
        raise UsageError("not inside a case: go to one, name one with -C DIR, or make one with `habeas init DIR`")

    # --- bytes in -------------------------------------------------------------------------------------------------

    def add(self, inputs: Iterable[Path], tick: Tick = silent, mapping: Path | None = None) -> Added:
        """Keep files, folders and what archives and messages hold. One bad input never stops the others.

        `mapping`: a file that says what the columns of tables mean. Raises HabeasError where it cannot be understood.
        """
        columns = settling.mapping(mapping) if mapping else None
        found = [pair for path in inputs for pair in files(path, self._ours)]
        known = set(self.database.item_hashes())
        added = Added()
        with Vault(self.root / VAULT, at=now(), by=self.by) as vault, intake.Reader() as reader:
            events: list[Event] = []
            for done, (path, via) in enumerate(found):
                for event in keep(vault, reader, path, via, columns):
                    events.append(event)
                    tell(added, event, known, self.shown)
                if len(events) >= BATCH:
                    vault.log.append(*events, at=now(), by=self.by)
                    events.clear()
                tick(done + 1, len(found))
            vault.log.append(*events, at=now(), by=self.by)
        catch_up(self.database, self.root / VAULT)
        return added

    def _ours(self, path: Path) -> bool:
        """Whether a file or folder is the case's own: what is derived is no evidence, and the vault is in the vault."""
        own = path.name in {SETTINGS, VAULT, WEIGHTS, PLACES, STATES} or path.name.startswith(DATABASE)
        return own and path.parent.resolve() == self.root.resolve()

    def shown(self, name: str) -> str:
        """A file name for the screen, without what may be a name in it: of one that has something to cover only the ending.

        Asked without the names of the case, whose making takes long.
        """
        self._unknown = self._unknown or Judged.of([])
        covered = self._unknown.covering.line(name)
        return intake.safe_name(name if covered == name else f"[name]{PurePath(covered).suffix}")

    # --- the walk -------------------------------------------------------------------------------------------------

    def build(self, readings: Path | None = None, tick: Tick = silent, worked: Worked | None = None) -> Built:
        """Derive, read, resolve, corroborate: compute the register from everything in the vault.

        `readings`: a folder of ID.json in the reading format that other readers made; they become current.
        `worked`: what `working.work` did just before; None to derive and read here whatever waits.
        Raises UsageError when there is no such folder.
        """
        self._judged = self._queries = None
        built, self._judged = building.build(self, readings, tick, worked)
        return built

    # --- decisions ------------------------------------------------------------------------------------------------

    def decide(self, made: Sequence[Decision]) -> Decided:
        """Append decisions to the custody log; the next build applies them. One that is there already changes nothing."""
        known = {one.id for one in self.database.decisions()}
        new = list({one.id: one for one in made if one.id not in known}.values())
        if new:
            with Vault(self.root / VAULT, at=now(), by=self.by) as vault:
                vault.log.append(*map(decided, new), at=now(), by=self.by)
            catch_up(self.database, self.root / VAULT)
            self._judged = None
        return Decided(recorded=[one.id for one in new], again=len(made) - len(new))

    def target(self, *ids: str) -> Target:
        """What a decision on these ids is about: a claim, a person, or a pair. Raises HabeasError when there is none."""
        rows = [self.queries().get(one) for one in ids]
        if None in rows:
            raise HabeasError(
                f"nothing in the register has the id {ids[rows.index(None)]}: `habeas show NAME` finds ids"
            )
        if isinstance(rows[0], ClaimRow):
            (reading,) = self.database.reading(self.queries().item(rows[0].document))
            found = review.target(reading, rows[0].id)
            if found is None:
                raise HabeasError(f"the current reading has no claim {ids[0]}: run `habeas build` first")
            return found
        known = [row.id for row in rows if row]
        return Target(origins=known) if known[0].startswith("O-") else Target(entities=known)

    def decisions(self) -> list[Decision]:
        """Every decision ever made, in order; reasons may hold names."""
        return self.database.decisions()

    def decided_on(self, one: str) -> list[str]:
        """A line for each decision that stands on a claim or a thing, reasons covered."""
        judged, line = self.judged(), self.judged().covering.line
        made = judged.applied.get(one) or [
            d for d in judged.decisions if d.target and one in (*d.target.entities, *d.target.origins)
        ]
        cut = linking.standing
        return [f"{d.verdict} by {line(d.by)} at {d.at}: {line(d.reason)} ({d.id}){cut(judged, d)}" for d in made]

    def links(self, one: str) -> list[str]:
        """A line for each link that made an entity of mentions, or that may: what speaks for it, in words and figures."""
        return linking.links(self.judged(), one)

    # --- looking --------------------------------------------------------------------------------------------------

    def judged(self) -> Judged:
        """The current readings with what follows from them, computed once."""
        if self._judged is None:
            self._judged = Judged.of(self.database.readings(), self.database.decisions(), entries_of(self.database))
        return self._judged

    def register(self) -> Register:
        """The register. Raises UsageError before the first build."""
        return self.queries().register

    def queries(self) -> Queries:
        """Look-ups on the register. Raises UsageError before the first build."""
        if self._queries is None:
            rows = RegisterRows(self.database)
            if rows.head() is None:
                raise UsageError("nothing is built yet: run `habeas build`")
            self._queries = Queries(rows)
        return self._queries

    def words(self, claim: ClaimRow) -> str:
        """The covered words of a claim's passage."""
        text = self.judged().covering.document(self.queries().item(claim.document))
        return " ".join(text.passage(claim.passage).of(text.text).split())

    def status(self) -> Status:
        """The sum of the case."""
        items, not_read = len(self.database.item_hashes()), self.database.not_read()
        documents = self.database.count_documents()
        arrivals = self.database.arrivals() if not_read else {}
        built = self.database.setting(LAST_BUILD)
        last = msgspec.json.decode(built, type=LastBuild) if built else None
        return Status(
            name=self.name,
            items=items,
            arrivals=self.database.count_arrivals(),
            documents=documents,
            not_read=not_read,
            came_as={row.item: self.shown(min(a.name for a in arrivals[row.item])) for row in not_read},
            waiting=items - documents - len(not_read),
            last=last,
        )

    # --- what leaves ----------------------------------------------------------------------------------------------

    def export_register(self, path: Path) -> None:
        """Write register.json, names covered. Raises HabeasError when a sealed name would leave."""
        exporting.export_register(self, path)

    def export_report(self, folder: Path) -> list[Path]:
        """Write the report's pages. Raises HabeasError, and leaves nothing, when a sealed name would leave."""
        return exporting.export_report(self, folder)

    def log(self, event: str, data: dict[str, object]) -> None:
        """Append one event to the custody log."""
        with Vault(self.root / VAULT, at=now(), by=self.by) as vault:
            vault.log.append(Event(event=event, data=data), at=now(), by=self.by)
