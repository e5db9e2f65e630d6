"""Selects the video in a file that matches the open one, and merges the parts of a split video."""

from collections.abc import Sequence

from gvseg.annotation.changes import FrameValuesChange
from gvseg.annotation.document import Document
from gvseg.annotation.records import VideoSource
from gvseg.errors import FormatError
from gvseg.formats.building import DocumentBuilder, ImportedDocument, source_from_frames
from gvseg.formats.frame_matching import match_frames

_VIDEO_SUFFIXES = (".mp4", ".mov", ".avi", ".mkv", ".webm")


def offered_documents(
    documents: Sequence[Document], target: Document
) -> tuple[tuple[Document, ...], int | None]:
    """Return the videos that can be imported, and the index of the one that matches the target.

    If several videos are parts of the target, such as the train, valid and test splits of a
    dataset, their union is added as another choice.

    Args:
        documents: one per video in the file.
        target: the document of the open video.
    """
    indices = list(range(len(documents)))
    for matches in (_has_size, _has_name):
        if len(indices) > 1:
            indices = [index for index in indices if matches(documents[index], target)] or indices
    merged = None
    if len(indices) > 1:
        merged = _merge_parts([documents[index] for index in indices], target)
    if merged is not None:
        return (*documents, merged), len(documents)
    if len(indices) > 1:
        indices = [index for index in indices if _has_frames(documents[index], target)]
    return tuple(documents), indices[0] if len(indices) == 1 else None


def choose_document(documents: Sequence[Document], target: Document) -> Document:
    """Return the document in a file that matches the target's video.

    Raises:
        FormatError: no video matches, or more than one.
    """
    offered, index = offered_documents(documents, target)
    if index is not None:
        return offered[index]
    names = ", ".join(document.source.name for document in documents[:5])
    raise FormatError(
        f"The file has {len(documents)} videos ({names}), and it is not clear which one is "
        f"{target.source.name}."
    )


def _has_size(document: Document, target: Document) -> bool:
    ours, theirs = target.source, document.source
    return (theirs.height, theirs.width) == (ours.height, ours.width)


def _has_name(document: Document, target: Document) -> bool:
    return _normalised_name(document.source) == _normalised_name(target.source)


def _has_frames(document: Document, target: Document) -> bool:
    """Return whether all frames are in the target's video, by name or number."""
    try:
        match = match_frames(document, target)
    except FormatError:
        return False
    return match.how != "order" and not match.left_out


def _normalised_name(source: VideoSource) -> str:
    """Return a name in lower case, without file extension, spaces and punctuation."""
    name = source.name.casefold()
    for suffix in _VIDEO_SUFFIXES:
        name = name.removesuffix(suffix)
    return "".join(letter for letter in name if letter.isalnum())


def _merge_parts(parts: Sequence[Document], target: Document) -> Document | None:
    """Return the union of all parts; None if they share frames or contain frames that the target
    lacks.

    Objects with the same id in the file are the same object.
    """
    names = tuple(name for part in parts for name in part.source.frame_names)
    is_named = all(part.source.frame_names and _has_size(part, target) for part in parts)
    if not is_named or len(set(names)) < len(names):
        return None
    source = source_from_frames(
        target.source.name, names, target.source.height, target.source.width
    )
    builder = DocumentBuilder(source)
    if not _has_frames(builder.document, target):
        return None
    offset = 0
    for part in parts:
        for category in part.categories.values():
            if builder.category_of(category.name) is None:
                builder.add_category(
                    builder.document.next_category_id,
                    category.name,
                    is_thing=category.is_thing,
                    colour=category.colour,
                    supercategory=category.supercategory,
                    attributes=category.attributes,
                    file_id=category.name,
                )
        builder.reserve_ids(part.tracks)
    for part in parts:
        _add_part(builder, part, offset)
        offset += part.source.frame_count
    return builder.document


def _add_part(builder: DocumentBuilder, part: Document, offset: int) -> None:
    known = part.identified if isinstance(part, ImportedDocument) else set(part.tracks)
    for track_id in part.layer_order:
        track = part.tracks[track_id]
        category_id = builder.category_of(part.category(track.category_id).name)
        if category_id is None:
            raise RuntimeError("a category is missing from the merged document")
        new_id = builder.track_for(track_id if track_id in known else None, category_id)
        for frame_index, record in part.masks_of(track_id):
            builder.add_mask(
                new_id, offset + frame_index, record.mask, confidence=record.confidence
            )
        for frame_index, values in part.frame_values_of(track_id):
            builder.document.write(FrameValuesChange(new_id, offset + frame_index, values))
    for frame_index, record in part.voids():
        builder.add_void(offset + frame_index, record.mask)
