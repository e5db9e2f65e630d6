"""The open document and its view. GUI thread only; no decoding, inference or drawing."""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeAlias

from PySide6.QtCore import QObject, Signal

from app.language import tr
from app.wording import with_label
from app.workspace.records import Level, Message, SaveState, Touched
from app.workspace.view_state import ViewState
from gvseg.annotation.document import Document
from gvseg.annotation.edits import Edit, Restore
from gvseg.annotation.history import History
from gvseg.annotation.records import VideoSource
from gvseg.annotation.start import start_document
from gvseg.errors import EditError, ProjectError, UserError
from gvseg.project import Project, login_name

MakeProject: TypeAlias = Callable[[Document], Project]
"""Creates the project file of a document at its first edit, in a writable folder."""
_MESSAGES_MAX: Final = 200


class Workspace(QObject):
    """One open video with its document and its `view`.

    Change the document only through `apply`, `undo` and `redo`.

    Attributes:
        messages: messages since the application started, oldest first.
        person: name of the user, recorded with reviews and locks.

    Signals (all in the GUI thread):
        leaving: the video is about to close; last chance to `apply`.
        opened: another document was opened, or the document was closed (`is_open`).
        changed(Touched): the document changed.
        history_changed: the label of undo or redo changed.
        save_changed(SaveState): a write of the project file succeeded or failed.
        undone(str): text for the status bar, such as "Undid: Paint".
        posted(Message): a message for the user.
        withdrawn(Message): a message that no longer applies.
    """

    leaving = Signal()
    opened = Signal()
    changed = Signal(object)
    history_changed = Signal()
    save_changed = Signal(object)
    undone = Signal(str)
    posted = Signal(object)
    withdrawn = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.view = ViewState(self)
        self._document: Document | None = None
        self._history: History | None = None
        self._project: Project | None = None
        self._make_project: MakeProject | None = None
        self._gesture = ""
        self._held: list[Edit] = []
        # (step, whether it is undone) -> the selection when it was done or undone.
        self._selections: dict[tuple[int | None, bool], tuple[int, ...]] = {}
        self.person = login_name()
        self.save_state = SaveState()
        self.messages: deque[Message] = deque(maxlen=_MESSAGES_MAX)

    # -- what is open ------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        return self._document is not None

    @property
    def document(self) -> Document:
        """The open document.

        Raises:
            EditError: nothing is open.
        """
        if self._document is None:
            raise EditError(tr("Open a video first."))
        return self._document

    @property
    def history(self) -> History:
        """The undo history of the open document.

        Raises:
            EditError: nothing is open.
        """
        if self._history is None:
            raise EditError(tr("Open a video first."))
        return self._history

    @property
    def source(self) -> VideoSource:
        return self.document.source

    @property
    def project_path(self) -> Path | None:
        """The project file, or None if there is none yet."""
        return None if self._project is None else self._project.path

    @property
    def is_read_only(self) -> bool:
        """True if the open project refuses edits."""
        return self._project is not None and self._project.is_read_only

    def add_work(self, seconds: float) -> None:
        """Add to the time that the user spent on the open project, if it can be written.

        Raises:
            ProjectError: it could not be saved.
        """
        if self._project is not None and not self.is_read_only and not self.save_state.error:
            self._project.add_work(self.person, time.strftime("%Y-%m-%d"), seconds)

    def open_video(self, source: VideoSource, make_project: MakeProject | None = None) -> None:
        """Open a new document for a video; the first edit creates its project file."""
        document = start_document(source)
        self._adopt(document, History(document), None, make_project)

    def open_project(self, project: Project) -> None:
        """Open a project; closing the document closes it."""
        self._adopt(project.document, project.history, project)

    def close(self) -> None:
        """Close the document; every edit is already saved."""
        self._adopt(None, None)

    def _adopt(
        self,
        document: Document | None,
        history: History | None,
        project: Project | None = None,
        make_project: MakeProject | None = None,
    ) -> None:
        if self._document is not None:
            self.leaving.emit()
        if self._project is not None:
            self._project.close()
        self._document, self._history, self._project = document, history, project
        self._make_project = make_project
        self._gesture = ""
        self._held = []
        self._selections = {}
        if document is None:
            self.view.reset(0, ())
        else:
            self.view.reset(document.source.frame_count, document.layer_order[-1:])
        self.save_state = SaveState(path=self.project_path)
        self.opened.emit()
        self.history_changed.emit()
        self.save_changed.emit(self.save_state)

    @property
    def working_id(self) -> int | None:
        """The object or proposal that tools edit, or None if they will create an object."""
        view = self.view
        return view.proposal_id if view.track_id is None else view.track_id

    @property
    def listed_objects(self) -> tuple[int, ...]:
        """Objects in the order of the list: upper layers first."""
        return () if self._document is None else self._document.layer_order[::-1]

    @property
    def shown_proposals(self) -> tuple[int, ...]:
        """Proposals at or above the score threshold, in the order they were found."""
        if self._document is None:
            return ()
        found = sorted(self._document.proposals.items())
        least = self.view.least_score
        return tuple(i for i, track in found if track.score is None or track.score >= least)

    # -- the file ----------------------------------------------------------------------

    @property
    def unsaved_count(self) -> int:
        """Number of edits that could not be written; `retry_save` tries again."""
        return len(self._held)

    def retry_save(self) -> bool:
        """Write the edits that could not be written. Return whether all are saved now."""
        held, self._held = self._held, []
        for place, edit in enumerate(held):
            try:
                self.apply(edit)
            except ProjectError:
                self._held = held[place:]
                return False
            except UserError as error:
                self.post(Level.WARNING, str(error))
        if self._project is None and self._make_project is not None and not self._ensure_project():
            return False
        self._set_saved(SaveState(path=self.project_path, saved_at=time.time()))
        return True

    def save_as(self, path: Path) -> None:
        """Save a copy of the project and switch to the copy.

        Raises:
            ProjectError: the file cannot be created; the current file stays open.
        """
        before = self._project
        if before is None:
            after = Project.create(path, self.document, person=self.person)
        else:
            before.save_copy(path)
            after = Project.open(path, person=self.person)
            before.close()
        self._set_project(after)
        self._make_project = None
        self.retry_save()
        self.history_changed.emit()

    def _ensure_project(self) -> bool:
        """Create the project file if it is missing. Return whether edits can be applied."""
        if self._project is not None or self._make_project is None:
            return True
        try:
            self._set_project(self._make_project(self.document))
        except ProjectError as error:
            self._set_saved(SaveState(error=str(error)))
            return False
        return True

    def _set_project(self, project: Project) -> None:
        self._project = project
        self._document, self._history = project.document, project.history
        self._gesture = ""
        self._selections = {}  # step ids differ between journals

    # -- edits -------------------------------------------------------------------------

    def apply(self, edit: Edit, *, gesture: str = "") -> Restore:
        """Apply an edit and save it in the project file.

        If the file cannot be created, edits stay in memory and `save_state` has the reason. If it
        can no longer be written, the edit waits for `retry_save`.

        Args:
            gesture: consecutive edits with the same gesture form one undo step.

        Returns:
            The inverse; empty if nothing changed.

        Raises:
            UserError: the edit is invalid or cannot be written; nothing is changed.
        """
        if not self.save_state.error:
            self._ensure_project()
        history = self.history
        if gesture != self._gesture:
            history.end_group()
            if gesture:
                history.begin_group(edit.label)
            self._gesture = gesture
        try:
            inverse = history.apply(edit)
        except ProjectError as error:
            self._held.append(edit)
            self._set_saved(SaveState(path=self.project_path, error=str(error)))
            raise
        if not inverse.is_empty:
            self._selections.setdefault((history.undo_id, False), self.view.selected)
            self._announce(inverse)
        return inverse

    def try_apply(self, edit: Edit) -> bool:
        """Apply an edit; if that fails, tell the user why. Return whether it was applied."""
        try:
            self.apply(edit)
        except ProjectError:
            return False  # reported by `save_changed`
        except UserError as error:
            self.post(Level.WARNING, str(error))
            return False
        return True

    @contextmanager
    def group(self, label: str) -> Iterator[None]:
        """Make all edits inside the context one undo step."""
        if not self.save_state.error:
            self._ensure_project()
        self._gesture = ""
        with self.history.group(label):
            yield
        self.history_changed.emit()

    def undo(self) -> None:
        """Undo the last step, report it, and go to a frame that it changed."""
        self._step_history(tr("Undid"), self.undo_label, History.undo)

    def redo(self) -> None:
        """Redo the last undone step, report it, and go to a frame that it changes."""
        self._step_history(tr("Redid"), self.redo_label, History.redo)

    @property
    def undo_label(self) -> str | None:
        """Label of the step that undo would revert, or None if there is none."""
        return self._history.undo_label if self._history else None

    @property
    def redo_label(self) -> str | None:
        """Label of the step that redo would restore, or None if there is none."""
        return self._history.redo_label if self._history else None

    def _step_history(
        self, verb: str, label: str | None, step: Callable[[History], Restore | None]
    ) -> None:
        self._gesture = ""
        step_id = self.history.undo_id if step is History.undo else self.history.redo_id
        selected, known = self.view.selected, set(self.document.tracks)
        try:
            inverse = step(self.history)
        except ProjectError as error:
            self._set_saved(SaveState(path=self.project_path, error=str(error)))
            return
        if inverse is not None:
            is_undo = step is History.undo
            self._selections[step_id, is_undo] = selected
            self._announce(inverse)
            if known != set(self.document.tracks):
                self._select_again(self._selections.get((step_id, not is_undo), ()))
            self._show_change(Touched.by(inverse.steps))
            self.undone.emit(with_label(verb, tr(label or "")))

    def _select_again(self, track_ids: Iterable[int]) -> None:
        kept = [one for one in track_ids if one in self.document.tracks]
        if kept:
            self.view.select(*kept)

    def _show_change(self, touched: Touched) -> None:
        if touched.first <= touched.last:
            here = self.view.frame_index
            self.view.set_frame(min(max(here, touched.first), touched.last))

    def _announce(self, inverse: Restore) -> None:
        touched = Touched.by(inverse.steps)
        if touched.has_tracks:
            self.view.deselect_removed(self.document.tracks, self.document.proposals)
        self.changed.emit(touched)
        self.history_changed.emit()
        if self._project is not None and not self._held:
            self._set_saved(SaveState(path=self.project_path, saved_at=time.time()))

    def _set_saved(self, state: SaveState) -> None:
        self.save_state = state
        self.save_changed.emit(state)

    # -- messages ----------------------------------------------------------------------

    def post(
        self, level: Level, text: str, *, details: str = "", offer: tuple[str, str] = ("", "")
    ) -> Message:
        """Show the user a message and return it; `offer` (action id, text) adds a button."""
        message = Message(
            level=level, text=text, details=details, offer_id=offer[0], offer_text=offer[1]
        )
        self.messages.append(message)
        self.posted.emit(message)
        return message

    def withdraw(self, message: Message) -> None:
        """Remove a message from the screen, because it no longer applies."""
        self.withdrawn.emit(message)
