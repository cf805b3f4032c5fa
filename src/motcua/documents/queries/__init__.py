"""Named questions about documents: what an issued form looks like."""
