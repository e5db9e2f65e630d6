"""The list of proposals."""

from app.panels.proposals.panel import ProposalsPanel

__all__ = ["ProposalsPanel"]
