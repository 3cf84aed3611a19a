"""Errors that a user can act on: one line that says what, which input, what to do."""


class HabeasError(Exception):
    """Something asked for cannot be done; its text is the one line that the user sees. Exit code 1."""


class UsageError(HabeasError):
    """The command was used wrongly, as outside a case or with an unknown id. Exit code 2."""


class UnreadableError(HabeasError):
    """An item is kept but no text could be derived from it.

    `reason` is a key of `vocabulary/data/unread_reasons.toml`; `detail` says it for this item, in one line.
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
