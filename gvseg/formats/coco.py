"""COCO instances with the video fields of COCO-VID, as RLE or (optionally) polygons."""

from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from gvseg.annotation.document import Document
from gvseg.annotation.frame_values import values_on
from gvseg.counted import counted
from gvseg.formats.coco_file import write_coco
from gvseg.formats.coco_read import read
from gvseg.formats.frame_values import note_values_without_masks
from gvseg.formats.frames import frame_files
from gvseg.formats.guessing import POSSIBLE, Clue, Probe
from gvseg.formats.job import ExportJob, ReadJob
from gvseg.formats.json_fields import Field, read_json
from gvseg.formats.polygons import polygons_of
from gvseg.formats.rle_fields import compressed_rle

__all__ = ["read", "validate", "write"]


@dataclass(slots=True)
class _PolygonLoss:
    """Number of filled holes, and of masks that had them."""

    holes: int = 0
    masks: int = 0


def recognise(probe: Probe) -> Clue | None:
    """Return a clue if the file looks like COCO instances."""
    if probe.text.startswith(b"{") and probe.has_keys("images"):
        if probe.has_keys("annotations"):
            return Clue("it has images and annotations")
        return Clue("it has images", POSSIBLE)
    return None


def write(documents: Sequence[Document], out: Path, job: ExportJob) -> None:
    """Write one JSON file; see `gvseg.formats.write_documents`."""
    loss = _PolygonLoss()
    write_coco(
        documents,
        out,
        job,
        files_of=lambda document: frame_files(
            document.source, job.frames_of(document), as_jpeg=job.options.jpeg_frames
        ),
        annotations=_annotation_entries(documents, job, loss),
    )
    note_values_without_masks(documents, job)
    if loss.holes:
        job.notes.append(
            f"Polygons have no holes: filled {counted(loss.holes, 'hole')} in "
            f"{counted(loss.masks, 'mask')}."
        )


def write_split(documents: Sequence[Document], root: Path, job: ExportJob) -> None:
    """Write `annotations/instances_<split>.json`, with frames in `<split>`, as in COCO."""
    job.frames_folder = root / job.split
    folder = root / "annotations"
    folder.mkdir(exist_ok=True)
    write(documents, folder / f"instances_{job.split}.json", job)


def validate(path: Path) -> list[str]:
    """Return problems that readers of the format, including pycocotools, would have."""
    read(path, ReadJob())
    root = read_json(path)
    problems = []
    for annotation in root.items("annotations"):
        for key in ("id", "area", "iscrowd", "bbox"):
            if not annotation.has(key):
                problems.append(f"{annotation.location} has no {key}, which pycocotools needs")
        if annotation.has("id") and annotation.get("id").value == 0:
            problems.append(f"{annotation.location} has id 0, which pycocotools treats as no id")
    return problems or _pycocotools_problems(root)


def _pycocotools_problems(root: Field) -> list[str]:
    from pycocotools.coco import COCO

    consumer = COCO()
    consumer.dataset = root.value
    with redirect_stdout(StringIO()):  # pycocotools prints its progress
        consumer.createIndex()
    if len(consumer.anns) < root.count("annotations"):
        return ["several annotations have the same id; pycocotools keeps only the last one"]
    return []


def _annotation_entries(
    documents: Sequence[Document], job: ExportJob, loss: _PolygonLoss
) -> Iterator[dict[str, Any]]:
    ids = job.last_ids
    image_id = ids.image
    for video_id, document in enumerate(documents, start=ids.video + 1):
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
                ids.annotation += 1
                entry = {
                    "id": ids.annotation,
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
                if document.frame_values(track_id, frame_index):
                    entry["attributes"] = values_on(document, track_id, frame_index)
                if record.confidence is not None:
                    entry["score"] = round(record.confidence, 6)
                yield entry
            job.step()
