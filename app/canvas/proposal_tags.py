"""Class and score of each proposal on the canvas, beside its mask."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from app.theme import RADIUS, SMALL_TEXT_PX, SPACE
from app.workspace import Workspace
from gvseg.annotation.records import Colour, Track
from gvseg.masks import Mask, decode_counts

_GROUND: Final = QColor(20, 22, 25, 215)
_INK: Final = QColor(240, 240, 240)
_BAR_PX: Final = 3


class ProposalTags:
    """Small labels that stand over the masks; one that would cover another is left out."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._tags: list[_Tag] = []

    def reload(self, masks: dict[int, Mask]) -> bool:
        """Take up the proposals among the masks on the canvas. Says whether labels differ."""
        before, self._tags = self._tags, []
        document = self._workspace.document if masks else None
        if document is None or not document.proposals:
            return bool(before)
        looked_at = self._workspace.proposal_id
        for track_id, track in document.proposals.items():
            mask = masks.get(track_id)
            if mask is not None and not mask.is_empty:
                is_thing = document.category(track.category_id).is_thing
                rank = 2.0 * (track_id == looked_at) + is_thing + (track.score or 0.0) / 2
                place = _above(mask) if is_thing else _within(mask)
                self._tags.append(_Tag(rank, tag_text(track), track.colour, *place, is_thing))
        # Where there is no room for all, these come first.
        self._tags.sort(key=lambda tag: -tag.rank)
        return self._tags != before

    def clear(self) -> None:
        """Show none."""
        self._tags = []

    def draw(
        self, painter: QPainter, to_widget: Callable[[float, float], tuple[float, float]]
    ) -> None:
        """Draw the labels in widget pixels."""
        if not self._tags:
            return
        painter.save()
        font = QFont(painter.font())
        font.setPixelSize(SMALL_TEXT_PX)
        painter.setFont(font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        view = QRectF(painter.viewport()).adjusted(2, 2, -2, -2)
        metrics = painter.fontMetrics()
        taken: list[QRectF] = []
        for tag in self._tags:
            at = QPointF(*to_widget(tag.x, tag.y))
            size = QSizeF(
                metrics.horizontalAdvance(tag.text) + 2 * SPACE + _BAR_PX, metrics.height() + SPACE
            )
            box = _free_box(at, size, view, taken, is_above=tag.is_above)
            if box is not None:
                taken.append(box)
                _draw_tag(painter, box, tag.text, QColor(*tag.colour))
        painter.restore()


@dataclass(frozen=True, slots=True)
class _Tag:
    """One label.

    Attributes:
        rank: the higher ones are placed first.
        x, y: what it belongs to, in source pixels.
        is_above: whether it stands over that place, else on it.
    """

    rank: float
    text: str
    colour: Colour
    x: float
    y: float
    is_above: bool


def tag_text(track: Track) -> str:
    """As "car 7  0.83"."""
    return track.name if track.score is None else f"{track.name}  {track.score:.2f}"


def _above(mask: Mask) -> tuple[float, float]:
    x, y, width, _ = mask.box
    return x + width / 2, float(y)


def _within(mask: Mask) -> tuple[float, float]:
    """The middle of the longest upright stretch, which is inside whatever the shape."""
    runs = decode_counts(mask.counts)
    longest = 1 + 2 * int(np.argmax(runs[1::2]))
    # A stretch that goes on in the next column is taken at its middle; that is near enough.
    column, row = divmod(int(runs[:longest].sum() + runs[longest] // 2), mask.height)
    return column + 0.5, row + 0.5


def _free_box(
    at: QPointF, size: QSizeF, view: QRectF, taken: list[QRectF], *, is_above: bool
) -> QRectF | None:
    """A place for a label in the view that no other has; None where there is none."""
    if not view.adjusted(-size.width(), -size.height(), size.width(), size.height()).contains(at):
        return None
    first = at.y() - size.height() - 2 if is_above else at.y() - size.height() / 2
    for top in (first, first + size.height() + 4, first - size.height() - 2):
        box = QRectF(QPointF(at.x() - size.width() / 2, top), size)
        box.moveLeft(min(max(box.left(), view.left()), view.right() - size.width()))
        box.moveTop(min(max(box.top(), view.top()), view.bottom() - size.height()))
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
