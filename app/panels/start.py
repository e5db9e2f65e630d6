"""What stands in the middle while no video is open: a place to drop one, and recent ones."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.panels.buttons import Actions, label
from app.theme import RADIUS, SPACE, Theme, icon

_RECENT_MAX: Final = 3
_WIDE_PX: Final = 460
_ICON_PX: Final = 48


class StartPage(QWidget):
    """A big drop target with the three latest files. (The window takes the drop.)

    Signals:
        open_requested(Path): open a recent one.
    """

    open_requested = Signal(object)

    def __init__(self, actions: Actions, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("startPage")
        self._theme = theme
        self._picture = QLabel(self)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._headline = label("Drop a video, a folder of images or a project here", "title")
        self._headline.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._buttons = [
            self._button(actions, action_id, text)
            for action_id, text in (
                ("file.open_video", "Open Video..."),
                ("file.open_folder", "Open Folder..."),
                ("file.open_project", "Open Project..."),
            )
        ]
        self._buttons[0].setProperty("role", "main")
        self._opening = label("", "dim", "startOpening", self)
        self._opening.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(10)
        self._recent_title = label("Recent", "dim", "", self)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)
        self._lay_out()
        self.set_theme(theme)
        self.show_opening("")
        self.set_recent(())

    def set_theme(self, theme: Theme) -> None:
        """Apply another theme."""
        self._theme = theme
        made = icon("mdi6.movie-open-plus-outline", theme, role="dim_text")
        self._picture.setPixmap(made.pixmap(_ICON_PX, _ICON_PX))
        self.update()

    def set_recent(self, paths: Iterable[str]) -> None:
        """Offer the latest of these, as far as they are still there."""
        while (item := self._recent.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        found = [Path(text) for text in paths if Path(text).exists()][:_RECENT_MAX]
        for place, path in enumerate(found):
            self._recent.addWidget(self._recent_row(place, path))
        self._recent_title.setVisible(bool(found))

    def show_opening(self, text: str, fraction: float | None = None) -> None:
        """Say what is being opened, and how far; "" when that has ended."""
        self._opening.setText(text)
        self._opening.setVisible(bool(text))
        self._bar.setVisible(bool(text))
        self._bar.setRange(0, 0 if fraction is None else 1000)
        if fraction is not None:
            self._bar.setValue(round(1000 * fraction))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        row.addStretch(1)
        for button in self._buttons:
            row.addWidget(button)
        row.addStretch(1)
        inner = QWidget(self)
        inner.setFixedWidth(_WIDE_PX)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * SPACE)
        column.addWidget(self._picture)
        column.addWidget(self._headline)
        column.addLayout(row)
        column.addWidget(self._opening)
        column.addWidget(self._bar)
        column.addSpacing(3 * SPACE)
        # As far in as the words on the buttons below it.
        self._recent_title.setContentsMargins(3 * SPACE, 0, 0, 0)
        column.addWidget(self._recent_title)
        column.addLayout(self._recent)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addWidget(inner, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def _button(self, actions: Actions, action_id: str, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(f"start.{action_id}")
        button.clicked.connect(actions[action_id].trigger)
        return button

    def _recent_row(self, place: int, path: Path) -> QPushButton:
        row = QPushButton(self)
        row.setObjectName(f"recent.{place}")
        row.setProperty("role", "flat")
        row.setToolTip(str(path))
        row.setStyleSheet("text-align: left;")
        room = _WIDE_PX - 8 * SPACE - self.fontMetrics().horizontalAdvance(path.name)
        parent = self.fontMetrics().elidedText(
            str(path.parent), Qt.TextElideMode.ElideMiddle, max(40, room)
        )
        row.setText(f"{path.name}    {parent}".replace("&", "&&"))
        row.clicked.connect(lambda: self.open_requested.emit(path))
        return row

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("canvas"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("line"), 2, Qt.PenStyle.DashLine))
        edge = 4 * SPACE
        place = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        painter.drawRoundedRect(place, 2 * RADIUS, 2 * RADIUS)
