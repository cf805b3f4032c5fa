"""Acts of the machine interface itself."""
