"""Text is legible in every theme, and no two actions share a key."""

from typing import Any

import pytest
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot
from sample_workspace import actions

from app.actions import (
    ACTIONS,
    MENUS,
    PRESETS,
    ApplicationState,
    Need,
    conflicts,
    keys_of,
    why_disabled,
)
from app.application import Application
from app.panels.buttons import with_keys
from app.theme import THEMES, Theme, contrast, icon, style_sheet

GROUNDS = ("window", "panel", "raised")
READ = ("text", "dim_text", "accent", "good", "warning", "error")


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("role", READ)
def test_text_is_legible_on_every_background(theme: Theme, ground: str, role: str) -> None:
    assert contrast(getattr(theme, role), getattr(theme, ground)) >= 4.5


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_the_main_button_is_legible(theme: Theme) -> None:
    assert contrast(theme.on_accent, theme.accent) >= 4.5


def test_contrast_follows_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_the_style_sheet_names_only_known_roles(theme: Theme) -> None:
    assert "{" in style_sheet(theme)
    assert "{window}" not in style_sheet(theme)


@pytest.mark.parametrize("preset", PRESETS)
def test_no_two_actions_share_a_key(preset: str) -> None:
    assert not conflicts(keys_of(preset))


@pytest.mark.parametrize("preset", PRESETS)
def test_presets_name_known_actions_and_real_keys(preset: str) -> None:
    assert PRESETS[preset].keys() <= ACTIONS.keys()
    for keys in keys_of(preset).values():
        for key in keys:
            assert QKeySequence.fromString(key).toString() != "", key


def test_the_users_keys_override_the_preset() -> None:
    keys = keys_of("cvat", {"go.next": ("Ctrl+J",)})
    assert keys["go.next"] == ("Ctrl+J",)
    assert keys["go.previous"] == ("D", "Left")
    assert conflicts(keys | {"edit.undo": ("ctrl+j",)}) == {"ctrl+j": ("edit.undo", "go.next")}


@pytest.mark.parametrize("preset", PRESETS)
def test_no_key_collides_with_a_menu_mnemonic(preset: str) -> None:
    menus = {f"alt+{title[title.index('&') + 1]}".casefold() for title in MENUS.values()}
    used = {key.casefold() for keys in keys_of(preset).values() for key in keys}
    assert not menus & used


def test_quitting_needs_a_modifier_key() -> None:
    assert all("+" in key for key in ACTIONS["file.quit"].keys)


def test_every_action_has_a_menu_and_its_icon_exists(qapp: object) -> None:
    for spec in ACTIONS.values():
        assert spec.menu in MENUS
        if spec.icon:
            assert not icon(spec.icon, THEMES["dark"]).isNull(), spec.icon


def test_a_disabled_action_gives_the_reason() -> None:
    propagate = ACTIONS["propagate.both"]
    assert why_disabled(propagate, ApplicationState()) == Need.VIDEO.value
    assert "Draw an object first" in why_disabled(propagate, ApplicationState(has_video=True))
    ready = ApplicationState(has_video=True, has_exemplar=True)
    assert why_disabled(propagate, ready) == ""


def test_tips_and_reasons_name_only_known_actions() -> None:
    text = [need.value for need in Need] + [spec.tip for spec in ACTIONS.values()]
    shown = with_keys(" ".join(text), actions())
    assert "{" not in shown
    assert "Mark a range first (I and O)." in shown


def test_a_reason_names_the_current_keys(application: Application) -> None:
    application.settings.update(shortcuts={"go.mark_in": ("F9",), "go.mark_out": ()})
    application.availability.refresh()
    tip = application.window.actions_by_id["go.clear_range"].toolTip()
    assert tip.endswith("Mark a range first (F9 and End Range Here).")


def test_tooltips_name_their_keys_before_a_video_is_open(make_application: Any) -> None:
    application = make_application()
    tip = application.window.actions_by_id["file.open_video"].toolTip()
    assert tip.startswith("Open Video (Ctrl+O)")


def test_a_setting_leaves_the_icons_and_keys_of_actions_alone(
    application: Application, qtbot: QtBot
) -> None:
    """The settings change while videos open and close, and every action is drawn in many places."""
    qtbot.wait(50)
    changed = []
    for name, action in application.window.actions_by_id.items():
        action.changed.connect(lambda name=name: changed.append(name))
    application.settings.update(person="Ann", recent=())
    qtbot.wait(50)
    assert changed == []
    application.settings.update(shortcuts={"go.next": ("F9",)})
    qtbot.wait(50)
    assert set(changed) == {"go.next"}


def test_the_canvas_applies_the_settings_immediately(application: Application) -> None:
    application.settings.update(mask_opacity=0.8, show_patterns=True, show_outlines=False)
    shown = application.workspace.view.options
    assert (shown.opacity, shown.show_patterns, shown.show_outlines) == (0.8, True, False)
    application.availability.refresh()
    patterns = application.window.actions_by_id["view.patterns"]
    assert patterns.isChecked()
    patterns.trigger()
    assert application.settings.value.show_patterns is False
