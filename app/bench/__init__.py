"""Offscreen benchmarks of the application: strokes, undo, opening, stepping through frames."""
