"""Merges the attributes of a category that comes from several projects."""

from dataclasses import replace
from typing import Final

from gvseg.annotation.records import Attribute, AttributeKind, Category
from gvseg.errors import DatasetError

_KINDS: Final = {
    AttributeKind.TEXT: "text",
    AttributeKind.NUMBER: "a number",
    AttributeKind.FLAG: "yes or no",
    AttributeKind.CHOICE: "a choice",
}


def merge_attributes(shared: Category, own: Category, place: str) -> Category:
    """Return a shared category with the attributes and choices of a project's category.

    Args:
        shared: the category of the dataset, whose defaults are kept.
        own: the category of the project.
        place: name of the project, for errors.

    Raises:
        DatasetError: an attribute is of another kind in the project.
    """
    merged = {attribute.name: attribute for attribute in shared.attributes}
    for attribute in own.attributes:
        known = merged.get(attribute.name)
        if known is not None and known.kind is not attribute.kind:
            raise DatasetError(
                f"The attribute {attribute.name} of {own.name} is {_KINDS[attribute.kind]} in "
                f"{place} and {_KINDS[known.kind]} in the dataset ({shared.name}); rename it in "
                "the project, then add the project again."
            )
        merged[attribute.name] = attribute if known is None else _merge(known, attribute)
    return replace(shared, attributes=tuple(merged.values()))


def _merge(known: Attribute, other: Attribute) -> Attribute:
    return replace(
        known,
        choices=tuple(dict.fromkeys((*known.choices, *other.choices))),
        is_per_frame=known.is_per_frame or other.is_per_frame,
    )
