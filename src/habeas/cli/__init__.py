"""The command line: a front door on `case.py`, with no logic of its own."""
