"""The patterns of `gvseg.annotation.colours.object_pattern` as Qt draws them on swatches."""

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
