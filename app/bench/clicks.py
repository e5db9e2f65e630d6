"""Measures the time from a click to its mask on screen, with the bundled weights."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QEventLoop, QTimer, SignalInstance

from app.application import Application
from app.bench.figures import Figure, Lap
from app.bench.made_files import make_video
from app.bench.measures import is_shown, open_source, running_application, send_mouse, timed
from app.engine_session import EngineChoice
from app.workspace import Tool
from gvseg.errors import UserError

if TYPE_CHECKING:  # importing it loads torch
    from gvseg.engine.session import Session

_ANSWER_MAX_MS: Final = 120_000
_HEIGHT, _WIDTH = 480, 854
_CLICKS: Final = 8


def measure_clicks(
    folder: Path, load_session: Callable[[EngineChoice], "Session"] | None = None
) -> list[Figure]:
    """Measure the first click after opening a video, later clicks, and previews under the mouse."""
    path = make_video(folder / "clicks.mp4", 50, _HEIGHT, _WIDTH)
    with running_application(folder, load_session) as application:
        open_source(application, path, is_shown)
        application.workspace.view.set_tool(Tool.CLICKS)
        worker = application.worker

        def time_of(
            signal: SignalInstance, action: Callable[[Application, int], None], number: int
        ) -> Lap:
            return timed(partial(_until, signal, partial(action, application, number)))

        first = time_of(worker.clicks_ready, _click, 0)
        later = [time_of(worker.clicks_ready, _click, number) for number in range(1, _CLICKS)]
        previews = [time_of(worker.preview_ready, _hover, number) for number in range(_CLICKS)]
    about = f"{_WIDTH}x{_HEIGHT}"
    return [
        Figure(name=f"first click, including loading the network ({about})", laps=(first,)),
        Figure(name=f"later clicks, to the mask ({about})", laps=tuple(later), bar_s=0.3),
        Figure(name=f"preview under the mouse ({about})", laps=tuple(previews), bar_s=0.1),
    ]


def _click(application: Application, number: int) -> None:
    canvas = application.canvas
    x, y = _place(application, number, 0)
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        send_mouse(canvas, kind, x, y)


def _hover(application: Application, number: int) -> None:
    x, y = _place(application, number, 40)
    send_mouse(application.canvas, QEvent.Type.MouseMove, x, y, is_down=False)


def _place(application: Application, number: int, down: int) -> tuple[float, float]:
    """Return a canvas position on the video's moving square or next to it."""
    x, y = 40 + number * 90, _HEIGHT // 3 + down + 3 * number
    return application.canvas.to_widget(x, y)


def _until(signal: SignalInstance, action: Callable[[], object]) -> None:
    """Run an action, then run the event loop until the signal arrives.

    Raises:
        UserError: the signal did not arrive within two minutes.
    """
    loop = QEventLoop()
    too_late = QTimer(singleShot=True, interval=_ANSWER_MAX_MS)
    too_late.timeout.connect(lambda: loop.exit(1))

    def leave(*_: object) -> None:
        loop.exit(0)

    signal.connect(leave)
    too_late.start()
    action()
    is_missing = loop.exec()
    signal.disconnect(leave)
    if is_missing:
        raise UserError("The engine did not answer within two minutes; the measurement stopped.")
