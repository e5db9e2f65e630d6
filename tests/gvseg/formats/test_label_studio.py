"""Exports of Label Studio: brush masks, polygons in percent, regions without a mask, names of
uploads.
"""

import base64
import io
import json

import numpy as np
import pytest
from PIL import Image

from gvseg.annotation.start import start_document
from gvseg.errors import FormatError, MaskError
from gvseg.formats import guess_format, plan_import, read_annotations, read_documents
from gvseg.formats.label_studio_shapes import decode_brush
from gvseg.masks import Mask
from tests.gvseg.formats.documents import pixels_of, source_of

HEIGHT, WIDTH = 96, 160


def square(x, y=20, size=28):
    pixels = np.zeros((HEIGHT, WIDTH), np.bool_)
    pixels[y : y + size, x : x + size] = True
    return pixels


def brush_code(values, lengths=(3, 4, 8, 16)):
    """Encode bytes as rle-pack does, which Label Studio uses: runs of one value with the shortest
    possible count, and single values unchanged.
    """
    bits = f"{len(values):032b}{8 - 1:05b}" + "".join(f"{n - 1:04b}" for n in lengths)
    place, pending = 0, []

    def head(is_repeated, count):
        choice = next(i for i, n in enumerate(lengths) if count - 1 < 2**n)
        return f"{is_repeated:b}{choice:02b}{count - 1:0{lengths[choice]}b}"

    def flush():
        nonlocal bits
        if pending:
            bits += head(0, len(pending)) + "".join(f"{value:08b}" for value in pending)
            pending.clear()

    while place < len(values):
        end = place + 1
        while end < len(values) and values[end] == values[place] and end - place < 2 ** lengths[-1]:
            end += 1
        if end - place == 1:
            pending.append(int(values[place]))
            if len(pending) == 2 ** lengths[0]:
                flush()
        else:
            flush()
            bits += head(1, end - place) + f"{int(values[place]):08b}"
        place = end
    flush()
    bits += "0" * (-len(bits) % 8)
    return [int(bits[i : i + 8], 2) for i in range(0, len(bits), 8)]


def rle(pixels, *, soft=False):
    alpha = pixels.astype(np.uint8) * 255
    if soft:
        alpha[20, 10:38] = 200
        alpha[19, 10:38] = 90
    return brush_code(np.repeat(alpha[..., None], 4, axis=-1).ravel())


def region(kind, label, name="r1", **value):
    return {"original_width": WIDTH, "original_height": HEIGHT, "image_rotation": 0, "id": name,
            "value": {**value, kind: [label]}, "from_name": "tag", "to_name": "image",
            "type": kind, "origin": "manual"}  # fmt: skip


def brush(pixels, label="car", name="r1", **more):
    return region("brushlabels", label, name, format="rle", rle=rle(pixels, **more))


def task(number, result, **more):
    name = f"8f1a2b{number:02x}-frame_{number:04d}.jpg"
    annotation = {"id": 70 + number, "completed_by": 1, "result": result, "was_cancelled": False,
                  "ground_truth": False, "lead_time": 12.3}  # fmt: skip
    return {"id": number, "annotations": [annotation], "file_upload": name, "drafts": [],
            "predictions": [], "data": {"image": f"/data/upload/1/{name}"}, **more}  # fmt: skip


def save(path, tasks):
    path.write_text(json.dumps(tasks))
    return path


def test_brush_masks_are_pixel_exact(tmp_path):
    tasks = [task(i, [brush(square(10 + i))] if i != 2 else []) for i in range(4)]
    file = save(tmp_path / "project-1-at-2024.json", tasks)
    assert guess_format(file).format_name == "label-studio"
    (document,) = read_documents(file, "label-studio")
    found = pixels_of(document)
    assert [next(iter(masks)) for masks in found.values()] == [0, 1, 3]
    assert list(found[1].values()) == [Mask.from_array(square(10))]
    assert document.source.frame_count == 4
    assert document.unidentified == set(document.tracks)
    names = tuple(f"frame_{i:04d}" for i in range(4))
    size = {"height": HEIGHT, "width": WIDTH}
    target = start_document(source_of(4, frame_names=names, is_folder=True, **size))
    plan = plan_import(document, target)
    assert plan.matched_by == "name"


def test_a_soft_brush_mask_is_thresholded_at_half(tmp_path):
    file = save(tmp_path / "a.json", [task(0, [brush(square(10), soft=True)])])
    (document,) = read_documents(file, "label-studio")
    assert pixels_of(document)[1][0] == Mask.from_array(square(10))


def test_polygons_and_ellipses_are_in_percent(tmp_path):
    corners = [[10, 20], [38, 20], [38, 48], [10, 48]]
    percent = [[100 * x / WIDTH, 100 * y / HEIGHT] for x, y in corners]
    ellipse = {"x": 50.0, "y": 50.0, "radiusX": 12.5, "radiusY": 100 * 10 / 96, "rotation": 0}
    result = [
        region("polygonlabels", "car", "a", points=percent, closed=True),
        region("ellipselabels", "car", "b", **ellipse),
    ]
    (document,) = read_documents(save(tmp_path / "a.json", [task(0, result)]), "label-studio")
    one, two = (masks[0] for masks in pixels_of(document).values())
    assert one == Mask.from_array(square(10))
    assert abs(two.area - np.pi * 200) < 10


def test_a_brush_mask_with_a_separate_label_is_one_object(tmp_path):
    code = {"format": "rle", "rle": rle(square(10))}
    both = [
        region("brush", "", "x", **code) | {"value": code},
        region("labels", "person", "x", **code),
    ]
    (document,) = read_documents(save(tmp_path / "a.json", [task(0, both)]), "label-studio")
    assert len(pixels_of(document)) == 1
    assert document.categories[1].name == "person"


def test_reads_a_bitmask_image(tmp_path):
    buffer = io.BytesIO()
    Image.fromarray(square(10).astype(np.uint8) * 255).save(buffer, format="PNG")
    address = "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()
    result = [region("bitmasklabels", "car", imageDataURL=address)]
    (document,) = read_documents(save(tmp_path / "a.json", [task(0, result)]), "label-studio")
    assert pixels_of(document)[1][0] == Mask.from_array(square(10))


def video_task():
    sequence = [{"frame": 1, "enabled": True, "rotation": 0, "x": 1, "y": 1, "width": 9,
                 "height": 9, "time": 0.04}]  # fmt: skip
    result = [{"value": {"framesCount": 12, "duration": 0.48, "sequence": sequence,
                         "labels": ["car"]}, "id": "v", "from_name": "box", "to_name": "video",
               "type": "videorectangle", "origin": "manual"}]  # fmt: skip
    return task(7, result, data={"video": "/data/upload/1/8f1a2b3c-talk.mp4"})


def test_boxes_are_left_out_and_reported(tmp_path):
    box = region("rectanglelabels", "car", "b", x=1, y=1, width=9, height=9, rotation=0)
    file = save(tmp_path / "a.json", [task(0, [brush(square(10)), box]), task(1, [box])])
    report = read_annotations(file, "label-studio")
    assert [one.reason for one in report.omissions] == ["boxes have no mask and are left out (2)"]
    assert len(pixels_of(report.documents[0])) == 1


def test_a_file_with_only_video_boxes_is_rejected(tmp_path):
    file = save(tmp_path / "a.json", [video_task()])
    assert guess_format(file).format_name == "label-studio"
    with pytest.raises(FormatError, match=r"video boxes have no mask and are left out \(1\)"):
        read_annotations(file, "label-studio")


def test_reads_json_min_and_single_annotations(tmp_path):
    flat = {"original_width": WIDTH, "original_height": HEIGHT, "format": "rle",
            "rle": rle(square(10)), "brushlabels": ["car"]}  # fmt: skip
    one = {"image": "/data/local-files/?d=shots/frame%200003.png", "id": 1, "tag": [flat],
           "annotator": 1, "annotation_id": 5}  # fmt: skip
    file = save(tmp_path / "min.json", [one])
    assert guess_format(file).format_name == "label-studio"
    (document,) = read_documents(file, "label-studio")
    assert document.source.frame_names == ("frame 0003",)
    assert pixels_of(document) == {1: {0: Mask.from_array(square(10))}}
    single = {"id": 5, "result": [brush(square(10))], "task": task(3, [])}
    (document,) = read_documents(save(tmp_path / "5.json", single), "label-studio")
    assert pixels_of(document) == {1: {0: Mask.from_array(square(10))}}


def test_ignores_skipped_tasks_and_second_annotations(tmp_path):
    value = task(0, [brush(square(10))])
    skipped = {"result": [brush(square(60))], "was_cancelled": True}
    second = {"result": [brush(square(90))], "was_cancelled": False}
    value["annotations"] = [skipped, *value["annotations"], second]
    report = read_annotations(save(tmp_path / "a.json", [value]), "label-studio")
    assert pixels_of(report.documents[0]) == {1: {0: Mask.from_array(square(10))}}
    assert [one.location for one in report.omissions] == ["[0].annotations[2]"]


def test_a_bad_region_does_not_affect_the_others(tmp_path):
    bad = brush(square(10), name="bad")
    bad["value"]["rle"] = bad["value"]["rle"][:40]
    turned = brush(square(10), name="turned") | {"image_rotation": 90}
    file = save(tmp_path / "a.json", [task(0, [bad, turned, brush(square(20), name="good")])])
    report = read_annotations(file, "label-studio")
    reasons = [one.reason for one in report.omissions]
    assert "the brush mask is cut off" in reasons[0]
    assert "was rotated in Label Studio" in reasons[1]
    assert pixels_of(report.documents[0]) == {1: {0: Mask.from_array(square(20))}}


@pytest.mark.parametrize("seed", range(5))
def test_any_bytes_survive_encoding_and_decoding(seed):
    dice = np.random.default_rng(seed)
    values = np.repeat(dice.integers(0, 256, 60), dice.integers(1, 40, 60)).astype(np.uint8)
    assert np.array_equal(decode_brush(bytes(brush_code(values)), values.size), values)
    with pytest.raises(MaskError):
        decode_brush(bytes(brush_code(values)), values.size + 1)
