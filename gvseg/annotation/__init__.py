"""The annotation document, its edits and their history. No Qt, no torch."""
