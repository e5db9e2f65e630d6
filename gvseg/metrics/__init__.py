"""The published measures, one file each."""
