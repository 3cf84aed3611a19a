"""Random alterations of a vault with a history: both verifiers find each and name what was touched.

`tools/alterations.py` makes them, and runs a thousand; this is a part of it.
"""

import runpy
import shutil
from pathlib import Path

import pytest
from tools.alterations import KINDS, STANDALONE, Alteration, Altered, Scene, names, subjects

ROUNDS = 4


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("scene")
        patch.setenv("HABEAS_KEYS", str(folder / "keys"))
        return Scene(folder)


@pytest.fixture(autouse=True)
def scene_keys(scene: Scene, keyring: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert keyring
    monkeypatch.setenv("HABEAS_KEYS", str(scene.folder / "keys"))


def test_a_vault_that_nobody_touched_has_no_problems(scene: Scene, tmp_path: Path) -> None:
    altered = Altered(scene, tmp_path / "vault", 0)
    altered.witnessed = True
    assert subjects(altered, runpy.run_path(str(STANDALONE))) == (set(), set())


@pytest.mark.parametrize("kind", sorted(set(KINDS), key=lambda kind: kind.__name__), ids=lambda kind: kind.__name__)
def test_every_alteration_is_found_and_named(scene: Scene, tmp_path: Path, kind: Alteration) -> None:
    standalone = runpy.run_path(str(STANDALONE))
    for seed in range(ROUNDS * KINDS.count(kind)):
        altered = Altered(scene, tmp_path / "vault", seed)
        wanted = kind(altered)
        ours, theirs = subjects(altered, standalone)
        assert names(ours, wanted), (seed, wanted, ours)
        assert names(theirs, wanted), (seed, wanted, theirs)
        shutil.rmtree(altered.root)


def test_without_a_witness_an_older_state_is_a_genuine_vault(scene: Scene, tmp_path: Path) -> None:
    """The attack model says so: no cleverness inside the folder can find it."""
    altered = Altered(scene, tmp_path / "vault", 0)
    next(kind for kind in KINDS if kind.__name__ == "roll_back")(altered)
    altered.witnessed = False
    assert subjects(altered, runpy.run_path(str(STANDALONE))) == (set(), set())
