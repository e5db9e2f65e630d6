"""Split corrections into training frames and held-out frames."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gvseg.counted import counted
from gvseg.errors import FormatError
from training.retraining.corrections import CorrectedVideo
from training.retraining.request import TRUSTED_WEIGHT, HoldOut

FEWEST_VIDEOS = 3
"""With at least this many videos, `HoldOut.AUTO` holds out whole videos."""
LONGEST_RANGE = 200
"""Largest number of frames in a held-out range."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOutRange:
    """A held-out range of frames, over which exemplars are propagated and scored.

    Attributes:
        first: first frame, that of the earliest exemplar.
        last: last frame, inclusive.
        exemplars: track id -> frame of its exemplar.
        scored: frames with trusted masks to score, in order.
    """

    first: int
    last: int
    exemplars: dict[int, int]
    scored: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitVideo:
    """A video with its training frames and held-out range.

    Attributes:
        video: the video.
        frames: training frames, in order.
        held_out: held-out range; None if there is none.
    """

    video: CorrectedVideo
    frames: tuple[int, ...]
    held_out: HeldOutRange | None


@dataclass(frozen=True, slots=True)
class Split:
    """The split videos, and a description of how frames were held out."""

    videos: tuple[SplitVideo, ...]
    how: str


def split_corrections(videos: Sequence[CorrectedVideo], hold_out: HoldOut, share: float) -> Split:
    """Hold out a share of the trusted masks.

    Raises:
        FormatError: no masks are left for training, or none for scoring.
    """
    splits = _dataset_splits(videos)
    if hold_out is HoldOut.SPLIT and splits is None:
        raise FormatError(
            "The videos are not in splits: give a dataset with the splits train and val, or use "
            "--hold-out video."
        )
    by_split = splits is not None and hold_out in (HoldOut.SPLIT, HoldOut.AUTO)
    by_video = hold_out is HoldOut.VIDEO or (
        hold_out is HoldOut.AUTO and len(_scorable(videos)) >= FEWEST_VIDEOS
    )
    if splits is not None and by_split:
        split = _by_split(videos, *splits)
    else:
        split = _by_video(videos, share) if by_video else _by_time(videos, share)
    if not any(one.held_out for one in split.videos):
        place = f"3 frames of a video, or in 2 frames of each of {FEWEST_VIDEOS} videos"
        if splits is not None and by_split:
            place = f"2 frames of a video of the split {splits[1]}"
        raise FormatError(
            "Too few trusted masks to hold some out and measure whether training helped: draw or "
            f"verify an object in at least {place}."
        )
    if not any(one.frames for one in split.videos):
        raise FormatError("All masks are held out: add a video or use --hold-out time.")
    return split


def _dataset_splits(videos: Sequence[CorrectedVideo]) -> tuple[str, str] | None:
    """Return the splits to train on and to score; None if the videos do not have both."""
    names = sorted({video.split for video in videos if video.split})
    trained = [name for name in names if name.startswith("train")]
    scored = [name for begin in ("val", "test") for name in names if name.startswith(begin)]
    return (trained[0], scored[0]) if trained and scored else None


def _by_split(videos: Sequence[CorrectedVideo], trained: str, scored: str) -> Split:
    split = []
    for video in videos:
        if video.split == scored:
            held_out = _find_range(video, trusted_frames(video), 0)
            if held_out is not None:
                split.append(SplitVideo(video=video, frames=(), held_out=held_out))
        elif video.split == trained:
            split.append(SplitVideo(video=video, frames=tuple(video.masks), held_out=None))
    others = sum(video.split not in (trained, scored) for video in videos)
    rest = f"; {counted(others, 'video')} of other splits or none are not used" if others else ""
    return Split(
        tuple(split), f"trained on the split {trained}, the split {scored} is held out{rest}"
    )


def _by_video(videos: Sequence[CorrectedVideo], share: float) -> Split:
    scorable = _scorable(videos)
    count = min(max(1, round(share * len(scorable))), len(scorable), len(videos) - 1)
    # Hold out every n-th video, because similar videos are often listed together.
    chosen = {math.floor((index + 0.5) * len(scorable) / count) for index in range(count)}
    held = {scorable[index].name for index in chosen}
    split = []
    for video in videos:
        if video.name in held:
            held_out = _find_range(video, trusted_frames(video), 0)
            split.append(SplitVideo(video=video, frames=(), held_out=held_out))
        else:
            split.append(SplitVideo(video=video, frames=tuple(video.masks), held_out=None))
    return Split(tuple(split), f"whole videos are held out: {', '.join(sorted(held))}")


def _by_time(videos: Sequence[CorrectedVideo], share: float) -> Split:
    split = []
    for video in videos:
        trusted = trusted_frames(video)
        count = max(1, round(share * len(trusted)))
        if len(trusted) - count < 2:
            split.append(SplitVideo(video=video, frames=tuple(video.masks), held_out=None))
            continue
        cut = trusted[-count]
        frames = tuple(index for index in video.masks if index < cut)
        held_out = _find_range(video, trusted, cut)
        split.append(SplitVideo(video=video, frames=frames, held_out=held_out))
    return Split(tuple(split), "the end of each video is held out, starting at a trusted frame")


def _scorable(videos: Iterable[CorrectedVideo]) -> list[CorrectedVideo]:
    return [one for one in videos if _find_range(one, trusted_frames(one), 0) is not None]


def trusted_frames(video: CorrectedVideo) -> list[int]:
    """Return the frames with at least one trusted, non-empty mask."""
    return [
        index
        for index, masks in video.masks.items()
        if any(one.weight >= TRUSTED_WEIGHT and not one.mask.is_empty for one in masks.values())
    ]


def _find_range(video: CorrectedVideo, trusted: Sequence[int], cut: int) -> HeldOutRange | None:
    """Return the held-out range that scores frames from `cut` on; None if it scores nothing.

    The exemplar of a track is its last trusted mask before `cut`, or its first one after that.
    """
    exemplars: dict[int, int] = {}
    for index in trusted:
        for track_id, one in video.masks[index].items():
            if (
                one.weight >= TRUSTED_WEIGHT
                and not one.mask.is_empty
                and (index < cut or track_id not in exemplars)
            ):
                exemplars[track_id] = index
    after = [index for index in trusted if index >= cut]
    # An exemplar long before the cut would make the range too long.
    exemplars = {t: index for t, index in exemplars.items() if index >= cut - LONGEST_RANGE // 2}
    if not exemplars or not after:
        return None
    first = min(exemplars.values())
    last = min(after[-1], max(first, cut) + LONGEST_RANGE - 1)
    # Exemplars after the end of the range are not used.
    exemplars = {t: index for t, index in exemplars.items() if index <= last}
    scored = tuple(
        index
        for index in after
        if index <= last and any(shown < index for shown in exemplars.values())
    )
    if not scored:
        return None
    return HeldOutRange(first=first, last=last, exemplars=exemplars, scored=scored)
