"""A class for every pixel of corrected frames: stuff is learned from whole pictures.

Corrections name a part of a picture. Where they say nothing the base's own answer stands: so a new
kind of stuff is told apart from the old ones, and those stay what they were.
"""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from gvseg.engine.request import SegmentRequest
from gvseg.engine.session import Session
from gvseg.files import explain_failure
from gvseg.masks import VOID
from gvseg.metrics.miou import ClassMap
from gvseg.model.network import SIZE_MULTIPLE
from gvseg.model.queries import pool_in_masks
from gvseg.model.weights import LoadedWeights
from gvseg.synthesis.photometry import Picture
from gvseg.task import Task
from gvseg.video import open_video
from gvseg.vocabulary import VocabularyEntry
from training.datasets import read_image, read_labels
from training.pictures import write_png
from training.retraining.snapshot import FrameCopy, VideoCopy
from training.scene_scores import predicted_classes

MOST_FRAMES = 40
"""Frames of a run that get a class for every pixel, evenly spread."""
SHORT_SIDE = 256
"""Of the pictures that a class's representation is taken from, pixels."""


def places_of(video: VideoCopy, vocabulary: Sequence[VocabularyEntry]) -> dict[int, int]:
    """Track id -> place of its category in a vocabulary, for those that are in it."""
    known = {
        (entry.name.casefold(), entry.is_thing): place for place, entry in enumerate(vocabulary)
    }
    return {
        track: known[named.category.casefold(), named.is_thing]
        for track, named in video.tracks.items()
        if (named.category.casefold(), named.is_thing) in known
    }


def write_class_maps(
    videos: Sequence[VideoCopy], vocabulary: Sequence[VocabularyEntry], base: Session
) -> None:
    """Write class maps (H x W places in the vocabulary) of trusted frames that show stuff.

    Args:
        videos: of a snapshot; the maps lie in it.
        vocabulary: of the weights to be trained; the base's own stands first in it.
        base: answers where the corrections say nothing.

    Raises:
        OutputError: the disk is full.
    """
    chosen = _with_stuff(videos, vocabulary)
    stride = max(1, -(-len(chosen) // MOST_FRAMES))
    for video, frame in chosen[::stride]:
        classes = _answer(base, frame)
        labels = read_labels(frame.labels)
        classes[(labels > 0) & (labels < VOID)] = VOID
        for track, place in places_of(video, vocabulary).items():
            classes[labels == track] = place
        frame.classes.parent.mkdir(exist_ok=True)
        with explain_failure(frame.classes):
            write_png(frame.classes, classes)


def represent_stuff(weights: LoadedWeights, videos: Sequence[VideoCopy]) -> None:
    """Give stuff of which the weights have seen nothing its global representation."""
    network = weights.network
    if network.scene is None:
        return
    queries = network.scene.queries
    sums: dict[int, tuple[Tensor, float]] = {}
    for frame, classes in _maps(videos):
        places = [
            int(place)
            for place in np.unique(classes)
            if place != VOID
            and not network.config.vocabulary[place].is_thing
            and not queries.is_seen_K[place]
        ]
        if not places:
            continue
        image_13HW, classes_HW = _sized(read_image(frame.image), classes)
        masks_1KHW = torch.from_numpy(np.stack([classes_HW == one for one in places]))[None].float()
        masks_1Khw = F.avg_pool2d(masks_1KHW, 4)
        with torch.no_grad():
            pooled_KC = pool_in_masks(network.encode(image_13HW), masks_1Khw)[0]
        for row, place in enumerate(places):
            area = float(masks_1Khw[0, row].sum())
            before, total = sums.get(place, (torch.zeros_like(pooled_KC[row]), 0.0))
            sums[place] = (before + area * pooled_KC[row], total + area)
    for place, (summed_C, area) in sums.items():
        if area > 0:
            queries.representation_KC[place] = summed_C / area
            queries.is_seen_K[place] = 1.0


def _with_stuff(
    videos: Sequence[VideoCopy], vocabulary: Sequence[VocabularyEntry]
) -> list[tuple[VideoCopy, FrameCopy]]:
    """Trusted frames that speak of stuff in the vocabulary."""
    found = []
    for video in videos:
        stuff = {
            track
            for track, place in places_of(video, vocabulary).items()
            if not vocabulary[place].is_thing
        }
        found += [
            (video, frame)
            for frame in video.frames
            if frame.is_trusted and stuff.intersection(frame.said)
        ]
    return found


def _answer(base: Session, frame: FrameCopy) -> ClassMap:
    """What the base finds on a picture by itself."""
    with tempfile.TemporaryDirectory(prefix="gvseg-classes-") as folder:
        shutil.copyfile(frame.image, Path(folder) / frame.image.name)
        with open_video(Path(folder)) as video:
            for clip in base.segment(SegmentRequest(task=Task.SEMANTIC), video):
                for found in clip.frames:
                    return predicted_classes(found, clip.tracks, read_labels(frame.labels).shape)
    raise ValueError(f"{frame.image} holds no frame")


def _maps(videos: Sequence[VideoCopy]) -> Iterator[tuple[FrameCopy, ClassMap]]:
    for video in videos:
        for frame in video.frames:
            if frame.classes.exists():
                yield frame, read_labels(frame.classes)


def _sized(image: Picture, classes: ClassMap) -> tuple[Tensor, ClassMap]:
    """As the network takes a picture (1 x 3 x H x W), and its classes at that size."""
    scale = SHORT_SIDE / min(classes.shape)
    height, width = (
        max(1, round(side * scale / SIZE_MULTIPLE)) * SIZE_MULTIPLE for side in classes.shape
    )
    small = cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA)
    kept = cv2.resize(classes, (width, height), interpolation=cv2.INTER_NEAREST)
    return torch.from_numpy(small).permute(2, 0, 1)[None].float(), np.asarray(kept, np.uint8)
