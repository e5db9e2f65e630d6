"""The state of the desk. Lives in the GUI thread; nothing here decodes, infers or draws."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.workspace.records import (
    Level,
    Message,
    SaveState,
    Tool,
    ToolOptions,
    Touched,
    ViewOptions,
)
from gvseg.annotation.document import Document
from gvseg.annotation.edits import Edit, Restore
from gvseg.annotation.history import History
from gvseg.annotation.records import VideoSource
from gvseg.annotation.start import start_document
from gvseg.errors import EditError, UserError
from gvseg.task import Task


class Workspace(QObject):
    """One open video with its document, and what the person looks at.

    Read everything freely; change the document through `apply`, `undo` and `redo` only.

    Signals (all in the GUI thread):
        opened: another document is open, or none (`is_open`); start afresh.
        changed(Touched): the document changed.
        history_changed: undo or redo has another label, or none.
        save_changed(SaveState): the project file was written, or could not be.
        frame_changed(int): the person looks at another frame.
        selection_changed: other objects are selected.
        range_changed: the range marks moved.
        playing_changed(bool): playback began or ended.
        view_changed(ViewOptions), tool_changed(Tool), tool_options_changed(ToolOptions),
        task_changed(Task): the person chose another.
        posted(Message): something to tell.
        undone(str): "Undid: Paint"; for the status bar.
    """

    opened = Signal()
    changed = Signal(object)
    history_changed = Signal()
    save_changed = Signal(object)
    frame_changed = Signal(int)
    selection_changed = Signal()
    range_changed = Signal()
    playing_changed = Signal(bool)
    view_changed = Signal(object)
    tool_changed = Signal(object)
    tool_options_changed = Signal(object)
    task_changed = Signal(object)
    posted = Signal(object)
    undone = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document: Document | None = None
        self._history: History | None = None
        self._frame_index = 0
        self._selected: tuple[int, ...] = ()
        self._range: tuple[int, int] | None = None
        self._is_playing = False
        self.save_state = SaveState()
        self.view = ViewOptions()
        self.tool = Tool.BRUSH
        self.tool_options = ToolOptions()
        self.task = Task.EXEMPLAR

    # -- what is open ------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Whether there is a video on the desk."""
        return self._document is not None

    @property
    def document(self) -> Document:
        """The open document.

        Raises:
            EditError: nothing is open.
        """
        if self._document is None:
            raise EditError("Open a video first.")
        return self._document

    @property
    def history(self) -> History:
        """The undo history of the open document.

        Raises:
            EditError: nothing is open.
        """
        if self._history is None:
            raise EditError("Open a video first.")
        return self._history

    @property
    def source(self) -> VideoSource:
        """The open document's video."""
        return self.document.source

    def open_video(self, source: VideoSource) -> None:
        """Begin a document for a video; its project file is made with the first edit."""
        document = start_document(source)
        self._adopt(document, History(document))

    def open_document(self, document: Document, history: History) -> None:
        """Show a document that exists already."""
        self._adopt(document, history)

    def close(self) -> None:
        """Put the document away; everything of it is on disk."""
        self._adopt(None, None)

    def _adopt(self, document: Document | None, history: History | None) -> None:
        self.set_playing(False)
        self._document, self._history = document, history
        self._frame_index = 0
        self._range = None
        self._selected = document.layer_order[-1:] if document else ()
        self.save_state = SaveState()
        self.opened.emit()
        self.history_changed.emit()
        self.save_changed.emit(self.save_state)

    # -- edits -------------------------------------------------------------------------

    def apply(self, edit: Edit) -> Restore:
        """Make an edit; when this returns, the project file holds it.

        Returns:
            The inverse; empty where nothing changed.

        Raises:
            UserError: the edit does not fit or cannot be written; nothing is changed.
        """
        inverse = self.history.apply(edit)
        if not inverse.is_empty:
            self._after(inverse)
        return inverse

    def try_apply(self, edit: Edit) -> bool:
        """`apply`, telling the person where it is refused. Returns whether it was made."""
        try:
            self.apply(edit)
        except UserError as error:
            self.post(Level.WARNING, str(error))
            return False
        return True

    @contextmanager
    def group(self, label: str) -> Iterator[None]:
        """All edits inside are one undo step."""
        with self.history.group(label):
            yield
        self.history_changed.emit()

    def undo(self) -> None:
        """Take back the latest step and say what it was."""
        self._turn(self.history.undo, self.history.undo_label, "Undid")

    def redo(self) -> None:
        """Bring back the step undone last and say what it was."""
        self._turn(self.history.redo, self.history.redo_label, "Redid")

    @property
    def undo_label(self) -> str | None:
        """What undo takes back; None for nothing."""
        return self._history.undo_label if self._history else None

    @property
    def redo_label(self) -> str | None:
        """What redo brings back; None for nothing."""
        return self._history.redo_label if self._history else None

    def _turn(self, turn: Any, label: str | None, verb: str) -> None:
        inverse = turn()
        if inverse is not None:
            self._after(inverse)
            self.undone.emit(f"{verb}: {label}")

    def _after(self, inverse: Restore) -> None:
        touched = Touched.by(inverse.steps)
        if touched.has_tracks:
            known = tuple(one for one in self._selected if one in self.document.tracks)
            if known != self._selected:
                self.select(*known)
        self.changed.emit(touched)
        self.history_changed.emit()
        self._set_saved(SaveState(path=self.save_state.path, saved_at=time.time()))

    def _set_saved(self, state: SaveState) -> None:
        self.save_state = state
        self.save_changed.emit(state)

    # -- what the person looks at ------------------------------------------------------

    @property
    def frame_index(self) -> int:
        """The frame on the canvas."""
        return self._frame_index

    @property
    def last_frame(self) -> int:
        """Index of the video's last frame; 0 with nothing open."""
        return self._document.source.frame_count - 1 if self._document else 0

    def set_frame(self, frame_index: int) -> None:
        """Go to a frame; an index outside the video goes to its nearest end."""
        wanted = min(max(0, frame_index), self.last_frame)
        if wanted != self._frame_index:
            self._frame_index = wanted
            self.frame_changed.emit(wanted)

    @property
    def selected(self) -> tuple[int, ...]:
        """Selected objects; tools work on the first."""
        return self._selected

    @property
    def track_id(self) -> int | None:
        """The object that tools work on; None where none is selected."""
        return self._selected[0] if self._selected else None

    def select(self, *track_ids: int) -> None:
        """Select objects, the one to work on first; none for no selection."""
        if track_ids != self._selected:
            self._selected = track_ids
            self.selection_changed.emit()

    @property
    def frame_range(self) -> tuple[int, int] | None:
        """First and last frame between the range marks, both included; None without marks."""
        return self._range

    def set_range(self, first: int | None, last: int | None = None) -> None:
        """Set the range marks; None for the first takes them away. Swapped ends are mended."""
        wanted = None
        if first is not None:
            ends = (first, first if last is None else last)
            limit = self.last_frame
            wanted = (min(max(0, min(ends)), limit), min(max(0, max(ends)), limit))
        if wanted != self._range:
            self._range = wanted
            self.range_changed.emit()

    @property
    def is_playing(self) -> bool:
        """Whether the video plays."""
        return self._is_playing

    def set_playing(self, is_playing: bool) -> None:
        """Begin or end playback."""
        wanted = is_playing and self.is_open
        if wanted != self._is_playing:
            self._is_playing = wanted
            self.playing_changed.emit(wanted)

    def set_view(self, view: ViewOptions) -> None:
        """Show frames in another way."""
        if view != self.view:
            self.view = view
            self.view_changed.emit(view)

    def set_tool(self, tool: Tool) -> None:
        """Take another tool in hand."""
        if tool is not self.tool:
            self.tool = tool
            self.tool_changed.emit(tool)

    def set_tool_options(self, options: ToolOptions) -> None:
        """Tell the tools something else."""
        if options != self.tool_options:
            self.tool_options = options
            self.tool_options_changed.emit(options)

    def set_task(self, task: Task) -> None:
        """Choose what the big button does."""
        if task is not self.task:
            self.task = task
            self.task_changed.emit(task)

    def post(
        self, level: Level, text: str, *, details: str = "", offer: tuple[str, str] = ("", "")
    ) -> None:
        """Tell the person one sentence, maybe with (action id, button text) that helps."""
        self.posted.emit(
            Message(level=level, text=text, details=details, offer_id=offer[0], offer_text=offer[1])
        )
