"""Keeps actions up to date: whether each is enabled and checked, and why it is disabled."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction

from app.actions import ACTIONS, ApplicationState, why_disabled
from app.canvas.view import CanvasView
from app.commands.adaptation import adaptation_path
from app.commands.propagation import SCOPES
from app.commands.view import TOOLS
from app.engine_worker import EngineWorker
from app.language import tr, tr_later
from app.panels.buttons import tip_of, with_keys
from app.settings import SettingsStore
from app.wording import with_label
from app.workspace import Workspace
from gvseg.annotation.candidates import has_candidates
from gvseg.task import Task

_SEGMENT: Final = (
    tr_later("Segment"),
    tr_later("Detects objects within the marked range, or in the whole video."),
)
"""Text and tooltip of the main button in the automatic tasks."""


class Availability(QObject):
    """Updates all actions, at most once per turn of the event loop.

    Signals:
        changed(ApplicationState): the state that actions depend on changed.
    """

    changed = Signal(object)

    def __init__(
        self,
        actions: Mapping[str, QAction],
        workspace: Workspace,
        canvas: CanvasView,
        worker: EngineWorker,
        settings: SettingsStore,
    ) -> None:
        super().__init__(canvas)
        self._actions = actions
        self._workspace = workspace
        self._canvas = canvas
        self._worker = worker
        self._settings = settings
        self._shown: ApplicationState | None = None
        self._told: dict[str, tuple[str, str, str]] = {}
        self._keys = (settings.value.preset, settings.value.shortcuts)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self.refresh)
        for signal in (
            workspace.opened,
            workspace.changed,
            workspace.history_changed,
            workspace.save_changed,
            workspace.view.frame_changed,
            workspace.view.selection_changed,
            workspace.view.proposal_changed,
            workspace.view.least_score_changed,
            workspace.view.task_changed,
            workspace.view.range_changed,
            workspace.view.copied_changed,
            workspace.view.playing_changed,
            workspace.view.playback_changed,
            workspace.view.options_changed,
            workspace.view.run_scope_changed,
            workspace.view.tool_changed,
            workspace.view.tool_options_changed,
            canvas.draft_changed,
            worker.running_changed,
        ):
            signal.connect(self._schedule_refresh)
        settings.changed.connect(self._on_settings)
        self.refresh()

    def state(self) -> ApplicationState:
        workspace = self._workspace
        if not workspace.is_open:
            return ApplicationState(is_running=self._worker.is_running)
        document, view = workspace.document, workspace.view
        track_id, frame = view.track_id, view.frame_index
        here = document.mask(track_id, frame) if track_id is not None else None
        before = document.mask(track_id, frame - 1) if track_id is not None and frame else None
        return ApplicationState(
            has_video=True,
            has_object=track_id is not None,
            object_count=len(document.tracks),
            selected_count=len(view.selected),
            has_mask_here=here is not None,
            is_exemplar_here=track_id is not None and document.is_pinned(track_id, frame),
            has_mask_before=before is not None,
            has_exemplar=document.has_exemplars or has_candidates(document),
            is_automatic=view.task is not Task.EXEMPLAR,
            is_on_proposal=view.proposal_id is not None,
            shown_proposals=len(workspace.shown_proposals),
            hidden_proposals=len(document.proposals) - len(workspace.shown_proposals),
            has_range=view.frame_range is not None,
            has_draft=self._canvas.has_draft,
            is_running=self._worker.is_running,
            is_unsaved=bool(workspace.save_state.error),
            has_adaptation=workspace.project_path is not None
            and adaptation_path(workspace.project_path).is_file(),
            has_copied=bool(view.copied),
            can_undo=workspace.undo_label is not None or self._canvas.has_draft,
            can_redo=workspace.redo_label is not None,
        )

    def refresh(self) -> None:
        """Update all actions."""
        state = self.state()
        if state != self._shown:
            self._shown = state
            self._update_enabled(state)
            self.changed.emit(state)
        self._update_undo_texts()
        self._update_checked()

    def _update_enabled(self, state: ApplicationState) -> None:
        segment = (tr(_SEGMENT[0]), tr(_SEGMENT[1]))
        names = {"propagate.both": segment} if state.is_automatic else {}
        for action_id, spec in ACTIONS.items():
            action = self._actions[action_id]
            reason = why_disabled(spec, state)
            text, words = names.get(action_id, (spec.title, tr(spec.tip)))
            told = (text, words, reason)
            if told == self._told.get(action_id):
                continue
            self._told[action_id] = told
            action.setEnabled(not reason)
            words = with_keys(reason or words, self._actions)
            action.setToolTip(tip_of(text, action.shortcut(), words))

    def _update_undo_texts(self) -> None:
        for action_id, verb, label in (
            ("edit.undo", tr("Undo"), self._workspace.undo_label),
            ("edit.redo", tr("Redo"), self._workspace.redo_label),
        ):
            self._actions[action_id].setText(with_label(verb, tr(label)) if label else verb)
        spec = ACTIONS["propagate.both"]
        is_automatic = self._workspace.view.task is not Task.EXEMPLAR
        self._actions[spec.action_id].setText(tr(_SEGMENT[0]) if is_automatic else spec.title)

    def _update_checked(self) -> None:
        view, options = self._workspace.view, self._workspace.view.options
        for action_id, is_on in (
            ("view.masks", options.show_masks),
            ("view.outlines", options.show_outlines),
            ("view.patterns", options.show_patterns),
            ("view.onion_skin", options.onion_skin),
            ("view.preview_clicks", options.preview_clicks),
            ("view.theme", self._settings.value.theme == "dark"),
            ("view.names", options.show_names),
            ("go.play", view.is_playing),
            ("go.loop", view.is_looping),
            ("propagate.follow", self._settings.value.follow_run),
            *((action_id, scope is view.run_scope) for action_id, scope in SCOPES.items()),
            ("propagate.use_adaptation", self._settings.value.use_adaptation),
            ("tool.subtract", view.tool_options.is_subtracting),
            ("tool.snap", view.tool_options.snaps),
            *((action_id, kind is view.tool) for action_id, kind in TOOLS.items()),
        ):
            self._actions[action_id].setChecked(is_on)

    def _on_settings(self) -> None:
        keys = (self._settings.value.preset, self._settings.value.shortcuts)
        if keys != self._keys:  # tooltips name them
            self._keys = keys
            self._shown = None
            self._told.clear()
        self._schedule_refresh()

    def _schedule_refresh(self) -> None:
        if not self._timer.isActive():
            self._timer.start()
