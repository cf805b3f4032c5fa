"""Rules of the dossier: pure, without Django."""
