"""Clips from the real frames between two exemplars."""

import cv2
import numpy as np
import pytest

from gvseg.engine.exemplar_stills import exemplar_passages, exemplar_stills
from gvseg.engine.request import Exemplar
from gvseg.engine.runtime import Runtime
from gvseg.masks import VOID, Mask
from gvseg.synthesis.copies import ExemplarStill
from gvseg.synthesis.passages import Passage, passage_clip
from gvseg.video import open_video

HEIGHT, WIDTH = 96, 160


def still(left: int, named: frozenset[int] = frozenset({4})) -> ExemplarStill:
    image = np.full((HEIGHT, WIDTH, 3), left, np.uint8)
    labels = np.zeros((HEIGHT, WIDTH), np.uint8)
    labels[30:60, left : left + 30] = 4
    return ExemplarStill(image, labels, named)


def frames_between() -> tuple[np.ndarray, ...]:
    return tuple(np.full((HEIGHT, WIDTH, 3), value, np.uint8) for value in (21, 22, 23))


@pytest.mark.parametrize("canvas", [64, 96, 128])
def test_only_the_ends_are_labelled_and_the_frames_keep_their_order(canvas):
    passage = Passage(still(20), frames_between(), still(60))
    clip = passage_clip(passage, np.random.default_rng(1), canvas=canvas, frames=4, objects=3)
    assert clip.images.shape == (4, canvas, canvas, 3)
    assert (clip.labels[1:-1] == VOID).all()
    assert set(np.unique(clip.labels[[0, -1]])) <= {0, 1, VOID}
    assert (clip.labels[0] == 1).any()
    assert (clip.labels[-1] == 1).any()
    values = [int(image.max()) for image in clip.images]
    assert values == sorted(values)
    assert values[0] == 20
    assert values[-1] == 60


def test_pixels_outside_the_frame_are_unlabelled():
    passage = Passage(still(20), frames_between(), still(60))
    clip = passage_clip(passage, np.random.default_rng(1), canvas=128, frames=3, objects=3)
    is_void = clip.labels[0] == VOID
    assert is_void.sum() == 128 * (128 - HEIGHT)


def test_objects_that_one_exemplar_does_not_name_are_not_tracked():
    assert Passage(still(20), (), still(60, frozenset())).tracked() == []
    assert Passage(still(20), (), still(60)).tracked() == [4]


def test_a_video_gives_both_directions_between_neighbouring_exemplars(tmp_path):
    for index in range(12):
        frame = np.full((HEIGHT, WIDTH, 3), 8 * index, np.uint8)
        assert cv2.imwrite(str(tmp_path / f"{index:05d}.png"), frame)
    exemplars = []
    for index in (10, 0):
        plane = np.zeros((HEIGHT, WIDTH), bool)
        plane[30:60, 20 + index : 60 + index] = True
        exemplars.append(Exemplar(index, {7: Mask.from_array(plane)}))
    with open_video(tmp_path) as video:
        stills = exemplar_stills(exemplars, video, Runtime("cpu", 96))
        forward, backward = exemplar_passages(exemplars, stills, video)
    brightness = [
        [round(float(image.mean()) / 8) for image in way.approach] for way in (forward, backward)
    ]
    assert brightness == [[4, 7, 9], [6, 3, 1]]
    assert forward.start is stills[1]
    assert backward.start is stills[0]
