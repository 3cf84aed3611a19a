"""The site and the canary that tests of capture share."""

from collections.abc import Iterator

import pytest
from tests.intake.capture.site import Site, serving


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        yield running


@pytest.fixture
def canary() -> Iterator[Site]:
    """A server on a loopback address that no capture may reach."""
    with serving("127.0.0.2") as running:
        yield running
