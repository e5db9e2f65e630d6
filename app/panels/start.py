"""The start page: a drop target and recent work."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.language import tr
from app.panels.buttons import Actions, label
from app.panels.recent import CARD_PX, RecentCard, RecentItem
from app.theme import RADIUS, SPACE, Theme, icon

_COLUMNS_MAX: Final = 4
_ROWS_MAX: Final = 2
_GAP_PX: Final = 3 * SPACE
_HEAD_PX: Final = 180
"""Height of the icon, the headline and the buttons."""
_ICON_PX: Final = 40
_LOW_PX: Final = 400
"""In a page lower than this, the icon and the whole thumbnails have no room."""


class StartPage(QWidget):
    """A drop target with buttons, and cards of recent work. The window handles the drop.

    Signals:
        open_requested(Path): open a recent item.
    """

    open_requested = Signal(object)

    def __init__(self, actions: Actions, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("startPage")
        self._theme = theme
        self._icon = QLabel(self)
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._headline = label(tr("Drop a video, a folder of images or a project here"), "title")
        self._headline.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._buttons = [
            self._button(actions, action_id, text)
            for action_id, text in (
                ("file.open_video", tr("Open Video...")),
                ("file.open_folder", tr("Open Folder...")),
                ("file.open_project", tr("Open Project...")),
                ("help.demo", tr("Try the Demo")),
            )
        ]
        self._buttons[0].setProperty("role", "main")
        self._opening = label("", "dim", "startOpening", self)
        self._opening.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(10)
        self._recent_title = label(tr("Recent"), "title", "recentTitle", self)
        self._items: tuple[RecentItem, ...] = ()
        self._cards: list[RecentCard] = []
        self._recent = QGridLayout()
        self._recent.setSpacing(_GAP_PX)
        self._lay_out()
        self.set_theme(theme)
        self.show_opening("")
        self.set_recent(())

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        theme_icon = icon("mdi6.movie-open-plus-outline", theme, role="dim_text")
        self._icon.setPixmap(theme_icon.pixmap(_ICON_PX, _ICON_PX))
        for card in self._cards:
            card.set_theme(theme)
        self.update()

    def set_recent(self, items: Sequence[RecentItem]) -> None:
        """Show as many recent items as fit, latest first."""
        if tuple(items) == self._items:
            return
        self._items = tuple(items)
        for card in self._cards:
            self._recent.removeWidget(card)
            card.setObjectName("")
            card.hide()
            card.deleteLater()
        self._cards = [
            self._card(place, item)
            for place, item in enumerate(self._items[: _COLUMNS_MAX * _ROWS_MAX])
        ]
        self._place_cards()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_cards()

    def _place_cards(self) -> None:
        is_low = self.height() < _LOW_PX
        self._icon.setVisible(not is_low)
        for card in self._cards:
            card.set_low(is_low)
        width = self.width() - 16 * SPACE
        columns = max(1, min(_COLUMNS_MAX, (width + _GAP_PX) // (CARD_PX + _GAP_PX)))
        height = self._cards[0].sizeHint().height() + _GAP_PX if self._cards else 1
        rows = max(1, min(_ROWS_MAX, (self.height() - _HEAD_PX - 12 * SPACE) // height))
        for place, card in enumerate(self._cards):
            self._recent.addWidget(card, place // columns, place % columns)
            card.setVisible(place < columns * rows)
        self._recent_title.setVisible(bool(self._cards))

    def show_opening(self, text: str, fraction: float | None = None) -> None:
        """Show what is being opened and its progress; "" removes the message."""
        self._opening.setText(text)
        self._opening.setVisible(bool(text))
        self._bar.setVisible(bool(text))
        self._bar.setRange(0, 0 if fraction is None else 1000)
        if fraction is not None:
            self._bar.setValue(round(1000 * fraction))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        row.addStretch(1)
        for button in self._buttons:
            row.addWidget(button)
        row.addStretch(1)
        opening = QVBoxLayout()
        opening.addWidget(self._opening)
        opening.addWidget(self._bar)
        self._bar.setFixedWidth(2 * CARD_PX)
        opening.setAlignment(self._bar, Qt.AlignmentFlag.AlignHCenter)
        recent = QVBoxLayout()
        recent.setSpacing(2 * SPACE)
        recent.addWidget(self._recent_title)
        recent.addLayout(self._recent)
        centred = QHBoxLayout()
        centred.addStretch(1)
        centred.addLayout(recent)
        centred.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8 * SPACE, 6 * SPACE, 8 * SPACE, 6 * SPACE)
        layout.setSpacing(3 * SPACE)
        layout.addStretch(2)
        layout.addWidget(self._icon)
        layout.addWidget(self._headline)
        layout.addLayout(row)
        layout.addLayout(opening)
        layout.addSpacing(2 * SPACE)
        layout.addLayout(centred)
        layout.addStretch(3)

    def _button(self, actions: Actions, action_id: str, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(f"start.{action_id}")
        button.clicked.connect(actions[action_id].trigger)
        return button

    def _card(self, place: int, item: RecentItem) -> RecentCard:
        card = RecentCard(item, self._theme, self)
        card.setObjectName(f"recent.{place}")
        card.clicked.connect(lambda: self.open_requested.emit(item.path))
        return card

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("canvas"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("dim_text"), 1, Qt.PenStyle.DashLine))
        edge = 4 * SPACE
        place = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        painter.drawRoundedRect(place, 2 * RADIUS, 2 * RADIUS)
