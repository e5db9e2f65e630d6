"""Opens a source under a progress bar and says what is damaged."""

import sys
import threading
from pathlib import Path

from gvseg.cli.progress import FractionProgress
from gvseg.video import Video, VideoCancelledError, open_video


def open_source(path: Path, stop: threading.Event) -> Video:
    """Open a video file or a frame folder.

    Raises:
        VideoError: it cannot be used.
        KeyboardInterrupt: `stop` was set meanwhile.
    """
    try:
        with FractionProgress("Reading the index") as progress:
            video = open_video(path, progress=progress, cancel=stop)
    except VideoCancelledError as stopped:
        raise KeyboardInterrupt from stopped
    if video.missing_frames:
        print(
            f"gvseg: {path} is damaged: {video.missing_frames} frames cannot be read, "
            f"{video.frame_count} can.",
            file=sys.stderr,
        )
    return video
