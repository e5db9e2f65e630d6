"""Read the masks of projects and exports, with their origin and their video."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from gvseg.annotation.records import FrameMask, Origin
from gvseg.dataset_file import FILE_NAME, Dataset, DatasetVideo
from gvseg.dataset_file import SUFFIX as DATASET_SUFFIX
from gvseg.datasets.exports import PlacedDocument, place_documents
from gvseg.errors import FormatError, UserError
from gvseg.formats import FORMATS
from gvseg.masks import Mask
from training.retraining.request import Counting, RetrainRequest

KINDS = ("drawn", "verified", "imported", "propagated", "proposed")


@dataclass(frozen=True, slots=True)
class WeightedMask:
    """A mask, its weight in training (0 to 1), and its kind (one of `KINDS`)."""

    mask: Mask
    weight: float
    kind: str


@dataclass(frozen=True, slots=True)
class NamedTrack:
    """Name and category of a track."""

    name: str
    category: str
    is_thing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedVideo:
    """A video with its corrections.

    Attributes:
        name: name of the video, unique in a run.
        source: command-line argument that it comes from.
        path: path of the video.
        size: height and width of a frame, in pixels.
        frame_count: number of frames.
        tracks: track id -> name and category.
        masks: frame index -> track id -> mask, bottom layer first. An empty mask means that the
            object is absent; a missing one means unknown.
        voids: frame index -> unlabelled pixels.
        split: its split in a dataset; "" without one.
    """

    name: str
    source: str
    path: Path
    size: tuple[int, int]
    frame_count: int
    tracks: Mapping[int, NamedTrack]
    masks: Mapping[int, Mapping[int, WeightedMask]]
    voids: Mapping[int, Mask]
    split: str = ""


@dataclass(frozen=True, slots=True)
class Corrections:
    """The corrected videos, and a message for each skipped source."""

    videos: tuple[CorrectedVideo, ...]
    skipped: tuple[str, ...]


def read_corrections(
    request: RetrainRequest, say: Callable[[str], None] = lambda _: None
) -> Corrections:
    """Read all sources of a request.

    Raises:
        UserError: no usable mask was found. Also, unless `skip_bad` is set, if a source cannot be
            read or its video is not found.
    """
    videos: list[CorrectedVideo] = []
    skipped: list[str] = []
    for source in (one for name in request.sources for one in _sources(name)):
        try:
            found = _read_source(source, request)
        except UserError as error:
            if not request.skip_bad:
                raise FormatError(
                    f"{error} Nothing was trained; add --skip-bad to skip such sources."
                ) from error
            skipped.append(f"{source.argument}: {error}")
            say(f"skipped {source.argument}: {error}")
            continue
        videos += found
    if not any(video.masks for video in videos):
        raise FormatError(
            "There is nothing to train on, because no source has a mask with a weight above 0. "
            "Draw or verify some masks, or give propagated masks a weight."
        )
    return Corrections(_with_unique_names(videos), tuple(skipped))


@dataclass(frozen=True, slots=True)
class _Source:
    """A project or export.

    Attributes:
        argument: what was given on the command line, or the project of a dataset.
        entry: its video in a dataset; None for other sources.
        category_names: category id in the project -> name in the dataset.
    """

    argument: str
    entry: DatasetVideo | None = None
    category_names: Mapping[int, str] = field(default_factory=dict)


def _sources(argument: str) -> list[_Source]:
    """Return a project or export, or the projects of a dataset."""
    path = Path(argument)
    if path.suffix != DATASET_SUFFIX and not (path / FILE_NAME).is_file():
        return [_Source(argument)]
    with Dataset.open(path) as dataset:
        names = {number: one.name for number, one in dataset.categories().items()}
        found = []
        for video in dataset.videos():
            if video.project is not None:
                links = dataset.links(video.video_id)
                own = {number: names[one] for number, one in links.items() if one in names}
                found.append(_Source(str(video.project), video, own))
    if not found:
        raise FormatError(f"No video in {path} has a project yet; annotate some first.")
    return found


def _read_source(source: _Source, request: RetrainRequest) -> list[CorrectedVideo]:
    prefix, _, rest = source.argument.partition(":")
    form, path = (prefix, Path(rest)) if rest and prefix in FORMATS else (None, None)
    path = Path(source.argument) if path is None else path
    entry = source.entry
    moved = _moved_video(path, request)
    if moved is None and entry is not None and entry.video.exists():
        moved = entry.video
    placed = place_documents(path, format_name=form, video=moved)
    found = [_corrected(one, source, request.counting) for one in placed]
    if entry is None:
        return found
    return [replace(video, name=entry.name, split=entry.split) for video in found]


def _moved_video(path: Path, request: RetrainRequest) -> Path | None:
    """Return the entry of `request.videos` for a source: the only one, or one with its name."""
    if len(request.videos) == len(request.sources) == 1:
        return request.videos[0]
    return next((one for one in request.videos if path.stem in (one.stem, one.name)), None)


def _corrected(placed: PlacedDocument, source: _Source, counting: Counting) -> CorrectedVideo:
    document = placed.document
    shared = source.category_names
    names = {
        track_id: NamedTrack(
            track.name, shared.get(category.category_id, category.name), category.is_thing
        )
        for track_id, track in document.tracks.items()
        for category in (document.category(track.category_id),)
    }
    return CorrectedVideo(
        name=document.source.name,
        source=source.argument,
        path=placed.video.absolute(),
        size=(document.source.height, document.source.width),
        frame_count=len(placed.frames),
        tracks=names,
        masks=_masks(placed, counting),
        voids={placed.positions[index]: one.mask for index, one in document.voids()},
    )


def _masks(placed: PlacedDocument, counting: Counting) -> dict[int, dict[int, WeightedMask]]:
    document, found = placed.document, dict[int, dict[int, WeightedMask]]()
    for track_id in document.layer_order:
        for index, record in document.masks_of(track_id):
            weight = counting.weight(record)
            if weight > 0:
                mask = WeightedMask(record.mask, weight, kind_of(record))
                found.setdefault(placed.positions[index], {})[track_id] = mask
    if placed.absent_if_missing:
        empty = Mask.empty(document.source.height, document.source.width)
        absent = WeightedMask(empty, counting.imported, "imported")
        for masks in found.values():
            for track_id in document.layer_order:
                masks.setdefault(track_id, absent)
    return dict(sorted(found.items()))


def kind_of(record: FrameMask) -> str:
    """Return the kind of a mask, one of `KINDS`."""
    if record.is_verified and record.origin is not Origin.DRAWN:
        return "verified"
    return record.origin.value


def _with_unique_names(videos: list[CorrectedVideo]) -> tuple[CorrectedVideo, ...]:
    taken: dict[str, int] = {}
    unique = []
    for video in videos:
        taken[video.name] = count = taken.get(video.name, 0) + 1
        unique.append(video if count == 1 else replace(video, name=f"{video.name}-{count}"))
    return tuple(unique)
