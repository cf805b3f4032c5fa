"""What would happen if a draft were published: its faults, the edition it ends, what stands in its way."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet

from motcua.catalogue.models import ProcedureEdition
from motcua.catalogue.queries.editions import editions_in_force
from motcua.catalogue.rules.document import from_json
from motcua.catalogue.rules.edition import Edition
from motcua.catalogue.rules.edition_check import check_edition, check_members
from motcua.catalogue.rules.findings import Finding


@dataclass(frozen=True)
class Forecast:
    """The edition as it would be published."""

    content: Edition
    findings: Sequence[Finding]
    """With one of these it is not published."""
    ends: QuerySet[ProcedureEdition]
    """Published editions that end where this one starts."""
    later: QuerySet[ProcedureEdition]
    """Published editions that start within its period; with one of these it is not published."""


def forecast(row: ProcedureEdition, start: date | None) -> Forecast:
    """The edition in force from `start`, or from its own start when none is given."""
    content = from_json(row.document)
    if start is not None and start != content.start:
        content = replace(content, start=start)
    published = ProcedureEdition.objects.filter(procedure_id=row.procedure_id, published_at__isnull=False)
    later = published.filter(start__gte=content.start)
    if content.end is not None:
        later = later.filter(start__lt=content.end)
    running = Q(end__isnull=True) | Q(end__gt=content.start)
    return Forecast(
        content=content,
        findings=[*check_edition(content), *member_findings(content)],
        ends=published.filter(running, start__lt=content.start),
        later=later,
    )


def member_findings(content: Edition) -> list[Finding]:
    """Faults of a group beside its members as they are in the catalogue."""
    if not content.is_group:
        return []
    known = editions_in_force([member.procedure for member in content.members], content.start)
    return check_members(content, known)
