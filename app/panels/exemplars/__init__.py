"""The exemplars: frames that propagation starts from."""

from app.panels.exemplars.panel import ExemplarsPanel

__all__ = ["ExemplarsPanel"]
