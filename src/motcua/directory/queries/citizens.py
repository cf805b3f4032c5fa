"""Citizens who sign in."""

from motcua.directory.models import Citizen


def citizen_of_account(account_id: int) -> Citizen | None:
    """The citizen behind an account; None for people who work here and for machines."""
    return Citizen.objects.filter(account_id=account_id, account__is_active=True).first()


def citizen_with_identifier(identifier: str) -> Citizen | None:
    """The citizen with this personal identification number; None when it is empty or unknown."""
    return Citizen.objects.filter(identifier=identifier).first() if identifier else None
