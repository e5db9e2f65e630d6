"""Shortcuts being edited: preset, the user's keys, conflicts. No Qt."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from app.actions import ACTIONS, conflicts, keys_of


@dataclass(frozen=True, slots=True)
class ShortcutChoice:
    """A preset and the user's keys.

    Attributes:
        preset: name in `app.actions.PRESETS`.
        chosen: action id -> keys that differ from the preset.
    """

    preset: str
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def keys(self) -> dict[str, tuple[str, ...]]:
        """Return the keys of each action id."""
        return keys_of(self.preset, self.chosen)

    def conflicting(self, action_id: str) -> tuple[str, ...]:
        """Return the ids of other actions that share a key with this one."""
        found = [other for ids in self.clashes().values() if action_id in ids for other in ids]
        return tuple(dict.fromkeys(one for one in found if one != action_id))

    def clashes(self) -> dict[str, tuple[str, ...]]:
        """Return the ids of the actions that share each key."""
        return conflicts(self.keys())

    def with_keys(self, action_id: str, keys: tuple[str, ...]) -> "ShortcutChoice":
        """Return a copy that assigns other keys to an action."""
        usual = keys_of(self.preset)[action_id]
        chosen = {one: value for one, value in self.chosen.items() if one != action_id}
        if keys != usual:
            chosen[action_id] = keys
        return replace(self, chosen=chosen)

    def reassigning(self, action_id: str, keys: tuple[str, ...]) -> "ShortcutChoice":
        """Return a copy that assigns keys to an action and takes them from other actions."""
        changed = self.with_keys(action_id, keys)
        wanted = {key.casefold() for key in keys}
        for rival in changed.conflicting(action_id):
            kept = tuple(key for key in changed.keys()[rival] if key.casefold() not in wanted)
            changed = changed.with_keys(rival, kept)
        return changed

    def with_preset(self, preset: str) -> "ShortcutChoice":
        """Return another preset, without the user's own keys."""
        return ShortcutChoice(preset)

    def is_own(self, action_id: str) -> bool:
        """Return whether the user has changed the keys of an action."""
        return action_id in self.chosen and action_id in ACTIONS
