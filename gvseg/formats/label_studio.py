"""Reads exports of Label Studio: JSON and JSON-MIN, one task a frame.

Brush masks are run lengths of the bytes of an RGBA picture; polygons and ellipses are in percent of
the picture. Boxes, of pictures and of videos, have no mask.
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
from gvseg.formats.guessing import CERTAIN, Clue, Look
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
_PICTURES: Final = frozenset(
    {".jpg", ".jpeg", ".png", ".bmp", ".webp", ".tif", ".tiff", ".gif", ".avif"}
)
_SHAPE_KEYS: Final = frozenset({"rle", "points", "radiusX", "imageDataURL"})
_MINIMAL_SIGN: Final = "original_width"


def recognise(look: Look) -> Clue | None:
    """Say what in a file looks like Label Studio."""
    if look.suffix != ".json" or not look.is_json:
        return None
    if look.has_keys("result") and (look.has_keys("annotations") or look.has_keys("completions")):
        return Clue("it has tasks with annotations and their result, as Label Studio does", CERTAIN)
    is_one = look.has_keys("result", "task")
    kinds = (b'"brushlabels"', b'"polygonlabels"', b'"ellipselabels"', b'"rectanglelabels"')
    if is_one or (look.has_keys(_MINIMAL_SIGN) and any(kind in look.text for kind in kinds)):
        return Clue("its regions have labels as Label Studio writes them", CERTAIN)
    return None


@dataclass(slots=True)
class _Region:
    """An area of a task's picture."""

    task: int
    label: str
    size: tuple[int, int]
    field: Field
    mask: Mask


def read(path: Path, job: ReadJob) -> list[Document]:
    """Read a file as one video: its tasks are the frames.

    Raises:
        FormatError: not JSON, or no region says how large the pictures are; says where.
    """
    root = read_json(path)
    tasks = list(root.items()) if isinstance(root.value, list) else [root]
    job.total_steps = len(tasks)
    passed_over: Counter[str] = Counter()
    boxes = BoxCount(job)
    names: list[str] = []
    regions: list[_Region] = []
    for task in tasks:
        with job.entry():
            number, found = len(names), list(_regions_of(task, job))
            names.append(_picture_name(task))
            for region, shared in found:
                kind = _kind(region)
                boxes.add(is_box=kind in _BOXES)
                if kind in _NO_AREA and not (kind in _BOXES and boxes.is_filled):
                    passed_over[_NO_AREA[kind]] += 1
                    continue
                with job.entry():
                    regions.append(_read_region(region, shared, number))
        job.step()
    boxes.note("regions")
    words = [
        f"{what} have no mask and are left out ({count})" for what, count in passed_over.items()
    ]
    if not regions and not job.omissions:
        said = "; ".join(words) or "no task has a region"
        raise FormatError(f"{path} has no mask, polygon or ellipse: {said}.")
    for word in words:
        job.omit(path, "", word)
    return [_build(path, names, regions, job)]


def validate(path: Path) -> list[str]:
    """Return what reading would lose; empty if nothing."""
    read(path, ReadJob())
    return []


def _build(path: Path, names: list[str], regions: list[_Region], job: ReadJob) -> Document:
    sizes = Counter(region.size for region in regions)
    height, width = sizes.most_common(1)[0][0] if sizes else (1, 1)
    known = natsorted(set(names), key=plain_name)
    if len(known) < len(names):
        repeated = Counter(names).most_common(1)[0][0]
        raise EntryError(path, "", f"two tasks are of one picture, {repeated}")
    index_of = {name: index for index, name in enumerate(known)}
    builder = DocumentBuilder(source_from_frames(path.stem, tuple(known), height, width))
    category_of: dict[str, int] = {}
    for region in regions:
        with job.entry():
            if region.size != (height, width):
                region.field.refuse(
                    f"the picture has {region.size[1]}x{region.size[0]} pixels, most have "
                    f"{width}x{height}"
                )
            if region.label not in category_of:
                category_of[region.label] = len(category_of) + 1
                builder.add_category(category_of[region.label], region.label)
            track_id = builder.object_of(None, category_of[region.label])
            builder.add_mask(track_id, index_of[names[region.task]], region.mask)
    return builder.document


def _regions_of(task: Field, job: ReadJob) -> Iterator[tuple[Field, str]]:
    """(region, label that another result of the same id gives it) of a task."""
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
            # A brush and its label may be two results that both hold the mask.
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
                    other.place,
                    "the task has several annotations; only the first is read",
                )
            if kept and kept[0].has("result"):
                yield from kept[0].items("result")
            return
    # JSON-MIN: the values of regions stand under the names of the controls.
    for key, value in task.value.items() if isinstance(task.value, dict) else ():
        found = value if isinstance(value, list) else []
        if any(isinstance(one, dict) and _MINIMAL_SIGN in one for one in found):
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
    height = region.whole("original_height", least=1, most=MAX_FRAME_PIXELS)
    width = region.whole("original_width", least=1, most=MAX_FRAME_PIXELS // height)
    if region.has("image_rotation") and region.number("image_rotation") != 0:
        region.refuse("the image was rotated in Label Studio, which is not supported")
    value = region.get("value") if region.has("value") else region
    label = _label_in(value.value) or shared_label or "object"
    mask = read_shape(value, height, width)
    return _Region(task, label, (height, width), region, mask)


def _picture_name(task: Field) -> str:
    """The stem of a task's picture, from its address."""
    holder = task.value if isinstance(task.value, dict) else {}
    if isinstance(holder.get("task"), dict):
        holder = holder["task"]
    data = holder["data"] if isinstance(holder.get("data"), dict) else holder
    uploaded = holder.get("file_upload")
    texts = [text for text in (*data.values(), uploaded) if isinstance(text, str)]
    paths = [_path_of(text) for text in texts]
    found = [path for path in paths if path.suffix.lower() in _PICTURES] or paths
    if not found or not found[0].stem:
        task.refuse("it does not name an image")
    return found[0].stem


def _path_of(address: str) -> PurePosixPath:
    """The path in an address; local files have theirs behind `?d=`."""
    path = address.rpartition("?d=")[2].partition("?")[0]
    return PurePosixPath(unquote(path).replace("\\", "/"))
