"""Many videos with one command: a list of them, on this machine or on a cluster."""
