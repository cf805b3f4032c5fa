"""What time brings about on drafts and filings."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from motcua.documents.models import StoredFile
from motcua.dossiers.models import DossierComponent, Draft, DraftFile, Filing
from motcua.dossiers.rules.stages import Stage

UPLOADS_UNUSED_FOR = 24
"""Units: hours."""
_AT_ONCE_MAX = 1000


def expired_drafts(at: datetime) -> list[int]:
    """Drafts whose days are over; one that a desk has sent back waits for the person."""
    rows = Draft.objects.filter(expires_at__lte=at, emptied_at__isnull=True)
    waiting = rows.filter(dossier__stage__in=[Stage.SUBMITTED, Stage.INCOMPLETE])
    return list(rows.exclude(id__in=waiting).order_by("expires_at").values_list("id", flat=True)[:_AT_ONCE_MAX])


def files_only_in(draft: Draft) -> list[int]:
    """Files of the draft that lie in no dossier and no other draft."""
    others = DraftFile.objects.filter(file=OuterRef("pk")).exclude(draft=draft)
    rows = StoredFile.objects.filter(Exists(DraftFile.objects.filter(draft=draft, file=OuterRef("pk"))))
    return list(_in_no_dossier(rows).exclude(Exists(others)).values_list("id", flat=True))


def unused_uploads(at: datetime) -> list[int]:
    """Files that somebody without an account uploaded a while ago and that lie nowhere."""
    rows = StoredFile.objects.filter(
        stored_by__isnull=True, stored_at__lt=at - timedelta(hours=UPLOADS_UNUSED_FOR)
    ).exclude(Exists(DraftFile.objects.filter(file=OuterRef("pk"))))
    return list(_in_no_dossier(rows).order_by("id").values_list("id", flat=True)[:_AT_ONCE_MAX])


def filings_to_alert(at: datetime) -> list[int]:
    """Filings that nobody has answered in the first hours and nobody was alerted of."""
    rows = Filing.objects.filter(answered_at__isnull=True, alerted_at__isnull=True, alert_due_at__lte=at)
    return list(rows.order_by("alert_due_at").values_list("id", flat=True)[:_AT_ONCE_MAX])


def _in_no_dossier(rows: QuerySet[StoredFile]) -> QuerySet[StoredFile]:
    return rows.exclude(Exists(DossierComponent.objects.filter(file=OuterRef("pk"))))
