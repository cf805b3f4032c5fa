"""The key on the receipt that, with the dossier's code, opens its progress page."""

import secrets

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without I, L, O, 0 and 1, which people confuse on paper."""
LENGTH = 8


def new_check_key() -> str:
    """A key that nobody can guess: 8 characters of 31, about 39 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
