"""The identity check finds tracks that cover the same object, split in two, or were swapped."""

from dataclasses import dataclass

import numpy as np
import pytest
from sample_document import HEIGHT, WIDTH, SampleDocument, draw, square

from gvseg.annotation.edits import AcceptMasks, Verify
from gvseg.annotation.records import FrameMask, Origin
from gvseg.annotation.review import FindingKind, Remedy, find_in_identity
from gvseg.masks import Mask

EMPTY = Mask.empty(HEIGHT, WIDTH)
RABBIT, BIRD = 1, 2


@dataclass(frozen=True)
class Similar:
    own: float
    rival: float | None = None
    rival_track: int | None = None


@pytest.fixture
def sample():
    made = SampleDocument(60, ("rabbit", "bird"))
    draw(made, RABBIT, 0, square(2, side=16))
    draw(made, BIRD, 0, square(40, side=16))
    return made


def accept(sample, track_id: int, masks: dict[int, Mask]) -> None:
    records = {k: FrameMask(mask, Origin.PROPAGATED, 0.9) for k, mask in masks.items()}
    sample.apply(AcceptMasks({track_id: records}))


def found(sample, kind, track_id=RABBIT, similarities=None):
    findings = find_in_identity(sample.document, track_id, [kind], similarities or {})
    return [one for one in findings if one]


def comb(x: int, odd: int) -> Mask:
    """Return every other row of a square; two of these cover the same object without sharing a
    pixel.
    """
    pixels = np.zeros((HEIGHT, WIDTH), bool)
    pixels[8 + odd : 24 : 2, x : x + 16] = True
    return Mask.from_array(pixels)


def two_squares(gap: int) -> Mask:
    return square(2, side=12) | square(2 + 12 + gap, side=12)


def test_finds_the_first_frame_where_two_tracks_cover_the_same_thing(sample):
    accept(sample, RABBIT, {k: square(2 + k, side=16) for k in range(1, 10)})
    accept(sample, BIRD, {k: square(40, side=16) for k in range(1, 10)})
    accept(sample, RABBIT, {k: comb(20, 0) for k in range(10, 16)})
    accept(sample, BIRD, {k: comb(20, 1) for k in range(10, 16)})
    (one,) = found(sample, FindingKind.SHARED)
    assert (one.first, one.last, one.worst, one.other_id) == (10, 15, 10, BIRD)
    assert one.description == "covers the same object as bird"
    assert one.remedy is Remedy.CORRECT


def test_specks_next_to_another_object_do_not_count(sample):
    speck = square(42, side=2)
    accept(sample, RABBIT, {k: square(2, side=16) | speck for k in range(1, 9)})
    accept(sample, BIRD, {k: square(30, side=10) for k in range(1, 9)})
    assert found(sample, FindingKind.SHARED) == []


def test_objects_that_overlap_in_exemplars_are_not_reported():
    sample = SampleDocument(60, ("rabbit", "bird"))
    draw(sample, RABBIT, 0, comb(20, 0))
    draw(sample, BIRD, 0, comb(20, 1))
    for track_id in (RABBIT, BIRD):
        accept(sample, track_id, {k: comb(20, track_id - 1) for k in range(1, 9)})
    assert found(sample, FindingKind.SHARED) == []


def test_finds_a_track_that_another_one_has_taken_over(sample):
    accept(sample, RABBIT, {k: square(2 + 4 * k, side=16) for k in range(1, 6)})
    accept(sample, BIRD, {k: square(40, side=16) for k in range(1, 6)})
    accept(sample, RABBIT, {k: EMPTY for k in range(6, 12)})
    accept(sample, BIRD, {k: square(22, side=34) for k in range(6, 12)})
    (one,) = found(sample, FindingKind.SHARED)
    assert (one.first, one.description) == (6, "taken over by bird")


def test_an_occluded_object_is_not_taken_over(sample):
    accept(sample, RABBIT, {k: square(2 + 6 * k, side=16) for k in range(1, 6)})
    accept(sample, RABBIT, {k: EMPTY for k in range(6, 12)})
    accept(sample, BIRD, {k: square(40, side=16) for k in range(1, 12)})
    assert found(sample, FindingKind.SHARED) == []


def test_finds_a_track_in_two_distant_parts_but_not_in_two_close_parts(sample):
    accept(sample, RABBIT, {k: two_squares(gap=3) for k in range(1, 8)})
    accept(sample, RABBIT, {k: two_squares(gap=20) for k in range(8, 12)})
    (one,) = found(sample, FindingKind.SPLIT)
    assert (one.first, one.last, one.remedy) == (8, 11, Remedy.SPLIT)


def test_suggests_correcting_a_mask_that_looks_like_another_object(sample):
    accept(sample, RABBIT, {k: square(2, side=16) for k in range(1, 9)})
    similar = {(RABBIT, k): Similar(0.9, 0.5 if k < 4 else 0.95, BIRD) for k in range(1, 9)}
    (one,) = found(sample, FindingKind.LOOKS_LIKE_ANOTHER, similarities=similar)
    assert (one.first, one.last, one.other_id) == (4, 8, BIRD)
    assert (one.description, one.remedy) == ("looks like bird", Remedy.CORRECT)


def test_suggests_a_swap_if_two_objects_look_like_each_other(sample):
    similar = {}
    for track_id, other in ((RABBIT, BIRD), (BIRD, RABBIT)):
        accept(sample, track_id, {k: square(20 * track_id, side=16) for k in range(1, 9)})
        similar |= {(track_id, k): Similar(0.7, 0.95, other) for k in range(5, 9)}
    (one,) = found(sample, FindingKind.LOOKS_LIKE_ANOTHER, similarities=similar)
    assert (one.first, one.description, one.remedy) == (5, "swapped with bird", Remedy.SWAP)


def test_ignores_signs_on_two_frames_or_on_verified_masks(sample):
    accept(sample, RABBIT, {k: square(2, side=16) for k in range(1, 20)})
    short = {(RABBIT, k): Similar(0.7, 0.95, BIRD) for k in (3, 4)}
    assert found(sample, FindingKind.LOOKS_LIKE_ANOTHER, similarities=short) == []
    long = {(RABBIT, k): Similar(0.7, 0.95, BIRD) for k in range(3, 12)}
    sample.apply(Verify((RABBIT,), 0, 15))
    assert found(sample, FindingKind.LOOKS_LIKE_ANOTHER, similarities=long) == []


def test_a_removed_object_is_not_compared(sample):
    accept(sample, RABBIT, {k: square(2, side=16) for k in range(1, 9)})
    similar = {(RABBIT, k): Similar(0.7, 0.95, 9) for k in range(1, 9)}
    assert found(sample, FindingKind.LOOKS_LIKE_ANOTHER, similarities=similar) == []
