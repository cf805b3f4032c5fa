"""Rules of accounts, postings and substitutions, and their refusals."""

from datetime import date

from motcua.directory.rules.roles import Role, RoleName
from motcua.kernel.refusal import Refusal


class AccountNotPossible(Refusal):
    """The account cannot be made like this. Choose another sign-in name and give the person's full name."""


class PasswordTooWeak(Refusal):
    """The password is too weak. Take at least 12 characters, no common password, and nothing of the name."""

    status = 422

    def __init__(self, reasons: list[str]) -> None:
        self.reasons = reasons
        super().__init__(reasons=reasons)


class PostingNotPossible(Refusal):
    """The posting cannot be made like this. Check the role, the agency and the period, and end the earlier posting."""


class SubstitutionNotAllowed(Refusal):
    """This person cannot stand in. Choose somebody who holds the same roles at the same agency in the whole period."""


def check_posting(role: RoleName, agency_id: int | None, start: date, end: date | None) -> None:
    """Raises PostingNotPossible when role and agency do not go together or the period is empty."""
    everywhere = Role.registry[role].everywhere
    if agency_id is None and not everywhere:
        raise PostingNotPossible(reason="agency_missing", role=role)
    if agency_id is not None and everywhere:
        raise PostingNotPossible(reason="role_holds_everywhere", role=role)
    if end is not None and end <= start:
        raise PostingNotPossible(reason="period_empty", start=start, end=end)


def check_substitution(
    absent_roles: dict[RoleName, tuple[date, date | None]],
    substitute_roles: dict[RoleName, tuple[date, date | None]],
    start: date,
    end: date,
) -> None:
    """Raises SubstitutionNotAllowed unless the substitute holds each role of the absent person during the period.

    A substitution hands over tasks, never permissions: whoever may not decide does not decide for a leader either.
    """
    if end <= start:
        raise SubstitutionNotAllowed(reason="period_empty", start=start, end=end)
    if not absent_roles:
        raise SubstitutionNotAllowed(reason="absent_without_role")
    for role in absent_roles:
        held = substitute_roles.get(role)
        if held is None or held[0] > start or (held[1] is not None and held[1] < end):
            raise SubstitutionNotAllowed(reason="substitute_without_role", role=role)
