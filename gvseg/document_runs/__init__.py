"""Builds the engine's input from a document, and edits from the results of runs."""
