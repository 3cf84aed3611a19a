"""Keys of tests stay in the folders of tests."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def keyring(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of this test's signing keys."""
    folder = tmp_path_factory.mktemp("keys")
    monkeypatch.setenv("HABEAS_KEYS", str(folder))
    return folder
