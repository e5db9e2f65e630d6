"""Every reader either reads a damaged file or raises FormatError; it never fails otherwise."""

import json
import os
import random
import re
import resource
import shutil
import sys
import time
import warnings
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from gvseg.annotation.document import Document
from gvseg.annotation.edits import SetVoid
from gvseg.annotation.start import start_document
from gvseg.errors import FormatError
from gvseg.formats import FORMATS, plan_import, read_annotations, read_documents, write_documents
from gvseg.formats.images import write_indexed
from tests.gvseg.formats.documents import disc, two_rabbits

READABLE = [form.name for form in FORMATS.values() if form.can_read]
SLOWEST_S = 5.0
MOST_BYTES = 1500 * 2**20
STRANGE = [
    None, True, False, -1, 0, 1, 0.5, -0.0, 10**9, 10**18, 10**400, 1e308, "", "x", "0", "../../x",
    "a\u0000b", "\ud800", "..", "a/b", [], {},
    [[]], [None], [10**9] * 3, {"size": [10**5, 10**5], "counts": "0"}, "💥",
]  # fmt: skip


FOREIGN = {
    "label-studio": [
        {"id": 1, "data": {"image": "/data/upload/0a1b2c3d-f1.jpg"}, "annotations": [{"result": [
            {"original_width": 8, "original_height": 6, "image_rotation": 0, "id": "r",
             "type": "polygonlabels", "value": {"points": [[9, 9], [80, 9], [80, 80]],
                                                "polygonlabels": ["a"]}},
            {"original_width": 8, "original_height": 6, "id": "q", "type": "brushlabels",
             "value": {"format": "rle", "brushlabels": ["b"],
                       "rle": [0, 0, 0, 192, 57, 27, 254, 39, 0, 183, 255, 132, 192, 45, 255, 225,
                               48, 11, 127, 249, 44, 0]}},
        ]}]}
    ],
    "supervisely": {
        "size": {"height": 6, "width": 8}, "objects": [{"key": "k", "classTitle": "a", "tags": []}],
        "framesCount": 3, "frames": [{"index": 1, "figures": [
            {"objectKey": "k", "geometryType": "polygon", "geometry": {"points": {
                "exterior": [[1, 1], [5, 1], [5, 5], [1, 5]], "interior": []}}},
        ]}],
    },
}  # fmt: skip


def seed_file(folder: Path, name: str) -> Path:
    """Return a valid file or folder of the format."""
    if name == "labelme":
        square = [[1, 1], [4, 1], [4, 4.5], [1, 4]]
        shapes = [
            {"label": "a", "points": square, "shape_type": "polygon", "group_id": 2},
            {"label": "b", "points": square[:2], "shape_type": "circle", "group_id": None},
        ]
        (folder / name).mkdir()
        for index in range(2):
            value = {"shapes": shapes, "imagePath": f"{index}.jpg", "imageHeight": 6,
                     "imageWidth": 8, "imageData": None}  # fmt: skip
            (folder / name / f"{index}.json").write_text(json.dumps(value))
        return folder / name
    if name == "pascal":
        for kind, top in (("SegmentationObject", 2), ("SegmentationClass", 20)):
            (folder / name / kind).mkdir(parents=True)
            image = np.arange(48, dtype=np.uint8).reshape(6, 8) % (top + 1)
            Image.fromarray(image).save(folder / name / kind / "0.png")
        (folder / name / "labelmap.txt").write_text(
            "background:0,0,0::\na:128,0,0::\nb:0,128,0::\n"
        )
        return folder / name
    if name == "youtube-vos":
        folder = folder / name
        for index in range(2):
            path = folder / "Annotations/clip" / f"{index:05d}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            write_indexed(path, np.arange(48, dtype=np.uint8).reshape(6, 8) // 12)
        objects = {str(number): {"category": f"c{number}"} for number in (1, 2, 3)}
        (folder / "meta.json").write_text(json.dumps({"videos": {"clip": {"objects": objects}}}))
        return folder
    if name == "sav":
        codes = [{"size": [6, 8], "counts": disc(2, 2, n).counts.decode()} for n in (1, 2)]
        value = {"video_height": 6, "video_width": 8, "video_frame_count": 5, "masklet_id": [0, 1],
                 "masklet_type": ["manual"] * 2, "masklet": [codes, codes]}  # fmt: skip
        (folder / name).mkdir()
        (folder / name / "a_manual.json").write_text(json.dumps(value))
        return folder / name
    if name in FOREIGN:
        (folder / name / "ann").mkdir(parents=True)
        (folder / name / "ann/a.json").write_text(json.dumps(FOREIGN[name]))
        return folder / name if name == "supervisely" else folder / name / "ann"
    document = two_rabbits(3)
    SetVoid(1, disc(5, 0, 1)).apply(document)
    write_documents(document, folder / name, name)
    return folder / name


def damage(path: Path, dice: random.Random) -> None:
    """Damage a file of a format in one of many ways."""
    files = sorted(p for p in path.rglob("*") if p.is_file())
    file = dice.choice(files)
    content = bytearray(file.read_bytes())
    kind = dice.choice(["value", "value", "value", "flip", "flip", "cut", "insert", "swap", "gone"])
    if kind == "value" and file.suffix == ".json":
        value = json.loads(content)
        for _ in range(dice.randrange(1, 3)):
            value = with_strange_value(value, dice)
        file.write_text(json.dumps(value), encoding="utf-8", errors="surrogatepass")
        return
    if kind == "value" and file.suffix == ".xml":
        values = re.findall(rb'"[^"]*"|>[^<>]+<', content)
        value = dice.choice(values)
        strange = dice.choice([b"", b"-1", b"1e400", b"nan", b"x", b"1,2;3,4", b"9" * 30, b"0.5"])
        file.write_bytes(bytes(content).replace(value, value[:1] + strange + value[-1:], 1))
        return
    if kind == "gone":
        file.unlink()
        return
    if kind == "cut":
        del content[dice.randrange(len(content) + 1) :]
    elif kind == "insert":
        place = dice.randrange(len(content) + 1)
        content[place:place] = dice.randbytes(dice.randrange(1, 40))
    elif kind == "swap":
        other = dice.choice(files)
        content = bytearray(other.read_bytes())
    else:
        for _ in range(dice.choice([1, 3, 30])):
            if content:
                content[dice.randrange(len(content))] = dice.randrange(256)
    file.write_bytes(bytes(content))


def with_strange_value(value, dice):
    """Return a JSON value in which one part is replaced, removed or duplicated."""
    if isinstance(value, dict) and value and dice.random() < 0.85:
        key = dice.choice(sorted(value))
        if dice.random() < 0.1:
            return {k: v for k, v in value.items() if k != key}
        return {**value, key: with_strange_value(value[key], dice)}
    if isinstance(value, list) and value and dice.random() < 0.85:
        place = dice.randrange(len(value))
        if dice.random() < 0.1:
            return value + [value[place]]  # noqa: RUF005
        return [*value[:place], with_strange_value(value[place], dice), *value[place + 1 :]]
    return dice.choice(STRANGE)


def import_document(document: Document) -> None:
    """Import a document, decode its masks, and encode its names as a writer would."""
    target = start_document(document.source)
    plan_import(document, target).edit().apply(target)
    for track_id, track in target.tracks.items():
        track.name.encode()
        for _, record in target.masks_of(track_id):
            record.mask.to_array()
    for category in target.categories.values():
        f"{category.name}{category.supercategory}".encode()


def fuzz(name: str, tmp_path: Path, count: int, seed: int) -> tuple[int, int]:
    """Read `count` damaged files; return how many were read and how many were rejected."""
    valid = seed_file(tmp_path, name)
    dice = random.Random(f"{name} {seed}")
    read = refused = 0
    spoilt = tmp_path / "spoilt"
    for number in range(count):
        shutil.copytree(valid, spoilt)
        damage(spoilt, dice)
        start_s = time.process_time()
        try:
            report = read_annotations(spoilt, name, is_strict=dice.random() < 0.5)
            for document in report.documents:
                import_document(document)
            reason = ""
        except FormatError as error:
            reason = str(error)
        except Exception as error:
            raise AssertionError(f"damaged file {number} of {name}: {error!r}") from error
        read, refused = read + (not reason), refused + bool(reason)
        assert "\n" not in reason, (number, reason)
        assert len(reason) < 1000, number
        assert time.process_time() - start_s < SLOWEST_S, number
        shutil.rmtree(spoilt)
    return read, refused


@pytest.fixture
def _bounded_memory():
    """Limit the memory of the process, so that a reader that allocates more fails the test."""
    if sys.platform != "linux":
        yield
        return
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    before = resource.getrlimit(resource.RLIMIT_AS)
    limit = pages * os.sysconf("SC_PAGE_SIZE") + MOST_BYTES
    resource.setrlimit(resource.RLIMIT_AS, (limit, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_AS, before)


@pytest.mark.usefixtures("_bounded_memory")
@pytest.mark.parametrize("name", READABLE)
def test_damaged_files_are_read_or_rejected(tmp_path, name):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read, refused = fuzz(name, tmp_path, 30, 1)
    assert read + refused == 30
    assert refused


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.usefixtures("_bounded_memory")
@pytest.mark.parametrize("name", READABLE)
def test_ten_thousand_damaged_files(tmp_path, name):
    assert sum(fuzz(name, tmp_path, 10_000 // len(READABLE) + 1, 2)) * len(READABLE) >= 10_000


@pytest.mark.usefixtures("_bounded_memory")
@pytest.mark.parametrize("size", [[10**5, 10**4], [2**31, 2**31], [1, 10**9]])
def test_refuses_a_json_with_a_gigantic_mask(tmp_path, size):
    height, width = size
    rle = {"size": size, "counts": [height * width]}
    ytvis = {
        "videos": [{"id": 1, "height": height, "width": width, "file_names": ["v/0.jpg"]}],
        "categories": [{"id": 1, "name": "a"}],
        "annotations": [{"video_id": 1, "category_id": 1, "segmentations": [rle]}],
    }
    coco = {
        "images": [{"id": 1, "file_name": "0.jpg", "height": height, "width": width}],
        "categories": [{"id": 1, "name": "a"}],
        "annotations": [{"image_id": 1, "category_id": 1, "segmentation": rle}],
    }
    results = [{"video_id": 1, "category_id": 1, "score": 1, "segmentations": [rle]}]
    panoptic = {**coco, "annotations": [{"image_id": 1, "file_name": "0.png", "segments_info": []}]}
    image = {"id": "0", "height": height, "width": width, "file_name": "0.png"}
    vipseg = {
        "videos": [{"video_id": "v", "images": [image]}],
        "categories": [{"id": 0, "name": "a"}],
        "annotations": [],
    }
    labelme = {"shapes": [], "imagePath": "0.jpg", "imageHeight": height, "imageWidth": width}
    for name, value in (
        ("ytvis", ytvis),
        ("coco", coco),
        ("ytvis-results", results),
        ("coco-panoptic", panoptic),
        ("vipseg", vipseg),
        ("labelme", labelme),
    ):
        (tmp_path / f"{name}.json").write_text(json.dumps(value))
        with pytest.raises(FormatError, match=str(tmp_path)):
            read_documents(tmp_path / f"{name}.json", name)
    (tmp_path / "mots.txt").write_text(f"0 1001 1 {height} {width} 0\n")
    with pytest.raises(FormatError, match="line 1"):
        read_documents(tmp_path / "mots.txt", "mots")


@pytest.mark.usefixtures("_bounded_memory")
@pytest.mark.parametrize("name", ["davis", "kitti-step", "semantic-png"])
def test_refuses_a_small_image_with_a_gigantic_frame_size(tmp_path, name):
    """A PNG whose header says 30,000 x 30,000 pixels."""
    (tmp_path / "clip").mkdir()
    file = tmp_path / "clip/0.png"
    Image.new("RGB" if name == "kitti-step" else "L", (8, 6)).save(file)
    content = bytearray(file.read_bytes())
    content[16:24] = (30_000).to_bytes(4, "big") * 2
    content[29:33] = zlib.crc32(content[12:29]).to_bytes(4, "big")
    file.write_bytes(bytes(content))
    with pytest.raises(FormatError, match=r"0\.png"):
        read_documents(tmp_path / "clip", name)


@pytest.mark.parametrize("text", ["", "[" * 10**6, '{"a":' * 10**5, "9" * 10**5, "NaN", "\ufffe"])
@pytest.mark.parametrize("name", ["ytvis", "coco", "coco-panoptic", "ytvis-results"])
def test_refuses_text_that_is_not_json(tmp_path, name, text):
    (tmp_path / "x.json").write_text(text, encoding="utf-16" if text == "\ufffe" else "utf-8")
    with pytest.raises(FormatError, match=r"x\.json"):
        read_documents(tmp_path / "x.json", name)


@pytest.mark.parametrize("name", READABLE)
def test_reports_missing_and_empty_files(tmp_path, name):
    with pytest.raises(FormatError, match="does not exist"):
        read_documents(tmp_path / "nothing", name)
    (tmp_path / "empty").mkdir()
    with pytest.raises(FormatError, match="empty"):
        read_documents(tmp_path / "empty", name)


@pytest.mark.parametrize("name", READABLE)
def test_image_names_cannot_lead_outside_their_folder(tmp_path, name):
    if name not in ("coco-panoptic", "vipseg"):
        pytest.skip("its file lists no images")
    valid = seed_file(tmp_path, name)
    (file,) = valid.glob("*.json")
    text = file.read_text(encoding="utf-8").replace('00000.png"', '00000.png/../../../x.png"')
    file.write_text(text, encoding="utf-8")
    with pytest.raises(FormatError, match="is a path outside the folder"):
        read_documents(valid, name)
