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
    """One mask as JSON text, which needs much less memory than Python lists.

    Attributes:
        segment_id: segment id, or `VOID_SEGMENT` for a crowd.
        text: the JSON.
        location: location in the file.
    """

    segment_id: int
    text: bytes
    location: str

    @classmethod
    def of(cls, segment_id: int, field: Field) -> "CodedMask":
        """Return the mask in a field of a JSON file."""
        text = json.dumps(field.value, separators=(",", ":")).encode("ascii")
        return cls(segment_id, text, field.location)


@dataclass(frozen=True, slots=True)
class CodedLabels:
    """Masks in a JSON file; smaller masks are on top of larger ones, and all are above crowds.

    Attributes:
        file: the JSON file.
        height: rows of a frame.
        width: columns of a frame.
        masks: position -> masks of the frame.
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
