"""Rules of the catalogue: pure, without Django."""
