"""The dataset file: what it stores, finds again after a move, and shares with its projects."""

import shutil
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from clips import encode_clip
from dataset_projects import make_project

from gvseg.annotation.edits import AddCategory, UpdateCategory, Verify
from gvseg.annotation.records import Attribute, Category, Origin
from gvseg.dataset_file import (
    Dataset,
    Status,
    add_paths,
    adopt_categories,
    adopt_everywhere,
    begin_project,
    refresh,
)
from gvseg.errors import DatasetError
from gvseg.masks import Mask
from gvseg.project import Project, open_snapshot


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write two annotated videos, one without a project, and a folder of frames."""
    root = tmp_path / "data"
    make_project(root / "a", "clip", ["person", "dog"])
    make_project(root / "b", "clip", ["dog"], origin=Origin.PROPAGATED)
    encode_clip(root / "bare.mp4", frame_count=5)
    frames = root / "walk"
    frames.mkdir()
    from PIL import Image

    for number in range(3):
        Image.new("RGB", (32, 24)).save(frames / f"{number:05d}.png")
    return root


@pytest.fixture
def dataset(folder: Path):
    with Dataset.create(folder) as made:
        assert add_paths(made, [folder]).problems == []
        yield made


_INSERT = (
    "INSERT INTO masks (track_id, frame_index, counts, origin, confidence, is_verified, is_empty) "
    "VALUES (?, ?, ?, 'propagated', 0.5, 0, 0)"
)


def by_name(dataset: Dataset):
    return {video.name: video for video in dataset.videos()}


def categories_of(project: Path) -> dict[str, tuple[int, int, int]]:
    with open_snapshot(project) as document:
        return {category.name: category.colour for category in document.categories.values()}


def test_finds_videos_projects_and_frame_folders(dataset) -> None:
    found = by_name(dataset)
    assert list(found) == ["bare", "clip", "clip-2", "walk"]
    assert [found[name].status for name in found] == [
        Status.NEW,
        Status.MARKED,
        Status.PROPAGATED,
        Status.NEW,
    ]
    assert found["clip"].summary.objects == 2
    assert found["clip"].summary.settled_share == 1.0
    assert found["clip-2"].summary.settled_share == 0.0
    assert [one.name for one in dataset.categories().values()] == ["person", "dog"]


def test_adding_again_adds_nothing(dataset, folder) -> None:
    before = dataset.videos()
    add_paths(dataset, [folder, folder / "a" / "clip.gvseg", folder / "bare.mp4"])
    assert [video.video_id for video in dataset.videos()] == [video.video_id for video in before]


def test_the_summary_follows_the_project(dataset) -> None:
    video = by_name(dataset)["clip-2"]
    with Project.open(video.project) as project:
        project.apply(Verify((1,), 0, 2))
    refresh(dataset)
    after = dataset.video(video.video_id)
    assert after.status is Status.IN_REVIEW
    assert after.summary.settled_share == 0.5
    dataset.set_fields([video.video_id], status=Status.DONE, assignee="Ana", notes="late")
    kept = dataset.video(video.video_id)
    assert (kept.status, kept.assignee, kept.notes) == (Status.DONE, "Ana", "late")
    dataset.set_fields([video.video_id], status=None)
    assert dataset.video(video.video_id).status is Status.IN_REVIEW


def test_a_moved_dataset_finds_everything_again(dataset, folder, tmp_path) -> None:
    dataset.close()
    moved = tmp_path / "elsewhere" / "data"
    moved.parent.mkdir()
    folder.rename(moved)
    with Dataset.open(moved) as opened:
        assert refresh(opened) == []
        for video in opened.videos():
            assert video.video.exists()
            assert video.video.is_relative_to(moved)


def test_finds_a_video_that_was_moved_next_to_its_project(dataset, folder) -> None:
    (folder / "a" / "clip.mp4").rename(folder / "clip.mp4")
    (folder / "a" / "clip.gvseg").rename(folder / "clip.gvseg")
    assert refresh(dataset) == []
    video = by_name(dataset)["clip"]
    assert (video.video, video.project) == (folder / "clip.mp4", folder / "clip.gvseg")


def test_a_missing_project_is_reported_and_does_not_stop_the_others(dataset, folder) -> None:
    (folder / "a" / "clip.gvseg").unlink()
    (problem,) = refresh(dataset)
    assert "a/clip.gvseg" in problem


def test_a_damaged_project_does_not_stop_the_others(dataset, folder) -> None:
    (folder / "a" / "clip.gvseg").write_bytes(b"SQLite format 3\x00" + bytes(2000))
    with Project.open(by_name(dataset)["clip-2"].project) as project:
        project.apply(Verify((1,), 0, 2))
    (problem,) = refresh(dataset)
    assert "clip.gvseg" in problem
    assert by_name(dataset)["clip-2"].status is Status.IN_REVIEW


def test_a_renamed_category_changes_in_all_projects(dataset) -> None:
    dog = next(one for one in dataset.categories().values() if one.name == "dog")
    dataset.put_category(replace(dog, name="hound", colour=(1, 2, 3)))
    assert all(video.is_behind for video in dataset.videos() if video.project)
    assert adopt_everywhere(dataset) == []
    assert not any(video.is_behind for video in dataset.videos())
    for name in ("clip", "clip-2"):
        assert categories_of(by_name(dataset)[name].project)["hound"] == (1, 2, 3)
    # Both projects can use all categories of the dataset.
    assert "person" in categories_of(by_name(dataset)["clip-2"].project)


def test_two_categories_may_exchange_their_names(dataset) -> None:
    person, dog = dataset.categories().values()
    dataset.put_category(replace(person, name="x"))
    dataset.put_category(replace(dog, name="person"))
    dataset.put_category(replace(person, name="dog"))
    assert adopt_everywhere(dataset) == []
    with open_snapshot(by_name(dataset)["clip"].project) as document:
        names = {
            track.name: document.category(track.category_id).name
            for track in document.tracks.values()
        }
    assert names == {"person 1": "dog", "dog 2": "person"}


def test_an_open_project_receives_the_change_when_next_opened(dataset) -> None:
    video = by_name(dataset)["clip"]
    dog = next(one for one in dataset.categories().values() if one.name == "dog")
    with Project.open(video.project) as opened_elsewhere:
        dataset.put_category(replace(dog, name="hound"))
        assert [one.name for one in adopt_everywhere(dataset)] == ["clip"]
        assert dataset.video(video.video_id).is_behind
        # The open project is not affected.
        opened_elsewhere.apply(Verify((1,), 0, 1))
    with begin_project(dataset, video.video_id) as project:
        assert "hound" in {one.name for one in project.document.categories.values()}
    assert not dataset.video(video.video_id).is_behind


def test_a_category_made_in_a_project_reaches_the_others(dataset) -> None:
    with Project.open(by_name(dataset)["clip"].project) as project:
        number = project.document.next_category_id
        project.apply(AddCategory(Category(category_id=number, name="cat", colour=(5, 5, 5))))
    refresh(dataset)
    assert [one.name for one in dataset.categories().values()] == ["person", "dog", "cat"]
    adopt_everywhere(dataset)
    assert categories_of(by_name(dataset)["clip-2"].project)["cat"] == (5, 5, 5)


def rename_in_project(project: Path, **names: str) -> None:
    """Rename categories of a project, as the application does."""
    with Project.open(project) as opened:
        known = {one.name: one for one in opened.document.categories.values()}
        for old in names:
            opened.apply(UpdateCategory(replace(known[old], name=f"{old} 2")))
        for old, new in names.items():
            opened.apply(UpdateCategory(replace(known[old], name=new, colour=(7, 7, 7))))


def test_a_category_renamed_in_a_project_changes_everywhere(dataset) -> None:
    clip, other = (by_name(dataset)[name].project for name in ("clip", "clip-2"))
    adopt_everywhere(dataset)
    rename_in_project(clip, dog="hound")
    assert refresh(dataset) == []
    assert [one.name for one in dataset.categories().values()] == ["person", "hound"]
    assert not by_name(dataset)["clip"].is_behind
    assert adopt_everywhere(dataset) == []
    assert categories_of(other)["hound"] == (7, 7, 7)
    assert refresh(dataset) == []
    assert [one.name for one in dataset.categories().values()] == ["person", "hound"]


def test_a_project_may_exchange_the_names_of_two_categories(dataset) -> None:
    adopt_everywhere(dataset)
    rename_in_project(by_name(dataset)["clip"].project, dog="person", person="dog")
    assert refresh(dataset) == []
    assert [one.name for one in dataset.categories().values()] == ["dog", "person"]


def test_a_project_with_older_categories_does_not_rename_the_shared_ones(dataset) -> None:
    adopt_everywhere(dataset)
    dog = next(one for one in dataset.categories().values() if one.name == "dog")
    dataset.put_category(replace(dog, name="hound"))
    with Project.open(by_name(dataset)["clip-2"].project) as project:
        project.apply(Verify((1,), 0, 1))
    rename_in_project(by_name(dataset)["clip"].project, person="man")
    assert refresh(dataset) == []
    assert [one.name for one in dataset.categories().values()] == ["person", "hound"]


def test_attributes_are_merged(dataset) -> None:
    with Project.open(by_name(dataset)["clip"].project) as project:
        dog = project.document.category(3)
        project.apply(UpdateCategory(replace(dog, attributes=(Attribute("breed"),))))
    dataset.put_category(
        replace(
            next(c for c in dataset.categories().values() if c.name == "dog"),
            attributes=(Attribute("age"),),
        )
    )
    with Project.open(by_name(dataset)["clip"].project) as project:
        adopt_categories(dataset, by_name(dataset)["clip"].video_id, project)
        names = [a.name for a in project.document.category(3).attributes]
    assert names == ["age"]


def test_a_category_that_is_both_thing_and_stuff_is_reported_for_its_video(dataset, folder) -> None:
    other = make_project(folder / "c", "other", ["dog"], stuff=("dog",))
    added = add_paths(dataset, [other])
    assert len(added.video_ids) == 1
    assert "dog is stuff in other and a thing in the dataset" in added.problems[0]


def test_a_new_project_has_the_shared_categories(dataset, folder) -> None:
    video = by_name(dataset)["bare"]
    with begin_project(dataset, video.video_id) as project:
        assert project.path == folder / "projects" / "bare.gvseg"
        assert project.document.source.frame_count == 5
        names = [category.name for category in project.document.categories.values()]
    assert names == ["person", "dog"]
    with begin_project(dataset, video.video_id) as again:
        assert again.path == folder / "projects" / "bare.gvseg"
    assert dataset.video(video.video_id).status is Status.NEW


def test_removing_a_video_keeps_its_files(dataset) -> None:
    video = by_name(dataset)["clip"]
    dataset.remove_video(video.video_id)
    assert "clip" not in by_name(dataset)
    assert video.project.exists()
    with pytest.raises(DatasetError):
        dataset.video(video.video_id)


def test_names_are_unique(dataset) -> None:
    with pytest.raises(DatasetError, match="Another video"):
        dataset.set_fields([by_name(dataset)["clip"].video_id], name="BARE")


def test_a_read_only_dataset_can_be_read(dataset, folder, monkeypatch) -> None:
    dataset.close()
    import gvseg.dataset_file.schema as schema

    real = schema._open

    def refuse_writing(path, mode):
        return real(path, "mode=ro" if mode == "mode=rw" else mode)

    monkeypatch.setattr(schema, "_open", refuse_writing)
    with Dataset.open(folder) as opened:
        assert opened.is_read_only
        assert len(opened.videos()) == 4
        with pytest.raises(DatasetError, match="read-only"):
            opened.set_fields([opened.videos()[0].video_id], notes="x")


@pytest.mark.parametrize(
    ("content", "what"),
    [(b"hello", "not a GvSeg dataset"), (b"SQLite format 3\x00" + bytes(4000), "damaged|not a")],
)
def test_other_files_are_rejected_and_unchanged(tmp_path, content, what) -> None:
    path = tmp_path / "dataset.gvset"
    path.write_bytes(content)
    with pytest.raises(DatasetError, match=what):
        Dataset.open(path)
    assert path.read_bytes() == content
    with pytest.raises(DatasetError, match="already exists"):
        Dataset.create(tmp_path)


def test_refuses_projects_and_newer_datasets(dataset, folder) -> None:
    shutil.copy(folder / "a" / "clip.gvseg", folder / "x.gvset")
    with pytest.raises(DatasetError, match="not a GvSeg dataset"):
        Dataset.open(folder / "x.gvset")
    dataset.close()
    with sqlite3.connect(folder / "dataset.gvset") as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(DatasetError, match="newer GvSeg"):
        Dataset.open(folder)


@pytest.mark.slow
def test_a_thousand_videos_open_in_two_seconds(tmp_path) -> None:
    """200,000 masks in 1,000 projects; a new process opens the dataset and looks for changes."""
    template = make_project(tmp_path, "t", ["person", "dog"])
    code = Mask.from_array(np.eye(48, 64)).counts
    with sqlite3.connect(template) as connection:
        connection.execute("DELETE FROM masks")
        connection.executemany(
            _INSERT,
            [(1 + n % 2, n // 2 % 6, code) for n in range(12)],
        )
        source = connection.execute("SELECT value FROM state WHERE key = 'source'").fetchone()[0]
        connection.execute(
            "UPDATE state SET value = ? WHERE key = 'source'",
            (source.replace('"frame_count":6', '"frame_count":100'),),
        )
        connection.executemany(
            _INSERT,
            [(1 + n % 2, 6 + n // 2, code) for n in range(188)],
        )
    connection.close()
    video = (tmp_path / "t.mp4").read_bytes()
    root = tmp_path / "many"
    root.mkdir()
    for number in range(1000):
        (root / f"v{number:04}.mp4").write_bytes(video)
        path = root / f"v{number:04}.gvseg"
        shutil.copy(template, path)
        with sqlite3.connect(path) as connection:
            connection.execute(
                "UPDATE state SET value = replace(value, '/t.mp4', ?) WHERE key = 'source'",
                (f"/many/v{number:04}.mp4",),
            )
        connection.close()
    with Dataset.create(root) as dataset:
        assert add_paths(dataset, [root]).problems == []
        assert sum(video.summary.masks for video in dataset.videos()) == 200_000
        refresh(dataset)  # update the stamps
    script = (
        "import sys, time; from pathlib import Path;"
        # Processor time, so that a busy machine does not matter.
        "from gvseg.dataset_file import Dataset, refresh; begin = time.process_time();"
        "dataset = Dataset.open(Path(sys.argv[1]));"
        "videos = dataset.videos(); assert len(videos) == 1000; assert refresh(dataset) == [];"
        "sys.stdout.write(str(time.process_time() - begin))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(root)], capture_output=True, text=True, check=True
    )
    seconds = float(done.stdout)
    assert seconds < 2.0, f"opened in {seconds:.2f} s"


def test_changes_are_durable_when_the_call_returns(dataset, folder) -> None:
    """A process that is killed after a change does not lose it."""
    script = (
        "import sys, os; from pathlib import Path; from gvseg.dataset_file import Dataset;"
        "dataset = Dataset.open(Path(sys.argv[1]));"
        "dataset.set_fields([dataset.videos()[0].video_id], notes='kept');"
        "os.kill(os.getpid(), 9)"
    )
    started = time.monotonic()
    subprocess.run([sys.executable, "-c", script, str(folder)], check=False)
    assert time.monotonic() - started < 60
    assert dataset.videos()[0].notes == "kept"
