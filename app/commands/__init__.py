"""Commands that implement the actions."""
