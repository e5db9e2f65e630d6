"""The import dialog: file, format, what is in it, which video of it."""

import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QImage, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.dialogs.form import Form
from app.dialogs.parts import wrapped
from app.theme import SPACE
from app.workspace import Workspace
from gvseg.annotation.document import Document
from gvseg.errors import UserError
from gvseg.formats import FORMATS, ImportPlan, guess_format, plan_import, read_documents

_WIDTH_PX: Final = 560
_PREVIEW: Final = QSize(128, 80)
_PREVIEWS: Final = 3
_WAIT_MS: Final = 350


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRequest:
    """What to take in.

    Attributes:
        document: read already; it fits the open video.
        path, format_name: where it comes from.
        join_tracks: whether an object of the same number and category is the same object.
    """

    document: Document
    join_tracks: bool
    path: Path
    format_name: str


@dataclass(frozen=True, slots=True)
class _Read:
    """What a reading thread brings back."""

    job: int
    documents: tuple[Document, ...] = ()
    error: str = ""
    details: str = ""


class ImportDialog(QDialog):
    """Reads in a thread of its own as soon as file and format are known, and shows what is there.

    Signals:
        import_requested(ImportRequest): take it in (as one undo step); the dialog has closed.
    """

    import_requested = Signal(object)
    _read = Signal(object)
    _advanced = Signal(int, float)

    def __init__(
        self, workspace: Workspace, *, path: Path | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("importDialog")
        self.setWindowTitle("Import annotations")
        self.setMinimumWidth(_WIDTH_PX)
        self._workspace = workspace
        self._job = 0
        self._is_reading = False
        self._documents: tuple[Document, ...] = ()
        self._path = QLineEdit(self)
        self._path.setObjectName("importPath")
        self._path.setPlaceholderText("A file, or a folder of pictures")
        self._format = QComboBox(self)
        self._format.setObjectName("importFormat")
        self._video = QComboBox(self)
        self._video.setObjectName("importVideo")
        self._summary = wrapped("", "", "importSummary")
        self._effect = wrapped("", "", "importEffect")
        self._join = QCheckBox("Objects of the same number are the same object", self)
        self._join.setObjectName("importJoin")
        self._join.setChecked(True)
        self._problem = wrapped("", "error", "importProblem")
        self._busy = QProgressBar(self)
        self._busy.setObjectName("importProgress")
        self._stop = threading.Event()
        self._busy.setTextVisible(False)
        self._previews = [QLabel(self) for _ in range(_PREVIEWS)]
        self._main = QPushButton("Import", self)
        self._main.setObjectName("importMain")
        self._soon = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._soon.timeout.connect(self._start_reading)
        self._build()
        self._connect()
        if path is not None:
            self._path.setText(str(path))
        self._renew()

    # -- building ----------------------------------------------------------------------

    def _build(self) -> None:
        for form in FORMATS.values():
            if form.can_read:
                self._format.addItem(f"{form.title}  ({form.name})", form.name)
        form_layout = Form()
        form_layout.row("F&rom", self._path_row(), self._path)
        form_layout.row("&Format", self._format)
        self._video_title = QLabel("&Video")
        form_layout.row(self._video_title, self._video)
        form_layout.row("Contents", self._summary)
        pictures = QHBoxLayout()
        pictures.setSpacing(2 * SPACE)
        for picture in self._previews:
            picture.setFixedSize(_PREVIEW)
            picture.setFrameShape(QFrame.Shape.NoFrame)
            picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
            pictures.addWidget(picture)
        pictures.addStretch(1)
        form_layout.note(self._holder(pictures))
        self._effect_title = QLabel("Import")
        form_layout.row(self._effect_title, self._effect)
        form_layout.note(self._join)
        form_layout.note(self._busy)
        form_layout.note(self._problem)
        foot = QHBoxLayout()
        foot.setSpacing(2 * SPACE)
        foot.addStretch(1)
        foot.addWidget(self._button("Cancel", "importCancel", self.reject))
        foot.addWidget(self._main)
        self._main.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        layout.setSpacing(4 * SPACE)
        layout.addLayout(form_layout)
        layout.addStretch(1)
        layout.addLayout(foot)

    def _path_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        row.addWidget(self._path, 1)
        row.addWidget(self._button("File...", "importFile", self._browse_file))
        row.addWidget(self._button("Folder...", "importFolder", self._browse_folder))
        return row

    def _button(self, text: str, name: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.clicked.connect(act)
        return button

    def _holder(self, pictures: QHBoxLayout) -> QWidget:
        self._gallery = QWidget(self)
        pictures.setContentsMargins(0, 0, 0, 0)
        self._gallery.setLayout(pictures)
        return self._gallery

    def _connect(self) -> None:
        self._path.textChanged.connect(self._on_path)
        self._format.activated.connect(self._soon.start)
        self._video.currentIndexChanged.connect(self._renew)
        self._join.toggled.connect(self._renew)
        self._main.clicked.connect(self._on_import)
        self._read.connect(self._on_read)
        self._advanced.connect(self._on_advanced)
        self.finished.connect(self._stop_reading)

    # -- reading -----------------------------------------------------------------------

    def _on_path(self, text: str) -> None:
        guess = guess_format(Path(text.strip()).expanduser())
        if guess is not None:
            self._format.setCurrentIndex(self._format.findData(guess.format_name))
        self._soon.start()

    def _start_reading(self) -> None:
        self._soon.stop()
        self._stop_reading()
        self._documents = ()
        text = self._path.text().strip()
        self._video.clear()
        self._problem.setText("")
        self._is_reading = bool(text)
        self._busy.setRange(0, 0)
        if text:
            self._stop = threading.Event()
            threading.Thread(
                target=self._read_in_thread,
                args=(self._job, Path(text).expanduser(), self._format.currentData(), self._stop),
                name="gvseg-import",
                daemon=True,
            ).start()
        self._renew()

    def _read_in_thread(
        self, job: int, path: Path, format_name: str, stop: threading.Event
    ) -> None:
        def advance(fraction: float) -> None:
            with suppress(RuntimeError):  # the dialog is gone
                self._advanced.emit(job, fraction)

        try:
            read = _Read(
                job, tuple(read_documents(path, format_name, progress=advance, cancel=stop))
            )
        except UserError as error:
            read = _Read(job, error=str(error))
        except Exception as error:  # noqa: BLE001 - told to the person, the dialog stays open
            words = f"The file could not be read ({type(error).__name__})."
            read = _Read(job, error=words, details=traceback.format_exc())
        try:
            self._read.emit(read)
        except RuntimeError:
            return  # the dialog is gone

    def _stop_reading(self) -> None:
        """What is being read is no longer wanted."""
        self._job += 1
        self._stop.set()

    def _on_advanced(self, job: int, fraction: float) -> None:
        if job == self._job:
            self._busy.setRange(0, 1000)
            self._busy.setValue(round(1000 * fraction))

    def _on_read(self, read: _Read) -> None:
        if read.job != self._job:
            return
        self._is_reading = False
        self._documents = read.documents
        self._problem.setText(read.error)
        self._problem.setToolTip(read.details)
        self._video.blockSignals(True)
        for document in read.documents:
            self._video.addItem(document.source.name)
        ours = self._workspace.source
        sources = [document.source for document in read.documents]
        size = (ours.height, ours.width)
        fitting = [i for i, one in enumerate(sources) if (one.height, one.width) == size]
        named = [i for i in fitting if sources[i].name == ours.name]
        self._video.setCurrentIndex((named or fitting or [0])[0] if sources else -1)
        self._video.blockSignals(False)
        self._renew()

    # -- showing -----------------------------------------------------------------------

    @property
    def _document(self) -> Document | None:
        place = self._video.currentIndex()
        return self._documents[place] if 0 <= place < len(self._documents) else None

    @property
    def _joins(self) -> bool:
        """Whether objects of one number are taken for the same."""
        return self._join.isChecked()

    def _renew(self) -> None:
        document = self._document
        self._busy.setVisible(self._is_reading)
        for part in (self._video, self._video_title):
            part.setVisible(len(self._documents) > 1)
        self._gallery.setVisible(document is not None)
        self._main.setEnabled(False)
        for effect in (self._effect, self._effect_title, self._join):
            effect.setVisible(False)
        if document is None:
            idle = "" if self._path.text().strip() else "Choose a file or a folder first."
            self._summary.setText("Reading..." if self._is_reading else idle)
            self._problem.setVisible(bool(self._problem.text()))
            return
        self._summary.setText(summary(document))
        self._show_previews(document)
        self._problem.setText("")
        try:
            plan = plan_import(document, self._workspace.document, join_tracks=self._joins)
        except UserError as error:
            self._problem.setText(f"{error} Open their video first.")
        else:
            self._show_effect(plan)
        self._problem.setVisible(bool(self._problem.text()))

    def _show_effect(self, plan: ImportPlan) -> None:
        """What the import will do, and the choice where there is one."""
        self._effect.setText("\n".join(plan.lines()))
        self._join.setVisible(plan.can_join)
        for part in (self._effect, self._effect_title):
            part.setVisible(True)
        self._main.setEnabled(True)

    def _show_previews(self, document: Document) -> None:
        frames = shown_frames(document, _PREVIEWS)
        for place, picture in enumerate(self._previews):
            picture.setVisible(place < len(frames))
            if place < len(frames):
                picture.setPixmap(preview(document, frames[place], _PREVIEW))
                picture.setToolTip(f"Frame {frames[place]}")

    # -- acts --------------------------------------------------------------------------

    def _browse_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Import annotations", self._path.text())
        if chosen:
            self._path.setText(chosen)

    def _browse_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Import annotations", self._path.text())
        if chosen:
            self._path.setText(chosen)

    def _on_import(self) -> None:
        document = self._document
        if document is not None:
            self.accept()
            self.import_requested.emit(
                ImportRequest(
                    document=document,
                    join_tracks=self._joins,
                    path=Path(self._path.text().strip()).expanduser(),
                    format_name=self._format.currentData(),
                )
            )

    def closeEvent(self, event: QCloseEvent) -> None:
        self._stop_reading()
        super().closeEvent(event)


def summary(document: Document) -> str:
    """What is in a document, in figures."""
    source, tracks = document.source, len(document.tracks)
    objects = "1 object" if tracks == 1 else f"{tracks} objects"
    kinds = len(document.categories)
    categories = "1 category" if kinds == 1 else f"{kinds} categories"
    return (
        f"{source.name}: {objects} in {categories}, {source.frame_count} frames of "
        f"{source.width}x{source.height}"
    )


def shown_frames(document: Document, count: int) -> list[int]:
    """A few frames with masks, evenly over the video."""
    total = document.source.frame_count
    has_mask = np.zeros(total, bool)
    for track_id in document.tracks:
        has_mask |= document.states(track_id).flags > 0
    frames = np.flatnonzero(has_mask)
    if not frames.size:
        return []
    places = np.linspace(0, frames.size - 1, min(count, frames.size))
    return [int(frames[round(place)]) for place in places]


def preview(document: Document, frame_index: int, size: QSize) -> QPixmap:
    """The masks of a frame in their colours on grey."""
    source = document.source
    scale = min(size.width() / source.width, size.height() / source.height)
    height, width = max(1, round(source.height * scale)), max(1, round(source.width * scale))
    pixels = np.full((height, width, 3), 64, np.uint8)
    rows = np.arange(height) * source.height // height
    columns = np.arange(width) * source.width // width
    for track_id, record in document.masks_on(frame_index).items():
        if track_id in document.tracks:
            inside = record.mask.to_array()[np.ix_(rows, columns)]
            pixels[inside] = document.tracks[track_id].colour
    image = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    return QPixmap.fromImage(image.copy())
