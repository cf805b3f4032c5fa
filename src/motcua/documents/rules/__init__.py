"""Rules of documents: pure, without Django."""
