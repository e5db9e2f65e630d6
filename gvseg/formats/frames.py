"""File names of the frames in annotations, and writing the frames as JPEG."""

from collections.abc import Sequence
from pathlib import Path

from gvseg.annotation.document import Document
from gvseg.annotation.records import VideoSource
from gvseg.file_names import IMAGE_SUFFIXES, readable_name
from gvseg.formats.images import write_jpeg
from gvseg.formats.job import ExportJob


def write_frames(document: Document, folder: Path, job: ExportJob) -> None:
    """Write the frames of the job as `<frame name>.jpg`."""
    folder.mkdir(parents=True, exist_ok=True)
    frames = job.frames_of(document)
    with job.video_of(document) as video:
        for frame_index in frames:
            name = document.source.frame_name(frame_index)
            write_jpeg(folder / f"{name}.jpg", video.frame(frame_index))
            job.step()


def frame_files(source: VideoSource, frames: Sequence[int], *, as_jpeg: bool) -> list[str]:
    """Return `<video>/<frame>.<suffix>` for each frame.

    The suffix is `.jpg`, or that of the image if the video is an existing folder of images.

    Args:
        source: the video.
        frames: frame indices.
        as_jpeg: whether the frames are also written as JPEG.
    """
    suffixes: dict[str, str] = {}
    if source.is_folder and not as_jpeg and source.path.is_dir():
        suffixes = {
            readable_name(path.stem): path.suffix
            for path in source.path.iterdir()
            if path.suffix.lower() in IMAGE_SUFFIXES
        }
    names = [source.frame_name(frame_index) for frame_index in frames]
    return [f"{source.name}/{name}{suffixes.get(name, '.jpg')}" for name in names]
