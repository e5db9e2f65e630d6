"""The Qt binding leaks no references, because a day of work makes millions of calls."""

import sys

from PySide6.QtWidgets import QApplication


def test_calls_into_qt_lose_no_references_to_none(qapp: QApplication) -> None:
    before = sys.getrefcount(None)
    for _ in range(2000):
        qapp.sendPostedEvents()
    assert sys.getrefcount(None) > before - 1000
