"""The timeline dock: what the signs mean, zoom buttons, and the view."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.panels.buttons import label
from app.panels.thumbnails import Thumbnails
from app.panels.timeline.painting import dashed
from app.panels.timeline.rows import ROWS_MAX
from app.panels.timeline.view import TimelineView
from app.theme import ICON_PX, SPACE, Theme, icon
from app.workspace import Workspace

_ZOOM_STEP = 1.6


class TimelinePanel(QWidget):
    """The timeline with its legend.

    Signals:
        menu_requested(QPoint): right click on a row; its object is selected. Show the object menu.
        show_requested(int): the name of a proposal was clicked.
    """

    menu_requested = Signal(QPoint)
    show_requested = Signal(int)

    def __init__(
        self,
        workspace: Workspace,
        thumbnails: Thumbnails,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("timelinePanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._workspace = workspace
        self.view = TimelineView(workspace, thumbnails, theme, self)
        self._legend = Legend(theme, self)
        self._expand = QPushButton(self)
        self._expand.setObjectName("timelineExpand")
        self._expand.setProperty("role", "flat")
        self._expand.setCheckable(True)
        self._expand.toggled.connect(lambda on: self.view.set_expanded(is_expanded=on))
        self._hint = label("Shift+drag marks a range", "small", "timelineHint", self)
        self._buttons = {
            "mdi6.magnify-minus-outline": self._button("Show more frames", self._zoom_out),
            "mdi6.magnify-plus-outline": self._button("Show fewer frames", self._zoom_in),
            "mdi6.arrow-expand-horizontal": self._button(
                "Show the whole video (double-click the ruler)", self.view.zoom_to_whole
            ),
        }
        self._lay_out()
        self.view.menu_requested.connect(self.menu_requested)
        self.view.show_requested.connect(self.show_requested)
        self.view.rows_changed.connect(self._renew)
        workspace.changed.connect(lambda touched: self._renew() if touched.has_tracks else None)
        workspace.opened.connect(self._on_opened)
        self.set_theme(theme)
        self._renew()

    def set_theme(self, theme: Theme) -> None:
        """Apply another theme."""
        self.view.set_theme(theme)
        self._legend.set_theme(theme)
        for name, button in self._buttons.items():
            button.setIcon(icon(name, theme))

    def set_time_source(self, time_of: Callable[[int], float] | None) -> None:
        """Where the exact time of a frame comes from; None for the mean rate."""
        self.view.set_time_source(time_of)

    def set_low_confidence(self, low: float) -> None:
        """Below what a confidence is low, 0..1."""
        self.view.set_low_confidence(low)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        head.setSpacing(SPACE)
        head.addWidget(self._expand)
        head.addWidget(self._legend)
        head.addStretch(1)
        head.addWidget(self._hint)
        head.addSpacing(2 * SPACE)
        for button in self._buttons.values():
            head.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.view, 1)

    def _button(self, tip: str, act: Callable[[], None]) -> QToolButton:
        button = QToolButton(self)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setIconSize(QSize(ICON_PX - 2, ICON_PX - 2))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(act)
        return button

    def _zoom_in(self) -> None:
        self.view.zoom(_ZOOM_STEP)

    def _zoom_out(self) -> None:
        self.view.zoom(1 / _ZOOM_STEP)

    def _on_opened(self) -> None:
        self._expand.setChecked(False)
        self._renew()

    def _renew(self) -> None:
        count = len(self._workspace.document.tracks) if self._workspace.is_open else 0
        self._expand.setVisible(count > ROWS_MAX)
        is_all = self._expand.isChecked()
        self._expand.setText("Show selected only" if is_all else f"Show all {count} rows")
        self.setEnabled(self._workspace.is_open)


class Legend(QWidget):
    """What the signs on the timeline mean."""

    _SIGNS = (
        "exemplar",
        "drawn",
        "propagated",
        "proposed",
        "verified",
        "not in frame",
        "low confidence",
    )

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("timelineLegend")
        self._theme = theme
        self.setAccessibleName("Signs: " + ", ".join(self._SIGNS))

    def set_theme(self, theme: Theme) -> None:
        """Apply another theme."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        words = sum(self.fontMetrics().horizontalAdvance(word) for word in self._SIGNS)
        return QSize(words + len(self._SIGNS) * (18 + 4 * SPACE), 20)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        x, middle = 0, self.height() // 2
        for word in self._SIGNS:
            wide = 18 + SPACE + self.fontMetrics().horizontalAdvance(word)
            if x + wide > self.width():
                break
            self._sign(painter, word, x, middle)
            painter.setPen(self._theme.colour("dim_text"))
            text_top = middle + (self.fontMetrics().ascent() - self.fontMetrics().descent()) // 2
            painter.drawText(x + 18 + SPACE, text_top, word)
            x += wide + 3 * SPACE

    def _sign(self, painter: QPainter, word: str, x: int, middle: int) -> None:
        theme = self._theme
        neutral = theme.colour("dim_text")
        if word in ("propagated", "low confidence"):
            neutral.setAlpha(150)
        if word == "exemplar":
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("panel"), 1))
            painter.setBrush(theme.colour("text"))
            centre = QPoint(x + 9, middle)
            steps = ((-5, 0), (0, -5), (5, 0), (0, 5))
            painter.drawPolygon([centre + QPoint(*step) for step in steps])
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        elif word == "proposed":
            painter.setPen(dashed(neutral))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(x, middle - 5, 17, 9)
        elif word == "not in frame":
            painter.fillRect(x, middle - 1, 18, 2, neutral)
        else:
            painter.fillRect(x, middle - 5, 18, 10, neutral)
        if word == "verified":
            painter.fillRect(x, middle + 6, 18, 2, theme.colour("good"))
        if word == "low confidence":
            painter.fillRect(x, middle - 8, 18, 3, theme.colour("warning"))
