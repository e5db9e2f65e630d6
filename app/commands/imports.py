"""Takes annotations of other files into the open document, as one undo step."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.dialogs.categories import CategoriesDialog
from app.dialogs.import_dataset import ImportDialog, ImportRequest
from app.workspace import Level, Workspace
from gvseg.errors import UserError
from gvseg.formats import plan_import


class ImportCommands(QObject):
    """The import dialog, the categories, and what an import adds."""

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._window = window

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Action id -> what it does."""
        return {"file.import": self.ask, "object.categories": self._edit_categories}

    def ask(self) -> ImportDialog:
        """Show the dialog."""
        dialog = ImportDialog(self._workspace, parent=self._window)
        dialog.import_requested.connect(self.import_document)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def import_document(self, request: ImportRequest) -> None:
        """Add what a document says; what a person drew or verified stays as it is."""
        try:
            plan = plan_import(
                request.document, self._workspace.document, join_tracks=request.join_tracks
            )
            self._workspace.apply(plan.edit())
        except UserError as error:
            self._workspace.post(Level.ERROR, str(error))
            return
        said = " ".join(plan.lines())
        self._workspace.post(Level.GOOD, f"Imported {request.path.name}. {said}".strip())

    def _edit_categories(self) -> None:
        dialog = CategoriesDialog(self._workspace, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.show()
