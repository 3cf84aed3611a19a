"""The parts of a capture, made of what was asked and answered: files, media, hops, collection record, what is missing."""

import platform
from datetime import datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version as installed
from io import BytesIO
from urllib.parse import unquote, urlsplit

import msgspec

from habeas import __version__
from habeas.intake.capture import warc
from habeas.intake.capture.addresses import Reach, Resolver, system_resolver
from habeas.intake.capture.fetching import Exchange, Fetcher, moment
from habeas.intake.capture.record import Collected, Drawn, File, Hop, Robots
from habeas.intake.capture.rendering import WIDTH, Rendering
from habeas.intake.capture.settings import Settings
from habeas.intake.names import base_name

PAGES = frozenset({"text/html", "application/xhtml+xml", ""})
MEDIA = ("image/", "video/", "audio/")
ENDINGS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "": ".html",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "application/json": ".json",
    "image/png": ".png",
    "image/jpeg": ".jpg",
}
CLOCK = "the system clock of this machine; no time service was asked"
TOOLS = f"habeas/{__version__}"


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Who wants a capture, why, and what it may do."""

    by: str | None
    reason: str | None = None
    settings: Settings = Settings()
    reach: Reach = Reach()
    resolver: Resolver = system_resolver


class Taken(msgspec.Struct, kw_only=True):
    """What a capture has gathered so far."""

    url: str
    started: str
    robots: Robots
    hops: list[Exchange] = []
    failure: str = ""
    rendering: Rendering | None = None
    browser: str | None = None
    unfinished: int = 0
    """Requests of the page that were under way when its time was over."""
    texts: tuple[str, str] = ("", "")
    """The text of page source and of rendered source."""

    @property
    def answer(self) -> Exchange | None:
        """What the address led to; None where it led to nothing."""
        return self.hops[-1] if self.hops and not self.failure else None

    @property
    def is_page(self) -> bool:
        return self.answer is not None and self.answer.media_type in PAGES


def files(fetcher: Fetcher, taken: Taken, media_: list[tuple[File, bytes]]) -> list[tuple[File, bytes]]:
    """The files of the capture with their bytes: sources, picture, PDF, exchanges, and media that are large enough."""
    found: list[tuple[File, bytes]] = []

    def put(part: str, name: str, data: bytes | None, media_type: str, url: str | None = None) -> None:
        if data:
            found.append((File.of(part, name, data, media_type, url), data))

    if (answer := taken.answer) is not None:
        kind = answer.media_type
        put("page_source", f"page{ENDINGS.get(kind, '.bin')}", answer.content, kind or "text/html", answer.address.url)
    if (drawn_ := taken.rendering) is not None:
        put("rendered_source", "rendered.html", drawn_.dom, "text/html")
        put("picture", "picture.png", drawn_.picture, "image/png")
        put("pdf", "picture.pdf", drawn_.pdf, "application/pdf")
    if any(one.wire.sent for one in fetcher.exchanges):
        put("exchanges", "capture.warc.gz", _exchanges(fetcher), "application/warc")
    known = {file.sha256 for file, _ in found}
    for file, data in media_:
        if file.size >= fetcher.settings.media and file.sha256 not in known:
            known.add(file.sha256)
            found.append((file, data))
    return found


def _exchanges(fetcher: Fetcher) -> bytes:
    out = BytesIO()
    warc.write(out, fetcher.exchanges, {"software": TOOLS, "format": warc.FORMAT, "robots": fetcher.settings.robots})
    return out.getvalue()


def media(fetcher: Fetcher, taken: Taken) -> list[tuple[File, bytes]]:
    """Every image, sound and video that the page brought, in the order of their addresses."""
    own = {id(hop) for hop in taken.hops}
    found = [
        (File.of("media", _name(one), one.content, one.media_type, one.address.url), one.content)
        for one in fetcher.exchanges
        if one.media_type.startswith(MEDIA) and one.content and one.wire.status == 200 and id(one) not in own
    ]
    return sorted(found, key=lambda pair: (pair[0].url or "", pair[0].sha256))


def _name(one: Exchange) -> str:
    return base_name(unquote(urlsplit(one.address.url).path, errors="replace"))[-120:]


def hop(one: Exchange) -> Hop:
    """A request on the way, as the record keeps it."""
    certificate = one.wire.certificate
    return Hop(
        url=one.address.url,
        at=one.at,
        ip=one.wire.ip,
        status=one.wire.status,
        headers=one.wire.headers,
        certificate=certificate.sha256 if certificate else None,
        certificate_der=certificate.der if certificate else None,
        failure=one.failure[1] if one.failure else None,
    )


def drawn(taken: Taken) -> Drawn | None:
    """How the picture was made; None where no browser was at work."""
    if taken.rendering is None or taken.browser is None:
        return None
    it = taken.rendering
    return Drawn(at=it.at, browser=taken.browser, sandboxed=it.sandboxed, width=WIDTH, height=it.height, told=it.told)


def collected(fetcher: Fetcher, taken: Taken, asked: Asked) -> Collected:
    """Who collected, when, with what and how."""
    settings = asked.settings
    return Collected(
        by=asked.by,
        reason=asked.reason,
        plan=settings.plan,
        machine=settings.machine or f"{platform.system()} {platform.release()} {platform.machine()}",
        tools=[
            TOOLS,
            f"Python/{platform.python_version()}",
            f"warcio/{installed('warcio')}",
            *filter(None, [taken.browser]),
        ],
        account=settings.account,
        exit_country=settings.exit_country,
        started=taken.started,
        ended=moment(),
        clock=CLOCK,
        server_ahead=_ahead(taken.hops[-1]) if taken.hops else None,
        robots=taken.robots,
        requests=len(fetcher.exchanges),
        refused=[(url, e.detail) for url, e in fetcher.refused],
        settings=settings,
        private_allowed=bool(asked.reach.allowed),
    )


def _ahead(answer: Exchange) -> int | None:
    """By how many seconds the server's clock was ahead of ours."""
    try:
        theirs = parsedate_to_datetime(answer.header("date"))
        return round((theirs - datetime.fromisoformat(answer.at)).total_seconds())
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def missing(fetcher: Fetcher, taken: Taken, asked: Asked) -> dict[str, str]:
    """Capture part -> why it is not there."""
    found: dict[str, str] = {}
    if taken.answer is None:
        found["page_source"] = taken.failure
    if why := _not_drawn(taken, asked):
        found["full_page_capture"] = why
    if lost := _lost(fetcher, taken):
        found["embedded_media"] = f"{lost} requests of the page got no whole answer or were one too many"
    untold = [name for name, value in (("by", asked.by), ("exit_country", asked.settings.exit_country)) if not value]
    if untold:
        found["collection_data"] = f"not told: {', '.join(untold)}"
    return found


def _not_drawn(taken: Taken, asked: Asked) -> str | None:
    if taken.rendering is not None and taken.rendering.picture:
        return None
    if taken.answer is None:
        return "there was no page to draw"
    if not taken.is_page:
        return f"the address gave {taken.answer.media_type}, not a page"
    if not asked.settings.render:
        return "case.toml says not to draw pages"
    return "; ".join(taken.rendering.told) if taken.rendering else "this machine has no Chromium"


def _lost(fetcher: Fetcher, taken: Taken) -> int:
    """Requests of the page that failed for want of an answer or of room; what the server itself refused is its answer."""
    hops = {id(hop) for hop in taken.hops}
    failed = sum(one.failure is not None and id(one) not in hops for one in fetcher.exchanges)
    return taken.unfinished + failed + sum(e.kind in {"too_many", "too_large"} for _, e in fetcher.refused)
