"""The dialog that maps the categories of joining projects to those of the dataset."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.dialogs.mapping import MappingDialog, MappingRow, Target, new_title, row_title
from app.language import tr
from gvseg.annotation.records import Category
from gvseg.dataset_file import Joining, JoiningCategory

_MOST_NAMED = 10


class JoiningDialog(MappingDialog):
    """One row per category of the projects: a category of the dataset, or a new one.

    Categories that the dataset does not have come first.

    Signals:
        mapped(dict): name in the projects -> name in the dataset.
    """

    mapped = Signal(object)

    def __init__(self, joining: Joining, parent: QWidget | None = None) -> None:
        unmatched = joining.unmatched
        ordered = [*unmatched, *(one for one in joining.pooled if one not in unmatched)]
        super().__init__(
            title=tr("Map Categories to the Dataset"),
            words=tr(
                "The projects have categories that the dataset does not have. Choose a category of "
                "the dataset for each of them, or add it as a new one. Objects keep their masks "
                "and attributes."
            ),
            rows=[_row(category, joining) for category in ordered],
            name="joining",
            reset=("Match", tr("Match by Name")),
            use=tr("Add Projects"),
            parent=parent,
        )
        self.setObjectName("joiningDialog")
        self._shared = {category.category_id: category.name for category in joining.shared}
        self.chosen.connect(self._on_chosen)

    def _on_chosen(self, targets: dict[str, Target]) -> None:
        self.mapped.emit(
            {
                name: target if isinstance(target, str) else self._shared[target]
                for name, target in targets.items()
            }
        )


def _row(category: JoiningCategory, joining: Joining) -> MappingRow:
    by_name = sorted(joining.shared, key=lambda one: one.name.casefold())
    new = _free_name(category.name, joining)
    choices: list[tuple[str, Target]] = [
        (row_title(one.name, is_thing=one.is_thing), one.category_id) for one in by_name
    ]
    places = [project.name for project in category.projects]
    shown = [*places[:_MOST_NAMED], *["…"][: len(places) > _MOST_NAMED]]
    return MappingRow(
        name=category.name,
        title=row_title(category.name, is_thing=category.is_thing),
        choices=((new_title(new), new), *choices),
        usual=_match(category.name, joining.shared) or new,
        hint="\n".join(shown),
    )


def _match(name: str, shared: tuple[Category, ...]) -> int | None:
    """Return the category of the same name, or of one that differs only in case."""
    for fold in (str, str.casefold):
        for category in shared:
            if fold(category.name) == fold(name):
                return category.category_id
    return None


def _free_name(name: str, joining: Joining) -> str:
    """Return the name, with a number if the dataset has a category of that name."""
    taken = {category.name for category in joining.shared}
    if name not in taken:
        return name
    taken |= {category.name for category in joining.pooled}
    number = 2
    while f"{name} {number}" in taken:
        number += 1
    return f"{name} {number}"
