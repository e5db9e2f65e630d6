"""Masks at source size: the strongest thing of each pixel, or else the most probable class."""

import cv2
import numpy as np
import pytest
import torch

from gvseg.engine.scenes.readout import connected_parts, frame_masks


def smooth_logits(rng, count: int, cells=(22, 30)) -> list[torch.Tensor]:
    """Return logits of patches, as a network draws them."""
    noise = rng.normal(size=(count, *cells)).astype(np.float32)
    return [torch.from_numpy(8 * cv2.GaussianBlur(plane, (0, 0), 3)) for plane in noise]


def at_source(logits: torch.Tensor, height: int, width: int) -> np.ndarray:
    return cv2.resize(logits.numpy(), (width, height), interpolation=cv2.INTER_LINEAR)


@pytest.mark.parametrize("size", [(88, 120), (61, 97), (360, 480)])
@pytest.mark.parametrize(("things", "classes"), [(4, 5), (0, 3), (5, 0), (2, 1)])
def test_each_pixel_goes_to_the_strongest_thing_or_else_to_the_most_probable_class(
    size, things, classes
):
    rng = np.random.default_rng(things)
    rows = [
        (300 + number, logits, 0.9 - 0.1 * number)
        for number, logits in enumerate(smooth_logits(rng, things))
    ]
    stuff = [(7 + number, logits) for number, logits in enumerate(smooth_logits(rng, classes))]
    masks = frame_masks(rows, stuff, *size)

    expected = np.zeros(size, int)
    if stuff:
        planes = np.stack([at_source(logits, *size) for _, logits in stuff])
        expected = np.array([object_id for object_id, _ in stuff])[planes.argmax(0)]
    if rows:
        claims = np.stack(
            [
                np.where(plane > 0, score / (1 + np.exp(-plane)), 0)
                for plane, score in ((at_source(logits, *size), score) for _, logits, score in rows)
            ]
        )
        strongest = np.array([object_id for object_id, _, _ in rows])[claims.argmax(0)]
        expected = np.where(claims.max(0) > 0, strongest, expected)
    assert list(masks) == [*(row[0] for row in rows), *(row[0] for row in stuff)]
    for object_id, mask in masks.items():
        assert np.array_equal(mask.to_array(), expected == object_id)


def test_a_thing_that_fills_a_corner_reaches_the_edge_of_the_frame():
    logits = torch.full((8, 12), -5.0)
    logits[-1, -1] = 5.0
    mask = frame_masks([(1, logits, 0.5)], [], 50, 70)[1].to_array()
    assert mask[-1, -1]
    assert not mask[:40].any()


def test_more_objects_than_a_byte_counts():
    classes = [(number, torch.full((4, 4), -1.0)) for number in range(1, 300)]
    classes[298][1][:2] = 1.0
    masks = frame_masks([], classes, 16, 16)
    assert {object_id: mask.area for object_id, mask in masks.items() if mask.area} == {
        1: 256 - masks[299].area,
        299: masks[299].area,
    }
    assert masks[299].area > 100


def test_parts_are_connected_through_time_and_across_a_gap_of_one_cell():
    logits = torch.full((3, 8, 20), -1.0)
    logits[0, 2, 1:3] = 1.0
    logits[0, 2, 4:6] = 1.0  # behind a pole
    logits[1, 3, 5:7] = 1.0  # the same thing, moved
    logits[1, 6, 15] = 1.0
    inside, labels, count = connected_parts(logits)
    assert count == 2
    assert len(np.unique(labels[inside])) == 2
    assert labels[0, 2, 1] == labels[0, 2, 5] == labels[1, 3, 6] != labels[1, 6, 15]
