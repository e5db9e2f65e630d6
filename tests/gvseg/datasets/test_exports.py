"""Corrections are read as drawn, and predicted masks are marked as doubtful."""

import pickle
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from clips import encode_clip, number_image, read_number, write_image

from gvseg.annotation.document import Document
from gvseg.annotation.edits import (
    AcceptMasks,
    AcceptProposals,
    AddCategory,
    AddTrack,
    Propose,
    SetMask,
    SetVoid,
    Verify,
)
from gvseg.annotation.records import Category, FrameMask, Origin, Track, VideoSource
from gvseg.annotation.start import start_document
from gvseg.datasets.annotated_video import VOID_SEGMENT, AnnotatedVideo
from gvseg.datasets.exports import read_corrections
from gvseg.errors import FormatError
from gvseg.formats import FORMATS, ExportOptions, write_documents
from gvseg.masks import Mask
from gvseg.project import Project
from gvseg.video import open_video
from gvseg.vocabulary import VocabularyEntry

HEIGHT, WIDTH = 48, 64
CAR = VocabularyEntry("car", is_thing=True)
ROAD = VocabularyEntry("road", is_thing=False)


def box(x: int, y: int, side: int = 10) -> Mask:
    pixels = np.zeros((HEIGHT, WIDTH), bool)
    pixels[y : y + side, x : x + side] = True
    return Mask.from_array(pixels)


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return encode_clip(tmp_path / "street.mp4", frame_count=8, size=(HEIGHT, WIDTH))


def street(clip: Path) -> Document:
    """Return a document with car 1 on road 2 on frames 0 to 3, and object 3 without a class on
    frame 1 only.
    """
    with open_video(clip) as video:
        document = start_document(VideoSource.of(video, is_absolute=True))
    for category_id, entry in ((2, CAR), (3, ROAD)):
        AddCategory(
            Category(category_id=category_id, name=entry.name, is_thing=entry.is_thing)
        ).apply(document)
    for track_id, category_id in ((2, 3), (1, 2), (3, 1)):
        AddTrack(
            Track(track_id=track_id, name="", category_id=category_id, colour=(1, 2, 3))
        ).apply(document)
    for frame_index in range(4):
        SetMask(2, frame_index, FrameMask(box(0, 20, 28))).apply(document)
        SetMask(1, frame_index, FrameMask(box(4 + frame_index, 16))).apply(document)
    SetMask(3, 1, FrameMask(box(50, 2))).apply(document)
    return document


def expected(document: Document, frame_index: int) -> np.ndarray:
    labels = np.zeros((HEIGHT, WIDTH), np.int32)
    for track_id in (2, 1, 3):
        record = document.mask(track_id, frame_index)
        if record is not None:
            labels[record.mask.to_array()] = track_id
    return labels


def read_project(path: Path, *, video: Path | None = None) -> AnnotatedVideo:
    (one,) = read_corrections(path, video=video)
    return one


def test_a_project_is_read_as_drawn_on_its_own_frames(tmp_path: Path, clip: Path) -> None:
    document = street(clip)
    Project.create(tmp_path / "street.gvseg", document).close()
    video = read_project(tmp_path / "street.gvseg")
    assert video.labelled == (0, 1, 2, 3)
    assert len(video.frames) == 8
    for position in video.labelled:
        assert np.array_equal(video.segments(position), expected(document, position))
        assert read_number(video.image(position)) == position
    assert video.category_of(1) == CAR
    assert video.category_of(2) == ROAD
    assert video.category_of(3) is None
    assert not video.doubtful
    # Only frame 1 has a mask of object 3.
    assert video.unknown == {position: frozenset({3}) for position in (0, 2, 3)}
    with pytest.raises(ValueError, match="frame 5 has no labels"):
        video.segments(5)


def test_predicted_masks_are_doubtful_until_a_person_verifies_them(
    tmp_path: Path, clip: Path
) -> None:
    document = street(clip)
    made = {i: FrameMask(box(10, 10), Origin.PROPAGATED, 0.9) for i in (4, 5)}
    AcceptMasks({1: made}).apply(document)
    proposed = Track(track_id=7, name="", category_id=2, colour=(1, 2, 3), is_proposed=True)
    found = FrameMask(box(30, 30), Origin.PROPAGATED, 0.8)
    Propose((proposed,), {4: {7: found}, 6: {7: found}}).apply(document)
    Verify((1,), 5, 5).apply(document)
    SetVoid(4, box(8, 8, 20)).apply(document)
    Project.create(tmp_path / "street.gvseg", document).close()
    video = read_project(tmp_path / "street.gvseg")
    assert video.labelled == (0, 1, 2, 3, 4, 5)
    assert video.doubtful == {4: frozenset({1})}
    segments = video.segments(4)
    assert (segments[box(10, 10).to_array()] == 1).all()
    assert (segments == VOID_SEGMENT).sum() == 20 * 20 - 10 * 10
    truth = video.truth(4)
    assert (truth[box(10, 10).to_array()] == VOID_SEGMENT).all()
    assert np.array_equal(truth[segments != 1], segments[segments != 1])
    assert np.array_equal(video.truth(5), video.segments(5))
    # A proposal is ignored until a person accepts it; then it is an object.
    assert 7 not in segments
    with Project.open(tmp_path / "street.gvseg") as project:
        project.apply(AcceptProposals((7,)))
    video = read_project(tmp_path / "street.gvseg")
    assert (video.segments(6)[box(30, 30).to_array()] == 7).all()
    assert video.doubtful[6] == {7}
    assert video.category_of(7) == CAR


def test_later_edits_do_not_change_a_project_that_was_read(tmp_path: Path, clip: Path) -> None:
    document = street(clip)
    with Project.create(tmp_path / "street.gvseg", document) as project:
        video = read_project(tmp_path / "street.gvseg")
        project.apply(SetMask(1, 0, FrameMask(box(50, 30))))
    assert np.array_equal(video.segments(0), expected(document, 0))


def test_videos_can_be_sent_to_other_processes(tmp_path: Path, clip: Path) -> None:
    Project.create(tmp_path / "street.gvseg", street(clip)).close()
    video = read_project(tmp_path / "street.gvseg")
    assert read_number(video.image(2)) == 2
    other = pickle.loads(pickle.dumps(video))
    assert np.array_equal(other.segments(3), video.segments(3))
    assert read_number(other.image(3)) == 3


def test_a_project_without_its_video_names_the_missing_path(tmp_path: Path, clip: Path) -> None:
    Project.create(tmp_path / "street.gvseg", street(clip)).close()
    moved = clip.rename(tmp_path / "moved.mp4")
    with pytest.raises(FormatError, match=r"street\.mp4 was not found"):
        read_project(tmp_path / "street.gvseg")
    assert read_project(tmp_path / "street.gvseg", video=moved).labelled == (0, 1, 2, 3)
    encode_clip(clip, frame_count=8, size=(HEIGHT, WIDTH), first_number=3)
    with pytest.raises(FormatError, match="content differs"):
        read_project(tmp_path / "street.gvseg")


def test_an_empty_project_is_refused(tmp_path: Path, clip: Path) -> None:
    with open_video(clip) as video:
        document = start_document(VideoSource.of(video))
    Project.create(tmp_path / "empty.gvseg", document).close()
    with pytest.raises(FormatError, match="contains no annotations"):
        read_project(tmp_path / "empty.gvseg")


READABLE = sorted(name for name, form in FORMATS.items() if form.can_read and form.can_write)
HAS_CLASSES = {"coco", "coco-panoptic", "ytvis", "vipseg", "semantic-png", "yolo-seg"}


@pytest.mark.parametrize("name", READABLE)
def test_reads_every_format_if_the_video_is_given(name: str, tmp_path: Path, clip: Path) -> None:
    document = street(clip)
    report = write_documents(document, tmp_path / "out", name)
    (video,) = read_corrections(report.path, video=clip)
    assert set(video.labelled) == {0, 1, 2, 3}
    for position in video.labelled:
        classes = _classes(video.segments(position), video)
        wanted = _classes(expected(document, position), None)
        if name == "yolo-seg":  # polygons move an edge by a fraction of a pixel
            assert (classes != wanted).mean() < 0.02
        else:
            assert np.array_equal(classes > 0, wanted > 0)
        if name in HAS_CLASSES - {"yolo-seg"}:
            assert np.array_equal(classes, wanted)


def _classes(segments: np.ndarray, video) -> np.ndarray:
    """Return the classes: 1 is a car, 2 a road, and 3 has none."""
    found = np.zeros(segments.shape, int)
    for segment_id in np.unique(segments[segments > 0]):
        if video is None:
            number = int(segment_id)
        else:
            entry = video.category_of(int(segment_id))
            number = {"car": 1, "road": 2}.get("" if entry is None else entry.name, 3)
        found[segments == segment_id] = number
    return found


@pytest.mark.parametrize("name", sorted(set(READABLE) - {"cvat", "mots", "ytvis-results"}))
def test_finds_frames_written_next_to_an_export(name: str, tmp_path: Path, clip: Path) -> None:
    options = ExportOptions(jpeg_frames=True)
    out = write_documents(street(clip), tmp_path / "out", name, options=options).path
    clip.unlink()
    (video,) = read_corrections(out, format_name=name)
    assert [read_number(video.image(position)) for position in video.labelled] == [0, 1, 2, 3]


def test_finds_the_video_of_a_gvseg_export(tmp_path: Path, clip: Path) -> None:
    out = write_documents(street(clip), tmp_path / "out", "ytvis").path
    assert len(read_corrections(out)[0].frames) == 8
    encode_clip(clip, frame_count=8, size=(HEIGHT, WIDTH), first_number=3)
    with pytest.raises(FormatError, match="content differs"):
        read_corrections(out)
    clip.unlink()
    with pytest.raises(FormatError, match="frames of street were not found"):
        read_corrections(out)


def test_scored_masks_of_an_export_are_doubtful(tmp_path: Path, clip: Path) -> None:
    document = street(clip)
    AcceptMasks({1: {5: FrameMask(box(10, 10), Origin.PROPAGATED, 0.75)}}).apply(document)
    out = write_documents(document, tmp_path / "out", "coco").path
    assert read_corrections(out)[0].doubtful == {5: frozenset({1})}


def test_finds_labelme_files_in_the_folder_of_frames(tmp_path: Path) -> None:
    for index in range(2):
        write_image(tmp_path / f"f{index}.jpg", number_image(index, HEIGHT, WIDTH))
        (tmp_path / f"f{index}.json").write_text(
            '{"version": "5.0", "flags": {}, "shapes": [{"label": "car", "group_id": 1, "points":'
            ' [[5, 5], [25, 5], [25, 25], [5, 25]], "shape_type": "polygon", "flags": {}}],'
            f' "imagePath": "f{index}.jpg", "imageHeight": {HEIGHT}, "imageWidth": {WIDTH}}}'
        )
    (video,) = read_corrections(tmp_path)
    assert read_number(video.image(1)) == 1
    assert video.category_of(1) == CAR
    assert (video.segments(1)[8:22, 8:22] == 1).all()


def test_refuses_exports_that_do_not_fit(tmp_path: Path, clip: Path) -> None:
    out = write_documents(street(clip), tmp_path / "out", "davis").path
    small = encode_clip(tmp_path / "small.mp4", frame_count=8, size=(32, 64))
    with pytest.raises(FormatError, match="64x48 pixels"):
        read_corrections(out, video=small)
    short = encode_clip(tmp_path / "short.mp4", frame_count=3, size=(HEIGHT, WIDTH))
    with pytest.raises(FormatError, match=r"5 of its frames \(00003, \.\.\.\) are not in"):
        read_corrections(out, video=short)
    (tmp_path / "notes.md").write_text("not an export")
    with pytest.raises(FormatError, match="cannot be detected"):
        read_corrections(tmp_path / "notes.md")
    first, second = street(clip), street(clip)
    second.source = replace(second.source, path=Path("other.mp4"))
    two = write_documents([first, second], tmp_path / "two", "ytvis").path
    with pytest.raises(FormatError, match="has annotations of 2 videos"):
        read_corrections(two, video=clip)
