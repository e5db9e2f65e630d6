"""Reads truth and results as each measure of `gvseg evaluate` wants them."""
