"""Outside systems, one module each; called only from jobs, outside any transaction."""
