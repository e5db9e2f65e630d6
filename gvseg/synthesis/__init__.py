"""Synthetic clips made from stills and video, and simulated clicks."""
