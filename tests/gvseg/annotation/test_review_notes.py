"""Comments and review states are part of the document, and undone like any edit."""

import pytest
from sample_document import SampleDocument, add_object, draw, propagate, snapshot

from gvseg.annotation.edits import (
    AddComment,
    RemoveComment,
    ResolveComment,
    ReviewFrames,
    Verify,
)
from gvseg.annotation.history import History
from gvseg.annotation.review_notes import FrameReview, ReviewState
from gvseg.errors import EditError

ACCEPTED = FrameReview(ReviewState.ACCEPTED, "Ann", 5.0)
NEEDS_WORK = FrameReview(ReviewState.NEEDS_WORK, "Bo", 6.0)


@pytest.fixture
def history() -> History:
    sample = SampleDocument()
    rabbit = add_object(sample, "rabbit")
    draw(sample, rabbit, 0)
    propagate(sample, rabbit, dict.fromkeys(range(1, 20), 0.8))
    return History(sample.document)


def test_a_comment_is_open_until_somebody_resolves_it(history):
    history.apply(AddComment(7, " the ear is missing ", "Ann", 12.0, track_id=1))
    comment = history.document.notes.comments[1]
    assert (comment.text, comment.author, comment.is_open) == ("the ear is missing", "Ann", True)
    history.apply(ResolveComment(1, "Bo"))
    assert history.document.notes.comments[1].resolved_by == "Bo"
    assert history.document.notes.open_count == 0
    history.apply(ResolveComment(1, ""))
    assert history.document.notes.open_count == 1


@pytest.mark.parametrize(
    "edit",
    [
        AddComment(7, "  ", "Ann", 1.0),
        AddComment(1000, "beyond the end", "Ann", 1.0),
        AddComment(7, "of nothing", "Ann", 1.0, track_id=99),
        ResolveComment(4, "Ann"),
        RemoveComment(4),
        ReviewFrames(5, 4, ACCEPTED),
        ReviewFrames(119, 120, ACCEPTED),
    ],
)
def test_an_invalid_note_changes_nothing(history, edit):
    before = snapshot(history.document)
    with pytest.raises(EditError):
        history.apply(edit)
    assert snapshot(history.document) == before


def test_reviewed_frames_record_the_reviewer(history):
    notes = history.document.notes
    history.apply(ReviewFrames(0, 9, ACCEPTED))
    history.apply(ReviewFrames(4, 5, NEEDS_WORK))
    history.apply(ReviewFrames(9, 9, None))
    assert list(notes.runs()) == [(0, 3, ACCEPTED), (4, 5, NEEDS_WORK), (6, 8, ACCEPTED)]
    assert notes.count(ReviewState.ACCEPTED) == 7
    assert history.apply(ReviewFrames(0, 3, ACCEPTED)).is_empty


def test_undo_restores_who_verified_each_mask(history):
    history.apply(Verify(None, 0, 4, person="Ann"))
    history.apply(Verify(None, 5, 9, person="Bo"))
    before = snapshot(history.document)
    history.apply(Verify(None, 2, 7, is_verified=False))
    assert dict(history.document.verifiers(1, 0, 99)) == {
        **dict.fromkeys((0, 1), "Ann"),
        **dict.fromkeys((8, 9), "Bo"),
    }
    history.undo()
    assert snapshot(history.document) == before


def test_every_step_is_undone_and_redone(history):
    seen = [snapshot(history.document)]
    for edit in (
        AddComment(3, "one", "Ann", 1.0),
        AddComment(3, "two", "Bo", 2.0),
        ResolveComment(1, "Bo"),
        RemoveComment(2),
        ReviewFrames(0, 9, ACCEPTED),
        ReviewFrames(3, 12, NEEDS_WORK),
    ):
        history.apply(edit)
        seen.append(snapshot(history.document))
    for expected in seen[-2::-1]:
        history.undo()
        assert snapshot(history.document) == expected
    for expected in seen[1:]:
        history.redo()
        assert snapshot(history.document) == expected
