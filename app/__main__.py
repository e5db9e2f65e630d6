"""Entry point of `python -m app` and `gvseg-annotate`."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtGui import QIcon

from app.application import Application, Options
from app.commands.crashes import CrashCommands, show_failed_start
from app.crash_reports import CrashReports
from app.desktop_entry import add_to_menu, icon_path, remove_from_menu
from app.engine_session import let_waiting_threads_sleep
from app.garbage import GarbageCollector
from app.open_files import OpenFiles
from app.qt_application import QtApplication
from app.system_libraries import problem_with_screen
from gvseg import __version__
from gvseg.dataset_file import FILE_NAME, dataset_path
from gvseg.errors import UserError

_STARTING_MS: Final = 10_000
"""How long a window that is just being made may take to answer."""


def main(arguments: list[str] | None = None) -> int:
    """Run the application until its window closes."""
    given = _parse(sys.argv[1:] if arguments is None else arguments)
    if given.change_menu is not None:
        return _change_menu(given.change_menu)
    if problem := problem_with_screen():
        sys.stderr.write(f"{problem}\n")
        return 1
    let_waiting_threads_sleep()
    app = QtApplication(sys.argv[:1])
    app.setApplicationName("GvSeg")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("gvseg")
    app.setWindowIcon(QIcon(str(icon_path())))
    files = OpenFiles()
    if given.source is not None and not _claim(given.source, files):
        return 0
    GarbageCollector(app)
    reports = CrashReports()
    reports.start()
    try:
        application = Application(open_files=files)
        crashes = CrashCommands(
            reports, application.workspace, application.settings, application.window
        )
        crashes.install(application.window.actions_by_id)
        app.file_requested.connect(application.window.dropped)
        application.show(Options(source=given.source, exemplars=tuple(given.exemplar)))
    except Exception as error:  # noqa: BLE001 - a start from a menu has no other place for it
        show_failed_start(reports, error)
        return 1
    crashes.show_last_crash()
    status = app.exec()
    reports.close()
    return status


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
        help="add GvSeg to the application menu, open its files with it, and exit (Linux)",
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


def _claim(source: Path, files: OpenFiles) -> bool:
    """Announce a file before opening it. If another window has it, show it and return False."""
    path = dataset_path(source) if (source / FILE_NAME).is_file() else source
    if files.show_elsewhere(path, _STARTING_MS):
        sys.stdout.write(f"{source} is already open; its window is now in front.\n")
        return False
    files.announce([path])
    return True


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


if __name__ == "__main__":
    sys.exit(main())
