"""VIPSeg and VPS: `panoptic_gt.json` and `panomasksRGB/<video>/<frame>.png`.

Segment ids identify objects throughout a video; category ids in the JSON start at 0. Predictions
(`pred.json` with `pan_pred/`) can also be read.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from gvseg.annotation.document import Document
from gvseg.errors import FormatError
from gvseg.formats.building import MAX_FRAME_PIXELS, DocumentBuilder, source_from_frames
from gvseg.formats.categories import read_colour, shared_categories
from gvseg.formats.coco_panoptic import image_path
from gvseg.formats.compose import LabelPainter
from gvseg.formats.frames import write_frames
from gvseg.formats.guessing import CERTAIN, Clue, Probe
from gvseg.formats.images import read_image, write_ids_as_rgb
from gvseg.formats.job import ExportJob, ReadJob
from gvseg.formats.json_fields import Field, read_json
from gvseg.formats.json_source import SOURCE_KEY, read_source_block, source_block
from gvseg.formats.json_stream import JsonStream, dump
from gvseg.formats.segments import add_segment, paint_segments, read_segments, segment_ids

LAYOUTS = (("panoptic_gt.json", "panomasksRGB"), ("pred.json", "pan_pred"))
FRAMES_FOLDER = "imgs"
CATEGORIES = "panoVIPSeg_categories.json"


def recognise(probe: Probe) -> Clue | None:
    """Return a clue if the folder looks like VIPSeg."""
    for name in ("panoptic_gt.json", "pred.json"):
        if name in probe.names:
            return Clue(f"it has {name}", CERTAIN)
    return None


def write(documents: Sequence[Document], out: Path, job: ExportJob) -> None:
    """Write a folder; see `gvseg.formats.write_documents`."""
    _write(documents, out / LAYOUTS[0][0], job)


def write_split(documents: Sequence[Document], root: Path, job: ExportJob) -> None:
    """Write `panoptic_gt_VIPSeg_<split>.json` and `<split>.txt` next to the masks of all splits."""
    _write(documents, root / f"panoptic_gt_VIPSeg_{job.split}.json", job)
    names = "".join(f"{document.source.name}\n" for document in documents)
    (root / f"{job.split}.txt").write_text(names, encoding="utf-8")
    (root / CATEGORIES).write_text(dump(_categories(documents)), encoding="utf-8")


def _write(documents: Sequence[Document], json_path: Path, job: ExportJob) -> None:
    out, images = json_path.parent, LAYOUTS[0][1]
    frame_total = sum(len(job.frames_of(document)) for document in documents)
    job.total_steps = frame_total * (2 if job.options.jpeg_frames else 1)
    with JsonStream(json_path) as stream:
        stream.raw('{"videos":')
        stream.entries(_video_entry(document, job) for document in documents)
        stream.raw(',\n"annotations":[')
        for number, document in enumerate(documents):
            head = dump({"video_id": document.source.name})[:-1]
            stream.raw(("," if number else "") + head + ',"annotations":')
            stream.entries(_frame_entries(document, out / images, job))
            stream.raw("}")
        stream.raw('],\n"categories":')
        stream.entries(_categories(documents))
        stream.raw("}\n")
    if job.options.jpeg_frames:
        for document in documents:
            write_frames(document, out / FRAMES_FOLDER / document.source.name, job)


def read(path: Path, job: ReadJob) -> list[Document]:
    """Read every video in a folder, given as the folder or its JSON.

    Raises:
        FormatError: the JSON is invalid, or does not match the images.
    """
    json_path, images = find_layout(path)
    return read_root(read_json(json_path), images, job)


def read_root(root: Field, images: Path, job: ReadJob) -> list[Document]:
    """Read every video in a parsed file, with the images in a folder; see `read`."""
    builders: dict[str, DocumentBuilder] = {}
    for video in root.items("videos"):
        video_id = video.key_text("video_id")
        if video_id in builders:
            video.refuse(f"the video id {video_id} is used twice")
        builders[video_id] = _new_builder(video, video_id, root)
    if not builders:
        root.refuse("it lists no videos")
    annotations = list(root.items("annotations"))
    job.total_steps = sum(annotation.count("annotations") for annotation in annotations)
    for annotation in annotations:
        video_id = annotation.key_text("video_id")
        if video_id not in builders:
            annotation.refuse(f"there is no video {video_id}")
        folder = image_folder(images, video_id, annotation)
        _read_video(annotation, builders[video_id], folder, job)
    return [builder.document for builder in builders.values()]


def validate(path: Path) -> list[str]:
    """Return problems that readers of the format would have."""
    read(path, ReadJob())
    root = read_json(find_layout(path)[0])
    problems = []
    videos = [video.key_text("video_id") for video in root.items("videos")]
    annotations = list(root.items("annotations"))
    if videos != [annotation.key_text("video_id") for annotation in annotations]:
        problems.append("annotations are not in the order of the videos, as eval_vpq expects")
    for video, annotation in zip(root.items("videos"), annotations, strict=False):
        images = [image.key_text("id") for image in video.items("images")]
        if images != [one.key_text("image_id") for one in annotation.items("annotations")]:
            problems.append(f"{annotation.location} is not in the order of its images")
    return problems


def image_folder(root: Path, video_id: str, field: Field) -> Path:
    """Return the folder of a video's images inside `root`.

    Raises:
        FormatError: the id is not a valid folder name.
    """
    if video_id in ("", ".", "..") or "/" in video_id or "\\" in video_id or "\0" in video_id:
        field.refuse(f"video_id {video_id!r} is not a valid folder name")
    return root / video_id


def find_layout(path: Path) -> tuple[Path, Path]:
    """Return the JSON file of a folder (or the path if it is a file), and its folder of images.

    Raises:
        FormatError: the folder contains no such JSON file.
    """
    if path.is_file():
        images = dict(LAYOUTS).get(path.name, LAYOUTS[0][1])
        return path, path.parent / images
    for json_name, images in LAYOUTS:
        if (path / json_name).is_file():
            return path / json_name, path / images
    raise FormatError(f"{path} contains neither {LAYOUTS[0][0]} nor {LAYOUTS[1][0]}.")


def _categories(documents: Sequence[Document]) -> list[dict[str, Any]]:
    return [
        {
            "id": category.category_id - 1,
            "name": category.name,
            "isthing": int(category.is_thing),
            "color": list(category.colour),
        }
        for category in shared_categories(documents).values()
    ]


def _video_entry(document: Document, job: ExportJob) -> dict[str, Any]:
    source, frames = document.source, job.frames_of(document)
    return {
        "video_id": source.name,
        "images": [
            {
                "id": source.frame_name(frame_index),
                "width": source.width,
                "height": source.height,
                "file_name": f"{source.frame_name(frame_index)}.png",
            }
            for frame_index in frames
        ],
        SOURCE_KEY: source_block(source, len(frames)),
    }


def _frame_entries(document: Document, images: Path, job: ExportJob) -> Iterator[dict[str, Any]]:
    """Write the images of a video, and yield the JSON entry of each."""
    source = document.source
    folder = images / source.name
    folder.mkdir(parents=True, exist_ok=True)
    painter = LabelPainter()
    ids = segment_ids(document, job.notes)
    for frame_index in job.frames_of(document):
        image, segments = paint_segments(document, frame_index, ids, painter)
        for segment in segments:
            segment["category_id"] -= 1
        name = source.frame_name(frame_index)
        write_ids_as_rgb(folder / f"{name}.png", image)
        yield {"image_id": name, "file_name": f"{name}.png", "segments_info": segments}
        job.step()
    job.notes.extend(painter.notes())


def _new_builder(video: Field, video_id: str, root: Field) -> DocumentBuilder:
    images = list(video.items("images"))
    if not images:
        video.refuse("it lists no images")
    height = images[0].integer("height", minimum=1, maximum=MAX_FRAME_PIXELS)
    width = images[0].integer("width", minimum=1, maximum=MAX_FRAME_PIXELS // height)
    names = tuple(image.key_text("id") for image in images)
    if len(set(names)) != len(names):
        video.refuse("two images have the same id")
    source = read_source_block(video, source_from_frames(video_id, names, height, width))
    builder = DocumentBuilder(source)
    for category in root.items("categories"):
        category_id = category.integer("id") + 1
        if category_id in builder.document.categories:
            category.refuse(f"the category id {category_id - 1} is used twice")
        is_thing = not category.has("isthing") or category.integer("isthing", maximum=1) == 1
        builder.add_category(
            category_id,
            category.text("name"),
            is_thing=is_thing,
            colour=read_colour(category),
            file_id=category_id - 1,
        )
    return builder


def _read_video(annotation: Field, builder: DocumentBuilder, folder: Path, job: ReadJob) -> None:
    index_of = {name: index for index, name in enumerate(builder.document.source.frame_names)}
    for one in annotation.items("annotations"):
        with job.entry():
            name = one.key_text("image_id")
            if name not in index_of:
                one.refuse(f"there is no image {name}")
            rgb = read_image(image_path(folder, one), ("RGB",))
            for entry, mask in read_segments(one, rgb, builder, job):
                with job.entry():
                    add_segment(
                        builder, index_of[name], entry, entry.integer("id", minimum=1), mask
                    )
        job.step()
