"""A video of a moving disc with corrections, as a project and as an export."""

from pathlib import Path

import cv2
import numpy as np

from gvseg.annotation.document import Document
from gvseg.annotation.edits import AcceptMasks, AddCategory, AddTrack, SetMask, Verify
from gvseg.annotation.records import Category, FrameMask, Origin, Track, VideoSource
from gvseg.masks import Mask
from gvseg.project import Project
from gvseg.video import open_video

FRAMES = 12
HEIGHT, WIDTH = 96, 112


def disc(index: int) -> np.ndarray:
    pixels = np.zeros((HEIGHT, WIDTH), np.uint8)
    cv2.circle(pixels, (30 + 4 * index, 45), 20, 1, -1)
    return pixels


def write_video(folder: Path, colour: int = 200) -> Path:
    """Write the frames as images and return their folder."""
    folder.mkdir(parents=True)
    ground = np.random.default_rng(1).integers(0, 90, (HEIGHT, WIDTH, 3)).astype(np.uint8)
    for index in range(FRAMES):
        image = ground.copy()
        image[disc(index) > 0] = (colour, 60, 90)
        (folder / f"{index:05d}.jpg").write_bytes(cv2.imencode(".jpg", image)[1].tobytes())
    return folder


def corrected_document(video: Path) -> Document:
    """Drawn on frames 0, 3, 6, 8, 9, 10 and 11, verified on 1, propagated on 2 and, with low
    confidence, on 4.
    """
    with open_video(video) as opened:
        document = Document(VideoSource.of(opened, is_absolute=True))
    AddCategory(Category(category_id=1, name="ball")).apply(document)
    AddTrack(Track(track_id=7, name="red ball", category_id=1, colour=(1, 2, 3))).apply(document)
    for index in (0, 3, 6, 8, 9, 10, 11):
        SetMask(7, index, FrameMask(Mask.from_array(disc(index)))).apply(document)
    found = {
        index: FrameMask(Mask.from_array(disc(index)), Origin.PROPAGATED, confidence)
        for index, confidence in ((1, 0.9), (2, 0.9), (4, 0.3))
    }
    AcceptMasks({7: found}).apply(document)
    Verify((7,), 1, 1).apply(document)
    return document


def write_project(folder: Path, name: str = "street") -> Path:
    """Write a project next to its video and return the path of the project."""
    video = write_video(folder / name)
    path = folder / f"{name}.gvseg"
    Project.create(path, corrected_document(video)).close()
    return path
