"""One capture from its address to its record and files. Effects: the network, and a browser that has none of its own."""

from collections.abc import Callable
from urllib.request import getproxies

import msgspec

from habeas.intake.capture import browser, parts
from habeas.intake.capture.addresses import parse
from habeas.intake.capture.failure import CaptureError
from habeas.intake.capture.fetching import Fetcher, moment, redirect
from habeas.intake.capture.metadata import canonical, metadata
from habeas.intake.capture.parts import Asked, Taken
from habeas.intake.capture.record import Addressed, Record, manifest
from habeas.intake.capture.rendering import render
from habeas.intake.capture.robots import robots
from habeas.intake.capture.walls import LETTERS, LITTLE, Verdict, judge

Read = Callable[[bytes], str]
"""Bytes of a page -> their text, empty where there is none; reads hostile bytes where they can do no harm."""


class Captured(msgspec.Struct, frozen=True, kw_only=True):
    """A finished capture: the record and the bytes of the files that it names, in its order."""

    record: Record
    contents: list[bytes]


def capture(url: str, asked: Asked, read: Read) -> Captured:
    """Capture the page at `url`. A capture that fails is one too, and says so.

    Raises CaptureError of kind `refused` when nothing may be asked at this address.
    """
    fetcher = Fetcher(asked.settings, asked.reach, asked.resolver)
    started, address = moment(), parse(url)
    _unhidden(address.scheme, asked)
    taken = Taken(url=url, started=started, robots=robots(fetcher, address.url))
    if taken.robots.policy == "obey" and taken.robots.says == "forbidden":
        taken.failure = "its robots.txt forbids it, and case.toml says to obey"
    else:
        _follow(fetcher, taken)
    if taken.is_page and asked.settings.render:
        _render(fetcher, taken)
    if taken.answer is not None and taken.is_page:
        dom = taken.rendering.dom if taken.rendering else None
        taken.texts = read(taken.answer.content), read(dom) if dom else ""
    taken.unfinished = fetcher.end()
    return _recorded(fetcher, taken, asked)


def _unhidden(scheme: str, asked: Asked) -> None:
    """Who goes out by a proxy may need to: nothing shows a server his own address unless he says so."""
    named = getproxies()
    if not asked.settings.direct and not asked.reach.allowed and (scheme in named or "all" in named):
        why = "this machine names a proxy, and captures go past it: unset it, or say direct = true in case.toml, [capture]"
        raise CaptureError("refused", why)


def _follow(fetcher: Fetcher, taken: Taken) -> None:
    """Go from hop to hop; what ends the way too early is the capture's failure."""
    try:
        taken.hops = fetcher.follow(taken.url)
    except CaptureError as e:
        if e.kind == "refused":
            raise
        taken.failure = e.detail
        return
    last = taken.hops[-1]
    if last.failure is not None:
        taken.failure = last.failure[1]
    elif redirect(last) is not None:
        stopped = [e.detail for _, e in fetcher.refused[-1:]] or [f"more than {fetcher.settings.redirects} redirects"]
        taken.failure = f"a redirect was not followed: {stopped[0]}"


def _render(fetcher: Fetcher, taken: Taken) -> None:
    path = browser.find(fetcher.settings.browser)
    if path is not None:
        taken.browser = browser.version(path)
        taken.rendering = render(path, fetcher, taken.hops)


def _recorded(fetcher: Fetcher, taken: Taken, asked: Asked) -> Captured:
    media = parts.media(fetcher, taken)
    files = parts.files(fetcher, taken, media)
    verdict, reads = _verdict(taken)
    named = [file for file, _ in files]
    chosen = next((file.sha256 for file in named if file.part == reads), None)
    source = taken.answer.content if taken.answer is not None and taken.is_page else b""
    last = taken.hops[-1].address.url if taken.hops else parse(taken.url).url
    record = Record(
        outcome=verdict.outcome,
        detail=verdict.detail,
        address=Addressed(
            requested=taken.url.encode("utf-8", "replace").decode(),
            final=last,
            fragment=parse(taken.url).fragment,
            hops=[parts.hop(hop) for hop in taken.hops],
            shown=taken.rendering.final or None if taken.rendering else None,
            canonical=canonical(source),
        ),
        files=named,
        manifest=manifest(named),
        drawn=parts.drawn(taken),
        media=[file for file, _ in media],
        metadata=metadata(source),
        collected=parts.collected(fetcher, taken, asked),
        reads=chosen if verdict.outcome == "content" else None,
        missing=parts.missing(fetcher, taken, asked),
    )
    return Captured(record=record, contents=[data for _, data in files])


def _verdict(taken: Taken) -> tuple[Verdict, str]:
    """What the answer is, and the part whose text is read: the source that was served unless scripts made the text."""
    if taken.answer is None:
        return Verdict(outcome="failed", detail=taken.failure), "page_source"
    served, drawn = taken.texts
    by_script = len(served) <= LITTLE and sum(map(str.isalpha, drawn)) > 3 * max(LETTERS, sum(map(str.isalpha, served)))
    text = (drawn if by_script else served) if taken.is_page else None
    sources = (taken.answer.content, (taken.rendering.dom or b"") if taken.rendering else b"")
    return judge(taken.answer.wire.status, sources, text), "rendered_source" if by_script else "page_source"
