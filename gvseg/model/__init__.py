"""The GvSeg network: tensors in, tensors out; no state beyond its parameters."""
