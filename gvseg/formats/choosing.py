"""Chooses, of several videos that a file speaks of, the one that is open; joins its parts."""

from collections.abc import Sequence

from gvseg.annotation.document import Document
from gvseg.annotation.records import VideoSource
from gvseg.errors import FormatError
from gvseg.formats.building import DocumentBuilder, ImportedDocument, source_from_frames
from gvseg.formats.frame_matching import match_frames

_VIDEO_SUFFIXES = (".mp4", ".mov", ".avi", ".mkv", ".webm")


def offered_documents(
    documents: Sequence[Document], target: Document
) -> tuple[tuple[Document, ...], int | None]:
    """The videos that can be imported, and the place of the one that fits the target's video.

    Parts of one video, as the train, valid and test of a data set, are joined to one more.

    Args:
        documents: one for each video of a file.
        target: the document of the open video.
    """
    places = list(range(len(documents)))
    for keeps in (_has_size, _has_name):
        if len(places) > 1:
            places = [place for place in places if keeps(documents[place], target)] or places
    joined = None
    if len(places) > 1:
        joined = _joined([documents[place] for place in places], target)
    if joined is not None:
        return (*documents, joined), len(documents)
    if len(places) > 1:
        places = [place for place in places if _has_frames(documents[place], target)]
    return tuple(documents), places[0] if len(places) == 1 else None


def choose_document(documents: Sequence[Document], target: Document) -> Document:
    """The one of a file's videos that is the target's.

    Raises:
        FormatError: it cannot be told which.
    """
    offered, place = offered_documents(documents, target)
    if place is not None:
        return offered[place]
    names = ", ".join(document.source.name for document in documents[:5])
    raise FormatError(
        f"The file has {len(documents)} videos ({names}), and none of them clearly is "
        f"{target.source.name}."
    )


def _has_size(document: Document, target: Document) -> bool:
    ours, theirs = target.source, document.source
    return (theirs.height, theirs.width) == (ours.height, ours.width)


def _has_name(document: Document, target: Document) -> bool:
    return _plain(document.source) == _plain(target.source)


def _has_frames(document: Document, target: Document) -> bool:
    """Whether all its frames are in the video, by name or number."""
    try:
        match = match_frames(document, target)
    except FormatError:
        return False
    return match.how != "order" and not match.left_out


def _plain(source: VideoSource) -> str:
    """A name in small letters, without the suffix of a video and what stands between words."""
    name = source.name.casefold()
    for suffix in _VIDEO_SUFFIXES:
        name = name.removesuffix(suffix)
    return "".join(letter for letter in name if letter.isalnum())


def _joined(parts: Sequence[Document], target: Document) -> Document | None:
    """One document of all parts, if each has frames of the video that no other has.

    An id of the file means the same object in each.
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
        builder.keep_free(part.tracks)
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
            raise RuntimeError("a category of a part is not in the whole")
        new_id = builder.object_of(track_id if track_id in known else None, category_id)
        for frame_index, record in part.masks_of(track_id):
            builder.add_mask(
                new_id, offset + frame_index, record.mask, confidence=record.confidence
            )
    for frame_index, record in part.voids():
        builder.add_void(offset + frame_index, record.mask)
