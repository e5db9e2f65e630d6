"""Selects objects with keys: by number, or the next or previous object."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from app.actions import NUMBERED_OBJECTS
from app.language import tr
from app.workspace import Level, Workspace


class ObjectChoiceCommands(QObject):
    """Selects objects in the order of the list: upper layers first."""

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return the handler of each action id."""
        numbered = {f"choose.{n}": partial(self._choose, n) for n in NUMBERED_OBJECTS}
        return {
            **numbered,
            "choose.next": lambda: self._step(1),
            "choose.previous": lambda: self._step(-1),
        }

    def _choose(self, number: int) -> None:
        listed = self._workspace.listed_objects
        if number <= len(listed):
            self._workspace.view.select(listed[number - 1])
        else:
            self._workspace.post(
                Level.INFO, tr("There is no object {number} in the list.").format(number=number)
            )

    def _step(self, step: int) -> None:
        listed, track_id = self._workspace.listed_objects, self._workspace.view.track_id
        if track_id in listed:
            place = (listed.index(track_id) + step) % len(listed)
        else:
            place = 0 if step > 0 else len(listed) - 1
        if listed:
            self._workspace.view.select(listed[place])
