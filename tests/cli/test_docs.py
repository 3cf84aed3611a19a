"""The page of commands is the program's own help; whoever changes one writes the other with `make docs`."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_of_commands_is_up_to_date(tmp_path: Path) -> None:
    written = tmp_path / "commands.md"
    command = [sys.executable, "-m", "typer", "habeas.cli.main", "utils", "docs", "--name", "habeas"]
    subprocess.run([*command, "--title", "The commands", "--output", str(written)], check=True, capture_output=True)
    assert written.read_text("utf-8") == (ROOT / "docs/commands.md").read_text("utf-8"), "run `make docs`"


def test_every_decision_has_a_number_of_its_own() -> None:
    numbers = [path.name[:4] for path in (ROOT / "docs/decisions").glob("[0-9]*.md")]
    assert len(numbers) == len(set(numbers))


def test_every_link_between_the_pages_leads_somewhere() -> None:
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name} leads to {target}, which is not there"
