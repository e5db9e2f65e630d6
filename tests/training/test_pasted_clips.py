"""Clips of objects pasted over video: the objects, their motion, and which of them are tracked."""

from pathlib import Path

import numpy as np
import published_layouts as drawn
import pytest
from clips import write_image

from gvseg.masks import VOID
from gvseg.synthesis.stills import ClipStyle, Still
from training import pasted_clips
from training.cut_outs import cut_from_still, cut_from_video, share_at_border
from training.pasted_clips import PastedClips
from training.real_clips import VideoSet
from training.recipe import VideosRecipe

SIDE, FRAMES = 120, 6
STYLE = ClipStyle(canvas=96, frames=4, vanish=0.0)
RED, BLUE, GREEN = (230, 30, 30), (30, 30, 230), (30, 200, 30)


def write_disk(root: Path, name: str, colour: tuple[int, int, int]) -> None:
    """Write a labelled sequence of a coloured disk that grows and moves over a grey floor."""
    y, x = np.mgrid[:SIDE, :SIDE]
    (root / name / "masks").mkdir(parents=True)
    (root / name / "images").mkdir()
    for t in range(FRAMES):
        inside = (x - 40 - 6 * t) ** 2 + (y - 60) ** 2 < (16 + 2 * t) ** 2
        image = np.full((SIDE, SIDE, 3), 120, np.uint8)
        image[inside] = colour
        write_image(root / name / "images" / f"{t:05d}.png", image)
        drawn.write_indexed(root / name / "masks" / f"{t:05d}.png", inside.astype(np.int32))


@pytest.fixture
def videos(tmp_path: Path) -> VideoSet:
    write_disk(tmp_path, "red", RED)
    write_disk(tmp_path, "blue", BLUE)
    return VideoSet.of([VideosRecipe(name="disks", path=".")], tmp_path)


def square(_: np.random.Generator) -> Still:
    """Return a still with a green square."""
    image = np.full((SIDE, SIDE, 3), 90, np.uint8)
    labels = np.zeros((SIDE, SIDE), np.uint8)
    labels[45:75, 45:75] = 1
    image[labels == 1] = GREEN
    return Still(image, labels)


def clips_of(videos: VideoSet, objects: int, count: int = 24, style: ClipStyle = STYLE) -> list:
    maker = PastedClips(videos, square)
    return [maker.clip(np.random.default_rng(seed), objects, style) for seed in range(count)]


def test_tracks_at_most_the_requested_objects_and_at_least_one(videos: VideoSet) -> None:
    for objects in (1, 2, 3):
        clips = clips_of(videos, objects)
        for clip in clips:
            assert clip.images.shape == (4, 96, 96, 3)
            assert set(np.unique(clip.labels)) <= {*range(objects + 1), VOID}
        shown = [(clip.labels[0] == 1).sum() >= 50 for clip in clips]
        assert np.mean(shown) > 0.7
    assert sum(bool((clip.labels == 3).any()) for clip in clips) >= len(clips) / 3


def test_the_same_random_state_gives_the_same_clip(videos: VideoSet) -> None:
    one, same = (clips_of(videos, 2, count=3) for _ in range(2))
    for first, second in zip(one, same, strict=True):
        assert np.array_equal(first.images, second.images)
        assert np.array_equal(first.labels, second.labels)


def test_a_tracked_object_keeps_its_colour(videos: VideoSet, monkeypatch) -> None:
    """Each object has its own hue here, so that a label that changes objects would be noticed."""
    monkeypatch.setattr(pasted_clips, "RECOLOURED", 0.0)
    seen = set()
    for clip in clips_of(videos, 3):
        for number in (1, 2, 3):
            pixels = [
                image[labels == number].mean(0)
                for image, labels in zip(clip.images, clip.labels, strict=True)
                if (labels == number).sum() > 60
            ]
            hues = {int(colour.argmax()) for colour in pixels if np.ptp(colour) > 60}
            assert len(hues) <= 1
            seen |= hues
    assert seen == {0, 1, 2}


def test_distractors_meet_the_object_and_both_are_tracked(videos: VideoSet, monkeypatch) -> None:
    for name, share in {
        "DISTRACTOR": 1.0,
        "CROSSING": 1.0,
        "RECOLOURED": 0.0,
        "TRACKED": 1.0,
    }.items():
        monkeypatch.setattr(pasted_clips, name, share)
    monkeypatch.setattr(pasted_clips, "PASTED_CHANCE", (1.0,))
    monkeypatch.setattr(pasted_clips, "TRACKED_BACKDROP", 0.0)
    nearer, alike = [], []
    for clip in clips_of(videos, 2, style=ClipStyle(canvas=96, frames=7, vanish=0.0)):
        gaps = []
        for labels in clip.labels:
            places = [np.argwhere(labels == n).mean(0) for n in (1, 2) if (labels == n).any()]
            gaps.append(float(np.hypot(*(places[0] - places[1]))) if len(places) > 1 else 0.0)
        if gaps[0] > 0:
            nearer.append(min(gaps[1:]) < 0.75 * gaps[0])
            colours = [clip.images[0][clip.labels[0] == n].mean(0).argmax() for n in (1, 2)]
            alike.append(colours[0] == colours[1])
    assert len(nearer) >= 12
    assert np.mean(nearer) > 0.8
    assert np.mean(alike) > 0.8


def test_objects_that_vanish_for_good_do_not_return(videos: VideoSet, monkeypatch) -> None:
    monkeypatch.setattr(pasted_clips, "TRACKED_BACKDROP", 0.0)
    monkeypatch.setattr(pasted_clips, "DISTRACTOR", 0.0)
    gone = ClipStyle(canvas=96, frames=5, vanish=1.0, vanish_for_good=1.0)
    back = ClipStyle(canvas=96, frames=5, vanish=1.0, vanish_for_good=0.0)
    for style, returns in ((gone, False), (back, True)):
        shown = [
            [bool((labels == 1).any()) for labels in clip.labels]
            for clip in clips_of(videos, 1, style=style)
        ]
        ends = [row[-1] for row in shown if row[0]]
        assert (np.mean(ends) > 0.5) == returns
        assert returns or not any(ends)


def test_a_cut_out_is_centred_on_the_object_and_keeps_its_shape() -> None:
    y, x = np.mgrid[:60, :80]
    masks = [(x - 20 - 5 * t) ** 2 + (y - 30) ** 2 < (8 + t) ** 2 for t in range(3)]
    masks.insert(1, np.zeros((60, 80), bool))  # absent from a frame
    images = [np.dstack([np.where(mask, 200, 50)] * 3).astype(np.uint8) for mask in masks]
    cut_out = cut_from_video(images, masks)
    for still, mask in zip(cut_out.stills, masks, strict=True):
        assert still.labels.sum() == mask.sum()
        assert (still.image[still.labels == 1] == 200).all()
        if mask.any():
            middle = np.argwhere(still.labels)[:, ::-1].mean(0)
            assert np.abs(middle - cut_out.centre_xy).max() <= 1
    assert cut_out.extent == 15
    one = cut_from_still(square(np.random.default_rng(0)), 1, frames=3)
    assert len(one.stills) == 3
    assert not one.is_moving
    # Green becomes blue when its hue is rotated by a third of the circle.
    turned = one.recoloured(60).stills[0]
    assert turned.image[turned.labels == 1].mean(0).argmax() == 2


def test_detects_an_object_that_the_border_cuts_off() -> None:
    mask = np.zeros((40, 40), bool)
    assert share_at_border(mask) == 0
    mask[10:20, 10:20] = True
    assert share_at_border(mask) == 0
    mask[10:20, 20:] = True
    assert share_at_border(mask) == pytest.approx(1 / 3)
