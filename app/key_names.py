"""Names of keys as printed on keyboards."""

from PySide6.QtGui import QKeySequence


def key_text(key: QKeySequence) -> str:
    """Return a key as it is printed on the keyboard; Qt calls the main Enter key Return."""
    return key.toString(QKeySequence.SequenceFormat.NativeText).replace("Return", "Enter")


def key_texts(keys: tuple[str, ...]) -> tuple[str, ...]:
    """Return the printed names of key sequences (portable text), without duplicates."""
    shown = (key_text(QKeySequence.fromString(key)) or key for key in keys)
    return tuple(dict.fromkeys(shown))
