"""The Qt brushes of the patterns of `gvseg.annotation.colours.object_pattern`."""

from typing import Final

from PySide6.QtCore import Qt

PATTERN_BRUSHES: Final = (
    Qt.BrushStyle.NoBrush,
    Qt.BrushStyle.FDiagPattern,
    Qt.BrushStyle.BDiagPattern,
    Qt.BrushStyle.HorPattern,
    Qt.BrushStyle.VerPattern,
    Qt.BrushStyle.CrossPattern,
)
