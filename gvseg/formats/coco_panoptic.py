"""COCO panoptic: a JSON file, and one RGB PNG per frame in a folder with the same name."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from gvseg.annotation.document import Document
from gvseg.formats.coco_file import write_coco
from gvseg.formats.coco_images import read_videos
from gvseg.formats.compose import LabelPainter
from gvseg.formats.guessing import CERTAIN, Clue, Probe
from gvseg.formats.images import read_image, write_ids_as_rgb
from gvseg.formats.job import ExportJob, ReadJob
from gvseg.formats.json_fields import Field, as_identifier, read_json
from gvseg.formats.segments import (
    MAX_ID,
    add_segment,
    paint_segments,
    read_segments,
    segment_ids,
)


def recognise(probe: Probe) -> Clue | None:
    """Return a clue if the file looks like COCO panoptic."""
    is_vipseg = probe.path.name in ("panoptic_gt.json", "pred.json")
    if probe.has_keys("segments_info") and not is_vipseg:
        return Clue("its annotations have segments_info", CERTAIN)
    return None


def write(documents: Sequence[Document], out: Path, job: ExportJob) -> None:
    """Write a JSON file and its images; see `gvseg.formats.write_documents`."""
    write_coco(
        documents,
        out,
        job,
        # mmdetection derives the name of the PNG by replacing jpg
        files_of=lambda document: (
            f"{_stem(document, frame_index)}.jpg" for frame_index in job.frames_of(document)
        ),
        annotations=_annotation_entries(documents, out.with_suffix(""), job),
    )


def write_split(documents: Sequence[Document], root: Path, job: ExportJob) -> None:
    """Write `annotations/panoptic_<split>.json`, with frames in `<split>`, as in COCO."""
    job.frames_folder = root / job.split
    folder = root / "annotations"
    folder.mkdir(exist_ok=True)
    write(documents, folder / f"panoptic_{job.split}.json", job)


def read(path: Path, job: ReadJob) -> list[Document]:
    """Read every video in a file; only `track_id` identifies objects across frames.

    Raises:
        FormatError: the JSON is invalid, or does not match the images.
    """
    return read_root(read_json(path), job)


def read_root(root: Field, job: ReadJob) -> list[Document]:
    """Read every video in a parsed file, with the images in the folder of its name; see `read`."""
    videos = read_videos(root, job)
    job.total_steps = root.count("annotations")
    for builder in videos.builders:
        builder.reserve_ids(_identities(root))
    for annotation in root.items("annotations"):
        with job.entry():
            builder, frame_index = videos.position_of(annotation)
            rgb = read_image(image_path(root.file.with_suffix(""), annotation), ("RGB",))
            for entry, mask in read_segments(annotation, rgb, builder, job):
                with job.entry():
                    identity = entry.identifier("track_id") if entry.has("track_id") else None
                    add_segment(builder, frame_index, entry, identity, mask)
        job.step()
    return [builder.document for builder in videos.builders]


def _identities(root: Field) -> Iterator[int | str]:
    for annotation in root.items("annotations"):
        if annotation.has("segments_info"):
            for entry in annotation.items("segments_info"):
                value = (
                    as_identifier(entry.value.get("track_id")) if entry.has("track_id") else None
                )
                if value is not None:
                    yield value


def validate(path: Path) -> list[str]:
    """Return problems that readers of the format would have."""
    read(path, ReadJob())
    root = read_json(path)
    problems = []
    images = [(i.integer("id"), i.text("file_name")) for i in root.items("images")]
    label_images = [(a.integer("image_id"), a.text("file_name")) for a in root.items("annotations")]
    if [image_id for image_id, _ in images] != [image_id for image_id, _ in label_images]:
        problems.append("annotations are not in the order of the images, as mmdetection expects")
    elif [name.replace("jpg", "png") for _, name in images] != [name for _, name in label_images]:
        problems.append(
            "the PNG files are not named like the images with png instead of jpg, as mmdetection "
            "expects"
        )
    for annotation in root.items("annotations"):
        for entry in annotation.items("segments_info"):
            for key in ("area", "bbox", "iscrowd"):
                if not entry.has(key):
                    problems.append(f"{entry.location} has no {key}")
            if entry.integer("id", maximum=MAX_ID) == 0:
                problems.append(f"{entry.location} has id 0, which means void")
    return problems


def image_path(folder: Path, annotation: Field) -> Path:
    """Return the path of an annotation's image inside the folder.

    Raises:
        FormatError: the name is a path outside the folder.
    """
    name = Path(annotation.text("file_name").replace("\\", "/"))
    if name.is_absolute() or ".." in name.parts or "\0" in str(name):
        annotation.refuse(f"file_name {str(name)!r} is a path outside the folder")
    return folder / name


def _annotation_entries(
    documents: Sequence[Document], folder: Path, job: ExportJob
) -> Iterator[dict[str, Any]]:
    image_id = job.last_ids.image
    painter = LabelPainter()
    for document in documents:
        ids = segment_ids(document, job.notes)
        (folder / document.source.name).mkdir(parents=True, exist_ok=True)
        for frame_index in job.frames_of(document):
            image_id += 1
            image, segments = paint_segments(document, frame_index, ids, painter)
            name = f"{_stem(document, frame_index)}.png"
            write_ids_as_rgb(folder / name, image)
            yield {"image_id": image_id, "file_name": name, "segments_info": segments}
            job.step()
    job.notes.extend(painter.notes())


def _stem(document: Document, frame_index: int) -> str:
    return f"{document.source.name}/{document.source.frame_name(frame_index)}"
