"""The dialog that shows a crash report."""

from typing import Final

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.crash_reports import CrashReport
from app.dialogs.parts import details_box, wrapped
from app.language import tr
from app.theme import SPACE, Theme, icon

_SIZE: Final = QSize(640, 460)
_ICON_PX: Final = 28


class CrashDialog(QDialog):
    """Shows a report, copies it and opens its folder.

    Signals:
        quit_requested: the user wants to end the application.
    """

    quit_requested = Signal()

    def __init__(
        self,
        report: CrashReport,
        title: str,
        text: str,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("crashDialog")
        self.setWindowTitle(title)
        self._report = report
        self._details = details_box("crashDetails", is_code=True)
        self._paths = QCheckBox(tr("Include file paths"), self)
        self._paths.setObjectName("crashPaths")
        self._paths.toggled.connect(self._show_report)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        layout.setSpacing(3 * SPACE)
        layout.addLayout(self._head(title, text, theme))
        layout.addWidget(self._details, 1)
        layout.addWidget(self._paths)
        layout.addLayout(self._buttons())
        self.resize(_SIZE)
        self._show_report()

    def add_quit(self) -> None:
        """Add a button that quits, for errors after which the application keeps running."""
        self._quit.show()
        self._go_on.setText(tr("Continue"))

    def _head(self, title: str, text: str, theme: Theme) -> QHBoxLayout:
        sign = QLabel(self)
        theme_icon = icon("mdi6.alert-circle-outline", theme, role="error")
        sign.setPixmap(theme_icon.pixmap(QSize(_ICON_PX, _ICON_PX)))
        head_line = QLabel(title, self)
        head_line.setProperty("role", "title")
        body = QVBoxLayout()
        body.setSpacing(2 * SPACE)
        body.addWidget(head_line)
        body.addWidget(wrapped(text, "", "crashText"))
        head = QHBoxLayout()
        head.setSpacing(4 * SPACE)
        head.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(body, 1)
        return head

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        copy = QPushButton(tr("Copy Details"), self)
        copy.setObjectName("crashCopy")
        copy.clicked.connect(self._copy)
        folder = QPushButton(tr("Open Folder"), self)
        folder.setObjectName("crashFolder")
        folder.setEnabled(self._report.path is not None)
        folder.clicked.connect(self._open_folder)
        self._quit = QPushButton(tr("Quit"), self)
        self._quit.setObjectName("crashQuit")
        self._quit.hide()
        self._quit.clicked.connect(self.accept)
        self._quit.clicked.connect(self.quit_requested)
        self._go_on = QPushButton(tr("Close"), self)
        self._go_on.setObjectName("crashContinue")
        self._go_on.clicked.connect(self.accept)
        for button in (copy, folder, self._quit):
            button.setAutoDefault(False)
        self._go_on.setDefault(True)
        row.addWidget(copy)
        row.addWidget(folder)
        row.addStretch(1)
        row.addWidget(self._quit)
        row.addWidget(self._go_on)
        return row

    @property
    def _shown(self) -> str:
        return self._report.text_with_paths if self._paths.isChecked() else self._report.text

    def _show_report(self) -> None:
        self._details.setPlainText(self._shown)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._shown)

    def _open_folder(self) -> None:
        if self._report.path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._report.path.parent)))
