"""Trains GvSeg: from public datasets, and from corrections made in the app."""
