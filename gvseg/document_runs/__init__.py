"""Input of the engine's runs from a document, and edits from their results."""
