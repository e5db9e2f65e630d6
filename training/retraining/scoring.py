"""Score weights on the held-out frames, object by object."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from gvseg.engine.request import Direction, Exemplar, SegmentRequest
from gvseg.engine.session import Session
from gvseg.masks import Mask
from gvseg.metrics.j_and_f import IdMap, JAndF
from gvseg.video import open_video
from training.retraining.snapshot import HeldOut, VideoCopy


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackScore:
    """Score of an object in the held-out frames.

    Attributes:
        video: name of the video.
        track: track id.
        name: name of the object.
        category: category of the object.
        j_and_f: mean J&F over its scored frames, 0..1.
        j_frames: frame index -> J, 0..1.
        masks: frame index -> predicted mask.
    """

    video: str
    track: int
    name: str
    category: str
    j_and_f: float
    j_frames: Mapping[int, float]
    masks: Mapping[int, Mask]


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores of all held-out objects."""

    tracks: tuple[TrackScore, ...]

    @property
    def j_and_f(self) -> float:
        """Mean J&F over objects, 0..1."""
        return float(np.mean([one.j_and_f for one in self.tracks]))

    def by_category(self) -> dict[str, float]:
        """Return the mean J&F of each category, sorted by name."""
        names = sorted({one.category for one in self.tracks})
        return {
            name: float(np.mean([one.j_and_f for one in self.tracks if one.category == name]))
            for name in names
        }

    def to_json(self) -> list[dict[str, Any]]:
        """Return JSON values, with masks run-length encoded."""
        return [
            {
                "video": one.video,
                "track": one.track,
                "name": one.name,
                "category": one.category,
                "j_and_f": one.j_and_f,
                "j_frames": {str(index): value for index, value in one.j_frames.items()},
                "masks": {
                    str(index): [mask.height, mask.width, mask.counts.decode("ascii")]
                    for index, mask in one.masks.items()
                },
            }
            for one in self.tracks
        ]

    @classmethod
    def from_json(cls, rows: Sequence[Mapping[str, Any]]) -> "Scores":
        """Return the scores that `to_json` was called on."""
        return cls(
            tuple(
                TrackScore(
                    **{key: row[key] for key in ("video", "track", "name", "category", "j_and_f")},
                    j_frames={int(index): value for index, value in row["j_frames"].items()},
                    masks={
                        int(index): Mask(height, width, counts.encode("ascii"))
                        for index, (height, width, counts) in row["masks"].items()
                    },
                )
                for row in rows
            )
        )


def score_held_out(session: Session, videos: Sequence[VideoCopy]) -> Scores:
    """Propagate the held-out exemplars and score the masks."""
    tracks: list[TrackScore] = []
    for video in videos:
        if video.held_out is not None:
            found = _propagate(session, video.held_out)
            tracks += _compare(video, video.held_out, found)
    return Scores(tuple(tracks))


def _propagate(session: Session, held: HeldOut) -> dict[int, Mapping[int, Mask]]:
    """Return the predicted masks of the scored frames: frame index -> track -> mask."""
    held_out = held.range
    shown: dict[int, dict[int, Mask]] = {}
    for track, index in held_out.exemplars.items():
        shown.setdefault(index - held_out.first, {})[track] = held.truth[index][track]
    request = SegmentRequest(
        exemplars=tuple(Exemplar(index, masks) for index, masks in sorted(shown.items())),
        direction=Direction.FORWARD,
    )
    found: dict[int, Mapping[int, Mask]] = {}
    with open_video(held.images) as source:
        for clip in session.segment(request, source):
            for frame in clip.frames:
                index = frame.frame_index + held_out.first
                if index in held_out.scored:
                    found[index] = frame.masks
    return found


def _compare(
    video: VideoCopy, held: HeldOut, found: Mapping[int, Mapping[int, Mask]]
) -> list[TrackScore]:
    scores = []
    for track, exemplar_index in held.range.exemplars.items():
        frames = [
            index
            for index in held.range.scored
            if index > exemplar_index and track in held.truth.get(index, {})
        ]
        if not frames:
            continue
        shown = held.truth[exemplar_index][track]
        empty = Mask.empty(shown.height, shown.width)
        truth = [held.truth[index][track] for index in frames]
        masks = [found.get(index, {}).get(track, empty) for index in frames]
        measure = JAndF()
        # The metric ignores the first and the last frame, so pad with the exemplar.
        measure.update(
            [_ids(one) for one in (shown, *truth, shown)],
            [_ids(one) for one in (shown, *masks, shown)],
        )
        (score,) = measure.result().objects
        named = video.tracks[track]
        scores.append(
            TrackScore(
                video=video.name,
                track=track,
                name=named.name,
                category=named.category,
                j_and_f=score.j_and_f,
                j_frames=dict(zip(frames, score.j_frames, strict=True)),
                masks=dict(zip(frames, masks, strict=True)),
            )
        )
    return scores


def _ids(mask: Mask) -> IdMap:
    return mask.to_array().astype(np.uint8)
