"""What the passing of time asks for: found in bulk here, done one by one by the actions, which ask again.

These questions are the system's own; they show nothing to anybody.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction

from django.db.models import Count, Exists, OuterRef

from motcua.catalogue.queries.editions import edition as edition_by_id
from motcua.catalogue.queries.settings import LawBook, current_law
from motcua.catalogue.rules.edition import Limit, LimitUnit
from motcua.catalogue.rules.settings import AfterNoSupplement
from motcua.directory.queries.calendars import work_calendar
from motcua.dossiers.models import ClockEntry, ClockWarning, Consultation, Dossier, Leg, SupplementRequest
from motcua.dossiers.rules.clock import ClockTerms, LedgerEntry, budget_due, reckon, warnings_passed
from motcua.dossiers.rules.stages import LegState, Stage

CHUNK = 500


def legs_to_warn(at: datetime) -> Iterator[int]:
    """Open legs that have used up a fraction of their time for which no warning was fired yet."""
    law = current_law()
    last_id = 0
    while legs := list(_running_legs(last_id)):
        last_id = legs[-1].id
        ledgers, fired = _ledgers(legs), _fired(legs)
        for leg in legs:
            entries = ledgers[leg.id]
            if entries and not _passed(leg, entries, law, at) <= fired[leg.id, leg.due_at]:
                yield leg.id


def _running_legs(after_id: int) -> Iterator[Leg]:
    told_all = ClockWarning.objects.filter(leg=OuterRef("pk"), due_at=OuterRef("due_at"), fraction="1")
    legs = Leg.objects.filter(
        ~Exists(told_all), id__gt=after_id, finished_at__isnull=True, state=LegState.OPEN, due_at__isnull=False
    ).exclude(limit_value="")
    return legs.select_related("dossier").order_by("id")[:CHUNK].iterator()


def _ledgers(legs: list[Leg]) -> dict[int, list[LedgerEntry]]:
    ledgers: dict[int, list[LedgerEntry]] = defaultdict(list)
    for row in ClockEntry.objects.filter(leg__in=legs).order_by("at", "id"):
        ledgers[row.leg_id].append(row.as_line())
    return ledgers


def _fired(legs: list[Leg]) -> dict[tuple[int, datetime | None], set[Fraction]]:
    fired: dict[tuple[int, datetime | None], set[Fraction]] = defaultdict(set)
    for warning in ClockWarning.objects.filter(leg__in=legs):
        fired[warning.leg_id, warning.due_at].add(Fraction(warning.fraction))
    return fired


def _passed(leg: Leg, entries: list[LedgerEntry], law: LawBook, at: datetime) -> set[Fraction]:
    edition = edition_by_id(leg.edition_id or leg.dossier.edition_id)
    terms = ClockTerms.under(law.at(leg.dossier.received_on, edition.procedure))
    limit = Limit(Fraction(leg.limit_value), LimitUnit(leg.limit_unit))
    return set(warnings_passed(reckon(entries, limit, work_calendar(leg.agency_id, at), terms), at))


def late_consultations(at: datetime) -> list[int]:
    """Legs of consultations that are late and were not reminded of."""
    late = Consultation.objects.filter(reminded_at__isnull=True, leg__finished_at__isnull=True, leg__due_at__lt=at)
    return list(late.order_by("leg__due_at").values_list("leg_id", flat=True))


def unanswered_supplements(at: datetime) -> list[int]:
    """Requests whose deadline has passed without an answer, where the law says that work stops then."""
    open_requests = SupplementRequest.objects.filter(
        completed_at__isnull=True, lapsed_at__isnull=True, leg__isnull=False, answer_due_at__lt=at
    )
    law = current_law()
    found = []
    for request in open_requests.select_related("leg", "dossier").order_by("answer_due_at"):
        leg = request.leg
        assert leg is not None, "filtered"
        edition = edition_by_id(leg.edition_id or request.dossier.edition_id)
        settings = law.at(request.dossier.received_on, edition.procedure)
        if settings.supplement_then is not AfterNoSupplement.NONE:
            found.append(request.id)
    return found


def uncollected_dossiers(at: datetime) -> list[int]:
    """Dossiers whose result lies ready and whose next reminder is due."""
    waiting = (
        Dossier.objects.filter(stage=Stage.DECIDED, finished_at__isnull=False)
        .annotate(reminders=Count("collection_reminders"))
        .order_by("finished_at", "id")
    )
    law = current_law()
    found = []
    for dossier in waiting.iterator():
        settings = law.at(dossier.received_on, edition_by_id(dossier.edition_id).procedure)
        limits = settings.uncollected_reminders
        if dossier.reminders < len(limits):
            assert dossier.finished_at is not None, "filtered"
            due_at = budget_due(
                dossier.finished_at, limits[dossier.reminders], work_calendar(dossier.return_unit_id, at)
            )
            if due_at <= at:
                found.append(dossier.pk)
    return found
