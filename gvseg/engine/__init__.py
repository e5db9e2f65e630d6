"""The running engine: memory, readout, association and the session that drives them."""
