"""A pattern: one rehearsed history, ready to be copied to other communes, days and people."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from operator import attrgetter, itemgetter
from typing import Any

from motcua.catalogue.queries.editions import edition as edition_by_id
from motcua.catalogue.queries.settings import LawSettings
from motcua.directory.models import Agency
from motcua.directory.rules.agencies import AgencyKind
from motcua.dossiers.models import Dossier, IssuedForm, Leg, SupplementRequest
from motcua.dossiers.rules.stages import Stage
from motcua.kernel.models import JournalEntry
from motcua.kernel.worktime import TIME_ZONE, local
from motcua.project.seed.cast import Cast, Commune
from motcua.project.seed.histories import History
from motcua.project.seed.people import Person
from motcua.project.seed.rehearsal import HERE, THERE, Rehearsal, Slot
from motcua.project.seed.rows import PLACE, Rows, Writer, columns_of

Env = tuple[Any, ...]


@dataclass(frozen=True)
class Whose:
    """An agency of a pattern: a kind at one of its two communes, or one of the province that stays the same."""

    place: str = ""
    kind: AgencyKind | None = None
    agency: Agency | None = None

    def of(self, here: Commune, there: Commune) -> Agency:
        if self.agency is not None:
            return self.agency
        assert self.kind is not None, "a kind, or one agency"
        return (here if self.place == HERE else there).agencies[self.kind]


@dataclass(frozen=True)
class Numbered:
    """A number that a copy gets in a series: its code, or that of a form."""

    form: str
    """Empty for the dossier's code."""
    whose: Whose
    day: int
    """Days after the anchor."""
    second: int
    """Of the day."""


@dataclass
class Table:
    """The rows for one table as a format, and how to take its values from all values of a copy."""

    name: str
    columns: list[str]
    rows: int
    text: str
    values: Callable[[Env], Env]


@dataclass
class Pattern:
    """The rows of a history as formats; what a copy must have, and to which days it may go."""

    history: History
    procedure: str
    stage: str
    anchor: int
    """Number of the day of acceptance, or of the visit that led to none."""
    tables: list[Table]
    numbered: list[Numbered]
    settings: LawSettings
    is_elsewhere: bool
    has_submitter: bool
    before: int
    after: int
    """Days around the anchor that its rows touch."""
    in_force_from: date
    in_force_until: date | None
    last_act: timedelta
    """From the anchor's midnight."""
    stays: timedelta | None
    """How long after the last act a dossier may still be like this; None when it is finished."""
    here_slots: list[Slot] = field(default_factory=list)
    there_slots: list[Slot] = field(default_factory=list)
    day_offsets: list[int] = field(default_factory=list)
    id_slots: list[tuple[str, int]] = field(default_factory=list)
    applicant: Callable[[Any], Env] = lambda _person: ()
    submitter: Callable[[Any], Env] = lambda _person: ()
    holders: list[Whose] = field(default_factory=list)


_GROUPS = ("here", "there", "day", "id", "applicant", "submitter", "own", "number")


def pattern_of(
    dossier: Dossier,
    history: History,
    rehearsal: Rehearsal,
    settings: LawSettings,
    until: datetime | None,
    number_of: Callable[[date], int],
) -> Pattern:
    """The pattern of a dossier that was just rehearsed; `until` says when its history would have gone on."""
    rows = Rows.of(dossier.id)
    at = dossier.accepted_at or dossier.submitted_at
    anchor = local(at).date()
    numbers, numbered = _numbers(rows, rehearsal, settings, anchor)
    writer = Writer(rows, rehearsal, anchor, numbers)
    texts = [(model, writer.lines(model)) for model, found in rows.by_model.items() if found]
    ordered = sorted(writer.slots.numbers, key=lambda slot: (_GROUPS.index(_group(slot)), writer.slots.numbers[slot]))
    ordered = [slot for slot in ordered if _group(slot) not in {"own", "number"}]
    ordered += [("check_key",), ("holders",), *(("number", place) for place in range(len(numbered)))]
    place_of = {writer.slots.numbers[slot]: place for place, slot in enumerate(ordered) if slot in writer.slots.numbers}
    tables = [_table(model, len(rows.by_model[model]), text, place_of) for model, text in texts]
    days = [(local(instant).date() - anchor).days for instant in rows.instants()]
    editions = [edition_by_id(row["edition_id"]) for row in (rows.dossier, *rows.by_model[Leg]) if row["edition_id"]]
    ends = [edition.end for edition in editions if edition.end]
    midnight = datetime(anchor.year, anchor.month, anchor.day, tzinfo=TIME_ZONE)
    last_act: datetime = max(row["at"] for row in rows.by_model[JournalEntry])
    groups = {name: [slot for slot in ordered if _group(slot) == name] for name in _GROUPS}
    return Pattern(
        history=history,
        procedure=editions[0].procedure,
        stage=rows.dossier["stage"],
        anchor=number_of(anchor),
        tables=tables,
        numbered=numbered,
        settings=settings,
        is_elsewhere=rows.dossier["place_id"] == rehearsal.units[THERE].id,
        has_submitter=rows.dossier["submitter_id"] is not None,
        before=-min(days),
        after=max(days),
        in_force_from=max(edition.start for edition in editions),
        in_force_until=min(ends) if ends else None,
        last_act=last_act - midnight,
        stays=_stays(rows, history, last_act, until),
        here_slots=groups["here"],
        there_slots=groups["there"],
        day_offsets=[int(slot[1]) for slot in groups["day"]],
        id_slots=[(str(slot[1]), int(slot[2])) for slot in groups["id"]],
        applicant=_person(groups["applicant"]),
        submitter=_person(groups["submitter"]),
        holders=[_whose(agency_id, rehearsal) for agency_id in rows.dossier["holder_ids"]],
    )


def _group(slot: Slot) -> str:
    if slot[0] in {"unit", "agency", "account"}:
        return str(slot[1])
    return "own" if slot[0] in {"check_key", "holders"} else str(slot[0])


def _table(model: Any, rows: int, text: str, place_of: dict[int, int]) -> Table:
    places = [place_of[int(found)] for found in PLACE.findall(text)]
    # an itemgetter of one place gives no tuple
    values = itemgetter(*places) if len(places) > 1 else lambda env: tuple(env[place] for place in places)
    columns = [str(column.column) for column in columns_of(model)]
    return Table(model._meta.db_table, columns, rows, PLACE.sub("%s", text.replace("%", "%%")), values)


def _person(slots: list[Slot]) -> Callable[[Any], Env]:
    names = [str(slot[1]) for slot in slots]
    if len(names) > 1:
        return attrgetter(*names)
    return lambda person: tuple(getattr(person, name) for name in names)


def _stays(rows: Rows, history: History, last_act: datetime, until: datetime | None) -> timedelta | None:
    """As long as nothing more happens; not longer than the applicant has to answer, then the system goes on."""
    if Stage(rows.dossier["stage"]).is_final:
        return None
    limit = until or last_act + timedelta(days=history.stays_days)
    for request in rows.by_model[SupplementRequest]:
        if request["answer_due_at"] and not request["completed_at"]:
            limit = min(limit, request["answer_due_at"])
    return limit - last_act


def _numbers(
    rows: Rows, rehearsal: Rehearsal, settings: LawSettings, anchor: date
) -> tuple[dict[str, Slot], list[Numbered]]:
    """The numbers in the rows: as words, and as places in their series."""
    words: dict[str, Slot] = {}
    numbered: list[Numbered] = []

    def add(word: str, form: str, whose: Whose, at: datetime) -> None:
        there = at.astimezone(TIME_ZONE)
        words[word] = ("number", len(numbered))
        second = there.hour * 3600 + there.minute * 60 + there.second
        numbered.append(Numbered(form, whose, (there.date() - anchor).days, second))

    dossier = rows.dossier
    if dossier["code"]:
        owner = "competent_agency_id" if settings.dossier_code_owner == "resolving" else "receiving_unit_id"
        add(dossier["code"], "", _whose(dossier[owner], rehearsal), dossier["accepted_at"])
    codes = {agency.code: agency.id for agency in rehearsal.cast.departments}
    codes |= {agency.code: agency.id for agency in rehearsal.agencies.values()}
    for row in rows.by_model[IssuedForm]:
        if row["number"] not in words:
            # …/mark/code of the unit/year
            add(row["number"], row["form"], _whose(codes[row["number"].split("/")[-2]], rehearsal), row["issued_at"])
    return words, numbered


def _whose(agency_id: int, rehearsal: Rehearsal) -> Whose:
    slot = rehearsal.agency_slots.get(agency_id)
    if slot is not None:
        return Whose(place=str(slot[1]), kind=AgencyKind(str(slot[2])))
    agency = next(agency for agency in rehearsal.cast.departments if agency.id == agency_id)
    return Whose(agency=agency)


def filled(slots: list[Slot], commune: Commune, cast: Cast) -> Env:
    """What the commune puts into these places."""
    values: list[Any] = []
    for slot in slots:
        if slot[0] == "unit":
            values.append(commune.unit.id if slot[2] == "id" else commune.unit.name)
            continue
        agency = commune.agencies[AgencyKind(str(slot[2]))]
        if slot[0] == "agency":
            values.append(getattr(agency, str(slot[3])))
        else:
            values.append(getattr(cast.holders[agency.id][str(slot[3])], str(slot[4])))
    return tuple(values)


class PersonWithId:
    """A person of the dossiers with the id their row has."""

    __slots__ = ("address", "folded", "id", "identifier", "name", "sort_key")

    def __init__(self, person_id: int, person: Person) -> None:
        self.id = person_id
        self.name, self.sort_key, self.folded = person.name, person.sort_key, person.folded
        self.identifier, self.address = person.identifier, person.address
