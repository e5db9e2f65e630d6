"""The docks and bars around the canvas: they show the workspace and emit requests."""
