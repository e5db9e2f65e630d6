"""Fits what a file says to a document's video, and shows it before anything is changed."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from gvseg.annotation.colours import object_colour
from gvseg.annotation.document import Document
from gvseg.annotation.edits import AcceptMasks, AddCategory, AddTrack, Compound, Edit, SetVoid
from gvseg.annotation.records import Category, FrameMask, Track, VideoSource
from gvseg.errors import FormatError

_MOST_NAMED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What an import will do; look at it, then apply `edit()`.

    Attributes:
        imported: what the file says.
        target: the document that takes it in.
        frames: frame index in the file -> frame index in the video.
        is_by_name: whether frames were matched by their names, else by their order.
        left_out: names of frames of the file that the video does not have.
        categories: category id in the file -> category of the document, new or there.
        new_categories: those of them that the document lacks.
        tracks: track id in the file -> object of the document, new or there.
        new_tracks: those of them that the document lacks.
        kept: masks that give way, because the document has a mask of its own there.
    """

    imported: Document
    target: Document
    frames: Mapping[int, int]
    is_by_name: bool
    left_out: tuple[str, ...] = ()
    categories: Mapping[int, int] = field(default_factory=dict)
    new_categories: tuple[Category, ...] = ()
    tracks: Mapping[int, int] = field(default_factory=dict)
    new_tracks: tuple[Track, ...] = ()
    kept: int = 0

    def lines(self) -> list[str]:
        """The plan in words, a line each."""
        mask_count = sum(len(masks) for masks in _masks(self).values())
        how = "by name" if self.is_by_name else "by order"
        said = [
            f"{len(self.frames)} of {self.imported.source.frame_count} frames match the video's "
            f"{self.target.source.frame_count} {how}.",
            f"{_counted(len(self.tracks), 'object')} ({len(self.new_tracks)} new), "
            f"{_counted(mask_count, 'mask')}.",
        ]
        if self.imported.tracks:
            said.append(f"Objects by category: {self._category_counts()}.")
        if self.new_categories:
            names = ", ".join(category.name for category in self.new_categories)
            said.append(f"New categories: {names}.")
        if self.left_out:
            said.append(
                f"{len(self.left_out)} frames are not in the video and are left out "
                f"({self.left_out[0]}, ...)."
            )
        if self.kept:
            said.append(f"{self.kept} masks give way to masks that are there already.")
        return said

    def _category_counts(self) -> str:
        tracks, categories = self.imported.tracks.values(), self.imported.categories
        counts = Counter(categories[track.category_id].name for track in tracks).most_common()
        named = ", ".join(f"{name} {count}" for name, count in counts[:_MOST_NAMED])
        more = len(counts) - _MOST_NAMED
        return f"{named} and {more} more categories" if more > 0 else named

    def edit(self) -> Edit:
        """The import as one edit, to be undone as one."""
        voids = [
            SetVoid(self.frames[index], record.mask)
            for index, record in self.imported.voids()
            if index in self.frames and self.target.void(self.frames[index]) is None
        ]
        parts: tuple[Edit, ...] = (
            *map(AddCategory, self.new_categories),
            *map(AddTrack, self.new_tracks),
            AcceptMasks(_masks(self)),
            *voids,
        )
        return Compound(parts, "Import")


def _counted(count: int, word: str) -> str:
    return f"1 {word}" if count == 1 else f"{count} {word}s"


def plan_import(imported: Document, target: Document, *, join_tracks: bool = True) -> ImportPlan:
    """Match frames by name, else by order; categories by name; keep ids that are free.

    Args:
        imported: one video of what `read_documents` gave.
        target: the document that takes it in.
        join_tracks: an object of the same id and category as one that is there is taken for the
            same, so that several imports merge; else it gets a new id.

    Raises:
        FormatError: the frames have another size, or no frame fits.
    """
    ours, theirs = target.source, imported.source
    if (theirs.height, theirs.width) != (ours.height, ours.width):
        raise FormatError(
            f"The annotations are for frames of {theirs.width}x{theirs.height} pixels, "
            f"{ours.path} has {ours.width}x{ours.height}."
        )
    frames, left_out, is_by_name = match_frames(imported, target)
    categories, new_categories = _match_categories(imported, target)
    tracks, new_tracks = _match_tracks(imported, target, categories, join_tracks=join_tracks)
    plan = ImportPlan(
        imported=imported,
        target=target,
        frames=frames,
        is_by_name=is_by_name,
        left_out=left_out,
        categories=categories,
        new_categories=new_categories,
        tracks=tracks,
        new_tracks=new_tracks,
    )
    new_ids = {track.track_id for track in new_tracks}
    kept = sum(
        target.is_protected(track_id, frame_index)
        for track_id, masks in _masks(plan).items()
        if track_id not in new_ids
        for frame_index in masks
    )
    return replace(plan, kept=kept)


def match_frames(
    imported: Document, target: Document
) -> tuple[dict[int, int], tuple[str, ...], bool]:
    """Frames of the file -> frames of the video, names left out, and whether names decided.

    Raises:
        FormatError: neither names nor numbers of frames fit.
    """
    ours, theirs = target.source, imported.source
    found = _frames_by_name(theirs, ours)
    is_by_name = bool(found)
    if len(found) < theirs.frame_count and theirs.frame_count == ours.frame_count:
        return {index: index for index in range(theirs.frame_count)}, (), False
    if not theirs.frame_names and not theirs.is_folder:
        # Numbered as the video's; what is missing at the end has no object.
        found = {index: index for index in range(min(theirs.frame_count, ours.frame_count))}
    if not found:
        raise FormatError(
            f"The annotations have {theirs.frame_count} frames ({theirs.frame_name(0)}, ...), "
            f"{ours.path} has {ours.frame_count} ({ours.frame_name(0)}, ...); neither names nor "
            f"numbers fit."
        )
    left_out = tuple(
        theirs.frame_name(index) for index in range(theirs.frame_count) if index not in found
    )
    return found, left_out, is_by_name


def _frames_by_name(theirs: VideoSource, ours: VideoSource) -> dict[int, int]:
    """Frames of a file -> frames of the video called the same."""
    index_of = {ours.frame_name(index): index for index in range(ours.frame_count)}
    names = theirs.frame_names
    found = {index: index_of[name] for index, name in enumerate(names) if name in index_of}
    if not found and all(name.isdecimal() for name in (*names, *index_of)):
        # Some formats number frames with more digits than others.
        by_number = {int(name): index for name, index in index_of.items()}
        numbers = {index: int(name) for index, name in enumerate(names)}
        found = {
            index: by_number[number] for index, number in numbers.items() if number in by_number
        }
    return found


def choose_document(documents: list[Document], target: Document) -> Document:
    """The one of a file's videos that is the target's.

    Raises:
        FormatError: it cannot be told which.
    """
    if len(documents) == 1:
        return documents[0]
    same = [document for document in documents if document.source.name == target.source.name]
    if len(same) == 1:
        return same[0]
    names = ", ".join(document.source.name for document in documents[:5])
    raise FormatError(
        f"The file speaks of {len(documents)} videos ({names}), none of which, or several, are "
        f"called {target.source.name}."
    )


def _match_categories(
    imported: Document, target: Document
) -> tuple[dict[int, int], tuple[Category, ...]]:
    by_name = {category.name.casefold(): i for i, category in target.categories.items()}
    # An id that a category has or had is not given to another.
    used = set(range(1, target.next_category_id))
    reserved = used | set(imported.categories)
    found: dict[int, int] = {}
    new: list[Category] = []
    for category_id, category in imported.categories.items():
        known = by_name.get(category.name.casefold())
        if known is None:
            known = category_id if category_id not in used else 1 + max(reserved)
            reserved.add(known)
            new.append(replace(category, category_id=known))
            by_name[category.name.casefold()] = known
        found[category_id] = known
    return found, tuple(new)


def _match_tracks(
    imported: Document, target: Document, categories: Mapping[int, int], *, join_tracks: bool
) -> tuple[dict[int, int], tuple[Track, ...]]:
    used = set(range(1, target.next_track_id))
    reserved = used | set(imported.tracks)
    found: dict[int, int] = {}
    new: list[Track] = []
    for track_id in imported.layer_order:
        track = imported.tracks[track_id]
        category_id = categories[track.category_id]
        there = target.tracks.get(track_id)
        if there is not None and join_tracks and there.category_id == category_id:
            found[track_id] = track_id
            continue
        new_id = track_id
        if track_id in used:
            new_id = 1 + max(reserved)
        reserved.add(new_id)
        found[track_id] = new_id
        colour = track.colour if new_id == track_id else object_colour(new_id)
        new.append(replace(track, track_id=new_id, category_id=category_id, colour=colour))
    return found, tuple(new)


def _masks(plan: ImportPlan) -> dict[int, dict[int, FrameMask]]:
    return {
        new_id: {
            plan.frames[frame_index]: record
            for frame_index, record in plan.imported.masks_of(track_id)
            if frame_index in plan.frames
        }
        for track_id, new_id in plan.tracks.items()
    }
