"""Use corrections as labelled images for the automatic tasks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from gvseg.datasets.annotated_video import VOID_SEGMENT, AnnotatedVideo, ImageFrames, Segments
from gvseg.masks import VOID
from gvseg.task import Task
from gvseg.vocabulary import VocabularyEntry
from training.datasets import read_labels
from training.retraining.class_maps import class_indices
from training.retraining.snapshot import FrameCopy, VideoCopy
from training.scene_sets import SceneSet
from training.scenes import SceneMaker

CANVAS, IMAGES = 256, 4


@dataclass(frozen=True, slots=True)
class CopiedLabels:
    """Labels of a snapshot whose segments are tracks."""

    paths: tuple[Path, ...]

    def location(self, position: int) -> str:
        """See `Labels`."""
        return str(self.paths[position])

    def segments(self, position: int) -> Segments:
        """See `Labels`."""
        labels = read_labels(self.paths[position])
        return np.where(labels == VOID, VOID_SEGMENT, labels.astype(np.int32)).astype(np.int32)


@dataclass(frozen=True, slots=True)
class ClassLabels:
    """Class maps of a snapshot, with vocabulary index + 1 as the segment id."""

    paths: tuple[Path, ...]

    def location(self, position: int) -> str:
        """See `Labels`."""
        return str(self.paths[position])

    def segments(self, position: int) -> Segments:
        """See `Labels`."""
        classes = read_labels(self.paths[position]).astype(np.int32)
        return np.where(classes == VOID, VOID_SEGMENT, classes + 1).astype(np.int32)


def class_clips(
    videos: Sequence[VideoCopy], vocabulary: Sequence[VocabularyEntry]
) -> SceneMaker | None:
    """Return a source of batches for the automatic tasks; None if no corrections have a class.

    Things are used for the instance task, stuff for the semantic task.
    """
    things: list[AnnotatedVideo] = []
    stuff: list[AnnotatedVideo] = []
    all_classes = {index + 1: entry for index, entry in enumerate(vocabulary)}
    for video in videos:
        frames = [frame for frame in video.frames if frame.is_trusted]
        categories = {
            track: vocabulary[index]
            for track, index in class_indices(video, vocabulary).items()
            if vocabulary[index].is_thing
        }
        if frames and categories:
            labels = CopiedLabels(tuple(frame.labels for frame in frames))
            things.append(_annotated(video, frames, labels, categories))
        if mapped := [frame for frame in frames if frame.classes.exists()]:
            maps = ClassLabels(tuple(frame.classes for frame in mapped))
            stuff.append(_annotated(video, mapped, maps, all_classes))
    served = [(Task.INSTANCE, things), (Task.SEMANTIC, stuff)]
    sets = [SceneSet(found, vocabulary, frozenset({task})) for task, found in served if found]
    shares = {task: 1.0 for task, found in served if found}
    return SceneMaker(sets, [1.0] * len(sets), shares, CANVAS, IMAGES) if sets else None


def _annotated(
    video: VideoCopy,
    frames: Sequence[FrameCopy],
    labels: CopiedLabels | ClassLabels,
    categories: Mapping[int, VocabularyEntry],
) -> AnnotatedVideo:
    # The clips are not marked as complete, so that training leaves the class representations
    # unchanged.
    return AnnotatedVideo(
        dataset="corrections",
        name=video.name,
        frames=ImageFrames(tuple(frame.image for frame in frames)),
        labels=labels,
        labelled=tuple(range(len(frames))),
        categories=categories,
        has_instances=isinstance(labels, CopiedLabels),
    )
