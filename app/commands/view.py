"""Commands for zoom, masks, brightness, theme and the current tool."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt

from app.canvas.surface import ZOOM_STEP
from app.canvas.view import CanvasView
from app.settings import SettingsStore
from app.workspace import Tool, Workspace

TOOLS = {
    "tool.select": Tool.SELECT,
    "tool.brush": Tool.BRUSH,
    "tool.eraser": Tool.ERASER,
    "tool.polygon": Tool.POLYGON,
    "tool.lasso": Tool.LASSO,
    "tool.box": Tool.BOX,
    "tool.clicks": Tool.CLICKS,
    "tool.box_prompt": Tool.BOX_PROMPT,
    "tool.scribble": Tool.SCRIBBLE,
    "tool.wand": Tool.WAND,
}
_BRIGHTNESS_STEP = 0.1
_CONTRAST_STEP = 0.25


class ViewCommands(QObject):
    """Changes the view and the tools, and stores preferences in the settings."""

    def __init__(self, workspace: Workspace, canvas: CanvasView, settings: SettingsStore) -> None:
        super().__init__(canvas)
        self._workspace = workspace
        self._canvas = canvas
        self._settings = settings
        prefers = settings.value
        self._on_settings()
        workspace.view.set_tool_options(
            replace(workspace.view.tool_options, diameter_px=prefers.brush_diameter_px)
        )
        workspace.view.set_least_score(min(max(0.0, prefers.least_score), 1.0))
        settings.changed.connect(self._on_settings)
        workspace.view.options_changed.connect(self._store_settings)
        workspace.view.tool_options_changed.connect(self._store_settings)
        workspace.view.least_score_changed.connect(self._store_settings)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return the handler of each action id."""
        tools: dict[str, Callable[[], object]] = {
            action_id: partial(self._workspace.view.set_tool, kind)
            for action_id, kind in TOOLS.items()
        }
        return tools | {
            "tool.larger": lambda: self._scale_brush(1.25),
            "tool.smaller": lambda: self._scale_brush(1 / 1.25),
            "tool.subtract": self._toggle_subtract,
            "tool.snap": self._toggle_snap,
            "view.zoom_in": lambda: self._canvas.zoom_by(ZOOM_STEP),
            "view.zoom_out": lambda: self._canvas.zoom_by(1 / ZOOM_STEP),
            "view.fit": self._canvas.fit,
            "view.actual": lambda: self._canvas.zoom_to(1.0),
            "view.zoom_object": self._zoom_to_object,
            "view.masks": lambda: self._toggle_option("show_masks"),
            "view.outlines": lambda: self._toggle_option("show_outlines"),
            "view.patterns": lambda: self._toggle_option("show_patterns"),
            "view.onion_skin": lambda: self._toggle_option("onion_skin"),
            "view.preview_clicks": lambda: self._toggle_option("preview_clicks"),
            "view.names": lambda: self._toggle_option("show_names"),
            "view.switch_focus": self._switch_focus,
            "view.brighter": lambda: self._change_levels(_BRIGHTNESS_STEP, 0),
            "view.darker": lambda: self._change_levels(-_BRIGHTNESS_STEP, 0),
            "view.more_contrast": lambda: self._change_levels(0, _CONTRAST_STEP),
            "view.less_contrast": lambda: self._change_levels(0, -_CONTRAST_STEP),
            "view.plain": self._reset_levels,
            "view.theme": self._toggle_theme,
        }

    def _toggle_option(self, field: str) -> None:
        view = self._workspace.view.options
        flipped: dict[str, Any] = {field: not getattr(view, field)}
        self._workspace.view.set_options(replace(view, **flipped))

    def _switch_focus(self) -> None:
        if self._canvas.hasFocus():
            self._canvas.focusNextChild()
        else:
            self._canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _toggle_theme(self) -> None:
        self._settings.update(theme="light" if self._settings.value.theme == "dark" else "dark")

    def _change_levels(self, brightness: float, contrast: float) -> None:
        view = self._workspace.view.options
        self._workspace.view.set_options(
            replace(
                view,
                brightness=min(max(view.brightness + brightness, -1.0), 1.0),
                contrast=min(max(view.contrast + contrast, -2.0), 2.0),
            )
        )

    def _reset_levels(self) -> None:
        self._workspace.view.set_options(
            replace(self._workspace.view.options, brightness=0.0, contrast=0.0)
        )

    def _scale_brush(self, factor: float) -> None:
        view = self._workspace.view
        view.set_tool_options(view.tool_options.with_brush_scaled(factor))

    def _toggle_subtract(self) -> None:
        options = self._workspace.view.tool_options
        self._workspace.view.set_tool_options(
            replace(options, is_subtracting=not options.is_subtracting)
        )

    def _toggle_snap(self) -> None:
        options = self._workspace.view.tool_options
        self._workspace.view.set_tool_options(replace(options, snaps=not options.snaps))

    def _zoom_to_object(self) -> None:
        track_id, frame_index = self._workspace.view.track_id, self._canvas.frame_index
        if track_id is None or frame_index is None:
            return
        record = self._workspace.document.mask(track_id, frame_index)
        if record is not None and not record.mask.is_empty:
            self._canvas.zoom_to_box(record.mask.box)

    def _on_settings(self) -> None:
        """Apply changes from the settings dialog to the view."""
        chosen = self._settings.value
        shown = replace(
            self._workspace.view.options,
            opacity=chosen.mask_opacity,
            show_outlines=chosen.show_outlines,
            show_names=chosen.show_names,
            show_patterns=chosen.show_patterns,
            preview_clicks=chosen.preview_clicks,
        )
        if shown != self._workspace.view.options:
            self._workspace.view.set_options(shown)

    def _store_settings(self) -> None:
        view = self._workspace.view.options
        self._settings.update(
            mask_opacity=view.opacity,
            show_outlines=view.show_outlines,
            show_names=view.show_names,
            show_patterns=view.show_patterns,
            preview_clicks=view.preview_clicks,
            brush_diameter_px=self._workspace.view.tool_options.diameter_px,
            least_score=self._workspace.view.least_score,
        )
