"""`--workers N` on a real cluster of two workers: videos of a dead worker are retried, and none is
processed twice.
"""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from gvseg.cli.batch.done import MARKER

pytestmark = pytest.mark.slow
pytest.importorskip("ray", reason="needs the ray extra")

ROOT = Path(__file__).parents[3]
SETTLED = {"first.txt", "second.txt", MARKER}


def start(tmp_path: Path, *kinds: str) -> subprocess.Popen[str]:
    listed = tmp_path / "list.txt"
    listed.write_text("".join(f"{tmp_path / kind}.mp4\n" for kind in kinds))
    code = "import many_driver; many_driver.main()"
    return subprocess.Popen(
        [sys.executable, "-c", code, str(listed), str(tmp_path / "out"), "2"],
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def begun(tmp_path: Path) -> Counter[str]:
    path = tmp_path / "begun.txt"
    if not path.exists():
        return Counter()
    return Counter(line.split()[0] for line in path.read_text().splitlines())


def test_the_other_videos_are_processed_whatever_happens_to_some(tmp_path) -> None:
    run = start(tmp_path, "bad", "once", "always", "fault", "ant", "bee")
    out, err = run.communicate(timeout=280)
    assert run.returncode == 2, err
    assert "3 of 6 videos are done" in out
    assert begun(tmp_path) == {"bad": 1, "once": 2, "always": 3, "fault": 1, "ant": 1, "bee": 1}
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"once", "ant", "bee"}
    for name in ("once", "ant", "bee"):
        assert {path.name for path in (tmp_path / "out" / name).iterdir()} == SETTLED
    failed = {line for line in err.splitlines() if line.startswith("failed: ")}
    assert "failed: bad: No frame of it can be read." in failed
    assert any("Internal error: ZeroDivisionError" in line for line in failed)
    assert any(line.startswith("failed: always: its worker died 3 times") for line in failed)
    assert "once: once is seen" in err, "messages of workers are shown"

    again = start(tmp_path, "once", "ant", "bee")
    out, err = again.communicate(timeout=280)
    assert again.returncode == 0, err
    assert "3 of 3 videos are already done" in err
    assert begun(tmp_path)["ant"] == 1


def test_ctrl_c_ends_the_workers_and_leaves_no_partial_video(tmp_path) -> None:
    run = start(tmp_path, "ant", "slow")
    while not (tmp_path / "out" / "ant").exists() or not begun(tmp_path)["slow"]:
        assert run.poll() is None, run.communicate()
        time.sleep(0.1)
    run.send_signal(signal.SIGINT)
    out, err = run.communicate(timeout=60)
    assert run.returncode == 130, err
    assert "1 of 2 videos are done" in out
    assert "run the same command again" in err
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"ant"}
