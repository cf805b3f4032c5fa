"""Acts on the directory; the only writers of its tables."""
