"""The timeline dock."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from app.language import tr
from app.panels.thumbnails import Thumbnails
from app.panels.timeline.legend import Legend
from app.panels.timeline.painting import GUTTER_PX, RULER_PX
from app.panels.timeline.rows import ROWS_MAX
from app.panels.timeline.view import TimelineView
from app.theme import ICON_PX, SPACE, Theme, icon
from app.workspace import Workspace

_ZOOM_STEP = 1.6


class TimelinePanel(QWidget):
    """The timeline, with zoom buttons and the legend in the corner next to the ruler.

    Signals:
        menu_requested(QPoint): a row was right-clicked; its object is now selected.
        show_requested(int): the name of a proposal was clicked.
    """

    menu_requested = Signal(QPoint)
    show_requested = Signal(int)

    def __init__(
        self,
        workspace: Workspace,
        thumbnails: Thumbnails,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("timelinePanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._workspace = workspace
        self.view = TimelineView(workspace, thumbnails, theme, self)
        self._corner = QWidget(self.view)
        self._corner.setObjectName("timelineCorner")
        self._expand = self._button("", None, "timelineExpand")
        self._expand.setCheckable(True)
        self._expand.toggled.connect(lambda on: self.view.set_expanded(is_expanded=on))
        self._help = self._button(tr("Legend"), None, "timelineHelp")
        self._help.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self._help)
        holder = QWidgetAction(menu)
        self._legend = Legend(theme, menu)
        holder.setDefaultWidget(self._legend)
        menu.addAction(holder)
        self._help.setMenu(menu)
        self._buttons = {
            "mdi6.help-circle-outline": self._help,
            "mdi6.magnify-minus-outline": self._button(tr("Show more frames"), self._zoom_out),
            "mdi6.magnify-plus-outline": self._button(tr("Show fewer frames"), self._zoom_in),
            "mdi6.arrow-expand-horizontal": self._button(
                tr("Show the whole video (double-click the ruler)"), self.view.zoom_to_whole
            ),
            "mdi6.unfold-more-horizontal": self._expand,
        }
        self._lay_out()
        self.view.menu_requested.connect(self.menu_requested)
        self.view.show_requested.connect(self.show_requested)
        self.view.rows_changed.connect(self._refresh)
        workspace.changed.connect(lambda touched: self._refresh() if touched.has_tracks else None)
        workspace.opened.connect(self._on_opened)
        self.set_theme(theme)
        self._refresh()

    def set_theme(self, theme: Theme) -> None:
        self.view.set_theme(theme)
        self._legend.set_theme(theme)
        for name, button in self._buttons.items():
            button.setIcon(icon(name, theme))

    def set_time_source(self, time_of: Callable[[int], float] | None) -> None:
        """Set the function that returns the time of a frame. If None, use the mean frame rate."""
        self.view.set_time_source(time_of)

    def set_low_confidence(self, low: float) -> None:
        """Set the threshold of low confidence, 0..1."""
        self.view.set_low_confidence(low)

    def _lay_out(self) -> None:
        corner = QHBoxLayout(self._corner)
        corner.setContentsMargins(SPACE, 0, SPACE, 0)
        corner.setSpacing(0)
        for button in self._buttons.values():
            corner.addWidget(button)
        corner.addStretch(1)
        self._corner.setGeometry(0, 0, GUTTER_PX, RULER_PX - 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)

    def _button(self, tip: str, act: Callable[[], None] | None, name: str = "") -> QToolButton:
        button = QToolButton(self._corner)
        button.setObjectName(name)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setIconSize(QSize(ICON_PX - 2, ICON_PX - 2))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if act is not None:
            button.clicked.connect(act)
        return button

    def _zoom_in(self) -> None:
        self.view.zoom(_ZOOM_STEP)

    def _zoom_out(self) -> None:
        self.view.zoom(1 / _ZOOM_STEP)

    def _on_opened(self) -> None:
        self._expand.setChecked(False)
        self._refresh()

    def _refresh(self) -> None:
        count = len(self._workspace.document.tracks) if self._workspace.is_open else 0
        self._expand.setVisible(count > ROWS_MAX)
        is_all = self._expand.isChecked()
        words = (
            tr("Show rows of selected objects only")
            if is_all
            else tr("Show all %n row(s)", "", count)
        )
        self._expand.setToolTip(words)
        self._expand.setAccessibleName(words)
        self.setEnabled(self._workspace.is_open)
