"""What projects and exports hold: every mask with who made it, and the video it lies on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from gvseg.annotation.document import Document
from gvseg.annotation.records import FrameMask, Origin, VideoSource
from gvseg.errors import FormatError, UserError, VideoError
from gvseg.formats import FORMATS, guess_format, read_documents
from gvseg.formats.importing import match_frames
from gvseg.masks import Mask
from gvseg.project import SUFFIX, compare_video, find_video, open_snapshot
from gvseg.video import open_video
from training.retraining.request import Counting, RetrainRequest

KINDS = ("drawn", "verified", "imported", "propagated", "proposed")


@dataclass(frozen=True, slots=True)
class SaidMask:
    """A mask, how much it counts (0..1), and who made it (one of `KINDS`)."""

    mask: Mask
    weight: float
    kind: str


@dataclass(frozen=True, slots=True)
class NamedTrack:
    """What an object is called."""

    name: str
    category: str
    is_thing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedVideo:
    """One video with what is said of it, as it was when it was read.

    Attributes:
        name: unique among those of a run.
        source: the argument that brought it.
        path: of the video.
        size: height and width of a frame, in pixels.
        frame_count: of the video.
        tracks: track id -> what it is called.
        masks: frame index -> track id -> mask, bottom layer first; an empty mask says «not in
            this frame», none says nothing.
        voids: frame index -> pixels of which nothing is said.
    """

    name: str
    source: str
    path: Path
    size: tuple[int, int]
    frame_count: int
    tracks: Mapping[int, NamedTrack]
    masks: Mapping[int, Mapping[int, SaidMask]]
    voids: Mapping[int, Mask]


@dataclass(frozen=True, slots=True)
class Corrections:
    """All that a run may learn from, and what was left out and why."""

    videos: tuple[CorrectedVideo, ...]
    skipped: tuple[str, ...]


def read_corrections(
    request: RetrainRequest, say: Callable[[str], None] = lambda _: None
) -> Corrections:
    """Read every source of a request.

    Raises:
        UserError: a source cannot be read or its video is not found (unless bad ones are to be
            skipped), or nothing is left.
    """
    videos: list[CorrectedVideo] = []
    skipped: list[str] = []
    for source in request.sources:
        try:
            found = _read_source(source, request)
        except UserError as error:
            if not request.skip_bad:
                raise FormatError(f"{error} Nothing was trained; --skip-bad leaves it out.") from (
                    error
                )
            skipped.append(f"{source}: {error}")
            say(f"left out {source}: {error}")
            continue
        videos += found
    if not any(video.masks for video in videos):
        raise FormatError(
            "There is nothing to train on: no source holds a mask that counts. Draw or verify "
            "some, or let propagated masks count."
        )
    return Corrections(_with_unique_names(videos), tuple(skipped))


def _read_source(source: str, request: RetrainRequest) -> list[CorrectedVideo]:
    prefix, _, rest = source.partition(":")
    form, path = (prefix, Path(rest)) if rest and prefix in FORMATS else (None, Path(source))
    if path.suffix == SUFFIX:
        with open_snapshot(path) as document:
            return [_corrected(document, source, path, request, is_export=False)]
    form = form or guess_format(path)
    if form is None:
        raise FormatError(
            f"{path} is no project, and its format cannot be told; name it as FORMAT:{path}."
        )
    documents = read_documents(path, form)
    return [_corrected(one, source, path, request, is_export=True) for one in documents]


def _corrected(
    document: Document, source: str, path: Path, request: RetrainRequest, *, is_export: bool
) -> CorrectedVideo:
    video_path = _video_of(document.source, path, request)
    with open_video(video_path) as video:
        if is_export:
            target = Document(VideoSource.of(video, is_absolute=True))
            _check_size(document, target, path)
            frames, _, _ = match_frames(document, target)
        else:
            match = compare_video(document.source, video)
            if not match.fits:
                raise VideoError(f"{path}: {match.reason}")
            frames = {index: index for index in range(document.source.frame_count)}
        frame_count = video.frame_count
    masks = _masks(document, frames, request.counting, is_export=is_export)
    names = {
        track_id: NamedTrack(track.name, category.name, category.is_thing)
        for track_id, track in document.tracks.items()
        for category in (document.category(track.category_id),)
    }
    return CorrectedVideo(
        name=document.source.name,
        source=source,
        path=video_path.absolute(),
        size=(document.source.height, document.source.width),
        frame_count=frame_count,
        tracks=names,
        masks=masks,
        voids={frames[index]: one.mask for index, one in document.voids() if index in frames},
    )


def _masks(
    document: Document, frames: Mapping[int, int], counting: Counting, *, is_export: bool
) -> dict[int, dict[int, SaidMask]]:
    found: dict[int, dict[int, SaidMask]] = {}
    for track_id in document.layer_order:
        for index, record in document.masks_of(track_id):
            weight = counting.weight(record)
            if index in frames and weight > 0:
                said = SaidMask(record.mask, weight, kind_of(record))
                found.setdefault(frames[index], {})[track_id] = said
    if is_export:
        # Files name what is in a frame; a project alone can say nothing of an object.
        empty = Mask.empty(document.source.height, document.source.width)
        absent = SaidMask(empty, counting.imported, "imported")
        for said in found.values():
            for track_id in document.layer_order:
                said.setdefault(track_id, absent)
    return dict(sorted(found.items()))


def kind_of(record: FrameMask) -> str:
    """Who stands behind a mask, one of `KINDS`."""
    if record.is_verified and record.origin is not Origin.DRAWN:
        return "verified"
    return record.origin.value


def _video_of(source: VideoSource, path: Path, request: RetrainRequest) -> Path:
    by_name = [one for one in request.videos if source.name in (one.stem, one.name)]
    if by_name:
        return by_name[0]
    if len(request.videos) == len(request.sources) == 1:
        return request.videos[0]
    found = find_video(source, path)
    if found is None:
        raise VideoError(
            f"The video {source.path} of {path} is not there; say where it is with --video."
        )
    return found


def _check_size(document: Document, target: Document, path: Path) -> None:
    ours, theirs = target.source, document.source
    if (ours.height, ours.width) != (theirs.height, theirs.width):
        raise FormatError(
            f"{path} is for frames of {theirs.width}x{theirs.height} pixels, {ours.path} has "
            f"{ours.width}x{ours.height}; name its own video with --video."
        )


def _with_unique_names(videos: list[CorrectedVideo]) -> tuple[CorrectedVideo, ...]:
    taken: dict[str, int] = {}
    unique = []
    for video in videos:
        taken[video.name] = count = taken.get(video.name, 0) + 1
        unique.append(video if count == 1 else replace(video, name=f"{video.name}-{count}"))
    return tuple(unique)
