"""The exemplar task: masks propagated from exemplars through a range of frames."""
