"""Edits of categories and of the video reference."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from gvseg.annotation.changes import (
    CategoryChange,
    Change,
    SourceChange,
    TrackChange,
    VocabularyChange,
)
from gvseg.annotation.document import Document
from gvseg.annotation.edits.edit import Edit
from gvseg.annotation.records import AttributeValue, Category, Track, VideoSource
from gvseg.errors import EditError


@dataclass(frozen=True, slots=True)
class AddCategory(Edit):
    """Add a category, with an id from `document.next_category_id`."""

    category: Category
    label: str = "Add category"

    def changes(self, document: Document) -> Iterator[Change]:
        """Return one change."""
        if self.category.category_id in document.categories:
            raise EditError(f"Category {self.category.category_id} already exists.")
        _check_name(document, self.category)
        yield CategoryChange(self.category.category_id, self.category)


@dataclass(frozen=True, slots=True)
class UpdateCategory(Edit):
    """Change the name, colour, kind or attributes of a category."""

    category: Category
    label: str = "Change category"

    def changes(self, document: Document) -> Iterator[Change]:
        """Return one change, or none if nothing differs."""
        before = document.category(self.category.category_id)
        _check_name(document, self.category)
        if before != self.category:
            yield CategoryChange(self.category.category_id, self.category)


@dataclass(frozen=True, slots=True)
class AdoptCategories(Edit):
    """Set several categories at once, such as those of a dataset; names may be exchanged.

    Attributes:
        merged: category id -> category that receives its objects and classes; it is then removed.
        keeps_defaults: whether objects without a value keep the default of their own category.
    """

    categories: tuple[Category, ...]
    label: str = "Adopt categories"
    merged: Mapping[int, int] = field(default_factory=dict)
    keeps_defaults: bool = False

    def changes(self, document: Document) -> Iterator[Change]:
        """Return one change per object and category that differs."""
        after = {**document.categories, **{c.category_id: c for c in self.categories}}
        after = {number: one for number, one in after.items() if number not in self.merged}
        seen: set[str] = set()
        for category in after.values():
            if category.name in seen:
                raise EditError(f"Two categories would be named {category.name}: rename one.")
            seen.add(category.name)
        for track in (*document.tracks.values(), *document.proposals.values()):
            target = after[self.merged.get(track.category_id, track.category_id)]
            values = self._values(track, document.category(track.category_id), target)
            moved = replace(track, category_id=target.category_id, attributes=values)
            if moved != track:
                yield TrackChange(track.track_id, moved)
        classes = {
            name: self.merged.get(number, number)
            for name, number in document.vocabulary_map.items()
        }
        if classes != dict(document.vocabulary_map):
            yield VocabularyChange(classes)
        for category in self.categories:
            if document.categories.get(category.category_id) != category:
                yield CategoryChange(category.category_id, category)
        for category_id in self.merged:
            yield CategoryChange(category_id, None)

    def _values(
        self, track: Track, before: Category, after: Category
    ) -> Mapping[str, AttributeValue]:
        """Return the values of an object, with the defaults that would otherwise change."""
        if not self.keeps_defaults:
            return track.attributes
        defaults = {one.name: one.default for one in after.attributes}
        kept = {
            one.name: one.default
            for one in before.attributes
            if one.default is not None and defaults.get(one.name) != one.default
        }
        return {**kept, **track.attributes}


@dataclass(frozen=True, slots=True)
class RemoveCategory(Edit):
    """Remove a category and move its objects to another.

    Attributes:
        move_to: new category of its objects; required if there are any.
    """

    category_id: int
    move_to: int | None = None
    label: str = "Delete category"

    def changes(self, document: Document) -> Iterator[Change]:
        """Return one change per object and one for the category."""
        category = document.category(self.category_id)
        everything = (*document.tracks.values(), *document.proposals.values())
        members = [track for track in everything if track.category_id == self.category_id]
        if members and self.move_to in (None, self.category_id):
            raise EditError(
                f"{category.name} has {len(members)} objects: choose a category to move them to."
            )
        for track in members:
            target = document.category(self.move_to or 0)
            moved = replace(track, category_id=target.category_id)
            yield TrackChange(track.track_id, moved)
        yield CategoryChange(self.category_id, None)


@dataclass(frozen=True, slots=True)
class RelocateVideo(Edit):
    """Set the current location of the video."""

    source: VideoSource
    label: str = "Locate video"

    def changes(self, document: Document) -> Iterator[Change]:
        """Return one change; the new file must have the same frames."""
        before = document.source
        if (self.source.height, self.source.width) != (before.height, before.width):
            raise EditError(
                f"The chosen video has {self.source.width}x{self.source.height} pixels, "
                f"the annotated video has {before.width}x{before.height}; choose the same video."
            )
        if self.source.frame_count < before.frame_count:
            raise EditError(
                f"The chosen video has {self.source.frame_count} frames, the annotated video has "
                f"{before.frame_count}; choose the same video."
            )
        yield SourceChange(self.source)


def _check_name(document: Document, category: Category) -> None:
    for other in document.categories.values():
        if other.name == category.name and other.category_id != category.category_id:
            raise EditError(f"A category named {category.name} already exists.")
