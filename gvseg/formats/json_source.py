"""The block in GvSeg's JSON files that identifies the video, so that it can be found again."""

import os
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote_from_bytes, unquote_to_bytes

from gvseg import __version__
from gvseg.annotation.records import VideoSource
from gvseg.file_names import readable_name
from gvseg.formats.json_fields import Field

SOURCE_KEY = "gvseg_source"
_QUOTED_PATH_KEY = "path_quoted"  # percent-encoded, if the path is not UTF-8


def source_block(source: VideoSource, frames_written: int) -> dict[str, Any]:
    """Return the block that identifies the annotated video."""
    return {
        **_path_fields(source.path),
        "size_bytes": source.size_bytes,
        "sha256": source.sha256,
        "frame_count": source.frame_count,
        "frames_written": frames_written,
        "frame_rate": source.frame_rate,
        "is_folder": source.is_folder,
        "written_by": f"gvseg {__version__}",
        **({"alias": source.alias} if source.alias else {}),
    }


def _path_fields(path: Path) -> dict[str, str]:
    posix = path.as_posix()
    readable = readable_name(posix)
    if readable == posix:
        return {"path": posix}
    return {"path": readable, _QUOTED_PATH_KEY: quote_from_bytes(os.fsencode(posix))}


def _read_path(block: Field) -> Path:
    if block.has(_QUOTED_PATH_KEY):
        return Path(os.fsdecode(unquote_to_bytes(block.text(_QUOTED_PATH_KEY))))
    return Path(block.text("path"))


def read_source_block(video: Field, source: VideoSource) -> VideoSource:
    """Return the source, completed from the block; files of other programs have none."""
    if not video.has(SOURCE_KEY):
        return source
    block = video.get(SOURCE_KEY)
    found = replace(
        source,
        path=_read_path(block),
        size_bytes=block.integer("size_bytes"),
        sha256=block.text("sha256"),
        frame_rate=block.number("frame_rate"),
        is_folder=block.get("is_folder").value is True,
    )
    return replace(found, alias=block.text("alias")) if block.has("alias") else found
