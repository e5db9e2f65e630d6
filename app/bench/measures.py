"""The benchmarks; each times an action from user input to pixels in the window."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent

from app.application import Application
from app.bench.figures import Figure, Lap
from app.bench.made_files import make_project, make_video
from app.engine_session import EngineChoice
from app.settings import SettingsStore
from gvseg.annotation.records import VideoSource
from gvseg.errors import UserError
from gvseg.project import SUFFIX
from gvseg.video import open_video

if TYPE_CHECKING:  # importing it loads torch
    from gvseg.engine.session import Session

WAIT_MAX_MS: Final = 120_000
_LEFT, _NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
_STROKES: Final = 8
_MOVES: Final = 12
_TRACKS: Final = 50
_STEPS: Final = 30


def measure_painting(folder: Path) -> list[Figure]:
    """Measure strokes and undo on a 3840 x 2160 frame with 50 objects."""
    project = _video_with_project(folder / "large.mp4", 3, (2160, 3840), _TRACKS, 1)
    with running_application(folder) as application:
        open_source(application, project, is_shown)
        application.workspace.view.select(_TRACKS // 2)
        moves, ends = _paint(application)
        undos = [timed(application.workspace.undo) for _ in range(_STROKES)]
    about = f"3840x2160, {_TRACKS} objects"
    return [
        Figure(name=f"brush moved, to pixels ({about})", laps=tuple(moves), bar_s=0.016),
        Figure(name=f"stroke ended, to disk and pixels ({about})", laps=tuple(ends)),
        Figure(name=f"undo, to disk and pixels ({about})", laps=tuple(undos), bar_s=0.050),
    ]


def measure_long_project(folder: Path) -> list[Figure]:
    """Measure opening a project of 100,000 frames that all have masks."""
    count = 100_000
    project = _video_with_project(folder / "long.mp4", count, (48, 64), 3, count)
    times = []
    for _ in range(3):
        with running_application(folder) as application:
            times.append(timed(partial(open_source, application, project, is_shown)))
    name = "project of 100,000 frames and 300,000 masks opened"
    return [Figure(name=name, laps=tuple(times), bar_s=3.0)]


def measure_video(folder: Path) -> list[Figure]:
    """Measure the first frame of a long video without an index, then stepping through frames."""
    path = make_video(folder / "hours.mp4", 10_000, 1080, 1920)
    with running_application(folder) as application:
        first = timed(
            lambda: open_source(application, path, lambda one: one.canvas.frame_index == 0)
        )
        ready = first + timed(lambda: wait_for(application, is_shown))
        application.workspace.view.set_frame(5000)
        wait_for(application, is_shown)
        forward = [_step(application, 1) for _ in range(_STEPS)]
        backward = [_step(application, -1) for _ in range(2 * _STEPS)]
    about = "10,000 frames of 1920x1080, H.264"
    return [
        Figure(name=f"first frame, cold ({about})", laps=(first,), bar_s=2.0),
        Figure(name=f"ready to annotate, cold ({about})", laps=(ready,)),
        Figure(name="one frame forward (1920x1080, H.264)", laps=tuple(forward), bar_s=0.050),
        Figure(name="one frame backward (1920x1080, H.264)", laps=tuple(backward), bar_s=0.050),
    ]


def is_shown(application: Application) -> bool:
    """Return whether the canvas shows the current frame of the open video."""
    return (
        application.workspace.is_open
        and application.canvas.frame_index == application.workspace.view.frame_index
    )


def _video_with_project(
    path: Path, frame_count: int, size: tuple[int, int], track_count: int, masks_each: int
) -> Path:
    make_video(path, frame_count, *size)
    project = path.with_suffix(SUFFIX)
    with open_video(path) as video:
        make_project(project, VideoSource.of(video, is_absolute=True), track_count, masks_each)
    return project


@contextmanager
def running_application(
    folder: Path, load_session: Callable[[EngineChoice], "Session"] | None = None
) -> Iterator[Application]:
    """Run an application with temporary settings and, by default, the bundled weights."""
    application = Application(
        settings=SettingsStore(folder / "settings.json"), load_session=load_session
    )
    application.window.resize(1440, 900)
    application.show()
    _draw()
    try:
        yield application
    finally:
        application.window.close()
        application.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def open_source(
    application: Application, path: Path, is_ready: Callable[[Application], bool]
) -> None:
    application.project.open(path)
    wait_for(application, is_ready)


def _step(application: Application, frames: int) -> Lap:
    def go() -> None:
        application.workspace.view.set_frame(application.workspace.view.frame_index + frames)
        wait_for(application, is_shown)

    return timed(go)


def _paint(application: Application) -> tuple[list[Lap], list[Lap]]:
    """Time each brush move and the end of each stroke."""
    canvas = application.canvas
    moves, ends = [], []
    for stroke in range(_STROKES):
        y = canvas.height() * (stroke + 2) / (_STROKES + 4)
        x = canvas.width() * 0.3
        send_mouse(canvas, QEvent.Type.MouseButtonPress, x, y)
        _draw()
        for _ in range(_MOVES):
            x += canvas.width() * 0.03
            moves.append(timed(partial(send_mouse, canvas, QEvent.Type.MouseMove, x, y)))
        ends.append(timed(partial(send_mouse, canvas, QEvent.Type.MouseButtonRelease, x, y)))
    return moves, ends


def send_mouse(canvas: Any, kind: QEvent.Type, x: float, y: float, *, is_down: bool = True) -> None:
    at = QPointF(x, y)
    button = _NONE if kind == QEvent.Type.MouseMove else _LEFT
    is_held = is_down and kind != QEvent.Type.MouseButtonRelease
    held = _LEFT if is_held else _NONE
    event = QMouseEvent(
        kind, at, canvas.mapToGlobal(at), button, held, Qt.KeyboardModifier.NoModifier
    )
    QCoreApplication.sendEvent(canvas, event)


def timed(action: Callable[[], object]) -> Lap:
    """Time an action until the window is redrawn."""
    wall_s, busy_s = time.perf_counter(), time.process_time()
    action()
    _draw()
    return Lap(time.perf_counter() - wall_s, time.process_time() - busy_s)


def _draw() -> None:
    """Paint pending updates immediately."""
    QCoreApplication.sendPostedEvents()


def wait_for(application: Application, is_ready: Callable[[Application], bool]) -> None:
    """Run the event loop until a condition is met.

    Raises:
        UserError: the condition was not met within two minutes, or the application reported an
            error.
    """
    if is_ready(application):
        return
    loop = QEventLoop()
    too_late = QTimer(singleShot=True, interval=WAIT_MAX_MS)
    too_late.timeout.connect(lambda: loop.exit(1))

    def quit_when_ready(*_: object) -> None:
        if is_ready(application):
            loop.exit(0)

    signals = (
        application.loader.frame_ready,
        application.loader.preview,
        application.project.adopted,
    )
    for signal in signals:
        signal.connect(quit_when_ready)
    # A fast decoder may have emitted its signal before it was connected here. The signal is
    # still queued, and Qt delivers queued signals before a zero timer fires.
    QTimer.singleShot(0, quit_when_ready)
    too_late.start()
    is_missing = loop.exec()
    for signal in signals:
        signal.disconnect(quit_when_ready)
    if is_missing:
        raise UserError(
            "The application did not answer within two minutes; the measurement stopped."
        )
