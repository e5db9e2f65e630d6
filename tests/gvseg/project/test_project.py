"""A project file contains every edit that returned, and a failed edit never damages it."""

import os
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sample_document import snapshot
from sample_project import EDITS, SOURCE, guess, image

from gvseg.annotation.edits import (
    AcceptMasks,
    AddTrack,
    RemoveTrack,
    SetMask,
    SwapIdentities,
    Verify,
)
from gvseg.annotation.records import (
    FrameMask,
    Track,
    VideoSource,
)
from gvseg.annotation.start import start_document
from gvseg.annotation.states import PRESENT
from gvseg.errors import EditError, ProjectError
from gvseg.project import Project, compare_video, find_video, open_snapshot

ROOT = Path(__file__).parents[3]


def stored(document):
    """Return everything that a project stores of a document."""
    return snapshot(document), document.next_category_id, document.next_track_id


def test_every_edit_survives_a_restart(path):
    for edit in EDITS:
        with Project.open(path) as project:
            project.apply(edit)
            expected = stored(project.document)
        with Project.open(path) as project:
            assert stored(project.document) == expected
            assert project.check() == []


def test_undo_and_redo_survive_a_restart(path):
    seen = []
    with Project.open(path) as project:
        for edit in EDITS:
            seen.append(snapshot(project.document))
            project.apply(edit)
        seen.append(snapshot(project.document))
    for expected in reversed(seen[:-1]):
        with Project.open(path) as project:
            project.history.undo()
            assert snapshot(project.document) == expected
    for expected in seen[1:]:
        with Project.open(path) as project:
            project.history.redo()
            assert snapshot(project.document) == expected


def test_a_gesture_is_one_step_after_a_restart(path):
    with Project.open(path) as project:
        before = stored(project.document)
        with project.history.group("Propagate"):
            for i in range(5):
                project.apply(AcceptMasks({1: {i: guess(i)}}))
    with Project.open(path) as project:
        assert project.history.undo_label == "Propagate"
        project.history.undo()
        assert stored(project.document) == before
        assert project.history.undo_label is None


def test_a_project_contains_everything_of_its_document(tmp_path):
    document = start_document(SOURCE, [1, 2])
    for edit in EDITS:
        edit.apply(document)
    with Project.create(tmp_path / "made.gvseg", document) as project:
        assert stored(project.document) == stored(document)


def test_masks_of_an_object_that_undo_cannot_restore_are_deleted(path):
    def rows(table):
        with sqlite3.connect(path) as connection:
            found = connection.execute(f"SELECT count(*) FROM {table} WHERE track_id = 1")
            return found.fetchone()[0]

    with Project.open(path) as project:
        project.apply(SetMask(1, 0, FrameMask(image(1))))
        project.apply(RemoveTrack(1))
    assert rows("masks") == 1, "undo could bring it back"
    with Project.open(path, limit_bytes=0) as project:
        project.apply(Verify())
        project.apply(SetMask(2, 0, FrameMask(image(1))))
    assert rows("masks") == rows("pins") == 0
    with Project.open(path) as project:
        assert project.document.next_track_id == 3, "its id is not reused"


def test_an_invalid_edit_changes_neither_document_nor_file(path):
    with Project.open(path) as project:
        before = stored(project.document)
        with pytest.raises(EditError):
            project.apply(AcceptMasks({1: {0: guess(1), 99: guess(2)}}))
        assert stored(project.document) == before
    with Project.open(path) as project:
        assert stored(project.document) == before


def test_a_full_disk_is_reported_and_loses_nothing(path):
    rng = np.random.default_rng(0)
    with Project.open(path) as project:
        project.apply(SetMask(1, 0, FrameMask(image(1))))
        before = snapshot(project.document)
        pages = project._connection.execute("PRAGMA page_count").fetchone()[0]
        project._connection.execute(f"PRAGMA max_page_count = {pages}")
        big = Track(
            track_id=5,
            name="n",
            category_id=1,
            colour=(0, 0, 0),
            attributes={"text": "".join(chr(97 + c) for c in rng.integers(0, 26, 90_000))},
        )
        with pytest.raises(ProjectError, match="the disk is full; free some space"):
            project.apply(AddTrack(big))
        assert snapshot(project.document) == before
        project._connection.execute("PRAGMA max_page_count = 1000000")
        project.apply(AddTrack(big))
        project.history.undo()
        assert snapshot(project.document) == before
    with Project.open(path) as project:
        assert snapshot(project.document) == before


def test_a_copy_includes_the_history(path, tmp_path):
    with Project.open(path) as project:
        project.apply(EDITS[2])
        project.save_copy(tmp_path / "copy.gvseg")
        expected = stored(project.document)
    with Project.open(tmp_path / "copy.gvseg") as copy:
        assert stored(copy.document) == expected
        assert copy.history.undo_label == "Paint"


def test_a_second_writer_is_noticed(path):
    with Project.open(path) as one, Project.open(path) as two:
        two.apply(EDITS[0])
        with pytest.raises(ProjectError, match="changed by another program"):
            one.apply(EDITS[2])


def test_a_snapshot_does_not_see_later_edits(path):
    with Project.open(path) as project:
        with open_snapshot(path) as document:
            project.apply(EDITS[2])
            assert document.mask(1, 0) is None
        with open_snapshot(path) as document:
            assert document.mask(1, 0) == project.document.mask(1, 0)


def test_finds_a_moved_video_next_to_the_project(path, tmp_path):
    with Project.open(path) as project:
        assert find_video(project.document.source, path) is None
        (tmp_path / "clip.mp4").mkdir()
        assert find_video(project.document.source, path) == tmp_path / "clip.mp4"


def test_detects_a_changed_video(tmp_path):
    from gvseg.video import open_video
    from tests.gvseg.formats.documents import encode_video

    shades = [np.full((48, 64, 3), 20 * n, np.uint8) for n in range(6)]
    encode_video(tmp_path / "a.mp4", shades)
    encode_video(tmp_path / "b.mp4", shades[::-1])
    encode_video(tmp_path / "c.mp4", shades[:3])
    with open_video(tmp_path / "a.mp4") as video:
        source = VideoSource.of(video)
        assert compare_video(source, video).is_same
    with open_video(tmp_path / "b.mp4") as video:
        match = compare_video(source, video)
        assert (match.is_same, match.fits) == (False, True)
        assert "content differs" in match.reason
    with open_video(tmp_path / "c.mp4") as video:
        match = compare_video(source, video)
        assert not match.fits
        assert "3 frames, but the annotated video has 6" in match.reason


def test_a_project_of_100_000_frames_opens_and_is_edited(tmp_path):
    count = 100_000
    path = tmp_path / "long.gvseg"
    source = replace(SOURCE, frame_count=count, frame_names=(), is_folder=False)
    Project.create(path, start_document(source, [1, 2, 3])).close()
    counts = image(3).counts
    with sqlite3.connect(path) as connection:
        connection.executemany(
            "INSERT INTO masks VALUES (?, ?, ?, 'propagated', 0.5, 0, 0, NULL, NULL)",
            ((1 + i % 3, i, counts) for i in range(count)),
        )
    connection.close()
    with Project.open(path) as project:
        assert project.document.masks_on(count - 1)
        assert len(project.document.states(1).frames_with(PRESENT)) == 33_334
        project.apply(SwapIdentities(1, 2, 50_000))
        project.history.undo()


def run_kills(folder, kills, seed):
    done = subprocess.run(
        [
            sys.executable,
            str(Path(__file__).with_name("kill_driver.py")),
            str(folder),
            str(kills),
            str(seed),
        ],
        cwd=ROOT,
        env={"PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests"))), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.startswith(f"{kills} kills")


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 needs Unix")
def test_kill_9_loses_no_edit_that_returned(tmp_path):
    run_kills(tmp_path, 10, 1)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 needs Unix")
def test_kill_9_a_hundred_times(tmp_path):
    run_kills(tmp_path, 120, 2)


def test_edits_survive_a_second_reader_and_another_program_that_closes_the_file(path):
    """As when the window searches or exports a project that the command line then reads."""
    read = "import sys; from pathlib import Path; from gvseg.project import open_snapshot\n"
    read += "with open_snapshot(Path(sys.argv[1])): pass"
    with Project.open(path) as project:
        project.apply(EDITS[0])
        with open_snapshot(path):
            pass
        subprocess.run([sys.executable, "-c", read, str(path)], cwd=ROOT, check=True)
        for edit in EDITS[1:]:
            project.apply(edit)
        expected = stored(project.document)
        with open_snapshot(path) as document:
            assert stored(document) == expected
    with Project.open(path) as project:
        assert stored(project.document) == expected
