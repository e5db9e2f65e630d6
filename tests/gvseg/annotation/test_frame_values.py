"""Attribute values of an object on single frames."""

from dataclasses import replace

import pytest
from sample_document import SampleDocument, draw, snapshot

from gvseg.annotation.edits import (
    MergeTracks,
    SetFrameValue,
    SplitTrack,
    SwapIdentities,
    UpdateCategory,
    UpdateTrack,
)
from gvseg.annotation.frame_values import (
    attributes_per_frame,
    last_with_same_value,
    value_everywhere,
    values_on,
)
from gvseg.annotation.records import Attribute, AttributeKind
from gvseg.errors import EditError

POSE = Attribute("pose", AttributeKind.CHOICE, ("sits", "stands"), "sits", is_per_frame=True)


@pytest.fixture
def sample():
    sample = SampleDocument(20, ("one", "two"))
    category = sample.document.category(1)
    sample.apply(UpdateCategory(replace(category, attributes=(POSE, Attribute("name")))))
    return sample


def occluded_frames(sample, track_id=1):
    values = sample.document.frame_values_of(track_id)
    return [frame for frame, own in values if own.get("occluded")]


def test_setting_a_value_on_a_range_can_be_undone(sample):
    before = snapshot(sample.document)
    inverse = sample.apply(SetFrameValue(1, "occluded", True, 4, 7))
    assert occluded_frames(sample) == [4, 5, 6, 7]
    assert values_on(sample.document, 1, 5) == {"occluded": True}
    assert values_on(sample.document, 1, 8) == {}
    sample.apply(inverse)
    assert snapshot(sample.document) == before


def test_the_default_value_is_not_stored(sample):
    sample.apply(SetFrameValue(1, "occluded", True, 4, 7))
    sample.apply(SetFrameValue(1, "pose", "stands", 5, 5))
    sample.apply(SetFrameValue(1, "occluded", False, 5, 6))
    sample.apply(SetFrameValue(1, "pose", "sits", 5, 5))
    assert dict(sample.document.frame_values_of(1)) == {
        4: {"occluded": True},
        7: {"occluded": True},
    }
    assert sample.apply(SetFrameValue(1, "occluded", False, 12, 15)).is_empty


def test_a_frame_overrides_the_value_of_the_object(sample):
    track = sample.document.track(1)
    sample.apply(UpdateTrack(replace(track, attributes={"pose": "stands", "name": "Kim"})))
    assert value_everywhere(sample.document, 1, "pose") == "stands"
    sample.apply(SetFrameValue(1, "pose", "sits", 3, 3))
    assert values_on(sample.document, 1, 3) == {"pose": "sits", "name": "Kim"}
    assert values_on(sample.document, 1, 4) == {"pose": "stands", "name": "Kim"}


def test_a_run_ends_where_the_value_changes(sample):
    sample.apply(SetFrameValue(1, "occluded", True, 4, 7))
    last = [last_with_same_value(sample.document, 1, at, "occluded") for at in (0, 4, 6, 8)]
    assert last == [3, 7, 7, 19]


def test_every_category_has_occluded_and_truncated(sample):
    names = [one.name for one in attributes_per_frame(sample.document, 1)]
    assert names == ["occluded", "truncated", "pose"]


def test_values_move_with_the_masks_of_their_frames(sample):
    draw(sample, 1, 10)
    draw(sample, 2, 12)
    sample.apply(SetFrameValue(1, "occluded", True, 9, 12))
    sample.apply(SwapIdentities(1, 2, 11))
    assert (occluded_frames(sample, 1), occluded_frames(sample, 2)) == ([9, 10], [11, 12])
    sample.apply(SplitTrack(1, 10))
    assert (occluded_frames(sample, 1), occluded_frames(sample, 3)) == ([9], [10])
    sample.apply(MergeTracks(2, 3))
    assert occluded_frames(sample, 2) == [10, 11, 12]


def test_refuses_frames_outside_the_video(sample):
    with pytest.raises(EditError, match="not a range of the video"):
        sample.apply(SetFrameValue(1, "occluded", True, 4, 20))
    with pytest.raises(EditError, match="Object 9 does not exist"):
        sample.apply(SetFrameValue(9, "occluded", True, 4, 5))
