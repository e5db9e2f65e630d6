"""Labels of proposals on the canvas: on the picture, none over another."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, QSizeF

from app.canvas.mask_tags import TagPlacement, placed

ROOM = QRectF(100, 50, 300, 200)
SIZE = QSizeF(80, 18)


def placement(x: float, y: float, *, is_above: bool = True) -> TagPlacement:
    return TagPlacement(QPointF(x, y), SIZE, is_above)


def test_a_label_stands_over_its_thing_and_on_its_surface():
    over, on = placed([placement(250, 120), placement(250, 200, is_above=False)], ROOM)
    assert over is not None
    assert (over.center().x(), over.bottom()) == (250, 118)
    assert on is not None
    assert on.center() == QPointF(250, 200)


def test_a_label_of_a_thing_at_the_edge_stays_on_the_picture():
    for x, y in ((101, 150), (399, 150), (250, 51), (101, 51)):
        (box,) = placed([placement(x, y)], ROOM)
        assert box is not None
        assert ROOM.contains(box)


def test_labels_of_things_close_together_move_apart_and_the_surer_ones_stay():
    first, second, third = placed(
        [placement(250, 120), placement(255, 121), placement(245, 122)], ROOM
    )
    assert first == placed([placement(250, 120)], ROOM)[0]
    assert second is not None
    assert third is not None
    assert not any(a.intersects(b) for a, b in combinations((first, second, third), 2))


def test_where_there_is_no_place_near_the_less_sure_ones_go():
    boxes = placed([placement(250, 150)] * 12, ROOM)
    assert boxes[0] is not None
    assert boxes[-1] is None


def test_what_is_out_of_sight_has_no_label():
    assert placed([placement(0, 150), placement(250, 400)], ROOM) == [None, None]
    assert placed([placement(20, 5)], QRectF(0, 0, 40, 10)) == [None], "the picture is too small"


@given(
    st.lists(
        st.builds(placement, st.floats(0, 500), st.floats(0, 300), is_above=st.booleans()),
        max_size=15,
    )
)
def test_whatever_is_found_labels_are_on_the_picture_and_apart(placements):
    boxes = [box for box in placed(placements, ROOM) if box is not None]
    assert all(ROOM.contains(box) for box in boxes)
    assert not any(a.intersects(b) for a, b in combinations(boxes, 2))
