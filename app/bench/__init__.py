"""Measures the desk itself, offscreen: strokes, undo, opening, stepping from frame to frame."""
