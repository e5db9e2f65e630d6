"""Corrections as labelled pictures for the automatic tasks: which thing is of which class."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from gvseg.adaptation.stills import VOID as PICTURE_VOID
from gvseg.task import Task
from gvseg.vocabulary import VocabularyEntry
from training.datasets import read_labels
from training.published.annotated_video import VOID, AnnotatedVideo, PictureFrames, Segments
from training.retraining.snapshot import VideoCopy
from training.scene_sets import SceneSet
from training.scenes import SceneMaker

CANVAS, IMAGES = 256, 4


@dataclass(frozen=True, slots=True)
class CopiedLabels:
    """Indexed pictures of a snapshot."""

    paths: tuple[Path, ...]

    def place(self, position: int) -> str:
        """See `Labels`."""
        return str(self.paths[position])

    def segments(self, position: int) -> Segments:
        """See `Labels`."""
        labels = read_labels(self.paths[position])
        return np.where(labels == PICTURE_VOID, VOID, labels.astype(np.int32)).astype(np.int32)


def class_clips(
    videos: Sequence[VideoCopy], vocabulary: Sequence[VocabularyEntry]
) -> SceneMaker | None:
    """Batches of the instance task from trusted frames; None where no thing's class is known."""
    names = {entry.name.casefold(): entry for entry in vocabulary if entry.is_thing}
    annotated = []
    for video in videos:
        frames = [frame for frame in video.frames if frame.is_trusted]
        categories = {
            track: names[named.category.casefold()]
            for track, named in video.tracks.items()
            if named.category.casefold() in names
        }
        if frames and categories:
            annotated.append(
                AnnotatedVideo(
                    dataset="corrections",
                    name=video.name,
                    frames=PictureFrames(tuple(frame.image for frame in frames)),
                    labels=CopiedLabels(tuple(frame.labels for frame in frames)),
                    labelled=tuple(range(len(frames))),
                    categories=categories,
                )
            )
    if not annotated:
        return None
    tasks = frozenset({Task.INSTANCE})
    made = SceneSet(annotated, vocabulary, tasks)
    return SceneMaker([made], [1.0], {Task.INSTANCE: 1.0}, CANVAS, IMAGES)
