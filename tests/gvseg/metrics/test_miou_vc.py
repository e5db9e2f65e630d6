"""mIoU, VC8 and VC16 compared with slow, literal implementations and with manual results."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gvseg.errors import FormatError
from gvseg.metrics.miou import MIou
from gvseg.metrics.video_consistency import VideoConsistency


def frames_of(rows) -> list[np.ndarray]:
    """Return one-row frames from a list of lists."""
    return [np.array([row], np.uint8) for row in rows]


@st.composite
def label_videos(draw, *, most: int = 22):
    """Generate ground truth and prediction of two short videos with few classes, slow changes and
    some void.
    """
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    videos = []
    for _ in range(2):
        length = draw(st.integers(1, most))
        sides = []
        for _ in range(2):
            frame = random.choice([0, 1, 2, 7, 255], size=(3, 5)).astype(np.uint8)
            frames = []
            for _ in range(length):
                changed = random.random(frame.shape) < 0.04
                frame = np.where(changed, random.integers(0, 3, frame.shape), frame)
                frames.append(frame.astype(np.uint8))
            sides.append(frames)
        videos.append(tuple(sides))
    return videos


def slow_miou(videos, void) -> dict[int, float]:
    sets: dict[tuple[str, int], set] = {}
    for number, (truth, found) in enumerate(videos):
        for t, (true_frame, found_frame) in enumerate(zip(truth, found, strict=True)):
            for place in np.ndindex(true_frame.shape):
                if true_frame[place] in void:
                    continue
                pixel = (number, t, *place)
                sets.setdefault(("true", int(true_frame[place])), set()).add(pixel)
                sets.setdefault(("found", int(found_frame[place])), set()).add(pixel)
    return {
        one: len(pixels & sets.get(("found", one), set()))
        / len(pixels | sets.get(("found", one), set()))
        for (side, one), pixels in sets.items()
        if side == "true"
    }


@settings(max_examples=30, deadline=None)
@given(videos=label_videos(most=4), void=st.sampled_from([{255}, {255, 7}, set()]))
def test_miou_matches_its_definition(videos, void) -> None:
    expected = slow_miou(videos, void)
    measure = MIou(void=frozenset(void))
    for truth, found in videos:
        measure.update(truth, found)
    if not expected:
        with pytest.raises(FormatError, match="nothing was scored"):
            measure.result()
        return
    result = measure.result()
    assert {one.class_id: one.iou for one in result.classes} == pytest.approx(expected, abs=1e-12)
    assert result.miou == pytest.approx(np.mean(list(expected.values())), abs=1e-12)


def test_miou_worked_out_by_hand() -> None:
    truth = frames_of([[0, 0, 0, 1, 1, 11]])
    found = frames_of([[0, 0, 1, 1, 5, 1]])
    measure = MIou(void=frozenset({11}), names={0: "sky", 1: "building"})
    measure.update(truth, found)
    result = measure.result()
    # Sky: 2 of 3. Building: 1 of 3. Class 5 is not in the truth, so it is wrong but has no IoU.
    assert [one.iou for one in result.classes] == pytest.approx([2 / 3, 1 / 3], abs=1e-12)
    assert result.miou == pytest.approx(0.5, abs=1e-12)
    assert result.pixel_accuracy == pytest.approx(3 / 5, abs=1e-12)
    assert "building" in result.table()
    figures = json.loads(json.dumps(result.to_json(), allow_nan=False))
    assert figures["classes"][0] == {
        "class": 0,
        "name": "sky",
        "iou": pytest.approx(2 / 3),
        "pixels": 3,
    }


def test_void_in_a_prediction_is_wrong() -> None:
    measure = MIou()
    measure.update(frames_of([[1, 1]]), frames_of([[1, 255]]))
    assert measure.result().miou == 0.5


def slow_vc(videos, length: int) -> tuple[list[float], list[float]]:
    """Return VC computed window by window and pixel by pixel, like the benchmark's script."""
    consistent, correct = [], []
    for truth, found in videos:
        for start in range(len(truth) - length):
            lasting = steady = known = right = 0
            for place in np.ndindex(truth[0].shape):
                true_values = [frame[place] for frame in truth[start : start + length]]
                found_values = [frame[place] for frame in found[start : start + length]]
                if len(set(true_values)) > 1:
                    continue
                lasting += 1
                steady += len(set(found_values)) == 1
                if true_values[0] != 255:
                    known += 1
                    right += set(found_values) == {true_values[0]}
            consistent += [steady / lasting] if lasting else []
            correct += [right / known] if known else []
    return consistent, correct


@settings(max_examples=25, deadline=None)
@given(videos=label_videos())
def test_vc_matches_its_definition(videos) -> None:
    measure = VideoConsistency()
    for truth, found in videos:
        measure.update(truth, found)
    if all(len(truth) <= 8 for truth, _ in videos):
        with pytest.raises(FormatError, match="No video has more than 8 frames"):
            measure.result()
        return
    for one in measure.result().lengths:
        consistent, correct = slow_vc(videos, one.length)
        for found_figure, expected in ((one.consistent, consistent), (one.correct, correct)):
            if expected:
                assert found_figure == pytest.approx(np.mean(expected), abs=1e-12)
            else:
                assert np.isnan(found_figure)


def test_vc_worked_out_by_hand() -> None:
    """Ten frames give two windows of 8; pixels stay right, stay wrong, flicker or change."""
    truth = frames_of([[1, 1, 1, 1]] * 4 + [[1, 1, 1, 2]] * 6)
    found = frames_of([[1, 2, 1 + t % 2, 1] for t in range(10)])
    measure = VideoConsistency()
    measure.update(truth, found)
    eight, sixteen = measure.result().lengths
    # Three pixels are constant; two of them are predicted consistently, one of these correctly.
    assert eight.windows == 2
    assert eight.consistent == pytest.approx(2 / 3, abs=1e-12)
    assert eight.correct == pytest.approx(1 / 3, abs=1e-12)
    assert sixteen.windows == 0
    assert np.isnan(sixteen.consistent)
    figures = json.loads(json.dumps(measure.result().to_json(), allow_nan=False))
    assert figures["vc8"] == pytest.approx(2 / 3)
    assert figures["vc16"] is None
    assert "VC16" in measure.result().table()


def test_the_last_window_is_left_out() -> None:
    truth = frames_of([[1]] * 9)
    found = frames_of([[1]] * 8 + [[2]])
    measure = VideoConsistency()
    measure.update(truth, found)
    assert measure.result().lengths[0].windows == 1
    assert measure.result().lengths[0].consistent == 1


@pytest.mark.parametrize("measure_class", [MIou, VideoConsistency])
def test_merging_equals_counting_together(measure_class) -> None:
    together, one, other = measure_class(), measure_class(), measure_class()
    for part, shift in ((one, 0), (other, 1)):
        truth = frames_of([[1, 1, 2]] * 12)
        found = frames_of([[1, 1 + shift, 2 * (t % 2)] for t in range(12)])
        together.update(truth, found)
        part.update(truth, found)
    one.merge(other)
    assert one.result().to_json() == together.result().to_json()


@pytest.mark.parametrize("measure_class", [MIou, VideoConsistency])
@pytest.mark.parametrize(
    ("found", "message"),
    [
        ([[1, 1]] * 11, "different numbers of frames"),
        ([[1, 1]] * 13, "different numbers of frames"),
        ([[1]] * 12, "1x1"),
    ],
)
def test_invalid_input_changes_nothing(measure_class, found, message: str) -> None:
    measure = measure_class()
    with pytest.raises(FormatError, match=message):
        measure.update(frames_of([[1, 1]] * 12), frames_of(found))
    with pytest.raises(FormatError, match="nothing was scored"):
        measure.result()
