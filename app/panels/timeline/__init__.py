"""The timeline, which draws the states of each object's frames in a row."""

from app.panels.timeline.panel import TimelinePanel

__all__ = ["TimelinePanel"]
