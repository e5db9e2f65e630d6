"""Objects and surfaces found by a run without exemplars, as tracks of the document."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import reduce

from gvseg.annotation.colours import OBJECT_COLOURS
from gvseg.annotation.document import Document
from gvseg.annotation.edits import AcceptMasks, Compound, Edit, Propose
from gvseg.annotation.records import Category, Colour, FrameMask, Track
from gvseg.annotation.settled import settled_masks
from gvseg.document_runs.accepting import record_of
from gvseg.engine.request import ClipResult, FrameResult, TrackLabel
from gvseg.masks import Mask
from gvseg.task import Task
from gvseg.vocabulary import VocabularyEntry


class FoundTracks:
    """Tracks found by one run so far: maps the engine's ids to the document's."""

    def __init__(self, vocabulary: tuple[VocabularyEntry, ...], task: Task) -> None:
        self._vocabulary = vocabulary
        self._has_instances = task is not Task.SEMANTIC
        self._labels: dict[int, TrackLabel] = {}
        self._ids: dict[int, int] = {}
        self._latest: dict[int, tuple[int, FrameMask]] = {}

    def pending(self, document: Document) -> set[int]:
        """Return the tracks that are still proposals."""
        return document.proposals.keys() & set(self._ids.values())

    def edit_of(self, document: Document, clips: list[ClipResult]) -> Edit:
        """Return the edit that adds clips.

        Proposals accepted meanwhile continue as objects; rejected or undone ones stay removed.
        """
        new = self._assign_ids(document, clips)
        open_ones: dict[int, Track] = {}
        for number, track_id in self._ids.items():
            category = self._category(document, number)
            if category is not None and (track_id in document.proposals or number in new):
                score = self._labels[number].score
                open_ones[number] = self._track(document, track_id, category, score)
        frames = [frame for clip in clips for frame in clip.frames]
        propose = Propose(
            tuple(open_ones.values()),
            {frame.frame_index: self._records(frame, open_ones) for frame in frames},
        )
        numbers = {self._ids[number]: number for number in open_ones}
        for frame_index, records in propose.masks.items():
            self._latest |= {numbers[i]: (frame_index, one) for i, one in records.items()}
        return Compound((propose, self._accepted_masks(document, frames)), propose.label)

    def _accepted_masks(self, document: Document, frames: list[FrameResult]) -> AcceptMasks:
        """Return masks of tracks accepted during the run, cut in the same way as on acceptance."""
        accepted = {
            i: i if i in document.tracks else self._joined(document, number)
            for number, i in self._ids.items()
            if i not in document.proposals
        }
        numbers = [number for number, i in self._ids.items() if accepted.get(i)]
        masks: dict[int, dict[int, FrameMask]] = {}
        for frame in frames if numbers else []:
            here = frame.frame_index
            settled = settled_masks(document, here, here).get(here, {})
            for found_id, record in self._records(frame, numbers).items():
                track_id = accepted[found_id] or found_id
                left = _without(record.mask, settled, track_id)
                if track_id != found_id:
                    before = masks.get(track_id, {}).get(here) or document.mask(track_id, here)
                    left = left | before.mask if before else left
                if not left.is_empty:
                    masks.setdefault(track_id, {})[here] = replace(record, mask=left)
        return AcceptMasks(masks)

    def _joined(self, document: Document, number: int) -> int | None:
        """Return the stuff track that an accepted proposal was merged into; None if rejected.

        That track has the proposal's pixels in the last frame it was found in.
        """
        category = self._category(document, number)
        if category is None or category.is_thing or number not in self._latest:
            return None
        frame_index, record = self._latest[number]
        settled = settled_masks(document, frame_index, frame_index).get(frame_index, {})
        for track in document.tracks.values():
            there = document.mask(track.track_id, frame_index)
            if track.category_id == category.category_id and there is not None:
                left = _without(record.mask, settled, track.track_id)
                if not left.is_empty and (left - there.mask).is_empty:
                    return track.track_id
        return None

    def _assign_ids(self, document: Document, clips: list[ClipResult]) -> set[int]:
        """Assign document ids to new tracks, and return the engine ids of those tracks."""
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
        self._ids.update({number: first + offset for offset, number in enumerate(new)})
        return set(new)

    def _category(self, document: Document, number: int) -> Category | None:
        """Return the project's category for a found track; None if its class is ignored."""
        name = self._vocabulary[self._labels[number].category].name
        return document.categories.get(document.vocabulary_map.get(name, 0))

    def _track(self, document: Document, track_id: int, category: Category, score: float) -> Track:
        """Return a proposal. One that covers a whole class has the name and colour of the class."""
        is_instance = self._has_instances and category.is_thing
        return Track(
            track_id=track_id,
            name=f"{category.name} {track_id}" if is_instance else category.name,
            category_id=category.category_id,
            colour=_thing_colour(document, track_id) if is_instance else category.colour,
            score=round(min(max(score, 0.0), 1.0), 2),
            is_proposed=True,
        )

    def _records(self, frame: FrameResult, numbers: Iterable[int]) -> dict[int, FrameMask]:
        """Return the non-empty masks by track id."""
        return {
            self._ids[number]: record_of(frame, number)
            for number in numbers
            if number in frame.masks and not frame.masks[number].is_empty
        }


def _without(mask: Mask, settled: Mapping[int, Mask], track_id: int) -> Mask:
    """Return a track's mask without the pixels of settled masks of other tracks."""
    return reduce(Mask.__sub__, (one for i, one in settled.items() if i != track_id), mask)


def _thing_colour(document: Document, track_id: int) -> Colour:
    """Return a colour that no stuff uses."""
    stuff = {one.colour for one in document.categories.values() if not one.is_thing}
    free = [one for one in OBJECT_COLOURS if one not in stuff] or OBJECT_COLOURS
    return free[(track_id - 1) % len(free)]
