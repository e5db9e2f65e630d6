"""Every edit has its documented effect, and its inverse restores the previous state."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_document import snapshot

from gvseg.annotation.document import Document
from gvseg.annotation.edits import (
    AcceptMasks,
    AddCategory,
    AddTrack,
    ClearMasks,
    CopyMask,
    MapVocabulary,
    MergeTracks,
    PaintMask,
    PinExemplar,
    Propose,
    RelocateVideo,
    RemoveCategory,
    RemoveTrack,
    ReorderLayers,
    SetMask,
    SetVoid,
    SplitTrack,
    SwapIdentities,
    UnpinExemplar,
    UpdateCategory,
    UpdateTrack,
    Verify,
)
from gvseg.annotation.history import History
from gvseg.annotation.records import Category, FrameMask, Origin, Prompts, Track, VideoSource
from gvseg.annotation.states import EMPTY, PRESENT, VERIFIED
from gvseg.errors import EditError
from gvseg.masks import Mask
from gvseg.prompts import Click

FRAMES, HEIGHT, WIDTH = 6, 5, 7
SOURCE = VideoSource(
    path=Path("clip.mp4"),
    size_bytes=1,
    sha256="00",
    height=HEIGHT,
    width=WIDTH,
    frame_count=FRAMES,
    frame_rate=25.0,
)


def mask_of(number: int) -> Mask:
    """Return a mask that encodes its number."""
    pixels = np.zeros((HEIGHT, WIDTH), np.bool_)
    pixels[number % HEIGHT, number % WIDTH] = True
    return Mask.from_array(pixels)


def record(number: int, origin: Origin = Origin.DRAWN, **rest) -> FrameMask:
    return FrameMask(mask_of(number), origin, **rest)


def track(track_id: int, **rest) -> Track:
    return Track(
        track_id=track_id, name=f"Object {track_id}", category_id=1, colour=(1, 2, 3), **rest
    )


@pytest.fixture
def document() -> Document:
    """Return a document with two objects: 1 is drawn on frame 0 and propagated to 3, 2 is drawn on
    frame 2.
    """
    made = Document(SOURCE)
    AddCategory(Category(category_id=1, name="rabbit")).apply(made)
    AddTrack(track(1)).apply(made)
    AddTrack(track(2)).apply(made)
    SetMask(1, 0, record(0)).apply(made)
    guesses = {i: record(i, Origin.PROPAGATED, confidence=0.5) for i in range(4)}
    AcceptMasks({1: guesses}).apply(made)
    SetMask(2, 2, record(9)).apply(made)
    return made


EDITS = [
    PaintMask(1, 0, 2, 2, np.ones((2, 2), np.bool_)),
    PaintMask(1, 2, -1, -1, np.ones((3, 3), np.bool_), is_erasing=True),
    PaintMask(2, 5, 3, 3, np.ones((9, 9), np.bool_)),
    SetMask(1, 3, record(4)),
    SetVoid(2, mask_of(3)),
    AcceptMasks({1: {4: record(4, Origin.PROPAGATED)}, 2: {0: record(1, Origin.PROPAGATED)}}),
    ClearMasks(1, 0, 3),
    ClearMasks(1, 0, 3, only_machine_made=True),
    CopyMask(1, 0, 5),
    AddTrack(track(3)),
    RemoveTrack(1),
    UpdateTrack(track(1, is_visible=False, attributes={"age": 3.0})),
    ReorderLayers((2, 1)),
    MergeTracks(1, 2),
    MergeTracks(2, 1),
    SplitTrack(1, 2),
    SwapIdentities(1, 2, 2),
    SwapIdentities(1, 2, 0, 1),
    Verify(),
    Verify((1,), 1, 2),
    PinExemplar(1, 3),
    UnpinExemplar(1, 0),
    AddCategory(Category(category_id=2, name="stone", is_thing=False)),
    UpdateCategory(Category(category_id=1, name="hare")),
    RelocateVideo(replace(SOURCE, path=Path("elsewhere.mp4"))),
    Propose((track(3, is_proposed=True),), {1: {3: record(4, Origin.PROPAGATED)}, 2: {}}),
    MapVocabulary({"car": 1, "sky": 0}),
]


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: type(edit).__name__)
def test_undo_and_redo_restore_the_states_before_and_after_an_edit(document, edit):
    before = snapshot(document)
    inverse = edit.apply(document)
    after = snapshot(document)
    assert after != before
    redo = inverse.apply(document)
    assert snapshot(document) == before
    redo.apply(document)
    assert snapshot(document) == after


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, len(EDITS)), st.booleans()), max_size=25))
def test_any_sequence_of_edits_can_be_undone_and_redone(steps):
    document = Document(SOURCE)
    history = History(document)
    history.apply(AddCategory(Category(category_id=1, name="rabbit")))
    history.apply(AddTrack(track(1)))
    history.apply(AddTrack(track(2)))
    history.apply(SetMask(1, 0, record(0)))
    seen = [snapshot(document)]
    for number, is_undo in steps:
        try:
            if is_undo and history.undo() is not None:
                history.redo()
            elif number < len(EDITS) and not history.apply(EDITS[number]).is_empty:
                seen.append(snapshot(document))
        except EditError:
            assert snapshot(document) == seen[-1]
    for expected in reversed(seen[:-1]):
        history.undo()
        assert snapshot(document) == expected
    for expected in seen[1:]:
        history.redo()
        assert snapshot(document) == expected


def test_propagation_never_replaces_a_drawn_verified_or_pinned_mask(document):
    Verify((1,), 2, 2).apply(document)
    PinExemplar(1, 3).apply(document)
    UnpinExemplar(1, 0).apply(document)
    before = dict(document.masks_of(1))
    flood = AcceptMasks({1: {i: record(30, Origin.PROPAGATED) for i in range(FRAMES)}})
    assert flood.refused(document) == [(1, 0), (1, 2), (1, 3)]
    flood.apply(document)
    after = dict(document.masks_of(1))
    assert {i: after[i] for i in (0, 2, 3)} == {i: before[i] for i in (0, 2, 3)}
    assert all(after[i].mask == mask_of(30) for i in (1, 4, 5))


def test_a_locked_object_is_neither_painted_nor_propagated(document):
    UpdateTrack(replace(document.track(1), is_locked=True)).apply(document)
    before = snapshot(document)
    with pytest.raises(EditError, match="Object 1 is locked"):
        PaintMask(1, 1, 0, 0, np.ones((2, 2), np.bool_)).apply(document)
    AcceptMasks({1: {5: record(1, Origin.PROPAGATED)}}).apply(document)
    assert snapshot(document) == before


def test_painting_makes_the_frame_a_drawn_exemplar(document):
    PaintMask(1, 3, 0, 0, np.ones((2, 2), np.bool_)).apply(document)
    painted = document.mask(1, 3)
    assert painted is not None
    assert painted.origin is Origin.DRAWN
    assert painted.confidence is None
    assert document.exemplar_frames(1) == (0, 3)
    assert document.has_exemplars
    assert document.exemplars()[3] == {1: painted.mask}


def test_erasing_all_pixels_marks_the_object_as_absent(document):
    PaintMask(1, 0, 0, 0, np.ones((HEIGHT, WIDTH), np.bool_), is_erasing=True).apply(document)
    emptied = document.mask(1, 0)
    assert emptied is not None
    assert emptied.mask.is_empty
    assert document.states(1).flags[0] & EMPTY


def test_the_first_half_of_a_split_keeps_the_id(document):
    SplitTrack(1, 2).apply(document)
    assert [i for i, _ in document.masks_of(1)] == [0, 1]
    assert [i for i, _ in document.masks_of(3)] == [2, 3]
    assert document.layer_order == (1, 3, 2)


def test_swapping_identities_takes_effect_from_the_frame_onwards(document):
    SwapIdentities(1, 2, 2).apply(document)
    assert [i for i, _ in document.masks_of(1)] == [0, 1, 2]
    assert [i for i, _ in document.masks_of(2)] == [2, 3]
    assert document.exemplar_frames(1) == (0, 2)


def test_a_merge_unites_masks_that_both_objects_have(document):
    MergeTracks(1, 2).apply(document)
    assert set(document.tracks) == {1}
    united = document.mask(1, 2)
    assert united is not None
    assert united.mask == mask_of(2) | mask_of(9)
    assert document.is_pinned(1, 2)


def test_ids_are_never_reused(document):
    RemoveTrack(2).apply(document)
    assert document.next_track_id == 3


def test_a_removed_object_disappears_everywhere(document):
    RemoveTrack(1).apply(document)
    assert list(document.masks_on(2)) == [2]
    assert document.mask(1, 0) is None
    assert list(document.masks_of(1)) == []


def test_the_top_layer_is_last(document):
    assert list(document.masks_on(2)) == [1, 2]
    ReorderLayers((2, 1)).apply(document)
    assert list(document.masks_on(2)) == [2, 1]


def test_states_follow_each_edit(document):
    states = document.states(1)
    assert states.frames_with(PRESENT).tolist() == [0, 1, 2, 3]
    assert states.frames_from(Origin.PROPAGATED).tolist() == [1, 2, 3]
    assert states.confidence[1] == 0.5
    Verify((1,), 1, 5).apply(document)
    assert document.states(1).frames_with(VERIFIED).tolist() == [1, 2, 3]


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (SetMask(1, 6, record(0)), "frames 0 to 5"),
        (SetMask(1, -1, record(0)), "frames 0 to 5"),
        (SetMask(9, 0, record(0)), "Object 9 does not exist"),
        (SetMask(1, 0, FrameMask(Mask.empty(3, 3))), "3x3 pixels, but the video has 7x5"),
        (AddTrack(track(1)), "already"),
        (MergeTracks(1, 1), "itself"),
        (SplitTrack(1, 0), "from 1 to 5"),
        (PinExemplar(1, 5), "no mask on frame 5"),
        (RemoveCategory(1), "2 objects"),
        (AddCategory(Category(category_id=5, name="rabbit")), "already"),
        (ReorderLayers((1,)), "every object exactly once"),
        (Verify(None, 4, 2), "not a valid range"),
        (RelocateVideo(replace(SOURCE, frame_count=3)), "3 frames"),
    ],
)
def test_an_invalid_edit_says_why_and_changes_nothing(document, edit, reason):
    before = snapshot(document)
    with pytest.raises(EditError, match=reason):
        edit.apply(document)
    assert snapshot(document) == before


def test_an_edit_that_fails_halfway_changes_nothing(document):
    before = snapshot(document)
    half_bad = AcceptMasks({2: {0: record(1), 99: record(2)}})
    with pytest.raises(EditError):
        half_bad.apply(document)
    assert snapshot(document) == before


def test_a_gesture_is_one_step(document):
    history = History(document)
    before = snapshot(document)
    with history.group("Stroke"):
        for x in range(4):
            history.apply(PaintMask(1, 5, x, 0, np.ones((1, 1), np.bool_)))
    assert history.undo_label == "Stroke"
    history.undo()
    assert snapshot(document) == before
    assert history.undo_label is None
    assert history.redo_label == "Stroke"


def test_an_edit_without_effect_adds_no_step(document):
    history = History(document)
    history.apply(UpdateTrack(document.track(1)))
    history.apply(PaintMask(1, 5, 0, 0, np.zeros((2, 2), np.bool_)))
    assert history.undo_label is None


def test_a_new_edit_clears_the_redo_steps(document):
    history = History(document)
    history.apply(Verify())
    history.undo()
    history.apply(SetMask(2, 0, record(1)))
    assert history.redo_label is None


def test_the_history_is_bounded_in_bytes_and_keeps_the_latest_step(document):
    history = History(document, limit_bytes=2000)
    for number in range(200):
        history.apply(SetMask(1, number % FRAMES, record(number)))
    assert history.size_bytes <= 2000
    steps = 0
    while history.undo() is not None:
        steps += 1
    assert 1 <= steps < 200
    tiny = History(document, limit_bytes=0)
    tiny.apply(SetMask(1, 0, record(3)))
    assert tiny.undo_label == "Set mask"


def test_clicks_stay_with_their_mask_until_it_changes(document):
    one, other = (Mask.from_array(np.eye(HEIGHT, WIDTH, k) > 0) for k in (0, 1))
    made = FrameMask(one, prompts=Prompts((Click(2, 2),), start=other))
    SetMask(1, 3, made).apply(document)
    Verify((1,), 3, 3).apply(document)
    assert document.mask(1, 3) == replace(made, is_verified=True)
    CopyMask(1, 3, 4).apply(document)
    assert document.mask(1, 4).prompts is None
    painted = PaintMask(1, 3, 0, 0, np.ones((2, 2), bool)).apply(document)
    assert document.mask(1, 3).prompts is None
    painted.apply(document)
    assert document.mask(1, 3).prompts == made.prompts
