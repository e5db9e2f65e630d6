"""Opens the demo clip with the rabbit outlined in its first frame."""

import shutil
from pathlib import Path

import platformdirs

from gvseg.demo_files import demo_clip


def copied_demo(folder: Path | None = None) -> Path:
    """Return a copy of the demo clip in a folder where its project can be written.

    Raises:
        UserError: the demo extra is not installed.
    """
    source = demo_clip()
    folder = folder or Path(platformdirs.user_data_dir("gvseg")) / "demo"
    copy = folder / source.name
    if not copy.is_file() or copy.stat().st_size != source.stat().st_size:
        folder.mkdir(parents=True, exist_ok=True)
        partial = copy.with_suffix(".partial")
        shutil.copyfile(source, partial)
        partial.replace(copy)
    return copy
