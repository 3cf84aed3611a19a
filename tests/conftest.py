"""Makes this folder importable, so that the tests of all rooms share their builders (`making.py`)."""
