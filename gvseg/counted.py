"""Counts in words: "1 frame", "2 frames"."""


def counted(count: int, noun: str, plural: str = "") -> str:
    """Return a count with its noun; the plural takes an -s unless another is given."""
    return f"{count} {noun}" if count == 1 else f"{count} {plural or f'{noun}s'}"
