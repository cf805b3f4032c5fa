"""Acts on the catalogue; the only writers."""
