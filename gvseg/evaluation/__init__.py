"""Reads ground truth and results from files, and computes the metrics of `gvseg evaluate`."""
