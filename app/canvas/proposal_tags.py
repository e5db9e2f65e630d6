"""Class and score of each proposal on the canvas, beside its mask."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from app.theme import RADIUS, SMALL_TEXT_PX, SPACE
from app.workspace import Workspace
from gvseg.annotation.records import Colour, Track
from gvseg.masks import Mask

_GROUND: Final = QColor(20, 22, 25, 215)
_INK: Final = QColor(240, 240, 240)
_BAR_PX: Final = 3


class ProposalTags:
    """Small labels that stand over the masks; one that would cover another is left out."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._tags: list[tuple[str, Colour, float, float]] = []

    def reload(self, masks: dict[int, Mask]) -> bool:
        """Take up the proposals among the masks on the canvas. Says whether labels differ."""
        before, self._tags = self._tags, []
        proposals = self._workspace.document.proposals if masks else {}
        looked_at = self._workspace.proposal_id
        shown = [one for one in masks if one in proposals]
        # Where there is no room for all, these come first.
        shown.sort(key=lambda one: (one != looked_at, -(proposals[one].score or 0.0)))
        for track_id in shown:
            track, (x, y, width, _) = proposals[track_id], masks[track_id].box
            self._tags.append((tag_text(track), track.colour, x + width / 2, y))
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
        view = QRectF(painter.viewport())
        metrics = painter.fontMetrics()
        height = metrics.height() + SPACE
        taken: list[QRectF] = []
        for text, colour, x, y in self._tags:
            at = QPointF(*to_widget(x, y))
            width = metrics.horizontalAdvance(text) + 2 * SPACE + _BAR_PX
            box = QRectF(at.x() - width / 2, at.y() - height - 2, width, height)
            box.moveLeft(min(max(box.left(), 2), view.width() - width - 2))
            box.moveTop(max(box.top(), 2))
            if any(box.intersects(other) for other in taken) or not view.contains(box):
                continue
            taken.append(box)
            _draw_tag(painter, box, text, QColor(*colour))
        painter.restore()


def tag_text(track: Track) -> str:
    """As "car 7  0.83"."""
    return track.name if track.score is None else f"{track.name}  {track.score:.2f}"


def _draw_tag(painter: QPainter, box: QRectF, text: str, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_GROUND)
    painter.drawRoundedRect(box, RADIUS - 1, RADIUS - 1)
    painter.setBrush(colour)
    painter.drawRoundedRect(QRectF(box.left(), box.top(), _BAR_PX, box.height()), 1, 1)
    painter.setPen(_INK)
    painter.drawText(box.adjusted(_BAR_PX, 0, 0, 0), Qt.AlignmentFlag.AlignCenter, text)
