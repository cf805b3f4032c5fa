"""Who is competent: (rules, place, date) → exactly one agency, or the provincial service centre with the reason."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from motcua.directory.models import AdministrativeUnit, Agency, ServedUnit, UnitSuccession
from motcua.directory.queries.places import in_force, locate, unit_with_parents
from motcua.directory.rules.agencies import AgencyKind
from motcua.directory.rules.agency_plan import AT_A_DISTRICT_WITHOUT_COMMUNES, SUCCESSOR_KINDS
from motcua.directory.rules.competence import Fallback, NobodyCompetent, Rule, rule_on
from motcua.directory.rules.territory import UnitLevel
from motcua.kernel.reference import kept


@dataclass(frozen=True)
class Competence:
    """The answer: the competent agency, or with a `fallback` the provincial service centre that takes the question."""

    agency: Agency | None
    """Empty only when the directory has no provincial service centre for the place either."""
    rule: Rule | None
    place: AdministrativeUnit
    """The unit that stands for the place on the date."""
    other_places: tuple[AdministrativeUnit, ...]
    """Other units it may be, when the place was divided or merged in between."""
    fallback: Fallback | None = None
    choices: tuple[str, ...] = ()
    """Names of the agencies when there are several."""


def competent_agency(rules: Iterable[Rule], unit_id: int, on: date) -> Agency:
    """The agency competent for the place on the date; two statements when the place is in force on the date.

    Raises NobodyCompetent with the reason and the provincial service centre to ask, or PlaceNotThen.
    """
    answer = competence_at(rules, unit_with_parents(unit_id), on)
    if answer.fallback is not None or answer.agency is None:
        raise NobodyCompetent(
            reason=answer.fallback,
            place=answer.place.path,
            needed=answer.rule.level if answer.rule else None,
            ask=answer.agency.name if answer.agency else None,
            choices=list(answer.choices),
        )
    return answer.agency


@kept("places")
def competent_agency_id(rules: tuple[Rule, ...], unit_id: int, on: date) -> int:
    """The id of the agency that `competent_agency` finds; raises what it raises."""
    return competent_agency(rules, unit_id, on).id


def competence_at(rules: Iterable[Rule], unit: AdministrativeUnit, on: date) -> Competence:
    """The whole answer, for a unit loaded with its parents: agency or fallback, rule, place then, other places."""
    located = locate(unit, on)
    place, rule = located.unit, rule_on(rules, on)
    if rule is None:
        return _fallback(Fallback.NO_RULE, None, located.unit, located.others, on)
    kind = rule.agency
    at_level = _ancestor(place, rule.level)
    if rule.level == UnitLevel.COMMUNE and kind in AT_A_DISTRICT_WITHOUT_COMMUNES and _has_no_communes(place):
        at_level, kind = place, AT_A_DISTRICT_WITHOUT_COMMUNES[kind]
    was_wider = unit.level != place.level and bool(located.others)
    if (at_level is None and _is_wider(place.level, rule.level)) or (was_wider and _is_wider(unit.level, rule.level)):
        return _fallback(Fallback.PLACE_TOO_WIDE, rule, place, located.others, on)
    if at_level is None:
        return _fallback(Fallback.NO_AGENCY, rule, place, located.others, on)
    others = located.others if rule.level != UnitLevel.PROVINCE else _of_other_provinces(located.others, at_level)
    agencies = list(_agencies_at(at_level, kind, on))
    if len(agencies) == 1:
        return Competence(agencies[0], rule, place, others)
    if not agencies:
        return _fallback(Fallback.NO_AGENCY, rule, place, others, on)
    return _fallback(Fallback.SEVERAL_AGENCIES, rule, place, others, on, tuple(agency.name for agency in agencies))


@dataclass(frozen=True)
class AgencySuccessor:
    agency: Agency
    is_default: bool


def successors_of(agency: Agency) -> list[AgencySuccessor]:
    """The agencies that took over from one that ended, the default one first; empty while it lasts."""
    if agency.end is None or agency.unit_id is None:
        return []
    kinds = SUCCESSOR_KINDS.get(AgencyKind(agency.kind), (AgencyKind(agency.kind),))
    steps = UnitSuccession.objects.filter(predecessor_id=agency.unit_id, on__lte=agency.end)
    units = dict(steps.values_list("successor_id", "is_default"))
    if not units:
        within = AdministrativeUnit.objects.filter(in_force(agency.end), parent_id=agency.unit_id)
        units = dict.fromkeys(within.values_list("id", flat=True), False)
    served = ServedUnit.objects.filter(unit_id__in=units).values_list("agency_id", "unit_id")
    units_of = {agency_id: units[unit_id] for agency_id, unit_id in sorted(served, key=lambda row: units[row[1]])}
    heirs = Agency.objects.filter(
        Q(unit_id__in=units, served_units__isnull=True) | Q(id__in=units_of), in_force(agency.end), kind__in=kinds
    )
    found = [
        AgencySuccessor(heir, units_of.get(heir.id, units.get(heir.unit_id or 0, False)))
        for heir in heirs.distinct().order_by("code")
    ]
    return sorted(found, key=lambda heir: not heir.is_default)


def _agencies_at(unit: AdministrativeUnit, kind: AgencyKind, on: date) -> Iterator[Agency]:
    rows = Agency.objects.filter(in_force(on), kind=kind)
    if unit.level == UnitLevel.COMMUNE:
        return rows.filter(Q(unit_id=unit.id) | Q(served_units__unit_id=unit.id)).iterator()
    return rows.filter(unit_id=unit.id, served_units__isnull=True).iterator()


def _has_no_communes(unit: AdministrativeUnit) -> bool:
    return unit.level == UnitLevel.DISTRICT and not unit.children.exists()


_WIDTH = {UnitLevel.PROVINCE: 3, UnitLevel.DISTRICT: 2, UnitLevel.COMMUNE: 1}


def _is_wider(level: str, than: UnitLevel) -> bool:
    return _WIDTH[UnitLevel(level)] > _WIDTH[than]


def _ancestor(unit: AdministrativeUnit | None, level: UnitLevel) -> AdministrativeUnit | None:
    while unit is not None and unit.level != level:
        unit = unit.parent
    return unit


def _of_other_provinces(
    units: Iterable[AdministrativeUnit], province: AdministrativeUnit
) -> tuple[AdministrativeUnit, ...]:
    return tuple(unit for unit in units if _ancestor(unit, UnitLevel.PROVINCE) != province)


def _fallback(
    reason: Fallback,
    rule: Rule | None,
    place: AdministrativeUnit,
    others: tuple[AdministrativeUnit, ...],
    on: date,
    choices: tuple[str, ...] = (),
) -> Competence:
    province = _ancestor(place, UnitLevel.PROVINCE)
    assert province is not None, f"{place.path} lies in no province"
    centre = next(_agencies_at(province, AgencyKind.PROVINCIAL_SERVICE_CENTRE, on), None)
    return Competence(centre, rule, place, others, reason, choices)
