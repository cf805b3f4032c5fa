"""The rows of one rehearsed history, written as COPY text with places for what differs from copy to copy."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models

from motcua.directory.models import Account, AdministrativeUnit, Agency
from motcua.dossiers.models import Dossier, Draft, Leg, Party
from motcua.kernel.models import JournalEntry
from motcua.kernel.worktime import TIME_ZONE
from motcua.project.seed.rehearsal import Rehearsal, Slot

GIVEN_BY_THE_SERVER = {"transaction", "recorded_at"}
"""Columns of a journal entry that say when it was really written."""
_INSTANT = re.compile(r"^\d{4}-\d\d-\d\d(?=T\d\d:\d\d|$)")
_ACCOUNTS = {"assignee_id", "instead_of", "account_id"}
PLACE = re.compile("\ue000(\\d+)\ue001")


class CannotBeCopied(RuntimeError):
    """A row of a rehearsed history holds a reference that seeding does not know how to move."""


def copied_models() -> list[type[models.Model]]:
    """The tables a history is made of, people apart: all that belong to a dossier or a leg, and the journal.

    Drafts belong to people at home; nothing that begins at a desk has one.
    """
    others = [
        model
        for model in apps.get_app_config("dossiers").get_models()
        if model is not Draft and {"dossier", "leg"} & {one.name for one in model._meta.concrete_fields}
    ]
    return [Dossier, Leg, *(model for model in others if model is not Leg), JournalEntry]


def columns_of(model: type[models.Model]) -> list["models.Field[Any, Any]"]:
    """The columns that are copied, in the order of the table."""
    fields = list(model._meta.concrete_fields)
    return [one for one in fields if model is not JournalEntry or one.attname not in GIVEN_BY_THE_SERVER]


@dataclass
class Rows:
    """The rows of one history, by model."""

    dossier_id: int
    by_model: dict[type[models.Model], list[dict[str, Any]]] = field(default_factory=dict)

    @classmethod
    def of(cls, dossier_id: int) -> "Rows":
        rows = cls(dossier_id)
        for model in copied_models():
            names = {one.name for one in model._meta.concrete_fields}
            if model is Dossier:
                lookup = {"id": dossier_id}
            elif model is JournalEntry or "dossier" in names:
                lookup = {"dossier_id": dossier_id}
            else:
                lookup = {"leg__dossier_id": dossier_id}
            found = model._default_manager.filter(**lookup).order_by("id").values()
            rows.by_model[model] = list(found)
        return rows

    @property
    def dossier(self) -> dict[str, Any]:
        return self.by_model[Dossier][0]

    def instants(self) -> Iterable[datetime]:
        """Every instant in any row, also those that lie in the future of the last act."""
        for found in self.by_model.values():
            for row in found:
                yield from (
                    value for name, value in row.items() if isinstance(value, datetime) and name != "recorded_at"
                )


class Slots:
    """The places of a pattern: each distinct one has a number."""

    def __init__(self) -> None:
        self.numbers: dict[Slot, int] = {}

    def place(self, *slot: str | int) -> str:
        number = self.numbers.setdefault(slot, len(self.numbers))
        return f"\ue000{number}\ue001"


class Writer:
    """Writes rows as lines of COPY text with places for what differs from copy to copy."""

    def __init__(self, rows: Rows, rehearsal: Rehearsal, anchor: date, numbers: dict[str, Slot]) -> None:
        self.rows, self.rehearsal, self.anchor = rows, rehearsal, anchor
        self.slots = Slots()
        self.own = {
            (model, row["id"]): ("id", model._meta.db_table, number)
            for model, found in rows.by_model.items()
            for number, row in enumerate(found)
        }
        dossier = rows.dossier
        self.people = {dossier["applicant_id"]: "applicant", dossier["submitter_id"]: "submitter"}
        self.words = rehearsal.words | numbers | {dossier["check_key"]: ("check_key",)}
        self._any_word = re.compile("|".join(re.escape(word) for word in sorted(self.words, key=len, reverse=True)))
        self._subjects = {_snake(model.__name__): model for model in rows.by_model}

    def lines(self, model: type[models.Model]) -> str:
        """The rows of the table."""
        columns = columns_of(model)
        return "".join(
            "\t".join(self._cell(model, column, row) for column in columns) + "\n" for row in self.rows.by_model[model]
        )

    def _cell(self, model: type[models.Model], column: "models.Field[Any, Any]", row: dict[str, Any]) -> str:
        value = row[column.attname]
        if value is None:
            return "\\N"
        if model is JournalEntry and (told := self._of_journal(column.attname, value, row)) is not None:
            return told
        if column.primary_key:
            return self.slots.place(*self.own[model, value])
        if isinstance(column, models.ForeignKey):
            return self._reference(column.related_model, value)
        if isinstance(column, ArrayField):
            return "{" + self.slots.place("holders") + "}"
        if isinstance(column, models.JSONField):
            is_members = column.attname == "members"
            return _escaped(_json(self._units(value) if is_members else self._moved(value)))
        if isinstance(value, bool):
            return "t" if value else "f"
        if isinstance(value, datetime):
            there = value.astimezone(TIME_ZONE)
            return self._day(there.date()) + there.strftime(" %H:%M:%S.%f%z")
        return _escaped(self._text(value)) if isinstance(value, str) else str(value)

    def _of_journal(self, name: str, value: Any, row: dict[str, Any]) -> str | None:
        if name == "actor_id":
            return self._reference(Account, value)
        if name == "agency_id":
            return self._reference(Agency, value)
        if name == "dossier_id":
            return self._reference(Dossier, value)
        if name == "subject_id":
            return self._reference(self._subjects[row["subject"]], value)
        return None

    def _reference(self, model: Any, value: int) -> str:
        if (model, value) in self.own:
            return self.slots.place(*self.own[model, value])
        if model is Party:
            return self.slots.place(self.people[value], "id")
        tables = {
            Agency: self.rehearsal.agency_slots,
            Account: self.rehearsal.account_slots,
            AdministrativeUnit: self.rehearsal.unit_slots,
        }
        slot = tables[model].get(value) if model in tables else None
        return self.slots.place(*slot) if slot else str(value)

    def _text(self, text: str) -> str:
        return self._any_word.sub(lambda found: self.slots.place(*self.words[found[0]]), text)

    def _day(self, day: date) -> str:
        return self.slots.place("day", (day - self.anchor).days)

    def _moved(self, value: Any, key: str = "") -> Any:
        """A value of a JSON column with its references, instants and words replaced."""
        if isinstance(value, dict):
            return {name: self._moved(one, name) for name, one in value.items()}
        if isinstance(value, list):
            return [self._moved(one, key) for one in value]
        if isinstance(value, str):
            if found := _INSTANT.match(value):
                return self._day(date.fromisoformat(found[0])) + value[10:]
            return self._text(value)
        if isinstance(value, int) and not isinstance(value, bool) and (key.endswith("_id") or key in _ACCOUNTS):
            return self._id_in_json(key, value)
        return value

    def _id_in_json(self, key: str, value: int) -> Any:
        models_by_key: dict[str, Any] = dict.fromkeys(_ACCOUNTS, Account) | {"leg_id": Leg, "agency_id": Agency}
        if key not in models_by_key:
            raise CannotBeCopied(f"{key} = {value} in the journal or a form")
        return _bare(self._reference(models_by_key[key], value))

    def _units(self, members: dict[str, int | None]) -> Any:
        return {
            key: None if unit is None else _bare(self._reference(AdministrativeUnit, unit))
            for key, unit in members.items()
        }


def _bare(place: str) -> str:
    """A number in JSON that is filled in later: written as a string, freed of its quotes by `_json`."""
    return f"\ue002{place}\ue003"


def _json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text.replace('"\ue002', "").replace('\ue003"', "")


def _escaped(text: str) -> str:
    """As COPY writes it."""
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
