"""The conversion of logits to masks is joint, exact and bound to exemplars."""

import cv2
import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from gvseg.engine.propagation.readout import (
    BACKGROUND_HANDICAP,
    bind_exemplar,
    joint_logits,
    label_map,
    masks_of,
)
from gvseg.engine.scenes.readout import (
    ScoredPart,
    mostly_settled,
    scored_parts,
    separate_parts,
    subtract_settled,
    without_duplicates,
    without_overlap,
)
from gvseg.masks import Mask


@given(
    objects=st.integers(1, 4),
    seed=st.integers(0, 1000),
    size=st.tuples(st.integers(33, 150), st.integers(33, 150)),
)
def test_the_fast_readout_equals_the_argmax_over_whole_planes(objects, seed, size):
    rng = np.random.default_rng(seed)
    smooth = [cv2.GaussianBlur(rng.normal(0, 30, (24, 32)), (0, 0), 3) for _ in range(objects)]
    logits = np.stack(smooth).astype(np.float32)
    planes = [
        cv2.resize(plane, size[::-1], interpolation=cv2.INTER_LINEAR)
        for plane in joint_logits(logits)
    ]
    planes[0] -= BACKGROUND_HANDICAP
    slow = np.argmax(planes, axis=0)
    fast = label_map(logits, *size)
    # warpAffine interpolates in steps of 1/32 pixel, so only pixels on an edge may differ.
    assert (slow != fast).mean() < 0.02


def test_the_more_confident_object_gets_the_pixel():
    logits = np.full((2, 8, 8), -9, np.float32)
    logits[0, 2:6, 2:6], logits[1, 4:8, 4:8] = 2.0, 6.0
    labels = label_map(logits, 8, 8)
    masks = masks_of(labels, [7, 9])
    assert (masks[7] & masks[9]).is_empty
    assert labels[5, 5] == 2
    assert labels[2, 2] == 1


@pytest.mark.parametrize(("probability", "is_object"), [(0.45, True), (0.43, False)])
def test_slightly_doubtful_pixels_belong_to_a_single_object(probability, is_object):
    logit = np.log(probability / (1 - probability))
    labels = label_map(np.full((1, 8, 8), logit, np.float32), 8, 8)
    assert (labels == 1).all() if is_object else (labels == 0).all()


def test_doubt_favours_neither_of_two_objects():
    logits = np.full((2, 8, 8), -9, np.float32)
    logits[0, :, :5], logits[1, :, 3:] = -0.1, 0.1
    labels = label_map(logits, 8, 8)
    assert (labels[:, 3:] == 2).all()
    assert (labels[:, :2] == 1).all()


def test_exemplars_stay_unchanged_and_other_masks_yield():
    drawn = np.zeros((6, 6), bool)
    drawn[:3] = True
    predicted = np.ones((6, 6), bool)
    bound = bind_exemplar(
        {1: Mask.from_array(predicted), 2: Mask.from_array(predicted)},
        {1: Mask.from_array(drawn)},
    )
    assert bound[1] == Mask.from_array(drawn)
    assert bound[2] == Mask.from_array(~drawn)


def test_separate_things_share_no_cell_and_the_stronger_one_keeps_it():
    logits = torch.full((2, 4, 6), -5.0)
    logits[0, :, :4] = 3.0
    logits[1, :, 2:] = 3.0
    own = without_overlap(logits, [0.4, 0.9]) > 0
    assert not (own[0] & own[1]).any()
    assert own[1].sum() == 16
    assert own[0].sum() == 8


def test_settled_masks_are_cut_out_and_mostly_covered_things_are_known():
    pixels = np.zeros((8, 8), bool)
    pixels[:, :4] = True
    settled = {9: Mask.from_array(pixels)}
    near, far = np.zeros((8, 8), bool), np.zeros((8, 8), bool)
    near[2:6, 1:5] = True
    far[2:6, 3:8] = True
    found = {1: Mask.from_array(near), 2: Mask.from_array(far), 3: Mask.from_array(~pixels)}
    assert mostly_settled(found, settled, things=[1, 2]) == {1}
    left = subtract_settled(found, settled)
    assert not any((mask.to_array() & pixels).any() for mask in left.values())
    assert left[3] == found[3]


def test_things_that_one_query_found_together_are_separated_if_they_do_not_touch():
    logits = torch.full((3, 20, 30), -5.0)
    for t in range(3):
        logits[t, 2:8, 2 + t : 9 + t] = 4.0  # moves by one cell per frame
        logits[t, 4:8, 20:26] = 4.0
        logits[t, 15, 15] = 4.0  # a speck
    first, second = separate_parts(logits)
    assert [int((part > 0).sum()) for part in (first, second)] == [3 * 42, 3 * 24]
    logits[:, 5, 9:20] = 4.0
    assert len(separate_parts(logits)) == 1


def test_two_queries_with_several_things_each_keep_what_the_other_missed():
    both, more = torch.full((2, 1, 20, 30), -5.0)
    both[0, 2:8, 2:9] = 4.0
    both[0, 2:8, 20:26] = 4.0
    more[0, 2:8, 3:9] = 4.0  # a duplicate
    more[0, 12:19, 4:28] = 4.0  # the largest thing, which the first query missed
    parts = [
        *(ScoredPart(0, part, 0.8) for part in separate_parts(both)),
        *(ScoredPart(1, part, 0.6) for part in separate_parts(more)),
    ]
    kept = without_duplicates(parts)
    assert [(part.row, int((part.logits_Thw > 0).sum())) for part in kept] == [
        (0, 42),
        (0, 36),
        (1, 7 * 24),
    ]


def test_a_fragment_next_to_a_clear_thing_has_a_lower_score():
    logits = torch.full((1, 1, 20, 30), -5.0)
    logits[0, 0, 2:12, 2:12] = 6.0
    logits[0, 0, 4:9, 20:25] = 0.1
    thing, shred = scored_parts(logits, torch.tensor([0.9]), smallest_score=0.3)
    assert thing.score > 0.89
    assert 0.45 < shred.score < 0.5
    assert len(scored_parts(logits, torch.tensor([0.9]), smallest_score=0.6)) == 1
    assert scored_parts(logits, torch.tensor([0.2]), smallest_score=0.3) == []
