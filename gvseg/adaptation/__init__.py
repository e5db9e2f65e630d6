"""Adapt the network to the exemplars of one video."""
