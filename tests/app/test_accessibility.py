"""Every control in every window is legible, has an accessible name and shows its focus."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from every_window import described, is_in_view, windows
from fake_session import VOCABULARY
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QDockWidget,
    QLabel,
    QLineEdit,
    QSlider,
    QTextEdit,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from sample_workspace import add_object, draw
from window_acts import open_on

from app.application import Application
from app.theme import THEMES, contrast
from gvseg.masks import Mask

LEAST_CONTRAST = 4.5
SCALE = 3
"""Render text larger, so that its strokes have pixels of the pure colour."""
CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QSlider,
    QTextEdit,
)
ICON_ONLY = Qt.ToolButtonStyle.ToolButtonIconOnly


def final_classes(kind: type) -> set[type]:
    """Return the classes below a class that have no class below them."""
    below = kind.__subclasses__()
    return {kind} if not below else set().union(*map(final_classes, below))


def shown_controls(window: QWidget) -> list[QWidget]:
    """Return the visible controls of a window, without the parts that Qt creates inside them."""
    return [
        one
        for one in window.findChildren(QWidget)
        if isinstance(one, CONTROLS) and is_in_view(one) and not is_part(one)
    ]


def is_part(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    return widget.objectName().startswith("qt_") or isinstance(
        parent, QAbstractSpinBox | QComboBox | QDockWidget | QLineEdit
    )


def name_of(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()


def image(window: QWidget, widget: QWidget) -> "np.ndarray[Any, Any]":
    """Return the enlarged pixels of a widget in its window: height x width x 3."""
    place = QRect(widget.mapTo(window, QPoint()), widget.size()).intersected(window.rect())
    image = QImage(place.size() * SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SCALE)
    window.render(image, QPoint(), place)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1, 4)
    return pixels[:, : image.width(), 2::-1].copy()


def text_contrast(pixels: "np.ndarray[Any, Any]") -> float:
    """Return the contrast of the text to its background, the most common colour."""
    packed = pixels.reshape(-1, 3).astype(np.uint32) @ np.array([1 << 16, 1 << 8, 1], np.uint32)
    colours, counts = np.unique(packed, return_counts=True)
    ground = f"#{colours[counts.argmax()]:06x}"
    return max(contrast(f"#{one:06x}", ground) for one in colours[counts >= 12])


def texts(window: QWidget) -> list[QWidget]:
    found = [
        one
        for one in window.findChildren(QWidget)
        if isinstance(one, QLabel | QAbstractButton)
        and is_in_view(one)
        and one.text().strip()
        and not (isinstance(one, QToolButton) and one.toolButtonStyle() is ICON_ONLY)
    ]
    lines = [one for one in window.findChildren(QLineEdit) if is_in_view(one)]
    return [*found, *(one for one in lines if one.text() or one.placeholderText())]


@pytest.fixture(params=THEMES)
def themed(
    request: pytest.FixtureRequest, make_application: Any, session: Any, clip: Path, qtbot: QtBot
) -> Application:
    session.vocabulary = VOCABULARY
    application: Application = make_application((1280, 688))
    application.settings.update(theme=request.param)
    open_on(application, clip, qtbot)
    for number in range(1, 14):  # enough for the fields that appear only with a long list
        add_object(application.workspace, f"rabbit {number}")
    outline = np.zeros((96, 128), bool)
    outline[20:60, 30:80] = True
    draw(application.workspace, 1, 0, Mask.from_array(outline))
    application.workspace.view.select(1)
    qtbot.wait(50)
    application.window.actions_by_id["edit.copy"].trigger()
    qtbot.wait(50)
    return application


def test_every_window_is_legible_named_and_usable_by_keyboard(
    themed: Application, qtbot: QtBot
) -> None:
    faint, cut, nameless, unseen = [], [], [], []
    done: set[tuple[QWidget, str]] = set()
    dialogs = set()
    for name, window in windows(themed, qtbot):
        window.activateWindow()
        qtbot.waitUntil(window.window().isActiveWindow)  # only an active window shows focus
        dialogs |= {type(window)} if isinstance(window, QDialog) else set()
        for widget in texts(window):
            if (widget, widget.text()) in done:
                continue
            done.add((widget, widget.text()))
            value = text_contrast(image(window, widget))
            if value < LEAST_CONTRAST:
                faint.append(f"{name}: {described(widget)} {widget.text()!r} {value:.2f}")
            if is_cut_below(widget):
                cut.append(f"{name}: {described(widget)} {widget.text()!r}")
        for widget in shown_controls(window):
            if (widget, "control") in done:
                continue
            done.add((widget, "control"))
            if not name_of(widget):
                nameless.append(f"{name}: {described(widget)}")
            if can_have_focus(widget) and not is_seen_with_focus(window, widget):
                unseen.append(f"{name}: {described(widget)}")
    assert (faint, cut, nameless, unseen) == ([], [], [], [])
    ours = {one for one in final_classes(QDialog) if one.__module__.startswith("app.")}
    assert ours <= dialogs, f"add these dialogs to DIALOGS: {ours - dialogs}"


def is_cut_below(widget: QWidget) -> bool:
    """Return whether a text has more lines than fit."""
    if not isinstance(widget, QLabel) or not widget.wordWrap():
        return False
    return widget.height() < widget.heightForWidth(widget.width())


def can_have_focus(widget: QWidget) -> bool:
    return widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def is_seen_with_focus(window: QWidget, widget: QWidget) -> bool:
    window.setFocus()
    before = image(window, widget)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    return not np.array_equal(before, image(window, widget))
