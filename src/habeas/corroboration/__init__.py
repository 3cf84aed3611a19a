"""Who really knows it: copies, origins, denials, findings."""
