"""Readers report everything that is missing or broken in a published set, with the file."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import published_layouts as drawn
import pytest

from gvseg.datasets.registry import read_published
from gvseg.errors import FormatError


@dataclass(frozen=True)
class Set:
    layout: str
    write: Callable[[Path], Path]
    image: str
    labels: str  # a label image, or the JSON that contains the labels
    split: str = "train"


SETS = {
    "davis2016": Set(
        "davis2016",
        lambda root: drawn.write_davis(root, "2016"),
        "JPEGImages/480p/street/00001.jpg",
        "Annotations/480p/street/00001.png",
    ),
    "davis2017": Set(
        "davis2017",
        lambda root: drawn.write_davis(root, "2017"),
        "JPEGImages/480p/street/00001.jpg",
        "Annotations/480p/street/00001.png",
    ),
    "youtube-vos": Set(
        "youtube-vos",
        drawn.write_youtube_vos,
        "train/JPEGImages/abc123/00005.jpg",
        "train/Annotations/abc123/00005.png",
    ),
    "youtube-vis": Set(
        "youtube-vis",
        lambda root: drawn.write_youtube_vis(root, "2019"),
        "train/JPEGImages/abc123/00001.jpg",
        "train.json",
    ),
    "ovis": Set(
        "ovis",
        lambda root: drawn.write_youtube_vis(root, "ovis"),
        "train/abc123/img_0000002.jpg",
        "annotations_train.json",
    ),
    "vspw": Set(
        "vspw",
        drawn.write_vspw,
        "data/1_street/origin/00000001.jpg",
        "data/1_street/mask/00000001.png",
    ),
    "vipseg": Set(
        "vipseg",
        lambda root: drawn.write_vipseg(root, "raw"),
        "imgs/1_street/00000001.jpg",
        "panomasks/1_street/00000001.png",
    ),
    "vipseg at 720p": Set(
        "vipseg",
        lambda root: drawn.write_vipseg(root, "720p"),
        "VIPSeg_720P/images/1_street/00000001.jpg",
        "VIPSeg_720P/panomasksRGB/1_street/00000001.png",
    ),
    "kitti-step": Set(
        "kitti-step",
        drawn.write_kitti_step,
        "images/train/0000/000001.png",
        "panoptic_maps/train/0000/000001.png",
    ),
    "camvid": Set(
        "camvid",
        drawn.write_camvid,
        "train/images/0001TP_006720.png",
        "train/labels/0001TP_006720.png",
    ),
    "stills": Set("stills", drawn.write_stills, "images/b10.jpg", "masks/b10.png", ""),
    "coco": Set(
        "coco",
        drawn.write_coco,
        "train2017/000000000140.jpg",
        "annotations/instances_train2017.json",
        "train2017",
    ),
    "coco-panoptic": Set(
        "coco-panoptic",
        drawn.write_coco_panoptic,
        "train2017/000000000140.jpg",
        "annotations/panoptic_train2017/000000000140.png",
        "train2017",
    ),
}
IMAGES = [name for name, one in SETS.items() if one.labels.endswith(".png")]


def read_all(one: Set, root: Path) -> None:
    """Decode all frames and labels, as training eventually does."""
    for video in read_published(one.layout, root, one.split):
        for position in range(len(video.frames)):
            video.image(position)
        for position in video.labelled:
            video.segments(position)


@pytest.mark.parametrize("name", SETS)
def test_the_undamaged_set_can_be_read(name: str, tmp_path: Path) -> None:
    read_all(SETS[name], SETS[name].write(tmp_path))


@pytest.mark.parametrize("name", SETS)
def test_reports_a_missing_image(name: str, tmp_path: Path) -> None:
    one = SETS[name]
    root = one.write(tmp_path)
    (root / one.image).unlink()
    with pytest.raises(FormatError, match=Path(one.image).stem):
        read_published(one.layout, root, one.split)


@pytest.mark.parametrize("name", SETS)
def test_reports_missing_labels_immediately(name: str, tmp_path: Path) -> None:
    one = SETS[name]
    root = one.write(tmp_path)
    (root / one.labels).unlink()
    with pytest.raises(FormatError, match=Path(one.labels).stem):
        read_published(one.layout, root, one.split)


@pytest.mark.parametrize("name", SETS)
def test_reports_a_damaged_image(name: str, tmp_path: Path) -> None:
    one = SETS[name]
    root = one.write(tmp_path)
    (root / one.image).write_bytes(b"\xff\xd8\xff\xe0 no picture")
    with pytest.raises(FormatError, match=Path(one.image).name):
        read_all(one, root)


@pytest.mark.parametrize("name", SETS)
def test_reports_damaged_labels(name: str, tmp_path: Path) -> None:
    one = SETS[name]
    root = one.write(tmp_path)
    content = (root / one.labels).read_bytes()
    (root / one.labels).write_bytes(content[: len(content) // 2])
    with pytest.raises(FormatError, match=Path(one.labels).name):
        read_all(one, root)


@pytest.mark.parametrize("name", SETS)
def test_reports_an_image_that_differs_in_size_from_its_labels(name: str, tmp_path: Path) -> None:
    one = SETS[name]
    root = one.write(tmp_path)
    drawn.write_image(root / one.image, np.zeros((drawn.HEIGHT, 40, 3), np.uint8))
    with pytest.raises(FormatError, match="32x24 pixels, but its frame is 40x24") as caught:
        read_all(one, root)
    assert Path(one.labels).name in str(caught.value)


@pytest.mark.parametrize("name", sorted(set(IMAGES) - {"davis2016", "davis2017", "stills"}))
def test_reports_unknown_numbers_in_labels(name: str, tmp_path: Path) -> None:
    one = SETS[name]
    root = one.write(tmp_path)
    path = root / one.labels
    if name in ("kitti-step", "vipseg at 720p", "coco-panoptic"):
        drawn.write_grey(path, np.full((drawn.HEIGHT, drawn.WIDTH, 3), 77, np.uint8))
    elif name == "vipseg":
        drawn.write_grey(path, np.full((drawn.HEIGHT, drawn.WIDTH), 7700, np.uint16))
    else:
        drawn.write_grey(path, np.full((drawn.HEIGHT, drawn.WIDTH), 77, np.uint8))
    with pytest.raises(FormatError, match=rf"{path.name}: .* is not in"):
        read_all(one, root)


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        ("youtube-vis", lambda v: v.update(annotations=None), "the split train has no annotations"),
        ("youtube-vis", lambda v: v["annotations"][0].update(video_id=9), "there is no video 9"),
        ("youtube-vis", lambda v: v["annotations"][0].update(category_id=9), "no category 9"),
        (
            "youtube-vis",
            lambda v: v["annotations"][1]["segmentations"].pop(),
            r"annotations\[1\]: 2 segmentations for 3 frames",
        ),
        (
            "youtube-vis",
            lambda v: v["annotations"][1]["segmentations"][2]["counts"].append(5),
            r"annotations\[1\]\.segmentations\[2\]\.counts: Run lengths add up",
        ),
        (
            "ovis",
            lambda v: v["annotations"][0]["segmentations"][0].update(counts="x\x1f"),
            r"annotations\[0\]\.segmentations\[0\]\.counts: A run-length code is damaged",
        ),
        (
            "ovis",
            lambda v: v["videos"][0]["file_names"].__setitem__(0, "../../secret.jpg"),
            "is a path outside the folder",
        ),
        ("coco", lambda v: v["annotations"][0].update(image_id=7), "there is no image 7"),
        ("coco", lambda v: v["annotations"][0].update(category_id=7), "there is no category 7"),
        (
            "coco",
            lambda v: v["annotations"][0].update(segmentation=[[1, 2, 3]]),
            r"annotations\[0\]\.segmentation\[0\]: a polygon needs an even number of coordinates",
        ),
    ],
)
def test_reports_the_location_of_broken_json_entries(
    name: str, change: Callable[[dict], object], message: str, tmp_path: Path
) -> None:
    one = SETS[name]
    root = one.write(tmp_path)
    drawn.change_json(root / one.labels, change)
    with pytest.raises(FormatError, match=message) as caught:
        read_all(one, root)
    assert one.labels in str(caught.value)


def _swap_id(value: dict) -> None:
    value["annotations"][0]["segments_info"][0]["id"] = 12


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (_swap_id, "the id 70000 is not in segments_info"),
        (
            lambda v: v["annotations"][1]["segments_info"][0].update(category_id=5),
            r"annotations\[1\]\.segments_info\[0\]: there is no category 5",
        ),
        (lambda v: v["annotations"].pop(), r"images\[2\]: it has no annotation"),
        (lambda v: v["images"].pop(), r"annotations\[2\]: there is no image 141"),
    ],
)
def test_panoptic_lists_and_images_must_agree(
    change: Callable[[dict], object], message: str, tmp_path: Path
) -> None:
    one = SETS["coco-panoptic"]
    root = one.write(tmp_path)
    drawn.change_json(root / "annotations" / "panoptic_train2017.json", change)
    with pytest.raises(FormatError, match=message):
        read_all(one, root)


def test_refuses_an_object_with_two_classes(tmp_path: Path) -> None:
    root = drawn.write_vipseg(tmp_path, "720p")

    def swap(value: dict) -> None:
        value["annotations"][0]["annotations"][1]["segments_info"][0]["category_id"] = 60

    drawn.change_json(root / "VIPSeg_720P" / "panoptic_gt_VIPSeg_train.json", swap)
    with pytest.raises(FormatError, match="has two classes"):
        read_published("vipseg", root, "train")


def test_reports_labels_without_a_frame(tmp_path: Path) -> None:
    root = drawn.write_vspw(tmp_path)
    stray = root / "data" / "1_street" / "mask" / "00000009.png"
    drawn.write_grey(stray, np.zeros((drawn.HEIGHT, drawn.WIDTH), np.uint8))
    with pytest.raises(FormatError, match=r"00000009\.png has no frame"):
        read_published("vspw", root, "train")
    stray.rename(stray.with_name("._00000001.png"))  # macOS leaves such files next to others
    assert len(read_published("vspw", root, "train")) == 1


@pytest.mark.parametrize(
    ("name", "lists"),
    [
        ("davis2016", "ImageSets/480p/train.txt"),
        ("davis2017", "ImageSets/2017/train.txt"),
        ("vspw", "train.txt"),
        ("vspw", "label_num_dic_final.json"),
        ("vipseg", "train.txt"),
        ("vipseg", "panoVIPSeg_categories.json"),
        ("youtube-vos", "train/meta.json"),
    ],
)
def test_reports_a_missing_list(name: str, lists: str, tmp_path: Path) -> None:
    one = SETS[name]
    root = one.write(tmp_path)
    (root / lists).unlink()
    with pytest.raises(FormatError, match=Path(lists).name):
        read_published(one.layout, root, one.split)


@pytest.mark.parametrize("name", SETS)
def test_refuses_an_empty_folder(name: str, tmp_path: Path) -> None:
    one = SETS[name]
    with pytest.raises(FormatError, match=str(tmp_path)):
        read_published(one.layout, tmp_path, one.split)
