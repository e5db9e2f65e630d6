"""The first-steps tour: from opening a video to an export."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject

from app.actions import ApplicationState
from app.language import tr, tr_later
from app.panels.buttons import Actions, with_keys
from app.panels.first_steps import FirstStepsCard, Step

_STEPS: Final = (
    Step(
        tr_later("Open a video"),
        tr_later("Drop a video on the window, or press Try the Demo on the start page."),
    ),
    Step(
        tr_later("Mark an object"),
        tr_later(
            "Press {tool.clicks} for the Clicks tool, then click an object. Click again to add a "
            "part, right-click to remove one."
        ),
    ),
    Step(
        tr_later("Keep the mask"),
        tr_later(
            "Press {edit.accept} to keep the mask. The frame becomes an exemplar: propagation "
            "starts from it and never changes it."
        ),
    ),
    Step(
        tr_later("Propagate"),
        tr_later(
            "Press {propagate.both}. The mask is propagated through the video in both directions; "
            "{edit.cancel} stops and keeps the finished frames."
        ),
    ),
    Step(
        tr_later("Correct"),
        tr_later(
            "Press {review.next_worth} to go to the frame that most needs a correction. Fix its "
            "mask with any tool, then press {propagate.both} again."
        ),
    ),
    Step(
        tr_later("Export"),
        tr_later(
            "Press {file.export} and choose a format. Every edit is already saved, so you can "
            "close GvSeg at any time and continue later. Help > Manual explains the rest."
        ),
    ),
)
_IS_DONE: Final[dict[int, Callable[[ApplicationState], bool]]] = {
    0: lambda state: state.has_video,
    1: lambda state: state.has_draft,
    2: lambda state: state.has_exemplar and not state.has_draft,
    3: lambda state: state.is_running,
}
"""Index of a step -> condition that completes it; other steps end with Next."""


class FirstSteps(QObject):
    """Advances the tour when the user completes a step."""

    def __init__(self, card: FirstStepsCard, actions: Actions, parent: QObject) -> None:
        super().__init__(parent)
        self._card, self._actions = card, actions
        self._place: int | None = None
        self._was_done = False
        self._state = ApplicationState()
        card.moved.connect(self._show)
        card.closed.connect(self.end)

    def begin(self) -> None:
        """Start the tour, at the second step if a video is open."""
        self._show(1 if self._state.has_video else 0)

    def end(self) -> None:
        """End the tour."""
        self._place = None
        self._card.hide()

    def follow(self, state: ApplicationState) -> None:
        """Show the next step when the current one is completed."""
        self._state = state
        if self._place is None or self._place not in _IS_DONE:
            return
        is_done = _IS_DONE[self._place](state)
        # A step that is already complete when it appears waits for Next, so that it can be read.
        if is_done and not self._was_done:
            self._show(self._place + 1)
        else:
            self._was_done = is_done

    def _show(self, place: int) -> None:
        self._place = place
        self._was_done = place in _IS_DONE and _IS_DONE[place](self._state)
        steps = [Step(tr(step.title), with_keys(tr(step.text), self._actions)) for step in _STEPS]
        self._card.show_step(steps, place)
