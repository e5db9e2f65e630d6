"""SA-V masklets on every fourth frame, numbered from 0; manual and automatic ones are separate."""

import json

import pytest

from gvseg.annotation.start import start_document
from gvseg.errors import FormatError
from gvseg.formats import guess_format, plan_import, read_annotations, read_documents
from tests.gvseg.formats.documents import disc, pixels_of, source_of


def code(mask):
    return {"size": [mask.height, mask.width], "counts": mask.counts.decode()}


def save(path, frames, *, count, kind="manual", **more):
    """Write a file like those of the dataset: numbers are floats, an absent object is empty."""
    masklets = len(frames[0])
    value = {
        "video_id": "sav_000001",
        "video_duration": 20.125,
        "video_frame_count": float(count),
        "video_height": 6.0,
        "video_width": 8.0,
        "video_resolution": 48.0,
        "video_environment": "Indoor",
        "video_split": "train",
        "masklet": [[None if mask is None else code(mask) for mask in frame] for frame in frames],
        "masklet_id": list(range(masklets)),
        "masklet_size_rel": [0.1] * masklets,
        "masklet_first_appeared_frame": [0.0] * masklets,
        "masklet_type": [kind] * masklets,
        "masklet_num": masklets,
        **more,
    }
    path.write_text(json.dumps(value))
    return path


def frames_of(count):
    return [[disc(2, 2 + index % 3, 1), disc(4, 5, 1) if index else None] for index in range(count)]


@pytest.mark.parametrize(("count", "annotated"), [(483, 121), (12, 3), (9, 3), (5, 2)])
def test_masklets_are_on_every_fourth_frame(tmp_path, count, annotated):
    file = save(tmp_path / "sav_000001_manual.json", frames_of(annotated), count=count)
    assert guess_format(file).format_name == "sav"
    report = read_annotations(file, "sav")
    (document,) = report.documents
    first, second = pixels_of(document).values()
    assert list(first) == [4 * index for index in range(annotated)]
    assert list(second) == [4 * index for index in range(1, annotated)]
    assert document.source.name == "sav_000001"
    assert report.readings[0].choices == {"4": "One frame in 4 is annotated"}
    plan = plan_import(document, start_document(source_of(count)))
    assert plan.frames[4] == 4


def test_every_frame_may_be_annotated(tmp_path):
    report = read_annotations(save(tmp_path / "a.json", frames_of(5), count=5), "sav")
    assert list(pixels_of(report.documents[0])[1]) == [0, 1, 2, 3, 4]
    assert not report.readings


def test_automatic_and_manual_masklets_are_different_objects(tmp_path):
    manual = save(tmp_path / "sav_000001_manual.json", frames_of(3), count=12)
    automatic = save(tmp_path / "sav_000001_auto.json", frames_of(3), count=12, kind="auto")
    (one,), (two,) = read_documents(manual, "sav"), read_documents(automatic, "sav")
    target = start_document(source_of(12))
    plan_import(one, target).edit().apply(target)
    plan_import(one, target).edit().apply(target)
    assert len(target.tracks) == 2
    plan_import(two, target).edit().apply(target)
    assert len(target.tracks) == 4


def test_a_bad_mask_does_not_affect_the_others(tmp_path):
    frames = frames_of(3)
    file = save(tmp_path / "a.json", frames, count=12)
    value = json.loads(file.read_text())
    value["masklet"][1][0]["counts"] = "~"
    file.write_text(json.dumps(value))
    report = read_annotations(file, "sav")
    assert [omission.location for omission in report.omissions] == ["masklet[1][0].counts"]
    assert list(pixels_of(report.documents[0])[1]) == [0, 8]
    with pytest.raises(FormatError, match="masklet"):
        read_documents(file, "sav")
