"""The annotated cases: with perfect readings, how many numbers of independent origins are reproduced."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from habeas.corroboration import corroborate
from habeas.model.encoding import to_json
from habeas.register import assemble
from habeas.resolution import resolve
from making import GOLD, Covers, gold_readings


@pytest.mark.gold
@pytest.mark.skipif(not GOLD.is_dir(), reason="no annotated reports beside the repository")
def test_numbers_of_independent_origins(tmp_path: Path) -> None:
    readings = gold_readings("dev", "train")
    resolution = resolve(readings)
    register = assemble("gold", "0", readings, resolution, corroborate(readings, resolution), Covers())
    (tmp_path / "register.json").write_bytes(to_json(register))
    (tmp_path / "gold").mkdir()
    for part in ("dev", "train"):
        for path in (GOLD / part).glob("*.json"):
            (tmp_path / "gold" / path.name).symlink_to(path)
    cases = [GOLD / f"origins-{part}.json" for part in ("dev", "train")]
    command = [sys.executable, GOLD / "score_origins.py", tmp_path / "register.json", tmp_path / "gold", *cases]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    exact, near = (int(n) for n in re.findall(r"(\d+)/\d+", told.splitlines()[-1]))
    number = sum("reports" in case for path in cases for case in json.loads(path.read_text("utf-8")))
    assert exact >= 38, told
    assert near == number, told
