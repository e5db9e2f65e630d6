"""Reads exports of Label Studio: JSON and JSON-MIN, one task per frame.

Brush masks are the run-length encoded bytes of an RGBA image; polygons and ellipses are in percent
of the image size. Boxes in images and videos have no mask.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final
from urllib.parse import unquote

from natsort import natsorted

from gvseg.annotation.document import Document
from gvseg.errors import FormatError
from gvseg.formats.boxes import BoxCount
from gvseg.formats.building import MAX_FRAME_PIXELS, DocumentBuilder, source_from_frames
from gvseg.formats.frame_matching import plain_name
from gvseg.formats.guessing import CERTAIN, Clue, Probe
from gvseg.formats.job import ReadJob
from gvseg.formats.json_fields import Field, read_json
from gvseg.formats.label_studio_shapes import read_shape
from gvseg.formats.read_report import EntryError
from gvseg.masks import Mask

_BOXES: Final = {"rectanglelabels": "boxes", "rectangle": "boxes"}
_NO_AREA: Final = {
    **_BOXES,
    "videorectangle": "video boxes",
    "keypointlabels": "points",
    "keypoint": "points",
    "choices": "choices",
    "textarea": "texts",
    "taxonomy": "choices",
    "rating": "ratings",
    "number": "numbers",
    "relation": "relations",
    "timelinelabels": "time spans",
}
_IMAGES: Final = frozenset(
    {".jpg", ".jpeg", ".png", ".bmp", ".webp", ".tif", ".tiff", ".gif", ".avif"}
)
_SHAPE_KEYS: Final = frozenset({"rle", "points", "radiusX", "imageDataURL"})
_MINIMAL_KEY: Final = "original_width"


def recognise(probe: Probe) -> Clue | None:
    """Return a clue if the file looks like Label Studio."""
    if probe.suffix != ".json" or not probe.is_json:
        return None
    if probe.has_keys("result") and (
        probe.has_keys("annotations") or probe.has_keys("completions")
    ):
        return Clue("it has tasks with annotations and results, as in Label Studio", CERTAIN)
    is_one = probe.has_keys("result", "task")
    kinds = (b'"brushlabels"', b'"polygonlabels"', b'"ellipselabels"', b'"rectanglelabels"')
    if is_one or (probe.has_keys(_MINIMAL_KEY) and any(kind in probe.text for kind in kinds)):
        return Clue("its regions have labels in the style of Label Studio", CERTAIN)
    return None


@dataclass(slots=True)
class _Region:
    """A region with a mask."""

    task: int
    label: str
    size: tuple[int, int]
    field: Field
    mask: Mask


def read(path: Path, job: ReadJob) -> list[Document]:
    """Read a file as one video, with one frame per task.

    Raises:
        FormatError: the file is not JSON, is invalid, or has no region with a mask.
    """
    root = read_json(path)
    tasks = list(root.items()) if isinstance(root.value, list) else [root]
    job.total_steps = len(tasks)
    skipped: Counter[str] = Counter()
    boxes = BoxCount(job)
    names: list[str] = []
    regions: list[_Region] = []
    for task in tasks:
        with job.entry():
            number, found = len(names), list(_regions_of(task, job))
            names.append(_image_name(task))
            for region, shared in found:
                kind = _kind(region)
                boxes.add(is_box=kind in _BOXES)
                if kind in _NO_AREA and not (kind in _BOXES and boxes.is_filled):
                    skipped[_NO_AREA[kind]] += 1
                    continue
                with job.entry():
                    regions.append(_read_region(region, shared, number))
        job.step()
    boxes.note("regions")
    reasons = [f"{what} have no mask and are left out ({count})" for what, count in skipped.items()]
    if not regions and not job.omissions:
        detail = "; ".join(reasons) or "no task has a region"
        raise FormatError(f"{path} has no mask, polygon or ellipse: {detail}.")
    for reason in reasons:
        job.omit(path, "", reason)
    return [_build(path, names, regions, job)]


def validate(path: Path) -> list[str]:
    """Check that the file can be read; return no problems."""
    read(path, ReadJob())
    return []


def _build(path: Path, names: list[str], regions: list[_Region], job: ReadJob) -> Document:
    sizes = Counter(region.size for region in regions)
    height, width = sizes.most_common(1)[0][0] if sizes else (1, 1)
    known = natsorted(set(names), key=plain_name)
    if len(known) < len(names):
        repeated = Counter(names).most_common(1)[0][0]
        raise EntryError(path, "", f"two tasks have the same image, {repeated}")
    index_of = {name: index for index, name in enumerate(known)}
    builder = DocumentBuilder(source_from_frames(path.stem, tuple(known), height, width))
    category_of: dict[str, int] = {}
    for region in regions:
        with job.entry():
            if region.size != (height, width):
                region.field.refuse(
                    f"the image is {region.size[1]}x{region.size[0]} pixels, but most are "
                    f"{width}x{height}"
                )
            if region.label not in category_of:
                category_of[region.label] = len(category_of) + 1
                builder.add_category(category_of[region.label], region.label)
            track_id = builder.track_for(None, category_of[region.label])
            builder.add_mask(track_id, index_of[names[region.task]], region.mask)
    return builder.document


def _regions_of(task: Field, job: ReadJob) -> Iterator[tuple[Field, str]]:
    """Yield (region, label from another result with the same id) for each region of a task."""
    results = [one for one in _results_of(task, job) if isinstance(one.value, dict)]
    labels: dict[str, str] = {}
    for result in results:
        label = _label_in(result.value.get("value"))
        if label and result.has("id"):
            labels.setdefault(str(result.value["id"]), label)
    drawn: set[str] = set()
    for result in results:
        name = str(result.value["id"]) if result.has("id") else ""
        shape = result.value.get("value")
        if name and isinstance(shape, dict) and _SHAPE_KEYS & shape.keys():
            # A brush mask and its label can be two results, both with the mask.
            if name in drawn:
                continue
            drawn.add(name)
        yield result, labels.get(name, "")


def _results_of(task: Field, job: ReadJob) -> Iterator[Field]:
    if task.has("result"):
        yield from task.items("result")
        return
    for key in ("annotations", "completions"):
        if task.has(key):
            every = [one for one in task.items(key) if isinstance(one.value, dict)]
            kept = [one for one in every if one.value.get("was_cancelled") is not True]
            for other in kept[1:]:
                job.omit(
                    other.file,
                    other.location,
                    "the task has several annotations; only the first is read",
                )
            if kept and kept[0].has("result"):
                yield from kept[0].items("result")
            return
    # JSON-MIN: regions are listed under the names of the labelling controls.
    for key, value in task.value.items() if isinstance(task.value, dict) else ():
        found = value if isinstance(value, list) else []
        if any(isinstance(one, dict) and _MINIMAL_KEY in one for one in found):
            yield from task.items(key)


def _kind(region: Field) -> str:
    value = region.value
    if not isinstance(value, dict):
        region.refuse("expected a region")
    if isinstance(value.get("type"), str):
        return str(value["type"])
    return next((key for key in value if key.endswith("labels")), "")


def _label_in(value: Any) -> str:
    if not isinstance(value, dict):
        return ""
    for key, labels in value.items():
        if key.endswith("labels") and isinstance(labels, list) and labels:
            return str(labels[0]).strip()
    return ""


def _read_region(region: Field, shared_label: str, task: int) -> _Region:
    height = region.integer("original_height", minimum=1, maximum=MAX_FRAME_PIXELS)
    width = region.integer("original_width", minimum=1, maximum=MAX_FRAME_PIXELS // height)
    if region.has("image_rotation") and region.number("image_rotation") != 0:
        region.refuse("the image was rotated in Label Studio, which is not supported")
    value = region.get("value") if region.has("value") else region
    label = _label_in(value.value) or shared_label or "object"
    mask = read_shape(value, height, width)
    return _Region(task, label, (height, width), region, mask)


def _image_name(task: Field) -> str:
    """Return the stem of a task's image, from its URL or path."""
    holder = task.value if isinstance(task.value, dict) else {}
    if isinstance(holder.get("task"), dict):
        holder = holder["task"]
    data = holder["data"] if isinstance(holder.get("data"), dict) else holder
    uploaded = holder.get("file_upload")
    texts = [text for text in (*data.values(), uploaded) if isinstance(text, str)]
    paths = [_path_of(text) for text in texts]
    found = [path for path in paths if path.suffix.lower() in _IMAGES] or paths
    if not found or not found[0].stem:
        task.refuse("it does not name an image")
    return found[0].stem


def _path_of(url: str) -> PurePosixPath:
    """Return the path in a URL; for local files, it is the query parameter `d`."""
    path = url.rpartition("?d=")[2].partition("?")[0]
    return PurePosixPath(unquote(path).replace("\\", "/"))
