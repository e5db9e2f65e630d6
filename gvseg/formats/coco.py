"""COCO instances, with the video fields of COCO-VID: run-length codes, or polygons on request."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gvseg.annotation.document import Document
from gvseg.formats.categories import category_entries
from gvseg.formats.coco_read import read
from gvseg.formats.frames import frame_files, write_frames
from gvseg.formats.job import ExportJob
from gvseg.formats.json_fields import read_json
from gvseg.formats.json_source import SOURCE_KEY, source_block
from gvseg.formats.json_stream import JsonStream
from gvseg.formats.polygons import polygons_of
from gvseg.formats.rle_fields import compressed_rle

__all__ = ["read", "validate", "write"]

FRAMES_FOLDER = "images"


@dataclass(slots=True)
class _PolygonLoss:
    """What polygons could not hold."""

    holes: int = 0
    masks: int = 0


def write(documents: Sequence[Document], out: Path, job: ExportJob) -> None:
    """Write one JSON file; see `gvseg.formats.write_documents` for what holds of all writers."""
    frame_total = sum(len(job.frames_of(document)) for document in documents)
    job.total_steps = frame_total * (2 if job.options.jpeg_frames else 1)
    loss = _PolygonLoss()
    with JsonStream(out) as stream:
        stream.raw('{"info":{"description":"Written by GvSeg","version":"1.0"},"licenses":[],')
        stream.raw('\n"videos":')
        stream.entries(video_entries(documents, job))
        stream.raw(',\n"categories":')
        stream.entries(category_entries(documents))
        stream.raw(',\n"tracks":')
        stream.entries(track_entries(documents))
        stream.raw(',\n"images":')
        stream.entries(_image_entries(documents, job))
        stream.raw(',\n"annotations":')
        stream.entries(_annotation_entries(documents, job, loss))
        stream.raw("}\n")
    if loss.holes:
        job.notes.append(
            f"Polygons cannot hold holes: {loss.holes} holes of {loss.masks} masks were filled."
        )
    if job.options.jpeg_frames:
        for document in documents:
            write_frames(document, out.parent / FRAMES_FOLDER / document.source.name, job)


def validate(path: Path) -> list[str]:
    """What the consumers of the format would stumble over; empty where nothing."""
    read(path)
    root = read_json(path)
    problems = []
    for annotation in root.items("annotations"):
        for key in ("id", "area", "iscrowd", "bbox"):
            if not annotation.has(key):
                problems.append(f"{annotation.place} has no {key}, which pycocotools reads")
        if annotation.has("id") and annotation.get("id").value == 0:
            problems.append(f"{annotation.place} has the id 0, which pycocotools takes for none")
    return problems


def video_entries(documents: Sequence[Document], job: ExportJob) -> Iterator[dict[str, Any]]:
    """What the file says of each video."""
    for video_id, document in enumerate(documents, start=1):
        yield {
            "id": video_id,
            "name": document.source.name,
            "width": document.source.width,
            "height": document.source.height,
            SOURCE_KEY: source_block(document.source, len(job.frames_of(document))),
        }


def track_entries(documents: Sequence[Document]) -> Iterator[dict[str, Any]]:
    """What the file says of each object; readers of COCO pass over it."""
    for video_id, document in enumerate(documents, start=1):
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


def _image_entries(documents: Sequence[Document], job: ExportJob) -> Iterator[dict[str, Any]]:
    image_id = 0
    for video_id, document in enumerate(documents, start=1):
        source, frames = document.source, job.frames_of(document)
        files = frame_files(source, frames, as_jpeg=job.options.jpeg_frames)
        for frame_index, file_name in zip(frames, files, strict=True):
            image_id += 1
            yield {
                "id": image_id,
                "file_name": file_name,
                "width": source.width,
                "height": source.height,
                "video_id": video_id,
                "frame_id": frame_index,
            }


def _annotation_entries(
    documents: Sequence[Document], job: ExportJob, loss: _PolygonLoss
) -> Iterator[dict[str, Any]]:
    image_id = annotation_id = 0
    for video_id, document in enumerate(documents, start=1):
        for frame_index in job.frames_of(document):
            image_id += 1
            for track_id, record in document.masks_on(frame_index).items():
                if record.mask.is_empty:
                    continue
                segmentation: Any = compressed_rle(record.mask)
                if job.options.polygons:
                    segmentation, holes = polygons_of(record.mask)
                    loss.holes += holes
                    loss.masks += holes > 0
                annotation_id += 1
                entry = {
                    "id": annotation_id,
                    "image_id": image_id,
                    "video_id": video_id,
                    "category_id": document.tracks[track_id].category_id,
                    "segmentation": segmentation,
                    "area": record.mask.area,
                    "bbox": list(record.mask.box),
                    "iscrowd": 0,
                    "instance_id": track_id,
                    "track_id": track_id,
                }
                if record.confidence is not None:
                    entry["score"] = round(record.confidence, 6)
                yield entry
            job.step()
