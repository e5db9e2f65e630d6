"""Labels on the canvas: the class and score of proposals and, if enabled, the names of objects."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from app.actions import NUMBERED_OBJECTS
from app.theme import RADIUS, SMALL_TEXT_PX, SPACE
from app.wording import Decimal
from app.workspace import Workspace
from gvseg.annotation.records import Colour, Track
from gvseg.masks import Mask, decode_counts

_GROUND: Final = QColor(20, 22, 25, 215)
_INK: Final = QColor(240, 240, 240)
_BAR_PX: Final = 3


class MaskTags:
    """Small labels above the masks, inside the frame and without overlaps.

    A label is omitted if labels of higher rank leave no space for it.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._tags: list[_Tag] = []

    def reload(self, masks: dict[int, Mask]) -> bool:
        """Update the labels from the masks on the canvas. Return whether they changed."""
        before, self._tags = self._tags, []
        document = self._workspace.document if masks else None
        has_names = self._workspace.view.options.show_names
        if document is None or not (document.proposals or has_names):
            return bool(before)
        looked_at = self._workspace.working_id
        named = document.tracks if has_names else {}
        for track_id, track in (*document.proposals.items(), *named.items()):
            mask = masks.get(track_id)
            if mask is not None and not mask.is_empty:
                is_thing = document.category(track.category_id).is_thing
                rank = 2.0 * (track_id == looked_at) + is_thing + (track.score or 0.0) / 2
                place = _above(mask) if is_thing else _within(mask)
                text = tag_text(track) if track.is_proposed else self._name(track)
                self._tags.append(_Tag(rank, text, track.colour, *place, is_thing))
        # Place the labels of higher rank first.
        self._tags.sort(key=lambda tag: -tag.rank)
        return self._tags != before

    def _name(self, track: Track) -> str:
        """Return the name, prefixed with the key that selects the object."""
        number = 1 + self._workspace.listed_objects.index(track.track_id)
        return f"{number}  {track.name}" if number in NUMBERED_OBJECTS else track.name

    def clear(self) -> None:
        self._tags = []

    def draw(
        self, painter: QPainter, to_widget: Callable[[float, float], tuple[float, float]]
    ) -> None:
        if not self._tags:
            return
        source = self._workspace.source
        frame = QRectF(QPointF(*to_widget(0, 0)), QPointF(*to_widget(source.width, source.height)))
        bounds = QRectF(painter.viewport()).intersected(frame).adjusted(2, 2, -2, -2)
        painter.save()
        font = QFont(painter.font())
        font.setPixelSize(SMALL_TEXT_PX)
        painter.setFont(font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = painter.fontMetrics()
        placements = [
            TagPlacement(
                QPointF(*to_widget(tag.x, tag.y)),
                QSizeF(
                    metrics.horizontalAdvance(tag.text) + 2 * SPACE + _BAR_PX,
                    metrics.height() + SPACE,
                ),
                tag.is_above,
            )
            for tag in self._tags
        ]
        for tag, box in zip(self._tags, placed(placements, bounds), strict=True):
            if box is not None:
                _draw_tag(painter, box, tag.text, QColor(*tag.colour))
        painter.restore()


@dataclass(frozen=True, slots=True)
class _Tag:
    """A label that has not been placed yet.

    Attributes:
        rank: labels of higher rank are placed first.
        x, y: anchor in source pixels.
        is_above: whether the label is above the anchor instead of on it.
    """

    rank: float
    text: str
    colour: Colour
    x: float
    y: float
    is_above: bool


def tag_text(track: Track) -> str:
    """Return text such as "car 7  0.83"."""
    return track.name if track.score is None else f"{track.name}  {Decimal(track.score):.2f}"


def _above(mask: Mask) -> tuple[float, float]:
    x, y, width, _ = mask.box
    return x + width / 2, float(y)


def _within(mask: Mask) -> tuple[float, float]:
    """Return the middle of the longest vertical run, which is inside any shape."""
    runs = decode_counts(mask.counts)
    longest = 1 + 2 * int(np.argmax(runs[1::2]))
    # A run may wrap into the next column; its middle is still inside the mask.
    column, row = divmod(int(runs[:longest].sum() + runs[longest] // 2), mask.height)
    return column + 0.5, row + 0.5


class TagPlacement(NamedTuple):
    """The preferred position of a label.

    Attributes:
        at: anchor in widget pixels.
        size: size of the label in widget pixels.
        is_above: whether the label is above the anchor instead of on it.
    """

    at: QPointF
    size: QSizeF
    is_above: bool


def placed(placements: Sequence[TagPlacement], bounds: QRectF) -> list[QRectF | None]:
    """Return a box for each label, in order, within the bounds and without overlaps.

    The box is None if the anchor is out of bounds or there is no free space nearby.
    """
    boxes: list[QRectF | None] = []
    for placement in placements:
        taken = [box for box in boxes if box is not None]
        boxes.append(_free_box(placement, bounds, taken))
    return boxes


def _free_box(placement: TagPlacement, bounds: QRectF, taken: list[QRectF]) -> QRectF | None:
    at, width, height = placement.at, placement.size.width(), placement.size.height()
    # The top of a zoomed mask may be just outside the view.
    if not bounds.adjusted(-width, -height, width, height).contains(at):
        return None
    if width > bounds.width() or height > bounds.height():
        return None
    first = at.y() - height - 2 if placement.is_above else at.y() - height / 2
    left = at.x() - width / 2
    below, over = first + height + 4, first - height - 2
    beside = ((left - width / 2 - 2, first), (left + width / 2 + 2, first))
    for x, y in ((left, first), (left, below), (left, over), *beside):
        box = QRectF(
            min(max(x, bounds.left()), bounds.right() - width),
            min(max(y, bounds.top()), bounds.bottom() - height),
            width,
            height,
        )
        if not any(box.intersects(other) for other in taken):
            return box
    return None


def _draw_tag(painter: QPainter, box: QRectF, text: str, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_GROUND)
    painter.drawRoundedRect(box, RADIUS - 1, RADIUS - 1)
    painter.setBrush(colour)
    painter.drawRoundedRect(QRectF(box.left(), box.top(), _BAR_PX, box.height()), 1, 1)
    painter.setPen(_INK)
    painter.drawText(box.adjusted(_BAR_PX, 0, 0, 0), Qt.AlignmentFlag.AlignCenter, text)
