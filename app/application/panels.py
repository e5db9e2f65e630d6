"""Create all panels, place them in the window, and connect them."""

from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QCursor

from app.canvas.view import CanvasView
from app.commands.first_steps import FirstSteps
from app.commands.project import ProjectCommands
from app.engine_worker import EngineWorker
from app.frame_loader import FrameLoader
from app.language import tr
from app.main_window import MainWindow
from app.panels.comments import CommentsPanel
from app.panels.exemplars import ExemplarsPanel
from app.panels.first_steps import FirstStepsCard
from app.panels.inspector import ObjectInspector
from app.panels.messages import SaveBar, Toasts
from app.panels.mode_bar import ModeBar
from app.panels.objects import ObjectsPanel
from app.panels.proposals import ProposalsPanel
from app.panels.review import ReviewPanel
from app.panels.start import StartPage
from app.panels.status import StatusItems
from app.panels.thumbnails import Thumbnails
from app.panels.timeline import TimelinePanel
from app.panels.tool_options import ToolOptionsBar
from app.panels.transport import TransportBar
from app.settings import Settings
from app.theme import Theme
from app.workspace import Workspace
from gvseg.task import Task
from gvseg.video.value_range import ValueRange

_STATUS_PX = 30
_LEAST_PX = 120
_LOW_PX = 840
"""Below this window height, the exemplars and object docks are tabbed to save space."""
_LISTS_PX = 328
"""Width of the lists, in which German fits into their tabs."""
_PROPOSALS_PX = 360
"""Minimum height of the list of proposals while it is in use."""


class Panels(QObject):
    def __init__(
        self, workspace: Workspace, window: MainWindow, canvas: CanvasView, theme: Theme
    ) -> None:
        super().__init__(window)
        actions = window.actions_by_id
        self._window = window
        self._actions = actions
        self.thumbnails = Thumbnails(self)
        self.start_page = StartPage(actions, theme)
        self.save_bar = SaveBar(workspace, theme)
        self.mode_bar = ModeBar(workspace, actions, theme)
        self.tool_options = ToolOptionsBar(workspace, actions, theme)
        self.transport = TransportBar(workspace, actions, theme)
        self.timeline = TimelinePanel(workspace, self.thumbnails, theme)
        self.objects = ObjectsPanel(workspace, actions, theme)
        self.exemplars = ExemplarsPanel(workspace, self.thumbnails, actions, theme)
        self.inspector = ObjectInspector(workspace, actions, theme)
        self.review = ReviewPanel(workspace, actions, theme)
        self.comments = CommentsPanel(workspace, actions, theme)
        self.proposals = ProposalsPanel(workspace, actions, theme)
        self.status = StatusItems(workspace, actions)
        self.toasts = Toasts(window.pages, theme)  # also shown when no video is open
        card = FirstStepsCard(window.pages, theme)
        self.first_steps = FirstSteps(card, actions, self)
        window.connect_actions({"help.first_steps": self.first_steps.begin})
        window.pages.currentChanged.connect(lambda _: self.toasts.raise_())
        window.pages.currentChanged.connect(lambda _: card.raise_())
        self._themed: tuple[Any, ...] = (
            self.start_page,
            self.save_bar,
            self.mode_bar,
            self.tool_options,
            self.transport,
            self.timeline,
            self.objects,
            self.exemplars,
            self.inspector,
            self.review,
            self.comments,
            self.proposals,
            self.toasts,
            card,
        )
        self._place(canvas)

    def set_theme(self, theme: Theme) -> None:
        for panel in self._themed:
            panel.set_theme(theme)

    def set_settings(self, settings: Settings) -> None:
        for panel in (self.timeline, self.inspector, self.review):
            panel.set_low_confidence(settings.low_confidence)

    def connect_panels(
        self,
        workspace: Workspace,
        loader: FrameLoader,
        worker: EngineWorker,
        canvas: CanvasView,
        project: ProjectCommands,
    ) -> None:
        """Connect the panels to the commands and threads."""
        workspace.posted.connect(self.toasts.show_message)
        workspace.withdrawn.connect(self.toasts.remove_message)
        workspace.opened.connect(self.toasts.clear_problems)
        workspace.opened.connect(self.thumbnails.clear)
        self.thumbnails.wanted.connect(loader.request_thumbnail)
        loader.thumbnail_ready.connect(self.thumbnails.put)
        canvas.zoom_changed.connect(self.transport.set_zoom)
        worker.running_changed.connect(self.mode_bar.set_running)
        worker.running_changed.connect(self.status.show_running)
        worker.stopping.connect(self.status.show_stopping)
        worker.running_changed.connect(lambda _: self.timeline.view.show_run(worker.run_frames))
        worker.clip_ready.connect(lambda _, clip: self.timeline.view.mark_done(clip))
        worker.progress.connect(self.status.show_progress)
        worker.finished.connect(self.status.show_end)
        worker.loading_changed.connect(self.status.show_loading)
        worker.device_changed.connect(self.status.show_device)
        worker.vocabulary_changed.connect(
            lambda: self.mode_bar.set_exemplar_only(worker.vocabulary == ())
        )
        workspace.view.task_changed.connect(
            lambda task: self._on_task(
                task, has_proposals=workspace.is_open and bool(workspace.document.proposals)
            )
        )
        self.start_page.open_requested.connect(project.open)
        self.toasts.offer_taken.connect(lambda action_id: self._actions[action_id].trigger())
        self.save_bar.retry_requested.connect(self._actions["file.retry_save"].trigger)
        self.save_bar.save_as_requested.connect(self._actions["file.save_as"].trigger)
        self.timeline.menu_requested.connect(self._show_object_menu)
        self._actions["propagate.both"].changed.connect(self._show_reason)
        self._show_reason()

    def set_automatic_range(self, automatic: ValueRange | None) -> None:
        """Set the automatic value range of the open video, which is None for 8-bit images."""
        self.status.set_automatic_range(automatic)
        self.tool_options.display.value_range.set_automatic(automatic)

    def show_opening(self, name: str) -> None:
        """Show that a source is being opened; "" removes the message."""
        text = tr("Opening {name}...").format(name=name) if name else ""
        self.start_page.show_opening(text)
        self.status.show_opening(text)

    def show_open_progress(self, name: str, done: float) -> None:
        """Show the fraction of the source that has been read, 0..1."""
        self.start_page.show_opening(tr("Opening {name}...").format(name=name), done)
        self.status.show_opening(tr("Opening {name}...").format(name=name), done)

    def _place(self, canvas: CanvasView) -> None:
        window = self._window
        window.pages.addWidget(self.start_page)
        window.pages.addWidget(canvas)
        for bar in (self.save_bar, self.mode_bar, self.tool_options):
            window.bars.addWidget(bar)
        window.feet.addWidget(self.transport)
        self.status.fill(window.statusBar())
        # With a fixed height, the layout does not jump when the Stop button appears.
        window.statusBar().setFixedHeight(_STATUS_PX)
        right, foot = Qt.DockWidgetArea.RightDockWidgetArea, Qt.DockWidgetArea.BottomDockWidgetArea
        objects = window.add_dock("objectsDock", tr("Objects"), self.objects, right)
        exemplars = window.add_dock("exemplarsDock", tr("Exemplars"), self.exemplars, right)
        inspector = window.add_dock("inspectorDock", tr("Object", "panel"), self.inspector, right)
        review = window.add_dock("reviewDock", tr("Review"), self.review, right)
        comments = window.add_dock("commentsDock", tr("Comments"), self.comments, right)
        self._proposals_dock = window.add_dock(
            "proposalsDock", tr("Proposals"), self.proposals, right
        )
        window.tabifyDockWidget(objects, review)
        window.tabifyDockWidget(review, comments)
        window.tabifyDockWidget(comments, self._proposals_dock)
        objects.raise_()
        timeline = window.add_dock("timelineDock", tr("Timeline"), self.timeline, foot)
        self._docks = (objects, exemplars, inspector, timeline)
        self._comments_dock = comments

    def show_comments(self) -> None:
        """Show the comments."""
        self._comments_dock.show()
        self._comments_dock.raise_()

    def size_docks(self) -> None:
        """Set the initial dock sizes once the size of the window is known."""
        objects, exemplars, inspector, timeline = self._docks
        upright = Qt.Orientation.Vertical
        if self._window.height() < _LOW_PX:
            self._window.tabifyDockWidget(exemplars, inspector)
            exemplars.raise_()
            # Above the timeline, the lists would leave it too little height.
            corner = Qt.Corner.BottomRightCorner
            self._window.setCorner(corner, Qt.DockWidgetArea.RightDockWidgetArea)
            self._window.resizeDocks([objects, exemplars], [270, 180], upright)
        else:
            self._window.resizeDocks([objects, exemplars, inspector], [330, 130, 170], upright)
        height = max(timeline.sizeHint().height(), self._window.height() // 5)
        self._window.resizeDocks([timeline], [height], upright)
        self._window.resizeDocks([objects], [_LISTS_PX], Qt.Orientation.Horizontal)

    def _on_task(self, task: Task, *, has_proposals: bool) -> None:
        """Show the list of proposals for an automatic task, and no empty one for exemplars."""
        dock = self._proposals_dock
        if task is Task.EXEMPLAR:
            is_in_front = not dock.visibleRegion().isEmpty()
            if is_in_front and not has_proposals and not dock.isFloating():
                self._docks[0].raise_()
            return
        dock.show()
        dock.raise_()
        if dock.height() < _PROPOSALS_PX and not dock.isFloating():
            _, exemplars, inspector, _ = self._docks
            sizes = [_PROPOSALS_PX, _LEAST_PX, _LEAST_PX]
            column = [dock, exemplars, inspector]
            self._window.resizeDocks(column, sizes, Qt.Orientation.Vertical)

    def _show_object_menu(self, at: QPoint) -> None:
        self.objects.show_menu(at if not at.isNull() else QCursor.pos())

    def _show_reason(self) -> None:
        action = self._actions["propagate.both"]
        reason = "" if action.isEnabled() else action.toolTip().partition("\n")[2]
        self.mode_bar.set_reason(reason)
