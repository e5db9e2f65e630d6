"""Names that are not UTF-8 are supported: they are written as text, and their files are still
found.
"""

import json
import os
import sys
from pathlib import Path

import numpy as np
import pytest
from clips import encode_clip, write_image

from gvseg.annotation.document import Document
from gvseg.annotation.records import VideoSource
from gvseg.cli import main
from gvseg.file_names import readable_name
from gvseg.formats import FORMATS, read_documents, write_documents
from gvseg.project import Project, find_video
from gvseg.video import open_video
from tests.gvseg.formats.documents import two_rabbits

LATIN = os.fsdecode(b"caf\xe9")

needs_such_names = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux keeps names that are not UTF-8"
)


def test_bytes_that_are_not_utf8_are_read_as_latin_1() -> None:
    assert readable_name("cafe 石 é") == "cafe 石 é"
    assert readable_name(LATIN + " 石") == "café 石"
    assert readable_name("\ud83d") == "\ufffd"


@needs_such_names
@pytest.mark.parametrize("form", [name for name, form in FORMATS.items() if form.can_write])
def test_every_format_is_written(tmp_path: Path, form: str) -> None:
    path = encode_clip(tmp_path / f"{LATIN}.mp4", frame_count=4)
    document = two_rabbits(4, height=48, width=64, path=path)
    with open_video(path) as video:
        report = write_documents(document, tmp_path / LATIN / "out", form, video=video)
    assert report.path.exists()


@needs_such_names
def test_an_export_refers_to_its_video(tmp_path: Path) -> None:
    path = encode_clip(tmp_path / f"{LATIN}.mp4", frame_count=4)
    with open_video(path) as video:
        source = VideoSource.of(video, is_absolute=True)
    document = two_rabbits(4, **{name: getattr(source, name) for name in ("height", "width",
        "path", "size_bytes", "sha256")})  # fmt: skip
    out = write_documents(document, tmp_path / "out.json", "ytvis").path
    assert json.loads(out.read_bytes())["videos"][0]["file_names"][0].startswith("café/")
    (read,) = read_documents(out, "ytvis")
    assert read.source.path == path


@needs_such_names
def test_a_folder_of_such_images_has_all_frames(tmp_path: Path) -> None:
    folder = tmp_path / LATIN
    folder.mkdir()
    for name in (LATIN, "plain", "石"):
        write_image(folder / f"{name}.png", np.full((48, 64, 3), 90, np.uint8))
    with open_video(folder) as video:
        names = [video.frame_name(index) for index in range(video.frame_count)]
        assert sorted(names) == ["café", "plain", "石"]
        document = two_rabbits(3, height=48, width=64, path=folder, is_folder=True,
            frame_names=tuple(names))  # fmt: skip
        out = write_documents(document, tmp_path / "out", "davis", video=video).path
    assert len(list(out.rglob("*.png"))) == 3


@needs_such_names
def test_a_project_finds_such_a_video(tmp_path: Path) -> None:
    path = encode_clip(tmp_path / f"{LATIN}.mp4", frame_count=4)
    with open_video(path) as video:
        source = VideoSource.of(video, is_absolute=True)
    with Project.create(tmp_path / f"{LATIN}.gvseg", Document(source)):
        pass
    with Project.open(tmp_path / f"{LATIN}.gvseg") as project:
        assert project.document.source == source
        assert find_video(project.document.source, project.path) == path


@needs_such_names
@pytest.mark.parametrize(
    "name", [LATIN, "new\nline", "tab\t", "100%d", "a:b", "-x", " ", "%s.%03d"]
)
def test_a_video_of_any_name_opens_and_exports(tmp_path, monkeypatch, capsys, name) -> None:
    monkeypatch.chdir(tmp_path)
    video = encode_clip(tmp_path / "plain.mp4", frame_count=4).rename(tmp_path / f"{name}.mp4")
    labels = write_documents(two_rabbits(4, height=48, width=64), tmp_path / "in.json", "coco").path
    folder = Path(f"{name}.out")
    arguments = ["--format", "coco", "--project", f"./{name}.gvseg", "--video", str(video)]
    assert main(["import", str(labels), *arguments]) == 0
    assert main(["export", f"./{name}.gvseg", "--format", "davis", "--out", f"./{folder}"]) == 0
    assert len(list(folder.rglob("*.png"))) >= 1
    assert "Traceback" not in capsys.readouterr().err
