"""Locate missing videos and projects of a dataset."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.language import tr
from app.panels.dataset.watch import Work
from gvseg.dataset_file import Dataset, DatasetVideo
from gvseg.dataset_file.locating import locate
from gvseg.errors import DatasetError
from gvseg.file_names import VIDEO_SUFFIXES


def search_in(folder: Path) -> Work:
    """Return the task that searches a folder for everything that is missing."""

    def work(dataset: Dataset) -> str:
        located = locate(dataset, folder)
        if not located.names:
            raise DatasetError(
                tr("No missing video was found in {folder}. Choose another folder.").format(
                    folder=folder
                )
            )
        found = tr("%n video(s) located.", "", len(located.names))
        if not located.missing:
            return found
        return f"{found} " + tr("%n video(s) still missing.", "", len(located.missing))

    return work


def choose_place(window: QWidget, video: DatasetVideo) -> Path | None:
    """Let the user choose the file or the folder of frames of a video; None if cancelled."""
    title = tr("Locate {name}").format(name=video.name)
    if video.video.suffix.lower() in VIDEO_SUFFIXES:
        chosen, _ = QFileDialog.getOpenFileName(window, title)
    else:
        chosen = QFileDialog.getExistingDirectory(window, title)
    return Path(chosen) if chosen else None
