"""The hover card of the timeline, with thumbnail, frame and confidence."""

import math

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from app.language import tr, tr_later
from app.panels.buttons import label, tabular
from app.panels.thumbnails import Thumbnails, tinted
from app.panels.timeline.review_marks import review_words
from app.panels.timeline.rows import track_of
from app.theme import SPACE
from app.wording import Decimal, listed, with_label
from app.workspace import Workspace
from gvseg.annotation.records import Origin
from gvseg.annotation.states import EMPTY, PINNED, PRESENT, VERIFIED, origin_from_flags

_SHOWN_PX = 96
_ORIGIN_WORDS = {
    Origin.DRAWN: tr_later("drawn"),
    Origin.PROPAGATED: tr_later("propagated"),
    Origin.IMPORTED: tr_later("imported"),
}


class HoverCard(QFrame):
    """A small window near the pointer that never takes focus."""

    def __init__(self, workspace: Workspace, thumbnails: Thumbnails, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.ToolTip)
        self.setObjectName("timelineHover")
        self.setProperty("role", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._workspace = workspace
        self._thumbnails = thumbnails
        self._place: tuple[int, int | None, QPoint] | None = None
        self._image = QLabel(self)
        self._image.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._frame = label("", "title", "hoverFrame", self)
        self._state = label("", "dim", "hoverState", self)
        self._review = label("", "small", "hoverReview", self)
        tabular(self._frame)
        tabular(self._state)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        layout.setSpacing(SPACE)
        for part in (self._image, self._frame, self._state, self._review):
            layout.addWidget(part)
        thumbnails.arrived.connect(self._on_arrived)

    def show_for(self, frame_index: int, time_text: str, track_id: int | None, at: QPoint) -> None:
        """Show a frame with one object, above a screen position."""
        self._place = (frame_index, track_id, at)
        self._frame.setText(tr("Frame {frame}   {time}").format(frame=frame_index, time=time_text))
        self._state.setText(state_text(self._workspace, track_id, frame_index))
        self._state.setVisible(bool(self._state.text()))
        self._review.setText(review_words(self._workspace.document, frame_index))
        self._review.setVisible(bool(self._review.text()))
        self._show_image(frame_index, track_id)
        self.adjustSize()
        self.move(self._corner(at))
        self.show()

    def _show_image(self, frame_index: int, track_id: int | None) -> None:
        image = self._thumbnails.get(frame_index)
        self._image.setVisible(image is not None)
        if image is None:
            return
        document = self._workspace.document
        track = None if track_id is None else track_of(document, track_id)
        record = None if track is None else document.mask(track.track_id, frame_index)
        if record is not None and track is not None:
            image = tinted(image, [(record.mask, track.colour)])
        scale = self.devicePixelRatioF()
        pixmap = QPixmap.fromImage(image).scaledToHeight(
            round(_SHOWN_PX * scale), Qt.TransformationMode.SmoothTransformation
        )
        pixmap.setDevicePixelRatio(scale)
        self._image.setPixmap(pixmap)

    def _corner(self, at: QPoint) -> QPoint:
        screen = QGuiApplication.screenAt(at) or QGuiApplication.primaryScreen()
        bounds = screen.availableGeometry()
        x = min(max(bounds.left(), at.x() - self.width() // 2), bounds.right() - self.width())
        return QPoint(x, max(bounds.top(), at.y() - self.height() - 3 * SPACE))

    def _on_arrived(self, frame_index: int) -> None:
        if self.isVisible() and self._place is not None and self._place[0] == frame_index:
            self._show_image(frame_index, self._place[1])
            self.adjustSize()
            self.move(self._corner(self._place[2]))


def state_text(workspace: Workspace, track_id: int | None, frame_index: int) -> str:
    """Describe an object or proposal in a frame in a few words. Return "" if it is None."""
    track = None if track_id is None else track_of(workspace.document, track_id)
    if track is None:
        return ""
    states = workspace.document.states(track.track_id)
    flags = int(states.flags[frame_index])
    name = track.name
    if not flags & PRESENT:
        return tr("{name}: no mask").format(name=name)
    words = (
        [tr("not in this frame")]
        if flags & EMPTY
        else [tr(_ORIGIN_WORDS[origin_from_flags(flags)])]
    )
    if track.track_id in workspace.document.proposals:
        words = [tr("proposed")]
    if flags & PINNED:
        words.append(tr("exemplar"))
    if flags & VERIFIED:
        words.append(tr("verified"))
    confidence = float(states.confidence[frame_index])
    if not math.isnan(confidence):
        words.append(tr("confidence {confidence:.2f}").format(confidence=Decimal(confidence)))
    return with_label(name, listed(words))
