"""Bytes for ever: a content-addressed store and the custody log beside it."""
