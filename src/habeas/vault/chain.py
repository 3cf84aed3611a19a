"""Which entry of a broken chain was touched: each line knows the one before it, so one look ahead tells the two apart."""

from collections.abc import Iterator

from habeas.vault.custody import Entry, Head
from habeas.vault.problem import Problem, of_entry


class Chain:
    """Follows a log line by line; `head` is the number and the hash of the last one."""

    def __init__(self) -> None:
        self.head = Head()
        self._pending = 0
        """A line that did not follow the one before it, not yet told of: it, or the one before it, was changed."""
        self._blamed = False
        """Whether the line before is known to be wrong, so that its successor need not follow it."""
        self._other = 0
        """A number that fits too: the one that was due before the last jump."""

    @property
    def due(self) -> int:
        """The number that the next line should carry."""
        return self.head.seq + 1

    def unreadable(self, digest: str) -> Iterator[Problem]:
        """A line that is no entry took its place."""
        due = self.due
        yield from self.end()
        yield of_entry(due, "entry", "not an entry: the line was changed or damaged")
        self.head, self._blamed, self._other = Head(seq=due, sha256=digest), True, 0

    def entry(self, entry: Entry, digest: str) -> Iterator[Problem]:
        """The next entry, its line having the hash `digest`."""
        due, follows = self.due, entry.previous == self.head.sha256
        fits = entry.seq == due or (self._other and entry.seq == self._other)
        number = entry.seq if fits else due
        if not fits:
            yield from self.end()
            yield self._misnumbered(entry, due)
        elif follows:
            yield from self._resolved(self._pending - 1, "changed: the line after it does not follow it")
        elif self._pending:
            yield from self._resolved(self._pending, "changed: it does not follow the line before, nor the next one it")
        elif not self._blamed:
            self._pending = number
        jumped = not fits and not follows and due < entry.seq < due + (1 << 32)
        stays = not fits and not follows and entry.seq < due
        self._other = due if jumped else 0
        self._blamed = not fits
        self.head = Head(seq=entry.seq if jumped else due - 1 if stays else number, sha256=digest)

    def end(self) -> Iterator[Problem]:
        """Tell what no further line will tell apart: at the end of the log it may be either of two."""
        if self._pending:
            for number in (self._pending - 1, self._pending):
                what = f"entry {self._pending} does not follow entry {self._pending - 1}: one of the two was changed"
                yield of_entry(number, "chain", what)
            self._pending = 0

    def _resolved(self, number: int, what: str) -> Iterator[Problem]:
        if self._pending:
            self._pending = 0
            yield of_entry(number, "chain", what)

    def _misnumbered(self, entry: Entry, due: int) -> Problem:
        if entry.previous == self.head.sha256:
            return of_entry(due, "sequence", f"carries number {entry.seq}")
        if entry.seq > due:
            return of_entry(due, "sequence", f"missing: the next line is number {entry.seq}")
        return of_entry(entry.seq, "sequence", f"stands again, or out of its place, where {due} is due")
