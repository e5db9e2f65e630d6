"""Review: frames worth correcting, and verification."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.commands.suggestion_search import SuggestionSearch
from app.language import tr, tr_later
from app.library_texts import tr_library
from app.wording import with_label
from app.workspace import Level, Touched, Workspace
from gvseg.annotation.document import Document
from gvseg.annotation.edits import Verify
from gvseg.annotation.records import FrameMask
from gvseg.annotation.review import MeasureCache, Suggestion, suggest_frames
from gvseg.engine.request import ClipResult


class ReviewCommands(QObject):
    """Verifies masks and steps through the frames worth correcting, worst first.

    Signals:
        suggestion_changed(str): why the current frame is worth correcting, or "" if it is not.
    """

    suggestion_changed = Signal(str)

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._search = SuggestionSearch(self)
        self._step = 1
        self._disagreements: dict[tuple[int, int], float] = {}
        self._suggestions: list[Suggestion] = []
        self._place = -1
        self._judged: FrameMask | None = None  # the mask that the reason is about
        self._revision = -1
        self._search.found.connect(self._on_found)
        self._search.failed.connect(self._on_failed)
        workspace.view.frame_changed.connect(self._on_frame)
        workspace.changed.connect(self._on_changed)
        workspace.opened.connect(self._on_opened)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return the handler of each action id."""
        return {
            "review.next_worth": lambda: self.go_to_suggestion(1),
            "review.previous_worth": lambda: self.go_to_suggestion(-1),
            "review.verify": lambda: self._verify(is_verified=True),
            "review.unverify": lambda: self._verify(is_verified=False),
            "review.verify_track": self._verify_tracks,
        }

    def store_disagreements(self, clip: ClipResult) -> None:
        """Store how much the two directions of a run disagree."""
        for frame in clip.frames:
            for track_id in frame.masks:
                self._disagreements.pop((track_id, frame.frame_index), None)
            for track_id, value in frame.disagreements.items():
                self._disagreements[track_id, frame.frame_index] = value

    def go_to_suggestion(self, step: int) -> None:
        """Go to the next or previous suggestion; after an edit, to the worst."""
        workspace = self._workspace
        workspace.view.set_playing(False)
        if workspace.document.revision == self._revision:
            self._go(step)
        elif workspace.project_path is not None:
            self._step = step
            self._search.start(
                workspace.project_path,
                self._disagreements,
                (workspace.document, workspace.document.revision),
            )
        else:  # a document in memory must not be read by another thread
            found = suggest_frames(
                workspace.document, MeasureCache(), disagreement=self._disagreements
            )
            self._set_suggestions(workspace.document.revision, found)
            self._go(step)

    def shut_down(self) -> None:
        """Wait for a running search."""
        self._search.finish()

    def _on_found(self, token: tuple[Document, int], found: list[Suggestion]) -> None:
        self._search.finish()
        document, revision = token
        if self._workspace.is_open and self._workspace.document is document:
            self._set_suggestions(revision, found)
            self._go(self._step)

    def _on_failed(self, sentence: str, details: str) -> None:
        self._search.finish()
        self._workspace.post(Level.ERROR, sentence, details=details)

    def _set_suggestions(self, revision: int, found: list[Suggestion]) -> None:
        self._revision, self._suggestions, self._place = revision, found, -1

    def _go(self, step: int) -> None:
        workspace = self._workspace
        if not self._suggestions:
            workspace.post(Level.INFO, _no_suggestion(workspace))
            return
        if self._place + step >= len(self._suggestions):
            workspace.post(Level.INFO, tr("That was the last one. Press N to start again."))
            self._place = -1
            return
        self._place = max(0, self._place + step)
        wanted = self._suggestions[self._place]
        self._judged = self._mask_of(wanted)
        workspace.view.select(wanted.track_id)
        workspace.view.set_frame(wanted.frame_index)
        self._on_frame(wanted.frame_index)

    def _on_changed(self, touched: Touched) -> None:
        frame_index = self._workspace.view.frame_index
        if touched.has_tracks or touched.first <= frame_index <= touched.last:
            self._on_frame(frame_index)

    def _on_frame(self, frame_index: int) -> None:
        reason = ""
        if 0 <= self._place < len(self._suggestions) and self._workspace.is_open:
            here = self._suggestions[self._place]
            if here.frame_index == frame_index and self._mask_of(here) == self._judged:
                track = self._workspace.document.tracks.get(here.track_id)
                words = tr_library(here.reason)
                reason = with_label(track.name, words) if track else words
        self.suggestion_changed.emit(reason)

    def _mask_of(self, suggestion: Suggestion) -> FrameMask | None:
        document = self._workspace.document
        if suggestion.track_id not in document.tracks:
            return None
        return document.mask(suggestion.track_id, suggestion.frame_index)

    def _on_opened(self) -> None:
        self._suggestions = []
        self._place = self._revision = -1
        self._disagreements = {}

    def _verify(self, *, is_verified: bool) -> None:
        """Verify or unverify the marked range, or this frame if no range is marked."""
        workspace = self._workspace
        frame = workspace.view.frame_index
        first, last = workspace.view.frame_range or (frame, frame)
        view = workspace.view
        tracks = view.selected if view.frame_range and view.selected else None
        label = tr_later("Verify") if is_verified else tr_later("Unverify")
        revision = workspace.document.revision
        edit = Verify(tracks, first, last, is_verified, label, workspace.person)
        if not workspace.try_apply(edit):
            return
        if workspace.document.revision == revision:
            workspace.post(Level.INFO, tr("There is no mask here to verify."))

    def _verify_tracks(self) -> None:
        workspace = self._workspace
        chosen = workspace.view.selected
        workspace.try_apply(
            Verify(chosen, label=tr_later("Verify object"), person=workspace.person)
        )


def _no_suggestion(workspace: Workspace) -> str:
    has_masks = any(workspace.document.states(one).flags.any() for one in workspace.document.tracks)
    if not has_masks:
        return tr(
            "Draw an object and propagate first; then press N to go to frames worth correcting."
        )
    return tr("No frame needs correction.")
