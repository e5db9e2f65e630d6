"""GvSeg: general and task-oriented video segmentation (engine, documents, formats)."""

__version__ = "0.2.0"
