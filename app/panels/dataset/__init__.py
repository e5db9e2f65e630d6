"""The dataset browser: a table of videos with search, filters and the queue."""

from app.panels.dataset.panel import DatasetPanel
from app.panels.dataset.watch import DatasetState, DatasetWatch

__all__ = ["DatasetPanel", "DatasetState", "DatasetWatch"]
