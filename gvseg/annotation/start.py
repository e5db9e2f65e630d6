"""Create documents for objects that are known only by their number."""

from collections.abc import Iterable

from gvseg.annotation.colours import object_colour
from gvseg.annotation.document import Document
from gvseg.annotation.edits import AddCategory, AddTrack
from gvseg.annotation.records import Category, Track, VideoSource

DEFAULT_CATEGORY = "object"


def start_document(source: VideoSource, track_ids: Iterable[int] = ()) -> Document:
    """Return an in-memory document with one category, "object", and these objects."""
    document = Document(source)
    AddCategory(Category(category_id=1, name=DEFAULT_CATEGORY, colour=object_colour(1))).apply(
        document
    )
    for track_id in sorted(set(track_ids)):
        track = Track(
            track_id=track_id,
            name=f"Object {track_id}",
            category_id=1,
            colour=object_colour(track_id),
        )
        AddTrack(track).apply(document)
    return document
