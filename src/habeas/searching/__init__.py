"""Search over covered words: what is looked through, what is asked for, and where in a passage it stands.

Nothing here sees a text that is not covered, and nothing here knows the index: `storage/search.py` keeps it.
"""

from habeas.searching.asking import Asked, asked
from habeas.searching.entries import Entry, Limits, Named, Place, Standing, entry, named
from habeas.searching.marking import hits
from habeas.searching.words import Written, written

__all__ = [
    "Asked",
    "Entry",
    "Limits",
    "Named",
    "Place",
    "Standing",
    "Written",
    "asked",
    "entry",
    "hits",
    "named",
    "written",
]
