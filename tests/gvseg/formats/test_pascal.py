"""Pascal VOC folders, as published and as written by labelme and CVAT."""

import numpy as np
import pytest
from PIL import Image

from gvseg.errors import FormatError
from gvseg.formats import guess_format, read_annotations, read_documents
from gvseg.formats.images import write_indexed
from tests.gvseg.formats.documents import pixels_of

HEIGHT, WIDTH = 24, 32
VOID = 255


def numbers(*boxes):
    """Return an image with each number in some columns, surrounded by void."""
    image = np.zeros((HEIGHT, WIDTH), np.uint8)
    for number, left in boxes:
        image[4:16, left : left + 8] = VOID
        image[5:15, left + 1 : left + 7] = number
    return image


def save(root, kind, images):
    (root / kind).mkdir(parents=True, exist_ok=True)
    for index, image in enumerate(images):
        write_indexed(root / kind / f"2011_{index:06d}.png", image)


def save_boxes(root, index, *names):
    (root / "Annotations").mkdir(exist_ok=True)
    objects = "".join(
        f"<object><name>{name}</name><pose>Left</pose><bndbox><xmin>1</xmin></bndbox></object>"
        for name in names
    )
    text = f"<annotation><folder>VOC2012</folder>{objects}</annotation>"
    (root / "Annotations" / f"2011_{index:06d}.xml").write_text(text)


def test_folders_of_the_dataset_have_separate_objects_in_each_image(tmp_path):
    save(tmp_path, "SegmentationObject", [numbers((1, 2), (2, 14)), numbers((1, 8))])
    save(tmp_path, "SegmentationClass", [numbers((15, 2), (8, 14)), numbers((15, 8))])
    save_boxes(tmp_path, 0, "person", "cat")
    save_boxes(tmp_path, 1, "person")
    (tmp_path / "ImageSets/Segmentation").mkdir(parents=True)
    assert guess_format(tmp_path).format_name == "pascal"
    report = read_annotations(tmp_path, "pascal")
    (document,) = report.documents
    names = [document.categories[t.category_id].name for t in document.tracks.values()]
    assert names == ["person", "cat", "person"]
    assert [list(masks) for masks in pixels_of(document).values()] == [[0], [0], [1]]
    assert document.void(0).area == 2 * (12 * 8 - 10 * 6)
    (reading,) = report.readings
    assert reading.chosen == "none"
    (again,) = read_annotations(tmp_path, "pascal", choices={"identity": "number"}).documents
    assert [list(masks) for masks in pixels_of(again).values()] == [[0, 1], [0]]


def test_boxes_give_the_classes_if_class_images_are_missing(tmp_path):
    save(tmp_path, "SegmentationObject", [numbers((1, 2), (2, 14))])
    save_boxes(tmp_path, 0, "sheep", "person")
    (document,) = read_documents(tmp_path, "pascal")
    names = [document.categories[t.category_id].name for t in document.tracks.values()]
    assert names == ["sheep", "person"]


def test_numbers_with_one_class_throughout_are_objects_over_all_frames(tmp_path):
    save(tmp_path, "SegmentationObject", [numbers((1, 2), (3, 14)), numbers((1, 4), (3, 16))])
    save(tmp_path, "SegmentationClass", [numbers((15, 2), (8, 14)), numbers((15, 4), (8, 16))])
    (document,) = read_documents(tmp_path, "pascal")
    assert [list(masks) for masks in pixels_of(document).values()] == [[0, 1], [0, 1]]
    assert set(document.tracks) == {1, 3}


def test_a_number_with_two_classes_is_not_an_identity(tmp_path):
    save(tmp_path, "SegmentationObject", [numbers((1, 2)), numbers((1, 4))])
    save(tmp_path, "SegmentationClass", [numbers((15, 2)), numbers((8, 4))])
    report = read_annotations(tmp_path, "pascal")
    assert len(report.documents[0].tracks) == 2
    assert report.readings[0].reason == "number 1 is person and cat"


def labelme_folder(root, *, is_new):
    """Write what labelme's VOC converter writes, before and after its folders were renamed."""
    for kind, value in (("Class", 2), ("Object", 1)):
        images = [numbers((value, 2)), numbers((value, 8))]
        save(root, f"Segmentation{kind}" if is_new else f"Segmentation{kind}PNG", images)
        arrays = root / (f"Segmentation{kind}Npy" if is_new else f"Segmentation{kind}")
        arrays.mkdir(exist_ok=True)
        for index in range(2):
            np.save(arrays / f"2011_{index:06d}.npy", images[index])
    (root / "class_names.txt").write_text("_background_\ncar\ntrack\n")
    return root


@pytest.mark.parametrize("is_new", [True, False])
def test_reads_folders_of_the_labelme_converter(tmp_path, is_new):
    folder = labelme_folder(tmp_path / "data_dataset_voc", is_new=is_new)
    assert guess_format(folder).format_name == "pascal"
    (document,) = read_documents(folder, "pascal")
    assert [category.name for category in document.categories.values()] == ["track"]
    assert [masks[0].area for masks in pixels_of(document).values()] == [60]


def test_an_image_of_another_size_is_left_out(tmp_path):
    save(tmp_path, "SegmentationClass", [numbers((2, 2)), numbers((2, 2)), numbers((2, 2))[:20]])
    report = read_annotations(tmp_path, "pascal")
    (omission,) = report.omissions
    assert "32x20, but earlier images are 32x24" in omission.reason
    (masks,) = pixels_of(report.documents[0]).values()
    assert list(masks) == [0, 1]
    with pytest.raises(FormatError, match="32x20"):
        read_documents(tmp_path, "pascal")


def test_refuses_a_folder_without_png(tmp_path):
    (tmp_path / "SegmentationClass").mkdir()
    np.save(tmp_path / "SegmentationClass/0.npy", np.zeros((2, 2)))
    with pytest.raises(FormatError, match="has no PNG in"):
        read_documents(tmp_path, "pascal")


def test_unknown_colours_are_rejected_by_value(tmp_path):
    (tmp_path / "SegmentationClass").mkdir()
    Image.new("RGB", (4, 4), (1, 2, 3)).save(tmp_path / "SegmentationClass/0.png")
    with pytest.raises(FormatError, match="#010203"):
        read_documents(tmp_path, "pascal")
