"""The export dialog: format, range and target; then progress and result."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.dialogs.export_choices import FormatChoices
from app.dialogs.export_places import (
    FILE_NAMES,
    FILE_SUFFIXES,
    file_name,
    has_files,
    place_problem,
    replacing_text,
    target_path,
    target_text,
)
from app.dialogs.form import Form
from app.dialogs.parts import details_box, wrapped
from app.language import tr
from app.library_texts import tr_library
from app.theme import SPACE
from app.workspace import Workspace
from gvseg.formats import FORMATS, ExportOptions, ExportReport, Format

_WIDTH_PX: Final = 560
_DETAILS_PX: Final = 144


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRequest:
    """The settings of an export.

    Attributes:
        format_name: key in `gvseg.formats.FORMATS`.
        out: file or folder, as `write_documents` expects it.
        options: frames and options of the format.
    """

    format_name: str
    out: Path
    options: ExportOptions


class ExportDialog(QDialog):
    """A dialog that stays open while the export runs, and then shows the result.

    Signals:
        export_requested(ExportRequest): start the export, call `set_progress` as it advances, and
            then `show_report`, `show_error` or `show_stopped`.
        stop_requested: stop the export.
    """

    export_requested = Signal(object)
    stop_requested = Signal()

    def __init__(
        self,
        workspace: Workspace,
        *,
        format_name: str = "davis",
        folder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("exportDialog")
        self.setWindowTitle(tr("Export annotations"))
        self.setMinimumWidth(_WIDTH_PX)
        self._workspace = workspace
        self._page, self._is_running = 0, False
        self._written: Path | None = None
        self._asked: Path | None = None
        self._format = QComboBox(self)
        self._whole = QRadioButton(tr("Whole video"), self)
        self._marked = QRadioButton(tr("Marked range"), self)
        self._folder = QLineEdit(self)
        self._to = QLabel(self)
        self._choices = FormatChoices(self)
        self._goal = wrapped("", "small", "exportGoal")
        self._problem = wrapped("", "error", "exportProblem")
        self._loses = wrapped("", "dim", "exportLoses")
        self._progress = QProgressBar(self)
        self._doing = QLabel(self)
        self._headline = wrapped("", "title", "exportHeadline")
        self._report = wrapped("", "dim", "exportReport")
        self._details = details_box("exportDetails")
        self._open = QPushButton(tr("Open Folder"), self)
        self._main = QPushButton(tr("Export"), self)
        self._other = QPushButton(tr("Cancel"), self)
        self._build()
        self._fill(format_name, folder)
        self._show_form()

    # -- progress and result ----------------------------------------------------------

    def set_progress(self, fraction: float) -> None:
        """Show the progress, 0..1."""
        self._progress.setValue(round(1000 * fraction))

    def show_report(self, report: ExportReport) -> None:
        self._written = report.path
        objects = tr("%n object(s)", "", report.track_count)
        frames = tr("%n frame(s)", "", report.frame_count)
        self._end(
            tr("Wrote {frames} with {objects}.").format(frames=frames, objects=objects),
            str(report.path),
            "\n".join(report.notes),
        )

    def show_error(self, sentence: str, details: str = "") -> None:
        """Show why the export failed; nothing was written."""
        self._written = None
        self._end(tr("The export failed; nothing was written."), sentence, details)

    def show_stopped(self) -> None:
        self._show_form()

    # -- building ----------------------------------------------------------------------

    def _build(self) -> None:
        for part, name in (
            (self._format, "exportFormat"),
            (self._whole, "exportWhole"),
            (self._marked, "exportMarked"),
            (self._folder, "exportFolder"),
            (self._progress, "exportProgress"),
            (self._main, "exportMain"),
            (self._other, "exportOther"),
            (self._open, "exportOpen"),
        ):
            part.setObjectName(name)
        self._pages = (self._form_page(), self._run_page(), self._end_page())
        self._main.setDefault(True)
        self._main.clicked.connect(self._on_main)
        self._other.clicked.connect(self.reject)
        self._open.clicked.connect(self._open_folder)
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * SPACE)
        buttons.addWidget(self._open)
        buttons.addStretch(1)
        buttons.addWidget(self._other)
        buttons.addWidget(self._main)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        layout.setSpacing(4 * SPACE)
        for page in self._pages:
            layout.addWidget(page, 1)
        layout.addLayout(buttons)

    def _form_page(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        form = Form()
        column.addLayout(form)
        column.addStretch(1)
        browse = QPushButton(tr("Choose..."), page)
        browse.setObjectName("exportBrowse")
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        form.row(tr("&Format"), self._format)
        form.add_hint(self._loses)
        frames = QVBoxLayout()
        frames.setSpacing(SPACE)
        frames.addWidget(self._whole)
        frames.addWidget(self._marked)
        form.row(tr("Frames"), frames)
        form.row(self._choices.title, self._choices)
        place = QHBoxLayout()
        place.setSpacing(2 * SPACE)
        place.addWidget(self._folder, 1)
        place.addWidget(browse)
        form.row(self._to, place, self._folder)
        form.add_hint(self._goal)
        form.add_hint(self._problem)
        return page

    def _run_page(self) -> QWidget:
        page = QWidget(self)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        self._doing.setObjectName("exportDoing")
        self._progress.setRange(0, 1000)
        self._progress.setTextVisible(False)
        layout.addStretch(1)
        layout.addWidget(self._doing)
        layout.addWidget(self._progress)
        layout.addStretch(1)
        return page

    def _end_page(self) -> QWidget:
        page = QWidget(self)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * SPACE)
        for part in (self._headline, self._report, self._details):
            layout.addWidget(part)
        layout.addStretch(1)
        return page

    def _fill(self, format_name: str, folder: str) -> None:
        for form in FORMATS.values():
            if form.can_write:
                self._format.addItem(f"{tr_library(form.title)}  ({form.name})", form.name)
        self._format.setCurrentIndex(max(0, self._format.findData(format_name)))
        source = self._workspace.source
        usual = source.path.absolute().parent / f"{source.name}-export"
        self._folder.setText(folder or str(usual))
        marked = self._workspace.view.frame_range
        self._marked.setEnabled(marked is not None)
        if marked is None:
            self._marked.setText(tr("Marked range (none; Shift+drag in the timeline)"))
        else:
            count = tr("%n frame(s)", "", marked[1] - marked[0] + 1)
            self._marked.setText(
                tr("Marked range: {first} to {last} ({count})").format(
                    first=marked[0], last=marked[1], count=count
                )
            )
        whole = tr("%n frame(s)", "", source.frame_count)
        self._whole.setText(tr("Whole video ({whole})").format(whole=whole))
        (self._whole if marked is None else self._marked).setChecked(True)
        self._format.currentIndexChanged.connect(self._on_format)
        self._folder.textChanged.connect(self._on_place)
        self._on_format()

    # -- actions -----------------------------------------------------------------------

    @property
    def request(self) -> ExportRequest:
        """Return the current contents of the form."""
        marked = self._workspace.view.frame_range
        is_part = self._marked.isChecked() and marked is not None
        frames = range(marked[0], marked[1] + 1) if is_part and marked else None
        form = self._form
        return ExportRequest(
            format_name=form.name,
            out=target_path(self._folder.text(), form),
            options=self._choices.options(form, frames),
        )

    @property
    def _form(self) -> Format:
        return FORMATS[self._format.currentData()]

    def _on_format(self) -> None:
        """Convert the target between folder and file when the format changes."""
        self._asked = None
        form, text = self._form, self._folder.text().strip()
        self._to.setText(tr("&To folder") if form.is_folder else tr("&To file"))
        if text:
            path = Path(text)
            has_other_ending = path.suffix in FILE_SUFFIXES - {form.suffix}
            is_other_file = has_other_ending or path.name in FILE_NAMES - {file_name(form)}
            place = path.parent if is_other_file and not path.is_dir() else path
            self._folder.setText(str(place if form.is_folder else target_path(str(place), form)))
        self._refresh()

    def _on_place(self) -> None:
        self._asked = None
        self._refresh()

    def _refresh(self) -> None:
        form = self._form
        self._loses.setText(tr("Not exported: {loses}").format(loses=tr_library(form.loses)))
        self._choices.show_for(form)
        text = self._folder.text().strip()
        problem, goal = place_problem(text, form), ""
        if not problem:
            out = target_path(text, form)
            goal = target_text(out, form)
            if out == self._asked:
                problem = replacing_text(out)
        self._goal.setText(goal)
        self._goal.setVisible(bool(goal))
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        if self._page == 0:
            is_asking = bool(goal) and bool(problem)
            self._main.setText(tr("Replace") if is_asking else tr("Export"))
            self._main.setEnabled(is_asking or not problem)
        self._fit()

    def _browse(self) -> None:
        form, text = self._form, self._folder.text()
        if form.is_folder:
            chosen = QFileDialog.getExistingDirectory(self, tr("Export to folder"), text)
        else:
            # This dialog already shows which files are replaced.
            chosen, _ = QFileDialog.getSaveFileName(
                self,
                tr("Export to file"),
                text,
                f"{tr_library(form.title)} (*{form.suffix})",
                options=QFileDialog.Option.DontConfirmOverwrite,
            )
        if chosen:
            self._folder.setText(chosen)

    def _on_main(self) -> None:
        if self._page == 0:
            self._begin()
        elif self._page == 1:
            self._main.setEnabled(False)
            self._doing.setText(tr("Stopping..."))
            self.stop_requested.emit()
        elif self._written is None:
            self._show_form()
        else:
            self.accept()

    def _begin(self) -> None:
        out = self.request.out
        if has_files(out) and out != self._asked:
            self._asked = out
            self._refresh()
            return
        self._is_running = True
        self._progress.setValue(0)
        self._doing.setText(tr("Writing {title}...").format(title=tr_library(self._form.title)))
        self._show_page(1, tr("Stop"), tr("Close"), has_open=False)
        self._other.setVisible(False)
        self.export_requested.emit(self.request)

    def _show_form(self) -> None:
        self._is_running = False
        self._asked = None
        self._show_page(0, tr("Export"), tr("Cancel"), has_open=False)
        self._refresh()
        self._main.setFocus()

    def _end(self, headline: str, text: str, details: str) -> None:
        self._is_running = False
        self._headline.setText(headline)
        self._report.setText(text)
        self._details.setPlainText(details)
        self._details.setMaximumHeight(_DETAILS_PX)
        self._details.setVisible(bool(details))
        is_good = self._written is not None
        self._show_page(2, tr("Close") if is_good else tr("Back"), tr("Cancel"), has_open=is_good)
        self._other.setVisible(not is_good)
        self._main.setFocus()

    def _show_page(self, page: int, main: str, other: str, *, has_open: bool) -> None:
        self._page = page
        for place, widget in enumerate(self._pages):
            widget.setVisible(place == page)
        self._main.setText(main)
        self._main.setEnabled(True)
        self._other.setText(other)
        self._other.setVisible(True)
        self._open.setVisible(has_open)
        self._fit()

    def _fit(self) -> None:
        """Resize to the height of the page; the short progress page keeps the previous height."""
        layout = self.layout()
        if layout is not None and self._page != 1:
            # Inner layouts first: they still reserve space for widgets that were just hidden.
            for part in (self._choices, self._pages[self._page], self):
                if (inner := part.layout()) is not None:
                    inner.activate()
            width = max(self.width(), layout.minimumSize().width())
            self.resize(width, layout.totalHeightForWidth(width))

    def _open_folder(self) -> None:
        if self._written is not None:
            folder = self._written if self._written.is_dir() else self._written.parent
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._is_running:
            self._on_main()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._is_running:
            self.stop_requested.emit()
        super().closeEvent(event)
