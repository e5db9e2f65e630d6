"""The shortcuts dialog: all actions, their keys, conflicts and presets."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.actions import ACTIONS, MENUS, PRESETS
from app.dialogs.parts import wrapped
from app.dialogs.shortcut_keys import ShortcutChoice
from app.key_names import key_texts
from app.language import tr, without_mnemonic
from app.theme import SPACE, Theme
from app.wording import all_of, listed

_PRESET_NAMES: Final = {"gvseg": "GvSeg", "labelme": "labelme (A, D)", "cvat": "CVAT (D, F)"}
_ID_ROLE: Final = Qt.ItemDataRole.UserRole


class ShortcutsDialog(QDialog):
    """Changes take effect with *Apply*; conflicts are shown before a key is reassigned.

    Signals:
        chosen(str, dict): preset, and action id -> keys that differ from it; pass them to
            `SettingsStore.update(preset=..., shortcuts=...)`.
    """

    chosen = Signal(str, object)

    def __init__(
        self,
        preset: str,
        own: Mapping[str, tuple[str, ...]],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("shortcutsDialog")
        self.setWindowTitle(tr("Shortcuts"))
        self.resize(620, 600)
        self._theme = theme
        self._choice = ShortcutChoice(preset if preset in PRESETS else "gvseg", dict(own))
        self._preset = QComboBox(self)
        self._preset.setObjectName("shortcutPreset")
        for name in PRESETS:
            self._preset.addItem(_PRESET_NAMES.get(name, name), name)
        self._preset.setCurrentIndex(self._preset.findData(self._choice.preset))
        self._find = QLineEdit(self)
        self._find.setObjectName("shortcutFind")
        self._find.setAccessibleName(tr("Find by name or key"))
        self._find.setPlaceholderText(tr("Find by name or key"))
        self._find.setClearButtonEnabled(True)
        self._tree = self._make_tree()
        self._items: dict[str, QTreeWidgetItem] = {}
        self._name = QLabel(self)
        self._edit = QKeySequenceEdit(self)
        self._edit.setObjectName("shortcutEdit")
        self._edit.setMaximumSequenceLength(1)
        self._edit.setClearButtonEnabled(True)
        self._state = wrapped("", "dim", "shortcutState")
        self._state.setMinimumHeight(34)
        self._set = self._button(tr("Set"), "shortcutSet", self._on_set)
        self._add = self._button(tr("Add"), "shortcutAdd", self._on_add)
        self._clear = self._button(tr("Clear"), "shortcutClear", self._on_clear)
        self._reset = self._button(tr("Reset"), "shortcutReset", self._on_reset)
        self._reset_all = self._button(tr("Reset All"), "shortcutResetAll", self._on_reset_all)
        self._apply = self._button(tr("Apply"), "shortcutApply", self._on_apply)
        self._apply.setDefault(False)
        self._apply.setProperty("role", "main")
        self._lay_out()
        self._fill()
        self._connect()
        self._refresh()

    # -- building ----------------------------------------------------------------------

    def _button(self, text: str, name: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.clicked.connect(act)
        return button

    def _make_tree(self) -> QTreeWidget:
        tree = QTreeWidget(self)
        tree.setObjectName("shortcutTree")
        tree.setAccessibleName(tr("Shortcuts"))
        tree.setHeaderLabels([tr("Action"), tr("Keys")])
        header = tree.header()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(1, 200)
        header.setStretchLastSection(False)
        return tree

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(QLabel(tr("Preset")))
        head.addWidget(self._preset)
        head.addSpacing(2 * SPACE)
        head.addWidget(self._find, 1)
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        row.addWidget(self._edit, 1)
        for button in (self._set, self._add, self._clear, self._reset):
            row.addWidget(button)
        foot = QHBoxLayout()
        foot.setSpacing(2 * SPACE)
        foot.addWidget(self._reset_all)
        foot.addStretch(1)
        foot.addWidget(self._button(tr("Cancel"), "shortcutCancel", self.reject))
        foot.addWidget(self._apply)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        layout.setSpacing(2 * SPACE)
        layout.addLayout(head)
        layout.addWidget(self._tree, 1)
        layout.addWidget(self._name)
        layout.addLayout(row)
        layout.addWidget(self._state)
        layout.addLayout(foot)

    def _fill(self) -> None:
        for menu, title in MENUS.items():
            group = QTreeWidgetItem([without_mnemonic(tr(title))])
            group.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self._tree.addTopLevelItem(group)
            for spec in ACTIONS.values():
                if spec.menu == menu:
                    item = QTreeWidgetItem([spec.title.removesuffix("..."), ""])
                    item.setData(0, _ID_ROLE, spec.action_id)
                    group.addChild(item)
                    self._items[spec.action_id] = item
            group.setExpanded(True)

    def _connect(self) -> None:
        self._preset.activated.connect(self._on_preset)
        self._find.textChanged.connect(self._filter)
        self._tree.currentItemChanged.connect(self._show_action)
        self._edit.keySequenceChanged.connect(self._show_state)
        self._tree.setCurrentItem(self._items["propagate.both"])

    # -- showing -----------------------------------------------------------------------

    @property
    def choice(self) -> ShortcutChoice:
        return self._choice

    @property
    def _action_id(self) -> str | None:
        item = self._tree.currentItem()
        return None if item is None else item.data(0, _ID_ROLE)

    def _refresh(self) -> None:
        clashing = {one for ids in self._choice.clashes().values() for one in ids}
        for action_id, keys in self._choice.keys().items():
            item = self._items[action_id]
            item.setText(1, ", ".join(key_texts(keys)))
            is_own = self._choice.is_own(action_id)
            role = "error" if action_id in clashing else ("accent" if is_own else "text")
            item.setForeground(1, QBrush(self._theme.colour(role)))
        self._apply.setEnabled(not clashing)
        self._reset_all.setEnabled(bool(self._choice.chosen))
        self._show_state()

    def _show_action(self) -> None:
        action_id = self._action_id
        for part in (self._edit, self._set, self._add, self._clear, self._reset):
            part.setEnabled(action_id is not None)
        self._name.setText(
            "" if action_id is None else ACTIONS[action_id].title.removesuffix("...")
        )
        self._edit.clear()
        self._show_state()

    def _show_state(self) -> None:
        action_id, key = self._action_id, self._edit_key()
        self._set.setEnabled(bool(key))
        self._add.setEnabled(bool(key))
        clashes = self._choice.clashes()
        if action_id is not None and key:
            conflicting = self._choice.with_keys(action_id, (key,)).conflicting(action_id)
            names = listed(ACTIONS[one].title.removesuffix("...") for one in conflicting)
            text = (
                tr("{key} is assigned to {names} and will be reassigned.").format(
                    key=_native(key), names=names
                )
                if conflicting
                else ""
            )
            self._set_state(
                text or tr("{key} is free.").format(key=_native(key)),
                "warning" if conflicting else "good",
            )
        elif clashes:
            shared, ids = next(iter(clashes.items()))
            names = all_of(ACTIONS[one].title.removesuffix("...") for one in ids)
            self._set_state(
                tr("{key} is assigned to {names}; change one of them.").format(
                    key=_native(shared), names=names
                ),
                "error",
            )
        else:
            self._set_state(tr("Click the field and press the new key."), "dim")

    def _set_state(self, text: str, role: str) -> None:
        self._state.setText(text)
        self._state.setProperty("role", role)
        self._state.style().unpolish(self._state)
        self._state.style().polish(self._state)

    def _filter(self, text: str) -> None:
        wanted = text.casefold().strip()
        for place in range(self._tree.topLevelItemCount()):
            group = self._tree.topLevelItem(place)
            if group is None:
                continue
            shown = 0
            for row in range(group.childCount()):
                item = group.child(row)
                if item is None:
                    continue
                is_hit = wanted in f"{item.text(0)} {item.text(1)}".casefold()
                item.setHidden(not is_hit)
                shown += is_hit
            group.setHidden(shown == 0)

    # -- actions -----------------------------------------------------------------------

    def _edit_key(self) -> str:
        return self._edit.keySequence().toString(QKeySequence.SequenceFormat.PortableText)

    def _on_set(self) -> None:
        if self._action_id is not None:
            self._set_choice(self._choice.reassigning(self._action_id, (self._edit_key(),)))

    def _on_add(self) -> None:
        if self._action_id is not None:
            keys = (*self._choice.keys()[self._action_id], self._edit_key())
            self._set_choice(self._choice.reassigning(self._action_id, tuple(dict.fromkeys(keys))))

    def _on_clear(self) -> None:
        if self._action_id is not None:
            self._set_choice(self._choice.with_keys(self._action_id, ()))

    def _on_reset(self) -> None:
        if self._action_id is not None:
            usual = ShortcutChoice(self._choice.preset).keys()[self._action_id]
            self._set_choice(self._choice.reassigning(self._action_id, usual))

    def _on_reset_all(self) -> None:
        self._set_choice(ShortcutChoice(self._choice.preset))

    def _on_preset(self) -> None:
        self._set_choice(self._choice.with_preset(self._preset.currentData()))

    def _set_choice(self, choice: ShortcutChoice) -> None:
        self._choice = choice
        self._edit.clear()
        self._refresh()

    def _on_apply(self) -> None:
        self.chosen.emit(self._choice.preset, dict(self._choice.chosen))
        self.accept()


def _native(key: str) -> str:
    return key_texts((key,))[0]
