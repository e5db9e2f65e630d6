"""Counts in words, as the command line writes them."""

from gvseg.counted import counted

__all__ = ["counted"]
