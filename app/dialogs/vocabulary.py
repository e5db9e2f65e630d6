"""The dialog that maps the engine's classes to categories."""

from collections.abc import Mapping
from typing import Final, TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.combo_box import NoWheelComboBox
from app.dialogs.form import Form
from app.dialogs.parts import wrapped
from app.language import tr
from app.theme import SPACE
from gvseg.annotation.colours import object_colour
from gvseg.annotation.document import Document
from gvseg.annotation.edits import AddCategory, Compound, MapVocabulary
from gvseg.annotation.records import Category
from gvseg.vocabulary import VocabularyEntry

_UNKNOWN: Final = -1
_OUT: Final = 0
Target: TypeAlias = int | str
"""What a class is mapped to: a category id, 0 for none, or the name of a new category."""


class VocabularyDialog(QDialog):
    """One row per class: a category of the project, a new one, or none.

    Signals:
        chosen(dict): class name -> `Target`.
    """

    chosen = Signal(object)

    def __init__(
        self,
        vocabulary: tuple[VocabularyEntry, ...],
        document: Document,
        usual: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("vocabularyDialog")
        self.setWindowTitle(tr("Map Classes to Categories"))
        self.setMinimumWidth(440)
        self._targets: dict[str, list[Target]] = {}
        self._fields = {entry.name: self._field(entry, document, usual) for entry in vocabulary}
        form = Form()
        for entry in vocabulary:
            kind = tr("object") if entry.is_thing else tr("surface")
            title = QLabel(tr("{name} ({kind})").format(name=entry.name, kind=kind))
            title.setTextFormat(Qt.TextFormat.PlainText)
            form.row(title, self._fields[entry.name])
        rows = QWidget(self)
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 0, 2 * SPACE, 0)
        column.addLayout(form)
        column.addStretch(1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setWidget(rows)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        layout.setSpacing(3 * SPACE)
        words = tr("Objects of each class are proposed in the category next to it.")
        layout.addWidget(wrapped(words, "dim", "vocabularyText"))
        layout.addWidget(area, 1)
        layout.addLayout(self._buttons())
        self.resize(460, min(640, 150 + 34 * len(vocabulary)))

    def targets(self) -> dict[str, Target]:
        """Return the chosen target of each class name."""
        return {
            name: self._targets[name][field.currentIndex()] for name, field in self._fields.items()
        }

    def _field(
        self, entry: VocabularyEntry, document: Document, usual: Mapping[str, str]
    ) -> NoWheelComboBox:
        field = NoWheelComboBox(self)
        field.setObjectName(f"class.{entry.name}")
        field.setAccessibleName(tr("Category for {name}").format(name=entry.name))
        names = dict.fromkeys((usual.get(entry.name) or entry.name, entry.name))
        new = [name for name in names if _named(document, name) is None]
        by_name = sorted(document.categories.values(), key=lambda one: one.name.casefold())
        for name in new:
            field.addItem(tr("New category “{name}”").format(name=name))
        field.addItems([category.name for category in by_name])
        field.addItem(tr("Ignore"))
        targets: list[Target] = [*new, *(category.category_id for category in by_name), _OUT]
        self._targets[entry.name] = targets
        field.setCurrentIndex(targets.index(target_of(entry, document, usual)))
        return field

    def _buttons(self) -> QHBoxLayout:
        out = QPushButton(tr("Ignore All"), self)
        out.setObjectName("classesOut")
        out.setAutoDefault(False)
        out.clicked.connect(self._ignore_all)
        cancel = QPushButton(tr("Cancel"), self)
        cancel.setObjectName("classesCancel")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        use = QPushButton(tr("Use"), self)
        use.setObjectName("classesUse")
        use.setDefault(True)
        use.clicked.connect(self._use)
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        row.addWidget(out)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(use)
        return row

    def _ignore_all(self) -> None:
        for field in self._fields.values():
            field.setCurrentIndex(field.count() - 1)

    def _use(self) -> None:
        self.accept()
        self.chosen.emit(self.targets())


def target_of(entry: VocabularyEntry, document: Document, usual: Mapping[str, str]) -> Target:
    """Return the default target of a class.

    The project's mapping takes precedence, then the last choice in any project (class name ->
    category name, "" for none), then a category of the same name, then a new category.
    """
    known = document.vocabulary_map.get(entry.name)
    if known is not None and (known == _OUT or known in document.categories):
        return known
    if usual.get(entry.name) == "":
        return _OUT
    for name in (usual.get(entry.name, entry.name), entry.name):
        category = _named(document, name)
        if category is not None:
            return category.category_id
    return usual.get(entry.name, entry.name)


def is_mapped(document: Document, vocabulary: tuple[VocabularyEntry, ...]) -> bool:
    """Return whether the document maps every class."""
    targets = [document.vocabulary_map.get(entry.name, _UNKNOWN) for entry in vocabulary]
    return all(target == _OUT or target in document.categories for target in targets)


def map_classes(
    document: Document,
    vocabulary: tuple[VocabularyEntry, ...],
    targets: Mapping[str, Target],
) -> Compound:
    """Return the edit that adds the new categories and maps the classes.

    Classes mapped to the same new name share one category. Classes of other weights keep their
    mapping.
    """
    adding: dict[str, AddCategory] = {}
    chosen = {
        name: number
        for name, number in document.vocabulary_map.items()
        if number == _OUT or number in document.categories
    }
    for entry in vocabulary:
        target = targets[entry.name]
        if isinstance(target, str):
            number = document.next_category_id + len(adding)
            result = Category(
                category_id=number,
                name=target,
                colour=object_colour(number),
                is_thing=entry.is_thing,
            )
            target = adding.setdefault(target.casefold(), AddCategory(result)).category.category_id
        chosen[entry.name] = target
    mapping = MapVocabulary(chosen)
    return Compound((*adding.values(), mapping), mapping.label)


def _named(document: Document, name: str) -> Category | None:
    wanted = name.casefold()
    return next((c for c in document.categories.values() if c.name.casefold() == wanted), None)
