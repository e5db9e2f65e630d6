"""Keeps each project and dataset in one window; opening it again shows that window."""

from pathlib import Path

from PySide6.QtCore import QObject, Qt

from app.commands.dataset import DatasetCommands
from app.commands.project import ProjectCommands
from app.language import tr
from app.main_window import MainWindow
from app.open_files import OpenFiles
from app.workspace import Level, Workspace


class SingleWindow(QObject):
    """Announces the open files and shows the window on request."""

    def __init__(
        self,
        files: OpenFiles,
        workspace: Workspace,
        projects: ProjectCommands,
        dataset: DatasetCommands,
        window: MainWindow,
    ) -> None:
        super().__init__(window)
        self._files = files
        self._workspace = workspace
        self._dataset = dataset
        self._window = window
        self._announced: list[Path] = []
        projects.show_elsewhere = self._show_elsewhere
        files.show_requested.connect(self._show)
        workspace.opened.connect(self._announce)
        workspace.save_changed.connect(lambda _: self._announce())
        dataset.browsing_changed.connect(lambda _: self._announce())
        window.closing.connect(lambda: files.announce([]))

    def _announce(self) -> None:
        paths = [self._dataset.path, self._workspace.project_path]
        if self._workspace.is_open:
            paths.append(self._workspace.source.path)
        found = [path for path in paths if path is not None]
        if found != self._announced:
            self._announced = found
            self._files.announce(found)

    def _show_elsewhere(self, path: Path) -> bool:
        is_shown = self._files.show_elsewhere(path)
        if is_shown:
            words = tr("{name} is open in another window, which is now in front.").format(
                name=path.name
            )
            self._workspace.post(Level.INFO, words)
        return is_shown

    def _show(self) -> None:
        self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()
