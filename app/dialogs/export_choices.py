"""Options of some export formats."""

from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.dialogs.parts import number_box
from app.language import tr
from app.theme import SPACE
from gvseg.formats import ExportOptions, Format


class FormatChoices(QWidget):
    """Widgets for the options of a format."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.title = QLabel(tr("Options"), parent)
        self._polygons = QCheckBox(tr("Polygons instead of run-length codes (loses holes)"))
        self._jpeg = QCheckBox(tr("Also export frames as JPEG"))
        self._layout = QCheckBox(tr("Use the folder layout of the DAVIS dataset"))
        self._opacity = number_box("exportOpacityValue", 0, 100, tr("{} %").format(""), 45)
        self._opacity.setMaximumWidth(80)
        row = self._labelled(tr("Mask opacity"), self._opacity)
        self._feather = QDoubleSpinBox()
        self._feather.setObjectName("exportFeatherValue")
        self._feather.setAccessibleName(tr("Width of the soft edge in pixels"))
        self._feather.setRange(0, 200)
        self._feather.setDecimals(1)
        self._feather.setSuffix(" px")
        self._feather.lineEdit().setTextMargins(SPACE, 0, SPACE, 0)
        self._feather.setMaximumWidth(96)
        self._rows = {
            "exportPolygons": (self._polygons, "polygons"),
            "exportJpeg": (self._jpeg, "jpeg_frames"),
            "exportLayout": (self._layout, "dataset_layout"),
            "exportOpacity": (row, "opacity"),
            "exportFeather": (self._labelled(tr("Soft edge"), self._feather), "feather_px"),
        }
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        for name, (part, _) in self._rows.items():
            part.setObjectName(name)
            layout.addWidget(part)

    def _labelled(self, words: str, field: QWidget) -> QWidget:
        row = QWidget(self)
        inner = QHBoxLayout(row)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(QLabel(words))
        inner.addWidget(field)
        inner.addStretch(1)
        return row

    def show_for(self, form: Format) -> None:
        for part, option in self._rows.values():
            part.setVisible(option in form.options)
        has_any = bool(form.options)
        self.setVisible(has_any)
        self.title.setVisible(has_any)

    def options(self, form: Format, frames: range | None) -> ExportOptions:
        """Return the chosen options of the format."""
        return ExportOptions(
            frames=frames,
            polygons="polygons" in form.options and self._polygons.isChecked(),
            jpeg_frames="jpeg_frames" in form.options and self._jpeg.isChecked(),
            dataset_layout="dataset_layout" in form.options and self._layout.isChecked(),
            opacity=self._opacity.value() / 100,
            feather_px=self._feather.value() if "feather_px" in form.options else 0.0,
        )
