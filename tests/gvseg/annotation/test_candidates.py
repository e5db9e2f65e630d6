"""Imported and verified masks start the propagation of objects that have no exemplar."""

from dataclasses import replace
from itertools import pairwise

import pytest
from sample_document import SampleDocument, draw, square

from gvseg.annotation.candidates import MOST, count_candidates, exemplar_candidates, has_candidates
from gvseg.annotation.changes import MaskChange
from gvseg.annotation.edits import PinCandidates, UpdateTrack, Verify
from gvseg.annotation.records import FrameMask, Origin
from gvseg.masks import Mask

FRAMES = 120


@pytest.fixture
def sample() -> SampleDocument:
    return SampleDocument(FRAMES, ("rabbit", "stone"))


def put(sample: SampleDocument, track_id: int, frame_index: int, record: FrameMask) -> None:
    sample.document.write(MaskChange(track_id, frame_index, record))


@pytest.mark.parametrize(
    ("record", "is_one"),
    [
        (FrameMask(square(8), Origin.IMPORTED), True),
        (FrameMask(square(8), Origin.IMPORTED, 0.9), False),
        (FrameMask(square(8), Origin.IMPORTED, 0.9, is_verified=True), True),
        (FrameMask(square(8), Origin.PROPAGATED, 0.9), False),
        (FrameMask(square(8), Origin.PROPAGATED, 0.9, is_verified=True), True),
        (FrameMask(Mask.empty(48, 64), Origin.IMPORTED), False),
        (FrameMask(square(8), Origin.DRAWN), False),
    ],
    ids=[
        "imported",
        "scored",
        "scored and verified",
        "propagated",
        "verified",
        "empty",
        "unpinned",
    ],
)
def test_what_becomes_an_exemplar(sample: SampleDocument, record: FrameMask, is_one: bool) -> None:
    put(sample, 1, 3, record)
    assert exemplar_candidates(sample.document, 1) == ((3,) if is_one else ())
    assert has_candidates(sample.document) is is_one


def test_masks_of_an_object_with_a_score_are_predictions(sample: SampleDocument) -> None:
    put(sample, 1, 3, FrameMask(square(8), Origin.IMPORTED))
    sample.apply(UpdateTrack(replace(sample.document.track(1), score=0.8)))
    assert exemplar_candidates(sample.document, 1) == ()
    sample.apply(Verify((1,), 3, 3))
    assert exemplar_candidates(sample.document, 1) == (3,)


def test_an_object_with_an_exemplar_keeps_to_it(sample: SampleDocument) -> None:
    put(sample, 1, 3, FrameMask(square(8), Origin.IMPORTED))
    put(sample, 2, 3, FrameMask(square(30), Origin.IMPORTED))
    draw(sample, 1, 50)
    sample.apply(PinCandidates((1, 2)))
    assert sample.document.exemplar_frames(1) == (50,)
    assert sample.document.exemplar_frames(2) == (3,)


def test_a_long_import_gives_evenly_spaced_exemplars(sample: SampleDocument) -> None:
    for frame_index in range(FRAMES - 1):
        put(sample, 1, frame_index, FrameMask(square(8), Origin.IMPORTED))
    found = exemplar_candidates(sample.document, 1)
    assert len(found) == MOST
    assert (found[0], found[-1]) == (0, FRAMES - 2)
    assert {4, 5} >= {b - a for a, b in pairwise(found)}
    assert count_candidates(sample.document, (1, 2)) == MOST
    put(sample, 1, FRAMES - 1, FrameMask(square(8), Origin.IMPORTED))
    assert exemplar_candidates(sample.document, 1) == (), "nothing is left to propagate to"


def test_pinning_them_is_undone_in_one_step(sample: SampleDocument) -> None:
    for frame_index in (3, 60):
        put(sample, 1, frame_index, FrameMask(square(8), Origin.IMPORTED))
    inverse = PinCandidates((1, 2)).apply(sample.document)
    assert sample.document.exemplar_frames(1) == (3, 60)
    inverse.apply(sample.document)
    assert sample.document.exemplar_frames(1) == ()
