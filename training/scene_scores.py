"""Score the automatic tasks on a recipe's held-out data.

The semantic task is scored with mIoU, the panoptic task with PQ per frame and the instance task
with AP per frame. Scores are per frame because connected components that serve as instances have no
identity over time. Where identity counts, VPQ is measured on clips that move held-out images.
"""

import math
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gvseg.engine.request import FrameResult, SegmentRequest, TrackLabel
from gvseg.engine.session import Session
from gvseg.masks import VOID, Mask
from gvseg.metrics.frame_pairs import count_values
from gvseg.metrics.miou import ClassMap, MIou
from gvseg.metrics.vis_ap import VisAp, VisTrack
from gvseg.metrics.vpq import PanopticFrame, Segment, Vpq
from gvseg.task import Task
from gvseg.video import open_video
from gvseg.vocabulary import VocabularyEntry
from training.images import write_png
from training.recipe import Recipe
from training.scene_sets import SceneLabels, SceneSet, scene_set
from training.scenes import SceneMaker
from training.validation import SCORING_SEED

LabelledPrediction = tuple[SceneLabels, FrameResult, Mapping[int, TrackLabel]]
SMALLEST_SCORE = 0.05
"""Lowest score of predictions that AP ranks; the application uses 0.3."""


def score_scenes(
    session: Session, recipe: Recipe, root: Path, report: Callable[[str], None]
) -> list[dict[str, Any]]:
    """Return a row for each published dataset and task: `set`, `task`, `pictures` and scores.

    Datasets without held-out images have no row, and without things no AP.

    Args:
        session: session with a vocabulary.
        recipe: recipe with a validation split.
        root: root folder of its data.
        report: called with each line of progress.
    """
    rows = []
    for row in recipe.published:
        held_out = scene_set(row, recipe, root, validation=True)
        for name in row.tasks if held_out.frames else ():
            figures = SCORES[Task(name)](session, held_out)
            rows.append({"set": row.name, "task": name, "pictures": len(held_out.frames)} | figures)
            report(f"{row.name}, {name}: {figures}")
    return rows


def _semantic(session: Session, held_out: SceneSet) -> dict[str, Any]:
    names = {label: entry.name for label, entry in enumerate(session.vocabulary)}
    score = MIou(names=names)
    for index, (labels, frame, tracks) in enumerate(_predict(session, held_out, Task.SEMANTIC)):
        truth = _class_map(labels)
        found = predicted_classes(frame, tracks, truth.shape)
        score.update([truth], [found], sequence=str(index))
    result = score.result()
    return {
        "miou": round(result.miou, 4),
        "classes": {one.name: round(one.iou, 4) for one in result.classes},
    }


def predicted_classes(
    frame: FrameResult, tracks: Mapping[int, TrackLabel], shape: tuple[int, ...]
) -> ClassMap:
    """Return the vocabulary index of each pixel in a frame of the semantic task, or void."""
    found = np.full(shape, VOID, np.uint8)
    for object_id, mask in frame.masks.items():
        found[mask.to_array()] = tracks[object_id].category
    return found


def _panoptic(session: Session, held_out: SceneSet) -> dict[str, Any]:
    score = Vpq(dict(enumerate(session.vocabulary)))
    for index, (labels, frame, tracks) in enumerate(_predict(session, held_out, Task.PANOPTIC)):
        truth = _true_frame(held_out, labels)
        score.update([truth], [_predicted_frame(labels, frame, tracks)], sequence=str(index))
    result = score.result()
    return {
        "pq": round(result.of_window(1), 4),
        "pq_things": round(result.of_window(1, is_thing=True), 4),
        "pq_stuff": round(result.of_window(1, is_thing=False), 4),
    }


def score_made_clips(
    session: Session, recipe: Recipe, root: Path, clips: int = 16, frames: int = 6
) -> dict[str, Any]:
    """Return the VPQ on clips made by moving held-out images of the panoptic task.

    `switch_share` is the share of identity switches: a thing that is found in two successive frames
    (IoU above one half) has another id in the second.
    """
    held_out = [scene_set(row, recipe, root, validation=True) for row in recipe.published]
    sets = [one for one in held_out if one.frames]
    maker = SceneMaker(sets, [1.0] * len(sets), {Task.PANOPTIC: 1.0}, recipe.scenes.canvas, frames)
    source = next(one for one in sets if Task.PANOPTIC in one.tasks)
    score = Vpq(dict(enumerate(session.vocabulary)))
    links: list[bool] = []
    for clip in range(clips):
        rng = np.random.default_rng((SCORING_SEED, 11, clip))
        index = clip * len(source.frames) // clips
        images, labels = maker.moving_clip(rng, source, index, Task.PANOPTIC, frames)
        with tempfile.TemporaryDirectory(prefix="gvseg-scenes-") as folder:
            for t, image in enumerate(images):
                write_png(Path(folder) / f"{t:05d}.png", image)
            request = SegmentRequest(task=Task.PANOPTIC)
            with open_video(Path(folder)) as video:
                found = [
                    _predicted_frame(
                        replace(labels, ids=labels.ids[frame.frame_index]), frame, part.tracks
                    )
                    for part in session.segment(request, video)
                    for frame in part.frames
                ]
        truth = [_true_frame(source, replace(labels, ids=ids)) for ids in labels.ids]
        score.update(truth, found, sequence=str(clip))
        links += identity_links(truth, found, session.vocabulary)
    result = score.result()
    return {
        "vpq": round(result.vpq, 4),
        "vpq_things": round(result.vpq_things, 4),
        "vpq_stuff": round(result.vpq_stuff, 4),
        "switch_share": round(1.0 - float(np.mean(links)), 4) if links else math.nan,
    }


def identity_links(
    truth: Sequence[PanopticFrame],
    found: Sequence[PanopticFrame],
    vocabulary: Sequence[VocabularyEntry],
) -> list[bool]:
    """Return, for each thing found in two successive frames, whether it kept its predicted id."""
    links = []
    before: dict[int, int] = {}
    for true, prediction in zip(truth, found, strict=True):
        now = {}
        for true_id, segment in true.segments.items():
            if segment.is_crowd or not vocabulary[segment.category].is_thing:
                continue
            mask = true.ids == true_id
            found_id, shared = Counter(count_values(prediction.ids[mask])).most_common(1)[0]
            union = int(mask.sum()) + int((prediction.ids == found_id).sum()) - shared
            if found_id and 2 * shared > union:
                now[true_id] = found_id
        links += [now[i] == before[i] for i in now.keys() & before.keys()]
        before = now
    return links


def _true_frame(held_out: SceneSet, labels: SceneLabels) -> PanopticFrame:
    ids = np.where(labels.ids == VOID, 0, labels.ids).astype(np.uint32)
    present = set(np.unique(ids).tolist()) - {0}
    return PanopticFrame(
        ids,
        {
            number: Segment(
                labels.classes[number - 1], is_crowd=_is_crowd(held_out, labels, number)
            )
            for number in present
        },
    )


def _predicted_frame(
    labels: SceneLabels, frame: FrameResult, tracks: Mapping[int, TrackLabel]
) -> PanopticFrame:
    ids = np.zeros(labels.ids.shape, np.uint32)
    for object_id, mask in frame.masks.items():
        ids[mask.to_array()] = object_id
    present = set(np.unique(ids).tolist()) - {0}
    return PanopticFrame(ids, {number: Segment(tracks[number].category) for number in present})


def _instances(session: Session, held_out: SceneSet) -> dict[str, Any]:
    score = VisAp({label: entry.name for label, entry in enumerate(session.vocabulary)})
    has_things = False
    for index, (labels, frame, tracks) in enumerate(_predict(session, held_out, Task.INSTANCE)):
        truth = [
            VisTrack(
                label,
                {0: Mask.from_array(labels.ids == number)},
                is_crowd=not labels.is_thing[number - 1],
            )
            for number, label in enumerate(labels.classes, start=1)
            if session.vocabulary[label].is_thing and (labels.ids == number).any()
        ]
        has_things |= any(not track.is_crowd for track in truth)
        found = [
            VisTrack(tracks[object_id].category, {0: mask}, tracks[object_id].score)
            for object_id, mask in frame.masks.items()
        ]
        score.update(truth, found, video=str(index))
    if not has_things:
        return {}
    result = score.result()
    return {"ap": round(result.ap, 4), "ap50": round(result.ap50, 4)}


SCORES: dict[Task, Callable[[Session, SceneSet], dict[str, Any]]] = {
    Task.INSTANCE: _instances,
    Task.SEMANTIC: _semantic,
    Task.PANOPTIC: _panoptic,
}


def _predict(session: Session, held_out: SceneSet, task: Task) -> Iterator[LabelledPrediction]:
    """Yield every labelled frame of a dataset with its prediction."""
    for video_index, rows in held_out.by_video().items():
        with tempfile.TemporaryDirectory(prefix="gvseg-scenes-") as folder:
            for number, row in enumerate(rows):
                image = held_out.frame(row)[0]
                write_png(Path(folder) / f"{video_index:05d}-{number:05d}.png", image)
            request = SegmentRequest(task=task, smallest_score=SMALLEST_SCORE)
            with open_video(Path(folder)) as video:
                for clip in session.segment(request, video):
                    for frame in clip.frames:
                        labels = held_out.frame(rows[frame.frame_index])[1]
                        yield labels, frame, clip.tracks


def _class_map(labels: SceneLabels) -> NDArray[np.uint8]:
    table = np.full(256, VOID, np.uint8)
    table[1 : len(labels.classes) + 1] = labels.classes
    return table[labels.ids]


def _is_crowd(held_out: SceneSet, labels: SceneLabels, number: int) -> bool:
    label = labels.classes[number - 1]
    return held_out.vocabulary[label].is_thing and not labels.is_thing[number - 1]
