"""Which agencies cover which places over time, for checking competence rules before they are used."""

import itertools
from collections import defaultdict

from django.db import connection

from motcua.directory.models import AdministrativeUnit, Agency, ServedUnit
from motcua.directory.rules.agencies import AgencyKind
from motcua.directory.rules.competence import Coverage
from motcua.directory.rules.territory import UnitLevel

_kept: dict[tuple[int, ...], list[Coverage]] = {}


def known_coverage() -> list[Coverage]:
    """As `coverage`, kept per process until a unit, an agency or a served commune is added.

    Every change of the directory adds one; a row that ends is followed by another.
    """
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST)
        newest: tuple[int, ...] = cursor.fetchone()
    if newest not in _kept:
        _kept.clear()
        _kept[newest] = coverage()
    return _kept[newest]


_NEWEST = """
SELECT (SELECT coalesce(max(id), 0) FROM directory_administrativeunit),
    (SELECT coalesce(max(id), 0) FROM directory_agency),
    (SELECT coalesce(max(id), 0) FROM directory_servedunit)
"""


def coverage() -> list[Coverage]:
    """Which agencies every unit has in every stretch of time without a change; for checking rules before use.

    Three statements over the whole directory.
    """
    units = list(AdministrativeUnit.objects.values_list("id", "level", "path", "start", "end"))
    agencies = list(
        Agency.objects.filter(unit__isnull=False, served_units__isnull=True).values_list(
            "unit_id", "kind", "start", "end"
        )
    ) + list(ServedUnit.objects.values_list("unit_id", "agency__kind", "agency__start", "agency__end"))
    starts_and_ends = itertools.chain(
        ((start, end) for _, _, _, start, end in units), ((start, end) for _, _, start, end in agencies)
    )
    days = sorted({day for period in starts_and_ends for day in period if day is not None})
    if not days:
        return []
    pieces = []
    for first, last in zip(days, [*days[1:], None], strict=True):
        counted: dict[AgencyKind, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        for unit_id, kind, start, end in agencies:
            if start <= first and (end is None or first < end):
                counted[AgencyKind(kind)][unit_id] += 1
        for level in UnitLevel:
            places = {
                id_: path
                for id_, its_level, path, start, end in units
                if its_level == level and start <= first and (end is None or first < end)
            }
            pieces.append(Coverage(first, last, level, places, counted))
    return pieces
