"""The theme: colours by role, the spacing unit, the style sheet and icons."""

import ctypes
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, Final

from PySide6.QtGui import QColor, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from gvseg.parts import asset_path

_ICONS: Final = asset_path("icons")
SPACE: Final = 4
"""Unit of margins and gaps, in device-independent pixels."""
RADIUS: Final = 4
TEXT_PX: Final = 13
SMALL_TEXT_PX: Final = 11
ICON_PX: Final = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A colour for each role, as #rrggbb.

    Attributes:
        name: "dark" or "light".
        canvas: area around the frame; neutral grey in both themes.
        window, panel, raised: backgrounds, from back to front.
        line: borders and separators.
        text, dim_text: text colours, legible on every background.
        accent: selection and main button; `on_accent` is the text on it.
        good, warning, error: states; legible as text on every background.
    """

    name: str
    canvas: str
    window: str
    panel: str
    raised: str
    line: str
    text: str
    dim_text: str
    accent: str
    on_accent: str
    good: str
    warning: str
    error: str

    def colour(self, role: str) -> QColor:
        """Return the colour of a role, by its field name."""
        return QColor(getattr(self, role))

    def roles(self) -> dict[str, str]:
        """Return the colour of each role as #rrggbb."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name != "name"}


DARK: Final = Theme(
    name="dark",
    canvas="#151618",
    window="#1f2124",
    panel="#26292d",
    raised="#2f3338",
    line="#3a3f45",
    text="#e6e6e6",
    dim_text="#a2a8ae",
    accent="#5aa6ff",
    on_accent="#0b1220",
    good="#4cc85f",
    warning="#e5a83c",
    error="#ff8078",
)
LIGHT: Final = Theme(
    name="light",
    canvas="#d4d6d9",
    window="#eef0f2",
    panel="#f9fafb",
    raised="#e3e6ea",
    line="#c3c8ce",
    text="#1c2024",
    dim_text="#525a63",
    accent="#0a5cc2",
    on_accent="#ffffff",
    good="#136a2b",
    warning="#7d4f00",
    error="#b3211a",
)
THEMES: Final = {theme.name: theme for theme in (DARK, LIGHT)}


def contrast(one: str, other: str) -> float:
    """Return the WCAG contrast ratio of two colours (#rrggbb), 1..21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def qt_palette(theme: Theme) -> QPalette:
    """Return the theme as a palette, for widgets that the style sheet does not cover."""
    palette = QPalette()
    role = QPalette.ColorRole
    for place, colour in (
        (role.Window, theme.window),
        (role.WindowText, theme.text),
        (role.Base, theme.panel),
        (role.AlternateBase, theme.raised),
        (role.Text, theme.text),
        (role.PlaceholderText, theme.dim_text),
        (role.Button, theme.raised),
        (role.ButtonText, theme.text),
        (role.BrightText, theme.error),
        (role.Highlight, theme.accent),
        (role.HighlightedText, theme.on_accent),
        (role.Link, theme.accent),
        (role.ToolTipBase, theme.raised),
        (role.ToolTipText, theme.text),
        (role.Mid, theme.line),
    ):
        palette.setColor(place, QColor(colour))
    for place in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, place, QColor(theme.dim_text))
    return palette


def style_sheet(theme: Theme) -> str:
    """Return the application's style sheet. Widgets select a role with the property `role`."""
    return _STYLE.format(
        **theme.roles(),
        name=theme.name,
        icons=_ICONS.as_posix(),
        space=SPACE,
        wide=2 * SPACE,
        radius=RADIUS,
        px=TEXT_PX,
        small=SMALL_TEXT_PX,
    )


def use_theme(theme: Theme) -> None:
    """Give the whole application the theme's style, palette and style sheet."""
    app = QApplication.instance()
    if not isinstance(app, QApplication) or app.property("theme") == theme.name:
        return
    if app.property("theme") is None:  # setting it on every change caused crashes
        app.setStyle("Fusion")
    app.setProperty("theme", theme.name)
    app.setPalette(qt_palette(theme))
    app.setStyleSheet(style_sheet(theme))


@cache
def icon(name: str, theme: Theme, *, role: str = "text") -> QIcon:
    """Return a Material Design icon such as "mdi6.brush" in the colour of a role."""
    import qtawesome

    result: Any = qtawesome.icon(
        name,
        color=getattr(theme, role),
        color_disabled=_mixed(theme.dim_text, theme.panel, 0.55),
        color_on=theme.accent if role == "text" else getattr(theme, role),
    )
    # Every copy draws with the engine that this object owns. At exit Python would destroy it
    # before some of the copies, and their destruction would crash: so it is never destroyed.
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(result))
    return QIcon(result)


def _mixed(one: str, other: str, share: float) -> str:
    first, second = QColor(one), QColor(other)
    channels = (
        (first.red(), second.red()),
        (first.green(), second.green()),
        (first.blue(), second.blue()),
    )
    return QColor(*(round(a * share + b * (1 - share)) for a, b in channels)).name()


def _luminance(colour: str) -> float:
    value = QColor(colour)
    linear = [
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in (value.redF(), value.greenF(), value.blueF())
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


_STYLE: Final = """
* {{ font-size: {px}px; }}
QMainWindow, QDialog {{ background: {window}; color: {text}; }}
QWidget {{ color: {text}; }}
QLabel {{ background: transparent; }}
QLabel[role="dim"], QLabel[role="hint"] {{ color: {dim_text}; }}
QLabel[role="small"] {{ color: {dim_text}; font-size: {small}px; }}
QLabel[role="title"] {{ font-weight: 600; }}
QLabel[role="warning"] {{ color: {warning}; }}
QLabel[role="error"] {{ color: {error}; }}
QLabel[role="good"] {{ color: {good}; }}
QMenuBar {{ background: {window}; padding: 2px {space}px; }}
QMenuBar::item {{ padding: {space}px {wide}px; border-radius: {radius}px;
  background: transparent; }}
QMenuBar::item:selected {{ background: {raised}; }}
QMenu {{ background: {panel}; border: 1px solid {line}; padding: {space}px; }}
QMenu::item {{ padding: {space}px 24px {space}px {wide}px; border-radius: {radius}px; }}
QMenu::item:selected {{ background: {accent}; color: {on_accent}; }}
QMenu::item:disabled {{ color: {dim_text}; background: transparent; }}
QMenu::separator {{ height: 1px; background: {line}; margin: {space}px; }}
QMenu::icon {{ padding-left: {space}px; }}
QMenu::icon:checked {{ background: {raised}; border: 1px solid {accent};
  border-radius: {radius}px; }}
QToolBar {{ background: {panel}; border: 0; spacing: {space}px; padding: {space}px; }}
QToolBar#toolRail {{ border-right: 1px solid {line}; }}
QToolBar#optionBar, QToolBar#modeBar {{ border-bottom: 1px solid {line}; }}
QToolButton {{ background: transparent; border: 1px solid transparent; border-radius: {radius}px;
  padding: {space}px; }}
QToolButton:hover {{ background: {raised}; }}
QToolButton:pressed {{ background: {line}; }}
QToolButton:checked {{ background: {raised}; border-color: {accent}; }}
QToolButton:focus {{ border-color: {accent}; }}
QToolButton:checked:focus {{ border-color: {text}; }}
QToolButton:disabled {{ color: {dim_text}; }}
QPushButton {{ background: {raised}; border: 1px solid {line}; border-radius: {radius}px;
  padding: {space}px 12px; min-height: 18px; }}
QPushButton:hover {{ border-color: {dim_text}; }}
QPushButton:focus {{ border-color: {accent}; }}
QPushButton:pressed {{ background: {line}; }}
QPushButton:disabled {{ color: {dim_text}; background: {panel}; }}
QPushButton[role="main"], QPushButton:default {{ background: {accent}; color: {on_accent};
  border-color: {accent}; }}
QPushButton[role="main"]:disabled, QPushButton:default:disabled {{ background: {panel};
  color: {dim_text}; border-color: {line}; }}
QPushButton[role="main"]:focus, QPushButton:default:focus {{ border-color: {text}; }}
QPushButton[role="tile"] {{ padding: 0; text-align: left; }}
QPushButton[role="flat"] {{ background: transparent; border-color: transparent; }}
QPushButton[role="flat"]:hover {{ background: {raised}; }}
QLineEdit, QComboBox, QSpinBox, QDoubleSpinBox, QPlainTextEdit, QTextEdit {{ background: {window};
  border: 1px solid {line}; border-radius: {radius}px; padding: 3px {space}px;
  selection-background-color: {accent}; selection-color: {on_accent}; }}
QLineEdit, QPlainTextEdit, QTextEdit {{ placeholder-text-color: {dim_text}; }}
QLineEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus, QDoubleSpinBox:focus,
QPlainTextEdit:focus {{ border-color: {accent}; }}
QComboBox QAbstractItemView {{ background: {panel}; border: 1px solid {line};
  selection-background-color: {accent}; selection-color: {on_accent}; }}
QDockWidget {{ color: {dim_text}; font-size: {small}px; font-weight: 600; }}
QDockWidget::title {{ background: {panel}; padding: {space}px {wide}px; text-align: left;
  border-bottom: 1px solid {line}; }}
QDockWidget > QWidget {{ background: {panel}; }}
QMainWindow::separator {{ background: {line}; width: 1px; height: 1px; }}
QMainWindow::separator:hover {{ background: {accent}; }}
QListView, QTreeView, QTableView, QScrollArea {{ background: {panel};
  border: 1px solid transparent;
  selection-background-color: {raised}; selection-color: {text}; outline: 0; }}
QListView:focus, QTreeView:focus, QTableView:focus {{ border-color: {accent}; }}
QListView::item, QTreeView::item, QTableView::item {{ padding: {space}px; }}
QListView::item:selected, QTreeView::item:selected, QTableView::item:selected {{
  background: {raised}; color: {text}; }}
QListView::item:hover, QTreeView::item:hover {{ background: {raised}; }}
QHeaderView::section {{ background: {panel}; color: {dim_text}; border: 0;
  border-bottom: 1px solid {line}; padding: {space}px; font-size: {small}px; }}
QTabBar::tab {{ background: {window}; color: {dim_text}; padding: {space}px {wide}px; border: 0; }}
QTabBar::tab:selected {{ background: {panel}; color: {text}; border-bottom: 2px solid {accent}; }}
QTabWidget::pane {{ border: 0; border-top: 1px solid {line}; }}
QStatusBar {{ background: {panel}; border-top: 1px solid {line}; color: {dim_text}; }}
QStatusBar::item {{ border: 0; }}
QProgressBar {{ background: {window}; border: 1px solid {line}; border-radius: {radius}px;
  height: 10px; text-align: center; font-size: {small}px; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 3px; }}
QSlider::groove:horizontal {{ height: 4px; background: {line}; border-radius: 2px; }}
QSlider::sub-page:horizontal {{ background: {accent}; border-radius: 2px; }}
QSlider::handle:horizontal {{ width: 12px; height: 12px; margin: -4px 0; border-radius: 6px;
  background: {text}; }}
QSlider::handle:horizontal:focus {{ background: {accent}; }}
QScrollBar:vertical {{ width: 10px; background: transparent; }}
QScrollBar:horizontal {{ height: 10px; background: transparent; }}
QScrollBar::handle {{ background: {line}; border-radius: {radius}px; min-height: 24px;
  min-width: 24px; margin: 1px; }}
QScrollBar::handle:hover {{ background: {dim_text}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QToolTip {{ background: {raised}; color: {text}; border: 1px solid {line}; padding: {space}px; }}
QAbstractSpinBox {{ padding: 3px 6px; }}
QAbstractSpinBox QLineEdit, QComboBox QLineEdit {{ border: 0; padding: 0 2px; margin: 0;
  background: transparent; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ width: 0; height: 0; border: 0; }}
QComboBox {{ padding-left: 6px; padding-right: 20px; }}
QComboBox::drop-down {{ border: 0; width: 20px; }}
QComboBox::down-arrow {{ image: url({icons}/chevron-{name}.svg); width: 12px; height: 12px; }}
QCheckBox, QRadioButton {{ spacing: {wide}px; background: transparent; min-height: 24px; }}
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator {{
  width: 14px; height: 14px; background: {window}; border: 1px solid {dim_text};
  border-radius: 3px; }}
QRadioButton::indicator {{ border-radius: 8px; }}
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {{
  background: {accent}; border-color: {accent}; image: url({icons}/check-{name}.svg); }}
QRadioButton::indicator:checked {{ border-color: {accent};
  background: qradialgradient(cx: 0.5, cy: 0.5, radius: 0.5, fx: 0.5, fy: 0.5,
  stop: 0 {accent}, stop: 0.55 {accent}, stop: 0.65 {window}, stop: 1 {window}); }}
QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border-color: {accent}; }}
QCheckBox::indicator:checked:focus, QRadioButton::indicator:checked:focus {{
  border-color: {text}; }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ border-color: {line}; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {dim_text}; }}
QToolButton::menu-indicator {{ image: none; width: 0; }}
QFrame[role="upright"] {{ background: {line}; border: 0; max-width: 1px; margin: {space}px 0; }}
QFrame[role="line"] {{ background: {line}; border: 0; max-height: 1px; }}
QFrame[role="card"] {{ background: {raised}; border: 1px solid {line}; border-radius: {radius}px; }}
"""
