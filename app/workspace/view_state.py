"""The view state: the current frame, selection, range, options, tool and task."""

from collections.abc import Container
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.workspace.records import CopiedMask, ObjectScope, Tool, ToolOptions, ViewOptions
from gvseg.task import Task


class ViewState(QObject):
    """Holds the current frame, the selection and the tool, and never changes a document.

    Signals (all in the GUI thread):
        frame_changed(int): the current frame changed.
        selection_changed: the selected objects changed.
        proposal_changed: another proposal is selected, or none.
        least_score_changed: the score threshold of proposals changed.
        range_changed: the range marks moved.
        copied_changed: masks were copied.
        playing_changed(bool): playback began or ended.
        playback_changed: the speed or looping changed.
        options_changed(ViewOptions), tool_changed(Tool), tool_options_changed(ToolOptions),
        task_changed(Task), run_scope_changed(ObjectScope): the value changed.
    """

    frame_changed = Signal(int)
    selection_changed = Signal()
    proposal_changed = Signal()
    least_score_changed = Signal()
    range_changed = Signal()
    copied_changed = Signal()
    playing_changed = Signal(bool)
    playback_changed = Signal()
    options_changed = Signal(object)
    tool_changed = Signal(object)
    tool_options_changed = Signal(object)
    task_changed = Signal(object)
    run_scope_changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._frame_count = 0
        self._frame_index = 0
        self._selected: tuple[int, ...] = ()
        self._proposal_id: int | None = None
        self._least_score = 0.0
        self._range: tuple[int, int] | None = None
        self._copied: tuple[CopiedMask, ...] = ()
        self._is_playing = False
        self._speed = 1.0
        self._is_looping = False
        self.options = ViewOptions()
        self.tool = Tool.BRUSH
        self.tool_options = ToolOptions()
        self.task = Task.EXEMPLAR
        self.run_scope = ObjectScope.CHANGED

    @property
    def frame_index(self) -> int:
        return self._frame_index

    @property
    def last_frame(self) -> int:
        """Index of the last frame, or 0 if no video is open."""
        return max(0, self._frame_count - 1)

    def set_frame(self, frame_index: int) -> None:
        """Go to a frame, clamping the index to the video."""
        wanted = min(max(0, frame_index), self.last_frame)
        if wanted != self._frame_index:
            self._frame_index = wanted
            self.frame_changed.emit(wanted)

    @property
    def selected(self) -> tuple[int, ...]:
        """The selected objects; tools edit the first."""
        return self._selected

    @property
    def track_id(self) -> int | None:
        """The object that tools edit, or None if none is selected."""
        return self._selected[0] if self._selected else None

    def select(self, *track_ids: int) -> None:
        """Select objects; tools edit the first. No argument clears the selection."""
        self._set_proposal(None)
        if track_ids != self._selected:
            self._selected = track_ids
            self.selection_changed.emit()

    @property
    def proposal_id(self) -> int | None:
        """The selected proposal, or None if objects are selected instead."""
        return self._proposal_id

    def select_proposal(self, track_id: int | None) -> None:
        """Select a proposal instead of objects; None deselects it."""
        if track_id is not None:
            self.select()
        self._set_proposal(track_id)

    def deselect_removed(self, track_ids: Container[int], proposal_ids: Container[int]) -> None:
        """Deselect objects and proposals that have been removed from the document."""
        known = tuple(one for one in self._selected if one in track_ids)
        if known != self._selected:
            self.select(*known)
        if self._proposal_id not in proposal_ids:
            self.select_proposal(None)

    def _set_proposal(self, track_id: int | None) -> None:
        if track_id != self._proposal_id:
            self._proposal_id = track_id
            self.proposal_changed.emit()

    @property
    def least_score(self) -> float:
        """Score threshold: proposals below it are hidden, 0..1."""
        return self._least_score

    def set_least_score(self, score: float) -> None:
        if score != self._least_score:
            self._least_score = score
            self.least_score_changed.emit()

    @property
    def frame_range(self) -> tuple[int, int] | None:
        """First and last frame of the marked range, inclusive, or None without a range."""
        return self._range

    def set_range(self, first: int | None, last: int | None = None) -> None:
        """Mark a range, whose ends may be given in either order. None clears it."""
        wanted = None
        if first is not None:
            ends = (first, first if last is None else last)
            limit = self.last_frame
            wanted = (min(max(0, min(ends)), limit), min(max(0, max(ends)), limit))
        if wanted != self._range:
            self._range = wanted
            self.range_changed.emit()

    @property
    def copied(self) -> tuple[CopiedMask, ...]:
        """The masks that were last copied, possibly from another video."""
        return self._copied

    def set_copied(self, masks: tuple[CopiedMask, ...]) -> None:
        self._copied = masks
        self.copied_changed.emit()

    @property
    def is_playing(self) -> bool:
        return self._is_playing

    def set_playing(self, is_playing: bool) -> None:
        wanted = is_playing and self._frame_count > 0
        if wanted != self._is_playing:
            self._is_playing = wanted
            self.playing_changed.emit(wanted)

    @property
    def speed(self) -> float:
        """Playback speed; 1 is real time."""
        return self._speed

    def set_speed(self, speed: float) -> None:
        if speed != self._speed:
            self._speed = speed
            self.playback_changed.emit()

    @property
    def is_looping(self) -> bool:
        return self._is_looping

    def set_looping(self, is_looping: bool) -> None:
        if is_looping != self._is_looping:
            self._is_looping = is_looping
            self.playback_changed.emit()

    def set_options(self, options: ViewOptions) -> None:
        """Change how frames are shown."""
        if options != self.options:
            self.options = options
            self.options_changed.emit(options)

    def set_tool(self, tool: Tool) -> None:
        if tool is not self.tool:
            self.tool = tool
            self.tool_changed.emit(tool)

    def set_tool_options(self, options: ToolOptions) -> None:
        if options != self.tool_options:
            self.tool_options = options
            self.tool_options_changed.emit(options)

    def set_task(self, task: Task) -> None:
        """Choose the task of the main button."""
        if task is not self.task:
            self.task = task
            self.task_changed.emit(task)

    def set_run_scope(self, scope: ObjectScope) -> None:
        """Choose the objects that a propagation changes."""
        if scope is not self.run_scope:
            self.run_scope = scope
            self.run_scope_changed.emit(scope)

    def reset(self, frame_count: int, selected: tuple[int, ...]) -> None:
        """Go to frame 0 of a new video. Emit only `playing_changed`, because `opened` follows."""
        self.set_playing(False)
        self._frame_count = frame_count
        self._frame_index = 0
        self._range = None
        self._selected = selected
        self._proposal_id = None
        # Object ids differ between documents.
        self._copied = tuple(replace(one, track_id=None) for one in self._copied)
