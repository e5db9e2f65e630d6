"""A damaged image or line is left out and reported; the other frames are read."""

import numpy as np
import pytest
from PIL import Image

from gvseg.errors import FormatError
from gvseg.formats import read_annotations, read_documents, write_documents
from tests.gvseg.formats.documents import pixels_of, without_overlap
from tests.gvseg.formats.documents import two_rabbits as rabbits


@pytest.fixture
def document():
    return rabbits()


def cut(path):
    path.write_bytes(path.read_bytes()[:40])


def grow(path):
    with Image.open(path) as image:
        image.resize((16, 12), Image.Resampling.NEAREST).save(path)


def fill_with_noise(path):
    noise = np.random.default_rng(0).integers(0, 256, (6, 8, 3), np.uint8)
    Image.fromarray(noise).save(path)


@pytest.mark.parametrize("damage", [cut, grow, fill_with_noise])
@pytest.mark.parametrize("frame_index", [0, 2])
def test_a_bad_mask_image_is_left_out(tmp_path, document, damage, frame_index):
    folder = write_documents(document, tmp_path / "out", "davis").path
    bad = folder / f"{frame_index:05d}.png"
    damage(bad)
    if damage is grow and frame_index == 0:
        pytest.skip("the first frame determines the size of the others")
    report = read_annotations(folder, "davis")
    (omission,) = report.omissions
    assert omission.file == bad
    found = pixels_of(report.documents[0])
    expected = without_overlap(document)
    for masks in expected.values():
        masks.pop(frame_index, None)
    assert found == {track_id: masks for track_id, masks in expected.items() if masks}
    with pytest.raises(FormatError, match=bad.name):
        read_documents(folder, "davis")


@pytest.mark.parametrize("name", ["semantic-png", "kitti-step"])
def test_a_truncated_class_image_is_left_out(tmp_path, document, name):
    folder = write_documents(document, tmp_path / "out", name).path
    (bad,) = folder.rglob("00002.png")
    cut(bad)
    report = read_annotations(folder, name)
    assert [omission.file for omission in report.omissions] == [bad]
    frames = {i for masks in pixels_of(report.documents[0]).values() for i in masks}
    assert frames == {0, 1, 3}
    with pytest.raises(FormatError, match="00002"):
        read_documents(folder, name)


def test_bad_mots_lines_are_left_out(tmp_path, document):
    file = write_documents(document, tmp_path / "a.txt", "mots").path
    lines = file.read_text().splitlines()
    lines[1] = "00000 nonsense"
    lines[-1] = lines[-1].replace(" 6 8 ", " 6 9 ")
    file.write_text("\n".join(lines))
    report = read_annotations(file, "mots")
    places = [omission.location for omission in report.omissions]
    assert places == ["line 2", f"line {len(lines)}"]
    with pytest.raises(FormatError, match="line 2"):
        read_documents(file, "mots")


def test_refuses_a_folder_without_readable_masks(tmp_path, document):
    folder = write_documents(document, tmp_path / "out", "davis").path
    for path in folder.glob("*.png"):
        cut(path)
    with pytest.raises(FormatError, match="none of its images can be read"):
        read_annotations(folder, "davis")
