"""`gvseg convert` converts annotations between formats and never leaves partial files."""

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from gvseg.cli import main

HEIGHT, WIDTH, FRAMES = 20, 30, 4


@pytest.fixture
def masks(tmp_path: Path) -> Path:
    """Write a DAVIS folder with one moving square."""
    folder = tmp_path / "walk"
    folder.mkdir()
    for index in range(FRAMES):
        numbers = np.zeros((HEIGHT, WIDTH), np.uint8)
        numbers[4:10, index : index + 8] = 3
        image = Image.fromarray(numbers)
        image.putpalette([0, 0, 0, 128, 0, 0])
        image.save(folder / f"{index:05d}.png")
    return folder


def convert(source: Path, out: Path, source_format: str, to: str) -> int:
    try:
        return main(["convert", str(source), str(out), "--from", source_format, "--to", to])
    except SystemExit as ended:
        return int(ended.code or 0)


@pytest.mark.parametrize("between", ["ytvis", "coco"])
def test_round_trip(masks, tmp_path, between, capsys) -> None:
    assert convert(masks, tmp_path / "a.json", "davis", between) == 0
    assert str(tmp_path / "a.json") in capsys.readouterr().out
    assert convert(tmp_path / "a.json", tmp_path / "back", between, "davis") == 0
    for index in range(FRAMES):
        name = f"{index:05d}.png"
        with Image.open(masks / name) as before, Image.open(tmp_path / "back" / name) as after:
            assert np.array_equal(np.array(before), np.array(after))


def test_finds_the_output_of_propagate_in_a_folder(masks, tmp_path) -> None:
    assert convert(masks, tmp_path / "folder", "davis", "ytvis") == 0
    assert convert(tmp_path / "folder", tmp_path / "back", "ytvis", "davis") == 0


@pytest.mark.parametrize(
    ("source_format", "to", "says"),
    [("gif", "ytvis", "gif"), ("davis", "gif", "gif"), ("overlay", "davis", "cannot be read")],
)
def test_unknown_formats(masks, tmp_path, source_format, to, says, capsys) -> None:
    assert convert(masks, tmp_path / "out", source_format, to) == 2
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1
    assert says in said[0]


def test_a_broken_file_is_rejected_with_its_location(tmp_path, capsys) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text(json.dumps({"videos": [{"id": 1}], "annotations": [], "categories": []}))
    assert convert(broken, tmp_path / "out", "ytvis", "davis") == 2
    assert "broken.json" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_the_input_is_never_overwritten(masks, capsys) -> None:
    assert convert(masks, masks, "davis", "davis") == 2
    assert "source itself" in capsys.readouterr().err


def test_an_overlay_requires_the_video(masks, tmp_path, capsys, monkeypatch) -> None:
    monkeypatch.chdir(masks.parent)  # in case the folder of masks has the name of the video
    assert convert(masks, tmp_path / "o.mp4", "davis", "overlay") == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "give its path" in line
    assert not (tmp_path / "o.mp4").exists()


def test_with_a_video_the_output_refers_to_it_and_its_frames(tmp_path, capsys) -> None:
    frames, masks = tmp_path / "frames", tmp_path / "masks"
    for folder in (frames, masks):
        folder.mkdir()
    for index in range(FRAMES):
        Image.new("RGB", (WIDTH, HEIGHT)).save(frames / f"f{index}.png")
    numbers = np.zeros((HEIGHT, WIDTH), np.uint8)
    numbers[4:10, 2:8] = 3
    Image.fromarray(numbers).save(masks / "f2.png")
    arguments = ["convert", masks, tmp_path / "o.json", "--from", "davis", "--to", "ytvis"]
    assert main([*map(str, arguments), "--video", str(frames)]) == 0
    (video,) = json.loads((tmp_path / "o.json").read_text())["videos"]
    assert video["file_names"] == ["frames/f2.png"]
    assert video["gvseg_source"]["path"] == str(frames)
    assert len(video["gvseg_source"]["sha256"]) == 64
