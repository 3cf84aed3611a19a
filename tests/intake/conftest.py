"""One reader for a module of tests: its workers are started once."""

from collections.abc import Iterator

import pytest

from habeas.intake import Reader


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as reader:
        yield reader
