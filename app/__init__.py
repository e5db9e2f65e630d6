"""The annotation application."""
