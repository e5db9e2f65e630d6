"""Every published layout is read as it was drawn, with its classes."""

import json
import pickle
import re
from pathlib import Path

import numpy as np
import published_layouts as drawn
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from published_layouts import CAR, FRAMES, PERSON, ROAD, SKY, VOID
from pycocotools.coco import COCO

from gvseg.datasets.annotated_video import AnnotatedVideo
from gvseg.datasets.coded_masks import CodedLabels, CodedMask
from gvseg.datasets.registry import READERS, read_published
from gvseg.errors import FormatError
from gvseg.formats.json_fields import Field
from gvseg.vocabulary import VocabularyEntry


def only(layout: str, root: Path, split: str = "train") -> AnnotatedVideo:
    (video,) = read_published(layout, root, split)
    return video


def by_class(video: AnnotatedVideo, position: int) -> np.ndarray:
    """Return the labels of a frame with the numbers of the drawing instead of segment ids."""
    numbers = {"car": CAR, "person": PERSON, "pedestrian": PERSON, "sky": SKY, "road": ROAD}
    numbers["sky-other-merged"] = SKY
    segments = video.segments(position)
    found = np.where(segments < 0, VOID, 0)
    for segment_id in np.unique(segments[segments > 0]).tolist():
        entry = video.category_of(segment_id)
        assert entry is not None
        found[segments == segment_id] = numbers[entry.name]
    return found


def ids_of(video: AnnotatedVideo, position: int, number: int) -> set[int]:
    """Return the segment ids of one class in a frame."""
    return set(video.segments(position)[by_class(video, position) == number].tolist())


def ids_of_numbers(video: AnnotatedVideo, position: int) -> set[int]:
    return set(np.unique(video.segments(position)).tolist())


def check_frames(video: AnnotatedVideo, count: int = FRAMES) -> None:
    assert len(video.frames) == count
    for position in range(count):
        image = video.image(position)
        assert image.dtype == np.uint8
        assert image.shape == (drawn.HEIGHT, drawn.WIDTH, 3)
        if count == FRAMES:
            assert drawn.frame_number(image) == position


def test_davis_2017_has_objects_without_classes(tmp_path: Path) -> None:
    video = only("davis2017", drawn.write_davis(tmp_path, "2017"))
    check_frames(video)
    assert video.name == "street"
    for t in range(FRAMES):
        expected = drawn.objects(t)
        expected[:, -2:] = VOID
        assert np.array_equal(video.segments(t), expected)
    assert video.category_of(CAR) is None
    assert not video.is_complete
    assert not video.is_exhaustive


def test_davis_2016_is_one_object(tmp_path: Path) -> None:
    video = only("davis2016", drawn.write_davis(tmp_path, "2016"))
    check_frames(video)
    for t in range(FRAMES):
        assert np.array_equal(video.segments(t), drawn.objects(t) > 0)


def test_davis_2016_reads_the_mask_with_an_alpha_channel(tmp_path: Path) -> None:
    root = drawn.write_davis(tmp_path, "2016")
    grey = 255 * (drawn.objects(1) > 0)
    with_alpha = np.stack([grey, np.full_like(grey, 255)], axis=-1).astype(np.uint8)
    drawn.write_grey(root / "Annotations/480p/street/00001.png", with_alpha)
    video = only("davis2016", root)
    assert np.array_equal(video.segments(1), drawn.objects(1) > 0)


def test_davis_2017_can_be_read_as_2016_with_one_object(tmp_path: Path) -> None:
    root = drawn.write_davis(tmp_path, "2017")
    (root / "ImageSets" / "2016").mkdir()
    (root / "ImageSets" / "2016" / "train.txt").write_text("street\n")
    assert set(np.unique(only("davis2016", root).segments(0))) == {0, 1}


def test_youtube_vos_has_classes_of_objects(tmp_path: Path) -> None:
    video = only("youtube-vos", drawn.write_youtube_vos(tmp_path))
    check_frames(video)
    assert video.labelled == (0, 1, 2)
    for t in range(FRAMES):
        assert np.array_equal(by_class(video, t), drawn.objects(t))
    assert video.category_of(1) == VocabularyEntry("car", is_thing=True)


def test_youtube_vos_with_all_frames_has_labels_on_every_fifth_frame(tmp_path: Path) -> None:
    video = only("youtube-vos", drawn.write_youtube_vos(tmp_path), "train_all_frames")
    assert len(video.frames) == 11
    assert video.labelled == (0, 5, 10)
    assert np.array_equal(video.segments(5), drawn.objects(1))
    with pytest.raises(ValueError, match="frame 4 has no labels"):
        video.segments(4)


@pytest.mark.parametrize(
    ("layout", "kind"), [("youtube-vis", "2019"), ("youtube-vis", "2021"), ("ovis", "ovis")]
)
def test_youtube_vis_and_ovis_track_every_object(tmp_path: Path, layout: str, kind: str) -> None:
    video = only(layout, drawn.write_youtube_vis(tmp_path, kind))
    check_frames(video)
    assert video.name == "abc123"
    assert video.is_exhaustive
    for t in range(FRAMES):
        expected = drawn.objects(t)
        if t == 1:  # the annotation of this frame has no car
            expected[expected == CAR] = 0
        assert np.array_equal(by_class(video, t), expected)
    assert ids_of(video, 0, CAR) == ids_of(video, 2, CAR)


def test_a_crowd_in_youtube_vis_is_void(tmp_path: Path) -> None:
    root = drawn.write_youtube_vis(tmp_path, "2019")
    path = root / "train.json"
    content = json.loads(path.read_text())
    content["annotations"][0]["iscrowd"] = 1
    path.write_text(json.dumps(content))
    video = only("youtube-vis", root)
    assert 1 not in video.categories
    assert 1 not in video.segments(0)
    assert (by_class(video, 0) == VOID).any()


def test_vspw_has_a_class_for_every_pixel_and_no_instances(tmp_path: Path) -> None:
    video = only("vspw", drawn.write_vspw(tmp_path))
    check_frames(video)
    for t in range(FRAMES):
        expected = drawn.everything(t)
        expected[0] = VOID  # «others»
        assert np.array_equal(by_class(video, t), expected)
    assert video.is_complete
    assert not video.has_instances


def test_the_things_of_vspw_can_be_given(tmp_path: Path) -> None:
    video = only("vspw", drawn.write_vspw(tmp_path)).with_things(frozenset({"car", "person"}))
    things = {entry.name for entry in video.categories.values() if entry.is_thing}
    assert things == {"car", "person"}
    assert np.array_equal(by_class(video, 0)[1:], drawn.everything(0)[1:])


@pytest.mark.parametrize("kind", ["raw", "720p"])
def test_vipseg_tracks_things_and_merges_stuff(tmp_path: Path, kind: str) -> None:
    video = only("vipseg", drawn.write_vipseg(tmp_path, kind))
    check_frames(video)
    for t in range(FRAMES):
        assert np.array_equal(by_class(video, t), drawn.everything(t))
        assert len(ids_of(video, t, CAR)) == 1
    assert ids_of(video, 0, CAR) == ids_of(video, 2, CAR)
    (segment_id,) = ids_of(video, 0, CAR)
    assert video.category_of(segment_id) == VocabularyEntry("car", is_thing=True)
    (segment_id,) = ids_of(video, 0, SKY)
    assert video.category_of(segment_id) == VocabularyEntry("sky", is_thing=False)
    assert video.is_complete


def test_vipseg_distinguishes_a_class_with_and_without_an_instance(tmp_path: Path) -> None:
    root = drawn.write_vipseg(tmp_path, "raw")
    path = root / "panomasks" / "1_street" / "00000000.png"
    numbers = np.where(drawn.everything(0) == CAR, 49, 4900).astype(np.uint16)
    drawn.write_grey(path, numbers)
    video = only("vipseg", root)
    assert np.unique(video.segments(0)).size == 2
    assert (by_class(video, 0) == CAR).all()


@pytest.mark.parametrize("is_sorted", [True, False])
def test_kitti_step_tracks_people_and_cars(tmp_path: Path, is_sorted: bool) -> None:
    video = only("kitti-step", drawn.write_kitti_step(tmp_path, is_sorted=is_sorted))
    check_frames(video)
    for t in range(FRAMES):
        expected = drawn.everything(t)
        expected[-1, :2] = VOID  # cars without an instance
        assert np.array_equal(by_class(video, t), expected)
    (segment_id,) = ids_of(video, 0, CAR)
    assert ids_of(video, 2, CAR) == {segment_id}
    assert segment_id % video.label_divisor == 300
    assert video.category_of(segment_id) == VocabularyEntry("car", is_thing=True)
    assert video.is_complete


@pytest.mark.parametrize("is_segnet", [True, False])
def test_camvid_has_one_video_per_drive(tmp_path: Path, is_segnet: bool) -> None:
    root = drawn.write_camvid(tmp_path, is_segnet=is_segnet)
    first, second = read_published("camvid", root, "train")
    assert (first.name, second.name) == ("0001TP", "Seq05VD")
    for video, position, t in ((first, 0, 0), (first, 1, 1), (second, 0, 2)):
        assert drawn.frame_number(video.image(position)) == t
        assert np.array_equal(by_class(video, position), drawn.everything(t))
    assert not first.has_instances


def test_stills_are_videos_of_one_frame_in_natural_order(tmp_path: Path) -> None:
    videos = read_published("stills", drawn.write_stills(tmp_path / "shapes"), "")
    assert [video.name for video in videos] == ["b2", "b10"]
    for t, video in enumerate(videos):
        expected = drawn.objects(t)
        expected[:, -2:] = VOID
        assert np.array_equal(video.segments(0), expected)
        assert drawn.frame_number(video.image(0)) == t


def test_sequences_have_a_mask_for_every_frame(tmp_path: Path) -> None:
    video = only("sequences", drawn.write_sequences(tmp_path))
    check_frames(video)
    assert video.name == "street"
    assert ids_of_numbers(video, 1) == {CAR, PERSON, VOID, 0}
    (tmp_path / "street" / "masks" / "00001.png").unlink()
    with pytest.raises(FormatError, match=r"00001\.png is missing"):
        read_published("sequences", tmp_path, "train")


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")  # pycocotools'
def test_coco_instances_agree_with_pycocotools(tmp_path: Path) -> None:
    root = drawn.write_coco(tmp_path)
    judge = COCO(str(root / "annotations" / "instances_train2017.json"))
    videos = read_published("coco", root, "train2017")
    assert [int(video.name) for video in videos] == [139, 140, 141]
    for video in videos:
        rows = judge.loadAnns(judge.getAnnIds(imgIds=[int(video.name)]))
        expected = np.zeros((drawn.HEIGHT, drawn.WIDTH), int)
        rows.sort(key=lambda row: (-row["iscrowd"], -int(judge.annToMask(row).sum())))
        for row in rows:
            name = judge.cats[row["category_id"]]["name"]
            number = VOID if row["iscrowd"] else {"car": CAR, "person": PERSON}[name]
            expected[judge.annToMask(row) == 1] = number
        assert np.array_equal(by_class(video, 0), expected)
        assert video.is_exhaustive
    assert (videos[1].segments(0) == VOID).any()
    assert not videos[2].segments(0).any()


def test_coco_panoptic_has_every_pixel_and_crowds_are_void(tmp_path: Path) -> None:
    videos = read_published("coco-panoptic", drawn.write_coco_panoptic(tmp_path), "train2017")
    for t, video in enumerate(videos):
        expected = drawn.everything(t)
        if t == 2:
            expected[expected == PERSON] = VOID
        assert np.array_equal(by_class(video, 0), expected)
        assert video.is_complete


def test_every_layout_can_be_sent_to_another_process(tmp_path: Path) -> None:
    for layout, root in (
        ("youtube-vis", drawn.write_youtube_vis(tmp_path / "vis", "2019")),
        ("vipseg", drawn.write_vipseg(tmp_path / "vip", "720p")),
        ("kitti-step", drawn.write_kitti_step(tmp_path / "step")),
        ("davis2017", drawn.write_davis(tmp_path / "davis", "2017")),
    ):
        video = only(layout, root)
        other = pickle.loads(pickle.dumps(video))
        assert np.array_equal(other.segments(1), video.segments(1))
        assert np.array_equal(other.image(1), video.image(1))


def test_an_unknown_layout_is_rejected_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="'davis' is not a dataset layout") as caught:
        read_published("davis", tmp_path, "train")
    assert all(layout in str(caught.value) for layout in READERS)


@settings(max_examples=30)
@given(
    hnp.arrays(np.bool_, (4, 5, 7)),
    st.lists(st.sampled_from([drawn.compressed, drawn.uncompressed]), min_size=4, max_size=4),
)
def test_the_smaller_of_two_overlapping_masks_is_on_top(masks: np.ndarray, encode: list) -> None:
    file = Path("instances.json")
    coded = tuple(
        CodedMask.of(number, Field(write(mask), file, f"annotations[{number}]"))
        for number, (mask, write) in enumerate(zip(masks, encode, strict=True), start=1)
    )
    segments = CodedLabels(file, 5, 7, {0: coded}).segments(0)
    for y, x in np.ndindex(5, 7):
        there = [(masks[n].sum(), n + 1) for n in range(4) if masks[n, y, x]]
        smallest = {n for area, n in there if area == min(there)[0]} if there else {0}
        assert segments[y, x] in smallest


def test_the_docs_list_every_layout() -> None:
    page = Path(__file__).parents[3] / "docs" / "training.md"
    rows = re.findall(r"^\| `([a-z0-9-]+)` \| .+ \| .+ \| .+ \|$", page.read_text("utf-8"), re.M)
    assert sorted(rows) == sorted([*READERS, "layout"])  # the table header
