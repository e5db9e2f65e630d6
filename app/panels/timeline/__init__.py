"""The timeline: a row per object, drawn by pixel column."""

from app.panels.timeline.panel import TimelinePanel

__all__ = ["TimelinePanel"]
