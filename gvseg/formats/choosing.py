"""Chooses, of several videos that a file speaks of, the one that is open."""

from collections.abc import Sequence

from gvseg.annotation.document import Document
from gvseg.annotation.records import VideoSource
from gvseg.errors import FormatError
from gvseg.formats.frame_matching import match_frames


def find_document(documents: Sequence[Document], target: Document) -> int | None:
    """Place of the one document that fits the target's video: by name, by size, by frames.

    Args:
        documents: one for each video of a file.
        target: the document of the open video.
    """
    places = list(range(len(documents)))
    for keeps in (_has_size, _has_name, _has_frames):
        if len(places) == 1:
            break
        places = [place for place in places if keeps(documents[place], target)] or places
    return places[0] if len(places) == 1 else None


def choose_document(documents: Sequence[Document], target: Document) -> Document:
    """The one of a file's videos that is the target's.

    Raises:
        FormatError: it cannot be told which.
    """
    place = find_document(documents, target)
    if place is not None:
        return documents[place]
    names = ", ".join(document.source.name for document in documents[:5])
    raise FormatError(
        f"The file speaks of {len(documents)} videos ({names}), none of which, or several, are "
        f"called {target.source.name}."
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
    """A name without the suffix of a video, in small letters, whatever stands between its words."""
    name = source.name.casefold()
    for suffix in (".mp4", ".mov", ".avi", ".mkv", ".webm"):
        name = name.removesuffix(suffix)
    return "".join(letter for letter in name if letter.isalnum())
