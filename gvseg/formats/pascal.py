"""Reads Pascal-like folders: `SegmentationObject` and `SegmentationClass`, or either of them.

Numbers in `SegmentationObject` are objects; `SegmentationClass` says what they are. Without
objects each class is one region. `labelmap.txt` (CVAT) names classes by colour; else the twenty
classes of Pascal VOC are taken.
"""

from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gvseg.annotation.document import Document
from gvseg.errors import FormatError
from gvseg.formats.building import DocumentBuilder, source_from_frames
from gvseg.formats.guessing import CERTAIN, Clue, Look
from gvseg.formats.job import ReadJob
from gvseg.formats.labels import masks_of_labels
from gvseg.formats.pictures import list_pictures, read_picture
from gvseg.mask_pictures import PALETTE
from gvseg.masks import VOID

OBJECTS = "SegmentationObject"
CLASSES = "SegmentationClass"
LABELMAP = "labelmap.txt"

VOC_NAMES: Final = (
    "aeroplane bicycle bird boat bottle bus car cat chair cow diningtable dog horse motorbike "
    "person pottedplant sheep sofa train tvmonitor"
).split()


def recognise(look: Look) -> Clue | None:
    """Say what in a folder looks like Pascal VOC."""
    for name in ("SegmentationObject", "SegmentationClass"):
        if name in look.names:
            return Clue(f"it has {name}/", CERTAIN)
    return None


def read(path: Path, job: ReadJob) -> list[Document]:
    """Read a folder with either subfolder in it.

    Raises:
        FormatError: neither subfolder, damaged pictures, several sizes, or unknown colours.
    """
    if not (path / OBJECTS).is_dir() and not (path / CLASSES).is_dir():
        raise FormatError(f"{path} holds neither {OBJECTS} nor {CLASSES}.")
    has_objects = (path / OBJECTS).is_dir()
    pictures = list_pictures(path / (OBJECTS if has_objects else CLASSES))
    class_colours, names = _read_labelmap(path / LABELMAP)
    builder: DocumentBuilder | None = None
    job.total_steps = len(pictures)
    for frame_index, picture in enumerate(pictures):
        classes_path = path / CLASSES / picture.name
        classes = _numbers(classes_path, class_colours) if classes_path.is_file() else None
        numbers = _numbers(picture, _palette()) if has_objects else None
        labels = classes if numbers is None else numbers
        if labels is None:
            raise FormatError(f"{classes_path} does not exist.")
        shape = labels.shape
        if builder is None:
            stems = tuple(other.stem for other in pictures)
            builder = DocumentBuilder(source_from_frames(path.name, stems, shape[0], shape[1]))
        source = builder.document.source
        if shape != (source.height, source.width) or (
            classes is not None and classes.shape != shape
        ):
            raise FormatError(f"{picture}: another size than the frames before it.")
        _add_frame(builder, frame_index, labels, classes if has_objects else labels, names)
        job.step()
    if builder is None:
        raise FormatError(f"{path} has no .png pictures in it.")
    return [builder.document]


def validate(path: Path) -> list[str]:
    """What would be lost in reading; empty where nothing."""
    read(path, ReadJob())
    return []


def _add_frame(
    builder: DocumentBuilder,
    frame_index: int,
    labels: NDArray[np.uint8],
    classes: NDArray[np.uint8] | None,
    names: dict[int, str],
) -> None:
    for number, mask in masks_of_labels(labels):
        if number == VOID:
            builder.add_void(frame_index, mask)
            continue
        class_id = number
        if classes is not labels:
            inside = np.zeros(0, np.uint8) if classes is None else classes[mask.to_array()]
            inside = inside[(inside != 0) & (inside != VOID)]
            class_id = int(np.bincount(inside).argmax()) if inside.size else 1
        if number not in builder.document.tracks:
            if class_id not in builder.document.categories:
                name = names.get(class_id, f"class {class_id}")
                builder.add_category(class_id, name, is_thing=classes is not labels)
            builder.add_track(number, class_id)
        builder.add_mask(number, frame_index, mask)


def _palette() -> dict[int, int]:
    """0xRRGGBB -> index in the palette of Pascal VOC."""
    colours = np.frombuffer(PALETTE, np.uint8).reshape(-1, 3).astype(int)
    return {int(r << 16 | g << 8 | b): index for index, (r, g, b) in enumerate(colours)}


def _numbers(path: Path, colours: dict[int, int]) -> NDArray[np.uint8]:
    """Numbers of a picture: its own indexes, or those that its colours stand for."""
    picture = read_picture(path, ("P", "L", "RGB"))
    if picture.ndim == 2:
        return picture.astype(np.uint8)
    wide = picture.astype(np.uint32)
    codes = wide[..., 0] << 16 | wide[..., 1] << 8 | wide[..., 2]
    present, place = np.unique(codes, return_inverse=True)
    foreign = [code for code in present.tolist() if code not in colours]
    if foreign:
        raise FormatError(f"{path}: the colour #{foreign[0]:06x} stands for nothing known.")
    table = np.array([colours[code] for code in present.tolist()], np.uint8)
    return table[place].reshape(codes.shape)


def _read_labelmap(path: Path) -> tuple[dict[int, int], dict[int, str]]:
    """Colour -> class, and class -> name."""
    if not path.is_file():
        return _palette(), {number: name for number, name in enumerate(VOC_NAMES, start=1)}
    colours: dict[int, int] = {0: 0}
    names: dict[int, str] = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise FormatError(f"{path} cannot be read as text: {error}.") from error
    for place, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            name, colour, *_ = line.split(":")
            red, green, blue = (int(part) for part in colour.split(","))
        except ValueError as error:
            raise FormatError(f"{path} at line {place}: not `name:r,g,b::`.") from error
        if name.lower() == "background":
            colours[red << 16 | green << 8 | blue] = 0
            continue
        if len(names) >= VOID - 1:
            raise FormatError(f"{path} names more than {VOID - 1} classes.")
        names[len(names) + 1] = name
        colours[red << 16 | green << 8 | blue] = len(names)
    return colours, names
