"""A project file holds every edit that returned, and is never spoilt by what it cannot hold."""

import sqlite3
import subprocess
import sys
import zlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from gvseg.annotation.edits import (
    AcceptMasks,
    AcceptProposals,
    AddCategory,
    AddTrack,
    MapVocabulary,
    MergeTracks,
    PaintMask,
    PinExemplar,
    Propose,
    RejectProposals,
    RelocateVideo,
    RemoveTrack,
    SetMask,
    SetVoid,
    SplitTrack,
    SwapIdentities,
    UpdateTrack,
    Verify,
)
from gvseg.annotation.records import (
    Attribute,
    AttributeKind,
    Category,
    FrameMask,
    Origin,
    Track,
    VideoSource,
)
from gvseg.annotation.start import start_document
from gvseg.annotation.states import PRESENT
from gvseg.errors import EditError, ProjectError
from gvseg.masks import Mask
from gvseg.project import Project, compare_video, find_video, open_snapshot, salvage

ROOT = Path(__file__).parents[3]
SOURCE = VideoSource(
    path=Path("clip.mp4"),
    size_bytes=5,
    sha256="ab",
    height=6,
    width=8,
    frame_count=20,
    frame_rate=24.0,
    frame_names=tuple(f"f{i}" for i in range(20)),
    is_folder=True,
)


def picture(number: int) -> Mask:
    pixels = np.zeros((6, 8), np.bool_)
    pixels[number % 6, number % 8] = True
    return Mask.from_array(pixels)


def guess(number: int) -> FrameMask:
    return FrameMask(picture(number), Origin.PROPAGATED, 0.25)


def snapshot(document):
    return (
        document.source,
        dict(document.categories),
        dict(document.tracks),
        dict(document.proposals),
        dict(document.vocabulary_map),
        document.layer_order,
        {i: dict(document.masks_of(i)) for i in (*document.tracks, *document.proposals)},
        {i: document.exemplar_frames(i) for i in document.tracks},
        {i: document.states(i).flags.tolist() for i in document.tracks},
        dict(document.voids()),
        (document.next_category_id, document.next_track_id),
    )


EDITS = [
    AddCategory(
        Category(
            category_id=2,
            name="Stein ü",
            is_thing=False,
            supercategory="ground",
            attributes=(Attribute("wet", AttributeKind.CHOICE, ("yes", "no"), "no"),),
        )
    ),
    AddTrack(Track(track_id=3, name="third", category_id=2, colour=(1, 2, 3), score=0.5)),
    PaintMask(1, 0, 1, 1, np.ones((3, 3), np.bool_)),
    AcceptMasks({1: {i: guess(i) for i in range(12)}, 2: {i: guess(i + 1) for i in range(5, 9)}}),
    Verify((1,), 3, 6),
    PinExemplar(2, 7),
    SetVoid(4, picture(3)),
    SwapIdentities(1, 2, 6),
    SplitTrack(1, 4),
    SetMask(3, 19, FrameMask(picture(2))),
    MergeTracks(2, 3),
    UpdateTrack(
        Track(track_id=2, name="n", category_id=1, colour=(9, 9, 9), attributes={"a": 1.5})
    ),
    RelocateVideo(replace(SOURCE, path=Path("/elsewhere/clip.mp4"))),
    RemoveTrack(1),
    MapVocabulary({"car": 1, "road": 2, "sky": 0}),
    Propose(
        (
            Track(
                track_id=9,
                name="car",
                category_id=1,
                colour=(1, 2, 3),
                score=0.75,
                is_proposed=True,
            ),
            Track(
                track_id=10,
                name="car",
                category_id=1,
                colour=(1, 2, 3),
                score=0.5,
                is_proposed=True,
            ),
        ),
        {frame: {9: guess(frame), 10: guess(frame + 1)} for frame in range(15, 20)},
    ),
    AcceptProposals((9,)),
    RejectProposals((10,)),
]


@pytest.fixture
def path(tmp_path) -> Path:
    """An empty project with two objects."""
    made = tmp_path / "new.gvseg"
    Project.create(made, start_document(SOURCE, [1, 2])).close()
    return made


def test_each_edit_is_there_after_a_restart(path):
    for edit in EDITS:
        with Project.open(path) as project:
            project.apply(edit)
            expected = snapshot(project.document)
        with Project.open(path) as project:
            assert snapshot(project.document) == expected
            assert project.check() == []


def test_undo_and_redo_survive_a_restart(path):
    seen = []
    with Project.open(path) as project:
        for edit in EDITS:
            seen.append(snapshot(project.document)[:-1])
            project.apply(edit)
        seen.append(snapshot(project.document)[:-1])
    for expected in reversed(seen[:-1]):
        with Project.open(path) as project:
            project.history.undo()
            assert snapshot(project.document)[:-1] == expected
    for expected in seen[1:]:
        with Project.open(path) as project:
            project.history.redo()
            assert snapshot(project.document)[:-1] == expected


def test_a_gesture_is_one_step_after_a_restart(path):
    with Project.open(path) as project:
        before = snapshot(project.document)
        with project.history.group("Propagate"):
            for i in range(5):
                project.apply(AcceptMasks({1: {i: guess(i)}}))
    with Project.open(path) as project:
        assert project.history.undo_label == "Propagate"
        project.history.undo()
        assert snapshot(project.document) == before
        assert project.history.undo_label is None


def test_a_project_is_made_from_a_document_with_all_in_it(tmp_path):
    document = start_document(SOURCE, [1, 2])
    for edit in EDITS:
        edit.apply(document)
    with Project.create(tmp_path / "made.gvseg", document) as project:
        assert snapshot(project.document) == snapshot(document)


def test_masks_of_an_object_that_nothing_brings_back_leave_the_file(path):
    def rows(table):
        with sqlite3.connect(path) as connection:
            found = connection.execute(f"SELECT count(*) FROM {table} WHERE track_id = 1")
            return found.fetchone()[0]

    with Project.open(path) as project:
        project.apply(SetMask(1, 0, FrameMask(picture(1))))
        project.apply(RemoveTrack(1))
    assert rows("masks") == 1, "undo could bring it back"
    with Project.open(path, limit_bytes=0) as project:
        project.apply(Verify())
        project.apply(SetMask(2, 0, FrameMask(picture(1))))
    assert rows("masks") == rows("pins") == 0
    with Project.open(path) as project:
        assert project.document.next_track_id == 3, "its id stays taken"


def test_an_edit_that_does_not_fit_changes_neither_document_nor_file(path):
    with Project.open(path) as project:
        before = snapshot(project.document)
        with pytest.raises(EditError):
            project.apply(AcceptMasks({1: {0: guess(1), 99: guess(2)}}))
        assert snapshot(project.document) == before
    with Project.open(path) as project:
        assert snapshot(project.document) == before


def test_a_full_disk_is_named_and_nothing_is_lost(path):
    rng = np.random.default_rng(0)
    with Project.open(path) as project:
        project.apply(SetMask(1, 0, FrameMask(picture(1))))
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
        assert snapshot(project.document)[:-1] == before[:-1]
        project._connection.execute("PRAGMA max_page_count = 1000000")
        project.apply(AddTrack(big))
        project.history.undo()
        assert snapshot(project.document)[:-1] == before[:-1]
    with Project.open(path) as project:
        assert snapshot(project.document)[:-1] == before[:-1]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "does not exist"),
        (b"", "not a GvSeg project"),
        (b"hello", "not a GvSeg project"),
        (b"SQLite format 3\x00" + b"\xff" * 5000, "damaged|not a GvSeg project"),
    ],
)
def test_what_is_no_project_is_refused_and_left_as_it_is(tmp_path, content, reason):
    path = tmp_path / "x.gvseg"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ProjectError, match=reason):
        Project.open(path)
    assert (path.read_bytes() if content is not None else None) == content
    assert not content or sorted(p.name for p in tmp_path.iterdir()) == ["x.gvseg"]


def test_a_database_of_another_program_is_refused(tmp_path):
    with sqlite3.connect(tmp_path / "x.gvseg") as connection:
        connection.execute("CREATE TABLE a (b)")
    with pytest.raises(ProjectError, match="a database, but not a GvSeg project"):
        Project.open(tmp_path / "x.gvseg")


def test_a_newer_version_is_refused_and_left_as_it_is(path):
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(ProjectError, match=r"newer GvSeg .file version 99.*update GvSeg"):
        Project.open(path)
    assert path.read_bytes() == before


def test_an_older_version_is_brought_forward(path, monkeypatch):
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


def test_what_earlier_programs_called_proposed_is_propagated(path, tmp_path):
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


def test_a_migration_that_fails_leaves_the_file_as_it_is(path, monkeypatch):
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
def test_a_corrupt_file_is_named_and_never_replaced(path, seed):
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


def test_what_a_damaged_file_still_holds_is_saved_to_a_new_one(path, tmp_path):
    rng = np.random.default_rng(3)
    with Project.open(path) as project:
        masks = [Mask.from_array(rng.random((6, 8)) < 0.5) for _ in range(20)]
        for track_id in (1, 2):
            found = {i: FrameMask(mask, Origin.DRAWN) for i, mask in enumerate(masks)}
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
        assert project.document.mask(2, 19).mask == masks[19]


def test_where_nothing_can_be_read_salvage_says_so(tmp_path):
    (tmp_path / "x.gvseg").write_bytes(b"SQLite format 3\x00" + b"\xff" * 9000)
    with pytest.raises(ProjectError, match="nothing can be read any more"):
        salvage(tmp_path / "x.gvseg", tmp_path / "new.gvseg")
    assert not (tmp_path / "new.gvseg").exists()


def test_nothing_is_made_over_a_file_that_exists(path):
    before = path.read_bytes()
    with pytest.raises(ProjectError, match="exists; choose another name"):
        Project.create(path, start_document(SOURCE))
    assert path.read_bytes() == before
    with Project.open(path) as project, pytest.raises(ProjectError, match="exists"):
        project.save_copy(path)
    with Project.open(path) as project:
        assert list(project.document.tracks) == [1, 2]


def test_a_copy_holds_the_history_too(path, tmp_path):
    with Project.open(path) as project:
        project.apply(EDITS[2])
        project.save_copy(tmp_path / "copy.gvseg")
        expected = snapshot(project.document)
    with Project.open(tmp_path / "copy.gvseg") as copy:
        assert snapshot(copy.document) == expected
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


def test_a_moved_video_is_found_beside_the_project(path, tmp_path):
    with Project.open(path) as project:
        assert find_video(project.document.source, path) is None
        (tmp_path / "clip.mp4").mkdir()
        assert find_video(project.document.source, path) == tmp_path / "clip.mp4"


def test_a_changed_video_is_told_from_the_same(tmp_path):
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
        assert "3 frames, the annotated video 6" in match.reason


def test_a_project_of_100_000_frames_opens_and_is_edited(tmp_path):
    count = 100_000
    path = tmp_path / "long.gvseg"
    source = replace(SOURCE, frame_count=count, frame_names=(), is_folder=False)
    Project.create(path, start_document(source, [1, 2, 3])).close()
    counts = picture(3).counts
    with sqlite3.connect(path) as connection:
        connection.executemany(
            "INSERT INTO masks VALUES (?, ?, ?, 'propagated', 0.5, 0, 0)",
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
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.startswith(f"{kills} kills")


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is of Unix")
def test_kill_9_loses_no_edit_that_returned(tmp_path):
    run_kills(tmp_path, 10, 1)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is of Unix")
def test_kill_9_a_hundred_times(tmp_path):
    run_kills(tmp_path, 120, 2)
