"""Texts about other things, as reports in which there is nothing to find.

Teams annotate reports about captivity; a reader that learned from those alone hears captivity in a match that was lost.
The texts are our own and invented; those of one topic stay in one fold.
"""

import tomllib
from importlib.resources import files

from habeas.model.document import Document
from habeas.reading.found import Entities
from habeas.reading.language import Detector
from habeas.reading.learning.annotated import Annotated
from habeas.reading.text import parse


def elsewhere() -> list[Annotated]:
    """The texts, in the order of their file."""
    table = tomllib.loads(files(__package__).joinpath("elsewhere.toml").read_text("utf-8"))
    detector = Detector()
    return [_report(code, topic, text, detector) for code, topics in table.items() for topic, text in topics.items()]


def _report(code: str, topic: str, text: str, detector: Detector) -> Annotated:
    name = f"{topic}-{code}"
    document = Document(id=name, item="0" * 64, text=text, language=code)
    return Annotated(name, code, parse(document, detector), Entities(), [], f"elsewhere: {topic}")
