"""The block in which each JSON of ours names its video, so that its pixels can be found again."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from gvseg import __version__
from gvseg.annotation.records import VideoSource
from gvseg.formats.json_fields import Field

SOURCE_KEY = "gvseg_source"


def source_block(source: VideoSource, frames_written: int) -> dict[str, Any]:
    """What a JSON file says of the video that it annotates."""
    return {
        "path": source.path.as_posix(),
        "size_bytes": source.size_bytes,
        "sha256": source.sha256,
        "frame_count": source.frame_count,
        "frames_written": frames_written,
        "frame_rate": source.frame_rate,
        "is_folder": source.is_folder,
        "written_by": f"gvseg {__version__}",
    }


def read_source_block(video: Field, source: VideoSource) -> VideoSource:
    """Complete a source by the block of a file of ours; foreign files have none."""
    if not video.has(SOURCE_KEY):
        return source
    block = video.get(SOURCE_KEY)
    return replace(
        source,
        path=Path(block.text("path")),
        size_bytes=block.whole("size_bytes"),
        sha256=block.text("sha256"),
        frame_rate=block.number("frame_rate"),
        is_folder=block.get("is_folder").value is True,
    )
