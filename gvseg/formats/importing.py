"""Plans an import: matches frames, categories and objects of a file to a document."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from gvseg.annotation.colours import object_colour
from gvseg.annotation.document import Document
from gvseg.annotation.edits import (
    AcceptMasks,
    AddCategory,
    AddFrameValues,
    AddTracks,
    Compound,
    Edit,
    SetVoid,
)
from gvseg.annotation.records import AttributeValue, Category, FrameMask, Track
from gvseg.counted import counted
from gvseg.errors import FormatError
from gvseg.formats.building import ImportedDocument
from gvseg.formats.frame_matching import match_frames
from gvseg.formats.linking import Links, link_by_overlap
from gvseg.formats.read_report import Reading

_MAX_LISTED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What an import will do; apply it with `edit()`.

    Attributes:
        imported: the annotations in the file.
        target: the document to import into.
        frames: frame index in the file -> frame index in the video.
        matched_by: how frames were matched: by name, number or order.
        left_out: names of frames in the file that the video does not have.
        categories: category id in the file -> category id in the document.
        new_categories: categories to add to the document.
        tracks: track id in the file -> track id in the document.
        new_tracks: tracks to add to the document.
        skipped_masks: number of masks left out because the document already has one there.
        linked: number of objects in the file that were linked by overlap.
        readings: how ambiguities that depend on the video were resolved.
    """

    imported: Document
    target: Document
    frames: Mapping[int, int]
    matched_by: str
    left_out: tuple[str, ...] = ()
    categories: Mapping[int, int] = field(default_factory=dict)
    new_categories: tuple[Category, ...] = ()
    tracks: Mapping[int, int] = field(default_factory=dict)
    new_tracks: tuple[Track, ...] = ()
    skipped_masks: int = 0
    linked: int = 0
    readings: tuple[Reading, ...] = ()

    @property
    def can_join(self) -> bool:
        """True if an object in the file has the same id as an object in the document."""
        return not _identified(self.imported).isdisjoint(self.target.tracks)

    @property
    def can_link(self) -> bool:
        """True if the file has objects without an id, which can be linked by overlap."""
        return len(_identified(self.imported)) < len(self.imported.tracks)

    def lines(self) -> list[str]:
        """Return a summary of the plan for the user, one sentence per line."""
        mask_count = sum(len(masks) for masks in _masks(self).values())
        frame_count = len(self.frames) + len(self.left_out)
        lines = [
            f"{len(self.frames)} of {frame_count} frames match the video's "
            f"{self.target.source.frame_count} by {self.matched_by}.",
            f"{counted(len(set(self.tracks.values())), 'object')} ({len(self.new_tracks)} new), "
            f"{counted(mask_count, 'mask')}.",
        ]
        if self.linked:
            lines.append(
                f"Joined {counted(self.linked, 'object')} without an id to overlapping objects."
            )
        if self.imported.tracks:
            lines.append(f"Objects by category: {self._category_counts()}.")
        if self.new_categories:
            names = ", ".join(category.name for category in self.new_categories)
            lines.append(f"New categories: {names}.")
        if self.left_out:
            more = ", ..." if len(self.left_out) > 1 else ""
            lines.append(
                f"Left out {counted(len(self.left_out), 'frame')} that the video does not have "
                f"({self.left_out[0]}{more})."
            )
        if self.skipped_masks:
            lines.append(
                f"Left out {counted(self.skipped_masks, 'mask')}, because the project already has "
                f"masks there."
            )
        return lines

    def _category_counts(self) -> str:
        tracks, categories = self.imported.tracks, self.imported.categories
        category_of = {new_id: tracks[old_id].category_id for old_id, new_id in self.tracks.items()}
        counts = Counter(categories[one].name for one in category_of.values()).most_common()
        named = ", ".join(f"{name} {count}" for name, count in counts[:_MAX_LISTED])
        more = len(counts) - _MAX_LISTED
        return (
            f"{named} and {counted(more, 'more category', 'more categories')}"
            if more > 0
            else named
        )

    def edit(self) -> Edit:
        """Return the import as a single edit, which can be undone in one step."""
        voids = [
            SetVoid(self.frames[index], record.mask)
            for index, record in self.imported.voids()
            if index in self.frames and self.target.void(self.frames[index]) is None
        ]
        parts: tuple[Edit, ...] = (
            *map(AddCategory, self.new_categories),
            AddTracks(self.new_tracks),
            AcceptMasks(_masks(self)),
            AddFrameValues(_frame_values(self)),
            *voids,
        )
        return Compound(parts, "Import")


def plan_import(
    imported: Document,
    target: Document,
    *,
    join_tracks: bool = True,
    links_overlaps: bool = False,
    first_number: int | None = None,
) -> ImportPlan:
    """Match frames by name, number or order, and categories by name; keep ids that are free.

    Args:
        imported: the annotations of one video.
        target: the document to import into.
        join_tracks: whether an object with the id and category of an existing object is merged into
            it; otherwise it gets a new id. Objects without an id in the file are always new.
        links_overlaps: whether to link objects without an id by overlap; see `linking`.
        first_number: number of the first frame in the file, 0 or 1; None to detect it.

    Raises:
        FormatError: the frame size differs, or no frame matches.
    """
    ours, theirs = target.source, imported.source
    if (theirs.height, theirs.width) != (ours.height, ours.width):
        raise FormatError(
            f"The annotations are for frames of {theirs.width}x{theirs.height} pixels, "
            f"{ours.path} has {ours.width}x{ours.height}."
        )
    match = match_frames(imported, target, first_number=first_number)
    categories, new_categories = _match_categories(imported, target)
    links = Links()
    if links_overlaps:
        linkable = set(imported.tracks) - _identified(imported)
        links = link_by_overlap(imported, target, linkable, match.frames, categories)
    tracks, new_tracks = _match_tracks(imported, target, categories, links, join_tracks=join_tracks)
    plan = ImportPlan(
        imported=imported,
        target=target,
        frames=match.frames,
        matched_by=match.how,
        left_out=match.left_out,
        categories=categories,
        new_categories=new_categories,
        tracks=tracks,
        new_tracks=new_tracks,
        linked=len(links.to_target) + len(links.to_imported),
        readings=() if match.reading is None else (match.reading,),
    )
    new_ids = {track.track_id for track in new_tracks}
    skipped_masks = sum(
        target.is_protected(track_id, frame_index)
        for track_id, masks in _masks(plan).items()
        if track_id not in new_ids
        for frame_index in masks
    )
    return replace(plan, skipped_masks=skipped_masks)


def _match_categories(
    imported: Document, target: Document
) -> tuple[dict[int, int], tuple[Category, ...]]:
    by_name = {category.name.casefold(): i for i, category in target.categories.items()}
    # Ids of deleted categories are not reused either.
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
    imported: Document,
    target: Document,
    categories: Mapping[int, int],
    links: Links,
    *,
    join_tracks: bool,
) -> tuple[dict[int, int], tuple[Track, ...]]:
    first_free = target.next_track_id
    next_id = max(first_free, imported.next_track_id)
    identified = _identified(imported) if join_tracks else set()
    found: dict[int, int] = {}
    new: list[Track] = []
    for track_id in imported.layer_order:
        track = imported.tracks[track_id]
        category_id = categories[track.category_id]
        existing = target.tracks.get(track_id)
        is_known = existing is not None and existing.category_id == category_id
        if is_known and track_id in identified:
            found[track_id] = track_id
            continue
        if track_id in links.to_target:
            found[track_id] = links.to_target[track_id]
            continue
        if track_id in links.to_imported:
            continue
        new_id = track_id
        if track_id < first_free:
            new_id, next_id = next_id, next_id + 1
        found[track_id] = new_id
        if new_id != track_id:
            track = _renumbered(track, new_id, imported.categories[track.category_id].name)
        new.append(replace(track, track_id=new_id, category_id=category_id))
    for track_id, earlier in links.to_imported.items():
        found[track_id] = found[earlier]
    return found, tuple(new)


def _renumbered(track: Track, new_id: int, category_name: str) -> Track:
    """Return the track with a new id, and a new name if its name was generated from the id."""
    is_generated = track.name == f"{category_name} {track.track_id}"
    name = f"{category_name} {new_id}" if is_generated else track.name
    return replace(track, track_id=new_id, name=name, colour=object_colour(new_id))


def _identified(imported: Document) -> set[int]:
    return imported.identified if isinstance(imported, ImportedDocument) else set(imported.tracks)


def _masks(plan: ImportPlan) -> dict[int, dict[int, FrameMask]]:
    """Return track id in the document -> frame index in the video -> mask."""
    found: dict[int, dict[int, FrameMask]] = {}
    for track_id, new_id in plan.tracks.items():
        masks = found.setdefault(new_id, {})
        for frame_index, record in plan.imported.masks_of(track_id):
            if frame_index in plan.frames:
                target_index = plan.frames[frame_index]
                if target_index in masks:
                    record = replace(record, mask=masks[target_index].mask | record.mask)
                masks[target_index] = record
    return found


def _frame_values(plan: ImportPlan) -> dict[int, dict[int, dict[str, AttributeValue]]]:
    """Return track id in the document -> frame index in the video -> attribute values."""
    found: dict[int, dict[int, dict[str, AttributeValue]]] = {}
    for track_id, new_id in plan.tracks.items():
        for frame_index, values in plan.imported.frame_values_of(track_id):
            if frame_index in plan.frames:
                frames = found.setdefault(new_id, {})
                frames.setdefault(plan.frames[frame_index], {}).update(values)
    return found
