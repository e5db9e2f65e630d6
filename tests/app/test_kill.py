"""After `kill -9` of the application, the project is sound and has every completed edit."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 needs Unix")


ROOT = Path(__file__).parent.parent.parent


def run_kills(folder: Path, kills: int, seed: int) -> None:
    driver = str(Path(__file__).with_name("kill_driver.py"))
    places = os.pathsep.join((str(ROOT), str(ROOT / "tests")))
    done = subprocess.run(
        [sys.executable, driver, str(folder), str(kills), str(seed)],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": places, "QT_QPA_PLATFORM": "offscreen"},
        check=False,
    )
    assert done.returncode == 0, f"seed {seed}: {done.stdout}{done.stderr}"
    assert f"{kills} kills" in done.stdout


def test_killing_the_application_loses_no_completed_edit(tmp_path: Path) -> None:
    run_kills(tmp_path, kills=2, seed=1)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_killing_the_application_twenty_times(tmp_path: Path) -> None:
    run_kills(tmp_path, kills=20, seed=2)
