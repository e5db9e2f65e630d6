"""The GvSeg network: maps tensors to tensors, without state except its parameters."""
