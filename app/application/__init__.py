"""The composition root: builds all objects and connects all signals; no logic of its own."""

from app.application.application import Application, Options

__all__ = ["Application", "Options"]
