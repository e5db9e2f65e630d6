"""Mask operations for the user, without Qt and without the engine."""
