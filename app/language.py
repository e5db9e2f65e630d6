"""The language of the window: marks texts for translation and installs the catalogues.

Every text that the application shows goes through `tr`. Constants of modules and classes are marked
by `tr_later` and translated by `tr` when they are shown, because no catalogue is installed when
their module is imported. `make translations` finds both; see docs/translating.md.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import (
    QT_TRANSLATE_NOOP,
    QCoreApplication,
    QLibraryInfo,
    QLocale,
    QTranslator,
)

from gvseg.parts import asset_path

SYSTEM: Final = ""
"""The value of the setting `language` that follows the language of the system."""
SOURCE: Final = "en"
LANGUAGES: Final[Mapping[str, str]] = MappingProxyType(
    {SOURCE: "English", "de": "Deutsch", "es": "Español", "ja": "日本語", "zh_CN": "简体中文"}
)
"""The languages that can be chosen: code -> its own name. The tests check that each is complete."""
QT_LACKS: Final = (
    QT_TRANSLATE_NOOP("QFileDialog", "&Look in:"),
    QT_TRANSLATE_NOOP("QFileDialog", "Files of &type:"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Drive"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Folder"),
)
"""Texts of Qt's file dialog that its own catalogues lack in Spanish, Japanese and Chinese."""
_MNEMONIC: Final = re.compile(r"\(&.\)|&")
_CODE: Final = "languageCode"
_OWNED: Final = "gvsegCatalogue"


def tr(text: str, comment: str = "", count: int = -1) -> str:
    """Return a text in the language of the window; `count` fills in %n and chooses the plural."""
    return QCoreApplication.translate("", text, comment, count)


def tr_later(text: str) -> str:
    """Return the text unchanged; it is translated by `tr` where it is shown."""
    return text


def sentence_case(text: str) -> str:
    """Return a text with a capital first letter; the others stay as they are."""
    return text[:1].upper() + text[1:]


def without_mnemonic(text: str) -> str:
    """Return the title of a menu without its mnemonic: "&File", or "文件(&F)"."""
    return _MNEMONIC.sub("", text)


def install_language(chosen: str) -> str:
    """Translate the application from now on; return the code of the language.

    Widgets that exist already keep their texts, so call this before the window is made.
    """
    app = QCoreApplication.instance()
    assert app is not None
    code = language_of(chosen, system_languages())
    for old in app.findChildren(QTranslator, _OWNED):
        app.removeTranslator(old)
        old.setParent(None)
    for translator in catalogues(code):
        translator.setParent(app)
        translator.setObjectName(_OWNED)
        app.installTranslator(translator)
    app.setProperty(_CODE, code)
    if chosen in LANGUAGES:
        QLocale.setDefault(QLocale(chosen))  # dates and numbers follow a chosen language
    return code


def translated_asset(folder: str, name: str) -> Path:
    """Return a data file in the language of the window, "manual.de.md", or the English one."""
    app = QCoreApplication.instance()
    code = SOURCE if app is None else app.property(_CODE)
    whole = asset_path(folder, name)
    own = whole.with_name(f"{whole.stem}.{code}{whole.suffix}")
    return own if own.is_file() else whole


def system_languages() -> list[str]:
    """Return the languages that the system prefers, best first, such as "de-DE"."""
    return QLocale.system().uiLanguages()


def language_of(chosen: str, wanted: list[str]) -> str:
    """Return the code of the chosen language, else of the first that the system wants, else en."""
    if chosen in LANGUAGES:
        return chosen
    for name in wanted:
        locale = QLocale(name)
        for code in LANGUAGES:
            same = QLocale(code)
            if locale.language() == same.language() and locale.script() == same.script():
                return code
    return SOURCE


def catalogues(code: str) -> Iterator[QTranslator]:
    """Yield Qt's own catalogue (its dialogs, its key names), then ours."""
    qt, ours = QTranslator(), QTranslator()
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if code != SOURCE and qt.load(f"qtbase_{code}", folder):
        yield qt
    if ours.load(f"gvseg_{code}", str(asset_path("translations"))):
        yield ours
