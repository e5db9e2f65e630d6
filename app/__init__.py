"""The annotation application."""

# PySide6 reads the source of every module that is imported after it; these take a while.
import gvseg.dataset_import  # noqa: F401
