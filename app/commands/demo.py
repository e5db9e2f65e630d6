"""Opens the demo clip with the rabbit outlined in its first frame."""

import shutil
from collections.abc import Callable
from pathlib import Path

import platformdirs
from PySide6.QtCore import QObject

from app.commands.exemplar_files import load_exemplars
from app.commands.project import ProjectCommands
from app.frame_loader import OpenedVideo
from app.workspace import Level, Workspace
from gvseg.demo_files import demo_clip, demo_mask
from gvseg.errors import UserError


class DemoCommands(QObject):
    """Opens a copy of the clip in a folder where its project can be written."""

    def __init__(self, workspace: Workspace, project: ProjectCommands, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._project = workspace, project
        self._clip: Path | None = None
        project.adopted.connect(self._on_adopted)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return the handler of each action id."""
        return {"help.demo": self.open}

    def open(self) -> None:
        """Open the clip, or show how to install it."""
        try:
            self._clip = copied_demo()
        except (UserError, OSError) as error:
            self._workspace.post(Level.ERROR, str(error))
            return
        self._project.open(self._clip)

    def _on_adopted(self, opened: OpenedVideo) -> None:
        clip, self._clip = self._clip, None
        if clip is not None and opened.path == clip:
            load_exemplars(self._workspace, ((0, demo_mask()),))


def copied_demo(folder: Path | None = None) -> Path:
    """Copy the demo clip to a writable folder, if it is not there yet, and return its path.

    Raises:
        UserError: the demo extra is not installed.
    """
    source = demo_clip()
    folder = folder or Path(platformdirs.user_data_dir("gvseg")) / "demo"
    copy = folder / source.name
    if not copy.is_file() or copy.stat().st_size != source.stat().st_size:
        folder.mkdir(parents=True, exist_ok=True)
        partial = copy.with_suffix(".partial")
        shutil.copyfile(source, partial)
        partial.replace(copy)
    return copy
