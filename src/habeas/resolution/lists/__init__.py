"""Lists: which rows of large lists of people (missing persons, exchanged prisoners) may be one person.

For lists of 10^5 to 10^6 rows, where comparing names pair by pair takes too long: names become keys that scripts and
romanisations share, and Splink weighs what two rows have in common, on DuckDB. Every link says in words and figures what
speaks for and against it; nothing is merged, and no name leaves: rows are told by their ids.
"""

from habeas.resolution.lists.linking import Linked, link
from habeas.resolution.lists.rows import Row, Skipped, read_list

__all__ = ["Linked", "Row", "Skipped", "link", "read_list"]
