"""The people of the demo, posted at real agencies of Phú Thọ province."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import translation

from motcua.api.actions.credentials import issue_credential
from motcua.api.auth import Scope
from motcua.catalogue.queries.editions import edition_in_force
from motcua.desks.naming import role_name
from motcua.directory.actions.people import create_account, post
from motcua.directory.models import Account, Agency, Posting
from motcua.directory.queries.competence import competent_agency
from motcua.directory.queries.places import find_place, in_force
from motcua.directory.rules.actors import SYSTEM
from motcua.directory.rules.agencies import AgencyKind
from motcua.directory.rules.roles import RoleName

PASSWORD = "mot-cua-2026"
GROUP = "2.002621"
RECEIVING_PLACE = "phu tho/viet tri"
PLACE = "phu tho/nong trang"
POSTED_FROM = date(2026, 1, 5)

PEOPLE: list[tuple[str, str, RoleName, str]] = [
    ("lan", "Trần Thị Lan", RoleName.COUNTER_OFFICER, "desk"),
    ("yen", "Hoàng Thị Yến", RoleName.UNIT_HEAD, "desk"),
    ("minh", "Lê Văn Minh", RoleName.CASE_OFFICER, "birth"),
    ("ha", "Phạm Thu Hà", RoleName.LEADER, "birth"),
    ("dung", "Trịnh Văn Dũng", RoleName.CASE_OFFICER, "residence"),
    ("quang", "Bùi Văn Quang", RoleName.LEADER, "residence"),
    ("hoa", "Lý Thị Hoa", RoleName.CASE_OFFICER, "health_card"),
    ("phuc", "Mai Văn Phúc", RoleName.LEADER, "health_card"),
    ("anh", "Tạ Thị Ánh", RoleName.CASE_OFFICER, "justice"),
    ("kim", "Dương Thị Kim", RoleName.STEWARD, ""),
    ("loc", "Hồ Văn Lộc", RoleName.AUDITOR, ""),
    ("quantri", "Quản trị hệ thống", RoleName.ADMINISTRATOR, ""),
]


@dataclass(frozen=True)
class Cast:
    """Where everybody works, and with what credential they call the machine interface."""

    agencies: dict[str, Agency]
    credentials: dict[str, tuple[str, str]]
    """Sign-in name → client id and secret, made anew for each telling."""
    roles: dict[str, tuple[str, str, str]]
    """Sign-in name → name, role, agency."""

    def introduced(self, language: str) -> list[tuple[str, str]]:
        """Sign-in name and who that is, in words."""
        with translation.override(language):
            return [
                (username, ", ".join(filter(None, (name, str(role_name(role)), agency))))
                for username, (name, role, agency) in self.roles.items()
            ]


def gather(at: datetime) -> Cast:
    """Make the accounts and postings that are not there yet, and a credential for everybody who acts in the story."""
    agencies = _agencies(at.date())
    credentials, roles = {}, {}
    for username, name, role, where in PEOPLE:
        agency = agencies.get(where)
        account = Account.objects.filter(username=username).first()
        if account is None:
            account = create_account(username=username, name=name, password=PASSWORD, actor=SYSTEM, at=at)
        if not Posting.objects.filter(account=account, role=role).exists():
            post(account=account, role=role, agency=agency, start=POSTED_FROM, actor=SYSTEM, at=at)
        roles[username] = (name, str(role), agency.name if agency else "")
        if agency is not None:
            credential, secret = issue_credential(account_id=account.id, scopes=list(Scope), actor=SYSTEM, at=at)
            credentials[username] = (credential.client_id, secret)
    return Cast(agencies, credentials, roles)


def _agencies(on: date) -> dict[str, Agency]:
    receiving, place = find_place(RECEIVING_PLACE, on), find_place(PLACE, on)
    justice = Agency.objects.get(in_force(on), kind=AgencyKind.DEPARTMENT_JUSTICE, unit_id=place.parent_id)
    desk = Agency.objects.get(in_force(on), kind=AgencyKind.COMMUNE_SERVICE_CENTRE, unit=receiving)
    members = edition_in_force(GROUP, on)[1].members
    competent = {
        member.key: competent_agency(edition_in_force(member.procedure, on)[1].competence, place.id, on)
        for member in members
    }
    return competent | {"justice": justice, "desk": desk}
