"""How the language of the window writes lists, numbers and dates."""

from collections.abc import Iterable
from functools import reduce

from PySide6.QtCore import QDateTime, QLocale

from app.language import tr


class Decimal(float):
    """A number that is formatted with the decimal sign of the language, in `str.format` too."""

    def __format__(self, spec: str) -> str:
        return super().__format__(spec).replace(".", QLocale().decimalPoint())


def listed(texts: Iterable[str]) -> str:
    """Return a list such as "drawn, verified", or "" for no texts."""
    return _joined(tr("{first}, {second}"), texts)


def all_of(texts: Iterable[str]) -> str:
    """Return a list such as "rabbit and stone"."""
    return _joined(tr("{first} and {second}"), texts)


def sentences(texts: Iterable[str]) -> str:
    """Return sentences as one text."""
    return _joined(tr("{first} {second}"), texts)


def with_label(label: str, text: str) -> str:
    """Return a text after what it is about: "rabbit: no mask"."""
    return tr("{name}: {text}").format(name=label, text=text)


def percent(value: float) -> str:
    """Return a percentage such as "45 %"."""
    return tr("{} %").format(f"{value:.0f}")


def when_text(moment: float | QDateTime) -> str:
    """Return the local date and time of a moment, given as a date or in seconds since 1970."""
    if not isinstance(moment, QDateTime):
        moment = QDateTime.fromSecsSinceEpoch(round(moment))
    return QLocale().toString(moment, QLocale.FormatType.ShortFormat)


def _joined(pattern: str, texts: Iterable[str]) -> str:
    found = list(texts)
    if not found:
        return ""
    return reduce(lambda first, second: pattern.format(first=first, second=second), found)
