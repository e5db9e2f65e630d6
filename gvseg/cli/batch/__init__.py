"""Processes a list of videos with one command, on this machine or on a cluster."""
