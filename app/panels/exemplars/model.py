"""The list model of the exemplar frames, in frame order."""

import time
from collections import defaultdict, deque
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
)
from PySide6.QtGui import QImage

from app.language import tr
from app.panels.thumbnails import Thumbnails, tinted
from app.wording import listed
from app.workspace import Touched, Workspace

FRAME_ROLE: Final = Qt.ItemDataRole.UserRole
"""The frame index."""
TRACKS_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""Ids of the objects that this frame is an exemplar of, bottom layer first."""
IMAGE_ROLE: Final = Qt.ItemDataRole.UserRole + 2
"""Thumbnail with the masks, or None until it is available."""
_BUDGET_S: Final = 0.008
_SHOWN_MASKS_MAX: Final = 12
_NOTHING: Final = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex


class ExemplarsModel(QAbstractListModel):
    """Follows the workspace. After a project opens, its objects are read in small steps."""

    def __init__(
        self, workspace: Workspace, thumbnails: Thumbnails, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace, self._thumbnails = workspace, thumbnails
        self._by_track: dict[int, tuple[int, ...]] = {}
        self._frames: list[int] = []
        self._tracks: dict[int, list[int]] = {}
        self._images: dict[int, QImage] = {}
        self._waiting: deque[int] = deque()
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._load_some)
        workspace.opened.connect(self._reset)
        workspace.changed.connect(self._on_changed)
        thumbnails.arrived.connect(self._on_arrived)
        self._reset()

    def frame_of(self, row: int) -> int:
        return self._frames[row]

    def row_of(self, frame_index: int) -> int | None:
        return self._frames.index(frame_index) if frame_index in self._tracks else None

    def tracks_of(self, frame_index: int) -> tuple[int, ...]:
        """Return the objects that this frame is an exemplar of."""
        return tuple(self._tracks.get(frame_index, ()))

    def rowCount(self, parent: _Index = _NOTHING) -> int:
        return 0 if parent.isValid() else len(self._frames)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._frames):
            return None
        frame_index = self._frames[index.row()]
        if role == FRAME_ROLE:
            return frame_index
        if role == TRACKS_ROLE:
            return self.tracks_of(frame_index)
        if role == IMAGE_ROLE:
            return self._image(frame_index)
        if role == Qt.ItemDataRole.DisplayRole:
            return tr("Frame {frame}").format(frame=frame_index)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            tracks = self._workspace.document.tracks
            names = listed(tracks[one].name for one in self.tracks_of(frame_index) if one in tracks)
            return tr("Frame {frame}: exemplar of {names}").format(frame=frame_index, names=names)
        return None

    def _image(self, frame_index: int) -> QImage | None:
        if frame_index not in self._images:
            image = self._thumbnails.get(frame_index)
            if image is None:
                return None
            document = self._workspace.document
            shown = []
            for track_id in self.tracks_of(frame_index)[-_SHOWN_MASKS_MAX:]:
                record = document.mask(track_id, frame_index)
                if record is not None and track_id in document.tracks:
                    shown.append((record.mask, document.tracks[track_id].colour))
            self._images[frame_index] = tinted(image, shown)
        return self._images[frame_index]

    def _reset(self) -> None:
        self._by_track.clear()
        self._images.clear()
        self._waiting = deque(
            self._workspace.document.layer_order if self._workspace.is_open else ()
        )
        self._refresh()
        self._timer.start()

    def _load_some(self) -> None:
        stop_at = time.monotonic() + _BUDGET_S
        found = False
        while self._waiting and time.monotonic() < stop_at:
            found |= self._read_exemplars(self._waiting.popleft())
        if found:
            self._refresh()
        if not self._waiting:
            self._timer.stop()

    def _read_exemplars(self, track_id: int) -> bool:
        document = self._workspace.document
        before = self._by_track.pop(track_id, ())
        after = document.exemplar_frames(track_id) if track_id in document.tracks else ()
        if after:
            self._by_track[track_id] = after
        return before != after

    def _on_changed(self, touched: Touched) -> None:
        waiting = set(self._waiting)
        looked = [self._read_exemplars(one) for one in touched.track_ids if one not in waiting]
        stale = [one for one in self._images if touched.touches_frame(one)]
        for frame_index in stale:
            del self._images[frame_index]
        if any(looked):
            self._refresh()
        elif stale:
            self.dataChanged.emit(self.index(0), self.index(len(self._frames) - 1))

    def _refresh(self) -> None:
        tracks: dict[int, list[int]] = defaultdict(list)
        order = self._workspace.document.layer_order if self._workspace.is_open else ()
        for track_id in order:
            for frame_index in self._by_track.get(track_id, ()):
                tracks[frame_index].append(track_id)
        for frame_index in [
            one for one in self._images if self._tracks.get(one) != tracks.get(one)
        ]:
            del self._images[frame_index]
        frames = sorted(tracks)
        self._tracks = dict(tracks)
        if frames != self._frames:
            self.beginResetModel()
            self._frames = frames
            self.endResetModel()
        elif frames:
            self.dataChanged.emit(self.index(0), self.index(len(frames) - 1))

    def _on_arrived(self, frame_index: int) -> None:
        row = self.row_of(frame_index)
        if row is not None:
            self._images.pop(frame_index, None)
            self.dataChanged.emit(self.index(row), self.index(row))
