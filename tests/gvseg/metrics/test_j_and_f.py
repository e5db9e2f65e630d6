"""J and F compared with cases worked out by hand and with a slow, literal implementation."""

import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from PIL import Image

from gvseg.errors import FormatError
from gvseg.evaluation.davis import evaluate_davis
from gvseg.metrics.j_and_f import JAndF, contour_accuracy, region_similarity
from gvseg.metrics.j_and_f_result import Statistics


def square(top: int, left: int, side: int, shape=(100, 100)) -> np.ndarray:
    mask = np.zeros(shape, bool)
    mask[top : top + side, left : left + side] = True
    return mask


def slow_outline(mask: np.ndarray) -> np.ndarray:
    """An outline pixel differs from its right, lower or lower right neighbour. In the last row only
    the right neighbour counts, in the last column only the lower one; the corner is never an
    outline pixel.
    """
    height, width = mask.shape
    outline = np.zeros_like(mask)
    for y in range(height):
        for x in range(width):
            neighbours = []
            if x + 1 < width:
                neighbours.append(mask[y, x + 1])
            if y + 1 < height:
                neighbours.append(mask[y + 1, x])
            if x + 1 < width and y + 1 < height:
                neighbours.append(mask[y + 1, x + 1])
            outline[y, x] = any(neighbour != mask[y, x] for neighbour in neighbours)
    return outline


def slow_contour_accuracy(truth, prediction, void, fraction: float) -> float:
    bound = math.ceil(fraction * math.hypot(*truth.shape))
    true_points = np.argwhere(slow_outline(truth & ~void))
    found_points = np.argwhere(slow_outline(prediction & ~void))
    if not len(true_points) or not len(found_points):
        precision = float(len(found_points) == 0)
        recall = float(len(true_points) == 0)
    else:
        squared = ((true_points[:, None] - found_points[None]) ** 2).sum(axis=2)
        precision = (squared.min(axis=0) <= bound**2).mean()
        recall = (squared.min(axis=1) <= bound**2).mean()
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


@st.composite
def three_masks(draw):
    shape = (draw(st.integers(1, 16)), draw(st.integers(1, 16)))
    density = draw(st.sampled_from([0.02, 0.3, 0.6, 0.98]))
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    masks = random.random((3, *shape)) < density
    if draw(st.booleans()):
        top, left = draw(st.integers(0, shape[0] - 1)), draw(st.integers(0, shape[1] - 1))
        masks[:2, :top] = False
        masks[:2, :, :left] = False
    return masks


@settings(max_examples=150)
@given(masks=three_masks(), fraction=st.sampled_from([0.008, 0.05, 0.2]))
def test_contour_accuracy_matches_its_definition(masks, fraction: float) -> None:
    truth, prediction, void = masks
    for ignored in (None, void):
        hidden = np.zeros_like(truth) if ignored is None else ignored
        expected = slow_contour_accuracy(truth, prediction, hidden, fraction)
        found = contour_accuracy(truth, prediction, ignored, bound_fraction=fraction)
        assert found == pytest.approx(expected, abs=1e-12)


@settings(max_examples=50)
@given(masks=arrays.arrays(bool, (3, 4, 5)))
def test_region_similarity_matches_its_definition(masks) -> None:
    truth, prediction, void = masks
    union = ((truth | prediction) & ~void).sum()
    expected = ((truth & prediction) & ~void).sum() / union if union else 1.0
    assert region_similarity(truth, prediction, void) == expected


def test_frames_worked_out_by_hand() -> None:
    truth = square(20, 20, 10)
    nothing = np.zeros_like(truth)
    assert region_similarity(truth, truth) == contour_accuracy(truth, truth) == 1.0
    assert region_similarity(nothing, nothing) == contour_accuracy(nothing, nothing) == 1.0
    assert region_similarity(truth, nothing) == contour_accuracy(truth, nothing) == 0.0
    assert region_similarity(nothing, truth) == contour_accuracy(nothing, truth) == 0.0
    # Half of a 10 x 10 square has moved out: 50 of 150 pixels are shared.
    assert region_similarity(truth, square(20, 25, 10)) == pytest.approx(1 / 3)
    # The diagonal of 100 x 100 is 141.4 pixels, so outlines match within ceil(1.13) = 2 pixels.
    assert contour_accuracy(truth, square(20, 22, 10)) == 1.0
    assert contour_accuracy(truth, square(20, 60, 10)) == 0.0
    assert 0 < contour_accuracy(truth, square(20, 23, 10)) < 1
    void = np.zeros_like(truth)
    void[:, 25:] = True
    assert region_similarity(truth, square(20, 20, 5) | square(25, 20, 5), void) == 1.0


def test_a_mask_that_fills_the_frame_has_no_outline() -> None:
    everything = np.ones((30, 40), bool)
    assert contour_accuracy(everything, everything) == 1.0
    assert contour_accuracy(everything, square(5, 5, 10, (30, 40))) == 0.0


def test_statistics_of_a_sequence_worked_out_by_hand() -> None:
    values = np.array([1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2])
    statistics = Statistics.of_frames(values)
    assert statistics.mean == pytest.approx(0.6)
    assert statistics.recall == pytest.approx(5 / 9)  # above one half, not exactly one half
    # Quarters share their end frames: (1.0 + 0.9 + 0.8) / 3 - (0.4 + 0.3 + 0.2) / 3.
    assert statistics.decay == pytest.approx(0.6)


def id_map(**objects: np.ndarray) -> np.ndarray:
    ids = np.zeros((100, 100), np.uint8)
    for name, mask in objects.items():
        ids[mask] = int(name.removeprefix("o"))
    return ids


def moving(offset: int = 0) -> list[np.ndarray]:
    """Return two moving squares on five frames."""
    return [id_map(o1=square(10, 10 + 5 * t + offset, 20), o2=square(60, 10, 20)) for t in range(5)]


def test_objects_and_frames_follow_the_protocol() -> None:
    truth, prediction = moving(), moving(offset=10)
    # The first and last frame do not count, whatever they contain.
    prediction[0][:] = prediction[4][:] = 7
    truth[2][90:, 90:] = 3  # not in the first frame, so not evaluated
    prediction[2][90:, 90:] = 3
    measure = JAndF()
    measure.update(truth, prediction, sequence="s")
    result = measure.result()
    assert [(one.sequence, one.object_id) for one in result.objects] == [("s", 1), ("s", 2)]
    first, second = result.objects
    assert first.j_frames == pytest.approx((1 / 3,) * 3)
    assert first.j.recall == 0
    assert second.j_and_f == 1.0
    assert result.j.mean == pytest.approx((1 / 3 + 1) / 2)
    assert result.j_and_f == pytest.approx((result.j.mean + result.f.mean) / 2)


def test_void_pixels_do_not_count() -> None:
    truth, prediction = moving(), moving()
    for frame, result in zip(truth, prediction, strict=True):
        frame[60:70, 60:] = 255
        result[60:70, 60:] = 1
    prediction[1][0, 0] = 255  # void in a prediction is background
    measure = JAndF()
    measure.update(truth, prediction)
    assert measure.result().j_and_f == 1.0


def test_merging_equals_counting_together() -> None:
    together, one, other = JAndF(), JAndF(), JAndF()
    for name, part in (("a", one), ("b", other)):
        offset = 3 if name == "a" else 12
        together.update(moving(), moving(offset), sequence=name)
        part.update(moving(), moving(offset), sequence=name)
    one.merge(other)
    assert one.result() == together.result()
    with pytest.raises(FormatError, match="twice"):
        one.merge(other)
    with pytest.raises(FormatError, match="twice"):
        one.update(moving(), moving(), sequence="a")


@pytest.mark.parametrize(
    ("truth", "prediction", "message"),
    [
        (moving(), moving()[:4], "different numbers of frames"),
        (moving()[:2], moving()[:2], "three"),
        ([np.zeros((100, 100), np.uint8)] * 5, moving(), "no object"),
        (moving(), [frame[:90] for frame in moving()], "100x90"),
        (moving(), [frame * 4 for frame in moving()], "object 4"),
    ],
)
def test_invalid_input_changes_nothing(truth, prediction, message: str) -> None:
    measure = JAndF()
    with pytest.raises(FormatError, match=message):
        measure.update(truth, prediction, sequence="s")
    with pytest.raises(FormatError, match="No sequence"):
        measure.result()


def write_sequence(folder: Path, frames: list[np.ndarray]) -> Path:
    folder.mkdir(parents=True)
    for number, frame in enumerate(frames):
        image = Image.fromarray(frame)
        image.putpalette(list(range(256)) * 3)
        image.save(folder / f"{number:05d}.png")
    return folder


def test_scores_folders_of_sequences(tmp_path: Path) -> None:
    for name, offset in (("dog", 0), ("cat", 10)):
        write_sequence(tmp_path / "gt" / name, moving())
        folder = write_sequence(tmp_path / "pred" / name, moving(offset))
        (folder / "00000.png").unlink()
        (folder / "00004.png").unlink()
    result = evaluate_davis(tmp_path / "pred", tmp_path / "gt")
    assert [one.sequence for one in result.objects] == ["cat", "cat", "dog", "dog"]
    assert result.objects[2].j_and_f == 1.0
    alone = evaluate_davis(tmp_path / "pred" / "cat", tmp_path / "gt" / "cat")
    assert alone.objects == result.objects[:2]

    figures = json.loads(json.dumps(result.to_json(), allow_nan=False))
    assert figures["j_and_f"] == pytest.approx(result.j_and_f)
    assert len(figures["objects"][0]["j"]["frames"]) == 3
    lines = result.table().splitlines()
    assert len(lines) == 6
    assert f"{result.j_and_f:.3f}" in lines[-1]
    assert len({len(line) for line in lines}) == 1


def test_a_table_copes_with_few_frames(tmp_path: Path) -> None:
    write_sequence(tmp_path / "gt", moving()[:3])
    write_sequence(tmp_path / "pred", moving()[:3])
    result = evaluate_davis(tmp_path / "pred", tmp_path / "gt")
    assert result.j_and_f == 1.0
    json.dumps(result.to_json(), allow_nan=False)


def break_frames(folder: Path) -> None:
    (folder / "00002.png").unlink()


def break_size(folder: Path) -> None:
    Image.new("P", (5, 4)).save(folder / "00002.png")


def break_mode(folder: Path) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (100, 100, 3), np.uint8)
    Image.fromarray(noise).save(folder / "00002.png")


def break_file(folder: Path) -> None:
    (folder / "00002.png").write_bytes((folder / "00002.png").read_bytes()[:60])


def break_all(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (break_frames, r"lacks 1 of the 5 .* 00002\.png"),
        (break_size, r"00002\.png is 5x4"),
        (break_mode, r"00002\.png has the colour #"),
        (break_file, r"00002\.png is not a readable image"),
        (break_all, "does not exist"),
    ],
)
def test_refuses_unusable_results_by_name(tmp_path: Path, damage, message: str) -> None:
    write_sequence(tmp_path / "gt" / "dog", moving())
    damage(write_sequence(tmp_path / "pred" / "dog", moving()))
    with pytest.raises(FormatError, match=message) as caught:
        evaluate_davis(tmp_path / "pred", tmp_path / "gt")
    assert "\n" not in str(caught.value)


def test_refuses_a_missing_or_empty_ground_truth(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="does not exist"):
        evaluate_davis(tmp_path, tmp_path / "gt")
    (tmp_path / "empty").mkdir()
    with pytest.raises(FormatError, match="no PNG"):
        evaluate_davis(tmp_path, tmp_path / "empty")
