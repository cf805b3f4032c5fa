"""Finding the units where people hand in dossiers and collect results."""

from datetime import date

from motcua.directory.models import Agency
from motcua.directory.queries.places import in_force
from motcua.directory.rules.agencies import AgencyKind
from motcua.kernel.text import fold

_KINDS = [kind for kind in AgencyKind if kind.is_one_stop_unit]


def search_one_stop_units(text: str, on: date, limit: int = 10) -> list[Agency]:
    """One-stop units in force whose name or code holds all the folded words, the shortest names first."""
    found = Agency.objects.filter(in_force(on), kind__in=_KINDS)
    for word in fold(text).split():
        found = found.filter(search__contains=word)
    return sorted(found.order_by("search")[: limit * 20], key=lambda unit: (len(unit.name), unit.search))[:limit]
