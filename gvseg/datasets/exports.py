"""Reads GvSeg projects and exports as training data, with predicted masks marked as doubtful.

All masks are loaded immediately, as run-length codes, so later edits do not affect the training.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gvseg.annotation.document import Document
from gvseg.annotation.records import FrameMask, Origin, VideoSource
from gvseg.annotation.start import DEFAULT_CATEGORY
from gvseg.datasets.annotated_video import AnnotatedVideo, Frames, ImageFrames
from gvseg.datasets.masks import MaskLabels
from gvseg.datasets.video_frames import VideoFrames
from gvseg.errors import FormatError
from gvseg.file_names import IMAGE_SUFFIXES
from gvseg.formats import detect_format, read_documents
from gvseg.formats.frame_matching import match_frames
from gvseg.masks import Mask
from gvseg.project import SUFFIX, compare_video, find_video, open_snapshot
from gvseg.video import Video, open_video
from gvseg.video.folder import list_images
from gvseg.vocabulary import VocabularyEntry

_FRAME_FOLDERS: Final = ("JPEGImages/480p", "JPEGImages", "images", "imgs", "frames")
"""Folders of frames next to annotations, directly or in a subfolder with the video's name."""


def read_corrections(
    path: Path, *, format_name: str | None = None, video: Path | None = None
) -> list[AnnotatedVideo]:
    """Read a project, or an export in any readable format.

    Args:
        path: the .gvseg file, or the export.
        format_name: format of an export; None to detect it.
        video: the video or folder of frames, if it is neither next to the export nor at its old
            path.

    Raises:
        FormatError: unknown format, invalid file, or frames that are missing or do not match.
        ProjectError: the project cannot be read.
        VideoError: the frames cannot be read.
    """
    placed = place_documents(path, format_name=format_name, video=video)
    return [_to_annotated_video(path, one) for one in placed]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedDocument:
    """The annotations of one video, and its frames.

    Attributes:
        document: the annotations; valid until the next document is requested, because it can read
            from an open project file.
        video: file or folder of the frames.
        frames: its frames.
        positions: frame index in the document -> position in `frames`.
        absent_if_missing: whether an object without a mask in a labelled frame is absent from it.
    """

    document: Document
    video: Path
    frames: Frames
    positions: Mapping[int, int]
    absent_if_missing: bool


def place_documents(
    path: Path, *, format_name: str | None = None, video: Path | None = None
) -> Iterator[PlacedDocument]:
    """Open the documents that `read_corrections` reads; same arguments and errors."""
    if path.suffix == SUFFIX:
        with open_snapshot(path) as document:
            yield _place_project(path, document, video)
    else:
        yield from _place_export(path, format_name, video)


def _place_project(path: Path, document: Document, video: Path | None) -> PlacedDocument:
    """Read the current state of a project.

    A mask is `doubtful` unless it was drawn, verified or chosen as an exemplar. Unaccepted
    proposals are left out. An object without a mask in a labelled frame is `unknown`.
    """
    found = find_video(document.source, path) if video is None else video
    if found is None:
        raise FormatError(
            f"{path}: the video {document.source.path} was not found; give its new path."
        )
    with open_video(found) as opened:
        match = compare_video(document.source, opened)
        if not match.fits or (video is None and not match.is_same):
            raise FormatError(f"{path}: {match.reason}")
        return PlacedDocument(
            document=document,
            video=found,
            frames=_frames_of(opened),
            positions={index: index for index in range(document.source.frame_count)},
            absent_if_missing=False,
        )


def _place_export(
    path: Path, format_name: str | None, video: Path | None
) -> Iterator[PlacedDocument]:
    """Read every video in an export in any readable format.

    Masks with a score are `doubtful`; objects without a mask in a labelled frame are absent.
    """
    documents = read_documents(path, format_name or detect_format(path).format_name)
    if video is not None and len(documents) > 1:
        raise FormatError(
            f"{path} has annotations of {len(documents)} videos, but only one video was given; put "
            f"the frames next to it instead, for example in images/{documents[0].source.name}."
        )
    for document in documents:
        yield _place_document(path, document, video)


def _place_document(path: Path, document: Document, video: Path | None) -> PlacedDocument:
    found = _find_frames(path, document.source) if video is None else video
    with open_video(found) as opened:
        size = (document.source.height, document.source.width)
        if (opened.height, opened.width) != size:
            raise FormatError(
                f"{path}: the annotations are for frames of {size[1]}x{size[0]} pixels, but those "
                f"of {found} are {opened.width}x{opened.height}."
            )
        match = match_frames(document, Document(VideoSource.of(opened)))
        if match.left_out:
            raise FormatError(
                f"{path}: {len(match.left_out)} of its frames ({match.left_out[0]}, ...) are not "
                f"in {found}."
            )
        return PlacedDocument(
            document=document,
            video=found,
            frames=_frames_of(opened),
            positions=match.frames,
            absent_if_missing=True,
        )


def _find_frames(path: Path, source: VideoSource) -> Path:
    """Locate the frames of an export: next to it, or else at the video's old path.

    Raises:
        FormatError: the frames are not found, or the video is not the annotated one.
    """
    root = path if path.is_dir() else path.parent
    wanted = set(source.frame_names)
    for folder in _candidate_folders(root, source.name):
        if wanted and wanted <= {image.stem for image in _images(folder)}:
            return folder
    # Only GvSeg's exports contain the path and hash of the video.
    video = find_video(source, path) if source.sha256 else None
    if video is None:
        raise FormatError(
            f"{path}: the frames of {source.name} were not found; put them into "
            f"{root / 'images' / source.name}, or give the path of the video."
        )
    with open_video(video) as opened:
        digest = opened.reference.sha256
    if digest != source.sha256:
        raise FormatError(
            f"{path}: {video} is not the annotated file (its content differs); give the path "
            "of the original video."
        )
    return video


def _candidate_folders(root: Path, name: str) -> Iterator[Path]:
    for folder in _FRAME_FOLDERS:
        yield root / folder / name
        yield root / folder
    # labelme files are in the folder of the frames; PNG in such a folder would be masks.
    if any(root.glob("*.json")) and not any(root.glob("*.png")):
        yield root


def _images(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return [path for path in folder.iterdir() if path.suffix.lower() in IMAGE_SUFFIXES]


def _frames_of(video: Video) -> Frames:
    if video.is_folder:
        return ImageFrames(tuple(list_images(video.path)))
    return VideoFrames(video.path, video.frame_count, (video.height, video.width))


def _to_annotated_video(path: Path, placed: PlacedDocument) -> AnnotatedVideo:
    """Convert a located document to training data."""
    document, positions = placed.document, placed.positions
    masks: dict[int, list[tuple[int, Mask]]] = {}
    doubtful: dict[int, set[int]] = {}
    for track_id in document.layer_order:
        for frame_index, record in document.masks_of(track_id):
            position = positions[frame_index]
            masks.setdefault(position, []).append((track_id, record.mask))
            if _is_doubtful(document, track_id, frame_index, record):
                doubtful.setdefault(position, set()).add(track_id)
    if not masks:
        raise FormatError(f"{path} contains no annotations; annotate at least one frame first.")
    track_ids = set(document.tracks)
    unknown = {
        position: frozenset(track_ids - {track_id for track_id, _ in layers})
        for position, layers in masks.items()
    }
    source = document.source
    return AnnotatedVideo(
        dataset=path.name,
        name=source.name,
        frames=placed.frames,
        labels=MaskLabels(
            file=path,
            height=source.height,
            width=source.width,
            masks={position: tuple(layers) for position, layers in masks.items()},
            void={positions[index]: record.mask for index, record in document.voids()},
        ),
        labelled=tuple(sorted(masks)),
        categories=_categories(document),
        doubtful={position: frozenset(ids) for position, ids in doubtful.items()},
        unknown={} if placed.absent_if_missing else {p: ids for p, ids in unknown.items() if ids},
    )


def _is_doubtful(document: Document, track_id: int, frame_index: int, record: FrameMask) -> bool:
    if record.origin is Origin.IMPORTED and not record.is_verified:
        scored = record.confidence is not None or document.track(track_id).score is not None
        return scored and not document.is_pinned(track_id, frame_index)
    return not document.is_protected(track_id, frame_index)


def _categories(document: Document) -> dict[int, VocabularyEntry]:
    """Return track id -> class; objects of the default category have none."""
    found = {}
    for track_id, track in document.tracks.items():
        category = document.category(track.category_id)
        if category.name != DEFAULT_CATEGORY:
            found[track_id] = VocabularyEntry(category.name, category.is_thing)
    return found
