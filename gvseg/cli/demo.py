"""`gvseg demo`: open the demo clip in the app, or propagate its exemplar without the app."""

import argparse
import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

from gvseg.cli.options import add_session_options, load_session
from gvseg.demo_files import CREDIT, demo_clip, demo_mask
from gvseg.parts import application_command, child_environment, has_application


def add_parser(subparsers: Any) -> None:
    """Add the subcommand to the command line."""
    parser = subparsers.add_parser(
        "demo",
        help="try GvSeg on a short demo clip",
        description="Open the app on the demo clip, with the rabbit outlined in the first frame. "
        "Without a display, propagate the outline and write YouTube-VIS JSON and an overlay video.",
    )
    parser.add_argument(
        "--out",
        metavar="DIR",
        type=Path,
        default=Path("out") / "demo",
        help="output folder (default: %(default)s)",
    )
    parser.add_argument("--headless", action="store_true", help="do not open the app")
    add_session_options(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Open the clip in the app, or propagate its exemplar without the app."""
    from gvseg.cli import propagate
    from gvseg.cli.specs import MaskSpec

    clip = demo_clip()
    print(CREDIT, file=sys.stderr)
    mask = demo_mask()
    if not arguments.headless and has_display() and has_application():
        project = make_project(clip, mask, arguments.out)
        command = application_command(str(project))
        return subprocess.run(command, env=child_environment(), check=False).returncode
    job = argparse.Namespace(
        **vars(arguments)
        | {
            "source": clip,
            "exemplar": [MaskSpec(0, mask)],
            "click": [],
            "box": [],
            "formats": ["ytvis", "overlay"],
            "first": 0,
            "last": None,
            "objects": None,
            "others": None,
            "adapt": None,
        }
    )
    return propagate.run_video(job, load_session, print).status("gvseg demo")


def has_display() -> bool:
    """Return whether windows can be displayed."""
    if platform.system() != "Linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def make_project(clip: Path, mask: Path, folder: Path) -> Path:
    """Return the path of a project of the clip with the exemplar; an existing one is kept."""
    from gvseg.cli.exemplars import read_exemplars
    from gvseg.cli.results import Results
    from gvseg.cli.specs import MaskSpec
    from gvseg.engine.request import ClipResult, FrameResult, SegmentRequest
    from gvseg.project import SUFFIX, Project
    from gvseg.video import open_video

    path = folder / f"{clip.stem}{SUFFIX}"
    if path.exists():
        return path
    with open_video(clip) as video:
        exemplars = read_exemplars([MaskSpec(0, mask)], [], video)
        results = Results(video, SegmentRequest(exemplars=exemplars))
    frame = FrameResult(frame_index=0, masks=exemplars[0].masks, confidences={}, is_exemplar=True)
    results.add(ClipResult(frames=(frame,), frames_done=1, frames_wanted=1))
    Project.create(path, results.document()).close()
    return path
