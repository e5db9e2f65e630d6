"""YouTube-VIS files and results as other programs write them."""

import json

import pytest

from gvseg.annotation.start import start_document
from gvseg.errors import FormatError
from gvseg.formats import plan_import, read_annotations
from tests.gvseg.formats.coco_squares import (
    FRAMES,
    HEIGHT,
    WHOLE,
    WIDTH,
    check_masks,
    code,
    corners_of,
    polygon,
)
from tests.gvseg.formats.documents import source_of


def ytvis(*, category=1, video=1, **entry):
    """Return a file with one ball through the whole video."""
    names = [f"clip/{i:05d}.jpg" for i in range(FRAMES)]
    videos = [{"id": video, "width": WIDTH, "height": HEIGHT, "file_names": names}]
    track = {"id": 1, "video_id": video, "category_id": category, "iscrowd": 0, **entry}
    track.setdefault("segmentations", [code(i) for i in range(FRAMES)])
    categories = [{"id": category, "name": "ball"}]
    return {"videos": videos, "categories": categories, "annotations": [track]}


def imported(tmp_path, value, name="ytvis", *, target=None):
    file = tmp_path / "a.json"
    file.write_text(json.dumps(value))
    report = read_annotations(file, name)
    if target is None:
        target = start_document(source_of(FRAMES, height=HEIGHT, width=WIDTH))
    plan_import(report.documents[0], target).edit().apply(target)
    return target, report


@pytest.mark.parametrize("category", [0, "1", 2.0, "ball-7"])
@pytest.mark.parametrize("video", [0, "v1"])
def test_ids_can_be_numbers_from_0_or_strings(tmp_path, category, video):
    document, _ = imported(tmp_path, ytvis(category=category, video=video))
    check_masks(document, objects=1)


def test_results_may_count_categories_from_0(tmp_path):
    tracks = ytvis(category=0, score=0.9)["annotations"]
    document, _ = imported(tmp_path, tracks, "ytvis-results")
    assert corners_of(document) == {1: WHOLE}
    assert document.tracks[1].score == pytest.approx(0.9)


@pytest.mark.parametrize("score", [None, 12, -1, "high", True])
def test_an_invalid_score_is_ignored(tmp_path, score):
    document, _ = imported(tmp_path, ytvis(score=score)["annotations"], "ytvis-results")
    assert document.tracks[1].score is None


def test_tracks_without_an_id_are_new_on_every_import(tmp_path):
    document, _ = imported(tmp_path, ytvis())
    document, _ = imported(tmp_path, ytvis(), target=document)
    assert len(document.tracks) == 2


def test_tracks_with_an_id_are_joined(tmp_path):
    document, _ = imported(tmp_path, ytvis(track_id=5))
    document, _ = imported(tmp_path, ytvis(track_id=5), target=document)
    assert set(document.tracks) == {5}


def test_frames_can_be_polygons_null_or_empty(tmp_path):
    codes = [polygon(i) for i in range(FRAMES)]
    codes[3], codes[4] = None, []
    document, report = imported(tmp_path, ytvis(segmentations=codes))
    kept = {i: corner for i, corner in WHOLE.items() if i not in (3, 4)}
    assert corners_of(document) == {1: kept}
    assert not report.omissions


def test_a_bad_frame_does_not_affect_the_rest_of_the_track(tmp_path):
    codes = [code(i) for i in range(FRAMES)]
    codes[3] = {"size": [HEIGHT, WIDTH], "counts": "~~"}
    document, report = imported(tmp_path, ytvis(segmentations=codes))
    assert set(corners_of(document)[1]) == set(range(FRAMES)) - {3}
    assert [o.location for o in report.omissions] == ["annotations[0].segmentations[3].counts"]
    with pytest.raises(FormatError, match=r"segmentations\[3\]"):
        read_annotations(tmp_path / "a.json", "ytvis", is_strict=True)


def test_a_video_may_have_no_file_names(tmp_path):
    value = ytvis(track_id=1)
    del value["videos"][0]["file_names"]
    check_masks(imported(tmp_path, value)[0], objects=1)
