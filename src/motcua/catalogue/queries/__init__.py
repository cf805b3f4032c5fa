"""Named questions to the catalogue."""
