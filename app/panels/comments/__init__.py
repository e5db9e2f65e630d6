"""The comments of reviewers, and the frames that need work."""

from app.panels.comments.panel import CommentsPanel

__all__ = ["CommentsPanel"]
