"""Clips of real video for the exemplar task: some labelled frames of a video, in some order."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gvseg.datasets.annotated_video import VOID_SEGMENT, AnnotatedVideo, Segments
from gvseg.datasets.registry import read_published
from gvseg.errors import FormatError
from gvseg.masks import VOID
from gvseg.synthesis.photometry import Picture
from gvseg.synthesis.stills import ClipStyle, LabelledClip
from training.crops import cropped_clip
from training.pictures import Kept, keep_small
from training.recipe import VideosRecipe

LONGEST_STRIDE = 8


class VideoSet:
    """Annotated videos; a clip is drawn with a chance that grows with a video's square root."""

    def __init__(self, videos: Sequence[AnnotatedVideo]) -> None:
        self.videos = videos
        lengths = np.array([len(video.labelled) for video in videos], float)
        self.chance = np.sqrt(lengths) / np.sqrt(lengths).sum() if len(lengths) else lengths
        self.kept: Kept[tuple[Picture, NDArray[np.integer]]] = Kept()

    def clip(self, rng: np.random.Generator, objects: int, style: ClipStyle) -> LabelledClip:
        """Some labelled frames of a video, cropped, in either direction.

        Raises:
            FormatError: one of them is damaged.
        """
        number = int(rng.choice(len(self.videos), p=self.chance))
        video = self.videos[number]
        labelled = video.labelled
        longest_stride = max(1, min(LONGEST_STRIDE, (len(labelled) - 1) // (style.frames - 1)))
        stride = int(rng.integers(1, longest_stride + 1))
        start = int(rng.integers(0, max(1, len(labelled) - stride * (style.frames - 1))))
        places = [min(start + stride * t, len(labelled) - 1) for t in range(style.frames)]
        if rng.random() < 0.5:
            places.reverse()
        shown = [self._frame(number, labelled[place]) for place in places]
        # One of which a frame says nothing would be taught to be absent there.
        unsaid = frozenset[int]().union(*(video.unknown.get(labelled[p], ()) for p in places))
        present = [int(one) for one in np.unique(shown[0][1]) if one > 0 and one not in unsaid]
        rng.shuffle(present)
        followed = present[:objects]
        return cropped_clip(
            rng, [image for image, _ in shown], [_ids(one, followed) for _, one in shown], style
        )

    def _frame(self, number: int, position: int) -> tuple[Picture, NDArray[np.integer]]:
        video = self.videos[number]
        return self.kept.get(
            (number, position),
            lambda: keep_small(video.image(position), video.segments(position)),
        )


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
