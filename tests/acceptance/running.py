"""Where the program is, and what running it looks like in a test."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

HABEAS = Path(sys.executable).parent / "habeas"
Run = Callable[..., "subprocess.CompletedProcess[str]"]
Report = Callable[..., Path]
