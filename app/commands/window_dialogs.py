"""Opens the settings, shortcuts, manual, messages and about dialogs."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from app.actions import keys_of
from app.dialogs.cheat_sheet import CheatSheet
from app.dialogs.manual import ManualDialog
from app.dialogs.message_list import MessageListDialog
from app.dialogs.questions import Question, QuestionDialog, about
from app.dialogs.settings import SettingsDialog
from app.dialogs.shortcuts import ShortcutsDialog
from app.panels.buttons import Actions, with_keys
from app.settings import SettingsStore
from app.theme import THEMES, Theme
from app.workspace import Workspace


class DialogCommands(QObject):
    """Creates each dialog when it is opened and deletes it when it is closed."""

    def __init__(
        self, workspace: Workspace, settings: SettingsStore, actions: Actions, window: QWidget
    ) -> None:
        super().__init__(window)
        self._actions = actions
        self._workspace = workspace
        self._settings = settings
        self._window = window

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return the handler of each action id."""
        return {
            "file.settings": self.show_settings,
            "help.shortcuts": self.show_shortcuts,
            "help.manual": self.show_manual,
            "help.sheet": self.show_cheat_sheet,
            "help.messages": self.show_messages,
            "help.about": lambda: self.ask(about()),
        }

    def ask(self, question: Question) -> QuestionDialog:
        """Show a question or a statement."""
        dialog = QuestionDialog(question, self._theme, self._window)
        self._open(dialog)
        return dialog

    def show_settings(self) -> None:
        dialog = SettingsDialog(self._settings, parent=self._window)
        dialog.shortcuts_requested.connect(self.show_shortcuts)
        self._open(dialog)

    def show_shortcuts(self) -> None:
        chosen = self._settings.value
        dialog = ShortcutsDialog(chosen.preset, chosen.shortcuts, self._theme, self._window)
        dialog.chosen.connect(
            lambda preset, keys: self._settings.update(preset=preset, shortcuts=keys)
        )
        self._open(dialog)

    def show_cheat_sheet(self) -> None:
        """Show the current shortcuts."""
        chosen = self._settings.value
        sheet = CheatSheet(keys_of(chosen.preset, chosen.shortcuts), self._theme, self._window)
        sheet.shortcuts_requested.connect(self.show_shortcuts)
        self._open(sheet)

    def show_manual(self) -> None:
        """Show the manual, with the current keys."""
        ManualDialog(lambda text: with_keys(text, self._actions), self._window).show()

    def show_messages(self) -> None:
        """Show all messages of this session."""
        dialog = MessageListDialog(self._workspace.messages, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.show()

    @property
    def _theme(self) -> Theme:
        return THEMES.get(self._settings.value.theme, THEMES["dark"])

    def _open(self, dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
