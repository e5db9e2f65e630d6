"""Mask losses, and the rollout of a clip that computes them."""
