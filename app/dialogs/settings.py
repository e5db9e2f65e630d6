"""The settings dialog; changes take effect at once."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.dialogs.form import Form
from app.dialogs.parts import number_box, wrapped
from app.language import LANGUAGES, SYSTEM, tr, tr_later
from app.settings import Settings, SettingsStore
from app.theme import SPACE
from gvseg.console.arguments import SHORTEST_SIDE
from gvseg.project import login_name

DEVICES: Final = (
    ("auto", tr_later("Automatic (fastest available)")),
    ("cpu", tr_later("Processor (cpu)")),
    ("cuda", tr_later("NVIDIA GPU (cuda)")),
    ("mps", tr_later("Apple GPU (mps)")),
)
_WIDTH_PX: Final = 520
_LONGEST_SHORT_SIDE: Final = 2160


class SettingsDialog(QDialog):
    """Settings of appearance, engine and review.

    Signals:
        shortcuts_requested: open the shortcuts dialog.
    """

    shortcuts_requested = Signal()

    def __init__(
        self,
        store: SettingsStore,
        *,
        devices: Sequence[str] = ("auto", "cpu", "cuda", "mps"),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("settingsDialog")
        self.setWindowTitle(tr("Settings"))
        self._store = store
        self._devices = devices
        layout = QVBoxLayout(self)
        layout.addStrut(_WIDTH_PX - 8 * SPACE)
        layout.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        layout.setSpacing(4 * SPACE)
        forms = (
            (tr("Appearance"), self._appearance_form()),
            (tr("Engine"), self._engine_form()),
            (tr("Review"), self._review_form()),
        )
        for title, form in forms:
            head = QLabel(title)
            head.setProperty("role", "title")
            layout.addWidget(head)
            layout.addLayout(form)
            if form is not forms[-1][1]:
                line = QFrame()
                line.setProperty("role", "line")
                line.setFixedHeight(1)
                layout.addWidget(line)
        layout.addStretch(1)
        layout.addLayout(self._make_footer())
        self.resize(self.sizeHint())  # on a low screen, Qt would cut hints of several lines

    def showEvent(self, event: QShowEvent) -> None:
        """Make room for every hint: Qt limits the first height to two thirds of the screen."""
        super().showEvent(event)
        if (layout := self.layout()) is not None:
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))

    @property
    def _value(self) -> Settings:
        return self._store.value

    # -- building ----------------------------------------------------------------------

    def _appearance_form(self) -> Form:
        form = Form()
        themes = QHBoxLayout()
        themes.setSpacing(4 * SPACE)
        group = QButtonGroup(self)
        for name, title in (("dark", tr("Dark")), ("light", tr("Light"))):
            button = QRadioButton(title, self)
            button.setObjectName(f"theme.{name}")
            button.setChecked(self._value.theme == name)
            button.clicked.connect(lambda _=False, name=name: self._store.update(theme=name))
            group.addButton(button)
            themes.addWidget(button)
        themes.addStretch(1)
        form.row(tr("Theme"), themes)
        self._add_language(form)
        opacity = self._slider("maskOpacity", 0, 100, round(100 * self._value.mask_opacity))
        opacity.valueChanged.connect(lambda value: self._store.update(mask_opacity=value / 100))
        form.row(tr("&Mask opacity"), _with_value(opacity, tr("{} %")), opacity)
        outlines = QCheckBox(tr("Show mask outlines"), self)
        outlines.setObjectName("showOutlines")
        outlines.setChecked(self._value.show_outlines)
        outlines.toggled.connect(lambda on: self._store.update(show_outlines=on))
        form.row("", outlines)
        patterns = QCheckBox(tr("Hatch masks with patterns (for colour-blind users)"), self)
        patterns.setObjectName("showPatterns")
        patterns.setChecked(self._value.show_patterns)
        patterns.toggled.connect(lambda on: self._store.update(show_patterns=on))
        form.row("", patterns)
        return form

    def _add_language(self, form: Form) -> None:
        languages = QComboBox(self)
        languages.setObjectName("language")
        languages.addItem(tr("Language of the system"), SYSTEM)
        for code, name in LANGUAGES.items():
            languages.addItem(name, code)
        first = self._value.language
        languages.setCurrentIndex(max(0, languages.findData(first)))
        form.row(tr("Lan&guage"), languages)
        note = wrapped(tr("GvSeg uses this language from its next start."), "note", "languageNote")
        note.hide()
        form.add_hint(note)

        def choose() -> None:
            self._store.update(language=languages.currentData())
            note.setVisible(languages.currentData() != first)
            self.resize(self.sizeHint())

        languages.activated.connect(choose)

    def _engine_form(self) -> Form:
        form = Form()
        device = QComboBox(self)
        device.setObjectName("device")
        for name, title in DEVICES:
            if name in self._devices:
                device.addItem(tr(title), name)
        device.setCurrentIndex(max(0, device.findData(self._value.device)))
        device.activated.connect(lambda: self._store.update(device=device.currentData()))
        form.row(tr("&Device"), device)
        self._weights = QLineEdit(self._value.weights, self)
        self._weights.setObjectName("weights")
        self._weights.setPlaceholderText(tr("Bundled weights"))
        self._weights.setClearButtonEnabled(True)
        self._weights.textChanged.connect(self._on_weights)
        browse = QPushButton(tr("Choose..."), self)
        browse.setObjectName("weightsBrowse")
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        row.addWidget(self._weights, 1)
        row.addWidget(browse)
        form.row(tr("&Weights"), row, self._weights)
        self._weights_problem = wrapped("", "error", "weightsProblem")
        self._weights_problem.hide()
        form.add_hint(self._weights_problem)
        side = ShortSideBox(self._value.short_side, self)
        side.valueChanged.connect(lambda value: self._store.update(short_side=value))
        form.row(tr("&Short side"), side)
        form.add_hint(
            wrapped(
                tr(
                    "Size of frames inside the network: smaller is faster and uses less memory, "
                    "larger shows finer detail. 0 uses the default of the weights."
                ),
                "small",
                "shortSideHint",
            )
        )
        seconds = tr("{seconds} s").format(seconds="")
        adapt = self._number("adaptSeconds", 1, 3600, seconds, round(self._value.adapt_seconds))
        adapt.valueChanged.connect(lambda value: self._store.update(adapt_seconds=float(value)))
        form.row(tr("&Adapt for"), adapt)
        return form

    def _review_form(self) -> Form:
        form = Form()
        person = QLineEdit(self._value.person, self)
        person.setObjectName("person")
        person.setPlaceholderText(login_name())
        person.setToolTip(tr("Recorded with your comments, reviews and verified masks"))
        person.editingFinished.connect(lambda: self._store.update(person=person.text().strip()))
        form.row(tr("Your &name"), person)
        low = self._slider("lowConfidence", 0, 100, round(100 * self._value.low_confidence))
        low.valueChanged.connect(lambda value: self._store.update(low_confidence=value / 100))
        form.row(tr("&Low confidence"), _with_value(low, tr("below {} %")), low)
        return form

    def _make_footer(self) -> QHBoxLayout:
        keys = QPushButton(tr("Shortcuts..."), self)
        keys.setObjectName("settingsShortcuts")
        keys.setAutoDefault(False)
        keys.clicked.connect(self.shortcuts_requested)
        close = QPushButton(tr("Close"), self)
        close.setObjectName("settingsClose")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(keys)
        foot.addStretch(1)
        foot.addWidget(close)
        return foot

    def _number(self, name: str, least: int, most: int, unit: str, value: int) -> QSpinBox:
        number = number_box(name, least, most, unit, value)
        number.setKeyboardTracking(False)
        return number

    def _slider(self, name: str, least: int, most: int, value: int) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal, self)
        slider.setObjectName(name)
        slider.setRange(least, most)
        slider.setValue(value)
        return slider

    # -- actions -----------------------------------------------------------------------

    def _browse(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, tr("Choose weights"), self._weights.text(), tr("Weights (*.safetensors)")
        )
        if chosen:
            self._weights.setText(chosen)

    def _on_weights(self, text: str) -> None:
        problem = weights_problem(text.strip())
        self._weights_problem.setText(problem)
        self._weights_problem.setVisible(bool(problem))
        if not problem:
            path = text.strip()
            self._store.update(weights=str(Path(path).expanduser()) if path else "")


class ShortSideBox(QSpinBox):
    """An input size for the network, or 0 for the default. Too small a size becomes the minimum."""

    def __init__(self, value: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("shortSide")
        self.setRange(0, _LONGEST_SHORT_SIDE)
        self.setSingleStep(32)
        self.setSuffix(" px")
        self.setSpecialValueText(tr("Default"))
        self.setKeyboardTracking(False)
        self.lineEdit().setTextMargins(SPACE, 0, SPACE, 0)
        self.setValue(_seen_side(value))

    def valueFromText(self, text: str) -> int:
        """Return the typed value, raised to the minimum."""
        return _seen_side(super().valueFromText(text))

    def stepBy(self, steps: int) -> None:
        """Step the value, skipping the range between 0 and the minimum."""
        wanted = self.value() + steps * self.singleStep()
        self.setValue(0 if steps < 0 and wanted < SHORTEST_SIDE else _seen_side(wanted))


def _seen_side(value: int) -> int:
    return max(value, SHORTEST_SIDE) if value else 0


def weights_problem(text: str) -> str:
    """Return why a path cannot be a weights file, in one sentence, or "" if it can."""
    if not text:
        return ""
    if not Path(text).expanduser().is_file():
        return tr("File {text} does not exist.").format(text=text)
    if Path(text).suffix != ".safetensors":
        return tr("Weights must be a .safetensors file.")
    return ""


def _with_value(slider: QSlider, words: str) -> QHBoxLayout:
    shown = QLabel(words.format(slider.value()))
    shown.setMinimumWidth(84)
    shown.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    slider.valueChanged.connect(lambda value: shown.setText(words.format(value)))
    row = QHBoxLayout()
    row.setSpacing(2 * SPACE)
    row.addWidget(slider, 1)
    row.addWidget(shown)
    return row
