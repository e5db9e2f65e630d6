"""The frame with its masks, and the tools that edit it."""
