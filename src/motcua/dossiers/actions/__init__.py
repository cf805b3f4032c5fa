"""Acts on dossiers: the only writers; each locks the dossier, asks the rules, writes, and journals once."""
