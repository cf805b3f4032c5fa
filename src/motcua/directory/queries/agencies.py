"""Finding agencies by name, as people type it."""

from datetime import date

from motcua.directory.models import Agency
from motcua.directory.queries.places import in_force
from motcua.directory.rules.agencies import AgencyKind
from motcua.kernel.text import fold

_DESKS = [kind for kind in AgencyKind if kind.is_one_stop_unit]


def search_agencies(text: str, on: date, limit: int = 10) -> list[Agency]:
    """Agencies in force that decide matters, whose name or code holds all the folded words; shortest names first."""
    words = fold(text).split()
    if not words:
        return []
    found = Agency.objects.filter(in_force(on)).exclude(kind__in=_DESKS)
    for word in words:
        found = found.filter(search__contains=word)
    return sorted(found.order_by("search")[: limit * 20], key=lambda agency: (len(agency.name), agency.search))[:limit]
