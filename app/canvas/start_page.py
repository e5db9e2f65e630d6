"""What stands in the window while no video is open: a drop target and recent files."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.theme import DARK, SPACE, Theme, icon

_RECENT_SHOWN = 3
_TARGET_SIZE = QSize(560, 260)


class StartPage(QWidget):
    """Drop a video here, or take up one of the last three.

    Signals:
        video_wanted, folder_wanted: a button was pressed.
        recent_wanted(Path): one of the recent files was chosen.
        cancel_wanted: stop opening.
    """

    video_wanted = Signal()
    folder_wanted = Signal()
    recent_wanted = Signal(object)
    cancel_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("startPage")
        self._theme = DARK
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = QLabel("Drop a video or a folder of pictures here")
        self._title.setProperty("role", "title")
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._video = QPushButton("Open Video...")
        self._video.setObjectName("startVideo")
        self._video.setProperty("role", "main")
        self._video.clicked.connect(self.video_wanted)
        self._folder = QPushButton("Open Folder...")
        self._folder.setObjectName("startFolder")
        self._folder.clicked.connect(self.folder_wanted)
        self._progress = QProgressBar()
        self._progress.setObjectName("openProgress")
        self._progress.setRange(0, 1000)
        self._progress.setTextVisible(False)
        self._progress.setFixedWidth(320)
        self._cancel = QPushButton("Cancel")
        self._cancel.setObjectName("openCancel")
        self._cancel.clicked.connect(self.cancel_wanted)
        self._recent_title = QLabel("Recent")
        self._recent_title.setProperty("role", "dim")
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)
        self._lay_out()
        self.show_opening("")
        self.set_recent(())

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        made = icon("mdi6.movie-open-plus-outline", theme, role="dim_text")
        self._picture.setPixmap(made.pixmap(48, 48))
        self.update()

    def set_recent(self, paths: tuple[str, ...]) -> None:
        """Show the latest few."""
        while (item := self._recent.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for text in paths[:_RECENT_SHOWN]:
            path = Path(text)
            entry = QPushButton(path.name)
            entry.setObjectName("recentEntry")
            entry.setProperty("role", "flat")
            entry.setToolTip(text)
            entry.clicked.connect(lambda _=False, wanted=path: self.recent_wanted.emit(wanted))
            self._recent.addWidget(entry, 0, Qt.AlignmentFlag.AlignHCenter)
        self._recent_title.setVisible(bool(paths))

    def show_opening(self, name: str) -> None:
        """Show that a source is being read; "" for none."""
        is_opening = bool(name)
        self._title.setText(
            f"Opening {name}..." if is_opening else "Drop a video or a folder of pictures here"
        )
        self._progress.setValue(0)
        for widget in (self._progress, self._cancel):
            widget.setVisible(is_opening)
        for button in (self._video, self._folder):
            button.setVisible(not is_opening)

    def show_progress(self, done: float) -> None:
        """How much of the source is read, 0..1."""
        self._progress.setValue(round(done * 1000))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._theme.colour("canvas"))
        target = self.contentsRect()
        target.setSize(_TARGET_SIZE.boundedTo(target.size() - QSize(8, 8)))
        target.moveCenter(self.rect().center())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("dim_text"), 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(QColor(self._theme.panel))
        painter.drawRoundedRect(target, 8, 8)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * SPACE)
        buttons.addStretch(1)
        for widget in (self._video, self._folder, self._progress, self._cancel):
            buttons.addWidget(widget)
        buttons.addStretch(1)
        inner = QWidget()
        inner.setFixedSize(_TARGET_SIZE)
        inner.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(inner)
        column.setSpacing(3 * SPACE)
        column.addStretch(2)
        column.addWidget(self._picture)
        column.addWidget(self._title)
        column.addLayout(buttons)
        column.addStretch(1)
        column.addWidget(self._recent_title, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(self._recent)
        column.addStretch(2)
        outer = QVBoxLayout(self)
        outer.addWidget(inner, 0, Qt.AlignmentFlag.AlignCenter)
