"""A page as a person saw it: picture, PDF and the source that its scripts made, drawn from answers that we asked for.

The browser asks us for everything; we ask the net through the capture's Fetcher, so that each request is judged, limited and
kept, and the picture is drawn from exactly the bytes that stand in the WARC.
"""

import base64
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import msgspec

from habeas.intake.capture.addresses import parse
from habeas.intake.capture.browser import Browser, Message
from habeas.intake.capture.failure import CaptureError
from habeas.intake.capture.fetching import Exchange, Fetcher, moment

WIDTH, HEIGHT = 1280, 1024
"""The window, in CSS pixels."""
WIDEST = 4_096
"""Pixels; what stands further to the right is in the PDF and the sources only."""
SOURCE = "(document.documentElement ? document.documentElement.outerHTML : '').slice(0, %d)"
QUIET = 0.8
"""Seconds without an open request after which a page counts as finished."""
AT_ONCE = 6
DROPPED = frozenset({"content-encoding", "content-length", "transfer-encoding", "connection", "alt-svc"})
"""Answer headers that speak of the way the body came, not of the body that we hand on."""
SCROLL = """(async () => { const step = innerHeight, end = Math.min(document.documentElement.scrollHeight, %d);
for (let y = 0; y < end; y += step) { scrollTo(0, y); await new Promise(r => setTimeout(r, 60)); } scrollTo(0, 0); })()"""
"""Down the page and back, so that what is loaded only when it comes into sight is there."""


class Rendering(msgspec.Struct, kw_only=True):
    """What the browser made of a page; what it could not make is None, with the reasons in `told`."""

    at: str = ""
    """UTC, when the picture was taken."""
    picture: bytes | None = None
    """PNG of the full page."""
    pdf: bytes | None = None
    dom: bytes | None = None
    """The source after scripts ran, UTF-8."""
    final: str = ""
    """The address that the page itself has at the end; scripts may have changed it."""
    height: int = 0
    """Height of the page in CSS pixels."""
    sandboxed: bool = True
    told: list[str] = []


class _Answers:
    """Answers the browser's requests: hops that were asked for already as they came, everything else from the net."""

    def __init__(self, fetcher: Fetcher, hops: Sequence[Exchange]) -> None:
        self.browser: Browser | None = None
        self._fetcher = fetcher
        self._hops = {hop.address.url: hop for hop in hops}
        self._pool = ThreadPoolExecutor(AT_ONCE)
        self._lock = threading.Lock()
        self._open = 0
        self._last = time.monotonic()

    def paused(self, event: Message, session: str | None) -> None:
        """The browser waits for the answer to a request."""
        with self._lock:
            self._open += 1
        try:
            self._pool.submit(self._answer, event, session)
        except RuntimeError:  # the page is done with
            self._done()

    def attached(self, event: Message, _session: str | None) -> None:
        """A frame or worker of the page got a process of its own: its requests come to us too."""
        if self.browser is not None:
            self.browser.send("Fetch.enable", event["sessionId"], patterns=[{"urlPattern": "*"}])
            self.browser.send("Runtime.runIfWaitingForDebugger", event["sessionId"])

    def dialog(self, _event: Message, session: str | None) -> None:
        """A page that asks a question would wait for ever."""
        if self.browser is not None:
            self.browser.send("Page.handleJavaScriptDialog", session, accept=False)

    def quiet(self, until: float) -> bool:
        """Wait until nothing was open for QUIET seconds; False when `until` came first."""
        while time.monotonic() < until:
            with self._lock:
                if not self._open and time.monotonic() - self._last > QUIET:
                    return True
            time.sleep(0.05)
        return False

    def close(self) -> None:
        """Take no more requests; those under way end by their own limits."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _answer(self, event: Message, session: str | None) -> None:
        browser, request = self.browser, event["request"]
        try:
            if browser is not None:
                answer = self._found(request)
                browser.send("Fetch.fulfillRequest", session, requestId=event["requestId"], **_fulfilment(answer))
        except CaptureError:
            with suppress(CaptureError):
                if browser is not None:
                    browser.send(
                        "Fetch.failRequest", session, requestId=event["requestId"], errorReason="BlockedByClient"
                    )
        finally:
            self._done()

    def _found(self, request: Message) -> Exchange:
        address = parse(str(request["url"]))
        with self._lock:
            known = self._hops.pop(address.url, None) if request["method"] == "GET" else None
        if known is None:
            body = b"".join(base64.b64decode(part.get("bytes", "")) for part in request.get("postDataEntries", []))
            known = self._fetcher.ask(address, request["method"], request["headers"], body)
        if known.failure is not None:
            raise CaptureError(*known.failure)
        return known

    def _done(self) -> None:
        with self._lock:
            self._open -= 1
            self._last = time.monotonic()


def render(path: str, fetcher: Fetcher, hops: Sequence[Exchange]) -> Rendering:
    """Draw the page that `hops` (as `Fetcher.follow` gave them) led to, with the browser at `path`. Never raises."""
    found = Rendering()
    answers = _Answers(fetcher, hops)
    handlers = {
        "Fetch.requestPaused": answers.paused,
        "Target.attachedToTarget": answers.attached,
        "Page.javascriptDialogOpening": answers.dialog,
    }
    try:
        with Browser(path, fetcher.settings.user_agent, handlers) as browser:
            answers.browser = browser
            found.sandboxed = browser.sandboxed
            _draw(browser, answers, fetcher, hops[0].address.url, found)
    except CaptureError as e:
        found.told.append(f"the page was not drawn whole: {e.detail}")
    finally:
        answers.close()
    return found


def _draw(browser: Browser, answers: _Answers, fetcher: Fetcher, url: str, found: Rendering) -> None:
    until = time.monotonic() + fetcher.settings.page_seconds
    session = _page(browser)
    browser.ask("Page.navigate", session, until - time.monotonic(), url=url)
    if not (_complete(browser, session, until) and answers.quiet(until)):
        found.told.append("the page was still loading when its time was over")
    limit = fetcher.settings.picture_height
    with suppress(CaptureError):
        browser.ask("Runtime.evaluate", session, expression=SCROLL % limit, awaitPromise=True)
        answers.quiet(min(until, time.monotonic() + 10))
    browser.send("Page.stopLoading", session)
    dom = _evaluated(browser, session, SOURCE % fetcher.settings.body)
    found.dom = dom.encode("utf-8", "replace") or None
    found.final = _evaluated(browser, session, "location.href")
    size = browser.ask("Page.getLayoutMetrics", session)["cssContentSize"]
    found.height = int(size["height"])
    if found.height > limit:
        found.told.append(f"the picture ends at {limit:,} of {found.height:,} pixels; the PDF has the rest")
    width = min(size["width"], WIDEST)
    clip = {"x": 0, "y": 0, "width": width, "height": min(found.height, limit), "scale": 1}
    found.at = moment()
    shot = browser.ask("Page.captureScreenshot", session, 60, format="png", captureBeyondViewport=True, clip=clip)
    found.picture = base64.b64decode(shot["data"])
    printed = browser.ask("Page.printToPDF", session, 60, printBackground=True)
    found.pdf = base64.b64decode(printed["data"])


def _page(browser: Browser) -> str:
    """The session of a fresh page whose requests come to us."""
    target = browser.ask("Target.createTarget", url="about:blank")["targetId"]
    session = str(browser.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"])
    browser.ask("Page.enable", session)
    browser.ask("Fetch.enable", session, patterns=[{"urlPattern": "*"}])
    browser.ask("Target.setAutoAttach", session, autoAttach=True, waitForDebuggerOnStart=True, flatten=True)
    browser.send("Browser.setDownloadBehavior", behavior="deny")
    size = {"width": WIDTH, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": False}
    browser.ask("Emulation.setDeviceMetricsOverride", session, **size)
    return session


def _complete(browser: Browser, session: str, until: float) -> bool:
    """Wait until the page and what it names is loaded; on a busy machine silence alone may mean that nothing has begun."""
    while time.monotonic() < until:
        with suppress(CaptureError):  # between two documents there is nothing to ask
            if _evaluated(browser, session, "document.readyState") == "complete":
                return True
        time.sleep(0.05)
    return False


def _evaluated(browser: Browser, session: str, expression: str) -> str:
    value = browser.ask("Runtime.evaluate", session, expression=expression, returnByValue=True)["result"].get("value")
    return value if isinstance(value, str) else ""


def _fulfilment(answer: Exchange) -> Message:
    headers = [{"name": key, "value": value} for key, value in answer.wire.headers if key.lower() not in DROPPED]
    body = base64.b64encode(answer.content).decode()
    return {"responseCode": answer.wire.status, "responseHeaders": headers, "body": body}
