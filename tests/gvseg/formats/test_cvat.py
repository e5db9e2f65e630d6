"""CVAT XML, as CVAT writes it for video and for images; CVAT accepts the files that we write."""

from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given

from gvseg.annotation.records import AttributeKind, Track
from gvseg.errors import FormatError
from gvseg.formats import ExportOptions, read_annotations, read_documents, write_documents
from gvseg.formats.building import DocumentBuilder
from gvseg.masks import Mask
from tests.gvseg.formats.documents import disc, documents, pixels_of, source_of, two_rabbits

HEIGHT, WIDTH = 96, 160

META = """\
  <meta>
    <task>
      <id>17</id><name>walk</name><size>12</size><mode>interpolation</mode><overlap>0</overlap>
      <bugtracker></bugtracker><created>2024-05-02 09:11:40.1+00:00</created>
      <subset>default</subset><start_frame>0</start_frame><stop_frame>11</stop_frame>
      <frame_filter></frame_filter>
      <segments><segment><id>31</id><start>0</start><stop>11</stop>
        <url>http://localhost:8080/api/jobs/31</url></segment></segments>
      <owner><username>ann</username><email>ann@example.org</email></owner>
      <assignee></assignee>
      <labels>
        <label><name>car</name><color>#fa3253</color><type>any</type><attributes>
          <attribute><name>model</name><mutable>False</mutable><input_type>select</input_type>
            <default_value>van</default_value><values>van
truck</values></attribute>
          <attribute><name>parked</name><mutable>True</mutable><input_type>checkbox</input_type>
            <default_value>false</default_value><values>false</values></attribute>
          <attribute><name>speed</name><mutable>False</mutable><input_type>number</input_type>
            <default_value>0</default_value><values>0
100
1</values></attribute>
        </attributes></label>
        <label><name>person</name><color>#33ddff</color><type>any</type><attributes>
        </attributes></label>
      </labels>
      <original_size><width>160</width><height>96</height></original_size>
      <source>talk.mp4</source>
    </task>
    <dumped>2024-05-02 09:20:01.5+00:00</dumped>
  </meta>
"""


def square(x, y=20, size=28):
    pixels = np.zeros((HEIGHT, WIDTH), np.bool_)
    pixels[y : y + size, x : x + size] = True
    return Mask.from_array(pixels)


def row_runs(pixels):
    """Return run lengths in row-major order, zeros first, as CVAT's own code computes them."""
    runs, value, length = [], 0, 0
    for pixel in pixels.ravel():
        if pixel != value:
            runs.append(length)
            value, length = pixel, 0
        length += 1
    return [*runs, length]


def brush(frame, x, *, outside=0, attributes=""):
    """Return a brush mask: a square of 28 pixels with one pixel missing, in a box of 30 x 29."""
    box = np.zeros((29, 30), np.uint8)
    box[:28, :28] = 1
    runs = ", ".join(map(str, row_runs(box)))
    return (
        f'    <mask frame="{frame}" keyframe="1" outside="{outside}" occluded="0" rle="{runs}" '
        f'left="{x}" top="20" width="30" height="29" z_order="0">{attributes}</mask>\n'
    )


def polygon(frame, x, *, outside=0, keyframe=1, attributes="", z_order=0):
    corners = f"{x}.00,20.00;{x + 28}.00,20.00;{x + 28}.00,48.00;{x}.00,48.00"
    return (
        f'    <polygon frame="{frame}" keyframe="{keyframe}" outside="{outside}" occluded="0" '
        f'points="{corners}" z_order="{z_order}">{attributes}</polygon>\n'
    )


def track(number, label, shapes, more=""):
    return f'  <track id="{number}" label="{label}" source="manual"{more}>\n{shapes}  </track>\n'


def save(path, *parts, meta=META):
    text = "".join(["<annotations>\n  <version>1.1</version>\n", meta, *parts, "</annotations>\n"])
    path.write_text('<?xml version="1.0" encoding="utf-8"?>\n' + text, encoding="utf-8")
    return path


def test_polygon_tracks_are_objects_and_end_where_they_are_outside(tmp_path):
    shapes = "".join(polygon(i, 10 + 5 * i, keyframe=int(i == 0)) for i in range(4))
    file = save(
        tmp_path / "annotations.xml",
        track(0, "car", shapes + polygon(4, 25, outside=1)),
        track(1, "person", polygon(2, 90) + polygon(3, 90, outside=1)),
    )
    (document,) = read_documents(file, "cvat")
    assert document.source.frame_count == 12
    assert document.source.name == "talk"
    assert [category.name for category in document.categories.values()] == ["car", "person"]
    assert document.categories[1].colour == (0xFA, 0x32, 0x53)
    first, second = pixels_of(document).values()
    assert first == {i: square(10 + 5 * i) for i in range(4)}
    assert list(second) == [2]


def test_brush_masks_are_pixel_exact(tmp_path):
    parts = [track(i, "car", brush(i, 10 + i) + brush(i + 1, 10 + i, outside=1)) for i in range(3)]
    (document,) = read_documents(save(tmp_path / "a.xml", *parts), "cvat")
    found = pixels_of(document)
    assert len(found) == 3  # CVAT writes a separate track for each brush mask
    assert [masks[i] for i, masks in enumerate(found.values())] == [
        square(10 + i) for i in range(3)
    ]


def test_a_mask_that_extends_beyond_the_frame_is_clipped(tmp_path):
    (document,) = read_documents(save(tmp_path / "a.xml", track(0, "car", brush(0, 150))), "cvat")
    assert pixels_of(document) == {1: {0: Mask.from_array(square(150).to_array())}}


def test_attributes_are_kept_and_mutable_ones_per_frame(tmp_path):
    values = [
        '<attribute name="model">truck</attribute><attribute name="speed">40</attribute>'
        f'<attribute name="parked">{flag}</attribute>'
        for flag in ("false", "true")
    ]
    shapes = polygon(0, 10, attributes=values[0]) + polygon(1, 10, attributes=values[1])
    report = read_annotations(save(tmp_path / "a.xml", track(0, "car", shapes)), "cvat")
    (document,) = report.documents
    (found,) = document.tracks.values()
    assert found.attributes == {"model": "truck", "speed": 40.0}
    assert dict(document.frame_values_of(found.track_id)) == {1: {"parked": True}}
    definitions = {one.name: one for one in document.categories[1].attributes}
    assert definitions["model"].choices == ("van", "truck")
    assert definitions["parked"].kind is AttributeKind.FLAG
    assert definitions["speed"].kind is AttributeKind.NUMBER
    assert definitions["parked"].is_per_frame
    assert not definitions["model"].is_per_frame
    assert not report.omissions


def test_boxes_and_points_are_left_out_and_reported(tmp_path):
    box = '<box frame="0" outside="0" keyframe="1" xtl="1" ytl="1" xbr="9" ybr="9" z_order="0"/>'
    points = '<points frame="0" outside="0" keyframe="1" points="1,1;2,2" z_order="0"/>'
    file = save(
        tmp_path / "a.xml",
        track(0, "car", box * 3 + box.replace('outside="0"', 'outside="1"')),
        track(1, "car", points),
        track(2, "car", polygon(0, 10)),
    )
    report = read_annotations(file, "cvat")
    assert [omission.reason for omission in report.omissions] == [
        "boxes have no mask and are left out (3)",
        "points have no mask and are left out (1)",
    ]
    assert len(pixels_of(report.documents[0])) == 1


def test_a_bad_shape_does_not_affect_the_others(tmp_path):
    bad = polygon(1, 10).replace('points="', 'points="x,')
    file = save(tmp_path / "a.xml", track(0, "car", polygon(0, 10) + bad + polygon(2, 10)))
    report = read_annotations(file, "cvat")
    (omission,) = report.omissions
    lines = file.read_text(encoding="utf-8").splitlines()
    assert omission.location == f"line {1 + lines.index(bad.splitlines()[0])}"
    assert list(pixels_of(report.documents[0])[1]) == [0, 2]
    with pytest.raises(FormatError, match="x 'x' is not a number"):
        read_documents(file, "cvat")


def test_layers_follow_z_order(tmp_path):
    file = save(
        tmp_path / "a.xml",
        track(0, "car", polygon(0, 10, z_order=5)),
        track(1, "car", polygon(0, 20, z_order=1)),
    )
    (document,) = read_documents(file, "cvat")
    assert document.layer_order == (2, 1)


def test_ellipses_are_masks(tmp_path):
    ellipse = (
        '<ellipse frame="0" keyframe="1" outside="0" occluded="0" cx="80" cy="48" rx="20" ry="10" '
        'rotation="90.0" z_order="0"/>'
    )
    (document,) = read_documents(save(tmp_path / "a.xml", track(0, "car", ellipse)), "cvat")
    mask = pixels_of(document)[1][0]
    assert abs(mask.area - np.pi * 200) < 10
    assert mask.box[2] < mask.box[3]


def test_a_project_has_one_document_per_task(tmp_path):
    task = (
        "<task><id>{0}</id><name>{1}</name><size>3</size><original_size><width>160</width>"
        "<height>96</height></original_size><source>{1}.mp4</source></task>"
    )
    meta = (
        "<meta><project><id>1</id><name>p</name><labels><label><name>car</name></label></labels>"
        f"<tasks>{task.format(4, 'a')}{task.format(9, 'b')}</tasks></project></meta>"
    )
    file = save(
        tmp_path / "a.xml",
        track(0, "car", polygon(0, 10), ' task_id="4" subset="train"'),
        track(0, "car", polygon(2, 30), ' task_id="9" subset="train"'),
        meta=meta,
    )
    one, two = read_documents(file, "cvat")
    assert (one.source.name, two.source.name) == ("a", "b")
    assert list(pixels_of(one)[1]) == [0]
    assert list(pixels_of(two)[1]) == [2]


def test_images_are_frames_with_their_names(tmp_path):
    shape = '<polygon label="car" points="10,20;38,20;38,48;10,48" z_order="0"></polygon>'
    images = "".join(
        f'<image id="{i}" name="shots/frame_{i:06d}.PNG" width="160" height="96">'
        f"{shape if i == 1 else ''}</image>\n"
        for i in range(3)
    )
    (document,) = read_documents(save(tmp_path / "a.xml", images), "cvat")
    assert document.source.frame_names == ("frame_000000", "frame_000001", "frame_000002")
    assert pixels_of(document) == {1: {1: square(10)}}
    assert document.unidentified == {1}


def test_images_with_the_same_name_in_several_folders_are_several_videos(tmp_path):
    shape = '<polygon label="car" points="10,20;38,20;38,48;10,48" z_order="0"></polygon>'
    images = "".join(
        f'<image id="{i}" name="{folder}/img{i % 2}.jpg" width="160" height="96">{shape}</image>'
        for i, folder in enumerate(("a", "a", "b", "b"))
    )
    one, two = read_documents(save(tmp_path / "a.xml", images), "cvat")
    assert (one.source.name, two.source.name) == ("a", "b")
    assert one.source.frame_names == two.source.frame_names == ("img0", "img1")
    assert len(pixels_of(two)) == 2


def test_a_file_without_meta_uses_the_size_of_the_video(tmp_path):
    """Scripts that write tracks for CVAT often leave out what CVAT does not require."""
    file = save(tmp_path / "a.xml", track(0, "car", brush(0, 10) + brush(3, 10)), meta="")
    report = read_annotations(file, "cvat", frame_size=(HEIGHT, WIDTH))
    assert pixels_of(report.documents[0]) == {1: {0: square(10), 3: square(10)}}
    with pytest.raises(FormatError, match="the frame size is unknown"):
        read_documents(file, "cvat")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not XML"),
        ("<html/>", "the root is <html>"),
        ("<annotations><version>1.1</version></annotations>", "neither <image> nor a <meta>"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><annotations>&a;</annotations>', "document type"),
        ("<annotations><meta><task></meta></annotations>", "not XML"),
    ],
)
def test_refuses_files_that_are_damaged_as_a_whole(tmp_path, text, reason):
    (tmp_path / "a.xml").write_text(text)
    with pytest.raises(FormatError, match=reason):
        read_documents(tmp_path / "a.xml", "cvat")


def test_cvat_would_import_every_mask_that_we_write(tmp_path):
    """CVAT imports only the first mask of a track; a track may also end with an outside shape."""
    document = two_rabbits()
    write_documents(document, tmp_path / "a.xml", "cvat")
    root = ET.parse(tmp_path / "a.xml").getroot()
    labels = {label.findtext("name") for label in root.iter("label")}
    taken = {}
    for element in root.iter("track"):
        assert element.get("label") in labels
        first = element.find("mask")
        left, top, width, height = (int(first.get(k)) for k in ("left", "top", "width", "height"))
        values = np.cumsum([int(run) for run in first.get("rle").split(",")])
        assert values[-1] == width * height
        crop = np.searchsorted(values, np.arange(values[-1]), side="right") % 2
        pixels = np.zeros((6, 8), np.bool_)
        pixels[top : top + height, left : left + width] = crop.reshape(height, width)
        place = (int(element.get("group_id")), int(first.get("frame")))
        assert place not in taken
        taken[place] = Mask.from_array(pixels)
    expected = {
        (i, f): mask for i, masks in pixels_of(document).items() for f, mask in masks.items()
    }
    assert taken == expected


def test_with_polygons_an_object_is_one_track(tmp_path):
    document = two_rabbits()
    options = ExportOptions(polygons=True)
    write_documents(document, tmp_path / "a.xml", "cvat", options=options)
    root = ET.parse(tmp_path / "a.xml").getroot()
    first, second = root.iter("track")
    seen = [(int(p.get("frame")), p.get("outside")) for p in first.iter("polygon")]
    assert seen == [(0, "0"), (1, "1"), (2, "0"), (3, "0")]
    assert [p.get("outside") for p in second.iter("polygon")] == ["0", "0", "1"]
    (again,) = read_documents(tmp_path / "a.xml", "cvat")
    assert pixels_of(again) == pixels_of(document)


def test_names_colours_and_attributes_survive_a_round_trip(tmp_path):
    builder = DocumentBuilder(source_of(2))
    builder.add_category(4, 'a "b" <c> & ü', is_thing=False, colour=(1, 2, 3), supercategory="s")
    values = {"text": "<&>", "flag": True, "number": 2.5}
    builder.add_track(7, 4, name="Häsin", colour=(9, 8, 7), attributes=values)
    builder.add_mask(7, 1, disc(2, 2, 1))
    write_documents(builder.document, tmp_path / "a.xml", "cvat")
    (again,) = read_documents(tmp_path / "a.xml", "cvat")
    track: Track = again.tracks[7]
    assert (track.name, track.colour, track.attributes) == ("Häsin", (9, 8, 7), values)
    category = again.categories[4]
    assert (category.name, category.is_thing) == ('a "b" <c> & ü', False)
    assert (category.colour, category.supercategory) == ((1, 2, 3), "s")
    assert again.source.sha256 == builder.document.source.sha256
    assert not again.unidentified


@given(document=documents())
def test_any_document_survives_a_round_trip(tmp_path_factory, document):
    file = tmp_path_factory.mktemp("cvat") / "a.xml"
    write_documents(document, file, "cvat")
    (again,) = read_documents(file, "cvat")
    assert pixels_of(again) == pixels_of(document)
