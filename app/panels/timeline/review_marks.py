"""Marks of comments and review states on the ruler of the timeline."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from app.language import tr
from app.panels.comments.model import state_text
from app.panels.timeline.axis import FrameAxis
from app.theme import Theme
from gvseg.annotation.document import Document
from gvseg.annotation.review_notes import ReviewNotes, ReviewState

_STATE_TOP_PX: Final = 16  # below the numbers, above the marked range
_HEIGHTS_PX: Final = {ReviewState.ACCEPTED: 2, ReviewState.NEEDS_WORK: 5}
"""Different heights, so that the states do not differ by colour alone."""
_ROLES: Final = {ReviewState.ACCEPTED: "good", ReviewState.NEEDS_WORK: "warning"}
_BUBBLE_TOP_PX: Final = 15
_BUBBLE_PX: Final = 8
_SHOWN_COMMENTS: Final = 3
_SHOWN_LETTERS: Final = 60


class ReviewMarks:
    """The marks of a document, found again after `clear`, because painting is frequent."""

    def __init__(self) -> None:
        self._runs: list[tuple[int, int, ReviewState]] | None = None
        self._bubbles: list[tuple[int, bool]] = []

    def clear(self) -> None:
        """Discard the marks, because the document or its notes changed."""
        self._runs = None

    def paint(self, painter: QPainter, theme: Theme, axis: FrameAxis, notes: ReviewNotes) -> None:
        """Draw a line along frames with a review state, and a bubble on frames with comments."""
        if self._runs is None:
            self._runs = [(first, last, review.state) for first, last, review in notes.runs()]
            self._bubbles = _bubbles(notes)
        end = axis.left + axis.width
        for first, last, state in self._runs:
            left = max(axis.left, round(axis.x_of(first)))
            right = min(end, round(axis.x_of(last + 1)))
            if right >= axis.left and left <= end:
                paint_state(painter, theme, state, (left, _STATE_TOP_PX), max(2, right - left))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for frame_index, is_open in self._bubbles:
            x = (axis.x_of(frame_index) + axis.x_of(frame_index + 1)) / 2
            if axis.left <= x <= end:
                paint_bubble(painter, theme, QPointF(x, _BUBBLE_TOP_PX), is_open=is_open)
        painter.restore()


def paint_state(
    painter: QPainter, theme: Theme, state: ReviewState, corner: tuple[int, int], width: int
) -> None:
    """Draw the line of a review state from its upper left corner."""
    painter.fillRect(*corner, width, _HEIGHTS_PX[state], theme.colour(_ROLES[state]))


def paint_bubble(painter: QPainter, theme: Theme, at: QPointF, *, is_open: bool) -> None:
    """Draw a speech bubble below a point, filled if a comment is open."""
    colour = theme.colour("text" if is_open else "dim_text")  # the playhead has the accent
    painter.setPen(QPen(colour, 1))
    painter.setBrush(colour if is_open else QColor(Qt.GlobalColor.transparent))
    half, foot = _BUBBLE_PX / 2, at.y() + _BUBBLE_PX - 2
    painter.drawRoundedRect(QRectF(at.x() - half, at.y(), _BUBBLE_PX, _BUBBLE_PX - 2), 2, 2)
    painter.setBrush(colour)
    corners = [(-2, 0), (2, 0), (-1, 3)]
    painter.drawPolygon(QPolygonF([QPointF(at.x() + dx, foot + dy) for dx, dy in corners]))


def review_words(document: Document, frame_index: int) -> str:
    """Return the review state and the open comments of a frame as lines; "" for none."""
    notes = document.notes
    lines = [state_text(notes.frames[frame_index])] if frame_index in notes.frames else []
    found = [
        one for one in notes.comments.values() if one.frame_index == frame_index and one.is_open
    ]
    lines += [
        tr("{name}: {text}").format(name=one.author, text=_start_of(one.text))
        for one in found[:_SHOWN_COMMENTS]
    ]
    return "\n".join([*lines, "…"] if len(found) > _SHOWN_COMMENTS else lines)


def _start_of(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN_LETTERS else line[: _SHOWN_LETTERS - 1] + "…"


def _bubbles(notes: ReviewNotes) -> list[tuple[int, bool]]:
    """Return (frame index, whether a comment there is open), those with open ones last."""
    found: dict[int, bool] = {}
    for comment in notes.comments.values():
        found[comment.frame_index] = found.get(comment.frame_index, False) or comment.is_open
    return sorted(found.items(), key=lambda place: place[1])
