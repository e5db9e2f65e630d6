"""Restores the last frame, task and value range of a video."""

import math
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QObject

from app.settings import SettingsStore
from app.workspace import Workspace
from gvseg.errors import VideoError
from gvseg.task import Task
from gvseg.video.value_range import ValueRange

_MOST: Final = 100


class LastViews(QObject):
    """Stores the last view of each video in the settings."""

    def __init__(self, workspace: Workspace, settings: SettingsStore, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._settings = settings
        workspace.leaving.connect(self._store_view)
        workspace.opened.connect(self._restore)

    def _store_view(self) -> None:
        view, path = self._workspace.view, str(self._workspace.source.path)
        shown = view.options.value_range
        entry = {
            "frame": view.frame_index,
            "task": view.task.value,
            "value_range": None if shown is None else [shown.low, shown.high],
        }
        others = {name: one for name, one in self._settings.value.views.items() if name != path}
        kept = dict(list(others.items())[-(_MOST - 1) :])
        self._settings.update(views={**kept, path: entry})

    def _restore(self) -> None:
        if not self._workspace.is_open:
            return
        view = self._workspace.view
        entry = self._settings.value.views.get(str(self._workspace.source.path), {})
        view.set_task(_task_of(entry.get("task")))
        shown = _range_of(entry.get("value_range"))
        view.set_options(replace(view.options, value_range=shown))
        frame = entry.get("frame")
        if isinstance(frame, int):
            view.set_frame(frame)


def _task_of(value: Any) -> Task:
    try:
        return Task(value)
    except ValueError:
        return Task.EXEMPLAR


def _range_of(value: Any) -> ValueRange | None:
    if not isinstance(value, list) or len(value) != 2:
        return None
    if not all(isinstance(one, int | float) and math.isfinite(one) for one in value):
        return None
    try:
        return ValueRange(float(value[0]), float(value[1]))
    except VideoError:
        return None
