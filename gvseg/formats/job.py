"""What an export is asked for; how exports and imports report and how they are stopped."""

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
"""Called with what is done, 0..1."""

_SMALLEST_PROGRESS = 0.001


class ExportCancelledError(OutputError):
    """An export was stopped through its `cancel` event; nothing was written."""


class ImportCancelledError(FormatError):
    """A file was no longer wanted while it was read; nothing was changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions:
    """What a person can choose; formats ignore what does not concern them.

    Attributes:
        frames: indices of the frames wanted, ascending; or those of each video, by its name; None
            for all.
        polygons: coco writes polygons instead of run-length codes (holes are lost).
        jpeg_frames: write the frames as jpg beside the annotations.
        dataset_layout: davis writes the folders of its data set (Annotations, ImageSets).
        opacity: of the masks in an overlay, 0..1.
    """

    frames: Sequence[int] | Mapping[str, Sequence[int]] | None = None
    polygons: bool = False
    jpeg_frames: bool = False
    dataset_layout: bool = False
    opacity: float = 0.45


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportReport:
    """What was written.

    Attributes:
        path: the file or folder.
        frame_count: frames in it.
        track_count: objects in it.
        notes: what the format could not hold or what was changed for it, a sentence each.
    """

    path: Path
    frame_count: int
    track_count: int
    notes: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class ReadJob:
    """One run of a reader: its way to report and to be stopped.

    Attributes:
        progress: called with 0..1.
        cancel: set it to stop; the reader then raises `ImportCancelledError`.
        total_steps: how often the reader will call `step` for one file.
        is_strict: whether one bad entry refuses the whole file.
        choices: key of a reading -> the value that a person chose for it.
        frame_size: (height, width) of the video, for files that do not say it; None if not known.
        omissions: entries that were left out.
        readings: what the file leaves open and how it was read.
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
    _told: float = -1.0

    def begin_part(self, number: int, count: int) -> None:
        """Restart the count for one of several files or videos, `number` from 0."""
        self.begin_share(number / count, 1 / count)

    def begin_share(self, start: float, share: float) -> None:
        """Restart the count for a share of all work; both are 0..1."""
        self._done, self._start, self._share = 0, start, share

    def step(self) -> None:
        """Say that one more of the steps is done.

        Raises:
            UserError: that of `check_cancelled`.
        """
        self.check_cancelled()
        self._done += 1
        if self.progress is not None:
            done = min(1.0, self._done / max(1, self.total_steps))
            done = min(1.0, self._start + self._share * done)
            # Half a million masks are not half a million messages to a window.
            if done - self._told >= _SMALLEST_PROGRESS or done == 1.0 > self._told:
                self._told = done
                self.progress(done)

    @contextmanager
    def entry(self) -> Iterator[None]:
        """Read one entry inside; one that breaks the rules is left out and noted.

        Check the entry whole before you write any of it into a document.

        Raises:
            EntryError: the entry is bad and the job strict.
        """
        try:
            yield
        except EntryError as error:
            if self.is_strict:
                raise
            self.omissions.append(error.omission)

    def omit(self, file: Path, place: str, reason: str) -> None:
        """Note an entry that is left out.

        Raises:
            EntryError: the job is strict.
        """
        with self.entry():
            raise EntryError(file, place, reason)

    def choose(self, reading: Reading) -> str:
        """Return the reading that the person chose, else the one proposed, and note it.

        Raises:
            FormatError: the person chose a value that this file does not offer.
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
        """Stop here if that was asked for.

        Raises:
            ImportCancelledError: the import was stopped.
        """
        if self.cancel is not None and self.cancel.is_set():
            raise ImportCancelledError("The import was cancelled; nothing was changed.")


@dataclass(slots=True)
class LastIds:
    """The highest ids written so far, so that the files of all splits share no id."""

    video: int = 0
    image: int = 0
    annotation: int = 0


@dataclass(slots=True, kw_only=True)
class ExportJob(ReadJob):
    """One run of a writer: its options, its way to report and to be stopped.

    Attributes:
        options: what was chosen.
        last_ids: ids that earlier files of the same export have used.
        splits: the documents of each split; empty for an export without splits.
        split: the split that `write_split` writes.
        frames_folder: folder of the frames as jpg, one subfolder for each video; None for the
            format's usual one.
        video: where pixels come from; opened from the document's source where None.
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
        """Stop here if that was asked for.

        Raises:
            ExportCancelledError: the export was stopped.
        """
        if self.cancel is not None and self.cancel.is_set():
            raise ExportCancelledError("The export was cancelled; nothing was written.")

    def frames_of(self, document: Document) -> Sequence[int]:
        """Indices of the frames to write, ascending.

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
            raise OutputError(f"The frames to write must lie in 0 to {count - 1}.")
        return wanted if isinstance(wanted, range) else sorted(set(wanted))

    def video_of(self, document: Document) -> "AbstractContextManager[Video]":
        """The document's video; closed afterwards if it was opened here.

        Raises:
            OutputError: it cannot be opened, or is another one.
        """
        from gvseg.video import open_video  # most formats need no pixels and load no codecs

        source = document.source
        if self.video is not None:
            video: AbstractContextManager[Video] = nullcontext(self.video)
            found = self.video
        elif not source.sha256:
            raise OutputError(
                f"The frames of {source.name} are needed, and the annotations do not say where "
                f"they are; name the video."
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
