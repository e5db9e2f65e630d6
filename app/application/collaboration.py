"""Create the commands of review between people, and connect them to the window."""

from PySide6.QtCore import QObject

from app.application.dataset import DatasetBrowser
from app.application.panels import Panels
from app.canvas.view import CanvasView
from app.commands.comments import CommentCommands
from app.commands.reports import ReportCommands
from app.commands.time_spent import TimeSpent
from app.main_window import MainWindow
from app.settings import SettingsStore
from app.workspace import Workspace
from gvseg.project import login_name


class Collaboration(QObject):
    """Comments, review states, reports and the time spent, all in the name of the user."""

    def __init__(
        self,
        workspace: Workspace,
        settings: SettingsStore,
        window: MainWindow,
        canvas: CanvasView,
        panels: Panels,
        dataset: DatasetBrowser,
    ) -> None:
        super().__init__(window)
        self._workspace, self._settings = workspace, settings
        self.comments = CommentCommands(workspace, settings, panels.comments, self)
        self.reports = ReportCommands(workspace, dataset.commands, window)
        self.time_spent = TimeSpent(workspace, self)
        for commands in (self.comments, self.reports):
            window.connect_actions(commands.handlers())
        for action in window.actions_by_id.values():
            action.triggered.connect(self.time_spent.note_activity)
        panels.comments.entry.edited.connect(self.time_spent.note_activity)
        panels.comments.entry.left.connect(canvas.setFocus)
        self.comments.comment_added.connect(canvas.setFocus)
        self.comments.panel_requested.connect(panels.show_comments)
        settings.changed.connect(self._apply_settings)
        self._apply_settings()

    def shut_down(self) -> None:
        """Wait for a report that is being written."""
        self.reports.shut_down()

    def _apply_settings(self) -> None:
        self._workspace.person = self._settings.value.person or login_name()
