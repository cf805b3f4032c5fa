"""How rows are told to machines."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from motcua.catalogue.queries.editions import edition
from motcua.directory.queries.cards import agency_card
from motcua.directory.rules.actors import Actor
from motcua.directory.rules.roles import Permission
from motcua.documents.rules.contacts import without_contacts
from motcua.dossiers.models import Dossier, Transfer
from motcua.dossiers.queries.progress import legs_of, status_of


def dossier_out(dossier: Dossier) -> dict[str, Any]:
    """The dossier in short."""
    return {
        "id": dossier.id,
        "code": dossier.code,
        "check_key": dossier.check_key,
        "procedure": edition(dossier.edition_id).procedure,
        "subject": dossier.subject,
        "stage": dossier.stage,
        "national_status": status_of(dossier),
        "receiving_unit": agency_card(dossier.receiving_unit_id).code,
        "competent_agency": agency_card(dossier.competent_agency_id).code,
        "return_unit": agency_card(dossier.return_unit_id).code,
        "submitted_at": dossier.submitted_at,
        "accepted_at": dossier.accepted_at,
        "due_at": dossier.due_at,
        "finished_at": dossier.finished_at,
        "returned_at": dossier.returned_at,
    }


def dossier_detail_out(dossier: Dossier, actor: Actor, now: datetime) -> dict[str, Any]:
    """Everything of one dossier: papers, legs with their clocks explained, transfers, forms.

    How to reach the applicant is told to its one-stop units alone.
    """
    units = (dossier.receiving_unit_id, dossier.return_unit_id)
    is_desk = any(actor.may(Permission.RECEIVE_DOSSIER, unit_id) for unit_id in units)
    forms = list(dossier.forms.order_by("id").values("id", "form", "number", "issued_at", "data"))
    transfers = Transfer.objects.filter(leg__dossier=dossier).order_by("id")
    return dossier_out(dossier) | {
        "applicant_name": dossier.applicant.name,
        "components": list(dossier.components.order_by("id").values("key", "form", "copies", "note", "file_id")),
        "legs": [
            {
                "id": view.leg.id,
                "key": view.leg.key,
                "kind": view.leg.kind,
                "agency": agency_card(view.leg.agency_id).code,
                "procedure": view.edition.procedure if view.edition else None,
                "state": view.leg.state,
                "requires": view.requires,
                "received_at": view.leg.received_at,
                "due_at": view.leg.due_at,
                "finished_at": view.leg.finished_at,
                "delay_minutes": view.leg.delay_minutes,
                "tasks": [
                    {
                        "id": task.id,
                        "step": task.step,
                        "role": task.role,
                        "assignee": task.assignee.name if task.assignee else None,
                        "due_at": task.due_at,
                    }
                    for task in view.open_tasks
                ],
                "explanation": view.explanation,
            }
            for view in legs_of(dossier, now)
        ],
        "transfers": transfers_out(transfers),
        "forms": forms if is_desk else [form | {"data": without_contacts(form["data"])} for form in forms],
    }


def transfers_out(transfers: Iterable[Transfer]) -> list[dict[str, Any]]:
    return [
        {
            "id": transfer.id,
            "kind": transfer.kind,
            "sender": agency_card(transfer.sender_id).code,
            "receiver": agency_card(transfer.receiver_id).code,
            "due_at": transfer.due_at,
            "sent_at": transfer.sent_at,
            "received_at": transfer.received_at,
        }
        for transfer in transfers
    ]
