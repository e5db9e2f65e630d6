"""Locate the bundled weights."""

from pathlib import Path

from gvseg.errors import WeightsError
from gvseg.parts import asset_path

DEFAULT_NAME = "lite.safetensors"


def bundled_weights(name: str = DEFAULT_NAME) -> Path:
    """Return the path of bundled weights.

    Raises:
        WeightsError: the weights are not installed.
    """
    path = asset_path("weights", name)
    if not path.is_file():
        raise WeightsError(
            f"The bundled weights are missing ({path}): install GvSeg again, or name a weights "
            "file with --weights."
        )
    return path
