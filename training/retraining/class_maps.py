"""Class maps of corrected frames, for learning stuff.

Corrections label only a part of an image. The base's predictions fill the rest, so that a new stuff
class is learned against the old ones, which stay the same.
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
from gvseg.synthesis.photometry import RgbImage
from gvseg.task import Task
from gvseg.video import open_video
from gvseg.vocabulary import VocabularyEntry
from training.datasets import read_image, read_labels
from training.images import write_png
from training.retraining.snapshot import FrameCopy, VideoCopy
from training.scene_scores import predicted_classes

MAX_FRAMES = 40
"""Number of frames with a class map, evenly spaced."""
SHORT_SIDE = 256
"""Short side of the images from which class representations are computed, in pixels."""


def class_indices(video: VideoCopy, vocabulary: Sequence[VocabularyEntry]) -> dict[int, int]:
    """Return the vocabulary index of each track's category; tracks without one are left out."""
    known = {
        (entry.name.casefold(), entry.is_thing): index for index, entry in enumerate(vocabulary)
    }
    return {
        track: known[named.category.casefold(), named.is_thing]
        for track, named in video.tracks.items()
        if (named.category.casefold(), named.is_thing) in known
    }


def write_class_maps(
    videos: Sequence[VideoCopy], vocabulary: Sequence[VocabularyEntry], base: Session
) -> None:
    """Write class maps (H x W vocabulary indices) of trusted frames that show stuff.

    Args:
        videos: videos of a snapshot; the maps are written to it.
        vocabulary: vocabulary of the weights to train, starting with the base's.
        base: session of the base, for pixels without corrections.

    Raises:
        OutputError: the disk is full.
    """
    chosen = _frames_with_stuff(videos, vocabulary)
    stride = max(1, -(-len(chosen) // MAX_FRAMES))
    for video, frame in chosen[::stride]:
        classes = _predict(base, frame)
        labels = read_labels(frame.labels)
        classes[(labels > 0) & (labels < VOID)] = VOID
        for track, index in class_indices(video, vocabulary).items():
            classes[labels == track] = index
        frame.classes.parent.mkdir(exist_ok=True)
        with explain_failure(frame.classes):
            write_png(frame.classes, classes)


def init_stuff_representations(weights: LoadedWeights, videos: Sequence[VideoCopy]) -> None:
    """Compute the global representations of stuff that the weights have not seen, in place."""
    network = weights.network
    if network.scene is None:
        return
    queries = network.scene.queries
    sums: dict[int, tuple[Tensor, float]] = {}
    for frame, classes in _maps(videos):
        new = [
            int(index)
            for index in np.unique(classes)
            if index != VOID
            and not network.config.vocabulary[index].is_thing
            and not queries.is_seen_K[index]
        ]
        if not new:
            continue
        image_13HW, classes_HW = _resize(read_image(frame.image), classes)
        masks_1KHW = torch.from_numpy(np.stack([classes_HW == one for one in new]))[None].float()
        masks_1Khw = F.avg_pool2d(masks_1KHW, 4)
        with torch.no_grad():
            pooled_KC = pool_in_masks(network.encode(image_13HW), masks_1Khw)[0]
        for row, index in enumerate(new):
            area = float(masks_1Khw[0, row].sum())
            before, total = sums.get(index, (torch.zeros_like(pooled_KC[row]), 0.0))
            sums[index] = (before + area * pooled_KC[row], total + area)
    for index, (summed_C, area) in sums.items():
        if area > 0:
            queries.representation_KC[index] = summed_C / area
            queries.is_seen_K[index] = 1.0


def _frames_with_stuff(
    videos: Sequence[VideoCopy], vocabulary: Sequence[VocabularyEntry]
) -> list[tuple[VideoCopy, FrameCopy]]:
    """Return the trusted frames with a mask of a stuff class."""
    found = []
    for video in videos:
        stuff = {
            track
            for track, index in class_indices(video, vocabulary).items()
            if not vocabulary[index].is_thing
        }
        found += [
            (video, frame)
            for frame in video.frames
            if frame.is_trusted and stuff.intersection(frame.weights)
        ]
    return found


def _predict(base: Session, frame: FrameCopy) -> ClassMap:
    """Return the base's classes of a frame: H x W."""
    with tempfile.TemporaryDirectory(prefix="gvseg-classes-") as folder:
        shutil.copyfile(frame.image, Path(folder) / frame.image.name)
        with open_video(Path(folder)) as video:
            for clip in base.segment(SegmentRequest(task=Task.SEMANTIC), video):
                for found in clip.frames:
                    return predicted_classes(found, clip.tracks, read_labels(frame.labels).shape)
    raise ValueError(f"{frame.image} has no frame")


def _maps(videos: Sequence[VideoCopy]) -> Iterator[tuple[FrameCopy, ClassMap]]:
    for video in videos:
        for frame in video.frames:
            if frame.classes.exists():
                yield frame, read_labels(frame.classes)


def _resize(image: RgbImage, classes: ClassMap) -> tuple[Tensor, ClassMap]:
    """Return an image as network input (1 x 3 x H x W), and its classes at that size."""
    scale = SHORT_SIDE / min(classes.shape)
    height, width = (
        max(1, round(side * scale / SIZE_MULTIPLE)) * SIZE_MULTIPLE for side in classes.shape
    )
    small = cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA)
    resized = cv2.resize(classes, (width, height), interpolation=cv2.INTER_NEAREST)
    return torch.from_numpy(small).permute(2, 0, 1)[None].float(), np.asarray(resized, np.uint8)
