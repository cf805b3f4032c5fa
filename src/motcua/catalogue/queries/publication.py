"""What would happen if a draft were published: its faults, the edition it ends, what stands in its way."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Q, QuerySet

from motcua.catalogue.models import ProcedureEdition
from motcua.catalogue.queries.editions import editions_in_force
from motcua.catalogue.rules.document import from_json
from motcua.catalogue.rules.edition import Edition, Step
from motcua.catalogue.rules.edition_check import check_edition, check_members
from motcua.catalogue.rules.faults import fault
from motcua.catalogue.rules.findings import Finding
from motcua.directory.queries.staffing import Staffing, is_anybody_posted, staffing_of
from motcua.directory.rules.agencies import AgencyKind
from motcua.directory.rules.roles import TASK_PERMISSION, Permission
from motcua.kernel.worktime import TIME_ZONE


@dataclass(frozen=True)
class Forecast:
    """The edition as it would be published."""

    content: Edition
    findings: Sequence[Finding]
    """With one of these it is not published."""
    held_nowhere: Sequence[Finding]
    """Steps that nobody can do at any agency; with one of these it is published only before people are posted."""
    not_held: Sequence[Finding]
    """Steps that nobody can do at some agencies: told, not refused."""
    ends: QuerySet[ProcedureEdition]
    """Published editions that end where this one starts."""
    later: QuerySet[ProcedureEdition]
    """Published editions that start within its period; with one of these it is not published."""


def forecast(row: ProcedureEdition, start: date | None, at: datetime) -> Forecast:
    """The edition in force from `start`, or from its own start when none is given, as things stand at `at`."""
    content = from_json(row.document)
    if start is not None and start != content.start:
        content = replace(content, start=start)
    published = ProcedureEdition.objects.filter(procedure_id=row.procedure_id, published_at__isnull=False)
    later = published.filter(start__gte=content.start)
    if content.end is not None:
        later = later.filter(start__lt=content.end)
    lacks = staffing_findings(content, max(content.start, at.astimezone(TIME_ZONE).date()))
    running = Q(end__isnull=True) | Q(end__gt=content.start)
    return Forecast(
        content=content,
        findings=[*check_edition(content), *member_findings(content)],
        held_nowhere=[finding for finding in lacks if finding.code == "step_held_nowhere"],
        not_held=[finding for finding in lacks if finding.code == "step_not_held"],
        ends=published.filter(running, start__lt=content.start),
        later=later,
    )


def staffing_findings(content: Edition, on: date) -> list[Finding]:
    """Steps of the route that nobody can do on the day, at every competent agency or at some of them.

    An installation in which nobody is posted yet has no findings: its catalogue comes before its people.
    """
    if content.route is None or not is_anybody_posted(on):
        return []
    findings, known = [], {}
    kinds = {rule.agency for rule in content.competence if rule.start <= on and (rule.end is None or on < rule.end)}
    for kind in sorted(kinds):
        for index, step in enumerate(content.route.steps):
            needed = _decides(step) | {TASK_PERMISSION[step.role]}
            if needed not in known:
                known[needed] = staffing_of(kind, needed, on)
            staffing = known[needed]
            if staffing.without:
                findings.append(_lacking(step, f"route.steps[{index}].role", kind, staffing))
        known.clear()
    return findings


def _decides(step: Step) -> frozenset[Permission]:
    return frozenset({Permission.DECIDE_DOSSIER}) if "decide" in step.acts else frozenset()


def _lacking(step: Step, path: str, kind: AgencyKind, staffing: Staffing) -> Finding:
    return fault(
        "step_held_nowhere" if staffing.without == staffing.agencies else "step_not_held",
        None,
        path,
        step=step.name.vi,
        role=step.role.value,
        agency=kind.value,
        agencies=staffing.agencies,
        without=staffing.without,
        named=", ".join(staffing.named),
    )


def member_findings(content: Edition) -> list[Finding]:
    """Faults of a group beside its members as they are in the catalogue."""
    if not content.is_group:
        return []
    known = editions_in_force([member.procedure for member in content.members], content.start)
    return check_members(content, known)
