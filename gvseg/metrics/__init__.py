"""The published measures, each in a file of its own; none of them prints."""
