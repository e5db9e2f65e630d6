"""Writes "CVAT for video" XML 1.1."""

from pathlib import Path
from typing import Any, Final, TextIO
from xml.sax.saxutils import escape, quoteattr

from gvseg.annotation.document import Document
from gvseg.annotation.frame_values import OCCLUDED
from gvseg.annotation.records import Attribute, AttributeKind, AttributeValue, Category, Track
from gvseg.file_names import readable_name
from gvseg.formats.frame_values import (
    all_values_on,
    is_occluded,
    note_values_without_masks,
    written_attributes,
)
from gvseg.formats.gvseg_block import BLOCK_KEY, gvseg_block
from gvseg.formats.job import ExportJob
from gvseg.formats.json_stream import dump
from gvseg.formats.polygons import join_rings, polygons_of
from gvseg.formats.shapes import encode_row_runs
from gvseg.masks import Mask

_INPUT_TYPES: Final = {
    AttributeKind.TEXT: "text",
    AttributeKind.NUMBER: "number",
    AttributeKind.FLAG: "checkbox",
    AttributeKind.CHOICE: "select",
}
_INVALID_IN_XML: Final = {
    ord(character): "\N{REPLACEMENT CHARACTER}"
    for character in map(chr, (*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF))
}


def write_xml(document: Document, out: Path, job: ExportJob) -> None:
    """Write a document to a file."""
    frames = job.frames_of(document)
    job.total_steps = len(frames) * max(1, len(document.tracks))
    with out.open("w", encoding="utf-8", newline="\n") as file:
        file.write('<?xml version="1.0" encoding="utf-8"?>\n<annotations>\n')
        file.write("  <version>1.1</version>\n")
        _write_meta(document, len(frames), file)
        writer = _TrackWriter(document, job, file)
        for layer, track_id in enumerate(document.layer_order):
            writer.write(document.tracks[track_id], layer)
        file.write("</annotations>\n")
    note_values_without_masks([document], job)
    if writer.holes:
        job.notes.append(f"Polygons have no holes: {writer.holes} holes were filled.")


def _write_meta(document: Document, frames_written: int, file: TextIO) -> None:
    source = document.source
    own = dump(gvseg_block(document, frames_written))
    file.write("  <meta>\n    <task>\n")
    for tag, value in (
        ("id", 0),
        ("name", source.name),
        ("size", source.frame_count),
        ("mode", "interpolation"),
        ("overlap", 0),
        ("start_frame", 0),
        ("stop_frame", source.frame_count - 1),
    ):
        file.write(f"      <{tag}>{_text(value)}</{tag}>\n")
    file.write("      <labels>\n")
    for category in document.categories.values():
        _write_label(category, document, file)
    file.write("      </labels>\n      <original_size>\n")
    file.write(f"        <width>{source.width}</width>\n        <height>{source.height}</height>\n")
    file.write(
        f"      </original_size>\n      <source>{_text(readable_name(source.path.name))}</source>\n"
    )
    file.write(f"    </task>\n    <{BLOCK_KEY}>{_text(own)}</{BLOCK_KEY}>\n  </meta>\n")


def _write_label(category: Category, document: Document, file: TextIO) -> None:
    red, green, blue = category.colour
    file.write("        <label>\n")
    file.write(f"          <name>{_text(category.name)}</name>\n")
    file.write(f"          <color>#{red:02x}{green:02x}{blue:02x}</color>\n")
    file.write("          <attributes>\n")
    for attribute in _attributes_of(category, document):
        default = "" if attribute.default is None else _value(attribute.default)
        values = "\n".join(attribute.choices)
        if attribute.kind is AttributeKind.NUMBER:
            values = "-1000000000\n1000000000\n1"  # minimum, maximum, step
        file.write(
            f"            <attribute><name>{_text(attribute.name)}</name>"
            f"<mutable>{attribute.is_per_frame}</mutable>"
            f"<input_type>{_INPUT_TYPES[attribute.kind]}</input_type>"
            f"<default_value>{_text(default)}</default_value>"
            f"<values>{_text(values)}</values></attribute>\n"
        )
    file.write("          </attributes>\n        </label>\n")


def _attributes_of(category: Category, document: Document) -> list[Attribute]:
    """Return the attributes of a label, without "occluded", which is built into CVAT."""
    own = {one.name for one in category.attributes}
    found = written_attributes(category, document)
    return [one for one in found if one.name != OCCLUDED or OCCLUDED in own]


class _TrackWriter:
    """Writes and numbers tracks."""

    def __init__(self, document: Document, job: ExportJob, file: TextIO) -> None:
        self._document, self._job, self._file = document, job, file
        self._frames = job.frames_of(document)
        self._number = 0
        self.holes = 0
        self._names = {
            category_id: {one.name for one in _attributes_of(category, document)}
            for category_id, category in document.categories.items()
        }

    def write(self, track: Track, layer: int) -> None:
        """Write the masks of an object."""
        found = []
        for frame_index in self._frames:
            record = self._document.mask(track.track_id, frame_index)
            if record is not None and not record.mask.is_empty:
                found.append((frame_index, record.mask))
            self._job.step()
        if self._job.options.polygons:
            self._write_polygons(track, found, layer)
            return
        for frame_index, mask in found:
            self._open(track)
            self._write_ended(frame_index, "mask", _mask_attributes(mask), track, layer)
            self._file.write("  </track>\n")

    def _write_polygons(self, track: Track, found: list[tuple[int, Mask]], layer: int) -> None:
        if not found:
            return
        self._open(track)
        frames = {frame_index for frame_index, _ in found}
        for frame_index, mask in found:
            rings, holes = polygons_of(mask)
            self.holes += holes
            ring = join_rings(rings)
            corners = zip(ring[::2], ring[1::2], strict=True)
            shape = {"points": ";".join(f"{x:.2f},{y:.2f}" for x, y in corners)}
            if frame_index + 1 in frames:
                self._write_shape(frame_index, "polygon", shape, track, layer)
            else:
                self._write_ended(frame_index, "polygon", shape, track, layer)
        self._file.write("  </track>\n")

    def _open(self, track: Track) -> None:
        label = _quoted(self._document.categories[track.category_id].name)
        self._file.write(
            f'  <track id="{self._number}" label={label} source="manual" '
            f'group_id="{track.track_id}">\n'
        )
        self._number += 1

    def _write_ended(
        self, frame_index: int, tag: str, shape: dict[str, Any], track: Track, layer: int
    ) -> None:
        """Write a shape that ends in this frame; CVAT expects it again in the next frame, as
        outside.
        """
        self._write_shape(frame_index, tag, shape, track, layer)
        if frame_index + 1 < self._document.source.frame_count:
            self._write_shape(frame_index + 1, tag, shape, track, layer, is_outside=True)

    def _write_shape(
        self,
        frame_index: int,
        tag: str,
        shape: dict[str, Any],
        track: Track,
        layer: int,
        *,
        is_outside: bool = False,
    ) -> None:
        values = all_values_on(self._document, track.track_id, frame_index)
        names = self._names[track.category_id]
        given = {
            "frame": frame_index,
            "keyframe": 1,
            "outside": int(is_outside),
            "occluded": int(is_occluded(values) and OCCLUDED not in names),
            **shape,
            "z_order": layer,
        }
        attribute_text = " ".join(f"{name}={_quoted(value)}" for name, value in given.items())
        self._file.write(f"    <{tag} {attribute_text}>\n")
        for name, value in values.items():
            if name not in names:
                continue
            text = _text(_value(value))
            self._file.write(f"      <attribute name={_quoted(name)}>{text}</attribute>\n")
        self._file.write(f"    </{tag}>\n")


def _mask_attributes(mask: Mask) -> dict[str, Any]:
    left, top, width, height = mask.box
    crop = mask.to_array()[top : top + height, left : left + width]
    runs = ", ".join(map(str, encode_row_runs(crop)))
    return {"rle": runs, "left": left, "top": top, "width": width, "height": height}


def _value(value: AttributeValue) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def _text(value: object) -> str:
    return escape(str(value).translate(_INVALID_IN_XML), {"\r": "&#13;"})


def _quoted(value: object) -> str:
    return quoteattr(str(value).translate(_INVALID_IN_XML))
