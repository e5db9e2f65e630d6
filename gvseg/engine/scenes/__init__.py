"""The automatic tasks: instance, semantic and panoptic segmentation, clip by clip."""
