"""Readers of published data sets and of our own exports: every layout to `AnnotatedVideo`."""
