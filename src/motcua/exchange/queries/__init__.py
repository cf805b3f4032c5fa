"""Named questions about what was told and what waits."""
