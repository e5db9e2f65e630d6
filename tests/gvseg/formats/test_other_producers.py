"""Key order, number types and extra fields of tools do not change the meaning of a file."""

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gvseg.annotation.document import Document
from gvseg.formats import guess_format, read_documents, write_documents
from tests.gvseg.formats import test_label_studio, test_sav, test_supervisely
from tests.gvseg.formats.documents import pixels_of, two_rabbits

Conventions = list[tuple[str, dict[int, dict[str, object]]]]


def meaning_of(document: Document) -> Conventions:
    """Return the content of a document: the category and pixels of each object."""
    found = []
    for track_id, masks in pixels_of(document).items():
        category = document.categories[document.tracks[track_id].category_id]
        found.append((category.name, masks))
    return found


def with_json(writer: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        write_documents(two_rabbits(), folder / "a.json", writer)
        return folder / "a.json"

    return make


def labelme_file(folder: Path) -> Path:
    write_documents(two_rabbits(), folder / "set", "labelme")
    return folder / "set"


def label_studio_file(folder: Path) -> Path:
    square = test_label_studio.square
    tasks = [
        test_label_studio.task(i, [test_label_studio.brush(square(10 + i), name=f"r{i}")])
        for i in range(2)
    ]
    return test_label_studio.save(folder / "a.json", tasks)


def supervisely_file(folder: Path) -> Path:
    bitmap = test_supervisely.bitmap(test_supervisely.square(10))
    figures = [(index, [test_supervisely.figure("a", bitmap)]) for index in (0, 3)]
    return test_supervisely.save(folder / "project", figures)


def sav_file(folder: Path) -> Path:
    frames = test_sav.frames_of(3)
    return test_sav.save(folder / "a.json", frames, count=12)


MAKERS = {
    "datumaro": with_json("datumaro"),
    "labelme": labelme_file,
    "label-studio": label_studio_file,
    "supervisely": supervisely_file,
    "sav": sav_file,
}
NUMBERS_THAT_STAY = {"rle", "counts", "group_id", "masklet_id"}


@st.composite
def mutations(draw) -> Callable[[object], object]:
    """Generate one way in which tools differ, for a whole JSON value."""
    order = draw(st.sampled_from(["unchanged", "reversed", "sorted"]))
    has_more, as_floats = draw(st.booleans()), draw(st.booleans())

    def mutate(value: object, key: str = "") -> object:
        if isinstance(value, dict):
            keys = list(value)
            if order != "unchanged":
                keys = keys[::-1] if order == "reversed" else sorted(keys)
            made = {name: mutate(value[name], name) for name in keys}
            named = key in ("attributes", "flags", "gvseg", "gvseg_source")
            return made if named or not has_more else {**made, "x_own": {"a": [1, None]}}
        if isinstance(value, list):
            return value if key in NUMBERS_THAT_STAY else [mutate(one, key) for one in value]
        is_number = isinstance(value, int) and not isinstance(value, bool)
        return float(value) if as_floats and is_number and key not in NUMBERS_THAT_STAY else value

    return mutate


@pytest.mark.parametrize("name", MAKERS)
@given(mutate=mutations())
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_json_of_other_tools_has_the_same_meaning(tmp_path_factory, name, mutate):
    path = MAKERS[name](tmp_path_factory.mktemp(name))
    (before,) = read_documents(path, name)
    files = [path] if path.is_file() else list(path.rglob("*.json"))
    for file in files:
        value = mutate(json.loads(file.read_text(encoding="utf-8")))
        file.write_text("\ufeff" + json.dumps(value, indent=1), encoding="utf-8")
    assert guess_format(path).format_name == name
    (after,) = read_documents(path, name)
    assert meaning_of(after) == meaning_of(before)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("is_reversed", [True, False])
def test_cvat_xml_of_other_tools_has_the_same_meaning(tmp_path, encoding, is_reversed):
    file = tmp_path / "a.xml"
    write_documents(two_rabbits(), file, "cvat")
    (before,) = read_documents(file, "cvat")
    tree = ET.parse(file)
    for element in list(tree.getroot().iter()):
        attributes = list(element.attrib.items())
        element.attrib.clear()
        element.attrib.update(attributes[::-1] if is_reversed else attributes)
        if element.tag in ("track", "mask", "task"):
            element.set("x_own", "1")
        if element.tag in ("task", "track"):
            ET.SubElement(element, "x_own").text = "more"
    tree.write(file, encoding=encoding, xml_declaration=True)
    (after,) = read_documents(file, "cvat")
    assert meaning_of(after) == meaning_of(before)
