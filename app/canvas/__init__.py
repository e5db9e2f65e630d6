"""The canvas: draws the frame and its masks, and hosts the editing tools."""
