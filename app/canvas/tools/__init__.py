"""What the mouse does on the canvas; one file a tool."""
