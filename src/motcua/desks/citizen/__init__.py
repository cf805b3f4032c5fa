"""Pages for the person the dossier belongs to: tracking without signing in."""
