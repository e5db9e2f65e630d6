"""The models that there are: where each comes from; use one, go back, remove."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.dialogs.parts import wrapped
from app.dialogs.questions import QuestionDialog, remove_model
from app.theme import SPACE, Theme
from gvseg.errors import UserError
from gvseg.model_registry import BUNDLED, Model, ModelRegistry

_SIZE_PX: Final = (880, 360)
_TITLES: Final = ("", "Model", "Made", "From", "Trained on", "Scores")


class ModelsDialog(QDialog):
    """A table of the registry.

    Args:
        override: a weights file that the settings name; "" for none. It goes before all models.

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
        self.setWindowTitle("Models")
        self.resize(*_SIZE_PX)
        self._registry = registry
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        layout.setSpacing(3 * SPACE)
        self._table = QTableWidget(0, len(_TITLES), self)
        self._table.setObjectName("modelsTable")
        self._table.setHorizontalHeaderLabels(_TITLES)
        self._table.verticalHeader().setVisible(False)
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self._table.horizontalHeader().setStretchLastSection(True)
        self._table.itemSelectionChanged.connect(self._show_buttons)
        layout.addWidget(self._table, 1)
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
            ("use", "Use", self._use),
            ("back", "Use Previous Model", self._go_back),
            ("report", "Open Report", self._report),
            ("remove", "Remove", self._remove),
        ):
            button = QPushButton(text, self)
            button.setObjectName(f"models.{name}")
            button.setAutoDefault(False)
            button.clicked.connect(call)
            self._buttons[name] = button
            row.addWidget(button)
        row.addStretch(1)
        close = QPushButton("Close", self)
        close.clicked.connect(self.accept)
        row.addWidget(close)
        return row

    def select(self, name: str) -> None:
        """Select the row of a model."""
        names = [model.name for model in self._models]
        self._table.selectRow(names.index(name))

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
                f"The weights {self._override} from the settings are in use. "
                "Select a model to use it instead."
            )
        self._note.setVisible(bool(self._override))
        self._table.setRowCount(len(self._models))
        for row, model in enumerate(self._models):
            for column, text in enumerate(_cells(model, is_current=model.name == current)):
                self._table.setItem(row, column, QTableWidgetItem(text))
        self._buttons["back"].setEnabled(can_go_back)
        self._show_buttons()

    def _chosen(self) -> Model | None:
        row = self._table.currentRow()
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

        def go_on(answer: str) -> None:
            if answer == "remove":
                self._change(lambda: self._registry.remove(name))

        question = QuestionDialog(remove_model(name), self._theme, self)
        question.chosen.connect(go_on)
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


def _cells(model: Model, *, is_current: bool) -> tuple[str, ...]:
    scores = ", ".join(f"{what} {figure:.3f}" for what, figure in model.scores.items())
    return (
        "in use" if is_current else "",
        model.name,
        model.made[:10],
        model.parent,
        "; ".join(model.data) or model.recipe,
        scores,
    )
