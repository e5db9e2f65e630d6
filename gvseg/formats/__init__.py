"""Interchange formats, one file each, and their table."""
