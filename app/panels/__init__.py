"""Docks and bars around the canvas, which show the workspace and emit requests."""
