"""Kills the application repeatedly while masks are painted and a propagation runs.

Run as a script: `kill_driver.py FOLDER KILLS SEED`, with `tests` on PYTHONPATH.
Each child is a whole application with its event loop. A mouse paints dabs at different positions
while a propagation runs. The child reports each completed dab and the number of masks in the
document until it is killed. The project must then be sound and contain everything reported.
"""

import os
import random
import select
import signal
import sys
import time
from pathlib import Path

from clips import H264, encode_clip
from fake_session import Session
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from window_acts import drag, is_shown, set_brush

from app.application import Application, Options
from app.settings import SettingsStore
from gvseg.annotation.records import Origin
from gvseg.project import Project

FRAMES, HEIGHT, WIDTH, CELL = 24, 96, 128, 8
FRAMES_PAINTED = 6
ANSWER_MAX_S = 120.0


class SlowSession(Session):
    def segment(self, request, video, *, cancel=None):
        for clip in super().segment(request, video, cancel=cancel):
            time.sleep(0.02)
            yield clip


def dab(number: int) -> tuple[int, int, int]:
    """Return the (frame index, x, y) of a dab, different for each number."""
    frame_index, cell = number % FRAMES_PAINTED, number // FRAMES_PAINTED
    across = WIDTH // CELL
    return frame_index, cell % across * CELL + CELL // 2, cell // across * CELL + CELL // 2


def work_until_killed(clip: Path, start: int, pipe: int) -> None:
    app = QApplication([])
    application = Application(
        settings=SettingsStore(clip.parent / "settings.json"), load_session=lambda _: SlowSession()
    )
    workspace = application.workspace
    application.show(Options(source=clip))
    number = start

    def report_masks(_: object = None) -> None:
        count = sum(1 for _ in workspace.document.masks_of(1)) if workspace.document.tracks else 0
        os.write(pipe, f"masks {count}\n".encode())

    def paint() -> None:
        nonlocal number
        frame_index, x, y = dab(number)
        workspace.view.set_frame(frame_index)
        if not is_shown(application):
            return
        set_brush(application, 4)
        if 1 in workspace.document.tracks:
            workspace.view.select(1)
        drag(application.canvas, (x, y))
        os.write(pipe, f"dab {number}\n".encode())
        number += 1
        if not application.worker.is_running:
            application.window.actions_by_id["propagate.both"].trigger()

    workspace.changed.connect(report_masks)
    timer = QTimer(interval=0)
    timer.timeout.connect(paint)
    timer.start()
    app.exec()


class Reports:
    """Collects the reports of the children.

    Attributes:
        lines: number of lines received from the current child.
        dabs: number of completed dabs of all children.
        masks: highest reported number of masks in the document.
    """

    def __init__(self) -> None:
        self.lines = self.dabs = self.masks = 0

    def read(self, pipe: int, seconds: float) -> bool:
        """Read reports for at most a number of seconds. Return whether there were any."""
        if not select.select([pipe], [], [], seconds)[0]:
            return False
        lines = os.read(pipe, 65536).decode().splitlines()
        for line in lines:
            what, number = line.split()
            if what == "dab":
                self.dabs = max(self.dabs, int(number) + 1)
            else:
                self.masks = max(self.masks, int(number))
        self.lines += len(lines)
        return bool(lines)


def check_project(path: Path, dabs: int, masks: int) -> None:
    """Check that the project is sound, with all dabs below a number and a minimum of masks."""
    with Project.open(path) as project:
        assert project.check() == [], project.check()
        found = dict(project.document.masks_of(1))
        assert len(found) >= masks, f"{len(found)} masks are left of {masks}"
        pixels = {index: record.mask.to_array() for index, record in found.items()}
        for number in range(dabs):
            frame_index, x, y = dab(number)
            assert pixels[frame_index][y, x], f"dab {number} is lost"
            assert found[frame_index].origin is Origin.DRAWN
            assert project.document.is_pinned(1, frame_index)


def main(folder: Path, kills: int, seed: int) -> None:
    clip = encode_clip(folder / "film.mp4", frame_count=FRAMES, size=(HEIGHT, WIDTH), options=H264)
    dice = random.Random(seed)
    reports = Reports()
    for kill in range(kills):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            work_until_killed(clip, reports.dabs, writing)
            os._exit(1)
        os.close(writing)
        reports.lines, wanted = 0, dice.randint(2, 60)
        # Only a propagation adds masks after the painted frames.
        while reports.lines < wanted or reports.masks <= FRAMES_PAINTED:
            assert reports.read(reading, ANSWER_MAX_S), f"kill {kill}: the application does nothing"
        time.sleep(dice.uniform(0.0, 0.02))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        while reports.read(reading, 0):
            pass
        os.close(reading)
        check_project(clip.with_suffix(".gvseg"), reports.dabs, reports.masks)
    sys.stdout.write(f"{kills} kills, {reports.dabs} dabs, {reports.masks} masks\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
