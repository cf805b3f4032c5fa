"""Questions to the directory, by subject."""
