"""Data that travels with GvSeg: weights, recipes, icons, the demo's exemplar. No code."""
