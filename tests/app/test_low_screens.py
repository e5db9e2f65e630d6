"""What stands in the window never makes it wider than a small screen."""

from PySide6.QtWidgets import QLabel

from app.application import Desk
from app.workspace import Level

SMALL_SCREEN_PX = 1366


def test_long_names_and_a_range_leave_the_window_on_the_screen(desk: Desk) -> None:
    name = "the second rabbit from the left, behind the tall grass"
    desk.workspace.set_range(3, 19)
    desk.panels.transport.set_worth(f"{name}: the two directions disagree")
    desk.workspace.post(Level.INFO, f"{name} is locked; unlock it to change its masks.")
    window = desk.window
    assert window.minimumSizeHint().width() < SMALL_SCREEN_PX
    shown = desk.panels.transport.findChild(QLabel, "worthReason")
    assert shown is not None
    assert shown.text().startswith("the second")
    assert shown.text().endswith("disagree")
    assert shown.toolTip() == f"{name}: the two directions disagree"
