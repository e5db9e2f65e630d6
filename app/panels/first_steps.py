"""The card that shows the steps of the first-steps tour."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.language import tr
from app.panels.buttons import label
from app.theme import SPACE, Theme, icon

_WIDTH_PX: Final = 320


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the first-steps tour.

    Attributes:
        title: what to do, in a few words.
        text: how to do it.
    """

    title: str
    text: str


class FirstStepsCard(QFrame):
    """Shows one step in the lower left corner of a widget, without blocking the application.

    Signals:
        moved(int): another step was chosen.
        closed: the tour was ended.
    """

    moved = Signal(int)
    closed = Signal()

    def __init__(self, over: QWidget, theme: Theme) -> None:
        super().__init__(over)
        self.setObjectName("firstSteps")
        self.setProperty("role", "card")
        self.setAccessibleName(tr("First steps"))
        self.setFixedWidth(_WIDTH_PX)
        self._over = over
        self._place, self._count = 0, 1
        self._number = label("", "small", "stepNumber", self)
        self._title = label("", "title", "stepTitle", self)
        self._text = label("", "", "stepText", self)
        self._text.setWordWrap(True)
        self._close = QToolButton(self)
        self._close.setObjectName("stepClose")
        self._close.setAccessibleName(tr("End the tour"))
        self._close.setToolTip(tr("End the tour"))
        self._close.clicked.connect(self.closed)
        self._back = QPushButton(tr("Back"), self)
        self._back.setObjectName("stepBack")
        self._back.clicked.connect(lambda: self.moved.emit(self._place - 1))
        self._next = QPushButton(tr("Next"), self)
        self._next.setObjectName("stepNext")
        self._next.clicked.connect(self._go_forward)
        self._lay_out()
        self.set_theme(theme)
        over.installEventFilter(self)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        self._close.setIcon(icon("mdi6.close", theme))

    def show_step(self, steps: Sequence[Step], place: int) -> None:
        """Show a step and its number."""
        self._place, self._count = place, len(steps)
        self._number.setText(tr("Step {step} of {count}").format(step=place + 1, count=len(steps)))
        self._title.setText(steps[place].title)
        self._text.setText(steps[place].text)
        self._back.setEnabled(place > 0)
        self._next.setText(tr("Finish") if place == len(steps) - 1 else tr("Next"))
        self.show()
        self._move_to_corner()

    def _go_forward(self) -> None:
        if self._place == self._count - 1:
            self.closed.emit()
        else:
            self.moved.emit(self._place + 1)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._number, 1)
        head.addWidget(self._close)
        foot = QHBoxLayout()
        foot.setSpacing(2 * SPACE)
        foot.addStretch(1)
        foot.addWidget(self._back)
        foot.addWidget(self._next)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * SPACE, 2 * SPACE, 2 * SPACE, 3 * SPACE)
        layout.setSpacing(2 * SPACE)
        layout.addLayout(head)
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        layout.addLayout(foot)

    def _move_to_corner(self) -> None:
        self._text.setFixedHeight(self._text.heightForWidth(_WIDTH_PX - 6 * SPACE))
        self.adjustSize()
        self.move(3 * SPACE, max(0, self._over.height() - self.height() - 3 * SPACE))
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() is QEvent.Type.Resize and self.isVisible():
            self._move_to_corner()
        return super().eventFilter(watched, event)
