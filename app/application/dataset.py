"""Create the dataset browser and its commands, and connect them to the window."""

from pathlib import Path

from PySide6.QtCore import QObject

from app.application.panels import Panels
from app.canvas.view import CanvasView
from app.commands.dataset import DatasetCommands
from app.commands.dataset_transfer import DatasetTransferCommands
from app.commands.project import ProjectCommands
from app.main_window import MainWindow
from app.panels.dataset import DatasetPanel
from app.settings import SettingsStore
from app.workspace import Workspace
from gvseg.dataset_file import FILE_NAME, SUFFIX


class DatasetBrowser(QObject):
    """The dataset browser, a page that replaces the video in the window."""

    def __init__(
        self,
        workspace: Workspace,
        settings: SettingsStore,
        projects: ProjectCommands,
        window: MainWindow,
        canvas: CanvasView,
        panels: Panels,
    ) -> None:
        super().__init__(window)
        self._workspace, self._projects, self._window = workspace, projects, window
        self._canvas, self._start_page = canvas, panels.start_page
        self._toasts = panels.toasts
        self.panel = DatasetPanel()
        self.commands = DatasetCommands(workspace, projects, self.panel, window)
        self.transfer = DatasetTransferCommands(workspace, settings, window)
        self.transfer.find_dataset = lambda: self.commands.dataset
        self.transfer.imported.connect(self.commands.open)
        window.pages.addWidget(self.panel)
        window.connect_actions(self.commands.handlers() | self.transfer.handlers())
        window.several_dropped.connect(self._on_dropped)
        window.pages.currentChanged.connect(lambda _: self._on_page())
        self.commands.browsing_changed.connect(self._on_browsing)

    @property
    def is_browsing(self) -> bool:
        return self._window.pages.currentWidget() is self.panel

    def open(self, path: Path) -> None:
        """Open a dataset, or a video, folder of images or project."""
        if path.suffix == SUFFIX or (path / FILE_NAME).is_file():
            self.commands.open(path)
        else:
            self._projects.open(path)

    def shut_down(self) -> None:
        """Close the dataset and end the threads."""
        self.transfer.shut_down()
        self.commands.shut_down()

    def open_dropped(self, path: Path) -> bool:
        """Open a dropped dataset or folder of several videos. Return False for anything else."""
        return self.commands.open_dropped([path])

    def _on_dropped(self, paths: list[Path]) -> None:
        self.commands.open_dropped(paths)

    def _on_browsing(self, is_wanted: bool) -> None:
        page = self._canvas if self._workspace.is_open else self._start_page
        # The same key opens and closes the browser.
        wanted = self.panel if is_wanted and not self.is_browsing else page
        self._window.pages.setCurrentWidget(wanted)
        (self.panel.table if self.is_browsing else self._canvas).setFocus()

    def _on_page(self) -> None:
        self.commands.set_browsing(is_browsing=self.is_browsing)
        self._toasts.stay_above(self.panel.queue if self.is_browsing else None)
