"""The dialog that imports a published dataset."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton, QWidget

from app.combo_box import NoWheelComboBox
from app.dialogs.parts import wrapped
from app.dialogs.work_dialog import WorkDialog
from app.language import tr
from gvseg.dataset_import import FoundLayout, find_layouts
from gvseg.errors import UserError

_WAIT_MS: Final = 350
"""Time without typing before a path is read."""
_POLL_MS: Final = 50
_Answer = Sequence[FoundLayout] | str
"""The layouts that fit a folder, or why there are none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetImportRequest:
    """The settings of an import.

    Attributes:
        found: the published dataset and its layout.
        out: the dataset, or the folder in which it is created.
        frames_folder: folder with the videos or frames; None if they are in the published
            dataset.
    """

    found: FoundLayout
    out: Path
    frames_folder: Path | None


class DatasetImportDialog(WorkDialog):
    """Detects the layout of a folder, and asks where to create the dataset.

    Args:
        path: folder to start with; None for none.
    """

    def __init__(self, path: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__("datasetImport", tr("Import Dataset"), tr("Import"), parent)
        self._path = QLineEdit()
        self._path.setObjectName("datasetImportPath")
        self._path.setPlaceholderText(tr("Folder or JSON file of a published dataset"))
        self._layouts = NoWheelComboBox()
        self._layouts.setObjectName("datasetImportLayout")
        self._layouts.setAccessibleName(tr("Layout"))
        self._guess = wrapped("", "dim", "datasetImportGuess")
        self._frames = QLineEdit()
        self._frames.setObjectName("datasetImportFrames")
        self._frames.setPlaceholderText(tr("Only if they are in another folder"))
        self._out = QLineEdit()
        self._out.setObjectName("datasetImportOut")
        self._found: Sequence[FoundLayout] = ()
        self._error = ""
        self._soon = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._soon.timeout.connect(self._detect)
        self._poll = QTimer(self, interval=_POLL_MS)
        self._poll.timeout.connect(self._take_answer)
        self._answers: SimpleQueue[_Answer] = SimpleQueue()
        self._build_form()
        if path is not None:
            self._path.setText(str(path))
            self._detect()
        self._renew()
        self.finish_form()

    @property
    def request(self) -> DatasetImportRequest:
        """Return the current contents of the form."""
        frames = self._frames.text().strip()
        return DatasetImportRequest(
            found=self._found[self._layouts.currentIndex()],
            out=Path(self._out.text().strip()).expanduser(),
            frames_folder=Path(frames).expanduser() if frames else None,
        )

    def _build_form(self) -> None:
        for title, field, name in (
            (tr("F&rom"), self._path, "datasetImportBrowse"),
            (tr("&Videos or frames"), self._frames, "datasetImportBrowseFrames"),
            (tr("&To folder"), self._out, "datasetImportBrowseOut"),
        ):
            browse = QPushButton(tr("Choose..."))
            browse.setObjectName(name)
            browse.clicked.connect(lambda _=False, field=field: self._browse(field))
            self.file_row(title, field, browse)
            if field is self._path:
                self.form.row(tr("&Layout"), self._layouts)
                self.form.add_hint(self._guess)
        self._path.textChanged.connect(self._on_path)
        self._layouts.currentIndexChanged.connect(self._renew)
        self._out.textChanged.connect(self._renew)

    def _on_path(self) -> None:
        self._found, self._error = (), ""
        self._layouts.clear()
        self._poll.stop()
        self._soon.start()
        self._renew()

    def _detect(self) -> None:
        """Read the folder in a thread, because it can be large or on a slow disk."""
        self._soon.stop()
        if text := self._path.text().strip():
            self._answers = SimpleQueue()  # an answer about an earlier path does not arrive here
            path = Path(text).expanduser()
            threading.Thread(
                target=_find, args=(path, self._answers), name="gvseg-layouts", daemon=True
            ).start()
            self._poll.start()

    def _take_answer(self) -> None:
        try:
            answer = self._answers.get_nowait()
        except Empty:
            return
        self._poll.stop()
        if isinstance(answer, str):
            self._error = answer
        else:
            self._found = answer
            self._layouts.addItems([str(found) for found in answer])
            if not self._out.text():
                root = answer[0].root.absolute()
                self._out.setText(str(root.with_name(f"{root.name}-gvseg")))
        self._renew()

    def _renew(self) -> None:
        count = len(self._found)
        self._layouts.setEnabled(count > 1)
        words = tr("%n layout(s) fit this folder; choose how to read it.", "", count)
        self._guess.setText(words if count > 1 else "")
        self._guess.setVisible(count > 1)
        self.set_problem(self._find_problem())

    def _find_problem(self) -> str:
        if not self._path.text().strip():
            return tr("Choose the folder of a published dataset first.")
        if self._error:
            return self._error
        if not self._found:
            return tr("Reading the folder...")
        return "" if self._out.text().strip() else tr("Choose a folder for the dataset.")

    def _browse(self, field: QLineEdit) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.windowTitle(), field.text())
        if chosen:
            field.setText(chosen)


def _find(path: Path, answers: "SimpleQueue[_Answer]") -> None:
    try:
        answers.put(find_layouts(path))
    except (UserError, OSError) as error:
        answers.put(str(error))
    except Exception as error:  # noqa: BLE001 - shown in the dialog, which stays open
        words = tr("The folder could not be read ({kind}).").format(kind=type(error).__name__)
        answers.put(words)
