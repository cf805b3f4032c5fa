"""Reading personal data: who looked at whom and when is journalled too."""

from datetime import datetime

from motcua.directory.rules.actors import Actor
from motcua.directory.rules.roles import Permission
from motcua.dossiers.models import Dossier, IssuedForm, Party
from motcua.dossiers.queries.desk import desk_dossier_for, issued_form_for, returned_by
from motcua.dossiers.queries.papers import form_of
from motcua.dossiers.queries.parties import party_known_to
from motcua.dossiers.queries.search import search
from motcua.dossiers.queries.visibility import dossier_by_code_for, dossier_for
from motcua.dossiers.rules.refusals import DossierNotFound
from motcua.kernel import journal


def open_dossier(*, dossier_id: int, actor: Actor, at: datetime) -> Dossier:
    """The dossier with its people, for its own page. Raises DossierNotFound."""
    dossier = dossier_for(actor, dossier_id)
    _record("dossiers.read", dossier, "dossier", dossier.id, actor, at)
    return dossier


def open_at_desk(*, dossier_id: int, actor: Actor, at: datetime) -> Dossier:
    """The dossier with its people, for the page of the one-stop unit. Raises DossierNotFound."""
    dossier = desk_dossier_for(actor, dossier_id)
    _record("dossiers.read", dossier, "dossier", dossier.id, actor, at)
    return dossier


def open_to_hand_over(*, dossier_id: int, actor: Actor, at: datetime) -> Dossier:
    """The dossier with its people, for whoever may hand over its result. Raises DossierNotFound."""
    dossier = returned_by(actor).filter(id=dossier_id).first()
    if dossier is None:
        raise DossierNotFound(dossier_id=dossier_id)
    _record("dossiers.read", dossier, "dossier", dossier.id, actor, at)
    return dossier


def open_form_at_desk(*, form_id: int, actor: Actor, at: datetime) -> IssuedForm:
    """An official form issued on a dossier at a desk of the actor. Raises DossierNotFound."""
    form = issued_form_for(actor, form_id)
    _record("dossiers.form_read", form.dossier, "issued_form", form.id, actor, at)
    return form


def open_form(*, dossier_id: int, form_id: int, actor: Actor, at: datetime) -> IssuedForm:
    """An official form issued on a dossier that the actor may see. Raises DossierNotFound."""
    dossier = dossier_for(actor, dossier_id)
    form = form_of(dossier, form_id)
    _record("dossiers.form_read", dossier, "issued_form", form.id, actor, at)
    return form


def take_out_list(*, list_name: str, rows: int, actor: Actor, at: datetime) -> None:
    """Rows of a list with people's names left the system as a file."""
    assert actor.id is not None, "only people take lists out"
    data = {"list": list_name, "rows": rows}
    journal.record(
        "dossiers.list_exported", actor=actor, at=at, subject="account", subject_id=actor.id, data=data, react=False
    )


def search_dossiers(*, text: str, actor: Actor, at: datetime) -> list[Dossier]:
    """The dossiers that match, of those the actor may see; what was looked for is kept."""
    found = search(actor, text)
    note_search(text=text, found=len(found), actor=actor, at=at)
    return found


def note_search(*, text: str, found: int, actor: Actor, at: datetime) -> None:
    """Somebody looked for people by name, number or phone, and so many rows were shown."""
    assert actor.id is not None, "only people search"
    data = {"text": text[:200], "found": found}
    journal.record(
        "dossiers.searched", actor=actor, at=at, subject="account", subject_id=actor.id, data=data, react=False
    )


def _record(act: str, dossier: Dossier, subject: str, subject_id: int, actor: Actor, at: datetime) -> None:
    journal.record(act, actor=actor, at=at, subject=subject, subject_id=subject_id, dossier_id=dossier.id, react=False)


def look_up_party(*, identifier: str, unit_id: int, actor: Actor, at: datetime) -> Party | None:
    """The person with this number, as known from dossiers of the desk itself; of others a desk learns nothing."""
    actor.require(Permission.RECEIVE_DOSSIER, unit_id)
    party = party_known_to(unit_id, identifier)
    if party is not None:
        journal.record(
            "dossiers.party_read",
            actor=actor,
            at=at,
            subject="party",
            subject_id=party.id,
            agency_id=unit_id,
            react=False,
        )
    return party


def read_journal(*, entry_ids: list[int], actor: Actor, at: datetime) -> None:
    """An auditor looks through the journal, where citizens act under their names; the look is journalled."""
    actor.require(Permission.READ_JOURNAL)
    if entry_ids:
        journal.record(
            "dossiers.journal_searched",
            actor=actor,
            at=at,
            subject="journal",
            subject_id=entry_ids[0],
            data={"entries": len(entry_ids)},
            react=False,
        )


def read_journal_of(*, code: str, actor: Actor, at: datetime) -> int:
    """The id of the dossier whose entries an auditor looks up; the look is journalled. Raises DossierNotFound."""
    actor.require(Permission.READ_JOURNAL)
    dossier = dossier_by_code_for(actor, code)
    journal.record(
        "dossiers.journal_read",
        actor=actor,
        at=at,
        subject="dossier",
        subject_id=dossier.id,
        dossier_id=dossier.id,
        react=False,
    )
    return dossier.id
