"""Killed at any moment, the program goes on where it was: what it said is kept is kept, and the rest can be done again."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from running import HABEAS, Run


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("command", ["add", "build"])
@pytest.mark.parametrize("seconds", [0.6, 1.2, 2.0])
def test_a_killed_command_can_be_run_again(habeas: Run, tmp_path: Path, command: str, seconds: float) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(60):
        text = f"{n + 2} people were held in the school in Izium, witnesses said. They were beaten."
        (folder / f"r{n}.json").write_text(json.dumps({"id": f"r{n}", "lang": "en", "text": text}))
    habeas("init", "case")
    if command == "build":
        habeas("-C", "case", "add", "in")
    arguments = ["add", "in"] if command == "add" else ["build"]
    process = subprocess.Popen(
        [str(HABEAS), "-C", "case", *arguments], cwd=tmp_path,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "HABEAS_BY": "tester"},
    )  # fmt: skip
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.wait()
    habeas("-C", "case", "add", "in")
    habeas("-C", "case", "build")
    assert "60 items in = 60 documents read + 0 not read" in habeas("-C", "case", "status").stdout
    assert "0 problems" in habeas("-C", "case", "verify").stdout
