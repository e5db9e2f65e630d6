"""Mask losses, and the rollout of a clip that they are summed over."""
