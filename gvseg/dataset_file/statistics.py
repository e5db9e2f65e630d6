"""Computes the statistics of a dataset, for tables and charts."""

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from gvseg.annotation.document import Document
from gvseg.annotation.records import Category, FrameMask, Origin, Track
from gvseg.annotation.review.measures import MaskMeasures
from gvseg.annotation.review_notes import ReviewState
from gvseg.dataset_file.agreement import Agreement
from gvseg.dataset_file.agreement_table import compare_same_videos, write_agreements
from gvseg.dataset_file.dataset import Dataset
from gvseg.dataset_file.people import NOBODY, PeopleCounts, PersonRow
from gvseg.dataset_file.records import DatasetVideo
from gvseg.errors import ProjectError
from gvseg.files import atomic_file
from gvseg.project import ProjectPool

GRID: Final = (36, 64)
"""Rows and columns of the heat map of positions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoRow:
    """One video, as in videos.csv.

    Attributes:
        frames_without_objects: frames on which no object has a mask with pixels.
        corrections: exemplar masks beyond the first of each object.
        accepted, needs_work: frames in these review states.
        minutes_spent: time that people spent with the video open, without pauses.
    """

    video: str
    status: str
    split: str
    assignee: str
    frames: int
    seconds: float
    frames_without_objects: int
    objects: int
    masks: int
    drawn: int
    propagated: int
    imported: int
    verified: int
    exemplars: int
    corrections: int
    accepted: int
    needs_work: int
    open_comments: int
    minutes_spent: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectRow:
    """One object, as in objects.csv.

    Attributes:
        mean_area: mean area of its masks, in pixels.
        mean_share: mean share of the frame that its masks cover, 0..1.
    """

    video: str
    object_id: int
    name: str
    category: str
    first_frame: int
    last_frame: int
    masks: int
    verified: int
    exemplars: int
    mean_area: float
    mean_share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryRow:
    """One category, as in categories.csv."""

    category: str
    kind: str
    videos: int
    objects: int
    masks: int
    verified: int


@dataclass(slots=True, kw_only=True)
class Statistics:
    """Statistics of a dataset.

    Attributes:
        videos: one row for each video.
        objects: one row for each object with masks.
        categories: one row for each shared category.
        people: one row for each person.
        agreements: two annotations of one video, compared.
        shares: share of the frame that each mask covers, 0..1.
        positions: `GRID` counts of the centroids of masks, by position in the frame.
        problems: one sentence for each file that cannot be read.
    """

    videos: list[VideoRow] = field(default_factory=list)
    objects: list[ObjectRow] = field(default_factory=list)
    categories: list[CategoryRow] = field(default_factory=list)
    people: list[PersonRow] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)
    positions: NDArray[np.int64] = field(default_factory=lambda: np.zeros(GRID, np.int64))
    problems: list[str] = field(default_factory=list)


def measure_dataset(
    dataset: Dataset, *, progress: Callable[[float], None] = lambda _: None
) -> Statistics:
    """Read all projects of a dataset; unreadable ones are reported and skipped.

    Args:
        dataset: the dataset.
        progress: called with 0..1.
    """
    found, people = Statistics(), PeopleCounts()
    shared = dataset.categories()
    videos = dataset.videos()
    with ProjectPool() as pool:
        for number, video in enumerate(videos, start=1):
            if video.project is not None:
                try:
                    store = pool.store(video.project)
                    measured = _Measured(
                        video, store.read_document(), shared, dataset.links(video.video_id)
                    )
                    _add_video(found, people, measured, store.read_work())
                except ProjectError as error:
                    found.problems.append(str(error))
            progress(number / len(videos))
        found.agreements = compare_same_videos(videos, pool)
    found.categories = [_category_row(category, found.objects) for category in shared.values()]
    found.people = people.rows(sum(row.masks for row in found.videos))
    return found


def measure_project(video: DatasetVideo, pool: ProjectPool) -> Statistics:
    """Measure the project of one video by itself, with its own categories.

    Raises:
        ProjectError: the project cannot be read.
    """
    found, people = Statistics(), PeopleCounts()
    if video.project is None:
        return found
    store = pool.store(video.project)
    document = store.read_document()
    own = dict(document.categories)
    measured = _Measured(video, document, own, {number: number for number in own})
    _add_video(found, people, measured, store.read_work())
    found.categories = [_category_row(category, found.objects) for category in own.values()]
    found.people = people.rows(sum(row.masks for row in found.videos))
    return found


def write_tables(found: Statistics, folder: Path) -> list[Path]:
    """Write videos.csv, objects.csv, categories.csv and people.csv; return their paths.

    If two projects annotate one video, agreement.csv compares them.

    Raises:
        OutputError: the folder cannot be written.
    """
    tables: tuple[tuple[str, type[Any], Sequence[Any]], ...] = (
        ("videos", VideoRow, found.videos),
        ("objects", ObjectRow, found.objects),
        ("categories", CategoryRow, found.categories),
        ("people", PersonRow, found.people),
    )
    paths = []
    for name, kind, rows in tables:
        path = folder / f"{name}.csv"
        with atomic_file(path) as partial, partial.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, [one.name for one in fields(kind)])
            writer.writeheader()
            writer.writerows(asdict(row) for row in rows)
        paths.append(path)
    if found.agreements:
        paths.append(write_agreements(folder / "agreement.csv", found.agreements))
    return paths


@dataclass(frozen=True, slots=True)
class _Measured:
    """A video to measure, with the categories of the tables and the mapping of its own categories
    to them.
    """

    video: DatasetVideo
    document: Document
    shared: Mapping[int, Category]
    links: Mapping[int, int]


def _add_video(
    found: Statistics,
    people: PeopleCounts,
    measured: _Measured,
    work: Mapping[str, Mapping[str, float]],
) -> None:
    video, document = measured.video, measured.document
    source, notes = document.source, document.notes
    verified_by: Counter[str] = Counter()
    is_shown = np.zeros(source.frame_count, bool)
    origins = dict.fromkeys(Origin, 0)
    verified = corrections = exemplars = masks = 0
    for track in document.tracks.values():
        category = measured.shared.get(measured.links.get(track.category_id, 0))
        name = (category or document.category(track.category_id)).name
        row = _object_row(
            found, video.name, (track, name), document, is_shown, (origins, verified_by)
        )
        pins = document.exemplar_frames(track.track_id)
        exemplars += len(pins)
        corrections += _count_corrections(document, track.track_id, pins)
        if row is not None:
            found.objects.append(row)
            masks += row.masks
            verified += row.verified
    found.videos.append(
        VideoRow(
            video=video.name,
            status=video.status.value,
            split=video.split,
            assignee=video.assignee,
            frames=source.frame_count,
            seconds=round(source.frame_count / source.frame_rate, 3) if source.frame_rate else 0.0,
            frames_without_objects=int(np.count_nonzero(~is_shown)),
            objects=len(document.tracks),
            masks=masks,
            drawn=origins[Origin.DRAWN],
            propagated=origins[Origin.PROPAGATED],
            imported=origins[Origin.IMPORTED],
            verified=verified,
            exemplars=exemplars,
            corrections=corrections,
            accepted=notes.count(ReviewState.ACCEPTED),
            needs_work=notes.count(ReviewState.NEEDS_WORK),
            open_comments=notes.open_count,
            minutes_spent=round(sum(sum(days.values()) for days in work.values()) / 60, 1),
        )
    )
    people.add(document, work, verified_by)


def _count_corrections(document: Document, track_id: int, pins: Sequence[int]) -> int:
    """Return the number of exemplars after the first one; imported masks correct nothing."""
    records = [document.mask(track_id, frame_index) for frame_index in pins]
    own = sum(one is None or one.origin is not Origin.IMPORTED for one in records)
    return own if own < len(pins) else max(0, own - 1)


def _object_row(
    found: Statistics,
    video: str,
    named: tuple[Track, str],
    document: Document,
    is_shown: NDArray[np.bool_],
    counts: tuple[dict[Origin, int], Counter[str]],
) -> ObjectRow | None:
    """Measure the masks of an object; None if no mask has pixels.

    Its masks are added to `counts`: by origin, and the verified ones by person.
    """
    origins, verified_by = counts
    track, category = named
    frame_area = document.source.height * document.source.width
    frames: list[int] = []
    areas: list[int] = []
    verified = 0
    for frame_index, record in document.masks_of(track.track_id):
        measures = MaskMeasures.of(record.mask)
        if measures is None:
            continue
        frames.append(frame_index)
        areas.append(measures.area)
        verified += record.is_verified
        if record.is_verified:
            verified_by[record.verified_by or NOBODY] += 1
        origins[record.origin] += 1
        is_shown[frame_index] = True
        found.shares.append(measures.area / frame_area)
        found.positions[_cell(record, measures)] += 1
    if not frames:
        return None
    return ObjectRow(
        video=video,
        object_id=track.track_id,
        name=track.name,
        category=category,
        first_frame=frames[0],
        last_frame=frames[-1],
        masks=len(frames),
        verified=verified,
        exemplars=len(document.exemplar_frames(track.track_id)),
        mean_area=round(float(np.mean(areas)), 1),
        mean_share=round(float(np.mean(areas)) / frame_area, 6),
    )


def _cell(record: FrameMask, measures: MaskMeasures) -> tuple[int, int]:
    row = int(measures.y / record.mask.height * GRID[0])
    column = int(measures.x / record.mask.width * GRID[1])
    return min(row, GRID[0] - 1), min(column, GRID[1] - 1)


def _category_row(category: Category, objects: Iterable[ObjectRow]) -> CategoryRow:
    own = [one for one in objects if one.category == category.name]
    return CategoryRow(
        category=category.name,
        kind="thing" if category.is_thing else "stuff",
        videos=len({one.video for one in own}),
        objects=len(own),
        masks=sum(one.masks for one in own),
        verified=sum(one.verified for one in own),
    )
