"""Canvas tools, one per file."""
