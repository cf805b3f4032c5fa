"""Acts on documents: the only writers of their tables."""
