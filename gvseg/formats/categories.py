"""Categories in JSON: written for all videos of a file at once, read with ids kept."""

from collections.abc import Iterator, Sequence
from typing import Any

from gvseg.annotation.document import Document
from gvseg.annotation.records import Category
from gvseg.errors import FormatError
from gvseg.formats.json_fields import Field


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


def merged_categories(root: Field) -> list[dict[str, Any]]:
    """Keyword arguments of `DocumentBuilder.add_category` for each category of a file."""
    found = []
    seen = set()
    for category in root.items("categories"):
        category_id = category.whole("id", least=1)
        if category_id in seen:
            category.refuse(f"the category id {category_id} comes twice")
        seen.add(category_id)
        group = category.get("supercategory") if category.has("supercategory") else None
        found.append(
            {
                "category_id": category_id,
                "name": category.text("name"),
                "is_thing": not category.has("isthing") or category.whole("isthing", most=1) == 1,
                "colour": read_colour(category),
                "supercategory": "" if group is None else group.as_text(),
            }
        )
    return found


def read_colour(category: Field) -> tuple[int, int, int] | None:
    """The colour of a category, where it has one."""
    if not category.has("color"):
        return None
    parts = [item.as_whole(most=255) for item in category.items("color")]
    if len(parts) != 3:
        category.refuse("a colour has three parts")
    return (parts[0], parts[1], parts[2])
