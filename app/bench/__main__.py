"""`python -m app.bench`: measures the application on this machine, without a display."""

import argparse
import os
import platform
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler, qVersion
from PySide6.QtWidgets import QApplication

from app.bench.clicks import measure_clicks
from app.bench.figures import Figure, table
from app.bench.measures import measure_long_project, measure_painting, measure_video
from app.engine_session import let_waiting_threads_sleep
from app.garbage import GarbageCollector
from gvseg.errors import UserError
from gvseg.files import write_json


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmarks, print a table and, if requested, write the figures to a file."""
    parser = argparse.ArgumentParser(prog="python -m app.bench", description=__doc__)
    parser.add_argument(
        "--json", metavar="OUT", type=Path, help="also write the figures to this file"
    )
    given = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    let_waiting_threads_sleep()
    with tempfile.TemporaryDirectory(prefix="gvseg-bench-") as scratch:
        # Keep the benchmark's history separate from the user's.
        for variable in ("XDG_CACHE_HOME", "XDG_DATA_HOME"):
            os.environ[variable] = str(Path(scratch) / variable)
        qInstallMessageHandler(_print_message)
        app = QApplication(sys.argv[:1])
        GarbageCollector(app)
        figures: list[Figure] = []
        try:
            for measure in (measure_painting, measure_long_project, measure_video, measure_clicks):
                figures += measure(Path(scratch))
            machine = f"{os.cpu_count()} cores, {platform.platform()}, Qt {qVersion()}"
            sys.stdout.write(f"{machine}\n\n{table(figures)}\n")
            if given.json is not None:
                found = [figure.to_json() for figure in figures]
                write_json(given.json, {"machine": machine, "figures": found})
        except UserError as error:
            sys.stderr.write(f"{error}\n")
            return 2
        finally:
            app.quit()
    return 0


def _print_message(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Print Qt's messages, except the warning that every window causes without a display."""
    if not message.startswith("This plugin does not support"):
        sys.stderr.write(f"{message}\n")


if __name__ == "__main__":
    sys.exit(main())
