"""How captures are made: limits, politeness, who asks. From the table `capture` of case.toml; kept in each record."""

from typing import Any, Literal

import msgspec

from habeas.model.errors import UsageError

MIB = 1 << 20
BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36"
"""What an ordinary browser says of itself. That somebody documents detention is nothing that the server need know."""


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every setting with its default; times in seconds, sizes in bytes."""

    user_agent: str = BROWSER
    languages: str = "en,*;q=0.5"
    """The header Accept-Language: pages that come in several languages come in one of these."""
    robots: Literal["record", "obey", "ignore"] = "record"
    """record: robots.txt is asked for and what it says kept, but a person chose this page; obey: a page that it forbids is
    not asked for; ignore: robots.txt is not asked for."""
    pause: float = 1.0
    """Between two captures of one host."""
    redirects: int = 10
    request_seconds: float = 30.0
    """One request, from connecting to its last byte."""
    page_seconds: float = 60.0
    """Rendering a page, everything in it included."""
    body: int = 64 * MIB
    """One answer on the wire, and unpacked."""
    whole: int = 128 * MIB
    """All answers of one capture on the wire."""
    requests: int = 500
    """Requests of one capture."""
    picture_height: int = 16_384
    """Pixels; browsers draw no taller picture. The PDF shows the rest."""
    media: int = 4_096
    """Images, sound and video from this size on become items of their own; smaller ones stay in the WARC."""
    render: bool = True
    """Whether a browser, if there is one, makes picture, PDF and rendered source."""
    browser: str | None = None
    """Path of the browser; None: a Chromium of this machine."""
    machine: str | None = None
    """What the record calls this machine; None: its operating system only."""
    exit_country: str | None = None
    """Where the requests left for the open net (a VPN's country), as the team knows it."""
    direct: bool = False
    """Whether pages are asked for directly although this machine names a proxy, which captures never use."""
    account: str = "none"
    """Whose account was used; this capture never signs in."""
    plan: str | None = None
    """Id of the plan under which is collected."""


def settings(table: Any) -> Settings:
    """The settings of a case. Raises UsageError for one that is not known or not of its kind."""
    try:
        return msgspec.convert(table, Settings)
    except msgspec.ValidationError as e:
        raise UsageError(f"case.toml, [capture]: {e}") from e
