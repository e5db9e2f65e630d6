"""A real object leaves the frame and returns: the camera pans away from a player and back."""

import cv2
import numpy as np
import pytest

from gvseg.engine.request import Exemplar, SegmentRequest
from gvseg.engine.session import Session
from gvseg.masks import Mask
from gvseg.video import open_video
from training.datasets import read_labels

WIDTH = 208
VISIBLE, GONE, BACK = range(4), range(4, 10), range(10, 16)


@pytest.fixture
def panned(tmp_path, shared_data):
    """Return frames and ground truth, seen through a window that moves away and back."""
    source = shared_data / "video" / "tennis"
    images, masks = (sorted((source / name).iterdir()) for name in ("images", "masks"))
    truth = []
    for frame in range(BACK.stop):
        image = cv2.imdecode(np.fromfile(images[frame], np.uint8), cv2.IMREAD_COLOR)
        labels = read_labels(masks[frame]) == 1
        columns = np.flatnonzero(labels.any(0))
        middle, end = int(columns.mean()), labels.shape[1] - WIDTH
        left = int(np.clip(middle - WIDTH // 2, 0, end))
        if frame in GONE:
            left = 0 if columns[0] >= WIDTH else end
        window = np.s_[:, left : left + WIDTH]
        truth.append(Mask.from_array(labels[window]))
        cv2.imwrite(str(tmp_path / f"{frame:05d}.png"), image[window])
    assert all(truth[frame].is_empty for frame in GONE), "the player is outside the frame"
    return tmp_path, truth


def test_an_absent_object_gets_no_mask_and_is_found_again(panned):
    folder, truth = panned
    with open_video(folder) as video:
        request = SegmentRequest(exemplars=(Exemplar(0, {1: truth[0]}),))
        results = {
            frame.frame_index: frame
            for clip in Session.load(device="cpu").segment(request, video)
            for frame in clip.frames
        }
    followed = [results[frame].masks[1].iou(truth[frame]) for frame in VISIBLE]
    imagined = [results[frame].masks[1].area / truth[0].area for frame in GONE]
    found = [results[frame].masks[1].iou(truth[frame]) for frame in BACK]
    assert np.mean(followed) > 0.6
    assert np.mean(imagined) < 0.3
    assert np.mean(found) > 0.5
