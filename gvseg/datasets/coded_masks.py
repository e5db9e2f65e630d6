"""Labels stored as run-length codes or polygons in a JSON file, decoded on demand."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gvseg.datasets.annotated_video import VOID_SEGMENT, Segments
from gvseg.datasets.masks import paint
from gvseg.formats.json_fields import Field
from gvseg.formats.rle_fields import read_segmentation


@dataclass(frozen=True, slots=True)
class CodedMask:
    """One mask as text: a few hundred bytes, many times less than Python lists.

    Attributes:
        segment_id: its segment, or `VOID_SEGMENT` for a crowd.
        text: its JSON.
        location: its location in the file.
    """

    segment_id: int
    text: bytes
    location: str

    @classmethod
    def of(cls, segment_id: int, field: Field) -> "CodedMask":
        """Return the mask with its text from the file."""
        text = json.dumps(field.value, separators=(",", ":")).encode("ascii")
        return cls(segment_id, text, field.location)


@dataclass(frozen=True, slots=True)
class CodedLabels:
    """Masks of a JSON file; smaller ones cover larger ones, all cover crowds.

    Attributes:
        file: the JSON.
        height: rows of a frame.
        width: columns of a frame.
        masks: position -> its masks.
    """

    file: Path
    height: int
    width: int
    masks: Mapping[int, tuple[CodedMask, ...]]

    def location(self, position: int) -> str:
        """See `Labels`."""
        masks = self.masks.get(position)
        return f"{self.file} at {masks[0].location}" if masks else f"{self.file}, frame {position}"

    def segments(self, position: int) -> Segments:
        """See `Labels`."""
        layers = []
        for coded in self.masks.get(position, ()):
            field = Field(json.loads(coded.text), self.file, coded.location)
            mask, _ = read_segmentation(field, self.height, self.width)
            layers.append((coded.segment_id, mask))
        layers.sort(key=lambda layer: (layer[0] != VOID_SEGMENT, -layer[1].area))
        return paint(self.height, self.width, layers)
