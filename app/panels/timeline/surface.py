"""The timeline without mouse handling: the ruler, the rows and the confidence strip."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from app.language import tr
from app.panels.clock import clock_text
from app.panels.timeline.axis import FrameAxis
from app.panels.timeline.painting import (
    GUTTER_PX,
    ROW_PX,
    RULER_PX,
    STRIP_PX,
    Cells,
    RowStyle,
    TimelinePainter,
)
from app.panels.timeline.review_marks import ReviewMarks
from app.panels.timeline.rows import SUM_ROW, rows_of, track_of
from app.panels.timeline.run_progress import RunProgress
from app.panels.timeline.spans import frame_bits, joined, least
from app.panels.timeline.sums import Sums
from app.theme import SPACE, Theme
from app.workspace import Touched, Workspace
from gvseg.annotation.colours import object_pattern
from gvseg.engine.request import ClipResult

_FIRST_ROWS: Final = 6
"""Number of rows that fit when the timeline first opens."""


class TimelineSurface(QAbstractScrollArea):
    """Draws the rows along an axis of frames, and follows the workspace.

    Signals:
        rows_changed: the rows changed.
        axis_changed: zoom or position changed.
    """

    rows_changed = Signal()
    axis_changed = Signal()

    def __init__(self, workspace: Workspace, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("timelineView")
        self.setAccessibleName(tr("Timeline"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self._workspace, self._theme = workspace, theme
        self._time_of: Callable[[int], float] | None = None
        self._low = 0.6
        self._is_expanded = False
        self._rows: tuple[int, ...] = ()
        self._axis = FrameAxis.whole(1, GUTTER_PX, 1)
        self._cells: dict[int, Cells] = {}
        self._sums: Sums | None = None
        self._review = ReviewMarks()
        self._is_dragging = False
        self._run: RunProgress | None = None
        self._load_timer = QTimer(self, interval=0)
        self._load_timer.timeout.connect(self._load_sums)
        workspace.opened.connect(self._on_opened)
        workspace.changed.connect(self._on_changed)
        workspace.view.frame_changed.connect(self._on_frame)
        workspace.view.selection_changed.connect(self._on_selection)
        workspace.view.proposal_changed.connect(self._on_selection)
        workspace.view.least_score_changed.connect(self._refresh_rows)
        workspace.view.range_changed.connect(self.viewport().update)
        workspace.view.options_changed.connect(lambda _: self.viewport().update())
        self._on_opened()

    # -- contents ----------------------------------------------------------------------

    @property
    def rows(self) -> tuple[int, ...]:
        """The track id of each row, from the top; 0 stands for the sum row."""
        return self._rows

    @property
    def axis(self) -> FrameAxis:
        return self._axis

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.viewport().update()

    def set_time_source(self, time_of: Callable[[int], float] | None) -> None:
        """Set the function that returns the time of a frame. If None, use the mean frame rate."""
        self._time_of = time_of

    def set_low_confidence(self, low: float) -> None:
        """Set the threshold of low confidence."""
        if low != self._low:
            self._low = low
            self._start_sums()

    def set_expanded(self, *, is_expanded: bool) -> None:
        """Show a row for every object, or only for selected ones."""
        self._is_expanded = is_expanded
        self._refresh_rows()

    def show_run(self, frames: tuple[int, int] | None) -> None:
        """Show the progress of a run over these frames; None removes it."""
        count = self._axis.frame_count
        self._run = None if frames is None or frames[1] >= count else RunProgress(*frames)
        self.viewport().update()

    def mark_done(self, clip: ClipResult) -> None:
        """Mark these frames of the run as done."""
        if self._run is not None:
            for frame in clip.frames:
                self._run.add(frame.frame_index)
            self.viewport().update()

    def zoom(self, factor: float) -> None:
        """Zoom around the current frame."""
        self._set_axis(self._axis.zoomed(factor, self._axis.x_of(self._workspace.view.frame_index)))

    def zoom_to_whole(self) -> None:
        """Show the whole video."""
        self._set_axis(FrameAxis.whole(self._axis.frame_count, GUTTER_PX, self._axis.width))

    def zoom_to_range(self) -> None:
        """Show the marked range with a small margin."""
        marked = self._workspace.view.frame_range
        if marked is not None:
            width = 1.1 * (marked[1] - marked[0] + 1)
            axis = self._axis.zoomed(
                self._axis.width / width / self._axis.px_per_frame, self._axis.left
            )
            start = marked[0] - 0.05 * width
            self._set_axis(axis.panned(axis.x_of(start) - axis.left))

    def sizeHint(self) -> QSize:
        return QSize(640, RULER_PX + _FIRST_ROWS * ROW_PX + STRIP_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, RULER_PX + 2 * ROW_PX + STRIP_PX)

    # -- reacting to the workspace -------------------------------------------------------

    def _on_opened(self) -> None:
        count = self._workspace.view.last_frame + 1 if self._workspace.is_open else 1
        self._axis = FrameAxis.whole(count, GUTTER_PX, self._track_width())
        self._run = None
        self._review.clear()
        self._is_expanded = False
        self._start_sums()
        self._refresh_rows()
        self.axis_changed.emit()

    def _start_sums(self) -> None:
        self._cells.clear()
        self._sums = None
        if self._workspace.is_open:
            self._sums = Sums(self._workspace, self._low)
            self._load_timer.start()
        self.viewport().update()

    def _load_sums(self) -> None:
        if self._sums is None or self._sums.is_complete:
            self._load_timer.stop()
            return
        self._sums.load_some()
        self._cells.pop(SUM_ROW, None)
        self.viewport().update()

    def _on_changed(self, touched: Touched) -> None:
        for track_id in (*touched.track_ids, SUM_ROW):
            self._cells.pop(track_id, None)
        if self._sums is not None:
            whole = touched.has_tracks
            last = self._axis.frame_count - 1 if whole else touched.last
            self._sums.refresh(0 if whole else touched.first, last)
            if not self._sums.is_complete:
                self._load_timer.start()
        if touched.has_tracks:
            self._refresh_rows()
        if touched.has_notes:
            self._review.clear()
        self.viewport().update()

    def _on_selection(self) -> None:
        self._refresh_rows()
        if self._workspace.working_id in self._rows:
            self._reveal(self._rows.index(self._workspace.working_id))
        self.viewport().update()

    def _on_frame(self, frame_index: int) -> None:
        if not self._is_dragging:
            self._set_axis(self._axis.showing(frame_index))
        self.viewport().update()

    def _refresh_rows(self) -> None:
        rows = rows_of(self._workspace, is_expanded=self._is_expanded)
        if rows != self._rows:
            self._rows = rows
            self._update_scroll_bar()
            self.rows_changed.emit()
        self.viewport().update()

    # -- geometry ----------------------------------------------------------------------

    def _track_width(self) -> int:
        return max(1, self.viewport().width() - GUTTER_PX - 2 * SPACE)

    def _rows_height(self) -> int:
        return max(0, self.viewport().height() - RULER_PX - STRIP_PX)

    def _update_scroll_bar(self) -> None:
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, len(self._rows) * ROW_PX - self._rows_height()))
        bar.setPageStep(self._rows_height())
        bar.setSingleStep(ROW_PX)

    def _reveal(self, row: int) -> None:
        bar = self.verticalScrollBar()
        top = row * ROW_PX
        if top < bar.value():
            bar.setValue(top)
        elif top + ROW_PX > bar.value() + self._rows_height():
            bar.setValue(top + ROW_PX - self._rows_height())

    def _set_axis(self, axis: FrameAxis) -> None:
        if axis != self._axis:
            self._axis = axis
            self._cells.clear()
            self.viewport().update()
            self.axis_changed.emit()

    def row_at(self, y: float) -> int | None:
        """Return the track id of the row at y (0 for the sum row), or None outside the rows."""
        inside = RULER_PX <= y < RULER_PX + self._rows_height()
        place = int((y - RULER_PX + self.verticalScrollBar().value()) // ROW_PX)
        return self._rows[place] if inside and place < len(self._rows) else None

    def row_top(self, row: int) -> int:
        return RULER_PX + row * ROW_PX - self.verticalScrollBar().value()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._update_scroll_bar()
        self._set_axis(self._axis.resized(GUTTER_PX, self._track_width()))

    # -- painting ----------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._theme.colour("panel"))
        if self._workspace.is_open:
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        axis = self._axis
        timeline = TimelinePainter(painter, self._theme, axis)
        height = self.viewport().height()
        painter.save()
        painter.setClipRect(QRect(0, RULER_PX, self.viewport().width(), self._rows_height()))
        for row, track_id in enumerate(self._rows):
            top = self.row_top(row)
            if RULER_PX - ROW_PX < top < RULER_PX + self._rows_height():
                style = self._style_of(track_id)
                timeline.draw_row(top, style, self._cells_of(track_id))
                timeline.draw_gutter(top, style)
        painter.restore()
        timeline.draw_ruler([(tick, str(tick), self._tick_time(tick)) for tick in axis.ticks()])
        self._paint_strip(timeline)
        self._review.paint(painter, self._theme, axis, self._workspace.document.notes)
        if self._run is not None:
            timeline.draw_run_progress((self._run.first, self._run.last), self._run.done)
        if self._workspace.view.frame_range is not None:
            timeline.draw_range(self._workspace.view.frame_range, height)
        timeline.draw_playhead(self._workspace.view.frame_index, height)

    def _paint_strip(self, timeline: TimelinePainter) -> None:
        track_id = self._workspace.working_id
        document = self._workspace.document
        track = None if track_id is None else track_of(document, track_id)
        if track is not None:
            confidence = document.states(track.track_id).confidence
            name = tr("confidence, {name}").format(name=track.name)
        elif self._sums is not None:
            confidence, name = self._sums.confidence, tr("lowest confidence")
        else:
            return
        edges = self._axis.edges()
        part = confidence[edges[0] : edges[-1]]
        top = self.viewport().height() - STRIP_PX
        timeline.draw_strip(top, name, edges, least(part, edges[:-1] - edges[0]), self._low)

    def _style_of(self, track_id: int) -> RowStyle:
        document = self._workspace.document
        view = self._workspace.view
        track = track_of(document, track_id)
        if track is None:
            return RowStyle(tr("All %n object(s)", "", len(document.tracks)), None)
        return RowStyle(
            track.name,
            QColor(*track.colour),
            is_selected=track_id in (*view.selected, view.proposal_id),
            is_proposed=track_id in document.proposals,
            is_dimmed=not track.is_visible,
            is_locked=track.is_locked,
            pattern=object_pattern(track_id) if view.options.show_patterns else 0,
        )

    def _cells_of(self, track_id: int) -> Cells:
        if track_id not in self._cells:
            edges = self._axis.edges()
            first, last = int(edges[0]), int(edges[-1]) - 1
            if track_id == SUM_ROW and self._sums is not None:
                bits = self._sums.bits[first : last + 1]
            else:
                states = self._workspace.document.states(track_id)
                bits = frame_bits(states, first, last, self._low)
            self._cells[track_id] = Cells(edges, joined(bits, edges[:-1] - first))
        return self._cells[track_id]

    def time_text(self, frame_index: int) -> str:
        """Return the time of a frame, such as "00:13.733"."""
        return clock_text(self._workspace, frame_index, self._time_of)

    def _tick_time(self, frame_index: int) -> str:
        """Return the time at a tick, in whole seconds if ticks are at least a second apart."""
        ticks = self._axis.ticks()
        rate = self._workspace.source.frame_rate
        is_coarse = len(ticks) > 1 and rate > 0 and ticks[1] - ticks[0] >= 2 * rate
        text = self.time_text(frame_index)
        return text.rpartition(".")[0] if is_coarse else text[:-1]
