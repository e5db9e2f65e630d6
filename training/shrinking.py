"""Scale down images, labels and masks in JSON, for packing."""

import io
import json
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any, Final

import cv2
import numpy as np
from PIL import Image

from gvseg.datasets.annotated_video import ImageFrames
from gvseg.errors import FormatError
from gvseg.formats.json_fields import Field
from gvseg.formats.rle_fields import compressed_rle, read_segmentation
from gvseg.masks import Mask

IMAGE_SUFFIX: Final = ".webp"
QUALITY: Final = 80
"""WebP quality, 0 to 100."""

Keep = Callable[[PurePosixPath], bool]
"""Whether to pack a file or folder with this name."""


def fit_size(height: int, width: int, short_side: int) -> tuple[int, int]:
    """Return (height, width) scaled down to a short side, or unchanged if already smaller."""
    scale = short_side / min(height, width)
    return (height, width) if scale >= 1 else (round(height * scale), round(width * scale))


def shrink_image(frames: ImageFrames, position: int, short_side: int) -> bytes:
    """Return a frame as WebP, scaled down to a short side in pixels.

    Raises:
        FormatError: the image is damaged.
    """
    image = frames.image(position)
    height, width = fit_size(image.shape[0], image.shape[1], short_side)
    if (height, width) != image.shape[:2]:
        image = np.asarray(cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA))
    done, content = cv2.imencode(
        IMAGE_SUFFIX, image[..., ::-1], [cv2.IMWRITE_WEBP_QUALITY, QUALITY]
    )
    if not done:
        raise FormatError(
            f"{frames.paths[position]} cannot be converted to WebP: exclude or replace it."
        )
    return content.tobytes()


def shrink_labels(path: Path, short_side: int) -> bytes:
    """Return a label image as PNG, scaled down to a short side without interpolation.

    Raises:
        FormatError: the image is damaged.
    """
    out = io.BytesIO()
    try:
        with Image.open(path) as labels:
            height, width = fit_size(labels.height, labels.width, short_side)
            small = labels.resize((width, height), Image.Resampling.NEAREST)
            small.save(out, format="PNG", optimize=True)
    except (OSError, SyntaxError, ValueError) as error:
        raise FormatError(f"The labels {path} cannot be read: {error}.") from error
    return out.getvalue()


def shrink_json(path: Path, short_side: int, keep: Keep) -> bytes:
    """Return JSON without excluded files; masks of COCO and YouTube-VIS are scaled down.

    Raises:
        FormatError: the file is not valid JSON, or its masks cannot be read.
    """
    try:
        values = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise FormatError(f"{path} cannot be read as JSON: {error}.") from error
    if isinstance(values, dict) and isinstance(values.get("videos"), dict):  # YouTube-VOS
        videos = values["videos"]
        values["videos"] = {name: videos[name] for name in videos if keep(PurePosixPath(name))}
    if isinstance(values, dict) and isinstance(values.get("annotations"), list):
        try:
            _shrink_annotations(values, path, short_side, keep)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise FormatError(
                f"{path} does not follow the layout of COCO or YouTube-VIS: {error!r}."
            ) from error
    return json.dumps(values, separators=(",", ":")).encode()


def _shrink_annotations(values: dict[str, Any], path: Path, short_side: int, keep: Keep) -> None:
    kind, of, names = (
        ("videos", "video_id", "file_names")
        if "videos" in values
        else ("images", "image_id", "file_name")
    )
    sizes: dict[Any, tuple[int, int]] = {}
    rows = []
    for row in values[kind]:
        files = [row[names]] if isinstance(row[names], str) else row[names]
        small = [PurePosixPath(name).with_suffix(IMAGE_SUFFIX) for name in files]
        if not all(map(keep, small)):
            continue
        sizes[row["id"]] = row["height"], row["width"]
        height, width = fit_size(row["height"], row["width"], short_side)
        texts = [str(name) for name in small]
        own = texts[0] if isinstance(row[names], str) else texts
        rows.append({**row, names: own, "height": height, "width": width})
    values[kind] = rows
    annotations = []
    for number, row in enumerate(values["annotations"]):
        if "segments_info" in row:
            raise FormatError(f"{path} is panoptic JSON, which cannot be packed: exclude it.")
        if row[of] not in sizes:
            continue
        field = Field(row, path, f"annotations[{number}]")
        annotation = _shrink_annotation(field, sizes[row[of]], short_side)
        if annotation is not None:
            annotations.append(annotation)
    values["annotations"] = annotations


def _shrink_annotation(
    field: Field, size: tuple[int, int], short_side: int
) -> dict[str, Any] | None:
    """Return the scaled annotation of a track or object; None if the object vanishes."""
    if field.has("segmentations"):
        masks = [
            _shrink_mask(item, size, short_side) if item.value else None
            for item in field.items("segmentations")
        ]
        return {
            **field.value,
            "segmentations": [mask and compressed_rle(mask) for mask in masks],
            "bboxes": [mask and list(mask.box) for mask in masks],
            "areas": [mask and mask.area for mask in masks],
            "height": fit_size(*size, short_side)[0],
            "width": fit_size(*size, short_side)[1],
        }
    mask = _shrink_mask(field.get("segmentation"), size, short_side)
    if mask is None:
        return None
    more = {"segmentation": compressed_rle(mask), "bbox": list(mask.box), "area": mask.area}
    return {**field.value, **more}


def _shrink_mask(field: Field, size: tuple[int, int], short_side: int) -> Mask | None:
    mask, _ = read_segmentation(field, *size)
    height, width = fit_size(*size, short_side)
    if (height, width) != size:
        image = Image.fromarray(mask.to_array())
        small = image.resize((width, height), Image.Resampling.NEAREST)
        mask = Mask.from_array(np.asarray(small))
    return None if mask.is_empty else mask
