"""Reads YOLO segmentation datasets and predictions."""

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Final

from gvseg.annotation.document import Document
from gvseg.errors import FormatError
from gvseg.formats.boxes import choose_boxes
from gvseg.formats.building import (
    STARTS_AT_0,
    DocumentBuilder,
    FrameStart,
    source_from_frames,
)
from gvseg.formats.frame_groups import FrameFile, frame_names, group_frames
from gvseg.formats.images import read_size
from gvseg.formats.job import ReadJob
from gvseg.formats.read_report import EntryError
from gvseg.formats.shapes import polygons_mask
from gvseg.formats.yolo_lines import Line, choose_end, count_boxes, read_lines, read_shape
from gvseg.formats.yolo_tree import Frame, Tree, find_tree

_VIDEO_LABEL_NAME: Final = re.compile(r".+_[1-9]\d*")
"""Names of label files that `yolo predict` and `yolo track` write for videos, such as `clip_12`."""


def read(path: Path, job: ReadJob) -> list[Document]:
    """Read a dataset; see `yolo_tree` for folders and `yolo_lines` for labels.

    Each line is a separate object, unless lines end with track ids.

    Raises:
        FormatError: there are no labels, or the frame size is unknown.
    """
    return read_tree(find_tree(path), job)


def read_tree(tree: Tree, job: ReadJob) -> list[Document]:
    """Read the frames of a dataset; see `read`."""
    job.total_steps = len(tree.frames)
    sizes = _sizes(tree, job)
    lines = {frame.key: _lines(frame, job) for frame in tree.frames}
    every = [line for some in lines.values() for line in some]
    # GvSeg writes nothing after the outline, so nothing needs to be detected.
    end = choose_end(every, job) if tree.size is None else "none"
    is_filled = choose_boxes(count_boxes(every, end), len(every), "lines", job) == "fill"
    files = [FrameFile(file_of(frame), sizes[frame.key]) for frame in tree.frames]
    documents: list[Document] = []
    for group in group_frames(files):
        frames = [tree.frames[index] for index in group.members]
        builder = _new_builder(tree, group.name, frames, files[group.members[0]].size)
        for frame_index, frame in enumerate(frames):
            for line in lines[frame.key]:
                with job.entry():
                    _add_shape(builder, frame_index, line, end, fills_boxes=is_filled)
            job.step()
        documents.append(builder.document)
    return documents


def file_of(frame: Frame) -> PurePosixPath:
    """Return the path of a frame's image in the dataset, for grouping and naming."""
    return frame.key.with_name(f"{frame.key.name}.jpg")


def _lines(frame: Frame, job: ReadJob) -> list[Line]:
    job.check_cancelled()
    if frame.label is not None:
        with job.entry():
            return read_lines(frame.label)
    return []


def _sizes(tree: Tree, job: ReadJob) -> dict[PurePosixPath, tuple[int, int]]:
    """Return the size of each frame: that of its image, or else that of most images or of the
    video.
    """
    found: dict[PurePosixPath, tuple[int, int]] = {}
    for frame in tree.frames:
        job.check_cancelled()
        if frame.image is not None:
            with job.entry():
                try:
                    found[frame.key] = read_size(frame.image)
                except FormatError as error:
                    reason = "its size cannot be read"
                    raise EntryError(frame.image, "", reason) from error
    usual = tree.size or job.frame_size
    if found:
        usual = Counter(found.values()).most_common(1)[0][0]
    if usual is None:
        raise FormatError(
            f"{tree.root}: YOLO labels do not give the frame size; put the images into "
            f"images/ next to labels/, or give the video."
        )
    return {frame.key: found.get(frame.key, usual) for frame in tree.frames}


def _new_builder(
    tree: Tree, name: str, frames: Sequence[Frame], size: tuple[int, int]
) -> DocumentBuilder:
    names = frame_names([file_of(frame) for frame in frames])
    builder = DocumentBuilder(source_from_frames(name or tree.root.resolve().name, names, *size))
    for number, class_name in sorted(tree.names.items()):
        builder.add_category(number + 1, class_name, file_id=number)
    has_images = any(frame.image is not None for frame in frames)
    if tree.size is not None:
        builder.document.frame_start = STARTS_AT_0
    elif not has_images and all(_VIDEO_LABEL_NAME.fullmatch(name) for name in names):
        reason = "Ultralytics counts frames from 1"
        builder.document.frame_start = FrameStart(1, reason)
    return builder


def _add_shape(
    builder: DocumentBuilder, frame_index: int, line: Line, end: str, *, fills_boxes: bool
) -> None:
    shape = read_shape(line, end)
    if shape.is_box and not fills_boxes:
        raise line.refuse("it has a box but no outline")
    source = builder.document.source
    ring = [v * (source.height if p % 2 else source.width) for p, v in enumerate(shape.corners)]
    mask = polygons_mask([ring], source.height, source.width)
    if mask.is_empty:
        raise line.refuse("its outline covers no pixel of the frame")
    number = shape.class_number
    if builder.category_of(number) is None:
        builder.add_category(number + 1, f"class {number}", file_id=number)
    track_id = builder.track_for(shape.track_id, number + 1)
    builder.add_mask(track_id, frame_index, mask, confidence=shape.confidence)
