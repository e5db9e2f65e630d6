"""Benchmarks of the application, offscreen: strokes, undo, opening, stepping through frames."""
