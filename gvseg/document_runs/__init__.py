"""What a run of the engine takes from a document, and how its results become edits of it."""
