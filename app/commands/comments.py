"""Comments on frames and objects, and the review state of frames."""

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Signal

from app.language import tr, tr_later
from app.panels.comments import CommentsPanel
from app.settings import SettingsStore
from app.wording import all_of
from app.workspace import Level, Workspace
from gvseg.annotation.edits import AddComment, Edit, RemoveComment, ResolveComment, ReviewFrames
from gvseg.annotation.review_notes import Comment, FrameReview, ReviewState

_LABELS: Final = {
    ReviewState.ACCEPTED: tr_later("Accept frames"),
    ReviewState.NEEDS_WORK: tr_later("Mark as needs work"),
    None: tr_later("Clear review state"),
}


class CommentCommands(QObject):
    """Adds, resolves and deletes comments, and reviews frames, in the name of the user.

    Signals:
        panel_requested: the comments should be shown.
        comment_added: a comment was added.
    """

    panel_requested = Signal()
    comment_added = Signal()

    def __init__(
        self,
        workspace: Workspace,
        settings: SettingsStore,
        panel: CommentsPanel,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._settings = settings
        self._panel = panel
        self._has_told_name = False
        panel.entry.requested.connect(self.add)
        workspace.opened.connect(self._on_opened)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return the handler of each action id."""
        return {
            "review.comment": self._begin,
            "review.next_comment": lambda: self._go(1),
            "review.previous_comment": lambda: self._go(-1),
            "review.resolve": self._resolve,
            "review.delete_comment": self._delete,
            "review.accept_frame": lambda: self._review(ReviewState.ACCEPTED),
            "review.needs_work": lambda: self._review(ReviewState.NEEDS_WORK),
            "review.clear_state": lambda: self._review(None),
        }

    def add(self, text: str, track_id: int | None) -> None:
        """Add a comment to the current frame, or to an object in it."""
        workspace = self._workspace
        comment_id = workspace.document.notes.next_comment_id
        edit = AddComment(workspace.view.frame_index, text, workspace.person, time.time(), track_id)
        if self._apply(edit):  # otherwise, the text stays in the line
            self._panel.show_added(comment_id)
            self.comment_added.emit()

    def _begin(self) -> None:
        self.panel_requested.emit()
        self._panel.entry.begin()

    def _go(self, step: int) -> None:
        self.panel_requested.emit()
        if self._panel.go_to_comment(step):
            return
        words = tr("Continued at the start.") if step > 0 else tr("Continued at the end.")
        is_any = self._panel.go_to_end(step)
        self._workspace.post(Level.INFO, words if is_any else tr("No comments."))

    def _resolve(self) -> None:
        """Resolve the selected comment, or reopen it."""
        comment = self._chosen()
        if comment is None:
            self._workspace.post(Level.INFO, tr("This frame has no open comment."))
            return
        person = self._workspace.person if comment.is_open else ""
        label = tr_later("Resolve comment") if comment.is_open else tr_later("Reopen comment")
        self._apply(ResolveComment(comment.comment_id, person, label))

    def _delete(self) -> None:
        comment = self._chosen()
        if comment is None:
            self._workspace.post(Level.INFO, tr("Select a comment first."))
        else:
            self._apply(RemoveComment(comment.comment_id))

    def _chosen(self) -> Comment | None:
        """Return the selected comment if it is in this frame, else the first open one of it."""
        here = self._workspace.view.frame_index
        comments = self._workspace.document.notes.comments
        chosen = comments.get(self._panel.chosen_id or 0)
        if chosen is not None and chosen.frame_index == here:
            return chosen
        on_frame = (one for one in comments.values() if one.frame_index == here and one.is_open)
        return next(on_frame, None)

    def _review(self, state: ReviewState | None) -> None:
        """Set the review state of this frame, or of the marked range."""
        workspace = self._workspace
        here = workspace.view.frame_index
        first, last = workspace.view.frame_range or (here, here)
        review = None if state is None else FrameReview(state, workspace.person, time.time())
        self._apply(ReviewFrames(first, last, review, _LABELS[state]))

    def _apply(self, edit: Edit) -> bool:
        """Apply an edit; return False if it was refused, and not only held for a later save."""
        workspace = self._workspace
        held = workspace.unsaved_count
        is_kept = workspace.try_apply(edit) or workspace.unsaved_count > held
        if is_kept and not self._settings.value.person and not self._has_told_name:
            self._has_told_name = True
            words = tr("Your reviews and comments are recorded under the name {person}.")
            offer = ("file.settings", tr("Change Name..."))
            workspace.post(Level.INFO, words.format(person=workspace.person), offer=offer)
        return is_kept

    def _on_opened(self) -> None:
        """Tell the user about the open comments of others."""
        if not self._workspace.is_open:
            return
        notes = self._workspace.document.notes
        comments, frames = notes.open_count, notes.count(ReviewState.NEEDS_WORK)
        words = [tr("%n open comment(s)", "", comments)] if comments else []
        words += [tr("%n frame(s) that need work", "", frames)] if frames else []
        if not words:
            return
        offer = ("review.next_comment", tr("Next Comment"))
        text = tr("This video has {found}.").format(found=all_of(words))
        self._workspace.post(Level.INFO, text, offer=offer)
