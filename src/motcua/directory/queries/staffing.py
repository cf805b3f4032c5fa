"""Where agencies have somebody for a piece of work, and where nobody."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from motcua.directory.models import Agency, Posting
from motcua.directory.queries.places import in_force
from motcua.directory.rules.agencies import AgencyKind
from motcua.directory.rules.roles import Permission, Role

NAMED_MAX = 5


@dataclass(frozen=True)
class Staffing:
    """How many agencies of a kind there are on a date, how many lack the person, and some of these by name."""

    agencies: int
    without: int
    named: tuple[str, ...]


def is_anybody_posted(on: date) -> bool:
    """Whether an agency has people at all; an installation without any is still being built."""
    return _at_work(on).filter(agency__isnull=False).exists()


def staffing_of(kind: AgencyKind, permissions: Collection[Permission], on: date) -> Staffing:
    """Whether the agencies of the kind have a person with all the permissions on the date; three statements."""
    roles = [role.name.value for role in Role.registry.values() if role.permissions.issuperset(permissions)]
    agencies = Agency.objects.filter(in_force(on), kind=kind)
    lacking = agencies.exclude(Exists(_at_work(on).filter(agency=OuterRef("pk"), role__in=roles))).order_by("name")
    without = lacking.count()
    return Staffing(agencies.count(), without, tuple(lacking.values_list("name", flat=True)[:NAMED_MAX]))


def _at_work(on: date) -> QuerySet[Posting]:
    return Posting.objects.filter(in_force(on), account__is_active=True)
