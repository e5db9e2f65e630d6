"""Numbers of things in words: "1 frame", "2 frames"."""


def counted(count: int, noun: str) -> str:
    """A count with its noun, in the singular for one; for nouns with a plural in -s."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
