"""Counts with their nouns, worded as in the command line."""

from gvseg.counted import counted

__all__ = ["counted"]
