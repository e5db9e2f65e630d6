"""One annotated video as training sees it, whatever layout it was published in."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Final, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from gvseg.errors import FormatError, VideoError
from gvseg.video import Picture, ValueRange
from gvseg.video.pixels import is_deep, to_rgb
from gvseg.video.still import read_pixels, read_still_size
from gvseg.video.value_range import find_range, spread_indexes
from gvseg.vocabulary import VocabularyEntry

Segments: TypeAlias = NDArray[np.int32]
"""H x W segment ids: 1.. a segment, 0 none, `VOID_SEGMENT` where unlabelled."""

VOID_SEGMENT: Final = -1
"""Marks unlabelled pixels in segments."""


class Frames(Protocol):
    """Where the pictures of a video come from; decoded when asked for."""

    def __len__(self) -> int:
        """Number of frames."""

    def size(self, position: int) -> tuple[int, int]:
        """(height, width) of a frame, without its pixels where that can be."""

    def image(self, position: int) -> Picture:
        """A frame: H x W x 3, uint8, RGB; FormatError where it is damaged."""


class Labels(Protocol):
    """Where the labels of a video come from; decoded when asked for."""

    def place(self, position: int) -> str:
        """File, and place in it, where the labels of a frame lie: for messages."""

    def segments(self, position: int) -> Segments:
        """The labels of a frame; FormatError where they are damaged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedVideo:
    """A video with labels, or a still as a video of one frame. Can be pickled.

    Where a set's masks overlap, the smaller one is seen; in documents of ours the upper layer.

    Attributes:
        dataset: name of the set, for messages and the card.
        name: of the video, unique in its set and split.
        frames: its pictures.
        labels: its labels; ask `segments` instead, which checks them.
        labelled: positions of the frames that have labels, ascending.
        categories: segment id (divided by `label_divisor`) -> what it is; an id that is not in
            it is of no known class.
        label_divisor: as in panoptic sets, segment id = category key x divisor + instance.
        is_complete: every pixel has a label, so that 0 does not occur.
        is_exhaustive: every object of the set's classes has a label, so that 0 is none of them;
            else 0 may be anything.
        has_instances: a segment of a thing is one object; else it is all of its class in a
            frame, as in semantic sets.
        doubtful: position -> segments whose mask there a machine made and nobody verified.
        unknown: position -> segments of which that frame says neither mask nor absence.
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

    def image(self, position: int) -> Picture:
        """A frame: H x W x 3, uint8, RGB.

        Raises:
            FormatError: the picture is missing or damaged.
        """
        return self.frames.image(position)

    def segments(self, position: int) -> Segments:
        """The labels of a frame: H x W int32, ids that stay the same over the video.

        Raises:
            FormatError: they are missing, damaged, of another size than the frame, or hold an id
                that the set does not know.
            ValueError: the frame has no labels.
        """
        if position not in self.labelled:
            raise ValueError(f"{self.dataset}, {self.name}: frame {position} has no labels.")
        segments = self.labels.segments(position)
        size = self.frames.size(position)
        if segments.shape != size:
            raise FormatError(
                f"{self.labels.place(position)}: {segments.shape[1]}x{segments.shape[0]} pixels, "
                f"its frame has {size[1]}x{size[0]}."
            )
        return segments

    def truth(self, position: int) -> Segments:
        """The labels to learn from: as `segments`, with void where nobody verified a mask.

        Raises:
            FormatError, ValueError: as `segments`.
        """
        segments = self.segments(position)
        if unverified := self.doubtful.get(position):
            segments = segments.copy()
            segments[np.isin(segments, list(unverified))] = VOID_SEGMENT
        return segments

    def category_of(self, segment_id: int) -> VocabularyEntry | None:
        """What a segment is; None where its class is not known."""
        return self.categories.get(segment_id // self.label_divisor)

    def with_things(self, names: frozenset[str]) -> "AnnotatedVideo":
        """The same video with these classes as things and all others as stuff."""
        categories = {
            key: VocabularyEntry(entry.name, entry.name in names)
            for key, entry in self.categories.items()
        }
        return replace(self, categories=categories)


@dataclass(frozen=True)  # no slots: the range is kept once found
class PictureFrames:
    """Frames as picture files."""

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

    def image(self, position: int) -> Picture:
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
        """One range for all frames, as the video itself is shown."""
        return find_range(read_pixels(self.paths[place]) for place in spread_indexes(len(self)))
