"""A web site on this machine's loopback, made of plain functions, and a canary that tells whether anybody knocked."""

import gzip
import http.server
import ipaddress
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from habeas.intake.capture import Reach

Answer = tuple[int, Mapping[str, str], bytes]
ONLY_HERE = Reach(allowed=(ipaddress.ip_network("127.0.0.1/32"),))
"""The site may be asked; the rest of loopback, where the canary sits, may not."""
TEXT = "Witnesses say that eleven men were held in the cellar of the school of Vesele for nine days in May."
HEAD = "<html lang=en><head><title>The cellar</title></head>"
PAGE = f"{HEAD}<body><article><h1>The cellar</h1><p>{TEXT}</p></article></body></html>"


@dataclass
class Site:
    """Pages by path; `asked` are the paths that were asked for, in order."""

    pages: dict[str, Answer | Callable[[http.server.BaseHTTPRequestHandler], None]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    address: str = ""

    def page(self, path: str, body: str | bytes = PAGE, status: int = 200, **headers: str) -> str:
        """Serve `body` at `path`; returns its address."""
        data = body.encode() if isinstance(body, str) else body
        named = {key.replace("_", "-"): value for key, value in headers.items()}
        self.pages[path] = (status, {"Content-Type": "text/html; charset=utf-8", **named}, data)
        return self.address + path

    def handle(self, path: str, answer: Callable[[http.server.BaseHTTPRequestHandler], None]) -> str:
        """Let `answer` write what it likes."""
        self.pages[path] = answer
        return self.address + path


@contextmanager
def serving(host: str = "127.0.0.1") -> Iterator[Site]:
    """A running site on a free port."""
    site = Site()

    class Handler(http.server.BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Be quiet."""

        def handle_one_request(self) -> None:
            site.asked.append("(connection)")
            super().handle_one_request()

        def do_GET(self) -> None:
            site.asked[-1] = self.path
            answer = site.pages.get(self.path, (404, {}, b"no such page"))
            if callable(answer):
                answer(self)
                return
            status, headers, body = answer
            self.send_response(status)
            for key, value in headers.items():
                self.send_header(key, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815  # the name that http.server asks for

    server = http.server.ThreadingHTTPServer((host, 0), Handler)
    server.daemon_threads = True
    site.address = f"http://{host}:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


def bomb(size: int) -> bytes:
    """`size` zeros, packed."""
    return gzip.compress(bytes(size))
