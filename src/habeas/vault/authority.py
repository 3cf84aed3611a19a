"""The one place of the vault that speaks to the network, and only when told to: a timestamp authority, over HTTP."""

import urllib.error
import urllib.request
from urllib.parse import urlsplit

from habeas.model.errors import HabeasError, UsageError
from habeas.vault.tokens import RESPONSE_LIMIT

SECONDS = 30


class _Stay(urllib.request.HTTPRedirectHandler):
    """No redirects: the request goes where the user said or nowhere."""

    def redirect_request(self, *_: object) -> None:
        """Refuse."""
        return


def send(url: str, request: bytes) -> bytes:
    """The authority's response to a request. Raises UsageError for an address that is none, HabeasError when none came."""
    if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
        raise UsageError("an authority has an address such as https://tsa.example.org/tsr")
    asked = urllib.request.Request(  # noqa: S310  # the scheme was looked at
        url, request, {"Content-Type": "application/timestamp-query", "User-Agent": "habeas"}
    )
    try:
        with urllib.request.build_opener(_Stay).open(asked, timeout=SECONDS) as answered:
            raw: bytes = answered.read(RESPONSE_LIMIT + 1)
    except (urllib.error.URLError, OSError, ValueError) as e:
        reason = getattr(e, "reason", None) or getattr(e, "strerror", None) or "no answer"
        raise HabeasError(f"{urlsplit(url).hostname} gave no timestamp: {reason}") from e
    return raw
