"""The block that GvSeg adds to its files: the video, categories and objects, for its own reader."""

from dataclasses import dataclass
from typing import Any

from gvseg.annotation.document import Document
from gvseg.annotation.records import Attribute, Colour, VideoSource
from gvseg.formats.building import STARTS_AT_0, DocumentBuilder
from gvseg.formats.categories import category_entries, merged_categories, read_colour
from gvseg.formats.json_fields import Field
from gvseg.formats.json_source import SOURCE_KEY, read_source_block, source_block

BLOCK_KEY = "gvseg"
"""Key or element name of the block; other programs ignore it."""


def gvseg_block(document: Document, frames_written: int) -> dict[str, Any]:
    """Return the block of a document."""
    objects = [document.tracks[track_id] for track_id in document.layer_order]
    return {
        SOURCE_KEY: source_block(document.source, frames_written),
        "categories": category_entries([document]),
        "tracks": [
            {"id": one.track_id, "name": one.name, "color": list(one.colour)} for one in objects
        ],
    }


@dataclass(frozen=True, slots=True)
class GvsegBlock:
    """The block read from a file; files of other programs have none.

    Attributes:
        field: the block, or None.
    """

    field: Field | None = None

    @property
    def exists(self) -> bool:
        """True if GvSeg wrote the file."""
        return self.field is not None

    def builder(self, source: VideoSource) -> DocumentBuilder:
        """Return a builder for a video, completed from the block."""
        if self.field is None:
            return DocumentBuilder(source)
        builder = DocumentBuilder(read_source_block(self.field, source))
        builder.document.frame_start = STARTS_AT_0
        return builder

    def add_categories(
        self,
        builder: DocumentBuilder,
        names: dict[str, Colour | None],
        attributes: dict[str, tuple[Attribute, ...]],
    ) -> dict[str, int]:
        """Add categories with these names and colours, and return name -> category id."""
        field = self.field
        known = [] if field is None or not field.has("categories") else merged_categories(field)
        details = {one["name"]: one for one in known}
        free = 1 + max((one["category_id"] for one in known), default=0)
        category_of: dict[str, int] = {}
        for name, colour in names.items():
            given = details.pop(name, {"name": name, "colour": colour})
            category_of[name] = given.setdefault("category_id", free)
            free = max(free, 1 + category_of[name])
            builder.add_category(**given, attributes=attributes.get(name, ()))
        return category_of

    def objects(self) -> dict[int | str | None, tuple[str, Colour | None]]:
        """Return object id -> name and colour."""
        if self.field is None or not self.field.has("tracks"):
            return {}
        tracks = self.field.items("tracks")
        return {one.integer("id"): (one.text("name"), read_colour(one)) for one in tracks}
