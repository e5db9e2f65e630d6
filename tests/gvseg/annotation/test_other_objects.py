"""A mask from clicks removes what propagation gave to another object by mistake."""

from dataclasses import replace

import pytest
from sample_document import SampleDocument, square

from gvseg.annotation.edits import AcceptMasks, UpdateTrack, Verify
from gvseg.annotation.other_objects import mistaken_parts_removed
from gvseg.annotation.records import FrameMask, Origin
from gvseg.masks import Mask

HERE, FRAME = 2, 7
LEFT, RIGHT = square(4), square(40)
BOTH = LEFT | RIGHT


@pytest.fixture
def sample() -> SampleDocument:
    """Object 1 was propagated to its own place and to that of its twin, object 2."""
    made = SampleDocument(names=("one", "two"))
    made.apply(AcceptMasks({1: {FRAME: FrameMask(BOTH, Origin.PROPAGATED, 0.7)}}))
    return made


def left_after(sample: SampleDocument, mask: Mask) -> FrameMask | None:
    for edit in mistaken_parts_removed(sample.document, FRAME, HERE, mask):
        sample.apply(edit)
    return sample.document.mask(1, FRAME)


def test_a_part_under_the_new_mask_is_removed(sample: SampleDocument) -> None:
    assert left_after(sample, RIGHT) == FrameMask(LEFT, Origin.PROPAGATED, 0.7)
    assert not sample.document.is_pinned(1, FRAME)


def test_an_object_that_was_only_mistaken_is_not_in_the_frame(sample: SampleDocument) -> None:
    left = left_after(sample, BOTH)
    assert left is not None
    assert left.mask.is_empty


def test_a_part_of_a_larger_object_changes_nothing(sample: SampleDocument) -> None:
    hat = square(40, side=6)
    assert left_after(sample, hat) == FrameMask(BOTH, Origin.PROPAGATED, 0.7)


@pytest.mark.parametrize("keep", ["verify", "draw", "lock"])
def test_masks_of_a_person_and_of_locked_objects_stay(sample: SampleDocument, keep: str) -> None:
    if keep == "verify":
        sample.apply(Verify((1,), FRAME, FRAME))
    elif keep == "draw":
        sample.apply(AcceptMasks({1: {FRAME: FrameMask(BOTH)}}))
    else:
        sample.apply(UpdateTrack(replace(sample.document.track(1), is_locked=True)))
    left = left_after(sample, RIGHT)
    assert left is not None
    assert left.mask == BOTH
