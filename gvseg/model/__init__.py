"""The GvSeg network: tensors in, tensors out, no state except its parameters."""
