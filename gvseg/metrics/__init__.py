"""Published metrics, one per module; none of them prints."""
