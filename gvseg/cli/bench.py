"""`gvseg bench`: how fast, where the time goes, and how much memory."""

import argparse
from pathlib import Path
from typing import Any

from gvseg.cli.options import add_session_options, load_session
from gvseg.console.arguments import at_least, positive
from gvseg.errors import UserError
from gvseg.parts import child_environment, has_part, module_command

OBJECTS_MAX = 5
FRAMES = 40
FRAMES_MIN = 4
"""Fewer say nothing."""

EPILOG = """\
Without SOURCE the demo clip is used where it is installed, else a video made for the purpose.
Objects are plain ellipses: what is measured is speed. Stages are timed with one object, each
without what runs inside it; decoding and writing are timed alone, since they overlap the rest.
--app times strokes, undo, opening and stepping instead, on large videos that it makes.
"""


def add_parser(subparsers: Any) -> None:
    """Put the subcommand into the command line."""
    parser = subparsers.add_parser(
        "bench",
        help="frames/s by stage, cost of an added object, peak memory",
        description="Measure speed and memory on this machine.",
        epilog=EPILOG,
    )
    parser.add_argument("source", metavar="SOURCE", type=Path, nargs="?", help="video or folder")
    parser.add_argument(
        "--app", action="store_true", help="measure the application, offscreen, not the engine"
    )
    parser.add_argument("--json", metavar="OUT", type=Path, help="write the figures here, too")
    parser.add_argument(
        "--frames",
        metavar="N",
        type=at_least(FRAMES_MIN),
        default=FRAMES,
        help=f"frames, {FRAMES_MIN} or more (default: %(default)s)",
    )
    parser.add_argument(
        "--objects",
        metavar="N",
        type=positive,
        default=OBJECTS_MAX,
        help="measure with 1 to N objects (default: %(default)s)",
    )
    add_session_options(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Measure, print the table, write the figures where asked."""
    if arguments.app:
        return _measure_app(arguments)
    import tempfile

    from gvseg.bench import automatic_tasks, measure, synthetic_video
    from gvseg.cli.inputs import open_source
    from gvseg.console.interrupts import stop_on_interrupt
    from gvseg.console.progress import Progress
    from gvseg.files import write_json
    from gvseg.video import open_video

    with tempfile.TemporaryDirectory(prefix="gvseg-bench-") as scratch, stop_on_interrupt() as stop:
        source = (
            arguments.source or _demo_clip() or synthetic_video(Path(scratch), arguments.frames)
        )
        with open_source(source, stop) as video:
            frames = min(arguments.frames, video.frame_count)
        if frames < FRAMES_MIN:
            raise UserError(f"{source} has {frames} frames; measuring needs {FRAMES_MIN} or more.")
        session = load_session(arguments)
        counts = range(1, arguments.objects + 1)
        runs = len(counts) + 1 + len(automatic_tasks(session))
        with Progress("Measuring", runs * frames) as progress:
            report = measure(
                session,
                lambda: open_video(source),
                frames,
                counts,
                Path(scratch),
                progress.advance,
                stop,
            )
    print(report.table())
    if arguments.json is not None:
        write_json(arguments.json, report.to_json())
    return 0


def _measure_app(arguments: argparse.Namespace) -> int:
    """Measure the application in a separate process, since nothing here may import it."""
    import importlib.util
    import subprocess

    if arguments.source is not None:
        raise UserError("--app makes its own videos; leave SOURCE out.")
    if not (has_part("app") and importlib.util.find_spec("PySide6")):
        raise UserError(
            "The application is not installed: pip install 'gvseg[app]', then try again."
        )
    command = module_command("app.bench")
    if arguments.json is not None:
        command += ["--json", str(arguments.json)]
    return subprocess.run(command, env=child_environment(), check=False).returncode


def _demo_clip() -> Path | None:
    from gvseg.cli.demo import demo_clip

    try:
        return demo_clip()
    except UserError:
        return None
