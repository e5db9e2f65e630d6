"""`gvseg import` imports files of other programs into a project; an unreadable file changes
nothing.
"""

import json
import subprocess
from pathlib import Path

import pytest

from gvseg.annotation.records import VideoSource
from gvseg.bench import synthetic_video
from gvseg.cli import main
from gvseg.cli.outputs import plan_destinations
from gvseg.formats import FORMATS, ExportOptions, write_documents
from gvseg.formats.building import DocumentBuilder
from gvseg.masks import Mask
from gvseg.project import Project
from gvseg.video import open_video
from tests.gvseg.cli.propagate.command import mounted
from tests.gvseg.formats.documents import disc, pixels_of

FRAMES = 3
BOTH_WAYS = [form.name for form in FORMATS.values() if form.can_read and form.can_write]


@pytest.fixture
def video(tmp_path: Path) -> Path:
    return synthetic_video(tmp_path, FRAMES)


@pytest.fixture
def document(video):
    """Return a document with a moving and a fixed object that do not overlap."""
    with open_video(video) as opened:
        builder = DocumentBuilder(VideoSource.of(opened))
    height, width = builder.document.source.height, builder.document.source.width
    builder.add_category(1, "walker")
    builder.add_category(2, "tree")
    builder.add_track(1, 1)
    builder.add_track(2, 2)
    for index in range(FRAMES):
        builder.add_mask(1, index, disc(100, 60 + 9 * index, 30, height, width))
        builder.add_mask(2, index, disc(300, 400, 40, height, width))
    return builder.document


def run(file: Path, form: str, project: Path, *more: str) -> int:
    return main(["import", str(file), "--format", form, "--project", str(project), *more])


@pytest.mark.parametrize("name", BOTH_WAYS)
def test_an_export_is_imported_into_a_new_project(document, video, tmp_path, name):
    write_documents(document, tmp_path / "out", name)
    path = tmp_path / "new.gvseg"
    assert run(tmp_path / "out", name, path, "--video", str(video)) == 0
    with Project.open(path) as project:
        found = pixels_of(project.document)
        if name != "yolo-seg":  # this format has no object ids
            assert found == pixels_of(document)
        assert sum(map(len, found.values())) == 2 * FRAMES
        assert project.document.source.path == video


def test_two_imports_merge_and_can_be_undone_separately(document, video, tmp_path):
    path = tmp_path / "new.gvseg"
    write_documents(document, tmp_path / "coco", "coco")
    assert run(tmp_path / "coco", "coco", path, "--video", str(video)) == 0
    assert run(tmp_path / "coco", "coco", path) == 0
    assert run(tmp_path / "coco", "coco", path, "--new-objects") == 0
    with Project.open(path) as project:
        assert len(project.document.tracks) == 4
        assert project.history.undo_label == "Import"
        project.history.undo()
        assert pixels_of(project.document) == pixels_of(document)


def test_objects_without_ids_are_not_merged(document, video, tmp_path):
    path = tmp_path / "new.gvseg"
    write_documents(document, tmp_path / "coco", "coco")
    write_documents(document, tmp_path / "yolo", "yolo-seg")
    assert run(tmp_path / "coco", "coco", path, "--video", str(video)) == 0
    assert run(tmp_path / "yolo", "yolo-seg", path) == 0
    with Project.open(path) as project:
        assert len(project.document.tracks) == 2 + 2 * FRAMES


def test_a_dry_run_reports_the_plan_and_writes_nothing(document, video, tmp_path, capsys):
    write_documents(document, tmp_path / "out", "ytvis")
    path = tmp_path / "new.gvseg"
    assert run(tmp_path / "out", "ytvis", path, "--video", str(video), "--dry-run") == 0
    said = capsys.readouterr().err
    assert "3 of 3 frames match the video's 3 by number." in said
    assert "2 objects (2 new), 6 masks." in said
    assert "Objects by category: walker 1, tree 1." in said
    assert "New categories: walker, tree." in said
    assert not path.exists()


@pytest.mark.parametrize("is_new", [True, False])
def test_reports_an_unwritable_location_before_the_plan(document, video, tmp_path, capsys, is_new):
    write_documents(document, tmp_path / "out", "ytvis")
    place = tmp_path / "place"
    with mounted(place, "size=2m") as disk:
        path = disk / "new.gvseg"
        if not is_new:
            assert run(tmp_path / "out", "ytvis", path, "--video", str(video)) == 0
            capsys.readouterr()
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        assert run(tmp_path / "out", "ytvis", path, "--video", str(video)) == 2
        (line,) = capsys.readouterr().err.splitlines()
    assert f"{disk}" in line
    assert "cannot be written" in line


def test_refuses_a_project_inside_a_file_before_reading(video, tmp_path, capsys):
    path = video / "new.gvseg"
    assert run(tmp_path / "none", "ytvis", path, "--video", str(video)) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert f"{video} is a file" in line


@pytest.mark.parametrize("form", ["coco", "davis", "mots", "labelme"])
def test_an_unreadable_file_gives_one_line_and_no_project(video, tmp_path, capsys, form):
    bad = tmp_path / "bad.json"
    bad.write_text("{not json")
    path = tmp_path / "new.gvseg"
    assert run(bad, form, path, "--video", str(video)) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("gvseg import: ")
    assert not path.exists()


def test_an_unreadable_file_leaves_the_project_unchanged(document, video, tmp_path, capsys):
    path = tmp_path / "new.gvseg"
    write_documents(document, tmp_path / "out.json", "coco")
    run(tmp_path / "out.json", "coco", path, "--video", str(video))
    value = json.loads((tmp_path / "out.json").read_text())
    value["annotations"][-1]["segmentation"]["counts"] = "!!"
    (tmp_path / "bad.json").write_text(json.dumps(value))
    assert run(tmp_path / "bad.json", "coco", path, "--new-objects", "--strict") == 2
    assert "annotations[5].segmentation" in capsys.readouterr().err
    with Project.open(path) as project:
        assert pixels_of(project.document) == pixels_of(document)
        assert project.history.undo_label is None


def test_a_new_project_uses_the_video_named_in_the_file(document, video, tmp_path):
    write_documents(document, tmp_path / "out", "ytvis")
    assert run(tmp_path / "out", "ytvis", tmp_path / "new.gvseg") == 0
    with Project.open(tmp_path / "new.gvseg") as project:
        assert project.document.source.path == video
        assert pixels_of(project.document) == pixels_of(document)


def test_a_new_project_refuses_a_different_video_at_that_path(document, video, tmp_path, capsys):
    write_documents(document, tmp_path / "out", "ytvis")
    video.write_bytes(video.read_bytes() + b"more")
    assert run(tmp_path / "out", "ytvis", tmp_path / "new.gvseg") == 2
    assert "is not the annotated video" in capsys.readouterr().err
    assert not (tmp_path / "new.gvseg").exists()


def test_a_new_project_needs_a_video_if_the_file_names_none(document, tmp_path, capsys):
    write_documents(document, tmp_path / "out", "davis")
    assert run(tmp_path / "out", "davis", tmp_path / "new.gvseg") == 2
    assert "--video" in capsys.readouterr().err
    assert not (tmp_path / "new.gvseg").exists()


@pytest.mark.parametrize("name", ["coco", "ytvis", "ytvis-results", "coco-panoptic"])
def test_several_formats_in_one_folder_are_read_separately(document, video, tmp_path, name):
    for destination in plan_destinations(
        tmp_path / "out", ["coco", "ytvis", "ytvis-results", "coco-panoptic", "davis"], video
    ):
        write_documents(document, destination.path, destination.form.name)
    assert run(tmp_path / "out", name, tmp_path / "new.gvseg", "--video", str(video)) == 0
    with Project.open(tmp_path / "new.gvseg") as project:
        assert pixels_of(project.document) == pixels_of(document)


@pytest.mark.parametrize("name", ["davis", "semantic-png", "kitti-step"])
def test_several_folder_formats_are_read_separately(document, video, tmp_path, name):
    for destination in plan_destinations(
        tmp_path / "out", ["davis", "semantic-png", "kitti-step"], video
    ):
        write_documents(document, destination.path, destination.form.name)
    assert run(tmp_path / "out", name, tmp_path / "new.gvseg", "--video", str(video)) == 0
    with Project.open(tmp_path / "new.gvseg") as project:
        assert pixels_of(project.document) == pixels_of(document)


@pytest.mark.parametrize("name", BOTH_WAYS)
def test_a_range_is_imported_to_its_original_frames(document, video, tmp_path, name):
    options = ExportOptions(frames=range(1, 3))
    write_documents(document, tmp_path / "out", name, options=options)
    assert run(tmp_path / "out", name, tmp_path / "new.gvseg", "--video", str(video)) == 0
    with Project.open(tmp_path / "new.gvseg") as project:
        found = [set(masks) for masks in pixels_of(project.document).values()]
    assert set().union(*found) == {1, 2}


def test_objects_that_disappear_early_keep_their_frames(video, tmp_path):
    """MOTS does not list frames without objects, so a file may seem shorter than its video."""
    with open_video(video) as opened:
        builder = DocumentBuilder(VideoSource.of(opened))
    height, width = builder.document.source.height, builder.document.source.width
    builder.add_category(1, "walker")
    builder.add_track(1, 1)
    builder.add_mask(1, 1, disc(100, 60, 30, height, width))
    write_documents(builder.document, tmp_path / "out.txt", "mots")
    assert run(tmp_path / "out.txt", "mots", tmp_path / "n.gvseg", "--video", str(video)) == 0
    with Project.open(tmp_path / "n.gvseg") as project:
        assert pixels_of(project.document) == pixels_of(builder.document)


def test_refuses_annotations_of_another_video(video, tmp_path, capsys):
    builder = DocumentBuilder(
        VideoSource(
            path=Path("x.mp4"),
            size_bytes=0,
            sha256="",
            height=9,
            width=9,
            frame_count=3,
            frame_rate=1.0,
        )
    )
    builder.add_category(1, "a")
    builder.add_track(1, 1)
    builder.add_mask(1, 0, Mask.empty(9, 9).inverted())
    write_documents(builder.document, tmp_path / "out", "davis")
    assert run(tmp_path / "out", "davis", tmp_path / "n.gvseg", "--video", str(video)) == 2
    assert "frames of 9x9 pixels" in capsys.readouterr().err
    assert not (tmp_path / "n.gvseg").exists()


def test_imports_the_valid_entries_and_reports_the_others(document, video, tmp_path, capsys):
    path = tmp_path / "new.gvseg"
    write_documents(document, tmp_path / "out.json", "coco")
    value = json.loads((tmp_path / "out.json").read_text())
    value["annotations"][-1]["image_id"] = 77
    (tmp_path / "bad.json").write_text(json.dumps(value))
    arguments = [
        "import",
        str(tmp_path / "bad.json"),
        "--project",
        str(path),
        "--video",
        str(video),
    ]
    assert main([*arguments, "--strict"]) == 2
    assert not path.exists()
    capsys.readouterr()
    assert main(arguments) == 3
    said = capsys.readouterr().err
    assert " as coco: it has images and annotations." in said
    assert "annotations[5]: there is no image 77." in said
    with Project.open(path) as project:
        assert sum(len(list(project.document.masks_of(i))) for i in (1, 2)) == 5
