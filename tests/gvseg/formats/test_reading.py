"""Readers report progress, can be cancelled, and reject invalid file names."""

import json
import threading

import pytest

from gvseg.errors import FormatError
from gvseg.formats import (
    FORMATS,
    ImportCancelledError,
    find_format,
    read_documents,
    write_documents,
)
from gvseg.formats.transfer import find_files
from tests.gvseg.formats.documents import pixels_of, two_rabbits
from tests.gvseg.formats.test_damaged_files import seed_file

READABLE = [form.name for form in FORMATS.values() if form.can_read]


@pytest.mark.parametrize("name", READABLE)
def test_progress_rises_to_1(tmp_path, name):
    seen = []
    read_documents(seed_file(tmp_path, name), name, progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == pytest.approx(1.0)


@pytest.mark.parametrize("name", READABLE)
def test_a_cancelled_import_stops_at_the_next_step(tmp_path, name):
    cancel, seen = threading.Event(), []

    def stop(done):
        seen.append(done)
        cancel.set()

    file = seed_file(tmp_path, name)
    read_documents(file, name, progress=seen.append)
    if len(seen) == 1:
        pytest.skip("read in one step")
    seen.clear()
    with pytest.raises(ImportCancelledError, match="nothing was changed"):
        read_documents(file, name, progress=stop, cancel=cancel)
    assert len(seen) == 1


def test_progress_covers_several_files(tmp_path):
    one, two = two_rabbits(4), two_rabbits(3, path=tmp_path / "other.mkv")
    write_documents([one, two], tmp_path / "out", "mots")
    seen = []
    read_documents(tmp_path / "out", "mots", progress=seen.append)
    assert seen == sorted(seen)
    assert 0.5 in seen
    assert seen[-1] == pytest.approx(1.0)


@pytest.mark.parametrize("name", ["kitti-step", "davis", "mots", "coco", "semantic-png"])
def test_ignores_files_left_by_a_killed_export(tmp_path, name):
    write_documents(two_rabbits(), tmp_path / "out", name)
    left = tmp_path / "out/.out.1a2b3c4d.partial"
    (left / "clip").mkdir(parents=True)
    (left / "clip/00000.png").write_bytes(b"half a pict")
    for suffix in (".json", ".txt"):
        (tmp_path / f"out/.annotations.1a2b3c4d.partial{suffix}").write_text("half a fi")
    (again,) = read_documents(tmp_path / "out", name)
    assert pixels_of(again)


def coco_file(path, file_names, *, name="rabbit"):
    images = [
        {"id": i, "file_name": n, "height": 6, "width": 8, "video_id": 1}
        for i, n in enumerate(file_names, start=1)
    ]
    categories = [{"id": 1, "name": name}]
    path.write_text(json.dumps({"images": images, "annotations": [], "categories": categories}))
    return path


@pytest.mark.parametrize("bad", ["a/..", "a/x\u0000y.jpg", "a/" + "x" * 300])
def test_refuses_names_that_are_not_valid_file_names(tmp_path, bad):
    with pytest.raises(FormatError, match="is not a valid name"):
        read_documents(coco_file(tmp_path / "x.json", [bad]), "coco")


def test_two_frames_with_the_same_stem_get_longer_names(tmp_path):
    (document,) = read_documents(coco_file(tmp_path / "x.json", ["a/0.jpg", "a/0.png"]), "coco")
    assert document.source.frame_names == ("0.jpg", "0.png")


def test_refuses_lone_surrogates(tmp_path):
    file = coco_file(tmp_path / "x.json", ["a/0.jpg"], name="\ud800")
    with pytest.raises(
        FormatError, match=r"categories\[0\].name: the string contains half a character"
    ):
        read_documents(file, "coco")


def test_a_vipseg_frame_cannot_be_written_outside_its_folder(tmp_path):
    write_documents(two_rabbits(), tmp_path / "out", "vipseg")
    file = tmp_path / "out/panoptic_gt.json"
    text = file.read_text(encoding="utf-8")
    text = text.replace('"id":"00000"', '"id":"../x"').replace(
        '"image_id":"00000"', '"image_id":"../x"'
    )
    file.write_text(text, encoding="utf-8")
    with pytest.raises(FormatError, match=r"'\.\./x' is not a valid name"):
        read_documents(tmp_path / "out", "vipseg")


def test_a_mots_line_of_a_late_frame_uses_no_extra_memory(tmp_path):
    (tmp_path / "x.txt").write_text("9999999 1001 1 6 8 `1\n")
    (document,) = read_documents(tmp_path / "x.txt", "mots")
    assert document.source.frame_count == 10_000_000
    assert document.source.frame_names == ()


def test_refuses_to_guess_between_two_files(tmp_path):
    for name in ("annotations.json", "ytvis.json"):
        write_documents(two_rabbits(), tmp_path / name, "ytvis")
    with pytest.raises(FormatError, match="name the one to read"):
        find_files(tmp_path, find_format("ytvis"))
