"""Rules of exchange: pure, without Django."""
