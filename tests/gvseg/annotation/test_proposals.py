"""Tracks found by the engine are proposals until a person accepts or rejects them."""

from dataclasses import replace

import numpy as np
import pytest
from sample_document import HEIGHT, WIDTH, SampleDocument, draw, propagate, square

from gvseg.annotation.document import Document
from gvseg.annotation.edits import (
    AcceptProposals,
    AddCategory,
    AddTrack,
    MapVocabulary,
    PaintMask,
    Propose,
    RejectProposals,
    RemoveCategory,
    SetMask,
    UpdateTrack,
    Verify,
    accepted_as,
)
from gvseg.annotation.history import History
from gvseg.annotation.records import Category, FrameMask, Origin, Track
from gvseg.annotation.settled import settled_masks
from gvseg.errors import EditError
from gvseg.formats import write_documents
from gvseg.masks import Mask

ROAD = 2


def found(track_id: int, category_id: int = 1, score: float = 0.8) -> Track:
    return Track(
        track_id=track_id,
        name=f"found {track_id}",
        category_id=category_id,
        colour=(1, 2, 3),
        score=score,
        is_proposed=True,
    )


def mask(x: int, confidence: float = 0.7, side: int = 12) -> FrameMask:
    return FrameMask(square(x, side=side), Origin.PROPAGATED, confidence)


@pytest.fixture
def sample() -> SampleDocument:
    """ "rabbit" (1) is drawn on frame 5; "found 2" is next to it, "found 3" covers half of it."""
    made = SampleDocument(20, ("rabbit",))
    made.apply(AddCategory(Category(category_id=ROAD, name="road", is_thing=False)))
    draw(made, 1, 5, square(4))
    made.apply(Propose((found(2), found(3)), {k: {2: mask(40), 3: mask(10)} for k in range(4, 8)}))
    return made


def test_a_proposal_is_not_an_object_until_it_is_accepted(sample):
    document = sample.document
    assert list(document.tracks) == [1]
    assert list(document.proposals) == [2, 3]
    assert list(document.masks_on(5)) == [1]
    assert list(document.proposed_on(5)) == [2, 3]
    assert document.layer_order == (1,)


def test_exports_contain_only_objects(sample, tmp_path):
    report = write_documents(sample.document, tmp_path / "out", "coco")
    assert report.track_count == 1
    sample.apply(AcceptProposals((2,)))
    assert write_documents(sample.document, tmp_path / "again", "coco").track_count == 2


def test_an_accepted_proposal_is_an_ordinary_object_with_its_confidence(sample):
    sample.apply(AcceptProposals((2,)))
    document = sample.document
    assert document.track(2) == replace(found(2), is_proposed=False)
    assert document.mask(2, 6) == mask(40)
    assert list(document.proposals) == [3]
    sample.apply(PaintMask(2, 6, 0, 0, np.ones((2, 2), bool)))
    assert document.mask(2, 6).origin is Origin.DRAWN


def test_accepting_never_covers_drawn_masks(sample):
    sample.apply(AcceptProposals((2, 3)))
    document = sample.document
    assert document.mask(1, 5).mask == square(4)
    assert (document.mask(3, 5).mask & square(4)).is_empty
    assert document.mask(3, 5).mask.area == 12 * 6
    assert document.mask(3, 5).confidence == 0.7
    assert document.mask(3, 6) == mask(10)


def test_a_proposal_gets_no_mask_where_a_drawn_mask_covers_it(sample):
    sample.apply(Propose((found(4),), {5: {4: mask(6, side=4)}, 6: {4: mask(6, side=4)}}))
    sample.apply(AcceptProposals((4,)))
    assert sample.document.mask(4, 5) is None
    assert sample.document.mask(4, 6) is not None


def test_things_go_on_top_and_stuff_below(sample):
    sample.apply(Propose((found(4, ROAD), found(5)), {9: {4: mask(0), 5: mask(30)}}))
    sample.apply(AcceptProposals((4, 5)))
    assert sample.document.layer_order == (4, 1, 5)


def test_stuff_found_again_joins_its_object():
    sample = SampleDocument(20, ("rabbit",))
    sample.apply(AddCategory(Category(category_id=ROAD, name="road", is_thing=False)))
    history = History(sample.document)
    document = sample.document
    history.apply(Propose((found(2, ROAD),), {k: {2: mask(0)} for k in range(6)}))
    history.apply(AcceptProposals((2,)))
    history.apply(SetMask(2, 5, FrameMask(square(20))))
    history.apply(SetMask(2, 4, FrameMask(Mask.empty(HEIGHT, WIDTH))))
    again = {k: {3: mask(30, 0.5)} for k in range(3, 9)}
    history.apply(Propose((found(3, ROAD),), again))
    assert accepted_as(document, 3) == 2
    history.apply(AcceptProposals((3,)))
    assert list(document.tracks) == [1, 2]
    assert document.layer_order == (2, 1)
    assert [k for k, _ in document.masks_of(2)] == list(range(9))
    assert document.mask(2, 8) == mask(30, 0.5)
    united = document.mask(2, 3)
    assert united.mask == square(0) | square(30)
    assert (united.origin, united.confidence) == (Origin.PROPAGATED, 0.5)
    assert document.mask(2, 4).mask.is_empty, "a person marked the road as absent"
    assert document.mask(2, 5).mask == square(20)
    history.undo()
    assert list(document.tracks) == [1, 2]
    assert list(document.proposals) == [3]
    assert [k for k, _ in document.masks_of(2)] == list(range(6))
    assert dict(document.masks_of(3)) == {k: masks[3] for k, masks in again.items()}


def test_stuff_accepted_together_is_one_object_and_locked_stuff_is_unchanged(sample):
    tracks = (found(4, ROAD), found(5, ROAD))
    sample.apply(Propose(tracks, {9: {4: mask(0), 5: mask(30)}, 10: {5: mask(30)}}))
    sample.apply(AcceptProposals((4, 5)))
    assert list(sample.document.tracks) == [1, 4]
    assert sample.document.mask(4, 9).mask == square(0) | square(30)
    assert sample.document.mask(4, 10) == mask(30)
    sample.apply(UpdateTrack(replace(sample.document.track(4), is_locked=True)))
    sample.apply(Propose((found(6, ROAD),), {10: {6: mask(20)}}))
    sample.apply(AcceptProposals((6,)))
    assert list(sample.document.tracks) == [1, 4, 6]
    assert sample.document.mask(4, 10) == mask(30)


def test_other_edits_can_neither_change_nor_create_proposals(sample):
    with pytest.raises(EditError, match="Object 2 does not exist"):
        sample.apply(PaintMask(2, 6, 0, 0, np.ones((2, 2), bool)))
    with pytest.raises(EditError, match="only the engine can add"):
        sample.apply(UpdateTrack(replace(sample.document.track(1), is_proposed=True)))
    with pytest.raises(EditError, match="already"):
        sample.apply(AddTrack(replace(found(2), is_proposed=False)))
    with pytest.raises(EditError, match="Proposal 1 does not exist"):
        sample.apply(AcceptProposals((1,)))


def test_a_later_run_replaces_open_proposals_in_its_frames(sample):
    frames = {k: {4: mask(20)} for k in (6, 7)}
    sample.apply(Propose((found(4),), frames))
    document = sample.document
    assert [k for k, _ in document.masks_of(2)] == [4, 5]
    sample.apply(Propose((found(4),), {4: {}, 5: {}}))
    assert list(document.proposals) == [4]


def test_verification_and_progress_ignore_proposals(sample):
    sample.apply(Verify())
    assert not sample.document.mask(2, 5).is_verified
    sample.apply(RemoveCategory(1, move_to=ROAD))
    assert sample.document.proposals[2].category_id == ROAD


def test_undo_reverts_accepting_and_rejecting():
    sample = SampleDocument(20)
    history = History(sample.document)
    history.apply(Propose((found(1), found(2)), {0: {1: mask(4), 2: mask(30)}}))
    history.apply(RejectProposals((1,)))
    history.apply(AcceptProposals((2,)))
    history.undo()
    history.undo()
    assert sorted(sample.document.proposals) == [1, 2]
    assert sample.document.layer_order == ()
    assert sample.document.mask(1, 0) == mask(4)
    history.undo()
    assert not sample.document.proposals
    history.redo()
    assert sample.document.mask(2, 0) == mask(30)


def settled(document: Document, *range_: int) -> dict[int, list[int]]:
    return {frame: list(masks) for frame, masks in settled_masks(document, *range_).items()}


def test_settled_masks_are_those_that_a_person_confirmed():
    sample = SampleDocument(20, ("rabbit", "stone"))
    draw(sample, 1, 3)
    propagate(sample, 1, {4: 0.9, 5: 0.9})
    propagate(sample, 2, {4: 0.9, 8: 0.9})
    assert settled(sample.document) == {3: [1]}
    sample.apply(Verify((1,), 5, 5))
    assert settled(sample.document) == {3: [1], 5: [1]}
    sample.apply(UpdateTrack(replace(sample.document.track(2), is_locked=True)))
    assert settled(sample.document, 4, 5) == {4: [2], 5: [1]}


def test_an_empty_drawn_mask_settles_nothing():
    sample = SampleDocument(20, ("rabbit",))
    draw(sample, 1, 3, Mask.empty(HEIGHT, WIDTH))
    assert settled(sample.document) == {}


def test_classes_map_to_existing_categories(sample):
    sample.apply(MapVocabulary({"car": 1, "sky": 0}))
    assert sample.document.vocabulary_map == {"car": 1, "sky": 0}
    with pytest.raises(EditError, match="Category 7 does not exist"):
        sample.apply(MapVocabulary({"car": 7}))
