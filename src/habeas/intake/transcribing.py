"""Words of audio and video, by a program that the case names: intake has none of its own and fetches none.

The program is the user's, so it runs as the user runs it, without a shell, with the path of the file as its last
argument; what it writes to standard output is the text.
"""

import subprocess
from pathlib import Path

from msgspec.structs import replace

from habeas.intake.cleaning import bounded, newlines
from habeas.intake.limits import Limits
from habeas.intake.source import Options
from habeas.model.derivation import Derivation
from habeas.model.document import Document, document_id
from habeas.model.errors import UnreadableError
from habeas.model.item import NotRead

NEEDED = "needs_transcription"
"""Reason of an item whose words can only be heard."""


def completed(made: Derivation, path: Path, options: Options, limits: Limits) -> Derivation:
    """`made` with the words that the case's transcriber heard; unchanged where there is none or nothing to hear."""
    if made.not_read is None or made.not_read.reason != NEEDED or not options.transcriber:
        return made
    tool = f"transcriber {Path(options.transcriber[0]).name}"
    try:
        text = bounded(newlines(_heard(path, options)).strip(), limits)
    except UnreadableError as e:
        return replace(made, not_read=NotRead(item=made.item, reason=e.reason, detail=e.detail))
    document = Document(id=document_id(made.item), item=made.item, text=text)
    return replace(made, document=document, not_read=None, tools=[*made.tools, tool])


def _heard(path: Path, options: Options) -> str:
    command = [*options.transcriber, str(path.absolute())]
    try:
        done = subprocess.run(  # noqa: S603  # named in the case's own settings
            command, capture_output=True, check=True, timeout=options.transcriber_seconds, stdin=subprocess.DEVNULL
        )
    except subprocess.TimeoutExpired as e:
        line = f"the transcriber took longer than {options.transcriber_seconds:g} seconds"
        raise UnreadableError("timeout", line) from e
    except (OSError, subprocess.CalledProcessError) as e:
        raise UnreadableError(NEEDED, "the transcriber named in the settings failed: try it by hand") from e
    return done.stdout.decode("utf-8", "replace")
