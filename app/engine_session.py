"""Loads the engine's session and turns its errors into messages."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.language import tr
from gvseg.errors import UserError, VideoError

if TYPE_CHECKING:  # importing it loads torch
    from gvseg.engine.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineChoice:
    """Options for loading a session.

    Attributes:
        weights: path of the weights, or None for the bundled weights.
        short_side: shorter side of the network's input, in pixels, or None for the default.
    """

    weights: Path | None = None
    device: str = "auto"
    short_side: int | None = None


def let_waiting_threads_sleep() -> None:
    """Let torch's threads sleep while they wait for each other; call this before torch is loaded.

    By default they spin, which slows everything down as soon as another program or the window needs
    a core: under load, a click takes two to five times as long. Child processes inherit the
    setting; a user's own setting is kept.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


def load_engine_session(choice: EngineChoice) -> "Session":
    """Load the session, which imports torch for the first time."""
    from gvseg.engine.session import Session

    return Session.load(choice.weights, device=choice.device, short_side=choice.short_side)


def error_text(error: BaseException) -> str:
    """Return one sentence for the user: what happened and what to do."""
    if isinstance(error, VideoError):
        return f"{error}"
    if isinstance(error, UserError):
        return str(error)
    if isinstance(error, MemoryError) or "out of memory" in str(error).lower():
        return tr(
            "The engine ran out of memory; the masks made so far are kept. Choose a smaller "
            "short side or the device cpu in the settings, and run again."
        )
    return tr(
        "The engine failed ({kind}); the masks made so far are kept. Run again; if it "
        "fails again, please report the details."
    ).format(kind=type(error).__name__)
