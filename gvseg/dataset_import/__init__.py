"""Import of published data sets as datasets."""

from gvseg.dataset_import.importing import (
    LAYOUTS,
    FoundLayout,
    ImportResult,
    find_layouts,
    import_dataset,
)

__all__ = ["LAYOUTS", "FoundLayout", "ImportResult", "find_layouts", "import_dataset"]
