"""A method's own refusal, or the note that the user went on in spite of it: only with a reason, which is printed."""

from collections.abc import Mapping

from habeas.estimation.results import Note, Options, RefusalError
from habeas.estimation.wording import say


def refuse(code: str, options: Options, details: Mapping[str, object], **values: object) -> Note:
    """RefusalError with the sentence `code`; where the user gave a reason for going on, the note that says so."""
    text = say(code, **values)
    reason = options.override.strip()
    if not reason:
        raise RefusalError(code, text, details)
    return Note("overridden", say("overridden", why=text.rstrip("."), reason=reason.rstrip(".")))
