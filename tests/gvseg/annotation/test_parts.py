"""A mask that covers two objects is split in two, so that each object has its own part."""

import numpy as np
import pytest
from sample_document import HEIGHT, WIDTH, SampleDocument, draw, snapshot, square

from gvseg.annotation.edits import AcceptMasks, SplitParts, Verify
from gvseg.annotation.parts import far_parts
from gvseg.annotation.records import FrameMask, Origin
from gvseg.errors import EditError
from gvseg.masks import Mask

GROWS = {3: 10, 4: 10, 5: 14, 6: 14}


def left(side: int = 12) -> Mask:
    return square(2, 8, side)


def right(side: int = 12) -> Mask:
    return square(44, 8, side)


@pytest.fixture
def sample() -> SampleDocument:
    """Return a document with a rabbit on the left whose mask also covers another rabbit from frame
    3.
    """
    made = SampleDocument(12, ("rabbit",))
    draw(made, 1, 0, left())
    masks = {k: left() for k in (1, 2)} | {k: left() | right(side) for k, side in GROWS.items()}
    masks |= {k: left() for k in range(7, 12)}
    made.apply(
        AcceptMasks({1: {k: FrameMask(m, Origin.PROPAGATED, 0.7) for k, m in masks.items()}})
    )
    return made


def test_the_second_part_becomes_a_new_object(sample: SampleDocument) -> None:
    before = snapshot(sample.document)
    inverse = SplitParts(1, 3, 6).apply(sample.document)
    document = sample.document
    assert document.track(2).name == "rabbit (2)"
    assert document.layer_order == (1, 2)
    for frame_index, side in GROWS.items():
        own, other = document.mask(1, frame_index), document.mask(2, frame_index)
        assert own.mask == left(), "even if the other part is larger"
        assert other.mask == right(side)
        assert (other.origin, other.confidence) == (Origin.PROPAGATED, 0.7)
    assert [k for k, _ in document.masks_of(2)] == list(GROWS)
    inverse.apply(document)
    assert snapshot(document) == before, "a single undo step restores everything"


def test_masks_that_a_person_confirmed_are_not_split(sample: SampleDocument) -> None:
    sample.apply(Verify((1,), 4, 4))
    sample.apply(SplitParts(1, 3, 6))
    assert sample.document.mask(1, 4).mask == left() | right(10)
    assert sample.document.mask(2, 4) is None
    assert sample.document.mask(2, 5).mask == right(14)


def test_an_object_in_one_part_is_not_split(sample: SampleDocument) -> None:
    with pytest.raises(EditError, match="nothing to split"):
        sample.apply(SplitParts(1, 7, 11))
    assert list(sample.document.tracks) == [1]


def test_small_parts_go_to_the_nearer_part() -> None:
    bit_left, bit_right = square(16, 30, 2), square(40, 30, 2)
    parts = far_parts(left(14) | right(12) | bit_left | bit_right)
    assert parts == (left(14) | bit_left, right(12) | bit_right)


@pytest.mark.parametrize(
    "mask",
    [Mask.empty(HEIGHT, WIDTH), left(), left() | square(16), left(16) | square(50, 2, 3)],
    ids=["empty", "one part", "parts close to each other", "a small part"],
)
def test_masks_without_two_distant_parts(mask: Mask) -> None:
    assert far_parts(mask) is None


def test_the_parts_add_up_to_the_mask() -> None:
    pixels = np.random.default_rng(3).random((HEIGHT, WIDTH)) > 0.4
    pixels[:, 20:44] = False
    first, second = far_parts(Mask.from_array(pixels))
    assert first | second == Mask.from_array(pixels)
    assert (first & second).is_empty
