"""Windows that ask: they collect and check input and hand on a frozen request."""
