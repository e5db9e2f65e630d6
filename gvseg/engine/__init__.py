"""The engine: sessions, and the memory, propagation and association that they use."""
