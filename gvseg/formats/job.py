"""Options, progress, cancellation and notes of exports and imports."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from gvseg.annotation.document import Document
from gvseg.errors import FormatError, OutputError, UserError
from gvseg.formats.read_report import EntryError, Omission, Reading

if TYPE_CHECKING:
    from gvseg.video import Video

Progress: TypeAlias = Callable[[float], None]
"""Called with the finished fraction, 0..1."""

_SMALLEST_PROGRESS = 0.001


class ExportCancelledError(OutputError):
    """An export was cancelled; nothing was written."""


class ImportCancelledError(FormatError):
    """An import was cancelled; nothing was changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions:
    """Options of an export; a format ignores those that do not apply to it.

    Attributes:
        frames: indices of the frames to write, ascending, or video name -> such indices; None for
            all frames.
        polygons: write polygons (without holes) instead of RLE.
        jpeg_frames: also write the frames as JPEG.
        dataset_layout: davis: use the folder layout of the dataset (Annotations, ImageSets).
        opacity: opacity of masks in an overlay, 0..1.
        feather_px: width of the soft edge of a matte, in pixels; 0 for a hard edge.
    """

    frames: Sequence[int] | Mapping[str, Sequence[int]] | None = None
    polygons: bool = False
    jpeg_frames: bool = False
    dataset_layout: bool = False
    opacity: float = 0.45
    feather_px: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportReport:
    """The result of an export.

    Attributes:
        path: the file or folder.
        frame_count: number of frames written.
        track_count: number of objects in the documents.
        notes: what was lost or changed, one sentence each.
    """

    path: Path
    frame_count: int
    track_count: int
    notes: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class ReadJob:
    """State of one import: settings, progress and cancellation of the reader, and its decisions.

    Attributes:
        progress: called with 0..1.
        cancel: when set, the reader raises `ImportCancelledError`.
        total_steps: number of calls of `step` for one file.
        is_strict: whether one invalid entry rejects the whole file.
        choices: key of a `Reading` -> the value chosen by the user.
        frame_size: (height, width) of the video, for files that do not give it; None if unknown.
        omissions: entries that were left out.
        readings: how ambiguities in the file were resolved.
    """

    progress: Progress | None = None
    cancel: threading.Event | None = None
    total_steps: int = 1
    is_strict: bool = True
    choices: Mapping[str, str] = field(default_factory=dict)
    frame_size: tuple[int, int] | None = None
    omissions: list[Omission] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    _done: int = 0
    _start: float = 0.0
    _share: float = 1.0
    _reported: float = -1.0

    def begin_part(self, number: int, count: int) -> None:
        """Start part `number` (from 0) of `count` equal parts of the progress."""
        self.begin_share(number / count, 1 / count)

    def begin_share(self, start: float, share: float) -> None:
        """Start a part of the progress that begins at `start` and has length `share`, 0..1."""
        self._done, self._start, self._share = 0, start, share

    def step(self) -> None:
        """Report that one more step is finished.

        Raises:
            UserError: as `check_cancelled`.
        """
        self.check_cancelled()
        self._done += 1
        if self.progress is not None:
            done = min(1.0, self._done / max(1, self.total_steps))
            done = min(1.0, self._start + self._share * done)
            # A file with half a million masks must not send half a million signals to the window.
            if done - self._reported >= _SMALLEST_PROGRESS or done == 1.0 > self._reported:
                self._reported = done
                self.progress(done)

    @contextmanager
    def entry(self) -> Iterator[None]:
        """Context manager around one entry, which skips and records the entry if it is invalid.

        Validate the whole entry before adding any part of it to a document.

        Raises:
            EntryError: the entry is invalid and the job is strict.
        """
        try:
            yield
        except EntryError as error:
            if self.is_strict:
                raise
            self.omissions.append(error.omission)

    def omit(self, file: Path, location: str, reason: str) -> None:
        """Record an entry that is left out.

        Raises:
            EntryError: the job is strict.
        """
        with self.entry():
            raise EntryError(file, location, reason)

    def choose(self, reading: Reading) -> str:
        """Record a reading and return its value: the user's choice, else the detected one.

        Raises:
            FormatError: the user's choice is not possible for this file.
        """
        chosen = self.choices.get(reading.key, reading.chosen)
        if chosen not in reading.choices:
            raise FormatError(
                f"{reading.option} {chosen} does not fit this file; choose one of "
                f"{', '.join(reading.choices)}."
            )
        if chosen != reading.chosen:
            reading = replace(reading, chosen=chosen, reason="as you chose")
        if reading not in self.readings:
            self.readings.append(reading)
        return chosen

    def check_cancelled(self) -> None:
        """Raise if the job was cancelled.

        Raises:
            ImportCancelledError: `cancel` is set.
        """
        if self.cancel is not None and self.cancel.is_set():
            raise ImportCancelledError("The import was cancelled; nothing was changed.")


@dataclass(slots=True)
class LastIds:
    """The highest ids written so far, so that ids are unique over all splits."""

    video: int = 0
    image: int = 0
    annotation: int = 0


@dataclass(slots=True, kw_only=True)
class ExportJob(ReadJob):
    """State of one export: options, progress and cancellation of the writer, and its notes.

    Attributes:
        options: options of the export.
        last_ids: highest ids in earlier files of the same export.
        splits: the documents of each split; empty for an export without splits.
        split: name of the split that `write_split` writes.
        frames_folder: folder for JPEG frames, with one subfolder per video; None for the format's
            default.
        video: source of the frames; None to open the document's source.
        notes: sentences for the report.
    """

    options: ExportOptions = field(default_factory=ExportOptions)
    last_ids: LastIds = field(default_factory=LastIds)
    splits: Mapping[str, Sequence[Document]] = field(default_factory=dict)
    split: str = ""
    frames_folder: Path | None = None
    video: "Video | None" = None
    notes: list[str] = field(default_factory=list)

    def check_cancelled(self) -> None:
        """Raise if the job was cancelled.

        Raises:
            ExportCancelledError: `cancel` is set.
        """
        if self.cancel is not None and self.cancel.is_set():
            raise ExportCancelledError("The export was cancelled; nothing was written.")

    def frames_of(self, document: Document) -> Sequence[int]:
        """Return the indices of the frames to write, ascending.

        Raises:
            OutputError: a frame is not in the video.
        """
        wanted = self.options.frames
        if isinstance(wanted, Mapping):
            wanted = wanted.get(document.source.name)
        count = document.source.frame_count
        if wanted is None:
            return range(count)
        if not wanted or min(wanted) < 0 or max(wanted) >= count:
            raise OutputError(f"Frames to write must be between 0 and {count - 1}.")
        return wanted if isinstance(wanted, range) else sorted(set(wanted))

    def video_of(self, document: Document) -> "AbstractContextManager[Video]":
        """Return a context manager for the document's video; it closes only what it opened.

        Raises:
            OutputError: the video cannot be opened, or is not the annotated one.
        """
        from gvseg.video import open_video  # deferred, because most formats need no codecs

        source = document.source
        if self.video is not None:
            video: AbstractContextManager[Video] = nullcontext(self.video)
            found = self.video
        elif not source.sha256:
            raise OutputError(
                f"The frames of {source.name} are needed, but the annotations do not name their "
                f"video; give its path."
            )
        else:
            try:
                video = found = open_video(source.path, cancel=self.cancel)
            except UserError as error:
                raise OutputError(f"The frames of {source.path} are needed. {error}") from error
        if (found.height, found.width, found.frame_count) != (
            source.height,
            source.width,
            source.frame_count,
        ):
            found.close()
            raise OutputError(
                f"{found.path} is not the annotated video: it has {found.frame_count} frames of "
                f"{found.width}x{found.height}, the document {source.frame_count} of "
                f"{source.width}x{source.height}."
            )
        return video
