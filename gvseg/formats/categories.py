"""Category lists in JSON files."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from gvseg.annotation.document import Document
from gvseg.annotation.records import Category, Colour
from gvseg.errors import FormatError
from gvseg.formats.building import DocumentBuilder
from gvseg.formats.job import ReadJob
from gvseg.formats.json_fields import Field

_MAX_ID = 2**53
_HEX = re.compile(r"#?([0-9a-fA-F]{6})(?:[0-9a-fA-F]{2})?")


def shared_categories(documents: Sequence[Document]) -> dict[int, Category]:
    """Return the categories of all documents, by id.

    Raises:
        FormatError: an id has different names in two documents.
    """
    found: dict[int, Category] = {}
    for document in documents:
        for category_id, category in document.categories.items():
            other = found.setdefault(category_id, category)
            if other.name != category.name:
                raise FormatError(
                    f"Category {category_id} is {other.name} in one video and {category.name} in "
                    f"another; use the same category list for all videos."
                )
    return dict(sorted(found.items()))


def category_entries(documents: Sequence[Document]) -> list[dict[str, Any]]:
    """Return the category list for COCO, COCO panoptic and YouTube-VIS files."""
    return [
        {
            "id": category.category_id,
            "name": category.name,
            "supercategory": category.supercategory,
            "isthing": int(category.is_thing),
            "color": list(category.colour),
        }
        for category in shared_categories(documents).values()
    ]


def category_notes(documents: Sequence[Document]) -> Iterator[str]:
    """Yield notes on ids and unused categories that mmdetection's converter cannot handle."""
    ids = list(shared_categories(documents))
    if ids != list(range(1, len(ids) + 1)):
        yield f"Category ids {ids} are not 1 to {len(ids)}, as mmdetection's converter expects."
    used = {track.category_id for document in documents for track in document.tracks.values()}
    unused = [one.name for i, one in shared_categories(documents).items() if i not in used]
    if unused:
        yield (
            f"Categories without objects: {', '.join(unused)}; mmdetection's converter fails on "
            f"them."
        )


def merged_categories(root: Field, job: ReadJob | None = None) -> list[dict[str, Any]]:
    """Return the arguments of `DocumentBuilder.add_category` for each category of a file.

    Positive integer ids are kept. If any id is 0 or a string, all categories are numbered from 1 in
    file order.

    Args:
        root: the JSON root.
        job: records invalid categories and skips them; None rejects the file instead.
    """
    job = ReadJob() if job is None else job
    found: dict[int | str, dict[str, Any]] = {}
    for category in root.items("categories"):
        with job.entry():
            made = _category(category)
            known = found.setdefault(made["file_id"], made)
            if known is not made and known["name"] != made["name"]:
                category.refuse(f"the category id {made['file_id']} is used twice")
    is_ours = all(isinstance(one, int) and 0 < one < _MAX_ID for one in found)
    for number, made in enumerate(found.values(), start=1):
        made["category_id"] = made["file_id"] if is_ours else number
    return list(found.values())


def _category(category: Field) -> dict[str, Any]:
    file_id = category.identifier("id")
    name = category.key_text("name") if category.has("name") else f"category {file_id}"
    group = category.value.get("supercategory")
    return {
        "file_id": file_id,
        "name": name,
        "is_thing": not category.has("isthing") or category.flag("isthing"),
        "colour": read_colour(category),
        "supercategory": category.text("supercategory") if isinstance(group, str) else "",
    }


def category_of(annotation: Field, builder: DocumentBuilder) -> int:
    """Return the category of an annotation; the default category if it has none.

    Raises:
        FormatError: the category is not in the file's list.
    """
    if not annotation.has("category_id"):
        return builder.add_default_category()
    file_id = annotation.identifier("category_id")
    found = builder.category_of(file_id)
    if found is None:
        annotation.refuse(f"there is no category {file_id}")
    return found


def read_colour(entry: Field) -> Colour | None:
    """Return the colour of a category or object, given as [r, g, b], "#rrggbb" or "rgb(r, g, b)".

    COCO does not define colours, so an unknown notation gives None, not an error.
    """
    value = entry.value.get("color") if isinstance(entry.value, dict) else None
    if isinstance(value, str):
        if (code := _HEX.fullmatch(value.strip())) is not None:
            return (int(code[1][:2], 16), int(code[1][2:4], 16), int(code[1][4:6], 16))
        value = [int(part) for part in re.findall(r"\d{1,4}", value)][:3]
    if not isinstance(value, list) or len(value) not in (3, 4):
        return None
    parts = [int(part) for part in value[:3] if isinstance(part, int | float) and 0 <= part <= 255]
    return (parts[0], parts[1], parts[2]) if len(parts) == 3 else None
