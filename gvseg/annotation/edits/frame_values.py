"""Edits of attribute values of single frames."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gvseg.annotation.changes import Change, FrameValuesChange
from gvseg.annotation.document import Document
from gvseg.annotation.edits.edit import Edit
from gvseg.annotation.frame_values import value_everywhere
from gvseg.annotation.records import AttributeValue
from gvseg.errors import EditError


@dataclass(frozen=True, slots=True)
class SetFrameValue(Edit):
    """Set an attribute of an object on frames first..last, inclusive.

    Attributes:
        value: new value; None restores the value of the object.
    """

    track_id: int
    name: str
    value: AttributeValue | None
    first: int
    last: int
    label: str = "Change attribute"

    def changes(self, document: Document) -> Iterator[Change]:
        """Yield one change for each frame whose value changes."""
        if not 0 <= self.first <= self.last < document.source.frame_count:
            raise EditError(f"Frames {self.first} to {self.last} are not a range of the video.")
        is_usual = self.value in (None, value_everywhere(document, self.track_id, self.name))
        before = dict(document.frame_values_of(self.track_id, self.first, self.last))
        for frame_index in range(self.first, self.last + 1):
            old = before.get(frame_index, {})
            values = {name: value for name, value in old.items() if name != self.name}
            if self.value is not None and not is_usual:
                values[self.name] = self.value
            if values != old:
                yield FrameValuesChange(self.track_id, frame_index, values)


@dataclass(frozen=True, slots=True)
class AddFrameValues(Edit):
    """Add attribute values on single frames; existing values are kept.

    Attributes:
        values: track id -> frame index -> attribute name -> value.
    """

    values: Mapping[int, Mapping[int, Mapping[str, AttributeValue]]]
    label: str = "Add attributes"

    def changes(self, document: Document) -> Iterator[Change]:
        """Yield one change for each frame whose values change."""
        for track_id, frames in self.values.items():
            document.track(track_id)
            for frame_index, values in frames.items():
                old = document.frame_values(track_id, frame_index)
                after = {**values, **old}
                if after != old:
                    yield FrameValuesChange(track_id, frame_index, after)
