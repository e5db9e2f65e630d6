"""Create and connect the window, the workspace, the threads and the commands."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app.application.collaboration import Collaboration
from app.application.dataset import DatasetBrowser
from app.application.panels import Panels
from app.application.title import WindowTitle
from app.canvas.view import CanvasView
from app.commands.adaptation import AdaptationCommands
from app.commands.availability import Availability
from app.commands.click_draft import ClickDraft
from app.commands.demo import DemoCommands
from app.commands.edits import EditCommands
from app.commands.exemplar_files import load_exemplars
from app.commands.exports import ExportCommands
from app.commands.finding_remedies import FindingRemedies
from app.commands.following import FollowCommands
from app.commands.hover_preview import HoverPreview
from app.commands.imports import ImportCommands
from app.commands.last_views import LastViews
from app.commands.mask_clipboard import MaskClipboard
from app.commands.mask_operations import MaskOperationCommands
from app.commands.object_choice import ObjectChoiceCommands
from app.commands.playback import PlaybackCommands
from app.commands.pointer import PointerCommands
from app.commands.project import ProjectCommands
from app.commands.propagation import PropagationCommands
from app.commands.proposal_review import ProposalReviewCommands
from app.commands.proposals import ProposalCommands
from app.commands.recent_work import RecentWork
from app.commands.review import ReviewCommands
from app.commands.single_window import SingleWindow
from app.commands.training import TrainingCommands
from app.commands.view import ViewCommands
from app.commands.window_dialogs import DialogCommands
from app.engine_session import EngineChoice
from app.engine_worker import EngineWorker
from app.frame_loader import FrameLoader, OpenedVideo, Shown, to_bgrx
from app.language import install_language, tr
from app.main_window import MainWindow, initial_size
from app.open_files import OpenFiles
from app.settings import SettingsStore
from app.theme import THEMES, Theme, use_theme
from app.workspace import Level, RunKind, ViewOptions, Workspace
from gvseg.task import Task

if TYPE_CHECKING:  # importing it loads torch
    from gvseg.engine.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Command-line options: the source to open, and exemplars as (frame index, indexed PNG)."""

    source: Path | None = None
    exemplars: tuple[tuple[int, Path], ...] = ()


class Application(QObject):
    """The whole application. Call `show` to start it and `shut_down` to end it."""

    def __init__(
        self,
        *,
        settings: SettingsStore | None = None,
        load_session: Callable[[EngineChoice], "Session"] | None = None,
        open_files: OpenFiles | None = None,
    ) -> None:
        super().__init__()
        self.settings = settings or SettingsStore()
        install_language(self.settings.value.language)  # before any text is made
        self.workspace = Workspace(self)
        self.loader = FrameLoader(self)
        self.worker = EngineWorker(load_session, self)
        self.window = MainWindow()
        self.canvas = CanvasView(self.workspace)
        self._options = Options()
        self._opening_name = ""
        self._is_leaving = False
        self._theme: Theme | None = None
        self.window.set_keys(self.settings.value.preset, self.settings.value.shortcuts)
        self._make_commands()
        theme = THEMES.get(self.settings.value.theme, THEMES["dark"])
        self.panels = Panels(self.workspace, self.window, self.canvas, theme)
        self.dataset = DatasetBrowser(
            self.workspace,
            self.settings,
            self.project,
            self.window,
            self.canvas,
            self.panels,
        )
        self.single_window = SingleWindow(
            open_files or OpenFiles(self),
            self.workspace,
            self.project,
            self.dataset.commands,
            self.window,
        )
        self.collaboration = Collaboration(
            self.workspace, self.settings, self.window, self.canvas, self.panels, self.dataset
        )
        self._connect()
        self._apply_settings()
        self.window.resize(initial_size(self.window.screen().availableSize()))
        self.title = WindowTitle(self.workspace, self.window)

    # -- building ----------------------------------------------------------------------

    def _make_commands(self) -> None:
        workspace, canvas, window = self.workspace, self.canvas, self.window
        self.project = ProjectCommands(workspace, self.loader, self.settings, window)
        self.click_draft = ClickDraft(workspace, canvas, self.worker)
        self.hover_preview = HoverPreview(workspace, canvas, self.worker, self.click_draft)
        self.edits = EditCommands(workspace, canvas, self.click_draft)
        self.mask_operations = MaskOperationCommands(workspace, canvas, window)
        self.mask_clipboard = MaskClipboard(workspace, canvas, window)
        self.propagation = PropagationCommands(
            workspace, self.worker, self, network_mark=self._network_mark
        )
        self.following = FollowCommands(workspace, canvas, self.worker, self.settings)
        self.adaptation = AdaptationCommands(workspace, self.worker, self.settings, self)
        self.proposals = ProposalCommands(workspace, self.worker, self.settings, window)
        self.proposal_review = ProposalReviewCommands(workspace, self)
        self.playback = PlaybackCommands(workspace, self)
        self.object_choice = ObjectChoiceCommands(workspace, self)
        self.exports = ExportCommands(workspace, self.settings, window)
        self.review = ReviewCommands(workspace, self)
        self.remedies = FindingRemedies(workspace, self.worker, self)
        self.dialogs = DialogCommands(workspace, self.settings, window.actions_by_id, window)
        self.imports = ImportCommands(workspace, window)
        self.demo = DemoCommands(workspace, self.project, self)
        self.training = TrainingCommands(workspace, self.settings, window)
        self.view = ViewCommands(workspace, canvas, self.settings)
        self.pointer = PointerCommands(workspace, canvas)
        self._connect_commands()
        self.availability = Availability(
            window.actions_by_id, workspace, canvas, self.worker, self.settings
        )

    def _connect_commands(self) -> None:
        window = self.window
        for commands in (
            self.project,
            self.edits,
            self.mask_operations,
            self.mask_clipboard,
            self.propagation,
            self.following,
            self.adaptation,
            self.proposals,
            self.proposal_review,
            self.playback,
            self.object_choice,
            self.exports,
            self.review,
            self.dialogs,
            self.imports,
            self.demo,
            self.training,
            self.view,
            self.pointer,
        ):
            window.connect_actions(commands.handlers())
        window.connect_actions(
            {
                "edit.cancel": self._cancel,
                "propagate.both": self._go,
                "object.rename": lambda: self.panels.objects.begin_rename(),
                "review.next_finding": lambda: self._go_to_finding(1),
                "review.previous_finding": lambda: self._go_to_finding(-1),
                "view.panels": window.toggle_panels,
                "view.reset_layout": self._reset_layout,
                "file.quit": window.close,
            }
        )

    def _connect(self) -> None:
        workspace, loader, canvas, window = self.workspace, self.loader, self.canvas, self.window
        self.panels.connect_panels(workspace, loader, self.worker, canvas, self.project)
        workspace.view.frame_changed.connect(loader.show)
        workspace.opened.connect(self._on_opened)
        self.last_views = LastViews(workspace, self.settings, self)
        self.recent_work = RecentWork(workspace, self.settings, self)
        loader.frame_ready.connect(self.recent_work.store_frame)
        workspace.view.options_changed.connect(
            lambda view: loader.set_levels(view.brightness, view.contrast)
        )
        workspace.view.options_changed.connect(self._on_value_range)
        workspace.changed.connect(lambda _: self._show_hint())
        workspace.view.task_changed.connect(lambda _: self._show_hint())
        canvas.draft_changed.connect(self._show_hint)
        self.panels.review.fixes.requested.connect(self.remedies.apply)
        self.panels.proposals.show_requested.connect(self.proposal_review.show_proposal)
        self.panels.timeline.show_requested.connect(self.proposal_review.show_proposal)
        self.panels.proposals.accept_requested.connect(self.proposal_review.accept)
        self.panels.proposals.reject_requested.connect(self.proposal_review.reject)
        loader.frame_ready.connect(self._on_frame)
        loader.frame_failed.connect(lambda _, words: workspace.post(Level.ERROR, words))
        loader.preview.connect(self._on_preview)
        loader.open_progress.connect(self._on_open_progress)
        self.review.suggestion_changed.connect(self.panels.transport.set_suggestion)
        self.propagation.plan_changed.connect(self.panels.mode_bar.set_plan)
        self.worker.clip_ready.connect(lambda _, clip: self.review.store_disagreements(clip))
        self.worker.clip_ready.connect(lambda _, clip: self.panels.review.store_similarities(clip))
        self.availability.changed.connect(self.panels.first_steps.follow)
        self.project.opening.connect(self._on_opening)
        self.project.adopted.connect(self._on_adopted)
        canvas.play_toggled.connect(self.playback.toggle)
        self.playback.rate_changed.connect(self.panels.transport.set_rate)
        window.dropped.connect(self._on_dropped)
        window.recent_requested.connect(self.project.open)
        window.may_close = self._may_close
        window.closing.connect(self.shut_down)
        self.settings.changed.connect(self._apply_settings)
        self.settings.changed.connect(self.propagation.refresh_plan)
        self.worker.finished.connect(self.propagation.refresh_plan)
        self.training.model_changed.connect(self._apply_settings)

    def _on_dropped(self, path: Path) -> None:
        if not (self.dataset.open_dropped(path) or self.imports.open_dropped(path)):
            self.project.open(path)

    # -- running -----------------------------------------------------------------------

    def show(self, options: Options | None = None) -> None:
        """Show the window and open the requested source."""
        self._options = options or Options()
        is_first = not self.window.isVisible()
        wanted = self.window.size()
        self.window.show()
        if is_first:
            # The size hint of a window that was never shown is too large.
            if (layout := self.window.layout()) is not None:
                layout.activate()
            self.window.resize(wanted)
            self.window.store_initial_layout()
            self.panels.size_docks()
            chosen = self.settings.value
            self.window.restore_layout(chosen.window_geometry, chosen.window_state)
            self.training.find_runs()
        if options is not None and options.source is not None:
            self.dataset.open(options.source)

    def _reset_layout(self) -> None:
        self.window.reset_layout()
        self.panels.size_docks()

    def _may_close(self) -> bool:
        if self._is_leaving or self.project.ensure_saved():
            return True
        self.project.confirm_unsaved(self._on_leaving)
        return False

    def _on_leaving(self) -> None:
        self._is_leaving = True
        self.window.close()

    def shut_down(self) -> None:
        """Save the layout, stop both threads and close the project."""
        geometry, state = self.window.layout_texts()
        self.title.stop()
        self.canvas.finish()
        self.settings.update(window_geometry=geometry, window_state=state)
        self.dataset.shut_down()
        self.project.shut_down()
        self.review.shut_down()
        self.collaboration.shut_down()
        self.exports.shut_down()
        self.mask_operations.shut_down()
        self.worker.shut_down()
        self.workspace.close()
        self.loader.shut_down()

    def _apply_settings(self) -> None:
        chosen = self.settings.value
        theme = THEMES.get(chosen.theme, THEMES["dark"])
        if theme is not self._theme:  # drawing all icons again takes long
            self._theme = theme
            use_theme(theme)
            self.window.set_theme(theme)
            self.canvas.set_theme(theme)
            self.panels.set_theme(theme)
        self.window.set_keys(chosen.preset, chosen.shortcuts)
        self.window.set_recent(chosen.recent)
        self.panels.start_page.set_recent(self.recent_work.items())
        self.panels.set_settings(chosen)
        self.worker.choose(
            EngineChoice(
                weights=Path(chosen.weights) if chosen.weights else self.training.weights(),
                device=chosen.device,
                short_side=chosen.short_side or None,
            )
        )

    # -- reacting to signals -----------------------------------------------------------

    def _on_opened(self) -> None:
        is_open = self.workspace.is_open
        self.window.pages.setCurrentWidget(self.canvas if is_open else self.panels.start_page)
        if is_open:
            self.loader.show(0)
            self.canvas.setFocus()
        self._show_hint()

    def _on_value_range(self, options: ViewOptions) -> None:
        if options.value_range != self.worker.value_range:
            self.worker.value_range = options.value_range
            self.loader.set_value_range(options.value_range)

    def _on_adopted(self, opened: OpenedVideo) -> None:
        self.panels.set_automatic_range(opened.automatic_range)
        self.playback.set_times(opened.times_s)
        self.panels.transport.set_time_source(self.playback.time_of)
        self.panels.timeline.set_time_source(self.playback.time_of)
        if self._options.exemplars:
            load_exemplars(self.workspace, self._options.exemplars)
            self._options = Options()

    def _on_frame(self, shown: Shown) -> None:
        if self.workspace.is_open and shown.bgrx.shape[:2] == (
            self.workspace.source.height,
            self.workspace.source.width,
        ):
            self.click_draft.set_frame(shown.pixels)
            self.canvas.show_frame(shown.frame_index, shown.bgrx, shown.pixels)
            self.click_draft.show_saved()

    def _on_preview(self, path: Path, pixels: Any) -> None:
        if not self.workspace.is_open:
            self.canvas.show_frame(0, to_bgrx(pixels))
            self.window.pages.setCurrentWidget(self.canvas)
            self.canvas.set_hint(tr("Reading {name}...").format(name=path.name))

    def _on_open_progress(self, done: float) -> None:
        if not self._opening_name:
            return
        self.panels.show_open_progress(self._opening_name, done)
        if not self.workspace.is_open:
            self.canvas.set_hint(
                tr("Reading {name}: {done:.0f} %").format(name=self._opening_name, done=100 * done)
            )

    def _on_opening(self, name: str) -> None:
        self._opening_name = name
        self.panels.show_opening(name)
        if not name and not self.workspace.is_open:
            self.canvas.clear()
            self.window.pages.setCurrentWidget(self.panels.start_page)
            self._show_hint()

    def _go(self) -> None:
        """Run the current task, like the main button."""
        if self.workspace.view.task is Task.EXEMPLAR:
            self.propagation.run(RunKind.BOTH)
        else:
            self.proposals.run()

    def _cancel(self) -> None:
        """Cancel the draft; if there is none, stop opening a video and stop the current run."""
        if self.canvas.cancel():
            return
        if self._opening_name:
            self.loader.cancel_open()
            self._on_opening("")
        self.proposals.cancel_pending()
        self.mask_operations.work.stop()
        self.worker.stop()

    def _go_to_finding(self, step: int) -> None:
        if not self.panels.review.go_to_finding(step):
            self.workspace.post(Level.INFO, tr("No more findings in this direction."))

    def _network_mark(self) -> str:
        weights = self.worker.choice.weights
        return f"{weights or ''} {self.adaptation.mark}".strip()

    def _show_hint(self) -> None:
        workspace = self.workspace
        is_empty = workspace.is_open and not (
            workspace.document.tracks or workspace.document.proposals
        )
        is_exemplar = workspace.view.task is Task.EXEMPLAR
        words = (
            tr("Paint or click to mark your first object")
            if is_exemplar
            else tr("Press Segment to detect objects")
        )
        is_needed = is_empty and not self.canvas.has_draft
        self.canvas.set_hint(words if is_needed else "")
