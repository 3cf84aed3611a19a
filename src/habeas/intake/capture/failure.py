"""Why a capture, or one request of it, did not give what was asked for."""


class CaptureError(Exception):
    """Its text is one line.

    `kind`: refused | no_address | unreachable | tls | timeout | too_large | too_many | bomb | broken.
    """

    def __init__(self, kind: str, detail: str) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
