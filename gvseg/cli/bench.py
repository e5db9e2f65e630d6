"""`gvseg bench`: measure speed by stage, and memory use."""

import argparse
from pathlib import Path
from typing import Any

from gvseg.cli.options import add_session_options, load_session
from gvseg.console.arguments import at_least, positive
from gvseg.errors import UserError
from gvseg.parts import application_bench_command, child_environment, has_application

OBJECTS = (1, 3, 10)
FRAMES = 40
FRAMES_MIN = 4
"""With fewer frames, the measurements are not useful."""

EPILOG = """\
Without SOURCE, the demo clip is used if it is installed, otherwise a synthetic video. Objects are
plain ellipses: only speed is measured. Stages are timed with the first number of objects, each
without its nested stages; decoding and writing are timed separately because they overlap the other
stages. If the next frame is encoded in the background, "encode" is the time spent waiting for it.
--app measures the annotation tool instead: strokes, undo, opening and stepping on large synthetic
videos.
"""


def add_parser(subparsers: Any) -> None:
    """Add the subcommand to the command line."""
    parser = subparsers.add_parser(
        "bench",
        help="measure frames/s by stage, cost per object and memory",
        description="Measure speed and memory on this machine.",
        epilog=EPILOG,
    )
    parser.add_argument("source", metavar="SOURCE", type=Path, nargs="?", help="video or folder")
    parser.add_argument(
        "--app",
        action="store_true",
        help="measure the annotation tool (offscreen) instead of the engine",
    )
    parser.add_argument(
        "--json", metavar="OUT", type=Path, help="also write the figures to this file"
    )
    parser.add_argument(
        "--frames",
        metavar="N",
        type=at_least(FRAMES_MIN),
        default=FRAMES,
        help=f"number of frames, at least {FRAMES_MIN} (default: %(default)s)",
    )
    parser.add_argument(
        "--objects",
        metavar="N,N,...",
        type=object_counts,
        default=OBJECTS,
        help="numbers of objects to measure with (default: 1,3,10)",
    )
    add_session_options(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Run the command and return its exit status."""
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
            raise UserError(f"{source} has {frames} frames; measuring needs at least {FRAMES_MIN}.")
        session = load_session(arguments)
        counts = arguments.objects
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


def object_counts(text: str) -> tuple[int, ...]:
    """Parse comma-separated positive numbers; usable as an argument type."""
    return tuple(dict.fromkeys(positive(part) for part in text.split(",")))


def _measure_app(arguments: argparse.Namespace) -> int:
    """Run the app's benchmark in its own process, because gvseg must not import the app."""
    import subprocess

    if arguments.source is not None:
        raise UserError("--app uses synthetic videos; leave SOURCE out.")
    if not has_application():
        raise UserError("The annotation tool is not installed. Run: pip install 'gvseg[app]'")
    options = [] if arguments.json is None else ["--json", str(arguments.json)]
    command = application_bench_command(*options)
    return subprocess.run(command, env=child_environment(), check=False).returncode


def _demo_clip() -> Path | None:
    from gvseg.demo_files import demo_clip

    try:
        return demo_clip()
    except UserError:
        return None
