"""The cards for recent work on the start page."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.language import tr
from app.panels.buttons import label
from app.theme import SPACE, Theme, icon

CARD_PX: Final = 184
_THUMBNAIL_PX: Final = (CARD_PX - 4 * SPACE, 90)
_LOW_THUMBNAIL_PX: Final = (CARD_PX - 4 * SPACE, 44)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentItem:
    """A video, folder or project that was open before.

    Attributes:
        path: path to open.
        thumbnail: image file of the thumbnail, or None.
        summary: how much is annotated, in a few words, or "" if unknown.
        verified: fraction of verified masks, 0..1, or None if unknown.
    """

    path: Path
    thumbnail: Path | None = None
    summary: str = ""
    verified: float | None = None


class RecentCard(QPushButton):
    """Shows the thumbnail, name and progress of an item, and opens it when clicked."""

    def __init__(self, item: RecentItem, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "tile")
        self.setFixedWidth(CARD_PX)
        self.setToolTip(str(item.path))
        words = f", {item.summary}" if item.summary else ""
        self.setAccessibleName(tr("Open {name}").format(name=item.path.name) + words)
        self._thumbnail = QLabel(self)
        self._thumbnail.setFixedSize(*_THUMBNAIL_PX)
        self._thumbnail.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pixmap = QPixmap() if item.thumbnail is None else QPixmap(str(item.thumbnail))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        layout.setSpacing(SPACE)
        layout.addWidget(self._thumbnail)
        layout.addWidget(self._line(item.path.name, "title"))
        layout.addWidget(self._line(item.summary or str(item.path.parent), "small"))
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(6)
        self._bar.setRange(0, 1000)
        self._bar.setValue(round(1000 * (item.verified or 0.0)))
        self._bar.setVisible(item.verified is not None)
        layout.addWidget(self._bar)
        layout.addStretch(1)
        self.set_theme(theme)

    def set_low(self, is_low: bool) -> None:
        """Show a low thumbnail, for windows of little height."""
        wanted = QSize(*(_LOW_THUMBNAIL_PX if is_low else _THUMBNAIL_PX))
        if wanted != self._thumbnail.size():
            self._thumbnail.setFixedSize(wanted)
            self.set_theme(self._theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self._pixmap.isNull():
            theme_icon = icon("mdi6.movie-open-outline", theme, role="dim_text")
            self._thumbnail.setPixmap(theme_icon.pixmap(32, 32))
            return
        scale = self.devicePixelRatioF()
        shown = self._pixmap.scaled(
            self._thumbnail.size() * scale,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        shown.setDevicePixelRatio(scale)
        self._thumbnail.setPixmap(shown)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return super().sizeHint() if layout is None else QSize(CARD_PX, layout.sizeHint().height())

    def _line(self, text: str, role: str) -> QLabel:
        line = label(parent=self, role=role)
        bounds = CARD_PX - 4 * SPACE
        line.ensurePolished()
        # Names often differ only at their ends.
        middle = Qt.TextElideMode.ElideMiddle
        line.setText(line.fontMetrics().elidedText(text, middle, bounds))
        return line
