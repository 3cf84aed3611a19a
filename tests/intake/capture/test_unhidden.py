"""Who hides behind a proxy is not shown to a server."""

import pytest
from tests.intake.capture.site import ONLY_HERE, Site

from habeas.intake.capture import Asked, CaptureError, Settings, capture


def here(_host: str, _port: int) -> list[str]:
    raise OSError("nobody may be asked")


@pytest.mark.parametrize("name", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"])
def test_nothing_is_asked_past_a_proxy_unless_the_case_says_so(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "http://127.0.0.1:9")
    with pytest.raises(CaptureError, match="names a proxy"):
        capture("https://example.org/", Asked(by=None, resolver=here), lambda _: "")
    told = capture("https://example.org/", Asked(by=None, resolver=here, settings=Settings(direct=True)), lambda _: "")
    assert told.record.outcome == "failed"


def test_a_private_host_that_is_allowed_needs_no_proxy(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    asked = Asked(by=None, reach=ONLY_HERE, settings=Settings(render=False))
    assert capture(site.page("/page"), asked, lambda source: source.decode()).record.outcome == "content"
