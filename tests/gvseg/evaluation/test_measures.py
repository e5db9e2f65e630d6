"""`gvseg evaluate` with the metrics of the automatic tasks, on files that GvSeg wrote."""

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from gvseg.annotation.document import Document
from gvseg.cli import main
from gvseg.formats import write_documents
from gvseg.formats.building import DocumentBuilder
from gvseg.formats.images import write_grey, write_rgb
from gvseg.masks import Mask
from tests.gvseg.formats.documents import source_of

FRAMES, HEIGHT, WIDTH = 10, 6, 8


def rows(top: int, bottom: int) -> Mask:
    pixels = np.zeros((HEIGHT, WIDTH), bool)
    pixels[top:bottom] = True
    return Mask.from_array(pixels)


def street(*, car_rows: int = 2, switch_at: int = FRAMES, name: str = "clip") -> Document:
    """Return a document with a road and a car above it whose track changes at a frame."""
    builder = DocumentBuilder(source_of(FRAMES, path=Path(f"{name}.mp4")))
    builder.add_category(1, "road", is_thing=False)
    builder.add_category(2, "car")
    builder.add_track(1, 1)
    builder.add_track(2, 2, score=0.9)
    builder.add_track(3, 2, score=0.8)
    for frame_index in range(FRAMES):
        builder.add_mask(1, frame_index, rows(3, 6))
        builder.add_mask(3 if frame_index >= switch_at else 2, frame_index, rows(0, car_rows))
    return builder.document


def evaluate(pred: Path, gt: Path, metric: str, *more: object) -> dict:
    out = pred.parent / f"{pred.name}-{metric}.json"
    assert (
        main(["evaluate", str(pred), str(gt), "--metric", metric, "--json", str(out), *more]) == 0
    )
    return json.loads(out.read_text())


def refusal(capsys, pred: Path, gt: Path, metric: str, *more: str) -> str:
    assert main(["evaluate", str(pred), str(gt), "--metric", metric, *more]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    (line,) = said.err.splitlines()
    return line


def export(document: Document, out: Path, name: str) -> Path:
    write_documents(document, out, name)
    return out


PERFECT = [
    ("vis-ap", "ytvis-results", "ytvis", "ap"),
    ("miou", "semantic-png", "semantic-png", "miou"),
    ("vc", "semantic-png", "semantic-png", "vc8"),
    ("vpq", "vipseg", "vipseg", "vpq"),
    ("vpq", "coco-panoptic", "coco-panoptic", "vpq"),
    ("stq", "kitti-step", "kitti-step", "stq"),
]


@pytest.mark.parametrize(("metric", "pred_format", "gt_format", "figure"), PERFECT)
def test_perfect_results_score_one(
    tmp_path, capsys, metric: str, pred_format: str, gt_format: str, figure: str
) -> None:
    gt = export(street(), tmp_path / "gt", gt_format)
    pred = export(street(), tmp_path / "pred", pred_format)
    assert evaluate(pred, gt, metric)[figure] == pytest.approx(1, abs=1e-12)
    said = capsys.readouterr()
    assert "1.000" in said.out
    assert "10 frames" in said.err


def test_a_track_split_in_two(tmp_path) -> None:
    """A car whose id changes at frame 5 of 10."""
    figures = {}
    for metric, pred_format, gt_format, figure in PERFECT:
        gt = export(street(), tmp_path / f"gt-{metric}-{gt_format}", gt_format)
        pred = export(street(switch_at=5), tmp_path / f"pred-{metric}-{gt_format}", pred_format)
        figures[metric, gt_format] = evaluate(pred, gt, metric)[figure]
    # The road is right at every threshold, the first half of the car only at 0.50.
    assert figures["vis-ap", "ytvis"] == pytest.approx((1 + 0.1) / 2, abs=1e-12)
    assert figures["miou", "semantic-png"] == 1
    assert figures["vc", "semantic-png"] == 1
    # One of the 9 windows of 2 frames has the cut in its middle: 8 matches, 1 miss, 2 false. Of the
    # 7 windows of 4 frames, 3 have the cut, and in 2 of these one part has 3 of 4 frames. All 5
    # windows of 6 frames have the cut, and 4 of them have a part of 4 or 5 frames.
    car = [
        1,
        8 / (8 + 0.5 + 1),
        (4 + 2 * 0.75) / (6 + 0.5 * 1 + 0.5 * 4),
        (2 * 5 / 6 + 2 * 4 / 6) / (4 + 0.5 * 1 + 0.5 * 6),
    ]
    expected = np.mean([(1 + pq) / 2 for pq in car])
    assert figures["vpq", "vipseg"] == pytest.approx(expected, abs=1e-12)
    assert figures["vpq", "coco-panoptic"] == pytest.approx(expected, abs=1e-12)
    assert figures["stq", "kitti-step"] == pytest.approx(np.sqrt(0.5), abs=1e-12)


def test_several_videos_are_paired_by_name(tmp_path, capsys) -> None:
    videos = [street(name="a"), street(name="b")]
    others = [street(name="b", car_rows=1), street(name="a")]
    for metric, name in (("vpq", "vipseg"), ("vpq", "coco-panoptic"), ("stq", "kitti-step")):
        gt, pred = tmp_path / f"gt-{name}", tmp_path / f"pred-{name}"
        write_documents(videos, gt, name)
        write_documents(others, pred, name)
        assert 0.5 < evaluate(pred, gt, metric)[metric] < 1
    capsys.readouterr()
    pred = tmp_path / "lone"
    write_documents(videos[:1], pred, "vipseg")
    assert "no video b" in refusal(capsys, pred, tmp_path / "gt-vipseg", "vpq")


def camvid(folder: Path, row: list[int]) -> Path:
    folder.mkdir(parents=True)
    for index in range(9):
        write_grey(folder / f"0001TP_{index:06d}.png", np.array([row] * 2, np.uint8))
    return folder


def test_reads_flat_folders_of_labels_like_those_of_camvid(tmp_path) -> None:
    gt = camvid(tmp_path / "gt", [0, 0, 1, 1, 11])
    pred = camvid(tmp_path / "pred", [0, 1, 1, 1, 1])
    figures = evaluate(pred, gt, "miou", "--void", "11")
    assert figures["miou"] == pytest.approx((1 / 2 + 2 / 3) / 2, abs=1e-12)
    figures = evaluate(pred, gt, "vc", "--void", "11")
    assert (figures["vc8"], figures["vc8_correct"]) == pytest.approx((1, 3 / 4), abs=1e-12)


def test_compares_exports_with_labels_that_start_at_0(tmp_path) -> None:
    pred = export(street(), tmp_path / "pred", "semantic-png")
    gt = tmp_path / "gt"
    gt.mkdir()
    for path in sorted(pred.glob("*.png")):
        numbers = np.asarray(Image.open(path)).astype(int) - 1
        write_grey(gt / path.name, np.where(numbers < 0, 11, numbers))
    assert evaluate(pred, gt, "miou", "--shift", "-1", "--void", "11")["miou"] == 1
    assert evaluate(pred, gt, "miou", "--void", "11")["miou"] < 0.1


def test_reads_mask_folders_of_vspw_and_ignores_hidden_ones(tmp_path) -> None:
    camvid(tmp_path / "gt" / "first" / "mask", [1, 1, 2])
    camvid(tmp_path / "gt" / "second" / "mask", [1, 1, 2])
    camvid(tmp_path / "pred" / "first", [1, 1, 2])
    camvid(tmp_path / "pred" / "second", [1, 1, 1])
    camvid(tmp_path / "gt" / ".killed.partial" / "mask", [1, 1, 1])
    figures = evaluate(tmp_path / "pred", tmp_path / "gt", "miou")
    assert figures["miou"] == pytest.approx((4 / 5 + 1 / 2) / 2, abs=1e-12)


def test_the_things_of_stq_can_be_given(tmp_path) -> None:
    for side in ("gt", "pred"):
        (tmp_path / side).mkdir()
        image = np.array([[[13, 0, 0], [0, 0, 0]]], np.uint8)
        write_rgb(tmp_path / side / "0.png", image)
    assert evaluate(tmp_path / "pred", tmp_path / "gt", "stq")["things"] == []
    more = ("--things", "11", "--things", "13")
    assert evaluate(tmp_path / "pred", tmp_path / "gt", "stq", *more)["things"] == [11, 13]


def test_crowds_in_the_ground_truth_are_neither_found_nor_missed(tmp_path) -> None:
    gt = export(street(), tmp_path / "gt", "ytvis") / "annotations.json"
    pred = export(street(switch_at=5), tmp_path / "pred", "ytvis-results")
    content = json.loads(gt.read_text())
    content["annotations"][1]["iscrowd"] = 1
    gt.write_text(json.dumps(content))
    figures = evaluate(pred, gt, "vis-ap")
    assert figures["ap"] == pytest.approx(1, abs=1e-12)
    assert [one["name"] for one in figures["classes"]] == ["road"]


def test_input_that_cannot_be_compared_gives_one_line(tmp_path, capsys) -> None:
    gt = export(street(), tmp_path / "gt", "ytvis")
    pred = export(street(), tmp_path / "pred", "ytvis-results") / "annotations.json"
    entries = json.loads(pred.read_text())
    for change, message in (
        ({"video_id": 7}, "no video 7"),
        ({"segmentations": [None] * 3}, "it has 3 segmentations, but video 1 has 10 frames"),
        ({"score": "high"}, "score"),
    ):
        pred.write_text(json.dumps([{**entries[0], **change}]))
        assert message in refusal(capsys, pred, gt, "vis-ap")
    assert "--void does not apply" in refusal(capsys, pred, gt, "vis-ap", "--void", "3")

    gt = export(street(), tmp_path / "semantic", "semantic-png")
    pred = export(street(), tmp_path / "other", "semantic-png")
    (pred / "00004.png").unlink()
    assert "00004" in refusal(capsys, pred, gt, "miou")
    classes = json.loads((pred / "classes.json").read_text())
    classes["categories"][0]["name"] = "rail"
    (pred / "classes.json").write_text(json.dumps(classes))
    (pred / "00004.png").write_bytes((gt / "00004.png").read_bytes())
    assert "Class 1 is rail in the results, but road in the ground truth" in refusal(
        capsys, pred, gt, "miou"
    )


def test_reports_damaged_panoptic_images(tmp_path, capsys) -> None:
    gt = export(street(), tmp_path / "gt", "vipseg")
    pred = export(street(), tmp_path / "pred", "vipseg")
    image = pred / "panomasksRGB" / "clip" / "00003.png"
    write_rgb(image, np.full((HEIGHT, WIDTH, 3), 9, np.uint8))
    assert "does not give the class of segment" in refusal(capsys, pred, gt, "vpq")
    image.write_bytes(image.read_bytes()[:40])
    assert "00003.png" in refusal(capsys, pred, gt, "vpq")


@pytest.mark.parametrize("bad", [("--void", "300"), ("--things", "car")])
def test_class_numbers_must_fit_into_a_byte(tmp_path, capsys, bad) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["evaluate", str(tmp_path), str(tmp_path), "--metric", "miou", *bad])
    assert "class number 0 to 255" in capsys.readouterr().err
