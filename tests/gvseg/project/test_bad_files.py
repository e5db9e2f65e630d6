"""Unreadable and unsupported files are reported, left unchanged, and salvaged if possible."""

import sqlite3
import zlib
from dataclasses import replace

import numpy as np
import pytest
from sample_project import EDITS, SOURCE, guess

from gvseg.annotation.edits import (
    AcceptMasks,
    SetMask,
    UpdateTrack,
)
from gvseg.annotation.records import (
    FrameMask,
    Origin,
    Prompts,
)
from gvseg.annotation.start import start_document
from gvseg.errors import ProjectError
from gvseg.masks import Mask
from gvseg.project import Project, salvage
from gvseg.prompts import Click


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "does not exist"),
        (b"", "not a GvSeg project"),
        (b"hello", "not a GvSeg project"),
        (b"SQLite format 3\x00" + b"\xff" * 5000, "damaged|not a GvSeg project"),
    ],
)
def test_other_files_are_rejected_and_unchanged(tmp_path, content, reason):
    path = tmp_path / "x.gvseg"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ProjectError, match=reason):
        Project.open(path)
    assert (path.read_bytes() if content is not None else None) == content
    assert not content or sorted(p.name for p in tmp_path.iterdir()) == ["x.gvseg"]


def test_refuses_a_database_of_another_program(tmp_path):
    with sqlite3.connect(tmp_path / "x.gvseg") as connection:
        connection.execute("CREATE TABLE a (b)")
    with pytest.raises(ProjectError, match="a database, but not a GvSeg project"):
        Project.open(tmp_path / "x.gvseg")


def test_a_newer_version_is_rejected_and_unchanged(path):
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(
        ProjectError, match=r"newer version of GvSeg .file version 99.*Update GvSeg"
    ):
        Project.open(path)
    assert path.read_bytes() == before


def test_an_older_version_is_upgraded(path, monkeypatch):
    from gvseg.project import connection as opening
    from gvseg.project import schema

    newer = schema.VERSION + 1
    for module in (opening, schema):
        monkeypatch.setattr(module, "VERSION", newer)
    migrate = lambda db: db.execute("CREATE TABLE extra (a)")  # noqa: E731
    monkeypatch.setitem(schema.MIGRATIONS, newer - 1, migrate)
    Project.open(path).close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == newer
        assert connection.execute("SELECT count(*) FROM extra").fetchone()[0] == 0


def test_masks_with_the_old_origin_proposed_become_propagated(path, tmp_path):
    with Project.open(path) as project:
        project.apply(AcceptMasks({1: {3: guess(3), 4: guess(4)}}))
        project.apply(SetMask(1, 4, None))
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE masks SET origin = 'proposed'")
        parts = connection.execute("SELECT part_id, payload FROM step_parts").fetchall()
        for part, payload in parts:
            text = zlib.decompress(payload).replace(b'"propagated"', b'"proposed"')
            connection.execute(
                "UPDATE step_parts SET payload = ? WHERE part_id = ?", (zlib.compress(text), part)
            )
    with Project.open(path) as project:
        assert project.check() == []
        assert project.document.states(1).frames_from(Origin.PROPAGATED).tolist() == [3]
        assert project.document.mask(1, 3) == guess(3)
        project.history.undo()
        assert project.document.mask(1, 4) == guess(4)
    assert salvage(path, tmp_path / "saved.gvseg").mask_count == 2


def test_a_failed_migration_leaves_the_file_unchanged(path, monkeypatch):
    from gvseg.project import connection as opening
    from gvseg.project import schema

    def broken(connection):
        connection.execute("DROP TABLE masks")
        raise sqlite3.OperationalError("no")

    newer = schema.VERSION + 1
    for module in (opening, schema):
        monkeypatch.setattr(module, "VERSION", newer)
    monkeypatch.setitem(schema.MIGRATIONS, newer - 1, broken)
    with pytest.raises(ProjectError):
        Project.open(path)
    monkeypatch.undo()
    with Project.open(path) as project:
        assert project.check() == []


@pytest.mark.parametrize("seed", range(12))
def test_a_corrupt_file_is_reported_and_never_replaced(path, seed):
    with Project.open(path) as project:
        for edit in EDITS[:4]:
            project.apply(edit)
    content = bytearray(path.read_bytes())
    rng = np.random.default_rng(seed)
    for place in rng.integers(100, len(content), 400):
        content[place] = rng.integers(256)
    path.write_bytes(content)
    reason = ""
    try:
        with Project.open(path) as project:
            for track_id in project.document.tracks:
                list(project.document.masks_of(track_id))
    except ProjectError as error:
        reason = str(error)
    assert reason == "" or "damaged" in reason or "not a GvSeg project" in reason
    assert path.stat().st_size >= len(content)


def test_salvages_the_readable_part_of_a_damaged_file(path, tmp_path):
    rng = np.random.default_rng(3)
    with Project.open(path) as project:
        masks = [Mask.from_array(rng.random((6, 8)) < 0.5) for _ in range(20)]
        prompts = Prompts((Click(3, 2),))
        for track_id in (1, 2):
            found = {i: FrameMask(mask, prompts=prompts) for i, mask in enumerate(masks)}
            project.apply(AcceptMasks({track_id: found}))
        for number in range(300):  # so that the file has pages to lose
            text = "".join(chr(97 + c) for c in rng.integers(0, 26, 200))
            track = replace(project.document.track(1), name=text, score=number / 300)
            project.apply(UpdateTrack(track))
    content = bytearray(path.read_bytes())
    for page in range(12, len(content) // 4096, 3):
        content[page * 4096 : page * 4096 + 4096] = rng.bytes(4096)
    path.write_bytes(content)
    report = salvage(path, tmp_path / "saved.gvseg")
    assert path.read_bytes() == content
    assert (report.track_count, report.mask_count) == (2, 40)
    with Project.open(tmp_path / "saved.gvseg") as project:
        assert project.check() == []
        assert project.document.mask(2, 19) == FrameMask(masks[19], prompts=prompts)


def test_salvage_reports_if_nothing_can_be_read(tmp_path):
    (tmp_path / "x.gvseg").write_bytes(b"SQLite format 3\x00" + b"\xff" * 9000)
    with pytest.raises(ProjectError, match="nothing can be read"):
        salvage(tmp_path / "x.gvseg", tmp_path / "new.gvseg")
    assert not (tmp_path / "new.gvseg").exists()


def test_existing_files_are_never_overwritten(path):
    before = path.read_bytes()
    with pytest.raises(ProjectError, match="already exists: open it, or choose"):
        Project.create(path, start_document(SOURCE))
    assert path.read_bytes() == before
    with Project.open(path) as project, pytest.raises(ProjectError, match="exists"):
        project.save_copy(path)
    with Project.open(path) as project:
        assert list(project.document.tracks) == [1, 2]
