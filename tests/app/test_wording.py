"""Lists, numbers and dates as each language writes them."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QDateTime
from PySide6.QtWidgets import QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from app.dialogs.attribute_table import AttributeTable
from app.language import install_language
from app.library_texts import tr_library
from app.wording import Decimal, all_of, listed, percent, sentences, when_text, with_label
from gvseg.annotation.records import Attribute, AttributeKind


@pytest.fixture(autouse=True)
def english_again(english: None) -> Iterator[None]:
    yield
    install_language("en")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", ["a, b, c", "a and b", "a b", "a: b", "45 %", "0.41"]),
        ("de", ["a, b, c", "a und b", "a b", "a: b", "45 %", "0,41"]),
        ("es", ["a, b, c", "a y b", "a b", "a: b", "45 %", "0,41"]),
        ("ja", ["a、b、c", "aとb", "ab", "a：b", "45%", "0.41"]),
        ("zh_CN", ["a、b、c", "a、b", "ab", "a：b", "45%", "0.41"]),
    ],
)
def test_each_language_has_its_signs(code: str, words: list[str]) -> None:
    install_language(code)
    assert [
        listed(["a", "b", "c"]),
        all_of(["a", "b"]),
        sentences(["a", "b"]),
        with_label("a", "b"),
        percent(45.2),
        f"{Decimal(0.41):.2f}",
    ] == words


def test_lists_of_no_or_one_text() -> None:
    assert [listed([]), listed(["a"]), all_of(iter(["a"]))] == ["", "a", "a"]


def test_names_in_lists_keep_their_braces() -> None:
    assert listed(["{first}", "{", "%n"]) == "{first}, {, %n"


def test_numbers_of_the_library_have_the_decimal_sign_of_the_language() -> None:
    install_language("de")
    assert tr_library("confidence 0.41") == "Konfidenz 0,41"


def test_dates_follow_the_language() -> None:
    moment = QDateTime(2026, 11, 28, 7, 5, 0)
    assert when_text(moment) == when_text(moment.toSecsSinceEpoch())
    install_language("de")
    assert when_text(moment) == "28.11.26 07:05"
    assert when_text(QDateTime()) == ""


@pytest.mark.parametrize("typed", ["red, blue", "red，blue", "red、 blue,"])
def test_choices_may_be_typed_with_the_commas_of_each_language(typed: str, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    table = AttributeTable(parent)
    table.show_attributes((Attribute(name="colour", kind=AttributeKind.CHOICE),))
    table.findChild(QTableWidget, "attributeRows").item(0, 2).setText(typed)
    assert table.attributes()[0].choices == ("red", "blue")
