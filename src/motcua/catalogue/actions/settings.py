"""Changing rules of the law from a date; what held before stays written."""

from datetime import date, datetime
from importlib.resources import files
from typing import Any

from django.db import connection, transaction
from django.db.models import JSONField, Q, Value

from motcua.catalogue.models import LawSetting, Procedure
from motcua.catalogue.queries.editions import ProcedureUnknown
from motcua.catalogue.queries.search import nearest
from motcua.catalogue.queries.settings import SettingUnknown
from motcua.catalogue.rules.edition import Certainty
from motcua.catalogue.rules.settings import SETTINGS
from motcua.catalogue.rules.settings_file import read_settings
from motcua.directory.rules.actors import Actor
from motcua.directory.rules.roles import Permission
from motcua.kernel import journal
from motcua.kernel.refusal import Refusal

_LOCK = 0x6C6177
"""Advisory lock: rows get their ids in the order in which they are committed."""


class SettingDayTaken(Refusal):
    """The rule has a value that begins on this very day. Choose another day; what was in force stays written."""

    def __init__(self, key: str, start: date) -> None:
        super().__init__(key=key, start=start.isoformat())


class LegalBasisRequired(Refusal):
    """A rule of the law needs its legal basis. Name the instrument and article."""

    status = 422


def load_law_settings(*, actor: Actor, at: datetime) -> int:
    """Add the values that come with motcua for every key that has none yet; returns how many were added.

    Raises CatalogueFileFaulty when the package's file has faults.
    """
    actor.require(Permission.STEWARD_CATALOGUE)
    name = "law_settings.yaml"
    text = (files("motcua.catalogue") / "data" / name).read_text(encoding="utf-8")
    rows = read_settings(text, name)
    with transaction.atomic():
        _lock()
        present = set(LawSetting.objects.filter(procedure__isnull=True).values_list("key", flat=True))
        added = LawSetting.objects.bulk_create(
            LawSetting(
                key=row.key,
                value=_json(row.value),
                start=row.start,
                end=row.end,
                legal_basis=row.provenance.source,
                certainty=row.provenance.certainty,
            )
            for row in rows
            if row.key not in present
        )
        if added:
            journal.record(
                "catalogue.law_settings_loaded",
                actor=actor,
                at=at,
                subject="catalogue.lawsetting",
                subject_id=added[-1].id,
                data={"file": name, "rows": len(added)},
                react=False,
            )
    return len(added)


def set_law_setting(
    *,
    key: str,
    value: Any,
    start: date,
    legal_basis: str,
    certainty: Certainty,
    actor: Actor,
    at: datetime,
    procedure: str | None = None,
    end: date | None = None,
) -> LawSetting:
    """Give the rule another value from `start`, for all procedures or for one; the value that held ends there.

    `value` is JSON. A value that begins later stays and ends the new one.

    Raises SettingUnknown, SettingNotValid, SettingDayTaken, LegalBasisRequired, ProcedureUnknown.
    """
    actor.require(Permission.STEWARD_CATALOGUE)
    if key not in SETTINGS:
        raise SettingUnknown(key)
    SETTINGS[key].value(value)
    if not legal_basis.strip():
        raise LegalBasisRequired(key=key)
    of_procedure = _procedure(procedure)
    with transaction.atomic():
        _lock()
        before, end = _make_room(key, of_procedure, start, end)
        row = LawSetting.objects.create(
            key=key,
            procedure=of_procedure,
            value=_json(value),
            start=start,
            end=end,
            legal_basis=legal_basis.strip(),
            certainty=certainty,
        )
        journal.record(
            "catalogue.law_setting_set",
            actor=actor,
            at=at,
            subject="catalogue.lawsetting",
            subject_id=row.id,
            data={
                "key": key,
                "procedure": procedure,
                "before": before,
                "value": value,
                "start": start.isoformat(),
                "end": end.isoformat() if end else None,
                "legal_basis": row.legal_basis,
            },
            react=False,
        )
    return row


def _make_room(
    key: str, procedure: Procedure | None, start: date, end: date | None
) -> tuple[dict[str, Any] | None, date | None]:
    """End the value that holds on `start`; gives its content, and the end the new one has before the next value."""
    siblings = LawSetting.objects.filter(key=key, procedure=procedure)
    following = siblings.filter(start__gte=start).order_by("start").first()
    if following is not None and following.start == start:
        raise SettingDayTaken(key, start)
    if following is not None and (end is None or end > following.start):
        end = following.start
    running = siblings.filter(Q(end__isnull=True) | Q(end__gt=start), start__lt=start).first()
    if running is None:
        return None, end
    LawSetting.objects.filter(id=running.id).update(end=start)
    return running.value, end


def _procedure(code: str | None) -> Procedure | None:
    if code is None:
        return None
    found = Procedure.objects.filter(code=code).first()
    if found is None:
        raise ProcedureUnknown(code, nearest(code))
    return found


def _json(value: Any) -> Any:
    """The value for the column; nothing is stored as JSON's null, not as an empty field."""
    return Value(None, JSONField()) if value is None else value


def _lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
