"""A monkey test of the real application: random events everywhere, the same for the same seed."""

import random
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QPushButton, QWidget
from sample_document import snapshot
from window_acts import CONTROL, LEFT, NO_KEY, RIGHT, SHIFT, is_shown, send

from app.workspace import Tool
from gvseg.project import Project, open_snapshot

_KEYS = (
    *"abcdefghiklmnopqrtuvxyz[],.1",
    *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home),
    *(Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Tab, Qt.Key.Key_Return),
    *(Qt.Key.Key_Escape, Qt.Key.Key_Space, Qt.Key.Key_Backspace, Qt.Key.Key_Delete),
    *(Qt.Key.Key_F2, Qt.Key.Key_F3),
)
_MODIFIERS = (*[NO_KEY] * 8, SHIFT, SHIFT, CONTROL, CONTROL, Qt.KeyboardModifier.AltModifier)
_BUTTONS = (LEFT, LEFT, LEFT, LEFT, RIGHT, Qt.MouseButton.MiddleButton)
_UP = Qt.MouseButton.NoButton
_RESCUE_MS = 50
_DRAG_RESCUES = 20
_SETTLE_S = 0.1
_TRAINS = ("propagate.adapt", "model.")
"""Actions that need a network, which the monkey does not have."""


class Monkey:
    """Acts until it is stopped; its actions depend only on the seed.

    Attributes:
        application: the current application; a new one after the monkey closed the window.
        done: its latest actions, for the message of a failure.
        checked: number of projects that were compared with the state of the application.
        edits: number of changes to documents.
    """

    def __init__(self, make_application: Callable[[], Any], sources: Path, session: Any, seed: int):
        self._make_application, self._sources, self._session = make_application, sources, session
        self._dice = random.Random(seed)
        self._pressed: Any = None
        self._new_files = 0
        self._rescue = QTimer(interval=_RESCUE_MS)
        self._rescue.timeout.connect(self._leave_loop)
        self._rescues = 0
        self.done: deque[str] = deque(maxlen=25)
        self.checked = self.edits = 0
        self.application = self._new_application()
        acts: dict[Callable[[], str], int] = {
            self._stroke: 22,
            self._mouse_on_canvas: 18,
            self._key: 20,
            self._mouse_on_panel: 16,
            self._action: 12,
            self._wheel: 5,
            self._go: 5,
            self._propagate: 2,
            self._wait: 2,
            self._resize: 0.3,  # type: ignore[dict-item]
            self._open: 0.5,  # type: ignore[dict-item]
            self._make_trouble: 0.5,  # type: ignore[dict-item]
            self._restart: 0.2,  # type: ignore[dict-item]
        }
        self._acts, self._weights = list(acts), list(acts.values())

    def act(self) -> None:
        """Perform one action and let Qt process it."""
        popup, dialog = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        if popup is None and dialog is None and not self.application.window.isActiveWindow():
            # As a window manager does when a dialog closes.
            self.application.window.activateWindow()
        if not self.application.window.isVisible():
            act = self._restart
        elif popup is not None:
            self._do(lambda: self._in_popup(popup))
            return
        elif dialog is not None:
            self._do(lambda: self._in_dialog(dialog))
            return
        elif not self.application.workspace.is_open and self._dice.random() < 0.3:
            act = self._open
        else:
            act = self._dice.choices(self._acts, self._weights)[0]
        self._do(act)

    def finish(self) -> None:
        """Close the window and check the project file."""
        self._do(lambda: f"close, was on {self._close()}")

    def answer_file_dialog(self, *_: Any, **__: Any) -> tuple[str, str]:
        """Replaces Qt's file dialogs, which run their own event loops."""
        if self._dice.random() < 0.3:
            return "", ""
        if self._dice.random() < 0.3:
            self._new_files += 1
            return str(self._sources / f"new {self._new_files}"), ""
        return str(self._some_source()), ""

    def answer_files_dialog(self, *_: Any, **__: Any) -> tuple[list[str], str]:
        chosen = self.answer_file_dialog()[0]
        return [chosen] if chosen else [], ""

    def answer_folder_dialog(self, *_: Any, **__: Any) -> str:
        return self.answer_file_dialog()[0]

    def _do(self, act: Callable[[], str]) -> None:
        self.done.append(f"{act.__name__} ...")
        self._rescues = 0
        self._rescue.start()
        self.done[-1] = act()
        self._rescue.stop()
        QTest.qWait(0)

    def _leave_loop(self) -> None:
        """Pressing a button with a menu returns only when the menu is closed, a drag ends only
        on Esc, and Qt's own dialogs return only when they are closed.
        """
        popup, dialog = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        self._rescues += 1
        if popup is None and self._rescues > _DRAG_RESCUES:
            if dialog is not None:
                dialog.close()
            else:
                QTest.keyClick(self.application.window, Qt.Key.Key_Escape)
        elif popup is not None:
            code = self._dice.choice((Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Return))
            QTest.keyClick(popup, code)
            if code == Qt.Key.Key_Escape and popup.isVisible():
                popup.close()

    # -- actions --------------------------------------------------------------------------

    def _stroke(self) -> str:
        canvas = self.application.canvas
        button, keys = self._dice.choice((LEFT, LEFT, RIGHT)), self._dice.choice((NO_KEY, SHIFT))
        points = [self._place_on(canvas) for _ in range(self._dice.randint(1, 5))]
        if self._dice.random() < 0.6:
            # This is the most common action: a brush stroke, once the frame is displayed.
            self.application.workspace.view.set_tool(Tool.BRUSH)
            until = time.monotonic() + _SETTLE_S
            while not is_shown(self.application) and time.monotonic() < until:
                QTest.qWait(5)
        send(canvas, QEvent.Type.MouseButtonPress, points[0], button, button, keys)
        for at in points[1:]:
            send(canvas, QEvent.Type.MouseMove, at, _UP, button, keys)
        send(canvas, QEvent.Type.MouseButtonRelease, points[-1], button, _UP, keys)
        return f"stroke {button.name} {keys.name} {[one.toTuple() for one in points]}"

    def _mouse_on_canvas(self) -> str:
        """Send a single event, such as a press without a release or the reverse."""
        canvas, at = self.application.canvas, self._place_on(self.application.canvas)
        kind = self._dice.choice(
            (
                QEvent.Type.MouseButtonPress,
                QEvent.Type.MouseMove,
                QEvent.Type.MouseMove,
                QEvent.Type.MouseButtonRelease,
                QEvent.Type.MouseButtonDblClick,
            )
        )
        button = self._dice.choice(_BUTTONS)
        held = self._dice.choice((button, _UP))
        own = _UP if kind == QEvent.Type.MouseMove else button
        send(canvas, kind, at, own, held, self._dice.choice(_MODIFIERS))
        return f"{kind.name} {button.name} on canvas at {at.toTuple()}"

    def _key(self) -> str:
        target = QApplication.focusWidget() or self.application.canvas
        code, keys = self._dice.choice(_KEYS), self._dice.choice(_MODIFIERS)
        QTest.keyClick(target, code, keys)
        return f"key {keys.name} {code} on {_name(target)}"

    def _mouse_on_panel(self) -> str:
        widget = self._some_child(self.application.window)
        return self._mouse_on(widget)

    def _mouse_on(self, widget: QWidget) -> str:
        at, button = self._place_on(widget), self._dice.choice(_BUTTONS)
        keys = self._dice.choice(_MODIFIERS)
        text = f"on {_name(widget)} at {at.toTuple()} {button.name} {keys.name}"
        kind = self._dice.choice(("click", "click", "click", "drag", "double", "menu", "move"))
        if kind == "click":
            QTest.mouseClick(widget, button, keys, at)
        elif kind == "drag":
            send(widget, QEvent.Type.MouseButtonPress, at, button, button, keys)
            to = self._place_on(widget)
            send(widget, QEvent.Type.MouseMove, to, _UP, button, keys)
            send(widget, QEvent.Type.MouseButtonRelease, to, button, _UP, keys)
        elif kind == "double":
            QTest.mouseDClick(widget, button, keys, at)
        elif kind == "menu":
            where = widget.mapToGlobal(at)
            event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, where)
            QApplication.sendEvent(widget, event)
        else:
            QTest.mouseMove(widget, at)
        return f"{kind} {text}"

    def _action(self) -> str:
        actions = self.application.window.actions_by_id.items()
        action = self._dice.choice([one for name, one in actions if not name.startswith(_TRAINS)])
        if action.objectName() == "file.quit" and self._dice.random() < 0.9:
            return "starts to quit"
        action.trigger()
        return f"action {action.objectName()}"

    def _wheel(self) -> str:
        canvas = self.application.canvas
        widget = canvas if self._dice.random() < 0.6 else self._some_child(self.application.window)
        at, turn = self._place_on(widget), self._dice.choice((-240, -120, 120, 120, 30))
        event = QWheelEvent(
            QPointF(at),
            QPointF(widget.mapToGlobal(at)),
            QPoint(),
            QPoint(self._dice.choice((0, 0, 0, 40)), turn),
            _UP,
            self._dice.choice(_MODIFIERS),
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(widget, event)
        return f"wheel {turn} on {_name(widget)}"

    def _go(self) -> str:
        wanted = self._dice.randint(-2, self.application.workspace.view.last_frame + 2)
        self.application.workspace.view.set_frame(wanted)
        return f"go to frame {wanted}"

    def _propagate(self) -> str:
        name = self._dice.choice(("both", "forward", "backward", "forward_one", "range", "stop"))
        self.application.window.actions_by_id[f"propagate.{name}"].trigger()
        return f"propagate {name}"

    def _wait(self) -> str:
        wanted = self._dice.randint(1, 60)
        QTest.qWait(wanted)
        return f"wait {wanted} ms"

    def _resize(self) -> str:
        width, height = self._dice.randint(200, 1400), self._dice.randint(200, 900)
        self.application.window.resize(width, height)
        return f"resize to {width} x {height}"

    def _open(self) -> str:
        path = self._some_source()
        self.application.window.dropped.emit(path)
        if self._dice.random() < 0.8:
            QTest.qWait(self._dice.randint(0, 120))
        return f"open {path.name}"

    def _make_trouble(self) -> str:
        self._session.fail_at = self._dice.choice((None, None, self._dice.randrange(24)))
        return f"let the engine fail at {self._session.fail_at}"

    def _restart(self) -> str:
        """Close the window, check the project file, and continue with it."""
        path = self._close()
        self.application = self._new_application()
        if path is not None:
            self.application.project.open(path)
        return f"close and start again on {path}"

    def _new_application(self) -> Any:
        application = self._make_application()
        application.workspace.changed.connect(self._count_edit)
        application.collaboration.reports.show_file = lambda _: None  # opens no browser
        return application

    def _count_edit(self, _: object) -> None:
        self.edits += 1

    def _close(self) -> Path | None:
        application, workspace = self.application, self.application.workspace
        path = workspace.project_path
        self.checked += compare_with_disk(application)
        application.window.close()
        if (
            question := QApplication.activeModalWidget()
        ) is not None:  # the project could not be saved
            question.findChild(QPushButton, "answer.drop").click()
        assert not application.window.isVisible(), "the window does not close"
        application.window.deleteLater()
        application.deleteLater()
        QTest.qWait(0)
        if path is None or not path.is_file():
            return None
        with Project.open(path) as project:
            assert project.check() == [], f"{path} is damaged"
        return path

    # -- dialogs and menus --------------------------------------------------

    def _in_popup(self, popup: QWidget) -> str:
        if self._dice.random() < 0.4 or not isinstance(popup, QMenu):
            QTest.keyClick(popup, Qt.Key.Key_Escape)
            if popup.isVisible() and self._dice.random() < 0.5:
                popup.close()
            return f"escape from {_name(popup)}"
        code = self._dice.choice(
            (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Return)
        )
        QTest.keyClick(popup, code)
        return f"{code.name} in {_name(popup)}"

    def _in_dialog(self, dialog: QWidget) -> str:
        chance = self._dice.random()
        if chance < 0.25:
            dialog.close()
            return f"close {_name(dialog)}"
        child = self._some_child(dialog)
        if chance < 0.5:
            code = self._dice.choice(_KEYS)
            QTest.keyClick(QApplication.focusWidget() or child, code, self._dice.choice(_MODIFIERS))
            return f"key {code} in {_name(dialog)}"
        return f"{self._mouse_on(child)} in {_name(dialog)}"

    # -- choices -----------------------------------------------------------------------

    def _place_on(self, widget: QWidget) -> QPoint:
        margin = 8 if widget is self.application.canvas else 0
        return QPoint(
            self._dice.randint(-margin, max(0, widget.width() - 1 + margin)),
            self._dice.randint(-margin, max(0, widget.height() - 1 + margin)),
        )

    def _some_child(self, parent: QWidget) -> QWidget:
        children = [one for one in parent.findChildren(QWidget) if one.isVisible()]
        return self._dice.choice(children) if children else parent

    def _some_source(self) -> Path:
        found = sorted(one for one in self._sources.iterdir() if not one.name.startswith("."))
        return self._dice.choice([*found, self._sources / "nothing.mp4"])


def compare_with_disk(application: Any) -> bool:
    """Compare the project file with the application; return whether there was a project."""
    workspace = application.workspace
    path = workspace.project_path
    if path is None or workspace.save_state.error or not path.is_file():
        return False
    with open_snapshot(path) as document:
        assert snapshot(document) == snapshot(workspace.document), (
            f"{path} differs from the application"
        )
    return True


def patch_file_dialogs(monkey: Monkey, monkeypatch: Any) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", monkey.answer_file_dialog)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", monkey.answer_files_dialog)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", monkey.answer_file_dialog)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", monkey.answer_folder_dialog)


def _name(widget: QWidget) -> str:
    return widget.objectName() or type(widget).__name__
