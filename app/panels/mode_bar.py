"""The mode bar: a button for each task, and the main button."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from app.language import tr, tr_later
from app.panels.buttons import Actions, action_button
from app.panels.elided import ElidedLabel
from app.theme import ICON_PX, SPACE, Theme, icon
from app.workspace import Workspace
from gvseg.task import Task

_WORDS: Final[Mapping[Task, tuple[str, str]]] = MappingProxyType(
    {
        Task.EXEMPLAR: (
            tr_later("Exemplar"),
            tr_later("Propagate the masks you draw through the video."),
        ),
        Task.INSTANCE: (
            tr_later("Instance"),
            tr_later("Detect and track every object of the known classes."),
        ),
        Task.SEMANTIC: (tr_later("Semantic"), tr_later("Assign a class to every pixel.")),
        Task.PANOPTIC: (
            tr_later("Panoptic"),
            tr_later("Assign a class to every pixel and track every object."),
        ),
    }
)
NOT_SERVED: Final = tr_later("Not available: these weights support only the exemplar task.")
_AUTOMATIC_MENU: Final = ("propagate.both", "proposal.frame", "", "proposal.classes")
_MENU: Final = (
    "propagate.both",
    "propagate.forward",
    "propagate.backward",
    "propagate.range",
    "propagate.all",
    "",
    "propagate.forward_one",
    "propagate.backward_one",
    "",
    "propagate.scope_changed",
    "propagate.scope_selected",
    "propagate.scope_all",
    "",
    "propagate.follow",
    "",
    "propagate.adapt",
    "propagate.use_adaptation",
)


_GO_PX: Final = 124


class ModeBar(QWidget):
    """Four task buttons, and a main button that starts the task or stops the run.

    If the weights have no classes, only the exemplar task can be chosen.
    """

    def __init__(
        self, workspace: Workspace, actions: Actions, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("modeBarContent")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._workspace, self._actions, self._theme = workspace, actions, theme
        self._is_running = False
        self._is_exemplar_only = False
        self._group = QButtonGroup(self)
        self._tasks = {task: self._task_button(task) for task in Task}
        self._go = QPushButton(self)
        self._go.setObjectName("goButton")
        self._go.setProperty("role", "main")
        self._go.setIconSize(QSize(ICON_PX, ICON_PX))
        self._go.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._more = QToolButton(self)
        self._more.setObjectName("goMenuButton")
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._more.setIconSize(QSize(ICON_PX, ICON_PX))
        self._adapt = action_button(actions, "propagate.adapt", self)
        self._reason = ElidedLabel("goReason", self, lines=2, role="dim")
        self._plan = ElidedLabel("goPlan", self, lines=2, role="dim")
        self._lay_out()
        self._fill_menu()
        self._go.clicked.connect(self._on_go)
        workspace.view.task_changed.connect(self._fill_menu)
        workspace.view.task_changed.connect(self._refresh)
        workspace.opened.connect(self._refresh)
        workspace.view.range_changed.connect(self._refresh)
        actions["propagate.both"].changed.connect(self._refresh)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._more.setIcon(icon("mdi6.chevron-down", theme))
        self._refresh()

    def set_running(self, is_running: bool) -> None:
        """Set whether a run is active; the main button then stops it."""
        self._is_running = is_running
        self._refresh()

    def set_exemplar_only(self, is_exemplar_only: bool) -> None:
        """Set whether the weights support only the exemplar task."""
        self._is_exemplar_only = is_exemplar_only
        self._refresh()

    def set_reason(self, text: str) -> None:
        """Show why the main button is disabled; "" hides the reason."""
        self._reason.set_whole(text)

    def set_plan(self, text: str, short: str) -> None:
        """Show what a propagation will add and replace; "" hides the plan."""
        # If space is short, show the short text; the tooltip has the whole text.
        self._plan.set_whole(text, short=short)
        self._refresh()

    def _lay_out(self) -> None:
        segments = QFrame(self)
        segments.setObjectName("taskSegments")
        segments.setProperty("role", "card")
        inner = QHBoxLayout(segments)
        inner.setContentsMargins(2, 2, 2, 2)
        inner.setSpacing(2)
        for button in self._tasks.values():
            inner.addWidget(button)
        self._menu = QMenu(self._more)
        self._menu.setObjectName("goMenu")
        self._more.setMenu(self._menu)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        layout.setSpacing(SPACE)
        layout.addWidget(segments)
        layout.addSpacing(2 * SPACE)
        layout.addWidget(self._go)
        layout.addWidget(self._more)
        layout.addWidget(self._adapt)
        layout.addSpacing(SPACE)
        # If space is short, the reason shrinks before the tasks do.
        self._reason.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        layout.addWidget(self._reason, 1)
        layout.addWidget(self._plan)
        layout.addStretch(0)

    def _fill_menu(self) -> None:
        is_automatic = self._workspace.view.task is not Task.EXEMPLAR
        self._menu.clear()
        for action_id in _AUTOMATIC_MENU if is_automatic else _MENU:
            if action_id:
                self._menu.addAction(self._actions[action_id])
            else:
                self._menu.addSeparator()
        words = tr("More options for this task") if is_automatic else tr("Other ways to propagate")
        self._more.setToolTip(words)
        self._more.setAccessibleName(words)

    def _task_button(self, task: Task) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"task.{task.value}")
        button.setText(tr(_WORDS[task][0]))
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self._workspace.view.set_task(task))
        self._group.addButton(button)
        return button

    def _on_go(self) -> None:
        if self._is_running:
            self._actions["propagate.stop"].trigger()
        else:
            self._actions["propagate.both"].trigger()

    def _refresh(self) -> None:
        task = self._workspace.view.task
        for one, button in self._tasks.items():
            is_served = one is Task.EXEMPLAR or not self._is_exemplar_only
            button.setEnabled(is_served)
            words = tr(_WORDS[one][1])
            button.setToolTip(words if is_served else f"{words}\n{tr(NOT_SERVED)}")
            button.setChecked(one is task)
        go = self._actions["propagate.both"]
        is_usable = self._is_running or go.isEnabled()
        if self._is_running:
            text, name = tr("Stop"), "mdi6.stop"
        else:
            is_exemplar = task is Task.EXEMPLAR
            if self._workspace.view.frame_range:
                text = tr("Propagate in range") if is_exemplar else tr("Segment in range")
            else:
                text = tr("Propagate") if is_exemplar else tr("Segment")
            name = "mdi6.arrow-left-right-bold" if is_exemplar else "mdi6.image-search-outline"
        self._go.setText(text)
        # An explicit minimum, so that the reason shrinks before the text is cut.
        self._go.setMinimumWidth(max(_GO_PX, self._go.sizeHint().width()))
        self._go.setEnabled(is_usable)
        self._go.setIcon(icon(name, self._theme, role="on_accent" if is_usable else "dim_text"))
        shown = self._actions["propagate.stop"] if self._is_running else go
        self._go.setToolTip(shown.toolTip())
        self._more.setEnabled(not self._is_running and go.isEnabled())
        self._adapt.setVisible(task is Task.EXEMPLAR)
        self._reason.setVisible(not is_usable)
        self._plan.setVisible(is_usable and not self._is_running and task is Task.EXEMPLAR)
