"""Marks texts of the window for Qt's translation; there are no catalogues yet."""

from PySide6.QtCore import QCoreApplication


def tr(text: str, comment: str = "", count: int = -1) -> str:
    """Return a text in the language of the window; `count` fills in %n and chooses the plural."""
    return QCoreApplication.translate("", text, comment, count)
