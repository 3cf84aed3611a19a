"""Refuse files over 400 lines and functions over 40.

Exceptions stand in `tools/limits.txt`, one `path` or `path::function` a line with its present length. The list may only
shrink: an exception that is no longer needed, or that grew, is an error too.
"""

import ast
import sys
from pathlib import Path

FILE_LIMIT, FUNCTION_LIMIT = 400, 40
ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("src", "tests", "tools", "bench")


def lengths(path: Path) -> dict[str, tuple[int, int]]:
    """Name of the file and of each function in it -> (its lines, its limit)."""
    name = path.relative_to(ROOT).as_posix()
    source = path.read_text("utf-8")
    found = {name: (source.count("\n"), FILE_LIMIT)}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
            lines = (node.end_lineno or node.lineno) - body[0].lineno + 1 + (body[0].lineno > node.lineno)
            found[f"{name}::{node.name}"] = (lines, FUNCTION_LIMIT)
    return found


def main() -> int:
    listed = dict(line.rsplit(" ", 1) for line in (ROOT / "tools/limits.txt").read_text("utf-8").splitlines() if line)
    measured: dict[str, tuple[int, int]] = {}
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            measured.update(lengths(path))
    wrong = [
        f"{name}: {lines} lines, limit {listed.get(name, limit)}"
        for name, (lines, limit) in measured.items()
        if lines > int(listed.get(name, limit))
    ]
    wrong += [
        f"{name}: no longer needs its exception"
        for name in listed
        if measured.get(name, (0, 0))[0] <= measured.get(name, (0, 0))[1]
    ]
    print("\n".join(wrong) or f"{len(measured)} files and functions within their limits")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
