"""Read ground truth and results for each measure of `gvseg evaluate`."""
