"""YOLO labels in the folder layouts and line formats of Ultralytics, Roboflow, Darknet, CVAT and
Label Studio.
"""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from gvseg.annotation.start import start_document
from gvseg.errors import FormatError
from gvseg.formats import (
    NothingReadError,
    choose_document,
    guess_format,
    plan_import,
    read_annotations,
    write_documents,
)
from tests.gvseg.formats.coco_squares import (
    AREA,
    FRAMES,
    HEIGHT,
    SIDE,
    WHOLE,
    WIDTH,
    corner,
    corners_of,
)
from tests.gvseg.formats.documents import source_of, two_rabbits

DATA = "nc: 2\nnames: ['ball', 'dog']\n"


def outline(frame_index):
    x, y = corner(frame_index)
    points = [(x, y), (x + SIDE, y), (x + SIDE, y + SIDE), (x, y + SIDE)]
    return " ".join(f"{px / WIDTH:.6f} {py / HEIGHT:.6f}" for px, py in points)


def box(frame_index):
    x, y = corner(frame_index)
    shares = (x + SIDE / 2) / WIDTH, (y + SIDE / 2) / HEIGHT, SIDE / WIDTH, SIDE / HEIGHT
    return " ".join(f"{share:.6f}" for share in shares)


def image(path, size=(WIDTH, HEIGHT), **save):
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.zeros((size[1], size[0], 3), np.uint8)).save(path, **save)


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def labels(folder, *, name="{:05d}", first=0, end="", frames=range(FRAMES), line=outline, kind=0):
    for i in frames:
        write(folder / f"{name.format(i + first)}.txt", f"{kind} {line(i)}{end}\n")


def imported(path, *, choices=None, size=None, target=None, links_overlaps=False, frame_names=()):
    report = read_annotations(path, "yolo-seg", choices=choices, frame_size=size)
    names = {"frame_names": frame_names, "is_folder": bool(frame_names)}
    if target is None:
        target = start_document(source_of(FRAMES, height=HEIGHT, width=WIDTH, **names))
    chosen = choose_document(list(report.documents), target)
    plan = plan_import(chosen, target, links_overlaps=links_overlaps)
    plan.edit().apply(target)
    return target, report


def check(document, *, objects=FRAMES, name="ball"):
    found = corners_of(document)
    assert {k: v for masks in found.values() for k, v in masks.items()} == WHOLE
    assert len(found) == objects
    assert {document.category(t.category_id).name for t in document.tracks.values()} == {name}


# -- folders ---------------------------------------------------------------------------------


def test_reads_the_layout_of_ultralytics(tmp_path):
    write(
        tmp_path / "data.yaml", "path: ../datasets/x\ntrain: images/train\nval: images/val\n" + DATA
    )
    for i in range(FRAMES):
        part = "val" if i % 4 == 3 else "train"
        labels(tmp_path / "labels" / part, frames=[i])
        image(tmp_path / "images" / part / f"{i:05d}.jpg")
    check(imported(tmp_path)[0])


def test_reads_the_layout_of_roboflow(tmp_path):
    write(tmp_path / "data.yaml", "train: ../train/images\nval: ../valid/images\n" + DATA)
    write(tmp_path / "README.roboflow.txt", "Roboflow exports this\n")
    name = "clip_mp4-{}_jpg.rf.0123456789abcdef0123456789abcdef"
    for i in range(FRAMES):
        part = ("train", "valid", "test")[i % 3]
        labels(tmp_path / part / "labels", name=name, frames=[i], kind=1)
        image(tmp_path / part / "images" / f"{name.format(i)}.jpg")
    assert guess_format(tmp_path).format_name == "yolo-seg"
    check(imported(tmp_path)[0], name="dog")


def test_reads_the_layout_of_darknet(tmp_path):
    """Like CVAT's YOLO 1.1 export: obj.data, obj.names, train.txt, obj_train_data/."""
    write(tmp_path / "obj.data", "classes = 2\ntrain = data/train.txt\nnames = data/obj.names\n")
    write(tmp_path / "obj.names", "ball\ndog\n")
    write(tmp_path / "train.txt", "data/obj_train_data/frame_000000.PNG\n")
    labels(tmp_path / "obj_train_data", name="frame_{:06d}")
    for i in range(FRAMES):
        image(tmp_path / "obj_train_data" / f"frame_{i:06d}.PNG")
    assert guess_format(tmp_path).format_name == "yolo-seg"
    check(imported(tmp_path)[0])


def test_reads_class_names_of_label_studio(tmp_path):
    labels(tmp_path / "labels", name="1a2b3c4d-frame_{:04d}")
    image(tmp_path / "images" / "1a2b3c4d-frame_0000.jpg")
    write(tmp_path / "notes.json", json.dumps({"categories": [{"id": 0, "name": "ball"}]}))
    check(imported(tmp_path)[0])
    write(tmp_path / "classes.txt", "ball\n")
    check(imported(tmp_path)[0])


def test_reads_labels_next_to_images_without_settings(tmp_path):
    labels(tmp_path)
    for i in range(FRAMES):
        image(tmp_path / f"{i:05d}.jpg")
    write(tmp_path / "classes.txt", "ball\n")
    assert guess_format(tmp_path).format_name == "yolo-seg"
    check(imported(tmp_path)[0])


def test_folder_names_may_have_capitals(tmp_path):
    labels(tmp_path / "Labels")
    for i in range(FRAMES):
        image(tmp_path / f"Images/{i:05d}.jpg")
    write(tmp_path / "data.yaml", DATA)
    check(imported(tmp_path)[0])


@pytest.mark.parametrize("named", ["", "labels", "data.yaml"])
def test_the_folder_its_labels_and_its_yaml_are_equivalent(tmp_path, named):
    write(tmp_path / "data.yaml", DATA)
    labels(tmp_path / "labels")
    image(tmp_path / "images/00000.jpg")
    assert guess_format(tmp_path / named).format_name == "yolo-seg"
    check(imported(tmp_path / named)[0])


def test_a_yaml_file_elsewhere_gives_the_folders(tmp_path):
    write(tmp_path / "configs/ball.yaml", "path: ../sets/ball\ntrain: images/train\n" + DATA)
    labels(tmp_path / "sets/ball/labels/train")
    image(tmp_path / "sets/ball/images/train/00000.jpg")
    check(imported(tmp_path / "configs/ball.yaml")[0])


@pytest.mark.parametrize("is_gapped", [False, True])
def test_predictions_of_a_video_count_frames_from_1(tmp_path, is_gapped):
    """`yolo track` writes labels/<video>_<n>.txt without images; the size comes from the video."""
    frames = range(5) if is_gapped else range(FRAMES)
    labels(tmp_path / "track/labels", name="clip_{}", first=1, frames=frames, end=" 0.87 4")
    document, _ = imported(tmp_path / "track", size=(HEIGHT, WIDTH))
    assert corners_of(document) == {4: {i: corner(i) for i in frames}}
    with pytest.raises(FormatError, match="put the images into images/ next to labels/, or give"):
        imported(tmp_path / "track")


def test_images_show_that_frames_count_from_1(tmp_path):
    """Images are named as by `ffmpeg -i clip.mp4 %05d.jpg`; the last one has no label."""
    labels(tmp_path / "labels", first=1, frames=range(FRAMES - 1))
    write(tmp_path / "data.yaml", DATA)
    for i in range(FRAMES):
        image(tmp_path / f"images/{i + 1:05d}.jpg")
    found = corners_of(imported(tmp_path)[0])
    assert {k: v for masks in found.values() for k, v in masks.items()} == {
        i: corner(i) for i in range(FRAMES - 1)
    }


# -- names of classes ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "names:\n- ball\n- dog\n",
        "names: ['ball',\n        'dog']\n",
        "names:\n\n  0: ball\n  1: dog\n",
        "names:  # two\n  0: ball\n  1: dog\n",
        "names: ['ball, red', 'dog']\n",
        '"names": {"0": "ball", "1": "dog"}\n',
        "names: {0: ball, 1: dog}\nnc: 2\n",
        "names: ball, dog\n",
        "\ufeffnames:\r\n  0: ball\r\n  1: dog\r\n",
        "download: |\n  names: 3\nnames: &x [no, dog]\n",
    ],
)
def test_names_follow_the_rules_of_yaml(tmp_path, text):
    (tmp_path / "data.yaml").write_bytes(text.encode())
    labels(tmp_path / "labels", kind=1)
    image(tmp_path / "images/00000.jpg")
    check(imported(tmp_path)[0], name="dog")


@pytest.mark.parametrize("name", ["yes", "10", "2001-01-01", "null", "1.0", "ü 石"])
def test_names_are_not_converted(tmp_path, name):
    write(tmp_path / "data.yaml", f"names:\n  0: {name}\n")
    labels(tmp_path / "labels")
    image(tmp_path / "images/00000.jpg")
    check(imported(tmp_path)[0], name=name)


def test_refuses_invalid_yaml(tmp_path):
    write(tmp_path / "data.yaml", "names: [ball\nnc: {\n")
    labels(tmp_path / "labels")
    with pytest.raises(FormatError, match=r"data\.yaml is not valid YAML"):
        imported(tmp_path)


# -- sizes -----------------------------------------------------------------------------------


def test_each_image_has_its_own_size(tmp_path):
    line = "0 0.25 0.25 0.75 0.25 0.75 0.75 0.25 0.75\n"
    for name, size in (("00000", (160, 96)), ("00001", (320, 240))):
        write(tmp_path / "labels" / f"{name}.txt", line)
        image(tmp_path / "images" / f"{name}.jpg", size)
    documents = read_annotations(tmp_path, "yolo-seg").documents
    areas = {d.source.width: d.mask(1, 0).mask.area for d in documents}
    assert areas == {160: 3840, 320: 19200}
    write_documents(list(documents), tmp_path / "o.json", "coco")


def test_a_rotated_image_has_its_displayed_size(tmp_path):
    turned = Image.Exif()
    turned[0x0112] = 6
    image(tmp_path / "images/00000.jpg", (HEIGHT, WIDTH), exif=turned)
    labels(tmp_path / "labels", frames=[0])
    (document,) = read_annotations(tmp_path, "yolo-seg").documents
    assert (document.source.height, document.source.width) == (WIDTH, HEIGHT)[::-1]
    assert document.mask(1, 0).mask.area == AREA


# -- lines -----------------------------------------------------------------------------------


def a_set(tmp_path, **how):
    write(tmp_path / "data.yaml", DATA)
    labels(tmp_path / "labels", **how)
    image(tmp_path / "images/00000.jpg")
    return tmp_path


@pytest.mark.parametrize("end", [" 1", " 7", " 0.91 1", " 0.5 300"])
def test_track_ids_after_the_outline_identify_objects(tmp_path, end):
    document, report = imported(a_set(tmp_path, end=end))
    check(document, objects=1)
    assert set(document.tracks) == {int(end.split()[-1])}
    assert "track id" in str(report.readings[0])


@pytest.mark.parametrize("end", [" 0.91", " 1.0", " 0"])
def test_a_confidence_after_the_outline_is_not_a_corner(tmp_path, end):
    document, _ = imported(a_set(tmp_path, end=end))
    check(document)
    assert document.mask(1, 0).confidence == pytest.approx(float(end))


def test_the_line_end_can_be_given(tmp_path):
    document, _ = imported(a_set(tmp_path, end=" 1"), choices={"line_end": "conf"})
    check(document)
    assert document.mask(1, 0).confidence == 1


def test_an_outline_that_ends_on_the_edge_is_an_outline(tmp_path):
    """The last corner (0.5, 1) looks like a confidence and a track id."""
    line = "0 0.25 0.5 0.75 0.5 0.75 1 0.5 1\n"
    write(tmp_path / "labels/00000.txt", line)
    image(tmp_path / "images/00000.jpg", (160, 96))
    (document,) = read_annotations(tmp_path, "yolo-seg").documents
    assert document.mask(1, 0).mask.area == pytest.approx(80 * 48 - 40 * 48 / 2, abs=60)


def test_boxes_among_outlines_are_left_out_or_filled(tmp_path):
    folder = a_set(tmp_path)
    write(folder / "labels/00003.txt", f"0 {outline(3)}\n1 {box(3)}\n")
    document, report = imported(folder)
    check(document)
    assert [str(o) for o in report.omissions] == [
        f"{folder / 'labels/00003.txt'} at line 2: it has a box but no outline."
    ]
    document, report = imported(folder, choices={"boxes": "fill"})
    assert len(document.tracks) == FRAMES + 1
    assert not report.omissions


def test_a_detection_dataset_says_how_to_fill_its_boxes(tmp_path):
    folder = a_set(tmp_path, line=box)
    with pytest.raises(NothingReadError, match="a box but no outline") as caught:
        imported(folder)
    assert "--boxes fill" in str(caught.value.report.readings[0])
    check(imported(folder, choices={"boxes": "fill"})[0])


@pytest.mark.parametrize("end", [" 0.9", " 3", " 0.9 3"])
def test_boxes_may_have_the_same_line_ends(tmp_path, end):
    document, _ = imported(a_set(tmp_path, line=box, end=end), choices={"boxes": "fill"})
    check(document, objects=1 if end.endswith("3") else FRAMES)


def test_a_bad_line_does_not_affect_the_others(tmp_path):
    folder = a_set(tmp_path)
    bad = ["0 0.1 0.1 0.2 0.2 0.3 nan", "cat 0 0 1 0 1 1", "0 0.1 0.1", "0 10 10 300 10 300 200"]
    write(folder / "labels/00003.txt", "\n".join([f"0 {outline(3)}", *bad]))
    document, report = imported(folder)
    check(document)
    assert [o.location for o in report.omissions] == ["line 2", "line 3", "line 4", "line 5"]
    with pytest.raises(FormatError, match="line 2: 'nan' is not a number"):
        read_annotations(folder, "yolo-seg", is_strict=True)


# -- linking ---------------------------------------------------------------------------------


def test_masks_without_an_id_are_linked_by_overlap_on_request(tmp_path):
    document, _ = imported(a_set(tmp_path), links_overlaps=True)
    check(document, objects=1)


@pytest.mark.parametrize("parts", [(range(6), range(6, 12)), (range(6, 12), range(6))])
def test_a_second_import_continues_the_objects_of_the_first(tmp_path, parts):
    document = None
    for number, frames in enumerate(parts):
        folder = tmp_path / str(number)
        for i in range(FRAMES):
            image(folder / f"images/{i:05d}.jpg")
        document, _ = imported(a_set(folder, frames=frames), target=document, links_overlaps=True)
    check(document, objects=1)


def test_overlap_does_not_link_other_classes_or_distant_masks(tmp_path):
    folder = a_set(tmp_path)
    labels(folder / "labels", frames=range(6, 12), kind=1)
    document, _ = imported(folder, links_overlaps=True)
    assert [sorted(masks) for masks in corners_of(document).values()] == [
        list(range(6)), list(range(6, 12))
    ]  # fmt: skip


# -- notations -----------------------------------------------------------------------


@st.composite
def written_otherwise(draw):
    digits = draw(st.integers(6, 17))
    end_of_line = draw(st.sampled_from(["\n", "\r\n", "\n\n", " \n"]))
    start = draw(st.sampled_from(["", "\ufeff", "\n", "\r\n\r\n"]))
    gap = draw(st.sampled_from([" ", "  ", "\t", ", "]))
    kind = draw(st.sampled_from(["0", "0.0", "00"]))
    turn = draw(st.integers(0, 3))
    is_closed = draw(st.booleans())

    def text(frame_index):
        x, y = corner(frame_index)
        ring = [(x, y), (x + SIDE, y), (x + SIDE, y + SIDE), (x, y + SIDE)]
        ring = ring[turn:] + ring[:turn]
        ring += ring[:1] * is_closed
        numbers = [f"{px / WIDTH:.{digits}g} {py / HEIGHT:.{digits}g}" for px, py in ring]
        return start + gap.join([kind, *" ".join(numbers).split()]) + end_of_line

    return text


@given(text=written_otherwise())
@settings(max_examples=40, deadline=None)
def test_every_notation_has_the_same_meaning(tmp_path_factory, text):
    folder = tmp_path_factory.mktemp("x")
    write(folder / "data.yaml", DATA)
    for i in range(FRAMES):
        path = folder / f"labels/{i:05d}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text(i).encode())
    image(folder / "images/00000.jpg")
    document, report = imported(folder)
    check(document)
    assert not report.omissions


def test_our_own_labels_end_with_the_outline(tmp_path):
    write_documents(two_rabbits(), tmp_path / "out", "yolo-seg")
    assert not read_annotations(tmp_path / "out", "yolo-seg").readings
