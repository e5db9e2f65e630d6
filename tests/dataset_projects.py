"""Projects of several real videos, each with its own categories, as people annotate them."""

from dataclasses import replace
from pathlib import Path

import numpy as np
from clips import encode_clip

from gvseg.annotation.changes import CategoryChange, LayerChange, MaskChange, TrackChange
from gvseg.annotation.document import Document
from gvseg.annotation.edits import ClearMasks, PinExemplar
from gvseg.annotation.records import Category, FrameMask, Origin, Track, VideoSource
from gvseg.annotation.start import DEFAULT_CATEGORY
from gvseg.masks import Mask
from gvseg.project import Project
from gvseg.video import open_video

FRAMES = 6


def square(source: VideoSource, row: int, column: int, side: int = 12) -> Mask:
    pixels = np.zeros((source.height, source.width), np.uint8)
    pixels[row : row + side, column : column + side] = 1
    return Mask.from_array(pixels)


def make_project(
    folder: Path,
    name: str,
    categories: list[str],
    *,
    size: tuple[int, int] = (48, 64),
    frames: int = FRAMES,
    origin: Origin = Origin.DRAWN,
    stuff: tuple[str, ...] = (),
) -> Path:
    """Write a clip and its project, with one moving object of each category; ids start at 1.

    Category ids start at 2, because 1 is the default category of new projects.
    """
    folder.mkdir(parents=True, exist_ok=True)
    video = encode_clip(folder / f"{name}.mp4", frame_count=frames, size=size)
    with open_video(video) as opened:
        source = VideoSource.of(opened, is_absolute=True)
    document = Document(source)
    usual = Category(category_id=1, name=DEFAULT_CATEGORY)
    document.write(CategoryChange(1, usual))
    for number, category in enumerate(categories, start=1):
        made = replace(usual, category_id=number + 1, name=category, is_thing=category not in stuff)
        document.write(CategoryChange(number + 1, made))
        track = Track(
            track_id=number,
            name=f"{category} {number}",
            category_id=number + 1,
            colour=(9 * number, 8, 7),
        )
        document.write(TrackChange(number, track))
        document.write(LayerChange((*document.layer_order, number)))
        for index in range(frames):
            mask = square(source, 14 * (number - 1), 2 + 5 * index)
            confidence = 0.5 if origin is Origin.PROPAGATED else None
            document.write(MaskChange(number, index, FrameMask(mask, origin, confidence)))
    path = folder / f"{name}.gvseg"
    Project.create(path, document).close()
    return path


def marked_project(folder: Path, name: str, frames: int = FRAMES) -> Path:
    """Write a project with a person and a dog as exemplars on frame 0, and no other masks."""
    path = make_project(folder, name, ["person", "dog"], frames=frames)
    with Project.open(path) as project:
        for track_id in (1, 2):
            project.apply(ClearMasks(track_id, 1, frames - 1))
            project.apply(PinExemplar(track_id, 0))
    return path
