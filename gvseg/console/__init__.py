"""Shared parts of the command lines `gvseg` and `gvseg-train`: arguments, progress, Ctrl-C."""
