"""Reports come from enemies too: nothing in them rules the terminal of those who read them."""

from pathlib import Path

from running import Report, Run

HOSTILE = "\x9b31m \u202eetihw\u202c [red]red[/red] \x1b[2J \x1b]0;taken\x07 [link=file:///etc]x[/link]"
TEXT = f"In Kupiansk, at least 23 people {HOSTILE} were held in the basement of the police station, ASTRA said."
RULES = ("\x1b", "\x07", "\x9b", "\u202e", "\u202c")


def check(shown: str) -> None:
    assert not [rule for rule in RULES if rule in shown]


def test_texts_titles_and_publishers_cannot_rule_the_terminal(habeas: Run, report: Report) -> None:
    path = report("R1", TEXT, title=f"Title {HOSTILE}\nsecond line", publisher=f"Outlet {HOSTILE}")
    habeas("init", "case")
    habeas("-C", "case", "add", path)
    habeas("-C", "case", "build")
    for command in (["show", "Kupiansk"], ["show", "Kupiansk", "--why"], ["status"]):
        done = habeas("-C", "case", *command)
        check(done.stdout + done.stderr)
    shown = habeas("-C", "case", "show", "Kupiansk", "--why").stdout
    assert "[red]red[/red]" in shown
    assert "\\x1b[2J" in shown


def test_read_and_its_lines_of_error_cannot_rule_the_terminal(habeas: Run, report: Report, tmp_path: Path) -> None:
    hidden = tmp_path / "a\x1b[2J\u202e\n.pdf"
    hidden.write_bytes(b"%PDF-1.4 cut off")
    done = habeas("read", report("R1", TEXT), hidden)
    check(done.stdout + done.stderr)
    assert "a\\x1b[2J\\u202e\\x0a.pdf" in done.stderr
    check(habeas("read", tmp_path / "none\x1b[2J", code=1).stderr)


def test_what_could_not_be_kept_cannot_rule_the_terminal(habeas: Run, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "b\x1b[2J\u202e\nc").symlink_to("/nowhere")
    habeas("init", "case")
    done = habeas("-C", "case", "add", folder, code=1)
    check(done.stdout + done.stderr)
    assert len(done.stderr.splitlines()) == 1
