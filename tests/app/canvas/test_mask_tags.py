"""Placement of the labels on the canvas: inside the frame and without overlaps."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, QSizeF

from app.canvas.mask_tags import TagPlacement, placed

ROOM = QRectF(100, 50, 300, 200)
SIZE = QSizeF(80, 18)


def placement(x: float, y: float, *, is_above: bool = True) -> TagPlacement:
    return TagPlacement(QPointF(x, y), SIZE, is_above)


def test_labels_are_above_things_and_inside_stuff():
    over, on = placed([placement(250, 120), placement(250, 200, is_above=False)], ROOM)
    assert over is not None
    assert (over.center().x(), over.bottom()) == (250, 118)
    assert on is not None
    assert on.center() == QPointF(250, 200)


def test_a_label_at_the_edge_stays_inside_the_frame():
    for x, y in ((101, 150), (399, 150), (250, 51), (101, 51)):
        (box,) = placed([placement(x, y)], ROOM)
        assert box is not None
        assert ROOM.contains(box)


def test_overlapping_labels_move_and_the_more_confident_one_stays():
    first, second, third = placed(
        [placement(250, 120), placement(255, 121), placement(245, 122)], ROOM
    )
    assert first == placed([placement(250, 120)], ROOM)[0]
    assert second is not None
    assert third is not None
    assert not any(a.intersects(b) for a, b in combinations((first, second, third), 2))


def test_without_free_space_the_least_confident_labels_are_omitted():
    boxes = placed([placement(250, 150)] * 12, ROOM)
    assert boxes[0] is not None
    assert boxes[-1] is None


def test_objects_out_of_view_have_no_label():
    assert placed([placement(0, 150), placement(250, 400)], ROOM) == [None, None]
    assert placed([placement(20, 5)], QRectF(0, 0, 40, 10)) == [None], "the frame is too small"


@given(
    st.lists(
        st.builds(placement, st.floats(0, 500), st.floats(0, 300), is_above=st.booleans()),
        max_size=15,
    )
)
def test_labels_are_always_inside_the_frame_and_never_overlap(placements):
    boxes = [box for box in placed(placements, ROOM) if box is not None]
    assert all(ROOM.contains(box) for box in boxes)
    assert not any(a.intersects(b) for a, b in combinations(boxes, 2))
