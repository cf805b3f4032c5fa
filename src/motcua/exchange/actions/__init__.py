"""Acts of exchange: the only writers of its tables."""
