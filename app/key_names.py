"""Names of keys as printed on keyboards."""

from PySide6.QtGui import QKeySequence


def key_text(key: QKeySequence) -> str:
    """Return a key as it is printed on the keyboard; Qt calls the main Enter key Return."""
    return key.toString(QKeySequence.SequenceFormat.NativeText).replace("Return", "Enter")


def key_texts(keys: tuple[str, ...]) -> tuple[str, ...]:
    """Return keys in portable text as printed, each once: Return and Enter are one."""
    shown = (key_text(QKeySequence.fromString(key)) or key for key in keys)
    return tuple(dict.fromkeys(shown))
