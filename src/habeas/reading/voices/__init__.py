"""Whose words each stretch of a text is."""
