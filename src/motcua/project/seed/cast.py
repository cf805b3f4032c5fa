"""Where the seeded dossiers live: communes of a province, their agencies, and the people who work there."""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from motcua.directory.actions.people import create_account, post
from motcua.directory.models import Account, AdministrativeUnit, Agency, Posting, ServedUnit
from motcua.directory.queries.places import in_force
from motcua.directory.rules.actors import SYSTEM
from motcua.directory.rules.agencies import AgencyKind
from motcua.directory.rules.roles import RoleName
from motcua.directory.rules.territory import TWO_TIER_ON, UnitLevel
from motcua.project.seed.days import agency_ids_with_hours
from motcua.project.seed.people import People

POSTS = {
    "counter": RoleName.COUNTER_OFFICER,
    "officer": RoleName.CASE_OFFICER,
    "leader": RoleName.LEADER,
}
OF_THE_COMMUNE = (
    AgencyKind.COMMUNE_COMMITTEE,
    AgencyKind.COMMUNE_SERVICE_CENTRE,
    AgencyKind.COMMUNE_POLICE,
)
BRANCHES = (AgencyKind.SOCIAL_INSURANCE_BRANCH, AgencyKind.LAND_OFFICE_BRANCH)
"""Of the province, each serving some of its communes."""
PREFIX = "mau."
"""Sign-in names of the seeded people begin with it ("mẫu", a sample)."""


class NothingToSeed(RuntimeError):
    """Why dossiers cannot be seeded, in words that say what to do."""


@dataclass(frozen=True)
class Holder:
    """Somebody who works at an agency."""

    id: int
    name: str


@dataclass(frozen=True)
class Commune:
    """A commune with the agencies that serve it."""

    unit: AdministrativeUnit
    agencies: dict[AgencyKind, Agency]


@dataclass(frozen=True)
class Cast:
    """A province: its communes, its departments, and who works where."""

    province: AdministrativeUnit
    communes: list[Commune]
    departments: list[Agency]
    holders: dict[int, dict[str, Holder]]
    """Agency → post → who holds it."""


def gather(province_path: str, communes: int | None, start: date, now: datetime, chance: random.Random) -> Cast:
    """The communes with their agencies, and accounts at each of them by the real actions; made once, found again later.

    Only communes that exist the whole period, whose agencies keep the hours of everybody. Raises NothingToSeed.
    """
    province = (
        AdministrativeUnit.objects.filter(in_force(start), in_force(now.date()), path=province_path)
        .filter(level=UnitLevel.PROVINCE)
        .first()
    )
    if province is None:
        raise NothingToSeed(
            f'No province "{province_path}". Load the reference data first: motcua load'
            " (and name the province without accents, e.g. phu tho)."
        )
    found = _communes(province, start, now.date())[:communes]
    if not found:
        raise NothingToSeed(f"No commune of {province.name} has its agencies. Load them first: motcua load")
    served = {AgencyKind(agency.kind) for commune in found for agency in commune.agencies.values()}
    departments = list(
        Agency.objects.filter(in_force(start), in_force(now.date()), unit=province, served_units__isnull=True)
        .exclude(kind__in=served)
        .order_by("code")
    )
    agencies = {agency.id: agency for commune in found for agency in commune.agencies.values()}
    agencies |= {agency.id: agency for agency in departments}
    return Cast(province, found, departments, _holders(agencies.values(), now, chance))


def _communes(province: AdministrativeUnit, start: date, today: date) -> list[Commune]:
    units = AdministrativeUnit.objects.filter(in_force(start), in_force(today), parent=province).order_by("code")
    agencies: dict[int, dict[AgencyKind, Agency]] = {unit.id: {} for unit in units}
    whole = Agency.objects.filter(in_force(start), in_force(today))
    for agency in whole.filter(unit__in=units, kind__in=OF_THE_COMMUNE).order_by("code"):
        agencies[agency.unit_id or 0].setdefault(AgencyKind(agency.kind), agency)
    serving = ServedUnit.objects.filter(unit__in=units, agency__in=whole, agency__kind__in=BRANCHES)
    for row in serving.select_related("agency"):
        agencies[row.unit_id].setdefault(AgencyKind(row.agency.kind), row.agency)
    ids = [agency.id for of_unit in agencies.values() for agency in of_unit.values()]
    own_hours = set(agency_ids_with_hours(ids))
    return [
        Commune(unit, agencies[unit.id])
        for unit in units
        if len(agencies[unit.id]) == len(OF_THE_COMMUNE) + len(BRANCHES)
        and not any(agency.id in own_hours for agency in agencies[unit.id].values())
    ]


def _holders(agencies: Iterable[Agency], now: datetime, chance: random.Random) -> dict[int, dict[str, Holder]]:
    people = People(chance, 0)
    known = {account.username: account for account in Account.objects.filter(username__startswith=PREFIX)}
    posted = set(Posting.objects.filter(account__in=known.values()).values_list("account_id", flat=True))
    holders: dict[int, dict[str, Holder]] = {}
    for agency in agencies:
        posts = ["counter"] if AgencyKind(agency.kind).is_one_stop_unit else ["officer", "leader"]
        for where in posts:
            username = f"{PREFIX}{agency.code}.{where}".lower()
            account = known.get(username)
            if account is None:
                name = people.name("fm"[chance.random() < 0.5])
                account = create_account(username=username, name=name, password=None, actor=SYSTEM, at=now)
            if account.id not in posted:
                since = max(agency.start, TWO_TIER_ON)
                post(account=account, role=POSTS[where], agency=agency, start=since, actor=SYSTEM, at=now)
            holders.setdefault(agency.id, {})[where] = Holder(account.id, account.name)
    return holders
