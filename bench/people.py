"""Who acts in the measurements: at each of some communes of Phú Thọ one machine account, with a token."""

from dataclasses import dataclass
from datetime import UTC, date, datetime


@dataclass(frozen=True)
class Desk:
    """One commune: its one-stop unit, its committee, and the account that works for both."""

    unit_code: str
    place: str
    committee_id: int
    account_id: int
    token: str


def open_desks(count: int) -> list[Desk]:
    """Accounts at the first communes of the province, each receiving, processing and leading at its own commune."""
    from motcua.api.actions.credentials import issue_credential
    from motcua.api.auth import Scope, issue_token
    from motcua.directory.actions.people import create_account, post
    from motcua.directory.models import Agency
    from motcua.directory.rules.actors import SYSTEM
    from motcua.directory.rules.agencies import AgencyKind
    from motcua.directory.rules.roles import RoleName

    at = datetime.now(UTC)
    units = Agency.objects.filter(
        kind=AgencyKind.COMMUNE_SERVICE_CENTRE, end__isnull=True, unit__path__startswith="phu tho/"
    ).select_related("parent", "unit")
    desks = []
    for number, unit in enumerate(units.order_by("code")[:count]):
        assert unit.parent is not None and unit.unit is not None
        account = create_account(
            username=f"bench.{number}", name=f"Máy {number}", password=None, is_machine=True, actor=SYSTEM, at=at
        )
        for role, agency in (
            (RoleName.RECEIVING_CLIENT, unit), (RoleName.CASE_OFFICER, unit.parent), (RoleName.LEADER, unit.parent)
        ):  # fmt: skip
            post(account=account, role=role, agency=agency, start=date(2026, 1, 5), actor=SYSTEM, at=at)
        credential, secret = issue_credential(account_id=account.id, scopes=list(Scope), actor=SYSTEM, at=at)
        token = issue_token(credential.client_id, secret, "")[0]
        desks.append(Desk(unit.code, unit.unit.code, unit.parent.id, account.id, token))
    return desks
