"""Writes the parts that COCO instances and COCO panoptic files share."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from gvseg.annotation.document import Document
from gvseg.formats.categories import category_entries
from gvseg.formats.frames import write_frames
from gvseg.formats.job import ExportJob
from gvseg.formats.json_source import SOURCE_KEY, source_block
from gvseg.formats.json_stream import JsonStream

FRAMES_FOLDER = "images"


def write_coco(
    documents: Sequence[Document],
    out: Path,
    job: ExportJob,
    *,
    files_of: Callable[[Document], Iterable[str]],
    annotations: Iterable[dict[str, Any]],
) -> None:
    """Write the JSON incrementally, and the frames as JPEG if requested.

    Args:
        documents: one per video.
        out: the JSON file.
        job: options and progress.
        files_of: returns the `file_name` of each frame of a document.
        annotations: entries of `annotations`, generated while they are written, with one job step
            per frame.
    """
    frame_total = sum(len(job.frames_of(document)) for document in documents)
    job.total_steps = frame_total * (2 if job.options.jpeg_frames else 1)
    with JsonStream(out) as stream:
        stream.raw('{"info":{"description":"Written by GvSeg","version":"1.0"},"licenses":[],')
        stream.raw('\n"videos":')
        stream.entries(_video_entries(documents, job))
        stream.raw(',\n"categories":')
        stream.entries(category_entries(documents))
        stream.raw(',\n"tracks":')
        stream.entries(_track_entries(documents, job))
        stream.raw(',\n"images":')
        stream.entries(_image_entries(documents, job, files_of))
        stream.raw(',\n"annotations":')
        stream.entries(annotations)
        stream.raw("}\n")
    job.last_ids.video += len(documents)
    job.last_ids.image += frame_total
    if job.options.jpeg_frames:
        for document in documents:
            folder = job.frames_folder or out.parent / FRAMES_FOLDER
            write_frames(document, folder / document.source.name, job)


def _video_entries(documents: Sequence[Document], job: ExportJob) -> Iterator[dict[str, Any]]:
    for video_id, document in enumerate(documents, start=job.last_ids.video + 1):
        yield {
            "id": video_id,
            "name": document.source.name,
            "width": document.source.width,
            "height": document.source.height,
            SOURCE_KEY: source_block(document.source, len(job.frames_of(document))),
        }


def _track_entries(documents: Sequence[Document], job: ExportJob) -> Iterator[dict[str, Any]]:
    """Yield one entry per object; other COCO readers ignore this list."""
    for video_id, document in enumerate(documents, start=job.last_ids.video + 1):
        for track_id in document.layer_order:
            track = document.tracks[track_id]
            yield {
                "id": track_id,
                "video_id": video_id,
                "category_id": track.category_id,
                "name": track.name,
                "color": list(track.colour),
                "attributes": dict(track.attributes),
            }


def _image_entries(
    documents: Sequence[Document], job: ExportJob, files_of: Callable[[Document], Iterable[str]]
) -> Iterator[dict[str, Any]]:
    image_id = job.last_ids.image
    for video_id, document in enumerate(documents, start=job.last_ids.video + 1):
        # mmdetection and mmtracking use `frame_id` as an index into the list of images of the
        # video, so it starts at 0 even if only a range of frames is written.
        for frame_id, file_name in enumerate(files_of(document)):
            image_id += 1
            yield {
                "id": image_id,
                "file_name": file_name,
                "width": document.source.width,
                "height": document.source.height,
                "video_id": video_id,
                "frame_id": frame_id,
            }
