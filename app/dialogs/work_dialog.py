"""A dialog for a long task: a form, then progress, then the result."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.dialogs.form import Form
from app.dialogs.parts import details_box, wrapped
from app.language import tr, without_mnemonic
from app.theme import SPACE

_WIDTH_PX: Final = 560
_DETAILS_PX: Final = 160


class WorkDialog(QDialog):
    """Stays open while a task runs and shows its result.

    Subclasses add rows to `form` and then call `finish_form`. They call `set_problem` when the form
    changes, and override `request`.

    Args:
        name: object name; those of its parts begin with it.
        title: title of the window.
        start_text: text of the button that starts the task.

    If it is closed while the task runs, it stops the task and closes once that has ended.

    Signals:
        requested(object): start the task; call `set_progress`, then one of `show_result`,
            `show_error` and `show_stopped`.
        stop_requested: stop the task.
    """

    requested = Signal(object)
    stop_requested = Signal()

    def __init__(self, name: str, title: str, start_text: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}Dialog")
        self.setWindowTitle(title)
        self.setMinimumWidth(_WIDTH_PX)
        self._start_text = start_text
        self._page = 0
        self._is_good = False
        self._is_closing = False
        self._problem_text = ""
        self.form = Form()
        self._problem = wrapped("", "error", f"{name}Problem")
        self._doing = QLabel(self)
        self._progress = QProgressBar(self)
        self._progress.setAccessibleName(tr("Progress"))
        self._headline = wrapped("", "title", f"{name}Headline")
        self._words = wrapped("", "dim", f"{name}Words")
        self._details = details_box(f"{name}Details")
        self._details.setAccessibleName(tr("Details"))
        self._main = QPushButton(start_text, self)
        self._other = QPushButton(tr("Cancel"), self)
        self._progress.setObjectName(f"{name}Progress")
        self._main.setObjectName(f"{name}Main")
        self._other.setObjectName(f"{name}Other")
        self._main.setDefault(True)
        self._other.setAutoDefault(False)
        self._main.clicked.connect(self._on_main)
        self._other.clicked.connect(self.reject)
        self._build()

    @property
    def request(self) -> object:
        """Return the current contents of the form."""
        raise NotImplementedError

    @property
    def is_running(self) -> bool:
        """True while the task runs."""
        return self._page == 1

    def set_problem(self, problem: str) -> None:
        """Show why the task cannot start yet; "" if it can."""
        self._problem_text = problem
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        if self._page == 0:
            self._main.setEnabled(not problem)
        self._fit()

    def set_progress(self, fraction: float) -> None:
        """Show the progress, 0..1."""
        self._progress.setRange(0, 1000)
        self._progress.setValue(round(1000 * fraction))

    def show_result(self, headline: str, words: str, details: str = "") -> None:
        """Show the result."""
        self._end(headline, words, details, is_good=True)

    def show_error(self, headline: str, words: str, details: str = "") -> None:
        """Show why the task failed."""
        self._end(headline, words, details, is_good=False)

    def show_stopped(self) -> None:
        """Show the form again after the task was stopped."""
        self._show_page(0)
        self._close_if_asked()

    def file_row(self, title: str, field: QWidget, browse: QPushButton) -> None:
        """Add a row with a path and the button that chooses it."""
        browse.setAccessibleName(tr("Choose: {field}").format(field=without_mnemonic(title)))
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        row.addWidget(field, 1)
        row.addWidget(browse)
        field.setAccessibleName(without_mnemonic(title))
        browse.setAutoDefault(False)
        self.form.row(title, row, field)

    def finish_form(self) -> None:
        """Show the form; call it after all rows were added."""
        self.form.add_hint(self._problem)
        self._show_page(0)

    def _build(self) -> None:
        self._pages = (QWidget(self), QWidget(self), QWidget(self))
        form, run, end = (QVBoxLayout(page) for page in self._pages)
        form.addLayout(self.form)
        form.addStretch(1)
        self._progress.setTextVisible(False)
        run.addStretch(1)
        for part in (self._doing, self._progress):
            run.addWidget(part)
        run.addStretch(1)
        end.setSpacing(2 * SPACE)
        for line in (self._headline, self._words, self._details):
            end.addWidget(line)
        end.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(2 * SPACE)
        foot.addStretch(1)
        foot.addWidget(self._other)
        foot.addWidget(self._main)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        layout.setSpacing(4 * SPACE)
        for page, inner in zip(self._pages, (form, run, end), strict=True):
            inner.setContentsMargins(0, 0, 0, 0)
            layout.addWidget(page, 1)
        layout.addLayout(foot)

    def _on_main(self) -> None:
        if self._page == 0:
            self._progress.setRange(0, 0)
            self._doing.setText(tr("Working..."))
            self._show_page(1)
            self.requested.emit(self.request)
        elif self._page == 1:
            self._stop()
        elif self._is_good:
            self.accept()
        else:
            self._show_page(0)

    def _stop(self) -> None:
        self._main.setEnabled(False)
        self._doing.setText(tr("Stopping..."))
        self.stop_requested.emit()

    def _close_if_asked(self) -> None:
        if self._is_closing:
            self.reject()

    def _end(self, headline: str, words: str, details: str, *, is_good: bool) -> None:
        self._is_good = is_good
        self._headline.setText(headline)
        self._words.setText(words)
        self._details.setPlainText(details)
        self._details.setMaximumHeight(_DETAILS_PX)
        self._details.setVisible(bool(details))
        self._show_page(2)
        self._close_if_asked()

    def _show_page(self, page: int) -> None:
        self._page = page
        for place, widget in enumerate(self._pages):
            widget.setVisible(place == page)
        done = tr("Close") if self._is_good else tr("Back")
        self._main.setText((self._start_text, tr("Stop"), done)[page])
        self._main.setEnabled(page != 0 or not self._problem_text)
        self._other.setVisible(page == 0 or (page == 2 and not self._is_good))
        self._fit()
        self._main.setFocus()

    def _fit(self) -> None:
        """Resize to the height of the page; the short page of a run keeps its height."""
        layout = self.layout()
        if layout is not None and self._page != 1:
            # From the inside out, because newly hidden widgets would still count.
            for part in (self._pages[self._page], self):
                inner: QLayout | None = part.layout()
                if inner is not None:
                    inner.activate()
            width = max(self.width(), layout.totalMinimumSize().width())
            self.resize(width, layout.totalHeightForWidth(width))

    def reject(self) -> None:
        if self.is_running:
            self._is_closing = True
            self._stop()
        else:
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_running:
            self._stop()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.is_running:
            event.ignore()
            self.reject()
        else:
            super().closeEvent(event)
