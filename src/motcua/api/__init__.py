"""Machine interface v1."""
