"""What a reader outside receives: pages that open from disk."""
