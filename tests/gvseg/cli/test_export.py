"""`gvseg export` writes a project in formats that other programs read."""

from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from gvseg.annotation.changes import MaskChange
from gvseg.annotation.records import FrameMask, VideoSource
from gvseg.annotation.start import start_document
from gvseg.bench import synthetic_video
from gvseg.cli import main
from gvseg.masks import Mask
from gvseg.project import Project
from gvseg.video import open_video

FRAMES = 4


@pytest.fixture
def video(tmp_path: Path) -> Path:
    return synthetic_video(tmp_path, FRAMES)


@pytest.fixture
def project(video: Path, tmp_path: Path) -> Path:
    """Write a project in which object 2 is a moving square."""
    with open_video(video) as opened:
        document = start_document(VideoSource.of(opened), [2])
        for index in range(FRAMES):
            pixels = np.zeros((opened.height, opened.width), np.uint8)
            pixels[100:150, 10 * index : 10 * index + 60] = 1
            value = FrameMask(Mask.from_array(pixels))
            document.write(MaskChange(2, index, value))
    path = tmp_path / "walk.gvseg"
    Project.create(path, document).close()
    return path


def export(project: Path, form: str, out: Path, *more: str) -> int:
    return main(["export", str(project), "--format", form, "--out", str(out), *more])


def test_writes_the_images_of_a_range(project, tmp_path, capsys) -> None:
    out = tmp_path / "out"
    assert export(project, "davis", out, "--first", "1", "--last", "2") == 0
    assert sorted(path.name for path in out.iterdir()) == ["00001.png", "00002.png"]
    with Image.open(out / "00001.png") as image:
        numbers = np.array(image)
    assert np.count_nonzero(numbers == 2) == 50 * 60
    assert str(out) in capsys.readouterr().out


@pytest.mark.parametrize("name", ["matte-prores", "matte-vp9"])
def test_writes_mattes_with_a_soft_edge(project, tmp_path, name) -> None:
    out = tmp_path / ("walk.mov" if name == "matte-prores" else "walk.webm")
    assert export(project, name, out, "--feather", "8") == 0
    with av.open(str(out)) as container:
        (stream,) = container.streams
        assert stream.codec_context.name in ("prores", "vp9", "libvpx-vp9")
        assert sum(packet.size > 0 for packet in container.demux(stream)) == FRAMES


def test_grey_mattes_have_a_soft_edge_on_request(project, tmp_path) -> None:
    for feather, values in (("0", {0, 255}), ("8", None)):
        out = tmp_path / f"out{feather}"
        assert export(project, "matte", out, "--feather", feather) == 0
        (folder,) = out.iterdir()
        with Image.open(folder / "00000.png") as image:
            found = set(np.unique(np.array(image)).tolist())
        assert found == values if values else len(found) > 4


def test_refuses_feather_for_other_formats(project, tmp_path, capsys) -> None:
    assert export(project, "davis", tmp_path / "out", "--feather", "8") == 2
    assert "--feather does not apply to davis" in capsys.readouterr().err
    assert export(project, "matte", tmp_path / "out", "--feather", "-1") == 2
    assert "from 0 to 1000 pixels" in capsys.readouterr().err


def test_an_overlay_finds_the_video_next_to_the_project(project, video, tmp_path) -> None:
    away = tmp_path / "away"
    away.mkdir()
    for path in (project, video):
        path.rename(away / path.name)
    assert export(away / project.name, "overlay", tmp_path / "o.mp4") == 0
    with av.open(str(tmp_path / "o.mp4")) as container:
        assert sum(1 for _ in container.decode(video=0)) == FRAMES


def test_reports_a_missing_video(project, video, tmp_path, capsys) -> None:
    video.unlink()
    assert export(project, "overlay", tmp_path / "o.mp4") == 2
    assert "--video" in capsys.readouterr().err
    assert export(project, "coco", tmp_path / "o.json") == 0


def test_refuses_a_different_video(project, tmp_path, capsys) -> None:
    other = tmp_path / "other"
    other.mkdir()
    Image.new("RGB", (50, 40)).save(other / "0.png")
    assert export(project, "overlay", tmp_path / "o.mp4", "--video", str(other)) == 2
    assert "50x40" in capsys.readouterr().err


def test_the_video_is_never_overwritten(project, video, capsys) -> None:
    before = video.read_bytes()
    assert export(project, "overlay", video) == 2
    assert "source itself" in capsys.readouterr().err
    assert video.read_bytes() == before


@pytest.mark.parametrize(("name", "content"), [("no.gvseg", None), ("bad.gvseg", b"no project")])
def test_reports_a_missing_project(tmp_path, name, content, capsys) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    assert export(path, "coco", tmp_path / "o.json") == 2
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1
    assert name in said[0]
    assert not (tmp_path / "o.json").exists()


def test_refuses_an_option_that_the_format_lacks(project, tmp_path, capsys) -> None:
    assert export(project, "ytvis", tmp_path / "o.json", "--polygons") == 2
    assert "--polygons does not apply to ytvis" in capsys.readouterr().err
    assert not (tmp_path / "o.json").exists()


def test_checks_the_result_on_request(project, tmp_path, capsys) -> None:
    assert export(project, "davis", tmp_path / "out", "--check") == 0
    assert "objects [2] are not numbered 1 to 1" in capsys.readouterr().err


def test_the_help_lists_the_formats(capsys) -> None:
    with pytest.raises(SystemExit):
        main(["export", "--help"])
    assert "davis, ytvis, ytvis-results, coco, coco-panoptic, vipseg" in capsys.readouterr().out
