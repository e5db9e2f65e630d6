"""The bar above the canvas, with the options of the current tool and the view."""

import math
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QSlider,
    QSpinBox,
    QToolButton,
    QWidget,
    QWidgetAction,
)

from app.language import tr, tr_later
from app.panels.buttons import (
    Actions,
    action_button,
    label,
    separator,
    tabular,
    with_keys,
)
from app.panels.elided import ElidedLabel
from app.panels.value_range import ValueRangeEditor
from app.theme import ICON_PX, SPACE, Theme, icon
from app.wording import percent
from app.workspace import BRUSH_MAX_PX, Tool, Workspace

_SLIDER_STEPS: Final = 100
_HINTS: Final[Mapping[Tool, str]] = MappingProxyType(
    {
        Tool.SELECT: tr_later("Click an object to select it; drag to move the view"),
        Tool.BRUSH: tr_later("Drag to paint; right button or Shift to erase"),
        Tool.ERASER: tr_later("Drag to erase; right button or Shift to paint"),
        Tool.POLYGON: tr_later("Click around the object to add corners"),
        Tool.LASSO: tr_later("Drag around the object"),
        Tool.BOX: tr_later("Drag from corner to corner"),
        Tool.WAND: tr_later("Click a region of one colour; drag right for more"),
        Tool.CLICKS: tr_later("Click the object to get its mask, or drag a box around it"),
        Tool.BOX_PROMPT: tr_later("Drag a box around the object to get its mask"),
        Tool.SCRIBBLE: tr_later("Draw over the object to get its mask"),
    }
)
_DRAFT_HINTS: Final[Mapping[Tool, str]] = MappingProxyType(
    {
        Tool.POLYGON: tr_later("Click to add corners, drag to move them"),
        Tool.LASSO: tr_later("Drag corners to move them"),
        Tool.BOX: tr_later("Drag corners to move them"),
        Tool.WAND: tr_later("Shift+click to add, Alt+click to remove"),
        Tool.CLICKS: tr_later("Click to add, right-click to remove, drag clicks to move them"),
        Tool.BOX_PROMPT: tr_later("Click to add, right-click to remove"),
        Tool.SCRIBBLE: tr_later("Draw to add, right-drag to remove"),
    }
)
"""Hints shown while the tool has a draft; `_KEEP` follows."""
_KEEP: Final = tr_later("{edit.accept} to keep, {edit.cancel} to discard")
_NAMES: Final[Mapping[Tool, str]] = MappingProxyType(
    {
        Tool.SELECT: tr_later("Select"),
        Tool.BRUSH: tr_later("Brush"),
        Tool.ERASER: tr_later("Eraser"),
        Tool.POLYGON: tr_later("Polygon"),
        Tool.LASSO: tr_later("Lasso"),
        Tool.BOX: tr_later("Rectangle"),
        Tool.WAND: tr_later("Magic wand"),
        Tool.CLICKS: tr_later("Clicks"),
        Tool.BOX_PROMPT: tr_later("Box"),
        Tool.SCRIBBLE: tr_later("Scribble"),
    }
)
_ROUND: Final = frozenset({Tool.BRUSH, Tool.ERASER})
_SHAPES: Final = frozenset({Tool.POLYGON, Tool.LASSO, Tool.BOX, Tool.WAND})


class ToolOptionsBar(QWidget):
    """Shows and edits the options of the current tool and the view."""

    def __init__(
        self, workspace: Workspace, actions: Actions, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("toolOptionsBar")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._workspace, self._actions = workspace, actions
        self._name = label("", "title", "toolName", self)
        self._name.setMinimumWidth(56)
        self._hint = ElidedLabel("toolHint", self, lines=2, role="dim")
        self._hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._size = _Size(workspace, self)
        self._subtract = action_button(actions, "tool.subtract", self, with_text=True)
        self._snap = action_button(actions, "tool.snap", self, with_text=True)
        self._tolerance = _Tolerance(workspace, self)
        self._looks = QToolButton(self)
        self._looks.setObjectName("looksButton")
        self._looks.setText(tr("View"))
        words = tr("How frames and masks are displayed; stored data does not change")
        self._looks.setToolTip(words)
        self._looks.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._looks.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._looks.setIconSize(QSize(ICON_PX, ICON_PX))
        menu = QMenu(self._looks)
        holder = QWidgetAction(menu)
        self.display = DisplayPanel(workspace, menu)
        holder.setDefaultWidget(self.display)
        menu.addAction(holder)
        self._looks.setMenu(menu)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        layout.setSpacing(2 * SPACE)
        for part in (
            self._name,
            separator(self),
            self._size,
            self._tolerance,
            self._subtract,
            self._snap,
        ):
            layout.addWidget(part)
        layout.addWidget(self._hint, 1)
        for action_id in ("view.masks", "view.outlines", "view.onion_skin"):
            layout.addWidget(action_button(actions, action_id, self))
        layout.addWidget(self._looks)
        workspace.view.tool_changed.connect(self._refresh)
        for action_id in ("edit.accept", "edit.cancel"):
            actions[action_id].changed.connect(self._refresh)
        self.set_theme(theme)
        self._refresh()

    def set_theme(self, theme: Theme) -> None:
        self._looks.setIcon(icon("mdi6.tune-variant", theme))

    def _refresh(self) -> None:
        tool = self._workspace.view.tool
        self._name.setText(tr(_NAMES[tool]))
        has_draft = self._actions["edit.accept"].isEnabled() and tool in _DRAFT_HINTS
        hint = f"{tr(_DRAFT_HINTS[tool])}; {tr(_KEEP)}" if has_draft else tr(_HINTS[tool])
        self._hint.set_whole(with_keys(hint, self._actions))
        self._size.setVisible(tool in _ROUND)
        self._subtract.setVisible(tool in _SHAPES)
        self._snap.setVisible(tool is Tool.POLYGON)
        self._tolerance.setVisible(tool is Tool.WAND)


class _Size(QWidget):
    """Sets the diameter of brush and eraser, in finer steps for small sizes."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._slider = QSlider(Qt.Orientation.Horizontal, self)
        self._slider.setObjectName("brushSlider")
        self._slider.setAccessibleName(tr("Brush size"))
        self._slider.setRange(0, _SLIDER_STEPS)
        self._slider.setFixedWidth(140)
        self._slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._box = QSpinBox(self)
        self._box.setObjectName("brushSize")
        self._box.setAccessibleName(tr("Brush size in pixels"))
        self._box.setRange(1, BRUSH_MAX_PX)
        self._box.setSuffix(" px")
        self._box.setKeyboardTracking(False)
        self._box.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._box.setFixedWidth(72)
        self._box.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._box.setToolTip(tr("Diameter in screen pixels, the same at every zoom"))
        tabular(self._box)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * SPACE)
        layout.addWidget(self._slider)
        layout.addWidget(self._box)
        self._slider.valueChanged.connect(lambda step: self._choose(diameter_of(step)))
        self._box.valueChanged.connect(self._choose)
        self._box.lineEdit().returnPressed.connect(self._box.clearFocus)
        workspace.view.tool_options_changed.connect(self._refresh)
        self._refresh()

    def _choose(self, diameter_px: int) -> None:
        options = replace(self._workspace.view.tool_options, diameter_px=diameter_px)
        self._workspace.view.set_tool_options(options)

    def _refresh(self) -> None:
        diameter_px = self._workspace.view.tool_options.diameter_px
        for part, value in ((self._slider, step_of(diameter_px)), (self._box, diameter_px)):
            part.blockSignals(True)
            part.setValue(value)
            part.blockSignals(False)


class _Tolerance(QWidget):
    """Sets how far colours may differ from the clicked one."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._box = QSpinBox(self)
        self._box.setObjectName("wandTolerance")
        self._box.setAccessibleName(tr("Tolerance of the magic wand"))
        self._box.setRange(0, 100)
        self._box.setKeyboardTracking(False)
        self._box.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._box.setFixedWidth(64)
        self._box.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._box.setToolTip(tr("A difference of 2 is barely visible; 100 is black against white"))
        tabular(self._box)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * SPACE)
        layout.addWidget(label(tr("Tolerance"), "dim", parent=self))
        layout.addWidget(self._box)
        self._box.valueChanged.connect(self._choose)
        self._box.lineEdit().returnPressed.connect(self._box.clearFocus)
        workspace.view.tool_options_changed.connect(self._refresh)
        self._refresh()

    def _choose(self, tolerance: int) -> None:
        options = replace(self._workspace.view.tool_options, wand_tolerance=float(tolerance))
        self._workspace.view.set_tool_options(options)

    def _refresh(self) -> None:
        self._box.blockSignals(True)
        self._box.setValue(round(self._workspace.view.tool_options.wand_tolerance))
        self._box.blockSignals(False)


class DisplayPanel(QWidget):
    """Sliders for opacity, brightness and contrast of the view."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("looksPanel")
        self._workspace = workspace
        self._sliders: dict[str, tuple[QSlider, float]] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(3 * SPACE, 3 * SPACE, 3 * SPACE, 3 * SPACE)
        self._grid.setHorizontalSpacing(3 * SPACE)
        self._grid.setVerticalSpacing(2 * SPACE)
        self._labels = {
            name: label("", "dim", f"{name}Value", self)
            for name in ("opacity", "brightness", "contrast")
        }
        self._add("opacity", tr("Mask opacity"), (0, 100), 100)
        self._add("brightness", tr("Brightness"), (-100, 100), 100)
        self._add("contrast", tr("Contrast"), (-200, 200), 100)
        reset = QPushButton(tr("Reset"), self)
        reset.setObjectName("looksReset")
        reset.setToolTip(tr("Reset brightness and contrast"))
        reset.clicked.connect(self._reset)
        self._grid.addWidget(reset, 3, 1)
        self.value_range = ValueRangeEditor(workspace, self)
        self._grid.addWidget(self.value_range, 4, 0, 1, 3)
        workspace.view.options_changed.connect(self._refresh)
        self._refresh()

    def _add(self, name: str, title: str, span: tuple[int, int], scale: float) -> None:
        row = len(self._sliders)
        slider = QSlider(Qt.Orientation.Horizontal, self)
        slider.setObjectName(f"{name}Slider")
        slider.setAccessibleName(title)
        slider.setRange(*span)
        slider.setFixedWidth(180)
        slider.valueChanged.connect(lambda value: self._choose(name, value / scale))
        value_label = self._labels[name]
        value_label.setMinimumWidth(44)
        value_label.setAlignment(Qt.AlignmentFlag.AlignRight)
        tabular(value_label)
        self._sliders[name] = (slider, scale)
        self._grid.addWidget(label(title, parent=self), row, 0)
        self._grid.addWidget(slider, row, 1)
        self._grid.addWidget(value_label, row, 2)

    def _choose(self, name: str, value: float) -> None:
        view = self._workspace.view.options
        changed = {
            "opacity": lambda: replace(view, opacity=value),
            "brightness": lambda: replace(view, brightness=value),
            "contrast": lambda: replace(view, contrast=value),
        }[name]()
        self._workspace.view.set_options(changed)

    def _reset(self) -> None:
        self._workspace.view.set_options(
            replace(self._workspace.view.options, brightness=0.0, contrast=0.0)
        )

    def _refresh(self) -> None:
        view = self._workspace.view.options
        values = {
            "opacity": (view.opacity, percent(100 * view.opacity)),
            "brightness": (view.brightness, f"{100 * view.brightness:+.0f}"),
            "contrast": (view.contrast, f"{100 * view.contrast:+.0f}"),
        }
        for name, (value, text) in values.items():
            slider, scale = self._sliders[name]
            slider.blockSignals(True)
            slider.setValue(round(value * scale))
            slider.blockSignals(False)
            self._labels[name].setText(text)


def diameter_of(step: int) -> int:
    """Return the diameter of a slider step, in pixels; each step scales it by the same factor."""
    diameter_px: float = BRUSH_MAX_PX ** (step / _SLIDER_STEPS)
    return max(1, round(diameter_px))


def step_of(diameter_px: int) -> int:
    """Return the slider step nearest to a diameter."""
    share: float = math.log(max(1, diameter_px)) / math.log(BRUSH_MAX_PX)
    return round(_SLIDER_STEPS * share)
