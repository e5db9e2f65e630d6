"""Clips of real video for the exemplar task: some labelled frames of a video, in some order."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gvseg.datasets.annotated_video import VOID_SEGMENT, AnnotatedVideo, PictureFrames, Segments
from gvseg.datasets.registry import read_published
from gvseg.errors import FormatError
from gvseg.masks import VOID
from gvseg.synthesis.photometry import Picture
from gvseg.synthesis.stills import ClipStyle, LabelledClip
from training.crops import cropped_clip
from training.pictures import Kept, keep_small
from training.recipe import VideosRecipe

LONGEST_STRIDE = 8


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some labelled frames of a video, in the order of a clip.

    Attributes:
        number: of the video in its set.
        images: H x W x 3, RGB.
        segments: H x W each, ids as in the video.
        followable: segments of frame 0 of which every frame says where they are.
    """

    number: int
    images: tuple[Picture, ...]
    segments: tuple[NDArray[np.integer], ...]
    followable: tuple[int, ...]

    def labels(self, followed: Sequence[int]) -> list[NDArray[np.uint8]]:
        """Return labels that number the followed segments from 1."""
        return [_ids(segments, followed) for segments in self.segments]


class VideoSet:
    """Annotated videos to draw clips from.

    The chance of a video grows with the square root of its labelled frames. Videos whose frames
    lie in one folder are pieces of one and share its chance.

    Args:
        videos: in any order.
        weights: how often each is drawn relative to the others; None draws all alike.
    """

    def __init__(
        self, videos: Sequence[AnnotatedVideo], weights: Sequence[float] | None = None
    ) -> None:
        self.videos = videos
        self.chance = _chances(videos, weights or [1.0] * len(videos))
        self.kept: Kept[tuple[Picture, NDArray[np.integer]]] = Kept()

    @classmethod
    def of(cls, rows: Sequence[VideosRecipe], root: Path) -> "VideoSet":
        """Return the videos of a recipe that are trained on, see `read_videos`."""
        videos: list[AnnotatedVideo] = []
        weights: list[float] = []
        for row in rows:
            found = read_videos((row,), root)
            videos += found
            weights += [row.weight_of(video.name) for video in found]
        return cls(videos, weights)

    def clip(
        self,
        rng: np.random.Generator,
        objects: int,
        style: ClipStyle,
        jump_share: float = 0.0,
    ) -> LabelledClip:
        """Some labelled frames of a video, cropped, in either direction.

        Args:
            rng: source of randomness; the same state gives the same clip.
            objects: how many objects to follow at most.
            style: gives size and length.
            jump_share: chance that frame 0 is drawn from anywhere in the video.

        Raises:
            FormatError: one of them is damaged.
        """
        has_jump = jump_share > 0 and rng.random() < jump_share
        stretch = self.stretch(rng, style.frames, has_jump=has_jump)
        followed = list(stretch.followable)
        rng.shuffle(followed)
        labels = stretch.labels(followed[:objects])
        return replace(cropped_clip(rng, stretch.images, labels, style), has_jump=has_jump)

    def stretch(
        self,
        rng: np.random.Generator,
        frames: int,
        *,
        number: int | None = None,
        has_jump: bool = False,
    ) -> Stretch:
        """Draw labelled frames at some stride, in either direction.

        Args:
            rng: source of randomness.
            frames: how many; a short video repeats its last one.
            number: of the video; None draws one.
            has_jump: the first frame comes from anywhere in the video.

        Raises:
            FormatError: one of them is damaged.
        """
        if number is None:
            number = int(rng.choice(len(self.videos), p=self.chance))
        video = self.videos[number]
        labelled = video.labelled
        longest_stride = max(1, min(LONGEST_STRIDE, (len(labelled) - 1) // (frames - 1)))
        stride = int(rng.integers(1, longest_stride + 1))
        start = int(rng.integers(0, max(1, len(labelled) - stride * (frames - 1))))
        indices = [min(start + stride * t, len(labelled) - 1) for t in range(frames)]
        if rng.random() < 0.5:
            indices.reverse()
        if has_jump:
            indices[0] = int(rng.integers(len(labelled)))
        shown = [self._frame(number, labelled[index]) for index in indices]
        # One of which a frame says nothing would be taught to be absent there.
        unsaid = frozenset[int]().union(*(video.unknown.get(labelled[i], ()) for i in indices))
        return Stretch(
            number,
            tuple(image for image, _ in shown),
            tuple(segments for _, segments in shown),
            tuple(int(one) for one in np.unique(shown[0][1]) if one > 0 and one not in unsaid),
        )

    def _frame(self, number: int, position: int) -> tuple[Picture, NDArray[np.integer]]:
        video = self.videos[number]
        return self.kept.get(
            (number, position),
            lambda: keep_small(video.image(position), video.truth(position)),
        )


def _chances(videos: Sequence[AnnotatedVideo], weights: Sequence[float]) -> NDArray[np.float64]:
    lengths = np.array([len(video.labelled) for video in videos], float)
    sources = [_source(video) for video in videos]
    total: dict[object, float] = defaultdict(float)
    for source, length in zip(sources, lengths, strict=True):
        total[source] += length
    whole = np.array([total[source] for source in sources])
    chance = np.array(weights) * lengths / np.sqrt(whole)
    return chance / chance.sum() if len(chance) else chance


def _source(video: AnnotatedVideo) -> object:
    """Return what pieces of one video have in common."""
    if isinstance(video.frames, PictureFrames):
        return video.frames.paths[0].parent
    return video.dataset, video.name


def _ids(segments: Segments | NDArray[np.integer], followed: Sequence[int]) -> NDArray[np.uint8]:
    ids = np.where(segments == VOID_SEGMENT, np.uint8(VOID), np.uint8(0))
    for new, old in enumerate(followed, start=1):
        ids[segments == old] = new
    return ids


def read_videos(rows: Sequence[VideosRecipe], root: Path) -> list[AnnotatedVideo]:
    """The videos of a recipe that are trained on, without those kept for validation.

    Raises:
        FormatError: a set breaks its layout's rules, or has no video of a name that is kept out.
    """
    found = []
    for row in rows:
        videos = read_published(row.layout, root / row.path, row.split)
        if strangers := set(row.validation) - {video.name for video in videos}:
            raise FormatError(
                f"Recipe, videos {row.name}: there is no video {min(strangers)} to keep out."
            )
        found += [video for video in videos if video.name not in row.validation]
    return found
