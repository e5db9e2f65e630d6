"""Entry point of `python -m app` and `gvseg-annotate`."""

import argparse
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from app.application import Application, Options
from app.desktop_entry import add_to_menu, icon_path, remove_from_menu
from app.dialogs.questions import QuestionDialog, crash
from gvseg import __version__
from gvseg.errors import UserError


def main(arguments: list[str] | None = None) -> int:
    """Run the application until its window closes."""
    given = _parse(sys.argv[1:] if arguments is None else arguments)
    if given.change_menu is not None:
        return _change_menu(given.change_menu)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("GvSeg")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("gvseg")
    app.setWindowIcon(QIcon(str(icon_path())))
    application = Application()
    report_crashes(application)
    application.show(Options(source=given.source, exemplars=tuple(given.exemplar)))
    return app.exec()


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="gvseg-annotate", description="Annotate a video: mark objects, propagate, correct."
    )
    parser.add_argument(
        "source",
        nargs="?",
        type=Path,
        metavar="SOURCE",
        help="a video, a folder of images, a project (.gvseg) or a dataset (.gvset)",
    )
    parser.add_argument(
        "--exemplar",
        action="append",
        default=[],
        type=_exemplar,
        metavar="[FRAME:]MASK.png",
        help="indexed PNG of object numbers, loaded if the project has no objects yet",
    )
    parser.add_argument("--version", action="version", version=f"GvSeg {__version__}")
    menu = parser.add_mutually_exclusive_group()
    menu.add_argument(
        "--add-to-menu",
        action="store_const",
        const=add_to_menu,
        dest="change_menu",
        help="add GvSeg to the application menu, open .gvseg files with it, and exit (Linux)",
    )
    menu.add_argument(
        "--remove-from-menu",
        action="store_const",
        const=remove_from_menu,
        dest="change_menu",
        help="undo --add-to-menu and exit",
    )
    given = parser.parse_args(arguments)
    if given.exemplar and given.source is None:
        parser.error("--exemplar needs a SOURCE.")
    return given


def _change_menu(change: Callable[[], str]) -> int:
    try:
        sys.stdout.write(f"{change()}\n")
    except UserError as error:
        sys.stderr.write(f"gvseg-annotate: {error}\n")
        return 2
    return 0


def _exemplar(text: str) -> tuple[int, Path]:
    frame, separator, path = text.partition(":")
    if separator and frame.isdigit():
        return int(frame), Path(path)
    return 0, Path(text)


def report_crashes(application: Application) -> None:
    """Show a dialog for each uncaught exception and keep running; all edits are already saved."""
    open_dialogs: list[QuestionDialog] = []

    def answer(chosen: str) -> None:
        open_dialogs.clear()
        if chosen == "quit":
            application.window.close()

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        details = "".join(traceback.format_exception(kind, error, trace))
        sys.stderr.write(details)
        if issubclass(kind, KeyboardInterrupt):
            application.window.close()
        elif not open_dialogs:  # a bug in a paintEvent would open one dialog per repaint
            dialog = application.dialogs.ask(crash(error, details))
            open_dialogs.append(dialog)
            dialog.chosen.connect(answer)

    sys.excepthook = hook


if __name__ == "__main__":
    sys.exit(main())
