"""Readers of published datasets and GvSeg exports: every layout becomes `AnnotatedVideo`."""
