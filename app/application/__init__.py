"""The composition root: builds all objects and connects all signals; no logic of its own."""

from app.application.desk import Desk, Options

__all__ = ["Desk", "Options"]
