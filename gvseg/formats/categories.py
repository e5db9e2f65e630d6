"""Categories in JSON: written for all videos of a file at once, read with ids kept."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from gvseg.annotation.document import Document
from gvseg.annotation.records import Category, Colour
from gvseg.errors import FormatError
from gvseg.formats.building import DocumentBuilder
from gvseg.formats.job import ReadJob
from gvseg.formats.json_fields import Field

_MOST_ID = 2**53
_HEX = re.compile(r"#?([0-9a-fA-F]{6})(?:[0-9a-fA-F]{2})?")


def shared_categories(documents: Sequence[Document]) -> dict[int, Category]:
    """The categories of all documents, by id.

    Raises:
        FormatError: two documents give one id to different names.
    """
    found: dict[int, Category] = {}
    for document in documents:
        for category_id, category in document.categories.items():
            other = found.setdefault(category_id, category)
            if other.name != category.name:
                raise FormatError(
                    f"Category {category_id} is {other.name} in one video and {category.name} in "
                    f"another; give them one list of categories."
                )
    return dict(sorted(found.items()))


def category_entries(documents: Sequence[Document]) -> list[dict[str, Any]]:
    """The list of categories as COCO, panoptic and YouTube-VIS readers take it."""
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
    """What to say of the ids, if there is anything."""
    ids = list(shared_categories(documents))
    if ids != list(range(1, len(ids) + 1)):
        yield f"Category ids {ids} are not 1 to {len(ids)}, which mmdet's converter expects."
    used = {track.category_id for document in documents for track in document.tracks.values()}
    unused = [one.name for i, one in shared_categories(documents).items() if i not in used]
    if unused:
        yield f"No object is of {', '.join(unused)}; mmdet's converter stops at such categories."


def merged_categories(root: Field, job: ReadJob | None = None) -> list[dict[str, Any]]:
    """Keyword arguments of `DocumentBuilder.add_category` for each category of a file.

    Ids from 1 stay. Where a file has others (0, or texts) all are numbered from 1 in its order.

    Args:
        root: of the file.
        job: leaves out categories that cannot be read; None refuses the file for one.
    """
    job = ReadJob() if job is None else job
    found: dict[int | str, dict[str, Any]] = {}
    for category in root.items("categories"):
        with job.entry():
            made = _category(category)
            known = found.setdefault(made["file_id"], made)
            if known is not made and known["name"] != made["name"]:
                category.refuse(f"the category id {made['file_id']} comes twice")
    is_ours = all(isinstance(one, int) and 0 < one < _MOST_ID for one in found)
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
    """The category of an annotation; the usual one where it names none.

    Raises:
        FormatError: the file has a list of categories, and the annotation's is not in it.
    """
    if not annotation.has("category_id"):
        return builder.add_default_category()
    file_id = annotation.identifier("category_id")
    found = builder.category_of(file_id)
    if found is None:
        annotation.refuse(f"there is no category {file_id}")
    return found


def read_colour(entry: Field) -> Colour | None:
    """The colour of a category or object as [r, g, b], "#rrggbb" or "rgb(r, g, b)"; else None.

    Colours are no part of COCO: a form that is not known is no reason to refuse anything.
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
