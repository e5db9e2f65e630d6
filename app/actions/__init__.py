"""Actions: their texts, their keys, and the conditions that enable them."""

from app.actions.needs import ENGINE_BUSY, ApplicationState, Need
from app.actions.presets import PRESETS, conflicts, keys_of
from app.actions.table import ACTIONS, MENUS, NUMBERED_OBJECTS, ActionSpec, why_disabled

__all__ = [
    "ACTIONS",
    "ENGINE_BUSY",
    "MENUS",
    "NUMBERED_OBJECTS",
    "PRESETS",
    "ActionSpec",
    "ApplicationState",
    "Need",
    "conflicts",
    "keys_of",
    "why_disabled",
]
