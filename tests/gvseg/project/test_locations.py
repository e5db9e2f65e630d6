"""A project is found by the video that it refers to, and reading it leaves no files behind."""

import os
import shutil
from pathlib import Path

import pytest
from clips import encode_clip

from gvseg.annotation.document import Document
from gvseg.annotation.edits import RelocateVideo
from gvseg.annotation.records import VideoSource
from gvseg.project import (
    Project,
    find_video,
    make_project,
    open_snapshot,
    project_of,
    read_source,
)
from gvseg.video import open_video


def source_of(path: Path) -> VideoSource:
    with open_video(path) as video:
        return VideoSource.of(video, is_absolute=True)


def begin(path: Path, said: list[str] | None = None) -> Path:
    """Create the project of a video as the application does."""
    with make_project(Document(source_of(path)), (said if said is not None else []).append) as made:
        return made.path


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """Write two videos with the same stem, as phones do."""
    return (
        encode_clip(tmp_path / "IMG_0001.mp4", frame_count=4),
        encode_clip(tmp_path / "IMG_0001.mov", frame_count=4, first_number=7),
    )


def test_two_videos_with_the_same_stem_have_separate_projects(pair) -> None:
    film, other = pair
    assert project_of(film) is None
    assert begin(film) == film.with_suffix(".gvseg")
    assert project_of(other) is None
    assert begin(other) == other.with_name("IMG_0001.mov.gvseg")
    assert project_of(film) == film.with_suffix(".gvseg")
    assert project_of(other) == other.with_name("IMG_0001.mov.gvseg")


def test_finds_projects_of_earlier_versions_by_their_video(pair) -> None:
    film, other = pair
    begin(film)
    begin(other).rename(other.with_name("IMG_0001-2.gvseg"))
    assert project_of(other) == other.with_name("IMG_0001-2.gvseg")


def test_finds_a_project_with_any_name(pair) -> None:
    film, other = pair
    begin(film).rename(film.with_name("cars of Tuesday.gvseg"))
    assert project_of(film) == film.with_name("cars of Tuesday.gvseg")
    assert project_of(other) is None


def test_finds_a_project_elsewhere_among_recent_ones(pair, tmp_path: Path) -> None:
    film, _ = pair
    away = tmp_path / "away"
    away.mkdir()
    moved = shutil.move(begin(film), away / "work.gvseg")
    assert project_of(film) is None
    assert project_of(film, [film, moved, away / "gone.gvseg"]) == moved


def test_finds_the_project_after_both_were_moved(pair, tmp_path: Path) -> None:
    film, other = pair
    begin(film), begin(other)
    target = tmp_path / "new"
    target.mkdir()
    for path in sorted(tmp_path.glob("IMG_0001.*")):
        shutil.move(path, target / path.name)
    assert project_of(target / film.name) == target / "IMG_0001.gvseg"
    assert project_of(target / other.name) == target / "IMG_0001.mov.gvseg"


def test_the_original_keeps_its_project_after_both_were_copied(pair, tmp_path: Path) -> None:
    film, _ = pair
    begin(film)
    copies = tmp_path / "copy"
    copies.mkdir()
    shutil.copy(film, copies)
    shutil.copy(film.with_suffix(".gvseg"), copies)
    assert project_of(film) == film.with_suffix(".gvseg")


def test_finds_the_project_of_a_video_opened_through_a_link(pair, tmp_path: Path) -> None:
    film, _ = pair
    made = begin(film)
    link = tmp_path / "link.mp4"
    link.symlink_to(film)
    assert project_of(link) == made


def test_a_project_that_refers_to_the_file_takes_precedence_over_one_with_its_name(pair) -> None:
    film, other = pair
    stranger = begin(other)
    with Project.open(stranger) as project:
        project.apply(RelocateVideo(source_of(other)))
    stranger.rename(film.with_suffix(".gvseg"))
    assert project_of(film) is None
    assert project_of(other) == film.with_suffix(".gvseg")


def test_a_damaged_project_with_the_name_of_the_video_is_reported(pair) -> None:
    film, other = pair
    film.with_suffix(".gvseg").write_bytes(b"x" * 4000)
    assert project_of(film) == film.with_suffix(".gvseg")
    made = begin(other)
    assert project_of(other) == made


def test_reading_leaves_no_file_behind(pair) -> None:
    film, _ = pair
    made = begin(film)
    before = sorted(film.parent.iterdir()), made.read_bytes(), made.stat().st_mtime_ns
    assert read_source(made).path == film
    with open_snapshot(made) as document:
        assert not document.tracks
    assert (sorted(film.parent.iterdir()), made.read_bytes(), made.stat().st_mtime_ns) == before


def test_reading_does_not_affect_an_open_project(pair) -> None:
    film, other = pair
    made = begin(film)
    with Project.open(made) as project:
        assert read_source(made).path == film
        project.apply(RelocateVideo(source_of(other)))
        with open_snapshot(made) as document:
            assert document.source.path == other
    assert read_source(made).path == other


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_project_in_a_read_only_folder_can_be_read(pair) -> None:
    film, _ = pair
    made = begin(film)
    film.parent.chmod(0o500)
    try:
        assert read_source(made).path == film
    finally:
        film.parent.chmod(0o700)


def test_a_copy_of_video_and_project_is_used_on_its_own(pair, tmp_path: Path) -> None:
    film, _ = pair
    begin(film)
    copies = tmp_path / "copy"
    copies.mkdir()
    copy = Path(shutil.copy(film, copies))
    made = Path(shutil.copy(film.with_suffix(".gvseg"), copies))
    assert project_of(copy) == made
    assert find_video(read_source(made), made) == copy
    assert find_video(read_source(made), film.with_suffix(".gvseg")) == film


def test_finds_the_project_of_a_renamed_video_by_its_content(pair, tmp_path: Path) -> None:
    film, other = pair
    made = begin(film)
    shutil.move(film, renamed := tmp_path / "cars.mp4")
    size = renamed.stat().st_size
    other.write_bytes(other.read_bytes()[:size].ljust(size, b"\0"))
    assert project_of(other) is None
    assert project_of(renamed) == made
