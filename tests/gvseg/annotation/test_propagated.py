"""Tracking which objects changed since their last propagation; the project stores this, and undo
reverts it.
"""

from pathlib import Path

import pytest
from sample_document import SampleDocument, draw, propagate, square

from gvseg.annotation.edits import ClearMasks, RecordPropagated, SwapIdentities, UnpinExemplar
from gvseg.annotation.history import History
from gvseg.annotation.propagated import exemplar_fingerprint, is_up_to_date, joined
from gvseg.annotation.records import Propagated
from gvseg.project import Project

LAST = 39


@pytest.fixture
def sample() -> SampleDocument:
    """Return a document with two objects, propagated from frame 0 through the whole video."""
    made = SampleDocument(LAST + 1, ("rabbit", "stone"))
    for track_id in (1, 2):
        draw(made, track_id, 0)
        propagate(made, track_id, dict.fromkeys(range(1, LAST + 1), 0.9))
        record(made, track_id, 0, LAST)
    return made


def record(sample: SampleDocument, track_id: int, first: int, last: int) -> None:
    fingerprint = exemplar_fingerprint(sample.document, track_id)
    sample.apply(RecordPropagated({track_id: Propagated(fingerprint, first, last)}))


def changed(sample: SampleDocument, first: int = 0, last: int = LAST) -> list[int]:
    document = sample.document
    return [
        i
        for i in document.tracks
        if not is_up_to_date(document, i, exemplar_fingerprint(document, i), first, last)
    ]


def test_nothing_is_changed_after_a_run(sample: SampleDocument) -> None:
    assert changed(sample) == []


def test_a_correction_changes_only_its_object(sample: SampleDocument) -> None:
    draw(sample, 2, 20)
    assert changed(sample) == [2]


def test_different_pixels_in_an_exemplar_are_a_change(sample: SampleDocument) -> None:
    draw(sample, 1, 0, square(30))
    assert changed(sample) == [1]


def test_removing_an_exemplar_is_a_change(sample: SampleDocument) -> None:
    draw(sample, 1, 20)
    record(sample, 1, 0, LAST)
    sample.apply(UnpinExemplar(1, 20))
    assert changed(sample) == [1]


def test_swapping_exemplars_changes_both_objects(sample: SampleDocument) -> None:
    draw(sample, 1, 0, square(40))
    record(sample, 1, 0, LAST)
    sample.apply(SwapIdentities(1, 2, 0))
    assert changed(sample) == [1, 2]


def test_missing_masks_are_a_change_in_their_frames(sample: SampleDocument) -> None:
    sample.apply(ClearMasks(1, 10, 12, only_machine_made=True))
    assert changed(sample) == [1]
    assert changed(sample, 13, LAST) == []


def test_a_partial_run_leaves_the_other_frames_outdated(sample: SampleDocument) -> None:
    draw(sample, 1, 20)
    record(sample, 1, 20, LAST)
    assert changed(sample, 25, LAST) == []
    assert changed(sample) == [1]
    record(sample, 1, 0, 19)
    assert changed(sample) == []


@pytest.mark.parametrize(
    ("before", "now", "after"),
    [
        (None, (3, 5), (3, 5)),
        ((0, 9), (10, 20), (0, 20)),
        ((0, 9), (11, 20), (11, 20)),
        ((10, 20), (0, 12), (0, 20)),
    ],
)
def test_adjacent_runs_are_combined(before, now, after) -> None:
    first = None if before is None else Propagated("a", *before)
    assert joined(first, Propagated("a", *now)) == Propagated("a", *after)
    assert joined(Propagated("b", 0, 99), Propagated("a", *now)) == Propagated("a", *now)


def test_undo_and_redo_restore_the_record_of_a_run(sample: SampleDocument) -> None:
    history = History(sample.document)
    draw(sample, 1, 20)
    fingerprint = exemplar_fingerprint(sample.document, 1)
    history.apply(
        RecordPropagated({1: Propagated(fingerprint, 0, LAST), 77: Propagated("x", 0, 1)})
    )
    assert changed(sample) == []
    history.undo()
    assert changed(sample) == [1]
    history.redo()
    assert changed(sample) == []
    assert 77 not in sample.document.propagated


def test_the_project_stores_the_record(sample: SampleDocument, tmp_path: Path) -> None:
    draw(sample, 2, 20)
    path = tmp_path / "rabbit.gvseg"
    with Project.create(path, sample.document) as project:
        fingerprint = exemplar_fingerprint(project.document, 2)
        project.history.apply(RecordPropagated({2: Propagated(fingerprint, 5, 9)}))
        project.history.undo()
    with Project.open(path) as project:
        assert dict(project.document.propagated) == dict(sample.document.propagated)
        project.history.redo()
        assert project.document.propagated[2] == Propagated(fingerprint, 5, 9)
