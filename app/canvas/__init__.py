"""The picture with its masks, and the tools that work on it."""
