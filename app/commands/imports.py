"""Imports annotations from files into the open document, as one undo step."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.dialogs.categories import CategoriesDialog
from app.dialogs.import_dataset import ImportDialog, ImportRequest
from app.language import tr
from app.wording import sentences
from app.workspace import Level, Workspace
from gvseg.errors import UserError
from gvseg.formats import archives, guess_format, plan_import
from gvseg.formats.guessing import LIKELY
from gvseg.project import SUFFIX


class ImportCommands(QObject):
    """The import dialog, the categories editor, and the import itself."""

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._window = window

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return the handler of each action id."""
        return {"file.import": self.ask, "object.categories": self._edit_categories}

    def open_dropped(self, path: Path) -> bool:
        """Import a dropped file or folder if it has annotations. Return whether it has any."""
        if path.suffix.lower() == archives.SUFFIX and self._workspace.is_open:
            self.ask(path)  # reading is slow, so the dialog does it in its own thread
            return True
        guess = None if path.suffix == SUFFIX else guess_format(path)
        if guess is None or (path.is_dir() and guess.weight < LIKELY):
            return False
        if not self._workspace.is_open:
            if path.is_dir():
                return False
            words = tr("Open the video of {name} first, then drop the annotations again.").format(
                name=path.name
            )
            self._workspace.post(Level.ERROR, words)
            return True
        # A folder of labelme files is also a folder of images.
        is_frames = path.is_dir() and guess.format_name == "labelme"
        if is_frames and path.resolve() != self._workspace.source.path.resolve():
            return False
        self.ask(path)
        return True

    def ask(self, path: Path | None = None) -> ImportDialog:
        """Open the dialog, with a file or folder already chosen if `path` is given."""
        dialog = ImportDialog(self._workspace, path=path, parent=self._window)
        dialog.import_requested.connect(self.import_document)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def import_document(self, request: ImportRequest) -> None:
        """Merge imported annotations; drawn and verified masks win."""
        try:
            plan = plan_import(
                request.document,
                self._workspace.document,
                join_tracks=request.join_tracks,
                links_overlaps=request.links_overlaps,
                first_number=request.first_number,
            )
            self._workspace.apply(plan.edit())
        except UserError as error:
            self._workspace.post(Level.ERROR, str(error))
            return
        said = plan.lines()
        if request.left_out:
            said.append(tr("%n entry(ies) could not be read.", "", request.left_out))
        level = Level.WARNING if request.left_out else Level.GOOD
        self._workspace.post(
            level,
            tr("Imported {name}. {details}").format(
                name=request.path.name, details=sentences(said)
            ),
        )

    def _edit_categories(self) -> None:
        dialog = CategoriesDialog(self._workspace, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.show()
