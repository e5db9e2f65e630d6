"""Labels of a CVAT XML file: names, colours and attribute definitions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from gvseg.annotation.frame_values import OCCLUDED
from gvseg.annotation.records import Attribute, AttributeKind, AttributeValue, Colour
from gvseg.formats.xml_nodes import XmlNode

_KINDS: Final = {
    "select": AttributeKind.CHOICE,
    "radio": AttributeKind.CHOICE,
    "number": AttributeKind.NUMBER,
    "checkbox": AttributeKind.FLAG,
}
_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(slots=True)
class CvatLabel:
    """A CVAT label.

    Attributes:
        name: name, unique in the file.
        colour: colour, if the file has one.
        attributes: attribute name -> definition.
    """

    name: str
    colour: Colour | None = None
    attributes: dict[str, Attribute] = field(default_factory=dict)

    def values(self, shape: XmlNode) -> dict[str, AttributeValue]:
        """Return the attribute values of a shape."""
        found: dict[str, AttributeValue] = {}
        for node in shape.all_of("attribute"):
            name = node.string("name")
            known = self.attributes.get(name)
            found[name] = _value(node.text, AttributeKind.TEXT if known is None else known.kind)
        if OCCLUDED not in self.attributes:
            found[OCCLUDED] = shape.attributes.get("occluded") == "1"
        return found


def read_labels(holder: XmlNode) -> Iterator[CvatLabel]:
    """Yield the labels of a task, job or project, without those of skeleton parts."""
    labels = holder.find("labels")
    for node in [] if labels is None else labels.all_of("label"):
        name = node.child_text("name")
        if name and not node.child_text("parent"):
            text = node.child_text("color")
            colour = None
            if _COLOUR.fullmatch(text):
                colour = (int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16))
            attributes = node.find("attributes")
            nodes = [] if attributes is None else attributes.all_of("attribute")
            known = [found for one in nodes if (found := _attribute(one)) is not None]
            yield CvatLabel(name, colour, {one.name: one for one in known})


def _attribute(node: XmlNode) -> Attribute | None:
    name = node.child_text("name")
    if not name:
        return None
    kind = _KINDS.get(node.child_text("input_type"), AttributeKind.TEXT)
    values = node.find("values")
    choices: tuple[str, ...] = ()
    if kind is AttributeKind.CHOICE and values is not None:
        choices = tuple(dict.fromkeys(filter(None, map(str.strip, values.text.split("\n")))))
    default = node.child_text("default_value")
    value = _value(default, kind) if default else None
    is_per_frame = node.child_text("mutable").strip().lower() == "true"
    return Attribute(name, kind, choices, value, is_per_frame)


def _value(text: str, kind: AttributeKind) -> AttributeValue:
    if kind is AttributeKind.FLAG and text.strip().lower() in ("true", "false"):
        return text.strip().lower() == "true"
    if kind is AttributeKind.NUMBER:
        try:
            return float(text)
        except ValueError:
            return text
    return text
