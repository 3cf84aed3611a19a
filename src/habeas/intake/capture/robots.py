"""What a site's robots.txt says of a page. It is kept in the record; whether it is obeyed is the team's decision."""

import hashlib
from urllib.parse import urljoin
from urllib.robotparser import RobotFileParser

from habeas.intake.capture.addresses import parse
from habeas.intake.capture.failure import CaptureError
from habeas.intake.capture.fetching import Fetcher
from habeas.intake.capture.record import Robots

LONGEST = 500 << 10
"""Bytes of a robots.txt that are looked at (RFC 9309, 2.5)."""


def robots(fetcher: Fetcher, url: str) -> Robots:
    """Ask for robots.txt beside `url`, unless the settings say not to."""
    settings = fetcher.settings
    if settings.robots == "ignore":
        return Robots(policy=settings.robots, status=None, says="unknown", sha256=None)
    try:
        answer = fetcher.ask(parse(urljoin(parse(url).url, "/robots.txt")))
    except CaptureError:
        return Robots(policy=settings.robots, status=None, says="unknown", sha256=None)
    if answer.failure is not None or answer.wire.status != 200:
        says = "none" if 400 <= answer.wire.status < 500 else "unknown"
        return Robots(policy=settings.robots, status=answer.wire.status or None, says=says, sha256=None)
    rules = RobotFileParser()
    rules.parse(answer.content[:LONGEST].decode("utf-8", "replace").splitlines())
    says = "allowed" if rules.can_fetch(settings.user_agent, url) else "forbidden"
    digest = hashlib.sha256(answer.content).hexdigest()
    return Robots(policy=settings.robots, status=200, says=says, sha256=digest)
