"""A long project with many objects is written incrementally, so that memory use stays small."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from gvseg.annotation.start import start_document
from gvseg.masks import Mask
from gvseg.project import Project
from tests.gvseg.formats.documents import source_of

FRAMES, TRACKS = 10_000, 50
HEIGHT, WIDTH = 54, 96
MOST_MIB = 500

SCRIPT = """
import resource, sys
from pathlib import Path
from gvseg.formats import ExportOptions, write_documents
from gvseg.project import open_snapshot
with open_snapshot(Path(sys.argv[1])) as document:
    options = ExportOptions(frames=range(int(sys.argv[4])))
    report = write_documents(document, Path(sys.argv[2]), sys.argv[3], options=options)
sys.stdout.write(f"{report.frame_count} {report.track_count} "
                 f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}")
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    """Write a project with 50 objects with ragged outlines on each of 10,000 frames."""
    path = tmp_path_factory.mktemp("large") / "large.gvseg"
    source = source_of(FRAMES, height=HEIGHT, width=WIDTH)
    Project.create(path, start_document(source, range(1, TRACKS + 1))).close()
    rng = np.random.default_rng(0)
    ragged = [Mask.from_array(rng.random((HEIGHT, WIDTH)) < 0.03).counts for _ in range(16)]
    with sqlite3.connect(path) as connection:
        connection.executemany(
            "INSERT INTO masks VALUES (?, ?, ?, 'propagated', 0.5, 0, 0, NULL, NULL)",
            (
                (track_id, index, ragged[(index + track_id) % 16])
                for index in range(FRAMES)
                for track_id in range(1, TRACKS + 1)
            ),
        )
    connection.close()
    return path


@pytest.mark.slow
@pytest.mark.timeout(3000)
@pytest.mark.skipif(sys.platform != "linux", reason="counts memory as Linux does")
@pytest.mark.parametrize(
    ("name", "frame_count"),
    [("ytvis", FRAMES), ("coco", FRAMES), ("ytvis-results", FRAMES)]
    # One image per frame is slow, and fewer frames are enough to detect growing memory.
    + [(name, 800) for name in ("mots", "vipseg", "coco-panoptic", "davis", "kitti-step")],
)
def test_fifty_objects_on_ten_thousand_frames_stay_under_500_mib(
    project, tmp_path, name, frame_count
):
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(project), str(tmp_path / "out"), name, str(frame_count)],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=True,
    )
    frames, tracks, peak_mib = (int(argument) for argument in done.stdout.split())
    assert (frames, tracks) == (frame_count, TRACKS)
    assert peak_mib < (MOST_MIB if frame_count == FRAMES else 200)
