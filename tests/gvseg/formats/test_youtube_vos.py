"""Folders of YouTube-VOS, MOSE, LVOS and SA-V in their published layouts."""

import json

import numpy as np
import pytest
from PIL import Image

from gvseg.annotation.start import start_document
from gvseg.errors import FormatError
from gvseg.formats import choose_document, guess_format, plan_import, read_documents
from gvseg.formats.images import write_indexed
from tests.gvseg.formats.documents import pixels_of, source_of

HEIGHT, WIDTH = 6, 8


def numbers(*places):
    image = np.zeros((HEIGHT, WIDTH), np.uint8)
    for number, left in places:
        image[1:4, left : left + 2] = number
    return image


def save_video(root, name, masks, frames=(), masks_in="Annotations", frames_in="JPEGImages"):
    for stem, image in masks.items():
        (root / masks_in / name).mkdir(parents=True, exist_ok=True)
        write_indexed(root / masks_in / name / f"{stem}.png", image)
    for stem in frames:
        (root / frames_in / name).mkdir(parents=True, exist_ok=True)
        (root / frames_in / name / f"{stem}.jpg").write_bytes(b"")


def save_meta(root, videos, name="meta.json"):
    (root / name).write_text(json.dumps({"videos": videos}))


@pytest.fixture
def youtube_vos(tmp_path):
    """Write two videos with masks on every fifth frame; one object appears later."""
    root = tmp_path / "train"
    names = ["00000", "00005", "00010"]
    masks = {
        names[0]: numbers((1, 0)),
        names[1]: numbers((1, 1), (2, 4)),
        names[2]: numbers((2, 5)),
    }
    save_video(root, "003234408d", masks, names)
    save_video(root, "0043f083b5", {"00000": numbers((1, 0))}, ["00000"])
    objects = {
        "1": {"category": "penguin", "frames": names[:2]},
        "2": {"category": "penguin", "frames": names[1:]},
    }
    one = {"objects": {"1": {"category": "sedan", "frames": ["00000"]}}}
    save_meta(root, {"003234408d": {"objects": objects}, "0043f083b5": one})
    return root


def test_a_split_has_one_document_per_video(youtube_vos):
    assert guess_format(youtube_vos).format_name == "youtube-vos"
    one, two = read_documents(youtube_vos, "youtube-vos")
    assert (one.source.name, two.source.name) == ("003234408d", "0043f083b5")
    assert [category.name for category in one.categories.values()] == ["penguin"]
    assert [list(masks) for masks in pixels_of(one).values()] == [[0, 1], [1, 2]]
    assert two.categories[1].name == "sedan"
    names = ("00000", "00005", "00010")
    target = start_document(source_of(3, frame_names=names, is_folder=True))
    assert dict(plan_import(one, target).frames) == {0: 0, 1: 1, 2: 2}
    assert choose_document([one, two], start_document(two.source)) is two


def test_a_single_video_is_read_with_its_categories(youtube_vos):
    path = youtube_vos / "Annotations/003234408d"
    assert guess_format(path).format_name == "youtube-vos"
    (document,) = read_documents(path, "youtube-vos")
    assert document.categories[1].name == "penguin"


def test_reads_mose_with_another_meta_file_and_frames_without_masks(tmp_path):
    frames = [f"{index:05d}" for index in range(4)]
    save_video(tmp_path, "2a9a12c5", {"00001": numbers((3, 2))}, frames)
    save_meta(tmp_path, {"2a9a12c5": {"objects": {"3": {"category": "sheep"}}}}, "meta_train.json")
    assert guess_format(tmp_path).format_name == "youtube-vos"
    (document,) = read_documents(tmp_path, "youtube-vos")
    assert document.source.frame_names == tuple(frames)
    assert list(pixels_of(document)[3]) == [1]
    assert document.categories[1].name == "sheep"


def test_reads_lvos_with_numbers_from_1_and_ranges(tmp_path):
    frames = [f"{index:08d}" for index in (1, 6, 11)]
    save_video(tmp_path, "0tCWPOrc", {frames[0]: numbers((1, 2))}, frames)
    ranges = {"1": {"frame_range": {"start": "00000001", "end": "00000011", "frame_nums": "3"}}}
    save_meta(tmp_path, {"0tCWPOrc": {"objects": ranges}}, "train_meta.json")
    (document,) = read_documents(tmp_path, "youtube-vos")
    assert document.categories[1].name == "object"
    plan = plan_import(document, start_document(source_of(11)))
    assert dict(plan.frames) == {0: 0, 1: 5, 2: 10}


def test_reads_sa_v_with_a_folder_per_object(tmp_path):
    root = tmp_path / "sav_val"
    for number, left in (("000", 1), ("001", 4)):
        folder = root / "Annotations_6fps/sav_000262" / number
        folder.mkdir(parents=True)
        for index in range(0, 12, 4):
            image = numbers((1, left)).astype(bool)
            Image.fromarray(image).save(folder / f"{index:05d}.png")
    frames = root / "JPEGImages_24fps/sav_000262"
    frames.mkdir(parents=True)
    for index in range(12):
        (frames / f"{index:05d}.jpg").write_bytes(b"")
    assert guess_format(root).format_name == "youtube-vos"
    (document,) = read_documents(root, "youtube-vos")
    assert document.source.frame_count == 12
    found = list(pixels_of(document).values())
    assert [list(masks) for masks in found] == [[0, 4, 8], [0, 4, 8]]
    assert [masks[0].box[0] for masks in found] == [1, 4]


def test_black_and_white_masks_are_one_object(tmp_path):
    folder = tmp_path / "Annotations/a"
    folder.mkdir(parents=True)
    Image.fromarray(numbers((255, 2))).save(folder / "00000.png")
    save_meta(tmp_path, {"a": {"objects": {"1": {"category": "dog"}}}})
    (document,) = read_documents(tmp_path, "youtube-vos")
    assert document.categories[1].name == "dog"
    assert pixels_of(document)[1][0].area == 6


def test_refuses_folders_without_masks(tmp_path):
    with pytest.raises(FormatError, match="neither a folder with Annotations/"):
        read_documents(tmp_path, "youtube-vos")
    (tmp_path / "Annotations").mkdir()
    with pytest.raises(FormatError, match=r"contains no \.png images"):
        read_documents(tmp_path, "youtube-vos")
