"""What arrives becomes an item and a document: one module a format."""
