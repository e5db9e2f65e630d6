"""What a run without exemplars has found, as tracks of the document."""

from collections.abc import Iterable
from dataclasses import replace
from functools import reduce

from app.commands.run_results import record_of
from gvseg.annotation.colours import object_colour
from gvseg.annotation.document import Document
from gvseg.annotation.edits import AcceptMasks, Compound, Edit, Propose
from gvseg.annotation.records import Category, FrameMask, Track
from gvseg.annotation.settled import settled_masks
from gvseg.engine.request import ClipResult, FrameResult, TrackLabel
from gvseg.masks import Mask
from gvseg.vocabulary import VocabularyEntry


class Found:
    """What one run has found so far: the engine's numbers and the document's."""

    def __init__(self, vocabulary: tuple[VocabularyEntry, ...]) -> None:
        self._vocabulary = vocabulary
        self._labels: dict[int, TrackLabel] = {}
        self._ids: dict[int, int] = {}

    def count_open(self, document: Document) -> int:
        """How many of them wait for an answer."""
        return sum(track_id in document.proposals for track_id in self._ids.values())

    def edit_of(self, document: Document, clips: list[ClipResult]) -> Edit:
        """The edit that takes clips in.

        What was accepted meanwhile goes on as an object; what was rejected or undone stays away.
        """
        new = self._number(document, clips)
        open_ones: dict[int, Track] = {}
        for number, track_id in self._ids.items():
            category = self._category(document, number)
            if category is not None and (track_id in document.proposals or number in new):
                open_ones[number] = _track(track_id, category, self._labels[number].score)
        frames = [frame for clip in clips for frame in clip.frames]
        propose = Propose(
            tuple(open_ones.values()),
            {frame.frame_index: self._records(frame, open_ones) for frame in frames},
        )
        return Compound((propose, self._go_on(document, frames)), propose.label)

    def _go_on(self, document: Document, frames: list[FrameResult]) -> AcceptMasks:
        """Masks of what was accepted while the run was under way, cut as accepting cuts."""
        accepted = [number for number, i in self._ids.items() if i in document.tracks]
        masks: dict[int, dict[int, FrameMask]] = {}
        for frame in frames if accepted else []:
            here = frame.frame_index
            settled = settled_masks(document, here, here).get(here, {})
            for track_id, record in self._records(frame, accepted).items():
                others = (mask for other, mask in settled.items() if other != track_id)
                left = reduce(Mask.__sub__, others, record.mask)
                if not left.is_empty:
                    masks.setdefault(track_id, {})[here] = replace(record, mask=left)
        return AcceptMasks(masks)

    def _number(self, document: Document, clips: list[ClipResult]) -> set[int]:
        """Give what is seen for the first time a number of the document; returns what that is."""
        for clip in clips:
            self._labels.update(clip.tracks)
        shown = {
            number
            for clip in clips
            for frame in clip.frames
            for number, mask in frame.masks.items()
            if not mask.is_empty
        }
        new = [
            number
            for number in sorted(shown & self._labels.keys() - self._ids.keys())
            if self._category(document, number) is not None
        ]
        first = max(document.next_track_id, 1 + max(self._ids.values(), default=0))
        self._ids.update({number: first + place for place, number in enumerate(new)})
        return set(new)

    def _category(self, document: Document, number: int) -> Category | None:
        """The project's category of what was found; None where its class is not wanted."""
        name = self._vocabulary[self._labels[number].category].name
        return document.categories.get(document.vocabulary_map.get(name, 0))

    def _records(self, frame: FrameResult, numbers: Iterable[int]) -> dict[int, FrameMask]:
        """Track id -> mask, where there is a pixel."""
        return {
            self._ids[number]: record_of(frame, number)
            for number in numbers
            if number in frame.masks and not frame.masks[number].is_empty
        }


def _track(track_id: int, category: Category, score: float) -> Track:
    is_thing = category.is_thing
    return Track(
        track_id=track_id,
        name=f"{category.name} {track_id}" if is_thing else category.name,
        category_id=category.category_id,
        colour=object_colour(track_id) if is_thing else category.colour,
        score=round(min(max(score, 0.0), 1.0), 2),
        is_proposed=True,
    )
