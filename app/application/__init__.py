"""The composition root: creates all objects and connects all signals."""

from app.application.application import Application, Options

__all__ = ["Application", "Options"]
