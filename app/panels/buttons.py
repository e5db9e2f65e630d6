"""Buttons, labels and tooltips shared by all panels."""

import re
from collections.abc import Mapping
from typing import Final, TypeAlias

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QFont, QKeySequence
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QToolButton, QWidget

from app.key_names import key_text
from app.theme import ICON_PX

Actions: TypeAlias = Mapping[str, QAction]
"""Action id of `app.actions.ACTIONS` -> its QAction, shared by menus and buttons."""
_KEY_OF: Final = re.compile(r"\{([a-z_.]+)\}")


def action_button(
    actions: Actions, action_id: str, parent: QWidget | None = None, *, with_text: bool = False
) -> QToolButton:
    """Return a flat button for an action; its object name is "button." and the action's id."""
    button = QToolButton(parent)
    button.setObjectName(f"button.{action_id}")
    button.setDefaultAction(actions[action_id])
    button.setIconSize(QSize(ICON_PX, ICON_PX))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    if with_text:
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    return button


def label(text: str = "", role: str = "", name: str = "", parent: QWidget | None = None) -> QLabel:
    """Return a label in a role of the style sheet ("dim", "small", "title", "warning"...)."""
    result = QLabel(text, parent)
    result.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        result.setProperty("role", role)
    if name:
        result.setObjectName(name)
    return result


def tip_of(text: str, key: QKeySequence, words: str = "") -> str:
    """Return a tooltip such as "Brush (B)", with an optional second line of text."""
    name = text.removesuffix("...")
    shown = key_text(key)
    head = f"{name} ({shown})" if shown else name
    return f"{head}\n{words}" if words else head


def with_keys(words: str, actions: Actions) -> str:
    """Replace "{go.play}" in a text with the key of that action, or its name if it has no key."""

    def key_of(found: re.Match[str]) -> str:
        action = actions[found[1]]
        return key_text(action.shortcut()) or action.text().removesuffix("...")

    return _KEY_OF.sub(key_of, words)


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget another role of the style sheet."""
    if widget.property("role") != role:
        widget.setProperty("role", role)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def separator(parent: QWidget | None = None) -> QFrame:
    """Return a thin vertical line between groups of buttons."""
    line = QFrame(parent)
    line.setProperty("role", "upright")
    line.setFixedWidth(1)
    line.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
    return line


def tabular(widget: QWidget) -> None:
    """Use digits of equal width, so that changing numbers do not shift."""
    font = widget.font()
    font.setFeature(QFont.Tag.fromString("tnum"), 1)
    widget.setFont(font)
