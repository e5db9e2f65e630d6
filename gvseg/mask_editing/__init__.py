"""Mask operations that a person requests; no Qt, no engine."""
