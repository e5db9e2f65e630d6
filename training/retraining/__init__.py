"""Retraining from corrections: what was drawn in the app makes the next weights better."""
