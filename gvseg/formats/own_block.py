"""What our files say beyond their format: the video, categories and objects, for our own reader."""

from dataclasses import dataclass
from typing import Any

from gvseg.annotation.document import Document
from gvseg.annotation.records import Attribute, Colour, VideoSource
from gvseg.formats.building import STARTS_AT_0, DocumentBuilder
from gvseg.formats.categories import category_entries, merged_categories, read_colour
from gvseg.formats.json_fields import Field
from gvseg.formats.json_source import SOURCE_KEY, read_source_block, source_block

OWN = "gvseg"
"""Key or element of the block; other programs ignore it."""


def own_block(document: Document, frames_written: int) -> dict[str, Any]:
    """The block of a document."""
    objects = [document.tracks[track_id] for track_id in document.layer_order]
    return {
        SOURCE_KEY: source_block(document.source, frames_written),
        "categories": category_entries([document]),
        "tracks": [
            {"id": one.track_id, "name": one.name, "color": list(one.colour)} for one in objects
        ],
    }


@dataclass(frozen=True, slots=True)
class OwnBlock:
    """The block of a file that is read; files of other programs have none.

    Attributes:
        field: the block; None where there is none.
    """

    field: Field | None = None

    @property
    def is_there(self) -> bool:
        """Whether the file is ours."""
        return self.field is not None

    def builder(self, source: VideoSource) -> DocumentBuilder:
        """A builder for a video, completed by what the block says of it."""
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
        """Add categories of these names and colours; return name -> category id."""
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
        """Id of an object -> its name and colour."""
        if self.field is None or not self.field.has("tracks"):
            return {}
        tracks = self.field.items("tracks")
        return {one.whole("id"): (one.text("name"), read_colour(one)) for one in tracks}
