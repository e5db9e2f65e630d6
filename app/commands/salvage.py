"""Salvages a damaged project into a new one, in a separate thread."""

import threading
import traceback
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.language import tr
from app.wording import sentences
from gvseg.errors import UserError
from gvseg.project import SUFFIX
from gvseg.project.salvage import SalvageReport, salvage


class ProjectSalvage(QObject):
    """Salvages one project at a time, without changing the damaged file.

    Signals:
        salvaged(SalvageReport, object): the new project, and the video that was passed in.
        failed(str, str): message, traceback ("" if the file is at fault).
    """

    salvaged = Signal(object, object)
    failed = Signal(str, str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thread: threading.Thread | None = None

    def start(self, damaged: Path, video: Path | None) -> None:
        """Start salvaging; `video` is passed on with the result."""
        self.shut_down()
        self._thread = threading.Thread(
            target=self._save, args=(damaged, video), name="gvseg-salvage", daemon=True
        )
        self._thread.start()

    def shut_down(self) -> None:
        """Wait until the new project is written."""
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _save(self, damaged: Path, video: Path | None) -> None:
        try:
            report = salvage(damaged, unused_path(damaged))
        except UserError as error:
            self.failed.emit(str(error), "")
        except Exception as error:  # noqa: BLE001 - shown with details; the application stays open
            message = tr(
                "{damaged} cannot be recovered ({kind}); please report the details."
            ).format(damaged=damaged, kind=type(error).__name__)
            self.failed.emit(message, traceback.format_exc())
        else:
            self.salvaged.emit(report, video)


def unused_path(damaged: Path) -> Path:
    """Return an unused path next to the damaged project."""
    wanted, number = damaged.with_name(f"{damaged.stem}-saved{SUFFIX}"), 2
    while wanted.exists():
        wanted = damaged.with_name(f"{damaged.stem}-saved-{number}{SUFFIX}")
        number += 1
    return wanted


def salvage_summary(report: SalvageReport) -> str:
    """Return what was salvaged and what is lost, for the user."""
    objects = tr("%n object(s)", "", report.track_count)
    masks = tr("%n mask(s)", "", report.mask_count)
    lost = ""
    if report.lost_rows:
        lost = sentences(["", tr("%n entry(ies) could not be read.", "", report.lost_rows)])
    return tr("Recovered {objects} with {masks} in {name}.{lost} Please review them.").format(
        objects=objects, masks=masks, name=report.path.name, lost=lost
    )
