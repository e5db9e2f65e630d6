"""VPQ compared with a slow, literal implementation of VIPSeg's evaluation and with values worked
out by hand.
"""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gvseg.errors import FormatError
from gvseg.metrics.vpq import PanopticFrame, Segment, Vpq
from gvseg.vocabulary import VocabularyEntry

CATEGORIES = {
    0: VocabularyEntry("road", is_thing=False),
    1: VocabularyEntry("car", is_thing=True),
    2: VocabularyEntry("person", is_thing=True),
}


def frame(rows, **segments: Segment) -> PanopticFrame:
    ids = np.array(rows, np.uint32)
    return PanopticFrame(ids, {int(name[1:]): segment for name, segment in segments.items()})


def scored(truth, found):
    measure = Vpq(CATEGORIES)
    measure.update(truth, found)
    return measure.result()


@st.composite
def panoptic_videos(draw):
    """Generate ground truth and prediction of one to eight frames, with constant classes of ids."""
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    length, has_crowds = draw(st.integers(1, 8)), draw(st.booleans())
    agreement = draw(st.sampled_from([0.3, 0.8, 0.95]))
    truth, found = [], []
    base = random.integers(0, 6, size=(4, 6))
    for _ in range(length):
        base = np.where(random.random(base.shape) < 0.1, random.integers(0, 6, base.shape), base)
        other = np.where(
            random.random(base.shape) < agreement, base, random.integers(0, 6, base.shape)
        )
        for side, ids in ((truth, base), (found, other)):
            segments = {
                int(one): Segment(int(one) % 3, is_crowd=has_crowds and one in (2, 5))
                for one in np.unique(ids)
                if one
            }
            side.append(PanopticFrame(ids.astype(np.uint32), segments))
    return truth, found


def slow_tubes(frames):
    """Return pixels and segment of each id in a window."""
    pixels, segments = {}, {}
    for t, one in enumerate(frames):
        for place in np.ndindex(one.ids.shape):
            pixels.setdefault(int(one.ids[place]), set()).add((t, *place))
        for segment_id, segment in one.segments.items():
            segments.setdefault(segment_id, segment)
    return pixels, segments


def slow_vpq(truth, found, length: int):
    """Return (true positives, false negatives, false positives, sum of IoU) per class, from pixel
    sets.
    """
    counts = {category: [0, 0, 0, 0.0] for category in CATEGORIES}
    for start in range(len(truth) - length + 1):
        true_pixels, true_segments = slow_tubes(truth[start : start + length])
        found_pixels, found_segments = slow_tubes(found[start : start + length])
        void = true_pixels.get(0, set())
        crowds = {s.category: one for one, s in true_segments.items() if s.is_crowd}
        matched = set()
        for true_id, true in true_segments.items():
            if true.is_crowd:
                continue
            is_found = False
            for found_id, segment in found_segments.items():
                mine, theirs = true_pixels[true_id], found_pixels[found_id]
                iou = len(mine & theirs) / len(mine | (theirs - void))
                if segment.category == true.category and iou > 0.5:
                    counts[true.category][0] += 1
                    counts[true.category][3] += iou
                    matched.add(found_id)
                    is_found = True
            counts[true.category][1] += not is_found
        for found_id, segment in found_segments.items():
            if found_id in matched:
                continue
            mine = found_pixels[found_id]
            excused = len(mine & void)
            if segment.category in crowds:
                excused += len(mine & true_pixels[crowds[segment.category]])
            counts[segment.category][2] += not excused / len(mine) > 0.5
    return counts


@settings(max_examples=60, deadline=None)
@given(video=panoptic_videos())
def test_matches_the_official_evaluation(video) -> None:
    truth, found = video
    expected, seen = [], False
    measure = Vpq(CATEGORIES)
    measure.update(truth, found)
    for length in (1, 2, 4, 6):
        per_class = [
            iou_sum / (tp + 0.5 * fn + 0.5 * fp)
            for tp, fn, fp, iou_sum in slow_vpq(truth, found, length).values()
            if tp + fn + fp
        ]
        if per_class:
            seen = True
            expected.append(np.mean(per_class))
            assert measure.result().of_window(length) == pytest.approx(expected[-1], abs=1e-12)
        elif seen:
            assert np.isnan(measure.result().of_window(length))
    if expected:
        assert measure.result().vpq == pytest.approx(np.mean(expected), abs=1e-12)


def test_worked_out_by_hand() -> None:
    """A road is found completely, a car with 3 of 4 pixels, and a person is not found."""
    truth = frame(
        [[1, 1, 1, 1], [2, 2, 2, 2], [3, 3, 0, 0]],
        i1=Segment(0),
        i2=Segment(1),
        i3=Segment(2),
    )
    found = frame([[1, 1, 1, 1], [9, 9, 9, 0], [0, 0, 0, 0]], i1=Segment(0), i9=Segment(1))
    result = scored([truth], [found])
    assert result.of_class(0, 1) == 1
    assert result.of_class(1, 1) == pytest.approx(0.75, abs=1e-12)
    assert result.of_class(2, 1) == 0
    assert result.vpq == pytest.approx(1.75 / 3, abs=1e-12)
    assert result.vpq_things == pytest.approx(0.375, abs=1e-12)
    assert result.vpq_stuff == 1
    # One frame has no window of two, so longer windows are undefined and left out of the mean.
    assert np.isnan(result.of_window(2))
    figures = json.loads(json.dumps(result.to_json(), allow_nan=False))
    assert figures["vpq"] == pytest.approx(1.75 / 3)
    assert figures["windows"][1]["vpq"] is None
    assert "person" in result.table()


def test_an_identity_switch_affects_longer_windows() -> None:
    truth = [frame([[2, 2]], i2=Segment(1))] * 2
    found = [frame([[7, 7]], i7=Segment(1)), frame([[8, 8]], i8=Segment(1))]
    result = scored(truth, found)
    assert result.of_window(1) == 1
    # Each half overlaps by exactly one half, which gives no match, one miss and two false
    # positives.
    assert result.of_window(2) == 0
    assert result.vpq == 0.5


def test_void_and_crowds_are_ignored() -> None:
    truth = frame(
        [[0, 0, 0, 4], [5, 5, 5, 4]],
        i4=Segment(2),
        i5=Segment(1, is_crowd=True),
    )
    mostly_void = frame([[7, 7, 0, 7], [0, 0, 0, 0]], i7=Segment(0))
    assert scored([truth], [mostly_void]).counts[1, 2].missed == 1
    assert (1, 0) not in scored([truth], [mostly_void]).counts
    in_crowd = frame([[0, 0, 0, 4], [7, 7, 0, 4]], i7=Segment(1), i4=Segment(2))
    result = scored([truth], [in_crowd])
    assert result.vpq == 1
    assert (1, 1) not in result.counts
    of_another_class = frame([[0, 0, 0, 4], [7, 7, 0, 4]], i7=Segment(0), i4=Segment(2))
    assert scored([truth], [of_another_class]).counts[1, 0].false == 1


def test_merging_equals_counting_together() -> None:
    together, one, other = Vpq(CATEGORIES), Vpq(CATEGORIES), Vpq(CATEGORIES)
    for part, rows in ((one, [[2, 2, 2, 0]]), (other, [[2, 2, 2, 2]])):
        truth, found = [frame([[2, 2, 2, 2]], i2=Segment(1))], [frame(rows, i2=Segment(1))]
        together.update(truth, found)
        part.update(truth, found)
    before = one.result()
    assert before.vpq == 0.75
    one.merge(other)
    assert before.vpq == 0.75  # an earlier result does not change
    assert one.result() == together.result()
    assert one.result().vpq == pytest.approx(0.875, abs=1e-12)


@pytest.mark.parametrize(
    ("found", "message"),
    [
        ([], "different numbers of frames"),
        ([frame([[1, 1, 1]], i1=Segment(0))], "3x1"),
        ([frame([[1, 6]], i1=Segment(0))], "prediction does not give the class of segment 6"),
        ([frame([[1, 1]], i1=Segment(0), i6=Segment(1))], "lists segment 6"),
        ([frame([[1, 1]], i1=Segment(4))], "class 4"),
    ],
)
def test_invalid_input_changes_nothing(found, message: str) -> None:
    measure = Vpq(CATEGORIES)
    with pytest.raises(FormatError, match=message):
        measure.update([frame([[1, 1]], i1=Segment(0))], found)
    with pytest.raises(FormatError, match="nothing was scored"):
        measure.result()
