"""Writes what `--json OUT` asks for."""

import json
from pathlib import Path
from typing import Any

from gvseg.formats.atomic import atomic_file


def write_json(path: Path, content: Any) -> None:
    """Write plain values as JSON, whole or not at all.

    Raises:
        OutputError: the place cannot be written.
    """
    with atomic_file(path) as partial:
        partial.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
