"""Per-frame attribute values survive a round trip in the formats that support them."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gvseg.annotation.changes import CategoryChange, FrameValuesChange
from gvseg.annotation.frame_values import value_everywhere, values_on
from gvseg.annotation.records import Attribute, AttributeKind
from gvseg.annotation.start import start_document
from gvseg.formats import plan_import, read_documents, write_documents
from gvseg.formats.building import DocumentBuilder
from tests.gvseg.formats.documents import disc, source_of

FORMATS = ["cvat", "coco", "ytvis", "datumaro"]
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]),
    min_size=1,
    max_size=6,
)
VALUES = {
    "occluded": st.booleans(),
    "truncated": st.booleans(),
    "pose": st.sampled_from(["sits", "stands"]),
    "speed": st.integers(-40, 40).map(lambda number: number / 4),
    "note": TEXTS,
}
PER_FRAME = (
    Attribute("pose", AttributeKind.CHOICE, ("sits", "stands"), "sits", is_per_frame=True),
    Attribute("speed", AttributeKind.NUMBER, is_per_frame=True),
    Attribute("note", AttributeKind.TEXT, is_per_frame=True),
)
SOME_VALUES = st.fixed_dictionaries({}, optional=VALUES)


@st.composite
def documents(draw):
    """Generate up to three objects on up to five frames, with values of objects and of frames."""
    count = draw(st.integers(1, 5))
    builder = DocumentBuilder(source_of(count))
    builder.add_category(1, "rabbit", attributes=draw(st.sampled_from([(), PER_FRAME])))
    for track_id in range(1, draw(st.integers(1, 3)) + 1):
        builder.add_track(track_id, 1, attributes=draw(SOME_VALUES))
        for frame_index in draw(st.sets(st.integers(0, count - 1), min_size=1)):
            builder.add_mask(track_id, frame_index, disc(3, 3, 2))
            values = draw(SOME_VALUES)
            own = {
                name: value
                for name, value in values.items()
                if value != value_everywhere(builder.document, track_id, name)
            }
            builder.document.write(FrameValuesChange(track_id, frame_index, own))
    return builder.document


def resolved(document):
    """Return (track, frame) -> all values, for frames with a mask."""
    found = {}
    for track_id in document.tracks:
        for frame_index, _ in document.masks_of(track_id):
            values = values_on(document, track_id, frame_index)
            found[track_id, frame_index] = {
                name: values.get(name, value_everywhere(document, track_id, name))
                for name in VALUES
            }
    return found


def without_defaults(values):
    """Return the same without values that mean nothing."""
    return {
        place: {name: value for name, value in own.items() if value not in (None, False)}
        for place, own in values.items()
    }


@settings(max_examples=60)
@given(document=documents())
@pytest.mark.parametrize("name", FORMATS)
def test_values_survive_a_round_trip_on_each_frame(tmp_path, name, document):
    path = tmp_path / ("out.xml" if name == "cvat" else "out.json")
    write_documents(document, path, name)
    (again,) = read_documents(path, name)
    if name != "cvat":  # the other formats store values, but no definitions with defaults
        definitions = document.category(1).attributes
        again.write(CategoryChange(1, replace(again.category(1), attributes=definitions)))
    found, expected = resolved(again), resolved(document)
    assert without_defaults(found) == without_defaults(expected)


@settings(max_examples=20)
@given(document=documents())
def test_an_import_adds_them_to_a_project(document):
    target = start_document(document.source)
    plan_import(document, target).edit().apply(target)
    values = {i: dict(target.frame_values_of(i)) for i in target.tracks}
    assert values == {i: dict(document.frame_values_of(i)) for i in document.tracks}


def test_cvat_has_occluded_built_in_and_the_others_as_mutable(tmp_path):
    builder = DocumentBuilder(source_of(3))
    builder.add_category(1, "rabbit", attributes=PER_FRAME[:1])
    builder.add_track(1, 1)
    for frame_index in range(3):
        builder.add_mask(1, frame_index, disc(3, 3, 2))
    builder.document.write(FrameValuesChange(1, 1, {"occluded": True, "truncated": True}))
    write_documents(builder.document, tmp_path / "a.xml", "cvat")
    text = (tmp_path / "a.xml").read_text(encoding="utf-8")
    assert text.count('occluded="1"') >= 1
    assert "<name>pose</name><mutable>True</mutable>" in text
    assert "<name>truncated</name><mutable>True</mutable><input_type>checkbox" in text
    assert "<name>occluded</name>" not in text
    assert '<attribute name="pose">sits</attribute>' in text


def test_coco_readers_see_plain_attributes(tmp_path):
    builder = DocumentBuilder(source_of(2))
    builder.add_category(1, "rabbit")
    builder.add_track(1, 1, attributes={"name": "Kim"})
    for frame_index in range(2):
        builder.add_mask(1, frame_index, disc(3, 3, 2))
    builder.document.write(FrameValuesChange(1, 1, {"occluded": True}))
    write_documents(builder.document, tmp_path / "a.json", "coco")
    first, second = json.loads((tmp_path / "a.json").read_text())["annotations"]
    assert "attributes" not in first
    assert second["attributes"] == {"name": "Kim", "occluded": True}


@pytest.mark.parametrize("name", ["cvat", "coco", "datumaro"])
def test_values_without_a_mask_are_counted(tmp_path, name):
    builder = DocumentBuilder(source_of(3))
    builder.add_category(1, "rabbit")
    builder.add_track(1, 1)
    builder.add_mask(1, 0, disc(3, 3, 2))
    for frame_index in (0, 1, 2):
        builder.document.write(FrameValuesChange(1, frame_index, {"occluded": True}))
    report = write_documents(builder.document, tmp_path / "out", name)
    assert any("values in 2 frames" in note for note in report.notes)


def test_ytvis_keeps_values_without_a_mask(tmp_path):
    builder = DocumentBuilder(source_of(3))
    builder.add_category(1, "rabbit")
    builder.add_track(1, 1)
    builder.add_mask(1, 0, disc(3, 3, 2))
    builder.document.write(FrameValuesChange(1, 2, {"occluded": True}))
    write_documents(builder.document, tmp_path / "a.json", "ytvis")
    (again,) = read_documents(tmp_path / "a.json", "ytvis")
    assert dict(again.frame_values_of(1)) == {2: {"occluded": True}}
