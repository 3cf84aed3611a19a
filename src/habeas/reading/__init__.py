"""Document to reading: passages, mentions, voices, claims."""
