"""Opens the installed application on a video and uses it as a person would; exits with 0 at the
end.

Run it with the Python of an installation and the arguments of gvseg-annotate. It finds actions and
widgets by names that do not change.
"""

import json
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import platformdirs
from gvseg_app.__main__ import main
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QSpinBox, QWidget

POLL_MS = 50
WAIT_S = 400


def window() -> QWidget | None:
    """Return the main window once it is open."""
    names = {widget.objectName(): widget for widget in QApplication.topLevelWidgets()}
    return names.get("mainWindow")


def action(name: str) -> QAction:
    """Return an action of the main window."""
    return window().findChild(QAction, name)


def find(kind: type, name: str) -> QWidget | None:
    """Return a widget by name, in any window."""
    return next((one for one in QApplication.allWidgets() if one.objectName() == name), None)


def is_enabled(name: str) -> Callable[[], bool]:
    """Return a function that returns whether a button exists and is enabled."""

    def ask() -> bool:
        button = find(QPushButton, name)
        return button is not None and button.isVisible() and button.isEnabled()

    return ask


def is_idle() -> bool:
    """Return whether neither a propagation nor an adaptation is running."""
    return not action("propagate.stop").isEnabled()


def has_stepped() -> bool:
    """Return whether a training run has completed a step."""
    runs = Path(platformdirs.user_data_dir("gvseg")) / "runs"
    events = [json.loads(line) for one in runs.glob("*/progress.jsonl") for line in one.open()]
    return any(one.get("step", 0) > 0 for one in events)


def story() -> Iterator[tuple[str, Callable[[], bool]]]:
    """Perform the actions of a user; yield the condition for each next action."""
    yield "the window opens", lambda: window() is not None
    yield "the video opens with its exemplar", action("propagate.both").isEnabled
    action("propagate.both").trigger()
    yield "the propagation starts", lambda: not is_idle()
    yield "the propagation ends", is_idle
    action("propagate.adapt").trigger()
    yield "adapting starts", lambda: not is_idle()
    yield "adapting ends", is_idle
    action("review.verify_track").trigger()  # so that there are masks to learn from
    action("model.train").trigger()
    find(QSpinBox, "trainingMinutes").setValue(1)
    judge = find(QComboBox, "trainingHoldOut")
    judge.setCurrentIndex(judge.findData("time"))
    yield "a training process reads the project", is_enabled("trainingStart")
    find(QPushButton, "trainingStart").click()
    yield "the training takes a step", has_stepped
    find(QPushButton, "training.stop").click()
    paused, finished = is_enabled("training.resume"), is_enabled("training.report")
    yield "the training pauses, or has used its minute", lambda: paused() or finished()
    sys.stdout.write("used\n")


def run() -> int:
    """Run the application and the story together; return 0 if both succeed."""
    acts, status = story(), [1]
    expected, ready, waited = "", lambda: True, 0

    def end(code: int, problem: str = "") -> None:
        status[0] = code
        timer.stop()
        sys.stderr.write(problem)
        QApplication.exit(code)

    def go_on() -> None:
        nonlocal expected, ready, waited
        try:
            waited += 1
            if not ready():
                if waited * POLL_MS > WAIT_S * 1000:
                    end(1, f"Timed out before {expected}.")
                return
            expected, ready = next(acts)
            waited = 0
            sys.stdout.write(f"{expected}\n")
        except StopIteration:
            window().close()
            end(0)
        except BaseException:
            end(1, traceback.format_exc())
            raise

    timer: QTimer

    def loop() -> int:  # timers need the application, which main() makes
        nonlocal timer
        timer = QTimer()
        timer.timeout.connect(go_on)
        timer.start(POLL_MS)
        return QCoreApplication.exec()

    QApplication.exec = staticmethod(loop)
    return main(sys.argv[1:]) or status[0]


if __name__ == "__main__":
    sys.exit(run())
