"""The list of objects."""

from app.panels.objects.panel import ObjectsPanel

__all__ = ["ObjectsPanel"]
