"""The automatic tasks: instances, classes and panoptic scenes, clip by clip."""
