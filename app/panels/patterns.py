"""Qt brushes for the patterns that `gvseg.annotation.colours.object_pattern` returns."""

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
