"""The program as its users run it: the `habeas` script of this environment, in a process of its own."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from running import HABEAS, Report, Run


@pytest.fixture
def habeas(tmp_path: Path) -> Run:
    """Runs a command in an empty folder and returns what it printed; `code` is the exit code that is expected."""

    def run(*command: str | Path, code: int = 0, cwd: Path = tmp_path) -> "subprocess.CompletedProcess[str]":
        done = subprocess.run(
            [str(HABEAS), *map(str, command)],
            cwd=cwd, capture_output=True, text=True, timeout=300, check=False,
            env={**os.environ, "HABEAS_BY": "tester", "COLUMNS": "200"},
        )  # fmt: skip
        assert done.returncode == code, f"exit {done.returncode}, expected {code}\n{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr
        return done

    return run


@pytest.fixture
def report(tmp_path: Path) -> Report:
    """Writes a report file ID.json and returns its path."""

    def write(name: str, text: str, **more: object) -> Path:
        path = tmp_path / "in" / f"{name}.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps({"id": name, "lang": "en", "title": None, "text": text, **more}), "utf-8")
        return path

    return write
