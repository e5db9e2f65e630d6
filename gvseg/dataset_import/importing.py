"""Imports a published dataset: one project per video, with shared categories."""

import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final

from gvseg.annotation.document import Document
from gvseg.annotation.records import VideoSource
from gvseg.counted import counted
from gvseg.dataset_file import (
    PROJECTS_FOLDER,
    Dataset,
    dataset_path,
    free_path,
    new_document,
    refresh_video,
)
from gvseg.dataset_import import image_layouts, json_layouts, mots, yolo
from gvseg.dataset_import.layout import Layout, Listing, PublishedVideo, Splits
from gvseg.errors import DatasetError, FormatError, UserError
from gvseg.file_names import IMAGE_SUFFIXES, VIDEO_SUFFIXES
from gvseg.formats import check_splits, plan_import
from gvseg.formats.job import ImportCancelledError, ReadJob
from gvseg.project import Project, ProjectPool, find_video
from gvseg.video import open_video

LAYOUTS: Final[Mapping[str, Layout]] = MappingProxyType(
    {
        layout.name: layout
        for layout in (
            image_layouts.DAVIS,
            image_layouts.YOUTUBE_VOS,
            json_layouts.YOUTUBE_VIS,
            image_layouts.VIPSEG,
            image_layouts.KITTI_STEP,
            json_layouts.COCO,
            json_layouts.COCO_PANOPTIC,
            mots.MOTS,
            yolo.YOLO,
            image_layouts.VSPW,
        )
    }
)
"""Name -> layout, in the order in which they are tried."""

_OMISSIONS_SHOWN: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLayout:
    """A layout that fits a folder.

    Attributes:
        layout: the layout.
        root: the folder of the published dataset.
        splits: its splits.
    """

    layout: Layout
    root: Path
    splits: Splits

    def __str__(self) -> str:
        names = ", ".join(split for split in self.splits if split)
        return f"{self.layout.title} ({names})" if names else self.layout.title


@dataclass(slots=True, kw_only=True)
class ImportResult:
    """Result of an import.

    Attributes:
        added: split -> number of videos that were added.
        skipped: number of videos that the dataset already had.
        problems: one sentence for each video or entry that was left out.
        notes: how the published dataset was read, one sentence each.
    """

    added: Counter[str] = field(default_factory=Counter)
    skipped: int = 0
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        parts = [f"{number} in {split}" for split, number in sorted(self.added.items()) if split]
        begin = f"{counted(self.added.total(), 'video')} imported"
        end = f", {self.skipped} already in the dataset" if self.skipped else ""
        return f"{begin} ({', '.join(parts)}){end}." if parts else f"{begin}{end}."


def find_layouts(path: Path) -> list[FoundLayout]:
    """Return the layouts that fit a folder, or the JSON file of one split; best first.

    Raises:
        DatasetError: the path does not exist, or no layout fits it.
    """
    if not path.exists():
        raise DatasetError(f"{path} does not exist.")
    roots = [path] if path.is_dir() else [path.parent, path.parent.parent]
    found = []
    for layout in LAYOUTS.values():
        for root in roots:
            splits = layout.find_splits(root)
            if not path.is_dir():
                splits = {name: file for name, file in splits.items() if file == path}
            if splits:
                found.append(FoundLayout(layout=layout, root=root, splits=splits))
                break
    if not found:
        titles = ", ".join(layout.title for layout in LAYOUTS.values())
        raise DatasetError(
            f"{path} is not laid out like a published dataset. GvSeg reads {titles}. To add "
            "videos without annotations, use `gvseg dataset add`."
        )
    return found


def import_dataset(
    found: FoundLayout,
    out: Path,
    *,
    frames_folder: Path | None = None,
    progress: Callable[[float], None] | None = None,
    cancel: threading.Event | None = None,
) -> ImportResult:
    """Import a published dataset into a new or existing dataset.

    A video that cannot be read is reported, and the others are imported. If the import is stopped,
    run it again to continue: videos that are already in the dataset are skipped.

    Args:
        found: the published dataset.
        out: the dataset, or the folder in which it is created.
        frames_folder: folder with the videos or frame folders, if they are not in the published
            dataset.
        progress: called with 0..1.
        cancel: set it to stop after the current video.

    Raises:
        DatasetError: the dataset cannot be created or written, or no video could be imported.
        FormatError: a file that describes the published dataset cannot be read.
        ImportCancelledError: `cancel` was set; the finished videos stay in the dataset.
    """
    check_splits("ytvis", {split: () for split in found.splits if split})
    result = ImportResult()
    file = dataset_path(out)
    with ExitStack() as stack:
        opened = Dataset.open(file) if file.exists() else Dataset.create(file)
        dataset = stack.enter_context(opened)
        temporary = tempfile.TemporaryDirectory(prefix=".import-", dir=dataset.folder)
        listing = Listing(stack, Path(stack.enter_context(temporary)), cancel)
        videos = found.layout.list_videos(found.root, found.splits, listing)
        result.notes += listing.notes
        run = _Import(dataset, frames_folder, result, stack.enter_context(ProjectPool()))
        for number, video in enumerate(videos):
            listing.check_cancelled()
            try:
                run.add(video, cancel)
            except ImportCancelledError:
                raise
            except UserError as error:
                if isinstance(error, DatasetError) and not dataset.path.exists():
                    raise
                result.problems.append(f"{video.name}: {error}")
            if progress is not None:
                progress((number + 1) / len(videos))
        if not result.added and not result.skipped:
            first = result.problems[0] if result.problems else f"{found.root} has no videos."
            raise DatasetError(f"No video could be imported. {first}")
    return result


class _Import:
    """Adds the videos of a published dataset to a dataset."""

    def __init__(
        self,
        dataset: Dataset,
        frames_folder: Path | None,
        result: ImportResult,
        pool: ProjectPool,
    ) -> None:
        self._dataset, self._frames_folder, self._result = dataset, frames_folder, result
        self._pool = pool
        self._known = {v.video for v in dataset.videos() if v.project is not None}

    def add(self, video: PublishedVideo, cancel: threading.Event | None) -> None:
        """Import one video; each step is durable, so that an import can be continued."""
        place = self._find_frames(video)
        if place is not None and place in self._known:
            self._result.skipped += 1
            return
        job = ReadJob(cancel=cancel, is_strict=False)
        imported = video.read(job)
        if job.omissions and not _has_masks(imported):
            raise FormatError(f"none of its masks can be read; first: {job.omissions[0]}")
        is_recorded = place is None
        place = place or _recorded_frames(imported)
        if place is None:
            raise FormatError(
                "its frames were not found; give the folder of its video or frames with --frames."
            )
        if place in self._known:
            self._result.skipped += 1
            return
        with open_video(place, cancel=cancel) as opened:
            source = VideoSource.of(opened, is_absolute=True)
        if is_recorded and source.sha256 != imported.source.sha256:
            raise FormatError(
                f"{place} is not the annotated file (its content differs); give the folder of the "
                "original video with --frames."
            )
        self._write(video, place, self._merge(video, imported, source))
        self._known.add(place)
        self._result.added[video.split] += 1
        shown = job.omissions[:_OMISSIONS_SHOWN]
        self._result.problems += [f"{video.name}: {one}" for one in shown]
        if hidden := len(job.omissions) - len(shown):
            left_out = counted(hidden, "more entry", "more entries")
            self._result.problems.append(f"{video.name}: {left_out} were left out.")

    def _merge(self, video: PublishedVideo, imported: Document, source: VideoSource) -> Document:
        size = (imported.source.height, imported.source.width)
        if size != (source.height, source.width):
            raise FormatError(
                f"its annotations are for frames of {size[1]}x{size[0]} pixels, but those of "
                f"{source.path} are {source.width}x{source.height}."
            )
        target = new_document(self._dataset, source)
        if not self._dataset.categories():
            target = Document(source)
        plan = plan_import(imported, target)
        plan.edit().apply(target)
        if plan.left_out:
            frames = counted(len(plan.left_out), "annotated frame")
            self._result.problems.append(
                f"{video.name}: {frames} ({plan.left_out[0]}, ...) were left out, because they are "
                f"not in {source.path}."
            )
        return target

    def _write(self, video: PublishedVideo, place: Path, document: Document) -> None:
        dataset = self._dataset
        video_id = dataset.add_video(place, name=video.name)
        dataset.set_fields([video_id], split=video.split)
        path = free_path(dataset.folder / PROJECTS_FOLDER, dataset.video(video_id).name)
        Project.create(path, document).close()
        dataset.set_project(video_id, path)
        refresh_video(dataset, dataset.video(video_id), "", self._pool)
        dataset.mark_current(video_id, dataset.categories_revision)

    def _find_frames(self, video: PublishedVideo) -> Path | None:
        candidates = list(video.frames)
        if self._frames_folder is not None:
            folder = self._frames_folder
            candidates += [folder / name for name in (video.name, *_tails(video.frames))]
            candidates += [folder / f"{video.name}{suffix}" for suffix in sorted(VIDEO_SUFFIXES)]
        found = next((path for path in candidates if _has_frames(path)), None)
        return None if found is None else found.absolute()


def _has_masks(document: Document) -> bool:
    has_objects = any(True for track_id in document.tracks for _ in document.masks_of(track_id))
    return has_objects or any(True for _ in document.voids())


def _tails(places: tuple[Path, ...]) -> list[str]:
    return list(dict.fromkeys(place.name for place in places))


def _recorded_frames(document: Document) -> Path | None:
    """Return the video that an export of GvSeg records, if it still exists."""
    source = document.source
    found = find_video(source, source.path) if source.sha256 else None
    return None if found is None else found.absolute()


def _has_frames(path: Path) -> bool:
    if not path.is_dir():
        return path.is_file()
    return any(one.suffix.lower() in IMAGE_SUFFIXES for one in path.iterdir())
