"""Writers are atomic, can be cancelled, and report obstacles in one sentence."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from gvseg.errors import FormatError, OutputError
from gvseg.files import atomic_file, atomic_folder
from gvseg.formats import (
    FORMATS,
    ExportCancelledError,
    ExportOptions,
    find_format,
    read_documents,
    write_documents,
)
from tests.gvseg.formats.documents import documents, encode_video, two_rabbits

assert documents

WRITABLE = [form.name for form in FORMATS.values() if form.can_write]


@pytest.fixture(scope="module")
def clip(tmp_path_factory):
    """Return a video with 6 frames of 40 x 30 pixels, and a document for it."""
    path = tmp_path_factory.mktemp("clip") / "clip.mp4"
    shades = [np.full((30, 40, 3), 40 * n, np.uint8) for n in range(6)]
    encode_video(path, shades)
    return two_rabbits(6, height=30, width=40, path=path)


def everything(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


@pytest.mark.parametrize("name", WRITABLE)
def test_progress_rises_to_1(clip, tmp_path, name):
    seen = []
    write_documents(clip, tmp_path / "out", name, progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


@pytest.mark.parametrize("name", WRITABLE)
def test_progress_counts_the_frames_written_as_jpg(clip, tmp_path, name):
    if "jpeg_frames" not in FORMATS[name].options:
        pytest.skip("this format writes no frames")
    seen, options = [], ExportOptions(jpeg_frames=True)
    write_documents(clip, tmp_path / "out", name, progress=seen.append, options=options)
    assert seen.count(1.0) == 1
    assert len(list((tmp_path / "out").rglob("*.jpg"))) == 6


@pytest.mark.parametrize("name", WRITABLE)
def test_a_cancelled_export_leaves_nothing(clip, tmp_path, name):
    cancel = threading.Event()
    with pytest.raises(ExportCancelledError):
        write_documents(
            clip, tmp_path / "new/out", name, cancel=cancel, progress=lambda done: cancel.set()
        )
    assert everything(tmp_path) == []


@pytest.mark.parametrize("name", WRITABLE)
def test_a_cancelled_export_stops_at_the_next_frame(clip, tmp_path, name):
    cancel, seen = threading.Event(), []

    def stop_at_the_third(done):
        seen.append(done)
        if len(seen) == 3:
            cancel.set()

    with pytest.raises(ExportCancelledError):
        write_documents(clip, tmp_path / "out", name, cancel=cancel, progress=stop_at_the_third)
    assert len(seen) == 3


@pytest.mark.parametrize("name", WRITABLE)
def test_a_failed_export_leaves_existing_files_unchanged(clip, tmp_path, name):
    target = tmp_path / "out"
    report = write_documents(clip, target, name)
    before = {p: p.stat().st_mtime_ns for p in target.rglob("*") if p.is_file()}
    cancel = threading.Event()
    with pytest.raises(ExportCancelledError):
        write_documents(clip, target, name, cancel=cancel, progress=lambda done: cancel.set())
    assert {p: p.stat().st_mtime_ns for p in target.rglob("*") if p.is_file()} == before
    assert report.path.exists()


@pytest.mark.parametrize("name", WRITABLE)
def test_an_export_replaces_an_older_one_and_keeps_other_files(clip, tmp_path, name):
    target = tmp_path / "out"
    write_documents(clip, target, name)
    (target / "notes.txt").write_text("mine")
    write_documents(clip, target, name)
    assert (target / "notes.txt").read_text() == "mine"
    assert not [path for path in everything(tmp_path) if "partial" in path or "stage" in path]


@pytest.mark.parametrize("name", WRITABLE)
def test_reports_a_file_in_the_way_of_a_folder(clip, tmp_path, name):
    blocker = tmp_path / "blocker"
    blocker.write_text("mine")
    with pytest.raises(OutputError, match="in the way"):
        write_documents(clip, blocker / "deep", name)
    assert blocker.read_text() == "mine"


@pytest.mark.skipif(os.geteuid() == 0, reason="root can write everywhere")
@pytest.mark.parametrize("name", WRITABLE)
def test_reports_a_read_only_folder(clip, tmp_path, name):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o555)
    with pytest.raises(OutputError, match="read-only"):
        write_documents(clip, closed / "out", name)


@pytest.mark.parametrize("name", WRITABLE)
def test_reports_a_full_disk_and_leaves_nothing(clip, tmp_path, name, monkeypatch):
    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    monkeypatch.setattr(os, "sync", full)
    with pytest.raises(OutputError, match="the disk is full; free some space"):
        write_documents(clip, tmp_path / "out", name)
    assert everything(tmp_path) == []


def test_reports_a_folder_in_the_way_of_a_file(tmp_path):
    (tmp_path / "out.json").mkdir()
    with (
        pytest.raises(OutputError, match="a folder is in the way"),
        atomic_file(tmp_path / "out.json"),
    ):
        pass


def test_removes_folders_created_for_a_failed_export(tmp_path):
    with pytest.raises(ZeroDivisionError), atomic_folder(tmp_path / "a/b/c"):
        raise ZeroDivisionError
    assert everything(tmp_path) == []


def test_jpeg_frames_have_the_names_used_in_the_annotations(clip, tmp_path):
    from gvseg.formats.json_fields import read_json

    options = ExportOptions(jpeg_frames=True, frames=range(2, 4))
    write_documents(clip, tmp_path / "coco", "coco", options=options)
    images = read_json(tmp_path / "coco/annotations.json").value["images"]
    assert [image["file_name"] for image in images] == ["clip/00002.jpg", "clip/00003.jpg"]
    assert all((tmp_path / "coco/images" / image["file_name"]).is_file() for image in images)
    write_documents(clip, tmp_path / "davis", "davis", options=options)
    assert "frames/00002.jpg" in everything(tmp_path / "davis")


KILLED = """
import os, signal, sys
from pathlib import Path
from gvseg.formats import write_documents
from tests.gvseg.formats.documents import two_rabbits

seen = []
def die_in_the_middle(done):
    seen.append(done)
    if len(seen) == 3:
        os.kill(os.getpid(), signal.SIGKILL)

document = two_rabbits(6, height=30, width=40, path=Path(sys.argv[1]))
write_documents(document, Path(sys.argv[2]), sys.argv[3], progress=die_in_the_middle)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("name", ["coco-panoptic", "davis", "overlay"])
def test_a_killed_export_leaves_the_older_one_intact(clip, tmp_path, name):
    target = tmp_path / "out"
    write_documents(clip, target, name)
    before = {path: path.read_bytes() for path in target.rglob("*") if path.is_file()}
    arguments = [sys.executable, "-c", KILLED, str(clip.source.path), str(target), name]
    done = subprocess.run(arguments, cwd=Path(__file__).parents[3], check=False)
    assert done.returncode == -signal.SIGKILL
    assert {path: path.read_bytes() for path in before} == before
    if name != "overlay":
        (again,) = read_documents(target, name)
        assert again.source.frame_count == 6


def test_refuses_unknown_formats_and_directions():
    with pytest.raises(FormatError, match="no format 'gif'; choose one of davis, ytvis"):
        find_format("gif", to_write=True)
    with pytest.raises(FormatError, match="overlay cannot be read"):
        find_format("overlay", to_read=True)


def test_refuses_frames_outside_the_video(clip, tmp_path):
    with pytest.raises(OutputError, match="between 0 and 5"):
        write_documents(clip, tmp_path / "out", "davis", options=ExportOptions(frames=range(4, 9)))
    assert everything(tmp_path) == []
