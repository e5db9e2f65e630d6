"""Shortcut presets modelled on other annotation tools, and the user's own changes."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from app.actions.table import ACTIONS

_LABELME: Final = {
    "go.next": ("D", "Right"),
    "go.previous": ("A", "Left"),
    "object.new": ("Ctrl+N",),
    "tool.polygon": ("P", "Ctrl+Alt+N"),
    "tool.box": ("R",),
    "view.fit": ("Ctrl+F",),
    "object.hide": ("H",),
    "edit.copy_previous": ("Ctrl+D",),
    "proposal.next": ("Ctrl+J",),
    "proposal.previous": ("Ctrl+Shift+J",),
}
_CVAT: Final = {
    "go.next": ("F", "Right"),
    "go.previous": ("D", "Left"),
    "go.forward_ten": ("V", "Shift+Right"),
    "go.back_ten": ("C", "Shift+Left"),
    "propagate.both": ("Ctrl+Shift+P",),
    "tool.select": ("Shift+V",),
    "tool.clicks": (".",),
    "tool.lasso": ("Shift+L",),
    "object.lock": ("L",),
    "go.shuttle_back": (),  # L already locks an object, so this preset has no J-K-L shuttle
    "go.shuttle_stop": (),
    "go.shuttle_forward": (),
    "proposal.next": ("J",),
    "proposal.previous": ("Shift+J",),
    "edit.not_here": ("O",),
    "go.mark_out": ("Shift+O",),
}
PRESETS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = MappingProxyType(
    {"gvseg": {}, "labelme": _LABELME, "cvat": _CVAT}
)
"""Preset name -> action id -> keys that replace the defaults."""


def keys_of(
    preset: str, chosen: Mapping[str, tuple[str, ...]] = MappingProxyType({})
) -> dict[str, tuple[str, ...]]:
    """Return action id -> keys, with the user's own keys overriding those of the preset."""
    changes = PRESETS.get(preset, {})
    return {
        action_id: chosen.get(action_id, changes.get(action_id, spec.keys))
        for action_id, spec in ACTIONS.items()
    }


def conflicts(keys: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return each key sequence shared by several actions, with the ids of those actions."""
    users: dict[str, list[str]] = {}
    for action_id, sequences in keys.items():
        for sequence in sequences:
            users.setdefault(sequence.casefold(), []).append(action_id)
    return {sequence: tuple(ids) for sequence, ids in users.items() if len(ids) > 1}
