"""Masks as other programs store them, in `import`, `convert` and `evaluate`."""

import os

import cv2
import numpy as np
import pytest
from PIL import Image

from gvseg.bench import synthetic_video
from gvseg.cli import main
from gvseg.errors import MaskFileError
from gvseg.formats import read_documents
from gvseg.mask_images import read_foreground
from gvseg.project import Project
from gvseg.video import open_video
from tests.gvseg.formats.documents import pixels_of

FRAMES = 4
HEIGHT, WIDTH = 96, 160


def square(frame_index):
    pixels = np.zeros((HEIGHT, WIDTH), np.bool_)
    pixels[20:48, 10 + 5 * frame_index : 38 + 5 * frame_index] = True
    return pixels


def save_masks(folder, image_of):
    folder.mkdir()
    for index in range(FRAMES):
        Image.fromarray(image_of(square(index))).save(folder / f"{index:05d}.png")
    return folder


def as_white(pixels):
    return pixels.astype(np.uint8) * 255


def as_one(pixels):
    return pixels.astype(np.uint8)


def as_rgb(pixels):
    return pixels[..., None] * np.array([128, 0, 0], np.uint8)


def as_alpha(pixels):
    return np.stack([*[np.full(pixels.shape, 255, np.uint8)] * 3, as_white(pixels)], -1)


def as_soft(pixels):
    return cv2.GaussianBlur(as_white(pixels), (0, 0), 1)


WAYS = [as_white, as_one, as_rgb, as_alpha]


@pytest.mark.parametrize("way", WAYS)
def test_masks_of_one_object_are_imported_as_one_object(tmp_path, way):
    video = synthetic_video(tmp_path, FRAMES)
    with open_video(video) as opened:
        height, width = opened.height, opened.width

    def of_the_video(pixels):
        return way(np.pad(pixels, ((0, height - HEIGHT), (0, width - WIDTH))))

    folder = save_masks(tmp_path / "masks", of_the_video)
    path = tmp_path / "new.gvseg"
    given = ["--project", str(path), "--video", str(video), "--format", "davis"]
    assert main(["import", str(folder), *given]) == 0
    with Project.open(path) as project:
        (masks,) = pixels_of(project.document).values()
        assert [masks[index].area for index in range(FRAMES)] == [784] * FRAMES
        assert [masks[index].box[0] for index in range(FRAMES)] == [10, 15, 20, 25]


@pytest.mark.parametrize("pred", WAYS)
@pytest.mark.parametrize("gt", WAYS)
def test_a_perfect_result_scores_1_in_every_notation(tmp_path, capsys, pred, gt):
    save_masks(tmp_path / "pred", pred)
    save_masks(tmp_path / "gt", gt)
    given = ["evaluate", str(tmp_path / "pred"), str(tmp_path / "gt"), "--metric", "jf"]
    assert main(given) == 0
    assert capsys.readouterr().out.splitlines()[-1].split()[2] == "1.000"


def davis_2016_j(found, truth):
    """Return the mean J over the inner frames, computed from boolean masks as in the code of DAVIS
    2016.
    """
    pairs = list(zip(found, truth, strict=True))[1:-1]
    return np.mean([(f & t).sum() / (f | t).sum() for f, t in pairs])


def test_soft_results_score_as_with_the_code_of_davis_2016(tmp_path, capsys):
    save_masks(tmp_path / "pred", as_soft)
    save_masks(tmp_path / "gt", as_white)
    given = ["evaluate", str(tmp_path / "pred"), str(tmp_path / "gt"), "--metric", "jf"]
    assert main(given) == 0
    truth = [square(index) for index in range(FRAMES)]
    expected = davis_2016_j([as_soft(pixels) > 0 for pixels in truth], truth)
    assert expected < 0.9
    assert capsys.readouterr().out.splitlines()[-1].split()[3] == f"{expected:.3f}"


def test_a_mask_with_many_grey_levels_is_rejected_by_name(tmp_path, capsys):
    stripes = np.repeat(np.arange(16, dtype=np.uint8) * 16, 10)[None].repeat(HEIGHT, 0)
    save_masks(tmp_path / "pred", lambda pixels: stripes)
    save_masks(tmp_path / "gt", as_white)
    (tmp_path / "gt/00001.png").write_bytes((tmp_path / "pred/00001.png").read_bytes())
    given = ["evaluate", str(tmp_path / "pred"), str(tmp_path / "gt"), "--metric", "jf"]
    assert main(given) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "00001.png has 15 grey levels" in line


def test_white_is_a_class_and_not_void_in_black_and_white_images(tmp_path):
    folder = save_masks(tmp_path / "masks", as_white)
    (document,) = read_documents(folder, "semantic-png")
    assert not list(document.voids())
    assert [masks[0].area for masks in pixels_of(document).values()] == [784]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_pipes_are_rejected_immediately(tmp_path, capsys):
    pipe = tmp_path / "pipe.png"
    os.mkfifo(pipe)
    with pytest.raises(MaskFileError, match="is not a file"):
        read_foreground(pipe)
    project = str(tmp_path / "p.gvseg")
    for more in ((), ("--format", "coco")):
        assert main(["import", str(pipe), "--project", project, *more]) == 2
        assert "is not a file" in capsys.readouterr().err
