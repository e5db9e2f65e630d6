"""The timeline: a row an object, drawn by pixel column."""

from app.panels.timeline.panel import TimelinePanel

__all__ = ["TimelinePanel"]
