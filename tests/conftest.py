"""Makes this folder importable, so that the tests of all rooms share their builders (`making.py`).

Signing keys of tests are kept in a folder that goes with the run, never among those of whoever runs it.
"""

import os
import tempfile

_KEYS = tempfile.TemporaryDirectory(prefix="habeas-keys-")
os.environ["HABEAS_KEYS"] = _KEYS.name
