"""Every text of the window can be translated, the catalogues are complete, and no text is cut
off.
"""

import ast
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from platform import node
from typing import Any, NamedTuple

import numpy as np
import pytest
from every_window import described, is_in_view, windows
from fake_session import VOCABULARY
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sample_workspace import add_object, draw
from shown_texts import Longer, Marked, is_cut, texts_of, unmarked
from window_acts import open_on

from app import language
from app.actions import ACTIONS
from app.application import Application
from app.dialogs.settings import SettingsDialog
from app.language import LANGUAGES, SOURCE, language_of, sentence_case, tr, without_mnemonic
from app.library_texts import TEXTS, tr_library
from app.settings import SettingsStore
from gvseg.annotation.review import FindingKind
from gvseg.dataset_file import Dataset, Status, add_paths
from gvseg.dataset_file.queue import JobState, Queue, QueueTask
from gvseg.formats import FORMATS
from gvseg.masks import Mask
from gvseg.project import login_name

ROOT = Path(__file__).parents[2]
CATALOGUES = ROOT / "assets" / "translations"
LUPDATE = Path(sys.executable).with_name("pyside6-lupdate")
SMALL_SCREEN = (1280, 720)
LONGER = 0.4
"""German and Spanish texts are at most longer than English ones by this factor."""

OURS = re.compile(
    rf"""
    (?<!\w) (?:
    rabbit\ \d+ | film(\.\w+)? | object | background | car | road | sky   # the user's
    | occluded | truncated | LOGIN_NAME
    | bundled | cpu | GvSeg | GVSEG | labelme\ \(A,\ D\) | CVAT\ \(D,\ F\)             # programs
    | (?:(?:Ctrl|Alt|Shift|Space|Enter|Esc|Tab|Del|Home|End|Left|Right|Up|Down|PgUp|PgDown|F\d+
      |[A-Z])
      (?:\+\S)?\+?)+                                                                 # keys
    | YouTube-VIS | KITTI-STEP | CVAT\ XML | labelme | Datumaro\ JSON | Label\ Studio\ JSON
    | \([\w-]+\) | {"|".join(map(re.escape, LANGUAGES.values()))}     # ids of formats, languages
    | px | s | MB | GB | \d+(?:px|s|x\S*)?                                             # units
    | \d+\ \w{3}\ \d{4} | HOST_NAME
    | /\S+                                                                            # paths
    ) (?!\w)
    """.replace("LOGIN_NAME", re.escape(login_name())).replace("HOST_NAME", re.escape(node())),
    re.VERBOSE,
)
"""Texts that are not translated: the user's own names, keys, names of formats and programs,
units.
"""
OTHERS = re.compile(r"qt_|Scroll(Left|Right)Button|manualChapters")
"""Widgets with Qt's own texts, which have their own catalogues, or with the text of the manual."""


class Entry(NamedTuple):
    source: str
    comment: str
    context: str
    forms: tuple[str, ...]
    is_plural: bool
    is_finished: bool


def entries(path: Path) -> list[Entry]:
    found = []
    messages = [
        (context.findtext("name", ""), message)
        for context in ET.parse(path).iter("context")
        for message in context.iter("message")
    ]
    for context, message in messages:
        translation = message.find("translation")
        assert translation is not None
        forms = [form.text or "" for form in translation.iter("numerusform")]
        found.append(
            Entry(
                message.findtext("source", ""),
                message.findtext("comment", ""),
                context,
                tuple(forms or [translation.text or ""]),
                message.get("numerus") == "yes",
                translation.get("type") != "unfinished",
            )
        )
    return found


def catalogue(code: str) -> Path:
    return CATALOGUES / f"gvseg_{code}.ts"


def lupdate(*arguments: str) -> None:
    """Run the command in the Makefile."""
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8")
    command = re.search(r"^LUPDATE := \$\(BIN\)/pyside6-lupdate ((?:.*\\\n)*.*)", recipe, re.M)
    assert command is not None
    given = command[1].replace("\\\n", " ").split()
    subprocess.run([LUPDATE, *given, "-silent", *arguments], cwd=ROOT, check=True)


@pytest.fixture
def in_language(
    make_application: Any,
    session: Any,
    clip: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[Callable[[str], Iterator[QTranslator]] | None], Application]:
    """Start the application with translators, open a clip and give it objects."""

    def start(catalogues: Callable[[str], Iterator[QTranslator]] | None) -> Application:
        if catalogues is not None:
            monkeypatch.setattr(language, "catalogues", catalogues)
        session.vocabulary = VOCABULARY
        application: Application = make_application(SMALL_SCREEN)
        open_on(application, clip, qtbot)
        for number in range(1, 14):
            add_object(application.workspace, f"rabbit {number}")
        outline = np.zeros((96, 128), bool)
        outline[20:60, 30:80] = True
        draw(application.workspace, 1, 0, Mask.from_array(outline))
        application.workspace.view.select(1)
        qtbot.wait(50)
        application.window.actions_by_id["edit.copy"].trigger()
        qtbot.wait(50)
        return application

    return start


def marked(_: str) -> Iterator[QTranslator]:
    yield Marked()


def longer(_: str) -> Iterator[QTranslator]:
    yield Longer(LONGER)


# -- the window ------------------------------------------------------------------------


def with_dataset(application: Application, qtbot: QtBot) -> Iterator[tuple[str, QWidget]]:
    """Yield every window, then the browser of a dataset with a job in its queue."""
    yield from windows(application, qtbot)
    source = application.workspace.project_path
    assert source is not None
    folder, panel = source.parent / "film", application.dataset.panel
    if not folder.exists():  # the application may have started in English before
        with Dataset.create(folder) as dataset:
            add_paths(dataset, [source])
            Queue(dataset).add_training()
    application.dataset.commands.open(folder)
    qtbot.waitUntil(lambda: panel.rows.rowCount() == 1, timeout=20_000)
    panel.findChild(QPushButton, "datasetQueueToggle").click()
    qtbot.waitUntil(lambda: panel.queue.jobs.count() == 1, timeout=20_000)
    qtbot.wait(50)
    yield "the dataset browser", application.window


def test_every_text_of_every_window_is_translated(in_language: Any, qtbot: QtBot) -> None:
    application = in_language(marked)
    left: set[str] = set()
    for name, window in with_dataset(application, qtbot):
        for widget in (window, *window.findChildren(QWidget)):
            if OTHERS.match(widget.objectName()):
                continue
            for text in texts_of(widget):
                rest = OURS.sub("", unmarked(text))
                if re.search(r"[^\W\d_]", rest):
                    left.add(f"{name}: {described(widget)} {text!r} -> {rest!r}")
    assert not left, "\n".join(sorted(left))


def cut_texts(application: Application, qtbot: QtBot) -> set[str]:
    """Return each label and button that is too small for its text."""
    found = set()
    for name, window in with_dataset(application, qtbot):
        for widget in window.findChildren(QWidget):
            if is_in_view(widget) and is_cut(widget):
                text = widget.text() if isinstance(widget, QLabel) else ""
                parent = widget.parentWidget()
                found.add(f"{name}: {described(widget)} in {described(parent)} {text!r:.0}")
    return found


@pytest.fixture(scope="module")
def cut_before() -> list[set[str]]:
    """What earlier tests of the module found in English, as every language is compared with it."""
    return []


@pytest.fixture
def cut_in_english(cut_before: list[set[str]], in_language: Any, qtbot: QtBot) -> set[str]:
    if not cut_before:
        cut_before.append(cut_texts(in_language(None), qtbot))
    return cut_before[0]


@pytest.mark.parametrize("code", ["longer", *(code for code in LANGUAGES if code != SOURCE)])
def test_no_text_is_cut_that_is_whole_in_english(
    code: str, cut_in_english: set[str], in_language: Any, qtbot: QtBot
) -> None:
    ours = language.catalogues
    application = in_language(longer if code == "longer" else lambda _: ours(code))
    assert application.window.width() <= SMALL_SCREEN[0], "the texts make the window too wide"
    assert cut_texts(application, qtbot) - cut_in_english == set()


# -- the catalogues --------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(CATALOGUES.glob("*.ts")), ids=lambda path: path.stem)
def test_the_catalogue_has_the_texts_of_the_source(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / path.name
    shutil.copy(path, copy)
    lupdate(*(["-pluralonly"] if path == catalogue(SOURCE) else []), "-ts", str(copy))
    assert Counter(one[:2] for one in entries(copy)) == Counter(one[:2] for one in entries(path)), (
        "run `make translations` and translate the new texts"
    )


def test_lupdate_finds_every_text_that_the_code_translates(tmp_path: Path) -> None:
    """`lupdate` has its own rules for reading Python; for example, it misses texts inside
    f-strings.
    """
    made = tmp_path / "gvseg_de.ts"
    lupdate("-target-language", "de", "-ts", str(made))
    written = {
        call.args[0].value
        for path in (ROOT / "app").rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in ("tr", "tr_later", "_T")
        and isinstance(call.args[0], ast.Constant)
    }
    assert written == {one.source for one in entries(made) if not one.context}


def placeholders(text: str) -> Counter[str]:
    return Counter(re.findall(r"\{[^{}]*\}|%n", text))


def faults(entry: Entry) -> Iterator[str]:
    """Return the formal errors in a translation."""
    for form in entry.forms:
        if not entry.is_finished or not form.strip():
            yield "is not translated"
        if placeholders(form) != placeholders(entry.source):
            yield f"has other placeholders in {form!r}"
        if _mnemonics(form) != _mnemonics(entry.source):
            yield f"has another number of & in {form!r}"
        if form.endswith("...") != entry.source.endswith("..."):
            yield f"does not agree with the final ... in {form!r}"
        if form.endswith(" ") != entry.source.endswith(" ") or form[:1].isspace() != (
            entry.source[:1].isspace()
        ):
            yield f"has other spaces at its start or end in {form!r}"


def _mnemonics(text: str) -> int:
    return len(re.findall(r"&[^&\s]", text))


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_that_can_be_chosen_is_complete(code: str) -> None:
    wrong = [
        f"{entry.source!r} {fault}" for entry in entries(catalogue(code)) for fault in faults(entry)
    ]
    assert wrong == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_compiled_catalogue_is_that_of_the_source(code: str, qapp: QCoreApplication) -> None:
    compiled = QTranslator()
    assert compiled.load(f"gvseg_{code}", str(CATALOGUES)), "run `make translations`"
    stale = [
        entry.source
        for entry in entries(catalogue(code))
        if compiled.translate(
            entry.context, entry.source, entry.comment, 1 if entry.is_plural else -1
        )
        not in entry.forms
    ]
    assert stale == [], "run `make translations`"


def test_faults_of_a_translation_are_found() -> None:
    def of(source: str, *forms: str) -> list[str]:
        found = faults(Entry(source, "", "", forms, len(forms) > 1, is_finished=True))
        return [fault.partition(" in ")[0] for fault in found]

    assert of("Open {name}...", "{name} öffnen...") == []
    assert of("&File", "文件(&F)") == []
    assert of("Open {name}", "{nmae} öffnen") == ["has other placeholders"]
    assert of("%n frame(s)", "ein Bild", "%n Bilder") == ["has other placeholders"]
    assert of("&File", "Datei") == ["has another number of &"]
    assert of("Export...", "Exportieren") == ["does not agree with the final ..."]
    assert of("Export", "") == ["is not translated"]


# -- choosing a language ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("chosen", "wanted", "code"),
    [
        ("en", ["de-DE"], "en"),
        ("", ["en-GB"], "en"),
        ("", ["xh"], "en"),
        ("", [], "en"),
        ("a language of a later version", ["en-US"], "en"),
    ],
)
def test_the_language_is_the_chosen_one_or_that_of_the_system(
    chosen: str, wanted: list[str], code: str
) -> None:
    assert language_of(chosen, wanted) == code


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (["de-AT", "de"], "de"),
        (["fr-CA", "es-MX"], "es"),
        (["zh-Hans-CN"], "zh_CN"),
        (["zh-Hant-TW", "zh"], "zh_CN"),
        (["zh-Hant-TW"], "en"),
        (["ja-JP"], "ja"),
    ],
)
def test_a_region_finds_its_language_and_a_script_its_own(
    wanted: list[str], code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = dict.fromkeys(("en", "de", "es", "ja", "zh_CN"), "")
    monkeypatch.setattr(language, "LANGUAGES", known)
    assert language_of("", wanted) == code


def test_counts_have_a_singular_and_a_plural_in_english() -> None:
    assert [tr("%n frame(s)", "", count) for count in (0, 1, 2)] == [
        "0 frames",
        "1 frame",
        "2 frames",
    ]
    assert tr("%n category(ies)", "", 2) == "2 categories"


def test_the_settings_offer_the_languages_and_say_when_they_apply(
    qtbot: QtBot, tmp_path: Path
) -> None:
    store = SettingsStore(tmp_path / "settings.json")
    dialog = SettingsDialog(store)
    qtbot.addWidget(dialog)
    box, note = dialog.findChild(QComboBox, "language"), dialog.findChild(QLabel, "languageNote")
    assert [box.itemData(place) for place in range(box.count())] == ["", *LANGUAGES]
    assert note.isHidden()
    box.setCurrentIndex(box.findData("en"))
    box.activated.emit(box.currentIndex())
    assert SettingsStore(store.path).value.language == "en"
    assert not note.isHidden()


def test_starting_again_replaces_the_catalogues(qapp: QCoreApplication) -> None:
    language.install_language("en")
    language.install_language("en")
    assert len(qapp.findChildren(QTranslator)) <= 2


@pytest.mark.parametrize("code", [one for one in LANGUAGES if one != SOURCE])
def test_the_labels_of_qt_s_file_dialog_are_translated(code: str, qapp: QCoreApplication) -> None:
    def labels() -> set[str]:
        dialog = QFileDialog(options=QFileDialog.Option.DontUseNativeDialog)
        dialog.setNameFilter("* (*)")
        found = {label.text() for label in dialog.findChildren(QLabel) if label.text()}
        dialog.deleteLater()
        return found

    english = labels()
    language.install_language(code)
    assert len(english) == 3
    assert not english & labels()


# -- texts of the library --------------------------------------------------------------


def test_the_names_of_the_library_are_in_the_catalogues() -> None:
    shown = [one.value for kind in (FindingKind, Status, JobState, QueueTask) for one in kind]
    shown += [text for form in FORMATS.values() for text in (form.title, form.loses)]
    names = {"YouTube-VIS", "KITTI-STEP", "CVAT XML", "labelme", "Datumaro JSON"}
    assert set(shown) - set(TEXTS) <= names | {"Label Studio JSON"}


def test_the_names_of_edits_are_in_the_catalogues() -> None:
    """Undo names the edit; a project stores the name in English."""
    named = {
        node.value.value
        for path in (ROOT / "gvseg" / "annotation" / "edits").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.AnnAssign)
        and isinstance(node.target, ast.Name)
        and node.target.id == "label"
        and isinstance(node.value, ast.Constant)
    }
    assert named
    assert named - set(TEXTS) == set()


def test_a_text_of_the_library_keeps_what_it_was_filled_with(
    qapp: QCoreApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(language, "catalogues", marked)
    language.install_language("")
    assert unmarked(tr_library("swapped with rabbit 2")) == ""
    assert "swapped with rabbit 2" in tr_library("swapped with rabbit 2")
    assert unmarked(tr_library("confidence 0.41")) == ""
    assert tr_library("the file is damaged") == "the file is damaged"


def test_titles_of_actions_with_numbers_have_their_number() -> None:
    assert ACTIONS["choose.3"].title == "Object 3 in the List"


def test_small_things_of_writing() -> None:
    assert sentence_case("nicht im Bild") == "Nicht im Bild"
    assert [without_mnemonic(one) for one in ("&File", "文件(&F)")] == ["File", "文件"]
