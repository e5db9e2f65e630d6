"""Score how well the automatic tasks find the corrected categories in a few held-out frames.

Things are scored with AP of the instance task per frame, stuff with IoU of the semantic task.
Predictions without a corrected mask count as wrong, so only changes in the scores are meaningful.
"""

import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import numpy as np

from gvseg.engine.request import FrameResult, SegmentRequest, TrackLabel
from gvseg.engine.session import Session
from gvseg.masks import Mask
from gvseg.metrics.miou import MIou
from gvseg.metrics.vis_ap import VisAp, VisTrack
from gvseg.task import Task
from gvseg.video import open_video
from training.retraining.class_maps import class_indices
from training.retraining.snapshot import HeldOut, VideoCopy
from training.scene_scores import SMALLEST_SCORE, predicted_classes

FRAMES = 12
"""Number of held-out frames to score, over all videos."""
OTHER = 254
"""Class of all pixels except corrected stuff."""

CategoryScores: TypeAlias = dict[str, float]
"""Category and metric, such as "dog (AP)" -> score, 0 to 1; only classes of the weights."""
Prediction: TypeAlias = tuple[int, FrameResult, Mapping[int, TrackLabel]]


def score_categories(session: Session, videos: Sequence[VideoCopy]) -> CategoryScores:
    """Return the scores of the automatic tasks on the held-out frames."""
    held = [(video, video.held_out) for video in videos if video.held_out is not None]
    each = max(2, FRAMES // max(1, len(held)))
    ap, iou = VisAp(dict(_names(session))), MIou(names=dict(_names(session)))
    has_things = has_stuff = False
    for video, piece in held:
        indices = class_indices(video, session.vocabulary)
        stuff = {track: i for track, i in indices.items() if not session.vocabulary[i].is_thing}
        things = {track: i for track, i in indices.items() if track not in stuff}
        if frames := _frames(piece, things, each):
            has_things = True
            _count_things(ap, session, video.name, piece, frames, things)
        if frames := _frames(piece, stuff, each):
            has_stuff = True
            _count_stuff(iou, session, piece, frames, stuff)
    named: CategoryScores = {}
    if has_things:
        result = ap.result()
        named |= {f"{name} (AP)": result.scores[p, "all"].ap for p, name in result.names.items()}
    if has_stuff:
        classes = [one for one in iou.result().classes if one.class_id != OTHER]
        named |= {f"{one.name} (IoU)": one.iou for one in classes}
    return named


def _names(session: Session) -> Iterator[tuple[int, str]]:
    return enumerate(entry.name for entry in session.vocabulary)


def _frames(held: HeldOut, tracks: Mapping[int, int], count: int) -> list[int]:
    """Return scored frames that show one of the tracks, evenly spaced."""
    shown = [
        index
        for index in held.range.scored
        if any(t in tracks and not m.is_empty for t, m in held.truth.get(index, {}).items())
    ]
    return [shown[int(at)] for at in np.linspace(0, len(shown) - 1, min(count, len(shown)))]


def _count_things(
    ap: VisAp,
    session: Session,
    video: str,
    held: HeldOut,
    frames: Sequence[int],
    things: Mapping[int, int],
) -> None:
    for index, frame, tracks in _predict(session, held, frames, Task.INSTANCE):
        truth = [
            VisTrack(things[track], {0: mask})
            for track, mask in held.truth[index].items()
            if track in things and not mask.is_empty
        ]
        found = [
            VisTrack(tracks[one].category, {0: mask}, tracks[one].score)
            for one, mask in frame.masks.items()
        ]
        ap.update(truth, found, video=f"{video}, frame {index}")


def _count_stuff(
    iou: MIou,
    session: Session,
    held: HeldOut,
    frames: Sequence[int],
    stuff: Mapping[int, int],
) -> None:
    for index, frame, tracks in _predict(session, held, frames, Task.SEMANTIC):
        masks: Mapping[int, Mask] = held.truth[index]
        first = next(iter(masks.values()))
        truth = np.full((first.height, first.width), OTHER, np.uint8)
        for track, mask in masks.items():
            if track in stuff:
                truth[mask.to_array()] = stuff[track]
        found = predicted_classes(frame, tracks, truth.shape)
        found[~np.isin(found, list(stuff.values()))] = OTHER
        iou.update([truth], [found], sequence=f"frame {index}")


def _predict(
    session: Session, held: HeldOut, frames: Sequence[int], task: Task
) -> Iterator[Prediction]:
    with tempfile.TemporaryDirectory(prefix="gvseg-naming-") as folder:
        for index in frames:
            name = f"{index:07d}.jpg"
            shutil.copyfile(held.images / name, Path(folder) / name)
        with open_video(Path(folder)) as video:
            request = SegmentRequest(task=task, smallest_score=SMALLEST_SCORE)
            for clip in session.segment(request, video):
                for frame in clip.frames:
                    yield frames[frame.frame_index], frame, clip.tracks
