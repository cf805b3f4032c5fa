"""The sub-commands of `motcua`, one module each, loaded only when called."""
