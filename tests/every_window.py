"""Visit every window: the main window with each panel in front, then each dialog."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog, QDockWidget, QWidget
from pytestqt.qtbot import QtBot

from app.application import Application
from app.crash_reports import CrashReport
from app.dialogs.crash import CrashDialog
from app.dialogs.dataset_export import DatasetExportDialog
from app.dialogs.joining import JoiningDialog
from app.language import tr
from app.theme import THEMES
from gvseg.annotation.records import Category
from gvseg.dataset_file import Joining
from gvseg.dataset_file.matching import Matches

DIALOGS = (
    "file.export",
    "file.import",
    "file.settings",
    "mask.operation",
    "edit.paste_range",
    "object.categories",
    "proposal.classes",
    "dataset.import",
    "model.train",
    "model.runs",
    "model.models",
    "help.manual",
    "help.sheet",
    "help.shortcuts",
    "help.messages",
    "help.about",
)
JOINING = Joining(
    matches=Matches({}),
    categories={Path("film.gvseg"): (Category(category_id=1, name="car"),)},
    shared=(Category(category_id=1, name="road", is_thing=False),),
)


def windows(application: Application, qtbot: QtBot) -> Iterator[tuple[str, QWidget]]:
    """Yield the main window with each panel in front, then each dialog."""
    window = application.window
    for dock in window.findChildren(QDockWidget):
        dock.show()
        dock.raise_()
        qtbot.wait(20)
        yield dock.objectName(), window
    for action_id in DIALOGS:
        window.actions_by_id[action_id].trigger()
        qtbot.waitUntil(lambda: bool(shown_dialogs()), timeout=10_000)
        qtbot.wait(50)
        for dialog in shown_dialogs():
            yield action_id, dialog
            dialog.reject()
        qtbot.wait(20)
    export = DatasetExportDialog(Path("zoo"), [], "ytvis", window)
    export.open()
    qtbot.wait(50)
    yield "dataset.export", export
    export.reject()
    joining = JoiningDialog(JOINING, window)
    joining.open()
    qtbot.wait(50)
    yield "the categories of joining projects", joining
    joining.reject()
    report = CrashReport(path=None, text="KeyError: 3", text_with_paths="KeyError: 3")
    title, text = tr("GvSeg cannot start"), tr("Your edits are saved.")
    crash = CrashDialog(report, title, text, THEMES[application.settings.value.theme], window)
    crash.add_quit()
    crash.open()
    qtbot.wait(50)
    yield "a crash report", crash
    crash.reject()


def shown_dialogs() -> list[QDialog]:
    above = QApplication.topLevelWidgets()
    return [one for one in above if isinstance(one, QDialog) and one.isVisible()]


def is_in_view(widget: QWidget) -> bool:
    return widget.isVisible() and not widget.visibleRegion().isEmpty()


def described(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName() or '?'}"
