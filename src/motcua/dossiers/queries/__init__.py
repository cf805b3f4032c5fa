"""Questions about dossiers; the only way from an id to a row a person may see."""
