"""What a notice says: taken from the dossier and from the form issued with the act it tells of."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from motcua.dossiers.models import Dossier, IssuedForm, Leg, Obligation, Termination
from motcua.exchange.rules.notices import Contact, NoticeKind
from motcua.kernel.models import JournalEntry

_FORM = {
    NoticeKind.RECEIVED: "receipt",
    NoticeKind.INCOMPLETE: "supplement",
    NoticeKind.SUPPLEMENT: "supplement",
    NoticeKind.REFUSED: "refusal",
    NoticeKind.LATE: "apology",
}
_INSTANTS = ("due_at", "answer_due_at", "old_due_at", "new_due_at")


def dossier_to_tell_of(dossier_id: int) -> Dossier:
    return Dossier.objects.select_related(
        "applicant", "submitter", "edition__procedure", "receiving_unit", "return_unit"
    ).get(pk=dossier_id)


def contacts(dossier: Dossier) -> list[Contact]:
    """The applicant first, then who filed for them."""
    people = [dossier.applicant, *([dossier.submitter] if dossier.submitter else [])]
    return [Contact(phone=person.phone, email=person.email) for person in people]


def notice_facts(kind: NoticeKind, dossier: Dossier, entry: JournalEntry) -> dict[str, Any]:
    """The words' facts by name, instants as datetimes and, without `_at`, as short text."""
    receipt = _form(dossier, "receipt", entry.at)
    form = _form(dossier, _FORM[kind], entry.at) if kind in _FORM else {}
    facts: dict[str, Any] = {
        "code": dossier.code or "",
        "name": dossier.applicant.name,
        "procedure": dossier.edition.procedure.name_vi,
        "unit": dossier.receiving_unit.name,
        "return_way": dossier.return_way,
        "return_place": receipt.get("return_place") or dossier.return_address or dossier.return_unit.name,
        "tracking_url": receipt.get("tracking_url", ""),
    }
    facts |= {key: form[key] for key in ("items", "reasons", "reason", "agency", "legal_basis") if form.get(key)}
    for key in _INSTANTS:
        if form.get(key):
            facts[key] = timezone.localtime(datetime.fromisoformat(form[key]))
            facts[key.removesuffix("_at")] = f"{facts[key]:%H:%M %d/%m/%Y}"
    if part := _part(dossier, entry):
        facts["part"] = part
    if kind == NoticeKind.STOPPED and (termination := _termination(dossier, entry)):
        facts |= {"reason": termination.reason, "legal_basis": termination.legal_basis}
    if kind == NoticeKind.PAYMENT:
        obligation = Obligation.objects.get(pk=entry.subject_id)
        facts |= {
            "description": obligation.description,
            "amount": f"{obligation.amount_vnd:,}".replace(",", "."),
            "legal_basis": obligation.legal_basis,
        }
    return facts


def _part(dossier: Dossier, entry: JournalEntry) -> str:
    """The procedure the entry is about, when the dossier holds several; empty when it is about all of them."""
    leg_id = entry.data.get("leg_id")
    leg = Leg.objects.filter(pk=leg_id, parent__isnull=False).select_related("edition__procedure").first()
    return leg.edition.procedure.name_vi if leg and leg.edition else ""


def _termination(dossier: Dossier, entry: JournalEntry) -> Termination | None:
    """The stop that took effect with the entry."""
    return Termination.objects.filter(leg__dossier=dossier, at=entry.at).order_by("-id").first()


def _form(dossier: Dossier, form: str, at: datetime) -> dict[str, Any]:
    """The data of the last form of this kind issued by then; empty when there is none."""
    issued = IssuedForm.objects.filter(dossier=dossier, form=form, issued_at__lte=at).order_by("-id").first()
    return issued.data if issued else {}
