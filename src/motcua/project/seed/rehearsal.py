"""The rehearsal: two stand-in communes, in which the real actions make the histories; rolled back at the end.

Whatever a stand-in is called (its name, its code, its people, its numbers) is a word that occurs nowhere else. In the
rows of a history these words show where the name of a real commune, agency or person belongs.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from motcua.directory.actions.people import create_account, post
from motcua.directory.models import AdministrativeUnit, Agency, ServedUnit
from motcua.directory.queries.authority import authority_of
from motcua.directory.rules.actors import SYSTEM, Actor
from motcua.directory.rules.agencies import AgencyKind
from motcua.dossiers.rules.intake import PartyData
from motcua.kernel.text import fold, name_sort_key
from motcua.project.seed.cast import BRANCHES, POSTS, Cast

HERE, THERE = "here", "there"
"""The commune that receives, and another one, in which the matter lies."""

Slot = tuple[str | int, ...]
"""What belongs into a place of a row, e.g. `("agency", "here", "commune_police", "name")`."""


@dataclass
class Rehearsal:
    """The stand-ins and what their words and ids stand for."""

    cast: Cast
    units: dict[str, AdministrativeUnit] = field(default_factory=dict)
    agencies: dict[tuple[str, AgencyKind], Agency] = field(default_factory=dict)
    words: dict[str, Slot] = field(default_factory=dict)
    unit_slots: dict[int, Slot] = field(default_factory=dict)
    agency_slots: dict[int, Slot] = field(default_factory=dict)
    account_slots: dict[int, Slot] = field(default_factory=dict)
    people: dict[str, PartyData] = field(default_factory=dict)
    _accounts: dict[tuple[int, str], int] = field(default_factory=dict)
    _actors: dict[tuple[int, date], Actor] = field(default_factory=dict)

    def word(self, *slot: str) -> str:
        """A new word that stands for the slot."""
        word = f"Zq{len(self.words):03d}w"
        self.words[word] = slot
        return word

    def actor(self, agency_id: int, where: str, on: date) -> Actor:
        """Who holds the post at the agency."""
        account_id = self._accounts.get((agency_id, where)) or self.cast.holders[agency_id][where].id
        if (account_id, on) not in self._actors:
            self._actors[account_id, on] = authority_of(account_id, on)
        return self._actors[account_id, on]

    def desk(self) -> Agency:
        return self.agencies[HERE, AgencyKind.COMMUNE_SERVICE_CENTRE]


def set_up(cast: Cast, start: date, at: datetime) -> Rehearsal:
    """Two communes like the first of the cast, with agencies and people of their own; within the caller's transaction.

    Whatever happens there is rolled back, so the rows are written as they come.
    """
    rehearsal = Rehearsal(cast)
    for place in (HERE, THERE):
        _commune(rehearsal, place)
    for (place, kind), agency in rehearsal.agencies.items():
        for where in ["counter"] if kind.is_one_stop_unit else ["officer", "leader"]:
            word = rehearsal.word("account", place, kind, where, "name")
            account = create_account(username=word.lower(), name=word, password=None, actor=SYSTEM, at=at)
            post(account=account, role=POSTS[where], agency=agency, start=start, actor=SYSTEM, at=at)
            rehearsal.account_slots[account.id] = ("account", place, kind, where, "id")
            rehearsal._accounts[agency.id, where] = account.id
    for person in ("applicant", "submitter"):
        name, identifier = rehearsal.word(person, "name"), rehearsal.word(person, "identifier")
        address = rehearsal.word(person, "address")
        rehearsal.words[name_sort_key(name)] = (person, "sort_key")
        rehearsal.words[fold(name)] = (person, "folded")
        rehearsal.words[fold(identifier)] = (person, "identifier")
        rehearsal.people[person] = PartyData(kind="citizen", name=name, identifier=identifier, address=address)
    return rehearsal


def _commune(rehearsal: Rehearsal, place: str) -> None:
    cast, model = rehearsal.cast, rehearsal.cast.communes[0]
    name = rehearsal.word("unit", place, "name")
    unit = AdministrativeUnit.objects.create(
        code=f"~{place}",
        level=model.unit.level,
        kind=model.unit.kind,
        name=name,
        full_name=name,
        parent=cast.province,
        path=f"{cast.province.path}/{fold(name)}",
        start=model.unit.start,
        source="rehearsal",
    )
    rehearsal.units[place], rehearsal.unit_slots[unit.id] = unit, ("unit", place, "id")
    parents = {agency.id: kind for kind, agency in model.agencies.items()}
    for kind, agency in sorted(model.agencies.items(), key=lambda item: item[1].parent_id in parents):
        is_branch = kind in BRANCHES
        above = rehearsal.agencies.get((place, parents[agency.parent_id])) if agency.parent_id in parents else None
        stand_in = Agency.objects.create(
            code=rehearsal.word("agency", place, kind, "code"),
            code_certainty=agency.code_certainty,
            kind=kind,
            name=rehearsal.word("agency", place, kind, "name"),
            parent=above or agency.parent,
            unit=cast.province if is_branch else unit,
            start=agency.start,
            search="",
            source="rehearsal",
        )
        if is_branch:
            ServedUnit.objects.create(agency=stand_in, unit=unit)
        rehearsal.agencies[place, kind] = stand_in
        rehearsal.agency_slots[stand_in.id] = ("agency", place, kind, "id")
