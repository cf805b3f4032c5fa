"""Rules of the directory: pure, without Django."""
