"""Messages: toasts that disappear by themselves, and a bar for failed saves."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.language import tr
from app.panels.buttons import label
from app.theme import ICON_PX, SPACE, Theme, icon
from app.workspace import Level, Message, SaveState, Workspace

_WIDTH_PX: Final = 360
_CLOSE_PX: Final = 26
_SHOWN_MAX: Final = 4
_STAYS_MS: Final = {
    Level.INFO: 6000,
    Level.GOOD: 6000,
    Level.WARNING: 12_000,
    Level.ERROR: 60_000,
}
_ICONS: Final = {
    Level.INFO: ("mdi6.information-outline", "accent"),
    Level.GOOD: ("mdi6.check-circle-outline", "good"),
    Level.WARNING: ("mdi6.alert-outline", "warning"),
    Level.ERROR: ("mdi6.alert-circle-outline", "error"),
}


class Toasts(QWidget):
    """A stack of messages in the lower right corner of a widget.

    A message disappears by itself, unless the pointer is on it or its details are shown. An error
    stays until the window has been active for a minute.

    Signals:
        offer_taken(str): id of the action that a message offered.
    """

    offer_taken = Signal(str)

    def __init__(self, over: QWidget, theme: Theme) -> None:
        super().__init__(over)
        self.setObjectName("toasts")
        self._theme = theme
        self._over = over
        self._toasts: list[Toast] = []
        self._below: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2 * SPACE)
        over.installEventFilter(self)
        self.hide()

    def show_message(self, message: Message) -> None:
        """Show a message, unless the same sentence is already shown."""
        for toast in [one for one in self._toasts if one.message.text == message.text]:
            self._drop(toast)
        toast = Toast(message, self._theme, self)
        toast.closed.connect(lambda: self._drop(toast))
        toast.offer_taken.connect(self.offer_taken)
        toast.resized.connect(self._place)
        self._toasts.append(toast)
        self._column.addWidget(toast)
        toast.show()  # layouts reserve no space for hidden widgets
        while len(self._toasts) > _SHOWN_MAX:
            self._drop(self._toasts[0])
        self._place()
        self.show()
        self.raise_()

    def remove_message(self, message: Message) -> None:
        """Remove a message before its time, if it is still shown."""
        for toast in [one for one in self._toasts if one.message is message]:
            self._drop(toast)

    def clear_problems(self) -> None:
        """Remove warnings and errors of the previous video."""
        for toast in list(self._toasts):
            if toast.message.level in (Level.WARNING, Level.ERROR):
                self._drop(toast)

    def stay_above(self, widget: QWidget | None) -> None:
        """Keep messages above a widget at the bottom, whose buttons they would cover."""
        if self._below is not None:
            self._below.removeEventFilter(self)
        if widget is not None:
            widget.installEventFilter(self)
        self._below = widget
        self._place()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for toast in self._toasts:
            toast.set_theme(theme)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched in (self._over, self._below) and event.type() is QEvent.Type.Resize:
            self._place()
        return False

    def _drop(self, toast: "Toast") -> None:
        if toast in self._toasts:
            self._toasts.remove(toast)
            self._column.removeWidget(toast)
            toast.hide()
            toast.deleteLater()
            self.setVisible(bool(self._toasts))
            self._place()

    def _place(self) -> None:
        bounds = self._over.rect().adjusted(3 * SPACE, 3 * SPACE, -3 * SPACE, -3 * SPACE)
        if self._below is not None:
            bounds.setBottom(self._below.mapTo(self._over, QPoint()).y() - 2 * SPACE)
        width = min(_WIDTH_PX, bounds.width())
        for toast in self._toasts:
            toast.setFixedWidth(width)
        self._column.activate()
        needed = self._column.totalHeightForWidth(width)
        older = [one for one in self._toasts[:-1] if not one.shows_details]
        if needed > bounds.height() and older and self._over.isVisible():
            # Remove the oldest message, but not the newest or one that is being read.
            self._drop(older[0])
            return
        height = min(bounds.height(), needed)
        self.setGeometry(bounds.right() - width + 1, bounds.bottom() - height + 1, width, height)


class Toast(QFrame):
    """A single message.

    Signals:
        closed: the message should be removed.
        offer_taken(str): the offered action.
        resized: its details were shown or hidden.
    """

    closed = Signal()
    offer_taken = Signal(str)
    resized = Signal()

    def __init__(self, message: Message, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.message = message
        self.setObjectName("toast")
        self.setProperty("role", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(message.text)
        self._icon = QLabel(self)
        self._close = QToolButton(self)
        self._close.setObjectName("toastClose")
        self._close.setToolTip(tr("Close"))
        self._close.setAccessibleName(tr("Close"))
        self._close.setFixedSize(_CLOSE_PX, _CLOSE_PX)
        self._close.clicked.connect(self.closed)
        self._details = QPlainTextEdit(message.details, self)
        self._details.setObjectName("toastDetails")
        self._details.setReadOnly(True)
        self._details.setFixedHeight(120)
        self._details.hide()
        self._lay_out()
        self.set_theme(theme)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._end)
        self._wait()

    @property
    def shows_details(self) -> bool:
        """True if its details are shown."""
        return not self._details.isHidden()

    def set_theme(self, theme: Theme) -> None:
        name, role = _ICONS[self.message.level]
        self._icon.setPixmap(icon(name, theme, role=role).pixmap(ICON_PX, ICON_PX))
        self._close.setIcon(icon("mdi6.close", theme, role="dim_text"))

    def _lay_out(self) -> None:
        text = label(self.message.text, "", "toastText", self)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        text.setWordWrap(True)  # after setSizePolicy, because it changes the policy
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        top = Qt.AlignmentFlag.AlignTop
        head.addWidget(self._icon, 0, top)
        head.addWidget(text, 1)
        head.addWidget(self._close, 0, top)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        layout.setSpacing(SPACE)
        layout.addLayout(head)
        buttons = self._buttons()
        if buttons.count() > 1:
            layout.addLayout(buttons)
        layout.addWidget(self._details)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(ICON_PX + 2 * SPACE, 0, 0, SPACE)
        row.setSpacing(2 * SPACE)
        if self.message.offer_id:
            offer = QPushButton(self.message.offer_text, self)
            offer.setObjectName("toastOffer")
            offer.clicked.connect(self._accept_offer)
            row.addWidget(offer)
        if self.message.details:
            fold = QPushButton(tr("Details"), self)
            fold.setObjectName("toastFold")
            fold.setCheckable(True)
            fold.toggled.connect(self._show_details)
            copy = QPushButton(tr("Copy"), self)
            copy.setObjectName("toastCopy")
            copy.clicked.connect(self._copy)
            row.addWidget(fold)
            row.addWidget(copy)
        row.addStretch(1)
        return row

    def _accept_offer(self) -> None:
        self.offer_taken.emit(self.message.offer_id)
        self.closed.emit()

    def _show_details(self, is_open: bool) -> None:
        self._details.setVisible(is_open)
        self._timer.stop()
        self.resized.emit()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(f"{self.message.text}\n\n{self.message.details}")

    def _wait(self) -> None:
        if not self.shows_details:
            self._timer.start(_STAYS_MS[self.message.level])

    def _end(self) -> None:
        if self.message.level is Level.ERROR and not self.isActiveWindow():
            self._wait()
        else:
            self.closed.emit()

    def event(self, event: QEvent) -> bool:
        # A message under the pointer does not disappear.
        if event.type() is QEvent.Type.Enter:
            self._timer.stop()
        elif event.type() is QEvent.Type.Leave:
            self._wait()
        return super().event(event)


class SaveBar(QFrame):
    """A red bar that is visible only while the project cannot be written.

    Signals:
        retry_requested: try to write again.
        save_as_requested: save the project elsewhere.
    """

    retry_requested = Signal()
    save_as_requested = Signal()

    def __init__(self, workspace: Workspace, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("saveBar")
        self._text = label("", "", "saveBarText", self)
        self._text.setWordWrap(True)
        retry = QPushButton(tr("Try Again"), self)
        retry.setObjectName("saveRetry")
        retry.clicked.connect(self.retry_requested)
        elsewhere = QPushButton(tr("Save As..."), self)
        elsewhere.setObjectName("saveElsewhere")
        elsewhere.clicked.connect(self.save_as_requested)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(3 * SPACE, SPACE, 2 * SPACE, SPACE)
        layout.setSpacing(2 * SPACE)
        layout.addWidget(self._text, 1)
        layout.addWidget(retry)
        layout.addWidget(elsewhere)
        workspace.save_changed.connect(self._refresh)
        self.set_theme(theme)
        self._refresh(workspace.save_state)

    def set_theme(self, theme: Theme) -> None:
        self.setStyleSheet(
            f"#saveBar {{ background: {theme.error}; }}"
            f"#saveBarText {{ color: {theme.window}; font-weight: 600; }}"
        )

    def _refresh(self, state: SaveState) -> None:
        self._text.setText(
            tr("Your changes are not saved. {error}").format(error=state.error)
            if state.error
            else ""
        )
        self.setVisible(bool(state.error))
