"""Working time, journal, numbering, database helpers; no domain."""
