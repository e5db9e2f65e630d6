"""The table model of the videos in a dataset."""

import math
from collections.abc import Mapping
from enum import Enum, IntEnum
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from app.language import sentence_case, tr, tr_later
from app.library_texts import tr_library
from app.panels.clock import duration_text
from app.panels.dataset.thumbnails import VideoThumbnails
from app.panels.dataset.watch import DatasetState
from app.wording import listed, when_text
from gvseg.dataset_file import DatasetVideo, Status, Summary
from gvseg.dataset_file.queue import JobState, QueueJob
from gvseg.project import LockHolder

VIDEO_ROLE: Final = Qt.ItemDataRole.UserRole
"""The `DatasetVideo` of a row."""
SORT_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""Sort key of a column."""
_NOTHING: Final = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex
_ORDER: Final = {status: place for place, status in enumerate(Status)}


class Column(IntEnum):
    VIDEO = 0
    LENGTH = 1
    STATUS = 2
    OBJECTS = 3
    VERIFIED = 4
    REVIEW = 5
    COMMENTS = 6
    CHANGED = 7
    SPLIT = 8
    ASSIGNEE = 9
    OPEN_BY = 10
    QUEUE = 11


class ReviewFilter(Enum):
    """Choices of videos by what reviewers said."""

    NEEDS_WORK = tr_later("Needs work")
    COMMENTS = tr_later("Open comments")
    ACCEPTED = tr_later("All frames accepted")
    PARTLY = tr_later("Partly reviewed")
    NONE = tr_later("Not reviewed")

    def fits(self, summary: Summary) -> bool:
        """Return whether a video is one of these."""
        match self:
            case ReviewFilter.NEEDS_WORK:
                return summary.needs_work > 0
            case ReviewFilter.COMMENTS:
                return summary.open_comments > 0
            case ReviewFilter.ACCEPTED:
                return 0 < summary.frames <= summary.accepted
            case ReviewFilter.PARTLY:
                return 0 < summary.accepted + summary.needs_work < summary.frames
        return summary.accepted + summary.needs_work == 0


_TITLES: Final = (
    tr_later("Video"),
    tr_later("Length"),
    tr_later("Status"),
    tr_later("Objects"),
    tr_later("Verified"),
    tr_later("Review"),
    tr_later("Comments"),
    tr_later("Last change"),
    tr_later("Split"),
    tr_later("Assignee"),
    tr_later("Open by"),
    tr_later("Queue"),
)
_ANSWERED: Final = frozenset(
    {
        VIDEO_ROLE,
        SORT_ROLE,
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.DecorationRole,
        Qt.ItemDataRole.ToolTipRole,
    }
)
"""Roles for which a cell may have a value."""
NUMBERS: Final = frozenset({Column.LENGTH, Column.OBJECTS, Column.VERIFIED, Column.COMMENTS})
"""Columns that are aligned to the right."""
_COLUMN_COUNT: Final = len(Column)


class DatasetModel(QAbstractTableModel):
    """One row per video, sorted by name."""

    def __init__(self, thumbnails: VideoThumbnails, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._videos: tuple[DatasetVideo, ...] = ()
        self._jobs: dict[int, QueueJob] = {}
        self._holders: Mapping[int, LockHolder] = {}
        self._missing: frozenset[int] = frozenset()
        self._rows: dict[int, int] = {}
        self._current: int | None = None
        self._texts: dict[int, list[str]] = {}
        thumbnails.arrived.connect(self._on_thumbnail)

    def set_state(self, state: DatasetState) -> None:
        """Show a new state, keeping the selection and position of rows that remain."""
        jobs = {job.video_id: job for job in reversed(state.jobs)}
        holders_before, self._holders = self._holders, state.holders
        for video_id in (found_again := self._missing - state.missing):
            self._thumbnails.forget(video_id)
        changed_ids = found_again | (state.missing - self._missing)
        self._missing = state.missing
        ids = [video.video_id for video in state.videos]
        if ids != [video.video_id for video in self._videos]:
            self.beginResetModel()
            self._videos, self._jobs = state.videos, jobs
            self._rows = {video_id: row for row, video_id in enumerate(ids)}
            self._texts.clear()
            self.endResetModel()
            return
        before, self._videos = self._videos, state.videos
        jobs_before, self._jobs = self._jobs, jobs
        for row, (old, new) in enumerate(zip(before, state.videos, strict=True)):
            is_same = all(
                known.get(new.video_id) == now.get(new.video_id)
                for known, now in ((jobs_before, jobs), (holders_before, state.holders))
            )
            if old != new or not is_same or new.video_id in changed_ids:
                self._emit_row_changed(row)

    def set_current(self, video_id: int | None) -> None:
        """Highlight the open video."""
        before, self._current = self._current, video_id
        for one in (before, video_id):
            if one in self._rows:
                self._emit_row_changed(self._rows[one])

    def rowCount(self, parent: _Index = _NOTHING) -> int:
        return 0 if parent.isValid() else len(self._videos)

    def columnCount(self, parent: _Index = _NOTHING) -> int:
        return 0 if parent.isValid() else _COLUMN_COUNT

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(_TITLES[section])
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        # A view asks for a dozen roles of each visible cell whenever it is scrolled.
        if role not in _ANSWERED:
            return None
        row = index.row()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown_text(row, index.column())
        video = self._videos[row]
        if role == VIDEO_ROLE:
            return video
        column = Column(index.column())
        if role == SORT_ROLE:
            return self._sort_key(video, column)
        return self._detail(video, column, role)

    def _detail(self, video: DatasetVideo, column: Column, role: int) -> Any:
        """Return the thumbnail or the tooltip of a cell."""
        if column is Column.VIDEO:
            if role == Qt.ItemDataRole.DecorationRole:
                return self._thumbnails.get(video.video_id, video.video)
            if role == Qt.ItemDataRole.ToolTipRole:
                project = str(video.project or "") if video.video_id in self._missing else ""
                return "\n".join(filter(None, (video.name, str(video.video), project, video.notes)))
        if role == Qt.ItemDataRole.ToolTipRole and column in (Column.REVIEW, Column.OPEN_BY):
            return self._text(video, column)
        if role == Qt.ItemDataRole.ToolTipRole and column is Column.QUEUE:
            job = self._jobs.get(video.video_id)
            return tr_library(job.message) if job is not None else ""
        return None

    def _shown_text(self, row: int, column: int) -> str:
        texts = self._texts.get(row)
        if texts is None:
            video = self._videos[row]
            texts = self._texts[row] = [self._text(video, one) for one in Column]
        return texts[column]

    def _text(self, video: DatasetVideo, column: Column) -> str:
        summary = video.summary
        match column:
            case Column.VIDEO:
                return f"▸ {video.name}" if video.video_id == self._current else video.name
            case Column.LENGTH:
                return self._length(video)
            case Column.STATUS if video.video_id in self._missing:
                return tr("Not found")
            case Column.STATUS:
                return sentence_case(tr_library(video.status.value))
            case Column.OBJECTS:
                return _objects_text(summary)
            case Column.VERIFIED:
                share = summary.settled_share
                return "" if share is None else f"{share:.0%}"
            case Column.CHANGED:
                return when_text(summary.changed_at) if summary.changed_at else ""
            case Column.SPLIT:
                return video.split
            case Column.ASSIGNEE:
                return video.assignee
            case _:
                return self._review_cell(video, column)

    def _review_cell(self, video: DatasetVideo, column: Column) -> str:
        match column:
            case Column.REVIEW:
                return _review_text(video.summary)
            case Column.COMMENTS:
                return str(video.summary.open_comments or "")
            case Column.OPEN_BY:
                return _holder_text(self._holders.get(video.video_id))
            case _:
                return _job_text(self._jobs.get(video.video_id))

    def _length(self, video: DatasetVideo) -> str:
        if video.summary.frames:
            return duration_text(video.summary.seconds)
        seconds = self._thumbnails.seconds(video.video_id)
        return tr("about {duration}").format(duration=duration_text(seconds)) if seconds else ""

    def _sort_key(self, video: DatasetVideo, column: Column) -> Any:
        summary = video.summary
        match column:
            case Column.LENGTH:
                return summary.seconds or self._thumbnails.seconds(video.video_id)
            case Column.STATUS:
                return _ORDER[video.status]
            case Column.OBJECTS:
                return summary.objects
            case Column.VERIFIED:
                share = summary.settled_share
                return -1.0 if share is None else share
            case Column.REVIEW:
                # From the most work to the most accepted frames.
                reviewed = summary.accepted - summary.needs_work
                return reviewed / summary.frames if summary.frames else -2.0
            case Column.COMMENTS:
                return summary.open_comments
            case Column.CHANGED:
                return summary.changed_at
            case _:
                return self._text(video, column).removeprefix("▸ ").casefold()

    def _emit_row_changed(self, row: int) -> None:
        self._texts.pop(row, None)
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))

    def _on_thumbnail(self, video_id: int) -> None:
        if video_id in self._rows:
            self._emit_row_changed(self._rows[video_id])


class DatasetFilter(QSortFilterProxyModel):
    """Filters rows by search text, status, split and review; sorts them by `SORT_ROLE`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self._status: Status | None = None
        self._split: str | None = None
        self._review: ReviewFilter | None = None
        self.setSortRole(SORT_ROLE)

    def choose(
        self,
        words: str,
        status: Status | None,
        split: str | None,
        review: ReviewFilter | None = None,
    ) -> None:
        """Show only videos that match all filters; None matches any."""
        self._words, self._status, self._split = words.strip().casefold(), status, split
        self._review = review
        self.invalidate()

    def filterAcceptsRow(self, source_row: int, source_parent: _Index) -> bool:
        index = self.sourceModel().index(source_row, 0, source_parent)
        video: DatasetVideo = index.data(VIDEO_ROLE)
        texts = (video.name, video.assignee, video.notes, video.split)
        return (
            (self._status is None or video.status is self._status)
            and (self._split is None or video.split == self._split)
            and (self._review is None or self._review.fits(video.summary))
            and (not self._words or any(self._words in text.casefold() for text in texts))
        )


def _objects_text(summary: Summary) -> str:
    if not summary.frames:
        return ""
    words = tr("{objects} + {proposals} proposed") if summary.proposals else "{objects}"
    return words.format(objects=summary.objects, proposals=summary.proposals)


def _review_text(summary: Summary) -> str:
    """Return the review state in a few words: "80 % accepted, 3 need work"."""
    share = summary.accepted_share
    parts = []
    if share:
        parts.append(tr("{percent} % accepted").format(percent=math.floor(100 * share)))
    if summary.needs_work:
        parts.append(tr("%n need(s) work", "", summary.needs_work))
    return listed(parts)


def _holder_text(holder: LockHolder | None) -> str:
    if holder is None:
        return ""
    words = (
        tr("{person} on {host} (no sign of life)") if holder.is_stale else tr("{person} on {host}")
    )
    return words.format(person=holder.person or tr("somebody"), host=holder.host)


def _job_text(job: QueueJob | None) -> str:
    if job is None:
        return ""
    if job.state is JobState.RUNNING and job.total:
        return f"{tr_library(job.task.value)} {job.done / job.total:.0%}"
    return f"{tr_library(job.task.value)} {tr_library(job.state.value)}"
