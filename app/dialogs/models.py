"""The list of models: use one, go back to the previous one, or remove one."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QDate, QLocale, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.dialogs.parts import wrapped
from app.dialogs.questions import QuestionDialog, remove_model
from app.language import sentence_case, tr
from app.theme import SPACE, Theme
from app.wording import Decimal, listed
from gvseg.errors import UserError
from gvseg.model_registry import BUNDLED, Model, ModelRegistry

_SIZE_PX: Final = (600, 420)


class ModelsDialog(QDialog):
    """Lists the models of the registry.

    Args:
        override: weights file from the settings, which overrides all models, or "" for none.

    Signals:
        changed: another model is in use.
    """

    changed = Signal()

    def __init__(
        self,
        registry: ModelRegistry,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        override: str = "",
    ) -> None:
        super().__init__(parent)
        self._theme, self._override = theme, override
        self.setObjectName("modelsDialog")
        self.setWindowTitle(tr("Models"))
        self.resize(*_SIZE_PX)
        self._registry = registry
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        layout.setSpacing(3 * SPACE)
        self._list = QListWidget(self)
        self._list.setObjectName("modelsList")
        self._list.setAccessibleName(tr("Models"))
        self._list.setSpacing(2)
        self._list.itemSelectionChanged.connect(self._show_buttons)
        layout.addWidget(self._list, 1)
        self._problem = wrapped("", "error", "modelsProblem")
        layout.addWidget(self._problem)
        self._note = wrapped("", "note", "modelsNote")
        layout.addWidget(self._note)
        layout.addLayout(self._make_buttons())
        self._models: tuple[Model, ...] = ()
        self._fill()

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._buttons: dict[str, QPushButton] = {}
        for name, text, call in (
            ("use", tr("Use"), self._use),
            ("back", tr("Use Previous Model"), self._go_back),
            ("report", tr("Open Report"), self._report),
            ("remove", tr("Remove"), self._remove),
        ):
            button = QPushButton(text, self)
            button.setObjectName(f"models.{name}")
            button.setAutoDefault(False)
            button.clicked.connect(call)
            self._buttons[name] = button
            row.addWidget(button)
        row.addStretch(1)
        close = QPushButton(tr("Close"), self)
        close.clicked.connect(self.accept)
        row.addWidget(close)
        return row

    def select(self, name: str) -> None:
        names = [model.name for model in self._models]
        self._list.setCurrentRow(names.index(name))

    def _fill(self) -> None:
        try:
            self._models, current = self._registry.models(), self._registry.current.name
            can_go_back = self._registry.previous is not None
        except UserError as error:
            self._problem.setText(str(error))
            self._models, current, can_go_back = (), "", False
        if self._override:
            current = ""
            self._note.setText(
                tr(
                    "The weights {path} from the settings are in use. Select a model to use "
                    "it instead."
                ).format(path=self._override)
            )
        self._note.setVisible(bool(self._override))
        self._list.clear()
        for model in self._models:
            row = ModelRow(model, is_current=model.name == current)
            item = QListWidgetItem()
            item.setData(Qt.ItemDataRole.AccessibleTextRole, row.accessibleName())
            self._list.addItem(item)
            self._list.setItemWidget(item, row)
        self._fit_rows()
        self._buttons["back"].setEnabled(can_go_back)
        self._show_buttons()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_rows()  # the list has its width only now

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_rows()

    def _fit_rows(self) -> None:
        """Fit the height of each row to its text at the list's width."""
        padding = 2 * SPACE  # of an item in the style sheet, on both sides
        width = self._list.viewport().width() - 2 * self._list.spacing() - padding
        for place in range(self._list.count()):
            item = self._list.item(place)
            height = self._list.itemWidget(item).heightForWidth(max(1, width))
            item.setSizeHint(QSize(0, height + padding))

    def _chosen(self) -> Model | None:
        row = self._list.currentRow()
        return self._models[row] if 0 <= row < len(self._models) else None

    def _show_buttons(self) -> None:
        model = self._chosen()
        self._buttons["use"].setEnabled(model is not None)
        self._buttons["report"].setEnabled(model is not None and bool(model.report))
        self._buttons["remove"].setEnabled(model is not None and model.name != BUNDLED)

    def _use(self) -> None:
        if (model := self._chosen()) is not None:
            self._use_by(lambda: self._registry.use(model.name))

    def _go_back(self) -> None:
        self._use_by(self._registry.roll_back)

    def _remove(self) -> None:
        model = self._chosen()
        if model is None:
            return
        name = model.name

        def proceed(answer: str) -> None:
            if answer == "remove":
                self._change(lambda: self._registry.remove(name))

        question = QuestionDialog(remove_model(name), self._theme, self)
        question.chosen.connect(proceed)
        question.open()

    def _report(self) -> None:
        if (model := self._chosen()) is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(model.report))

    def _use_by(self, act: Callable[[], object]) -> None:
        if self._change(act):
            self._override = ""
            self._fill()
            self.changed.emit()

    def _change(self, act: Callable[[], object]) -> bool:
        self._problem.setText("")
        try:
            act()
        except UserError as error:
            self._problem.setText(str(error))
            return False
        self._fill()
        return True


class ModelRow(QWidget):
    """Shows name, origin, date and scores, and whether the model is in use."""

    def __init__(self, model: Model, *, is_current: bool) -> None:
        super().__init__()
        name = _line(model.name, "title", "modelName")
        state = _line(tr("In use") if is_current else "", "good", "modelState")
        head = QHBoxLayout()
        head.addWidget(name)
        head.addStretch(1)
        head.addWidget(state)
        lines = [_origin(model)]
        if model.scores:
            lines.append(
                listed(f"{what} {Decimal(value):.3f}" for what, value in model.scores.items())
            )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        layout.setSpacing(SPACE)
        layout.addLayout(head)
        for text in lines:
            shown = _line(sentence_case(text), "dim", "modelLine")
            shown.setWordWrap(True)
            layout.addWidget(shown)
        self.setAccessibleName(". ".join([model.name, *lines, state.text()]))


def _origin(model: Model) -> str:
    """Return the origin and date of a model, such as "trained from bundled on 3 May 2026"."""
    if model.name == BUNDLED:
        return tr("comes with GvSeg")
    day = QDate.fromString(model.made[:10], Qt.DateFormat.ISODate)
    if day.isValid():
        words = tr("trained from {parent} on {day}") if model.parent else tr("trained on {day}")
    else:
        words = tr("trained from {parent}") if model.parent else tr("trained")
    shown_day = QLocale().toString(day, QLocale.FormatType.LongFormat)
    origin = words.format(parent=model.parent, day=shown_day)
    data = "; ".join(model.data) or model.recipe
    return tr("{origin}, with {data}").format(origin=origin, data=data) if data else origin


def _line(text: str, role: str, name: str) -> QLabel:
    result = QLabel(text)
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.setProperty("role", role)
    result.setObjectName(name)
    return result
