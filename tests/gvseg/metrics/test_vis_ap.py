"""VIS AP compared with pycocotools' evaluator and with values worked out by hand.

The T frames of a video are stacked into one tall image, so that tubes become masks and the IoU over
the video becomes the IoU in the image. COCO's evaluator can then serve as the reference, with the
size ranges and mean areas of YouTube-VIS. Only its IoU of crowds must be replaced with the ordinary
one.
"""

import contextlib
import io
import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycocotools import mask as coco_mask
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

from gvseg.errors import FormatError
from gvseg.masks import Mask
from gvseg.metrics.vis_ap import VisAp, VisTrack

HEIGHT, WIDTH = 24, 30


def box(top: int, left: int, height: int, width: int, shape=(HEIGHT, WIDTH)) -> Mask:
    pixels = np.zeros(shape, bool)
    pixels[top : top + height, left : left + width] = True
    return Mask.from_array(pixels)


class PlainIouEval(COCOeval):
    """COCO's evaluator with the IoU of YouTube-VIS, which treats crowds like other objects."""

    def computeIoU(self, imgId, catId):
        truth, found = self._gts[imgId, catId], self._dts[imgId, catId]
        if not truth and not found:
            return []
        order = np.argsort([-one["score"] for one in found], kind="mergesort")[:100]
        codes = [found[place]["segmentation"] for place in order]
        return np.asarray(
            coco_mask.iou(codes, [one["segmentation"] for one in truth], [0] * len(truth))
        ).reshape(len(codes), len(truth))


def tall(track: VisTrack, frames: int, shape=(HEIGHT, WIDTH)) -> dict:
    pixels = [
        track.masks[t].to_array() if t in track.masks else np.zeros(shape, bool)
        for t in range(frames)
    ]
    code = coco_mask.encode(np.asfortranarray(np.concatenate(pixels), np.uint8))
    return {"size": code["size"], "counts": code["counts"].decode()}


def mean_area(track: VisTrack) -> float:
    areas = [mask.area for mask in track.masks.values() if not mask.is_empty]
    return float(np.mean(areas)) if areas else 0.0


def judged(videos, frames: int, areas) -> list[float]:
    """Return the twelve figures of COCO's evaluator for (truth, prediction) of each video."""
    annotations, results, areas_found = [], [], []
    for image_id, (truth, found) in enumerate(videos, start=1):
        for track in truth:
            annotations.append(
                {
                    "id": len(annotations) + 1,
                    "image_id": image_id,
                    "category_id": track.category,
                    "segmentation": tall(track, frames),
                    "area": mean_area(track),
                    "bbox": [0, 0, 1, 1],
                    "iscrowd": int(track.is_crowd),
                }
            )
        for track in found:
            entry = {"image_id": image_id, "category_id": track.category, "score": track.score}
            results.append({**entry, "segmentation": tall(track, frames)})
            areas_found.append(mean_area(track))
    with contextlib.redirect_stdout(io.StringIO()):
        coco = COCO()
        coco.dataset = {
            "info": {},
            "images": [
                {"id": i + 1, "height": HEIGHT * frames, "width": WIDTH} for i in range(len(videos))
            ],
            "categories": [{"id": 1, "name": "a"}, {"id": 2, "name": "b"}],
            "annotations": annotations,
        }
        coco.createIndex()
        loaded = coco.loadRes(results)
        for number, area in enumerate(areas_found, start=1):
            loaded.anns[number]["area"] = area
        judge = PlainIouEval(coco, loaded, "segm")
        judge.params.areaRng = [list(bounds) for bounds in areas.values()]
        judge.evaluate()
        judge.accumulate()
        judge.summarize()
    return judge.stats.tolist()


def twelve(result) -> list[float]:
    figures = [result.ap, result.ap50, result.ap75]
    figures += [result.ap_of_area(area) for area in ("small", "medium", "large")]
    figures += [result.ar(1), result.ar(10), result.ar(100)]
    figures += [result.ar(100, area) for area in ("small", "medium", "large")]
    return [-1.0 if np.isnan(one) else one for one in figures]


@st.composite
def tracks(draw, frames: int, *, is_truth: bool) -> VisTrack:
    masks = {}
    top, left = draw(st.integers(0, 12)), draw(st.integers(0, 18))
    for frame_index in range(frames):
        if draw(st.integers(0, 3)):
            size = draw(st.sampled_from([0, 4, 8, 9, 12]))
            masks[frame_index] = box(top + draw(st.integers(0, 2)), left, size, size)
    return VisTrack(
        category=draw(st.integers(1, 2)),
        masks=masks,
        score=draw(st.sampled_from([0.1, 0.5, 0.5, 0.9])),
        is_crowd=is_truth and draw(st.integers(0, 4)) == 0,
    )


@st.composite
def scored_videos(draw):
    frames = draw(st.integers(1, 3))
    count = draw(st.integers(1, 3))
    videos = [
        (
            draw(st.lists(tracks(frames, is_truth=True), max_size=4)),
            draw(st.lists(tracks(frames, is_truth=False), max_size=5)),
        )
        for _ in range(count)
    ]
    # Some predictions are copies of the truth, so that high IoU occurs too.
    for truth, found in videos:
        if truth and draw(st.booleans()):
            found.append(VisTrack(truth[0].category, truth[0].masks, score=0.7))
    return frames, videos


AREAS = {"all": (0, 1e10), "small": (0, 60), "medium": (60, 90), "large": (90, 1e10)}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@settings(max_examples=120, deadline=None)
@given(scored=scored_videos())
def test_matches_the_official_evaluation(scored) -> None:
    frames, videos = scored
    wanted = any(not track.is_crowd for truth, _ in videos for track in truth)
    if not wanted or not any(found for _, found in videos):
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("gvseg.metrics.vis_ap.AREAS", AREAS)
        measure = VisAp()
        for number, (truth, found) in enumerate(videos):
            measure.update(truth, found, video=str(number))
        assert twelve(measure.result()) == pytest.approx(judged(videos, frames, AREAS), abs=1e-12)


def test_sizes_are_those_of_youtube_vis() -> None:
    shape = (300, 300)
    measure = VisAp()
    for side in (128, 129, 257):
        track = VisTrack(1, {0: box(0, 0, side, side, shape)})
        measure.update([track], [track] if side == 129 else [], video=str(side))
    result = measure.result()
    # 128 x 128 is both small and medium, 129 x 129 medium, 257 x 257 large.
    assert result.ar(100, "small") == 0
    assert result.ar(100, "medium") == 0.5
    assert result.ar(100, "large") == 0


def test_worked_out_by_hand() -> None:
    """Two objects on two frames; the result with the higher score overlaps the first by 0.6."""
    first = VisTrack(1, {0: box(0, 0, 10, 10), 1: box(0, 0, 10, 10)})
    second = VisTrack(1, {1: box(12, 12, 10, 10)})
    # 120 of 200 pixels are shared, which is right at 0.50, 0.55 and 0.60.
    near = VisTrack(1, {0: box(0, 0, 10, 10), 1: box(0, 0, 10, 2)}, score=0.9)
    measure = VisAp(names={1: "rabbit"})
    measure.update([first, second], [near])
    result = measure.result()
    # Precision is 1 up to a recall of one half, which is 51 of 101 values.
    assert result.ap50 == pytest.approx(51 / 101, abs=1e-12)
    assert result.ap75 == 0
    assert result.ap == pytest.approx(0.3 * 51 / 101, abs=1e-12)
    assert result.ar(1) == result.ar(100) == pytest.approx(0.3 / 2, abs=1e-12)
    assert "rabbit" in result.table()
    figures = json.loads(json.dumps(result.to_json(), allow_nan=False))
    assert figures["ap50"] == pytest.approx(51 / 101)
    assert figures["ap_large"] is None
    assert figures["classes"][0]["tracks"] == 2


def test_an_identity_switch_costs_both_halves() -> None:
    whole = {t: box(2, 2, 10, 10) for t in range(4)}
    halves = [
        VisTrack(1, {t: whole[t] for t in span}, score=score)
        for span, score in (((0, 1), 0.9), ((2, 3), 0.8))
    ]
    measure = VisAp()
    measure.update([VisTrack(1, whole)], halves)
    # The first half overlaps by exactly 0.5, which is right only at 0.50.
    assert measure.result().ap == pytest.approx(0.1, abs=1e-12)


def test_missing_results_score_0_and_extra_classes_cost_nothing() -> None:
    track = VisTrack(1, {0: box(0, 0, 5, 5)})
    measure = VisAp()
    measure.update([track], [], video="a")
    measure.update([], [VisTrack(2, {0: box(0, 0, 5, 5)}, score=1.0)], video="b")
    assert (measure.result().ap, measure.result().ar(100)) == (0, 0)
    assert list(measure.result().names) == [1]


def test_merging_equals_counting_together() -> None:
    together, one, other = VisAp(), VisAp(), VisAp()
    for name, part, shift in (("a", one, 1), ("b", other, 4)):
        truth = [VisTrack(1, {0: box(0, 0, 10, 10)}), VisTrack(2, {0: box(12, 12, 5, 5)})]
        found = [VisTrack(1, {0: box(0, shift, 10, 10)}, score=0.1 * shift)]
        together.update(truth, found, video=name)
        part.update(truth, found, video=name)
    one.merge(other)
    assert one.result() == together.result()
    for again in (lambda: one.merge(other), lambda: one.update([], [], video="a")):
        with pytest.raises(FormatError, match="twice"):
            again()


def test_refuses_ground_truth_without_tracks() -> None:
    measure = VisAp()
    measure.update([VisTrack(1, {0: box(0, 0, 5, 5)}, is_crowd=True)], [])
    with pytest.raises(FormatError, match="no track"):
        measure.result()
