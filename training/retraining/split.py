"""Which frames a run learns from and which it is judged on."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gvseg.errors import FormatError
from training.retraining.corrections import CorrectedVideo
from training.retraining.request import TRUSTED_WEIGHT, HoldOut

FEWEST_VIDEOS = 3
"""From so many videos on, `HoldOut.AUTO` keeps whole videos out."""
LONGEST_STRETCH = 200
"""A held-out stretch is followed over so many frames at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A piece of video that weights are judged on: exemplars are shown, the rest is followed.

    Attributes:
        first: first frame of the piece, the earliest exemplar.
        last: last frame, included.
        exemplars: track id -> frame whose mask is shown.
        scored: frames with trusted masks that are compared, in order.
    """

    first: int
    last: int
    exemplars: dict[int, int]
    scored: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitVideo:
    """A video's share of both sides.

    Attributes:
        frames: frames to learn from, in order.
        stretch: what is held out; None where nothing is.
    """

    video: CorrectedVideo
    frames: tuple[int, ...]
    stretch: Stretch | None


@dataclass(frozen=True, slots=True)
class Split:
    """All videos with both their sides, and how the held-out one was chosen, in words."""

    videos: tuple[SplitVideo, ...]
    how: str


def split_corrections(videos: Sequence[CorrectedVideo], hold_out: HoldOut, share: float) -> Split:
    """Keep a share of the trusted masks out of training.

    Raises:
        FormatError: no mask is left to learn from, or none that could judge.
    """
    by_video = hold_out is HoldOut.VIDEO or (
        hold_out is HoldOut.AUTO and len(_judges(videos)) >= FEWEST_VIDEOS
    )
    split = _by_video(videos, share) if by_video else _by_time(videos, share)
    if not any(one.stretch for one in split.videos):
        raise FormatError(
            "Too few trusted masks to hold some out, so nobody could say whether training "
            "helped: draw or verify an object on at least 3 frames of a video, or in 2 videos."
        )
    if not any(one.frames for one in split.videos):
        raise FormatError("All masks are held out; add a video or hold out by time.")
    return split


def _by_video(videos: Sequence[CorrectedVideo], share: float) -> Split:
    judges = _judges(videos)
    count = min(max(1, round(share * len(judges))), len(judges), len(videos) - 1)
    # Every n-th, so that videos of one kind, which often stand together, are on both sides.
    places = {math.floor((index + 0.5) * len(judges) / count) for index in range(count)}
    held = {judges[place].name for place in places}
    split = []
    for video in videos:
        if video.name in held:
            stretch = _stretch(video, trusted_frames(video), 0)
            split.append(SplitVideo(video=video, frames=(), stretch=stretch))
        else:
            split.append(SplitVideo(video=video, frames=tuple(video.masks), stretch=None))
    return Split(tuple(split), f"whole videos are held out: {', '.join(sorted(held))}")


def _by_time(videos: Sequence[CorrectedVideo], share: float) -> Split:
    split = []
    for video in videos:
        trusted = trusted_frames(video)
        count = max(1, round(share * len(trusted)))
        if len(trusted) - count < 2:
            split.append(SplitVideo(video=video, frames=tuple(video.masks), stretch=None))
            continue
        cut = trusted[-count]
        frames = tuple(index for index in video.masks if index < cut)
        stretch = _stretch(video, trusted, cut)
        split.append(SplitVideo(video=video, frames=frames, stretch=stretch))
    return Split(tuple(split), "the end of each video is held out, beginning with a trusted frame")


def _judges(videos: Iterable[CorrectedVideo]) -> list[CorrectedVideo]:
    return [one for one in videos if _stretch(one, trusted_frames(one), 0) is not None]


def trusted_frames(video: CorrectedVideo) -> list[int]:
    """Frames on which at least one object has pixels that a person stands behind."""
    return [
        index
        for index, said in video.masks.items()
        if any(one.weight >= TRUSTED_WEIGHT and not one.mask.is_empty for one in said.values())
    ]


def _stretch(video: CorrectedVideo, trusted: Sequence[int], cut: int) -> Stretch | None:
    """The piece from `cut` on; exemplars are the last trusted masks before it, else the first."""
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
    # An object last drawn long before the cut would make the piece as long as that is ago.
    exemplars = {t: index for t, index in exemplars.items() if index >= cut - LONGEST_STRETCH // 2}
    if not exemplars or not after:
        return None
    first = min(exemplars.values())
    last = min(after[-1], max(first, cut) + LONGEST_STRETCH - 1)
    # One that is first drawn beyond the piece is not shown in it.
    exemplars = {t: index for t, index in exemplars.items() if index <= last}
    scored = tuple(
        index
        for index in after
        if index <= last and any(shown < index for shown in exemplars.values())
    )
    if not scored:
        return None
    return Stretch(first=first, last=last, exemplars=exemplars, scored=scored)
