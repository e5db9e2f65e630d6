"""Findings and suggestions point at what a person should review, and at nothing else."""

import numpy as np
import pytest
from sample_document import HEIGHT, WIDTH, SampleDocument, draw, propagate, square

from gvseg.annotation.edits import AcceptMasks, SetMask, Verify
from gvseg.annotation.records import FrameMask, Origin
from gvseg.annotation.review import (
    FindingKind,
    MaskMeasures,
    MeasureCache,
    find_in_pixels,
    find_in_states,
    review_progress,
    suggest_frames,
)
from gvseg.masks import Mask

EMPTY = Mask.empty(HEIGHT, WIDTH)


@pytest.fixture
def sample():
    made = SampleDocument(60, ("rabbit",))
    draw(made, 1, 0, square(10))
    return made


def accept(sample, masks: dict[int, Mask], confidence: float = 0.9) -> None:
    records = {k: FrameMask(mask, Origin.PROPAGATED, confidence) for k, mask in masks.items()}
    sample.apply(AcceptMasks({1: records}))


def spans(sample, kind, **options):
    found = find_in_states(sample.document, 1, [kind], low=0.6, **options)
    return [(one.first, one.last) for one in found]


def in_pixels(sample, kind):
    return [one for one in find_in_pixels(sample.document, 1, [kind], MeasureCache()) if one]


def test_finds_ranges_of_unverified_masks(sample):
    accept(sample, {k: square(10) for k in range(1, 20)})
    sample.apply(Verify((1,), 5, 9))
    assert spans(sample, FindingKind.UNVERIFIED) == [(0, 4), (10, 19)]
    assert spans(sample, FindingKind.UNVERIFIED, first=3, last=12) == [(3, 4), (10, 12)]


def test_a_low_confidence_finding_points_to_the_worst_frame(sample):
    propagate(sample, 1, {1: 0.9, 2: 0.5, 3: 0.3, 4: 0.55, 5: 0.8})
    (found,) = find_in_states(sample.document, 1, [FindingKind.LOW_CONFIDENCE], low=0.6)
    assert (found.first, found.last, found.worst) == (2, 4, 3)
    assert found.description == "confidence 0.30"


def test_drawn_and_verified_masks_never_have_low_confidence(sample):
    propagate(sample, 1, {1: 0.3, 2: 0.3})
    sample.apply(Verify((1,), 1, 1))
    draw(sample, 1, 2)
    assert spans(sample, FindingKind.LOW_CONFIDENCE) == []


def test_finds_empty_masks_unless_a_person_drew_them(sample):
    accept(sample, {k: EMPTY for k in range(10, 15)})
    sample.apply(SetMask(1, 20, FrameMask(EMPTY)))
    assert spans(sample, FindingKind.EMPTY) == [(10, 14)]


def test_a_short_gap_is_flicker_and_a_long_gap_is_not(sample):
    frames = {k: square(10) for k in range(1, 60)}
    frames |= {k: EMPTY for k in (20, 21, *range(30, 40))}
    accept(sample, frames)
    assert spans(sample, FindingKind.FLICKER) == [(20, 21)]
    sample.apply(Verify((1,), 20, 21))
    assert spans(sample, FindingKind.FLICKER) == []


def test_a_short_appearance_between_gaps_is_flicker(sample):
    accept(sample, {k: EMPTY for k in range(10, 30)} | {20: square(10)})
    assert (20, 20) in spans(sample, FindingKind.FLICKER)


def test_counts_only_tiny_parts(sample):
    pixels = square(10, side=20).to_array().copy()
    pixels[0:2, 0:2] = pixels[45:47, 0:2] = True
    two = square(10, side=14) | square(40, side=14)
    accept(sample, {1: Mask.from_array(pixels), 2: two})
    (found,) = in_pixels(sample, FindingKind.TINY_PARTS)
    assert (found.first, found.description) == (1, "2 tiny parts")


def test_a_jump_stands_out_from_steady_movement(sample):
    steps = {k: square(10 + k // 2) for k in range(1, 20)}
    steps |= {k: square(45, y=30) for k in range(20, 25)}
    accept(sample, steps)
    assert [one.first for one in in_pixels(sample, FindingKind.JUMP)] == [20]


def test_measures_agree_with_the_pixels():
    pixels = np.zeros((HEIGHT, WIDTH), bool)
    pixels[5:15, 20:40] = True
    measures = MaskMeasures.of(Mask.from_array(pixels))
    assert (measures.area, measures.width, measures.height) == (200, 20, 10)
    assert (measures.x, measures.y) == (pytest.approx(29.5), pytest.approx(9.5))
    assert MaskMeasures.of(EMPTY) is None
    assert measures.change_to(measures) == 0


def test_progress_counts_masks_and_exemplars(sample):
    accept(sample, {k: square(10) for k in range(1, 20)})
    sample.apply(Verify((1,), 0, 4))
    progress = review_progress(sample.document)
    assert (progress.masks, progress.verified, progress.exemplars) == (20, 5, 1)
    assert progress.object_frames == 60


def test_the_least_confident_frame_is_suggested_first(sample):
    propagate(sample, 1, {k: 0.95 - 0.4 * np.exp(-((k - 30) ** 2) / 20) for k in range(1, 40)})
    first, *rest = suggest_frames(sample.document, MeasureCache())
    assert first.frame_index == 30
    assert first.reason == "confidence 0.55"
    assert all(abs(one.frame_index - 30) >= 2 for one in rest)


def test_suggests_a_frame_where_the_directions_disagree(sample):
    accept(sample, {k: square(10) for k in range(1, 60)}, 0.95)
    (only,) = suggest_frames(sample.document, MeasureCache(), disagreement={(1, 44): 0.7})
    assert (only.frame_index, only.reason) == (44, "the two directions disagree")


def test_suggests_a_frame_after_a_jump(sample):
    accept(
        sample, {k: square(10 if k < 40 else 45, y=8 if k < 40 else 30) for k in range(1, 60)}, 0.95
    )
    assert suggest_frames(sample.document, MeasureCache())[0].frame_index == 40


def test_drawn_verified_and_confident_masks_are_not_suggested(sample):
    propagate(sample, 1, {10: 0.2, 20: 0.2, 30: 0.97})
    draw(sample, 1, 10)
    sample.apply(Verify((1,), 20, 20))
    assert suggest_frames(sample.document, MeasureCache()) == []


def test_a_correction_next_to_an_exemplar_is_worth_less(sample):
    propagate(sample, 1, {1: 0.5, 45: 0.5})
    assert suggest_frames(sample.document, MeasureCache())[0].frame_index == 45


def test_distance_from_exemplars_matters_even_with_high_confidence(sample):
    accept(sample, {k: square(10) for k in range(1, 60)}, 0.86)
    first, second, *_ = suggest_frames(sample.document, MeasureCache())
    assert 35 <= first.frame_index <= 50
    assert first.reason == f"{first.frame_index} frames from an exemplar"
    assert 10 <= second.frame_index <= 30


def test_a_long_uncertain_range_ranks_above_a_single_bad_frame(sample):
    confidences = dict.fromkeys(range(1, 60), 0.95)
    confidences |= dict.fromkeys(range(35, 55), 0.5) | {12: 0.3}
    propagate(sample, 1, confidences)
    assert 35 <= suggest_frames(sample.document, MeasureCache())[0].frame_index <= 54


def test_suggests_the_frame_where_an_object_vanished(sample):
    accept(sample, {k: square(10) for k in range(1, 30)}, 0.95)
    accept(sample, {k: EMPTY for k in range(30, 60)}, 0.95)
    first = suggest_frames(sample.document, MeasureCache())[0]
    assert (first.frame_index >= 30, first.reason) == (True, "out of view?")
