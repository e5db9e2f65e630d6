"""Training of GvSeg's network."""
