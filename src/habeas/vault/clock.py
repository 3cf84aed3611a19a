"""What is known of the clock that an entry's time comes from."""

import ctypes
import sys

UNSYNCHRONISED = 5
"""What Linux answers when nothing keeps its clock on time (adjtimex(2), TIME_ERROR)."""


def source() -> str:
    """`machine+ntp` where the system says that its clock is kept on time, `machine-ntp` where not, else `machine`."""
    if not sys.platform.startswith("linux"):
        return "machine"
    try:
        state = ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(1024))
    except (OSError, AttributeError):
        return "machine"
    return "machine" if state < 0 else "machine-ntp" if state == UNSYNCHRONISED else "machine+ntp"
