"""Readers of published data sets and GvSeg exports: every layout becomes `AnnotatedVideo`."""
