"""Asking for addresses: every request is judged, made over a connection of its own, and kept.

All requests of one capture, those of the browser too, go through one Fetcher, which holds them to common limits. Each hop of
a redirect is a request of its own and is judged anew.
"""

import ssl
import threading
from collections.abc import Mapping
from datetime import UTC, datetime

import msgspec

from habeas.intake.capture.addresses import Address, Reach, Resolver, join, parse, resolve, system_resolver
from habeas.intake.capture.failure import CaptureError
from habeas.intake.capture.settings import Settings
from habeas.intake.capture.unpacking import ACCEPTED, unpacked
from habeas.intake.capture.wire import Bounds, Wire, exchange

REDIRECTS = frozenset({301, 302, 303, 307, 308})
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})
"""What a page may make us ask. Nothing that changes or removes."""
OURS = frozenset({"host", "connection", "content-length", "accept-encoding", "te", "upgrade", "transfer-encoding"})
"""Request headers that the wire sets; a page's own words for them are left out."""


class Exchange(msgspec.Struct, frozen=True, kw_only=True):
    """One request and what came of it."""

    address: Address
    method: str
    at: str
    """UTC, with milliseconds, by this machine's clock, when it was asked."""
    wire: Wire
    content: bytes
    """The body, unpacked; empty where `failure` says why."""
    failure: tuple[str, str] | None

    def header(self, name: str) -> str:
        """The first header of this name in the answer, or nothing."""
        return next((value for key, value in self.wire.headers if key.lower() == name), "")

    @property
    def media_type(self) -> str:
        """The kind of content as the server calls it, without parameters, in lower case."""
        return self.header("content-type").split(";")[0].strip().lower()


class Fetcher:
    """Asks and remembers. May be used by several threads."""

    def __init__(self, settings: Settings, reach: Reach | None = None, resolver: Resolver = system_resolver) -> None:
        self.settings = settings
        self.exchanges: list[Exchange] = []
        """Every request that was made, in the order of their ends."""
        self.refused: list[tuple[str, CaptureError]] = []
        """Addresses that were not asked, and why."""
        self._reach = reach or Reach()
        self._resolver = resolver
        self._context = ssl.create_default_context()
        self._lock = threading.Lock()
        self._asked = 0
        self._size = 0
        self._under_way = 0
        self._over = False

    def ask(
        self, address: Address, method: str = "GET", headers: Mapping[str, str] | None = None, body: bytes = b""
    ) -> Exchange:
        """Make one request, and keep it. Raises CaptureError for one that may not be made; it is noted in `refused`."""
        at = moment()
        try:
            self._count(method)
            ips = resolve(address, self._reach, self._resolver)
        except CaptureError as e:
            with self._lock:
                if not self._over:
                    self.refused.append((address.url, e))
            raise
        request = (method, self._headers(headers or {}), body)
        bounds = Bounds(seconds=self.settings.request_seconds, size=self.settings.body)
        with self._lock:
            self._under_way += 1
        wire = exchange(address, ips, self._context, request, bounds)
        content, failure = self._content(wire)
        found = Exchange(address=address, method=method, at=at, wire=wire, content=content, failure=failure)
        with self._lock:
            self._under_way -= 1
            if not self._over:
                self._size += len(wire.received)
                self.exchanges.append(found)
        return found

    def end(self) -> int:
        """Keep nothing more, so that the record is of one state; returns how many requests were still under way."""
        with self._lock:
            self._over = True
            return self._under_way

    def follow(self, url: str) -> list[Exchange]:
        """Ask for `url` and for what it redirects to: one exchange a hop, the last one the answer.

        Raises CaptureError when the first address may not be asked. A later hop that may not be asked, or one too many, ends
        the chain at the redirect.
        """
        jar: dict[str, dict[str, str]] = {}
        hops = [self.ask(parse(url))]
        while (target := redirect(hops[-1])) is not None and len(hops) <= self.settings.redirects:
            jar.setdefault(hops[-1].address.host, {}).update(_cookies(hops[-1]))
            cookies = "; ".join(f"{name}={value}" for name, value in jar.get(target.host, {}).items())
            try:
                hops.append(self.ask(target, headers={"Cookie": cookies} if cookies else None))
            except CaptureError:
                break
        return hops

    def _count(self, method: str) -> None:
        if method not in METHODS:
            raise CaptureError("refused", "a request of a kind that changes something")
        with self._lock:
            if self._over:
                raise CaptureError("refused", "the capture was over")
            if self._asked >= self.settings.requests:
                raise CaptureError("too_many", f"more than {self.settings.requests:,} requests for one page")
            if self._size >= self.settings.whole:
                raise CaptureError("too_large", f"more than {self.settings.whole:,} bytes for one page")
            self._asked += 1

    def _headers(self, given: Mapping[str, str]) -> dict[str, str]:
        own = {
            "User-Agent": self.settings.user_agent,
            "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
            "Accept-Language": self.settings.languages,
        }
        theirs = {key: value for key, value in given.items() if key.lower() not in OURS}
        named = {key.lower() for key in theirs}
        kept = {key: value for key, value in own.items() if key.lower() not in named}
        return {**kept, **theirs, "Accept-Encoding": ACCEPTED}

    def _content(self, wire: Wire) -> tuple[bytes, tuple[str, str] | None]:
        if wire.failure is not None:
            return b"", wire.failure
        packing = next((value for key, value in wire.headers if key.lower() == "content-encoding"), "")
        try:
            return unpacked(wire.body, packing, self.settings.body), None
        except CaptureError as e:
            return b"", (e.kind, e.detail)


def redirect(exchange_: Exchange) -> Address | None:
    """Where an answer sends us; None when it does not, or to no address of the web."""
    location = exchange_.header("location")
    if exchange_.wire.status not in REDIRECTS or not location:
        return None
    try:
        return join(exchange_.address, location)
    except CaptureError:
        return None


def _cookies(hop: Exchange) -> dict[str, str]:
    """What a hop wants to be told back by the next: some sites redirect for ever without. Kept for its own host only."""
    pairs = [value.partition(";")[0].partition("=") for key, value in hop.wire.headers if key.lower() == "set-cookie"]
    return {name.strip(): value.strip() for name, equals, value in pairs[:50] if equals and name.isascii()}


def moment() -> str:
    """Now, in UTC with milliseconds, by this machine's clock."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
