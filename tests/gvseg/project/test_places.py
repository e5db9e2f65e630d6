"""A video's project is found by the video that it names, and reading one leaves nothing behind."""

import os
import shutil
from pathlib import Path

import pytest
from clips import encode_clip

from gvseg.annotation.document import Document
from gvseg.annotation.edits import RelocateVideo
from gvseg.annotation.records import VideoSource
from gvseg.project import Project, make_project, open_snapshot, project_of, read_source
from gvseg.video import open_video


def source_of(path: Path) -> VideoSource:
    with open_video(path) as video:
        return VideoSource.of(video, is_absolute=True)


def begin(path: Path, said: list[str] | None = None) -> Path:
    """Make a video's project as the application does."""
    with make_project(Document(source_of(path)), (said if said is not None else []).append) as made:
        return made.path


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """Two videos of one stem, as phones leave them."""
    return (
        encode_clip(tmp_path / "IMG_0001.mp4", frame_count=4),
        encode_clip(tmp_path / "IMG_0001.mov", frame_count=4, first_number=7),
    )


def test_two_videos_of_one_stem_have_a_project_each(pair) -> None:
    film, other = pair
    assert project_of(film) is None
    assert begin(film) == film.with_suffix(".gvseg")
    assert project_of(other) is None
    assert begin(other) == other.with_name("IMG_0001.mov.gvseg")
    assert project_of(film) == film.with_suffix(".gvseg")
    assert project_of(other) == other.with_name("IMG_0001.mov.gvseg")


def test_projects_of_earlier_versions_are_found_by_the_video_they_name(pair) -> None:
    film, other = pair
    begin(film)
    begin(other).rename(other.with_name("IMG_0001-2.gvseg"))
    assert project_of(other) == other.with_name("IMG_0001-2.gvseg")


def test_a_project_of_any_name_is_found(pair) -> None:
    film, other = pair
    begin(film).rename(film.with_name("cars of Tuesday.gvseg"))
    assert project_of(film) == film.with_name("cars of Tuesday.gvseg")
    assert project_of(other) is None


def test_a_project_elsewhere_is_found_among_those_opened_lately(pair, tmp_path: Path) -> None:
    film, _ = pair
    away = tmp_path / "away"
    away.mkdir()
    moved = shutil.move(begin(film), away / "work.gvseg")
    assert project_of(film) is None
    assert project_of(film, [film, moved, away / "gone.gvseg"]) == moved


def test_both_moved_together_stay_together(pair, tmp_path: Path) -> None:
    film, other = pair
    begin(film), begin(other)
    target = tmp_path / "new"
    target.mkdir()
    for path in sorted(tmp_path.glob("IMG_0001.*")):
        shutil.move(path, target / path.name)
    assert project_of(target / film.name) == target / "IMG_0001.gvseg"
    assert project_of(target / other.name) == target / "IMG_0001.mov.gvseg"


def test_a_copy_of_both_prefers_nothing_that_belongs_to_the_original(pair, tmp_path: Path) -> None:
    film, _ = pair
    begin(film)
    copies = tmp_path / "copy"
    copies.mkdir()
    shutil.copy(film, copies)
    shutil.copy(film.with_suffix(".gvseg"), copies)
    assert project_of(film) == film.with_suffix(".gvseg")


def test_a_video_reached_through_a_link_has_the_same_project(pair, tmp_path: Path) -> None:
    film, _ = pair
    made = begin(film)
    link = tmp_path / "link.mp4"
    link.symlink_to(film)
    assert project_of(link) == made


def test_the_project_that_names_the_file_comes_before_one_of_its_name(pair) -> None:
    film, other = pair
    stranger = begin(other)
    with Project.open(stranger) as project:
        project.apply(RelocateVideo(source_of(other)))
    stranger.rename(film.with_suffix(".gvseg"))
    assert project_of(film) is None
    assert project_of(other) == film.with_suffix(".gvseg")


def test_a_damaged_project_of_its_name_is_not_hidden(pair) -> None:
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


def test_reading_beside_an_open_project_disturbs_nothing(pair) -> None:
    film, other = pair
    made = begin(film)
    with Project.open(made) as project:
        assert read_source(made).path == film
        project.apply(RelocateVideo(source_of(other)))
        with open_snapshot(made) as document:
            assert document.source.path == other
    assert read_source(made).path == other


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_project_in_a_folder_that_cannot_be_written_can_be_read(pair) -> None:
    film, _ = pair
    made = begin(film)
    film.parent.chmod(0o500)
    try:
        assert read_source(made).path == film
    finally:
        film.parent.chmod(0o700)
