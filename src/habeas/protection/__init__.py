"""Who may see what: sealed identities and the covering of names."""
