"""motcua: an electronic one-stop system for administrative procedures."""
