"""Reads Pascal VOC folders: `SegmentationObject`, `SegmentationClass` or both.

Numbers in `SegmentationObject` are objects; `Annotations/<image>.xml` or `SegmentationClass` gives
their classes. Without `SegmentationObject`, each class is one region. `labelmap.txt` (CVAT) names
classes by colour, `class_names.txt` (labelme) by number; the default is the 20 Pascal VOC classes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gvseg.annotation.document import Document
from gvseg.errors import FormatError
from gvseg.formats.building import DocumentBuilder, source_from_frames
from gvseg.formats.guessing import CERTAIN, Clue, Probe
from gvseg.formats.images import list_images, read_image
from gvseg.formats.job import ReadJob
from gvseg.formats.labels import masks_of_labels
from gvseg.formats.read_report import EntryError, Reading
from gvseg.formats.xml_nodes import read_xml
from gvseg.mask_images import PALETTE
from gvseg.masks import VOID, Mask

OBJECTS: Final = ("SegmentationObject", "SegmentationObjectPNG")
CLASSES: Final = ("SegmentationClass", "SegmentationClassPNG")
LABELMAP: Final = "labelmap.txt"
CLASS_NAMES: Final = "class_names.txt"
BOXES: Final = "Annotations"

VOC_NAMES: Final = (
    "aeroplane bicycle bird boat bottle bus car cat chair cow diningtable dog horse motorbike "
    "person pottedplant sheep sofa train tvmonitor"
).split()


def recognise(probe: Probe) -> Clue | None:
    """Return a clue if the folder looks like Pascal VOC."""
    for name in (*OBJECTS, *CLASSES):
        if name in probe.names:
            return Clue(f"it has {name}/", CERTAIN)
    return None


@dataclass(frozen=True, slots=True)
class _Region:
    """The pixels with the same number in a frame."""

    frame_index: int
    number: int
    class_name: str
    mask: Mask


def read(path: Path, job: ReadJob) -> list[Document]:
    """Read a folder that contains at least one of the two subfolders.

    Raises:
        FormatError: both subfolders are missing, images are damaged, or colours are unknown.
    """
    objects, classes = _image_folder(path, OBJECTS), _image_folder(path, CLASSES)
    folder = objects or classes
    if folder is None:
        raise FormatError(f"{path} has no PNG in {OBJECTS[0]} or {CLASSES[0]}.")
    images = list_images(folder)
    reader = _Reader(path, classes, has_objects=objects is not None)
    regions: list[_Region] = []
    job.total_steps = len(images)
    for frame_index, image in enumerate(images):
        with job.entry():
            regions += reader.read(frame_index, image)
        job.step()
    height, width = reader.shape
    names = tuple(image.stem for image in images)
    builder = DocumentBuilder(source_from_frames(path.name, names, height, width))
    _add_regions(builder, regions, _has_stable_numbers(path, regions, reader, job), reader)
    return [builder.document]


def validate(path: Path) -> list[str]:
    """Check that the folder can be read; return no problems."""
    read(path, ReadJob())
    return []


class _Reader:
    """Reads label images and looks up the classes of their numbers."""

    def __init__(self, root: Path, classes: Path | None, *, has_objects: bool) -> None:
        self._root, self._classes, self.has_objects = root, classes, has_objects
        self._colours, self.names = _read_labelmap(root)
        self.shape: tuple[int, int] = (1, 1)
        self._is_first = True

    def read(self, frame_index: int, image: Path) -> list[_Region]:
        """Return the regions of a frame; void has number 255.

        Raises:
            EntryError: the size differs from earlier frames.
        """
        labels = _numbers(image, _palette() if self.has_objects else self._colours)
        if self._is_first:
            self.shape, self._is_first = (labels.shape[0], labels.shape[1]), False
        classes = labels
        if self.has_objects:
            path = None if self._classes is None else self._classes / image.name
            has_classes = path is not None and path.is_file()
            classes = _numbers(path, self._colours) if path and has_classes else labels * 0
        for found in (labels, classes):
            if found.shape != self.shape:
                height, width = self.shape
                size = f"{found.shape[1]}x{found.shape[0]}"
                reason = f"the image is {size}, but earlier images are {width}x{height}"
                raise EntryError(image, "", reason)
        boxes = self._box_names(image.stem) if self.has_objects else []
        return [
            _Region(frame_index, number, self._class_name(number, mask, classes, boxes), mask)
            for number, mask in masks_of_labels(labels)
        ]

    def _class_name(
        self, number: int, mask: Mask, classes: NDArray[np.uint8], boxes: Sequence[str]
    ) -> str:
        if number == VOID or not self.has_objects:
            return self._name_of(number)
        inside = classes[mask.to_array()]
        inside = inside[(inside != 0) & (inside != VOID)]
        if inside.size:
            return self._name_of(int(np.bincount(inside).argmax()))
        return boxes[number - 1] if number <= len(boxes) else self._name_of(1)

    def _name_of(self, class_id: int) -> str:
        return self.names.get(class_id, f"class {class_id}")

    def _box_names(self, stem: str) -> list[str]:
        """Return the classes of the objects in an image, in the order of their numbers."""
        path = self._root / BOXES / f"{stem}.xml"
        if not path.is_file():
            return []
        return [
            node.child_text("name") or "object"
            for node in read_xml(path, "annotation", ReadJob())
            if node.tag == "object"
        ]


def _image_folder(root: Path, names: Sequence[str]) -> Path | None:
    """Return the first of these folders that contains PNG; labelme writes .npy to some of them."""
    for name in names:
        if (root / name).is_dir() and any((root / name).glob("*.[pP][nN][gG]")):
            return root / name
    return None


def _has_stable_numbers(path: Path, regions: list[_Region], reader: _Reader, job: ReadJob) -> bool:
    """Return whether a number identifies the same object in all frames."""
    if not reader.has_objects:
        return True
    class_of: dict[int, str] = {}
    for region in regions:
        class_of.setdefault(region.number, region.class_name)
    change = next((r for r in regions if class_of[r.number] != r.class_name), None)
    chosen, reason = "number", "each number has one class throughout"
    if (path / BOXES).is_dir():
        chosen, reason = "none", f"{BOXES}/ lists objects separately for each image"
    elif change is not None:
        chosen = "none"
        reason = f"number {change.number} is {class_of[change.number]} and {change.class_name}"
    choices = {
        "number": "The same number is the same object in all frames",
        "none": "Objects are separate in each image",
    }
    reading = Reading(
        key="identity", title="Object identity", chosen=chosen, choices=choices, reason=reason
    )
    frame_count = len({region.frame_index for region in regions})
    return frame_count < 2 or job.choose(reading) == "number"


def _add_regions(
    builder: DocumentBuilder, regions: list[_Region], is_stable: bool, reader: _Reader
) -> None:
    number_of = {name: number for number, name in reader.names.items()}
    category_of: dict[str, int] = {}
    for region in regions:
        if region.number == VOID:
            builder.add_void(region.frame_index, region.mask)
            continue
        name = region.class_name
        if name not in category_of:
            free = 1 + max((*number_of.values(), *category_of.values()), default=0)
            category_of[name] = number_of.get(name, free)
            builder.add_category(category_of[name], name, is_thing=reader.has_objects)
        track_id = builder.track_for(region.number if is_stable else None, category_of[name])
        builder.add_mask(track_id, region.frame_index, region.mask)


def _palette() -> dict[int, int]:
    """Return 0xRRGGBB -> index in the Pascal VOC palette."""
    colours = np.frombuffer(PALETTE, np.uint8).reshape(-1, 3).astype(int)
    return {int(r << 16 | g << 8 | b): index for index, (r, g, b) in enumerate(colours)}


def _numbers(path: Path, colours: dict[int, int]) -> NDArray[np.uint8]:
    """Return the numbers in an image: palette indices, or the numbers of its colours."""
    image = read_image(path, ("P", "L", "RGB"))
    if image.ndim == 2:
        return image.astype(np.uint8)
    wide = image.astype(np.uint32)
    codes = wide[..., 0] << 16 | wide[..., 1] << 8 | wide[..., 2]
    present, inverse = np.unique(codes, return_inverse=True)
    unknown = [code for code in present.tolist() if code not in colours]
    if unknown:
        raise FormatError(
            f"{path}: the colour #{unknown[0]:06x} is neither in {LABELMAP} nor in the Pascal VOC "
            f"palette."
        )
    table = np.array([colours[code] for code in present.tolist()], np.uint8)
    return table[inverse].reshape(codes.shape)


def _read_labelmap(root: Path) -> tuple[dict[int, int], dict[int, str]]:
    """Return colour -> class, and class -> name."""
    path = root / LABELMAP
    if not path.is_file():
        return _palette(), _read_class_names(root / CLASS_NAMES)
    colours: dict[int, int] = {0: 0}
    names: dict[int, str] = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise FormatError(f"{path} cannot be read as text: {error}.") from error
    for line_number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            name, colour, *_ = line.split(":")
            red, green, blue = (int(part) for part in colour.split(","))
        except ValueError as error:
            raise FormatError(f"{path} at line {line_number}: expected `name:r,g,b::`.") from error
        if name.lower() == "background":
            colours[red << 16 | green << 8 | blue] = 0
            continue
        if len(names) >= VOID - 1:
            raise FormatError(f"{path} names more than {VOID - 1} classes.")
        names[len(names) + 1] = name
        colours[red << 16 | green << 8 | blue] = len(names)
    return colours, names


def _read_class_names(path: Path) -> dict[int, str]:
    """Return class -> name from a file with one line per class, background first."""
    if not path.is_file():
        return dict(enumerate(VOC_NAMES, start=1))
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise FormatError(f"{path} cannot be read as text: {error}.") from error
    # `__ignore__` is class -1 in labelme, and void in the images.
    names = [line.strip() for line in lines if line.strip() and line.strip() != "__ignore__"]
    return {number: name for number, name in enumerate(names) if 0 < number < VOID}
