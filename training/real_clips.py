"""Clips of real video for the exemplar task, sampled from labelled frames."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gvseg.datasets.annotated_video import VOID_SEGMENT, AnnotatedVideo, ImageFrames, Segments
from gvseg.datasets.registry import read_published
from gvseg.errors import FormatError
from gvseg.masks import VOID
from gvseg.synthesis.photometry import RgbImage
from gvseg.synthesis.stills import ClipStyle, LabelledClip
from training.crops import cropped_clip
from training.images import DecodedCache, limit_size
from training.recipe import VideosRecipe

LONGEST_STRIDE = 8


@dataclass(frozen=True, slots=True)
class FrameSample:
    """Labelled frames sampled from a video.

    Attributes:
        number: index of the video in its set.
        images: H x W x 3, RGB.
        segments: segment ids of the video, H x W each.
        trackable: segments of frame 0 whose position is known in every frame.
    """

    number: int
    images: tuple[RgbImage, ...]
    segments: tuple[NDArray[np.integer], ...]
    trackable: tuple[int, ...]

    def labels(self, tracked: Sequence[int]) -> list[NDArray[np.uint8]]:
        """Return labels with the tracked segments numbered from 1."""
        return [_ids(segments, tracked) for segments in self.segments]


class VideoSet:
    """Annotated videos from which clips are sampled.

    The probability of a video is proportional to the square root of its number of labelled frames.
    Videos with their frames in the same folder count as parts of one video.

    Args:
        videos: the videos.
        weights: relative sampling weight of each video; None for equal weights.
    """

    def __init__(
        self, videos: Sequence[AnnotatedVideo], weights: Sequence[float] | None = None
    ) -> None:
        self.videos = videos
        self.chance = _chances(videos, weights or [1.0] * len(videos))
        self.cache: DecodedCache[tuple[RgbImage, NDArray[np.integer]]] = DecodedCache()

    @classmethod
    def of(cls, rows: Sequence[VideosRecipe], root: Path) -> "VideoSet":
        """Return the training videos of a recipe, see `read_videos`."""
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
        """Return a cropped clip, forward or backward in time.

        Args:
            rng: random generator; the same state gives the same clip.
            objects: largest number of tracked objects.
            style: size and length of the clip.
            jump_share: probability that frame 0 comes from anywhere in the video.

        Raises:
            FormatError: a frame is damaged.
        """
        has_jump = jump_share > 0 and rng.random() < jump_share
        sample = self.sample(rng, style.frames, has_jump=has_jump)
        tracked = list(sample.trackable)
        rng.shuffle(tracked)
        labels = sample.labels(tracked[:objects])
        return replace(cropped_clip(rng, sample.images, labels, style), has_jump=has_jump)

    def sample(
        self,
        rng: np.random.Generator,
        frames: int,
        *,
        number: int | None = None,
        has_jump: bool = False,
    ) -> FrameSample:
        """Return labelled frames at a random stride, forward or backward in time.

        Args:
            rng: random generator.
            frames: number of frames; a short video repeats its last frame.
            number: index of the video; None for a random one.
            has_jump: whether the first frame comes from anywhere in the video.

        Raises:
            FormatError: a frame is damaged.
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
        # A segment that is unlabelled in a frame would be trained as absent.
        unknown = frozenset[int]().union(*(video.unknown.get(labelled[i], ()) for i in indices))
        return FrameSample(
            number,
            tuple(image for image, _ in shown),
            tuple(segments for _, segments in shown),
            tuple(int(one) for one in np.unique(shown[0][1]) if one > 0 and one not in unknown),
        )

    def _frame(self, number: int, position: int) -> tuple[RgbImage, NDArray[np.integer]]:
        video = self.videos[number]
        return self.cache.get(
            (number, position),
            lambda: limit_size(video.image(position), video.truth(position)),
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
    """Return a key that all parts of the same video share."""
    if isinstance(video.frames, ImageFrames):
        return video.frames.paths[0].parent
    return video.dataset, video.name


def _ids(segments: Segments | NDArray[np.integer], tracked: Sequence[int]) -> NDArray[np.uint8]:
    ids = np.where(segments == VOID_SEGMENT, np.uint8(VOID), np.uint8(0))
    for new, old in enumerate(tracked, start=1):
        ids[segments == old] = new
    return ids


def read_videos(rows: Sequence[VideosRecipe], root: Path) -> list[AnnotatedVideo]:
    """Return the training videos of a recipe, without its validation videos.

    Raises:
        FormatError: a dataset violates its layout, or lacks one of the validation videos.
    """
    found = []
    for row in rows:
        videos = read_published(row.layout, root / row.path, row.split)
        if missing := set(row.validation) - {video.name for video in videos}:
            raise FormatError(
                f"Recipe, videos {row.name}: there is no video {min(missing)} to hold out; check "
                "the names under validation."
            )
        found += [video for video in videos if video.name not in row.validation]
    return found
