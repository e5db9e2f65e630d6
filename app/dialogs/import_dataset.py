"""The import dialog: file, format, contents, and the video to import."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
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

from app.dialogs.annotation_reading import AnnotationReader, ReadResult
from app.dialogs.document_preview import preview, shown_frames, summary
from app.dialogs.form import Form
from app.dialogs.import_readings import OmissionList, ReadingChoices
from app.dialogs.parts import wrapped
from app.language import tr
from app.library_texts import tr_library
from app.theme import SPACE
from app.workspace import Workspace
from gvseg.annotation.document import Document
from gvseg.errors import UserError
from gvseg.formats import (
    FIRST_NUMBER,
    FORMATS,
    ImportPlan,
    ReadReport,
    offered_documents,
    plan_import,
)

_WIDTH_PX: Final = 560
_PREVIEW: Final = QSize(128, 80)
_PREVIEWS: Final = 3
_WAIT_MS: Final = 350


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRequest:
    """The annotations to import.

    Attributes:
        document: the annotations, matched to the open video.
        path, format_name: source file.
        join_tracks: whether objects with the same number and category are merged.
        links_overlaps: whether objects without a number join objects of other frames that they
            overlap.
        first_number: number of the first frame in the file, 0 or 1; None to detect it.
        left_out: entries of the file that could not be read.
    """

    document: Document
    join_tracks: bool
    links_overlaps: bool = False
    first_number: int | None = None
    left_out: int = 0
    path: Path
    format_name: str


class ImportDialog(QDialog):
    """Reads a file as soon as its format is known, and shows its contents and possible readings.

    Signals:
        import_requested(ImportRequest): the user confirmed the import; the dialog is closed.
    """

    import_requested = Signal(object)

    def __init__(
        self, workspace: Workspace, *, path: Path | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("importDialog")
        self.setWindowTitle(tr("Import annotations"))
        self.setMinimumWidth(_WIDTH_PX)
        self._workspace = workspace
        self._reader = AnnotationReader(self)
        self._is_reading = False
        self._detects = False
        self._report = ReadReport()
        self._documents: tuple[Document, ...] = ()
        self._choices: dict[str, str] = {}
        self._path = QLineEdit(self)
        self._path.setObjectName("importPath")
        self._path.setPlaceholderText(tr("A file, a folder or a zip archive"))
        self._format = QComboBox(self)
        self._format.setObjectName("importFormat")
        self._guess = wrapped("", "dim", "importGuess")
        self._video = QComboBox(self)
        self._video.setObjectName("importVideo")
        self._summary = wrapped("", "", "importSummary")
        self._effect = wrapped("", "", "importEffect")
        self._join = QCheckBox(tr("Merge objects that have the same number"), self)
        self._join.setObjectName("importJoin")
        self._join.setChecked(True)
        self._link = QCheckBox(
            tr("Merge objects without a number that overlap by half or more"), self
        )
        self._link.setObjectName("importLink")
        self._readings = ReadingChoices(self)
        self._omissions = OmissionList(self)
        self._problem = wrapped("", "error", "importProblem")
        self._busy = QProgressBar(self)
        self._busy.setObjectName("importProgress")
        self._busy.setTextVisible(False)
        self._previews = [QLabel(self) for _ in range(_PREVIEWS)]
        self._main = QPushButton(tr("Import"), self)
        self._main.setObjectName("importMain")
        self._soon = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._soon.timeout.connect(self._start_reading)
        self._build()
        self._connect()
        if path is not None:
            self._path.setText(str(path))
        self._refresh()

    # -- building ----------------------------------------------------------------------

    def _build(self) -> None:
        for form in FORMATS.values():
            if form.can_read:
                self._format.addItem(f"{tr_library(form.title)}  ({form.name})", form.name)
        form_layout = Form()
        form_layout.row(tr("F&rom"), self._path_row(), self._path)
        form_layout.row(tr("&Format"), self._format)
        form_layout.add_hint(self._guess)
        self._video_title = QLabel(tr("&Video"))
        form_layout.row(self._video_title, self._video)
        form_layout.row(tr("Contents"), self._summary)
        previews = QHBoxLayout()
        previews.setSpacing(2 * SPACE)
        for label in self._previews:
            label.setFixedSize(_PREVIEW)
            label.setFrameShape(QFrame.Shape.NoFrame)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            previews.addWidget(label)
        previews.addStretch(1)
        form_layout.add_hint(self._holder(previews))
        self._effect_title = QLabel(tr("Import"))
        form_layout.row(self._effect_title, self._effect)
        form_layout.add_hint(self._join)
        form_layout.add_hint(self._link)
        form_layout.add_hint(self._omissions)
        form_layout.add_hint(self._busy)
        form_layout.add_hint(self._problem)
        foot = QHBoxLayout()
        foot.setSpacing(2 * SPACE)
        foot.addStretch(1)
        foot.addWidget(self._button(tr("Cancel"), "importCancel", self.reject))
        foot.addWidget(self._main)
        self._main.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        layout.setSpacing(4 * SPACE)
        layout.addLayout(form_layout)
        layout.addWidget(self._readings)
        layout.addStretch(1)
        layout.addLayout(foot)

    def _path_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        row.addWidget(self._path, 1)
        row.addWidget(self._button(tr("File..."), "importFile", self._browse_file))
        row.addWidget(self._button(tr("Folder..."), "importFolder", self._browse_folder))
        return row

    def _button(self, text: str, name: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.clicked.connect(act)
        return button

    def _holder(self, previews: QHBoxLayout) -> QWidget:
        self._gallery = QWidget(self)
        previews.setContentsMargins(0, 0, 0, 0)
        self._gallery.setLayout(previews)
        return self._gallery

    def _connect(self) -> None:
        self._path.textChanged.connect(self._on_path)
        self._format.activated.connect(self._on_format)
        self._video.currentIndexChanged.connect(self._refresh)
        self._join.toggled.connect(self._refresh)
        self._link.toggled.connect(self._refresh)
        self._readings.chosen.connect(self._on_reading_chosen)
        self._main.clicked.connect(self._on_import)
        self._reader.finished.connect(self._on_read)
        self._reader.advanced.connect(self._on_advanced)
        self.finished.connect(self._reader.stop)
        self.finished.connect(self._soon.stop)

    # -- reading -----------------------------------------------------------------------

    def _on_path(self) -> None:
        self._detects = True
        self._forget_readings()

    def _on_format(self) -> None:
        self._detects = False
        self._forget_readings()

    def _forget_readings(self) -> None:
        self._guess.setText("")
        self._choices.clear()
        self._soon.start()

    def _on_reading_chosen(self, key: str, value: str) -> None:
        self._choices[key] = value
        if key == FIRST_NUMBER:
            self._refresh()
        else:
            self._start_reading()

    def _start_reading(self) -> None:
        self._soon.stop()
        self._reader.stop()
        self._report, self._documents = ReadReport(), ()
        text = self._path.text().strip()
        self._video.clear()
        self._problem.setText("")
        self._is_reading = bool(text)
        self._busy.setRange(0, 0)
        if text:
            ours = self._workspace.source
            choices = {key: one for key, one in self._choices.items() if key != FIRST_NUMBER}
            self._reader.start(
                Path(text).expanduser(),
                self._format.currentData(),
                choices,
                (ours.height, ours.width),
                detects=self._detects,
            )
        self._refresh()

    def _on_advanced(self, fraction: float) -> None:
        self._busy.setRange(0, 1000)
        self._busy.setValue(round(1000 * fraction))

    def _on_read(self, result: ReadResult) -> None:
        self._is_reading = False
        self._detects = False
        if result.guess is not None:
            self._format.setCurrentIndex(self._format.findData(result.guess.format_name))
            self._guess.setText(tr("Detected: {reason}.").format(reason=result.guess.reason))
        self._report = result.report
        self._problem.setText(result.error)
        self._problem.setToolTip(result.details)
        self._video.blockSignals(True)
        self._documents, chosen = offered_documents(
            self._report.documents, self._workspace.document
        )
        for document in self._documents[: len(self._report.documents)]:
            self._video.addItem(document.source.name)
        if len(self._documents) > len(self._report.documents):
            self._video.addItem(tr("All parts of this video"))
        self._video.setCurrentIndex(0 if chosen is None else chosen)
        self._video.blockSignals(False)
        self._refresh()

    # -- showing -----------------------------------------------------------------------

    @property
    def _document(self) -> Document | None:
        place = self._video.currentIndex()
        return self._documents[place] if 0 <= place < len(self._documents) else None

    @property
    def _first_number(self) -> int | None:
        return int(self._choices[FIRST_NUMBER]) if FIRST_NUMBER in self._choices else None

    def _refresh(self) -> None:
        document = self._document
        self._busy.setVisible(self._is_reading)
        for part in (self._video, self._video_title):
            part.setVisible(len(self._documents) > 1)
        self._gallery.setVisible(document is not None)
        self._main.setEnabled(False)
        self._main.setText(tr("Import"))
        self._guess.setVisible(bool(self._guess.text()))
        self._omissions.show_omissions(self._report.omissions)
        self._readings.show_readings(self._report.readings)
        for effect in (self._effect, self._effect_title, self._join, self._link):
            effect.setVisible(False)
        if document is None:
            idle = "" if self._path.text().strip() else tr("Choose a file or a folder first.")
            self._summary.setText(tr("Reading...") if self._is_reading else idle)
            self._problem.setVisible(bool(self._problem.text()))
            return
        self._summary.setText(summary(document))
        self._show_previews(document)
        if self._report.omissions and not self._problem.text():
            self._main.setText(tr("Import the Rest"))
        if self._problem.text():
            self._problem.setVisible(True)
            return
        try:
            plan = plan_import(
                document,
                self._workspace.document,
                join_tracks=self._join.isChecked(),
                links_overlaps=self._link.isChecked(),
                first_number=self._first_number,
            )
        except UserError as error:
            self._problem.setText(tr("{error} Open their video first.").format(error=error))
        else:
            self._show_effect(plan)
        self._problem.setVisible(bool(self._problem.text()))

    def _show_effect(self, plan: ImportPlan) -> None:
        """Show what the import will do, and its options."""
        self._effect.setText("\n".join(plan.lines()))
        self._join.setVisible(plan.can_join)
        self._link.setVisible(plan.can_link)
        self._readings.show_readings((*self._report.readings, *plan.readings))
        for part in (self._effect, self._effect_title):
            part.setVisible(True)
        self._main.setEnabled(True)

    def _show_previews(self, document: Document) -> None:
        frames = shown_frames(document, _PREVIEWS)
        for place, label in enumerate(self._previews):
            label.setVisible(place < len(frames))
            if place < len(frames):
                label.setPixmap(preview(document, frames[place], _PREVIEW))
                label.setToolTip(tr("Frame {frame}").format(frame=frames[place]))

    # -- actions -----------------------------------------------------------------------

    def _browse_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, tr("Import annotations"), self._path.text())
        if chosen:
            self._path.setText(chosen)

    def _browse_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, tr("Import annotations"), self._path.text())
        if chosen:
            self._path.setText(chosen)

    def _on_import(self) -> None:
        document = self._document
        if document is not None:
            self.accept()
            self.import_requested.emit(
                ImportRequest(
                    document=document,
                    join_tracks=self._join.isChecked(),
                    links_overlaps=self._link.isChecked(),
                    first_number=self._first_number,
                    left_out=len(self._report.omissions),
                    path=Path(self._path.text().strip()).expanduser(),
                    format_name=self._format.currentData(),
                )
            )

    def closeEvent(self, event: QCloseEvent) -> None:
        self._reader.stop()
        super().closeEvent(event)
