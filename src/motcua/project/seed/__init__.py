"""Seeding: many lawful dossiers at once, copied from a few histories that the real actions made."""
