"""Imports published datasets as projects."""

from gvseg.dataset_import.importing import (
    LAYOUTS,
    FoundLayout,
    ImportResult,
    find_layouts,
    import_dataset,
)

__all__ = ["LAYOUTS", "FoundLayout", "ImportResult", "find_layouts", "import_dataset"]
