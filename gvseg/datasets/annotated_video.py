"""One annotated video for training, independent of its published layout."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Final, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from gvseg.errors import FormatError, VideoError
from gvseg.video import RgbImage, ValueRange
from gvseg.video.pixels import is_deep, to_rgb
from gvseg.video.still import read_pixels, read_still_size
from gvseg.video.value_range import find_range, sample_indices
from gvseg.vocabulary import VocabularyEntry

Segments: TypeAlias = NDArray[np.int32]
"""H x W segment ids: 1 and above for a segment, 0 for none, `VOID_SEGMENT` for unlabelled."""

VOID_SEGMENT: Final = -1
"""Value of unlabelled pixels in `Segments`."""


class Frames(Protocol):
    """Source of a video's frames, decoded on demand."""

    def __len__(self) -> int:
        """Return the number of frames."""

    def size(self, position: int) -> tuple[int, int]:
        """Return (height, width) of a frame, without decoding it if possible."""

    def image(self, position: int) -> RgbImage:
        """Return a frame: H x W x 3, uint8, RGB; FormatError if it is damaged."""


class Labels(Protocol):
    """Source of a video's labels, decoded on demand."""

    def location(self, position: int) -> str:
        """Return the file and location of a frame's labels, for messages."""

    def segments(self, position: int) -> Segments:
        """Return the labels of a frame; FormatError if they are damaged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedVideo:
    """A labelled video, or a still image as a one-frame video. Can be pickled.

    Where masks overlap, the smaller one is on top; in GvSeg documents, the upper layer is.

    Attributes:
        dataset: name of the dataset, for messages and the model card.
        name: name of the video, unique in its set and split.
        frames: its frames.
        labels: its labels; use `segments` to read and check them.
        labelled: positions of the frames that have labels, ascending.
        categories: segment id (divided by `label_divisor`) -> its class; missing ids have no known
            class.
        label_divisor: as in panoptic datasets, segment id = category key x divisor + instance.
        is_complete: whether every pixel has a label, so that 0 does not occur.
        is_exhaustive: whether every object of the dataset's classes has a label; otherwise, pixels
            with 0 can belong to such an object.
        has_instances: whether a segment of a thing is one object; otherwise it contains all pixels
            of its class in a frame, as in semantic datasets.
        doubtful: position -> segments with a predicted, unverified mask in that frame.
        unknown: position -> segments with neither a mask nor a known absence in that frame.
    """

    dataset: str
    name: str
    frames: Frames
    labels: Labels
    labelled: tuple[int, ...]
    categories: Mapping[int, VocabularyEntry] = field(default_factory=dict)
    label_divisor: int = 1
    is_complete: bool = False
    is_exhaustive: bool = False
    has_instances: bool = True
    doubtful: Mapping[int, frozenset[int]] = field(default_factory=dict)
    unknown: Mapping[int, frozenset[int]] = field(default_factory=dict)

    def image(self, position: int) -> RgbImage:
        """Return a frame: H x W x 3, uint8, RGB.

        Raises:
            FormatError: the image is missing or damaged.
        """
        return self.frames.image(position)

    def segments(self, position: int) -> Segments:
        """Return the labels of a frame: H x W int32, with ids that are constant through the video.

        Raises:
            FormatError: the labels are missing or damaged, differ in size from the frame, or
                contain an unknown id.
            ValueError: the frame has no labels.
        """
        if position not in self.labelled:
            raise ValueError(f"{self.dataset}, {self.name}: frame {position} has no labels.")
        segments = self.labels.segments(position)
        size = self.frames.size(position)
        if segments.shape != size:
            raise FormatError(
                f"{self.labels.location(position)}: {segments.shape[1]}x{segments.shape[0]} "
                f"pixels, but its frame is {size[1]}x{size[0]}."
            )
        return segments

    def truth(self, position: int) -> Segments:
        """Return the labels to train on: as `segments`, but with unverified masks as void.

        Raises:
            FormatError, ValueError: as `segments`.
        """
        segments = self.segments(position)
        if unverified := self.doubtful.get(position):
            segments = segments.copy()
            segments[np.isin(segments, list(unverified))] = VOID_SEGMENT
        return segments

    def category_of(self, segment_id: int) -> VocabularyEntry | None:
        """Return the class of a segment; None if it is unknown."""
        return self.categories.get(segment_id // self.label_divisor)

    def with_things(self, names: frozenset[str]) -> "AnnotatedVideo":
        """Return the video with these classes as things and all others as stuff."""
        categories = {
            key: VocabularyEntry(entry.name, entry.name in names)
            for key, entry in self.categories.items()
        }
        return replace(self, categories=categories)


@dataclass(frozen=True)  # no slots, because of the cached property
class ImageFrames:
    """Frames stored as image files."""

    paths: tuple[Path, ...]

    def __len__(self) -> int:
        """See `Frames`."""
        return len(self.paths)

    def size(self, position: int) -> tuple[int, int]:
        """See `Frames`."""
        try:
            return read_still_size(self.paths[position])
        except VideoError as error:
            raise FormatError(str(error)) from error

    def image(self, position: int) -> RgbImage:
        """See `Frames`."""
        try:
            pixels = read_pixels(self.paths[position])
            if not is_deep(pixels) or self._value_range is None:
                return to_rgb(pixels)
            return self._value_range.apply(pixels)
        except VideoError as error:
            raise FormatError(str(error)) from error

    @cached_property
    def _value_range(self) -> ValueRange | None:
        """One value range for all frames, as in the display of the video."""
        return find_range(read_pixels(self.paths[index]) for index in sample_indices(len(self)))
