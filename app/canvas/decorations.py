"""Overlays drawn over the masks: outlines of the previous frame, labels and the preview."""

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtGui import QPainter, QTransform
from PySide6.QtWidgets import QWidget

from app.canvas.hover_mask import HoverMask
from app.canvas.mask_tags import MaskTags
from app.canvas.onion_skin import OnionSkin
from app.canvas.spinner import Spinner
from app.canvas.tools.tool import ToCanvas
from app.workspace import Workspace
from gvseg.annotation.records import Colour
from gvseg.masks import Mask

Refresh: TypeAlias = Callable[[float, float, float, float], None]
"""Redraws a region of the frame, given as left, top, width, height in source pixels."""


class Decorations:
    """Overlays drawn over the masks, in drawing order.

    Attributes:
        onion_skin: outlines of the previous frame.
        tags: labels of proposals.
        spinner: shown at the mouse while the engine works.
    """

    def __init__(self, workspace: Workspace, canvas: QWidget, refresh: Refresh) -> None:
        self.onion_skin = OnionSkin(workspace)
        self.tags = MaskTags(workspace)
        self.spinner = Spinner(canvas)
        self._hover_mask = HoverMask()
        self._refresh = refresh

    @property
    def has_preview(self) -> bool:
        return not self._hover_mask.is_empty

    def show_preview(
        self, mask: Mask | None, before: Mask | None = None, colour: Colour = (0, 0, 0)
    ) -> None:
        """Show how a click would change the mask; None removes the preview."""
        stale = self._hover_mask.place
        self._hover_mask.clear()
        if mask is not None:
            self._hover_mask.show(mask, before, colour)
        for place in {stale, self._hover_mask.place}:
            if place[2]:
                self._refresh(*place)

    def clear(self) -> None:
        self.onion_skin.reload(None)
        self.tags.clear()
        self._hover_mask.clear()

    def draw(
        self,
        painter: QPainter,
        transform: QTransform,
        to_widget: ToCanvas,
        *,
        shows_masks: bool,
    ) -> None:
        """Draw everything below the tool's own marks.

        Args:
            transform: maps source pixels to widget pixels.
            to_widget: maps one position in the same way.
        """
        self.onion_skin.draw(painter, transform)
        self._hover_mask.draw(painter, transform)
        if shows_masks:
            self.tags.draw(painter, to_widget)
