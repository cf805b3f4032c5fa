"""The intake screen between two key presses: everything typed so far, and what follows from it.

Nothing of it is stored: the screen sends all of itself with every step, so that a person may go on where they are
after an error, with or without scripts, and an address never holds personal data.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.http import QueryDict
from django.utils.translation import gettext

from motcua.catalogue.rules.edition import Edition
from motcua.catalogue.rules.forms import final_answers, questions, read_fields
from motcua.desks.counter import picks
from motcua.desks.counter.declaration import ASKED_ABOVE, PREFIX
from motcua.desks.counter.intake_form import COUNT_MAX
from motcua.desks.counter.numbers import whole_number
from motcua.desks.counter.papers_table import PaperRow, mark_all_present, read_rows
from motcua.desks.counter.picks import Hit, Pick
from motcua.desks.counter.scans import kept_scans
from motcua.desks.e_forms import settle_address
from motcua.directory.models import AdministrativeUnit
from motcua.directory.queries.cards import AgencyCard, AgencyUnknown
from motcua.directory.queries.places import unit_with_parents
from motcua.directory.rules.actors import Actor
from motcua.dossiers.actions.forecast import Forecast, forecast
from motcua.dossiers.models.dossier import PartyKind
from motcua.dossiers.rules.intake import ComponentMark, Intake, PartyData
from motcua.dossiers.rules.stages import Channel, ReturnWay
from motcua.kernel.refusal import Refusal
from motcua.kernel.wording import words_of
from motcua.kernel.worktime import TIME_ZONE

DEFAULTS = {"kind": PartyKind.CITIZEN, "copies": "1", "pages": "1", "return_way": ReturnWay.DESK}
NOBODY = PartyData(kind=PartyKind.CITIZEN, name="")


class Sheet:
    """One intake being filled in at a desk."""

    def __init__(self, values: QueryDict, unit: AgencyCard, at: datetime) -> None:
        self.values = values
        self.unit = unit
        self.at = at
        self.remarks: list[str] = []
        """What the person should know about this step, in words."""
        self.procedure = self.place = self.return_unit = Pick("")
        self.forecast: Forecast | None = None
        self.trouble = ""
        """Why there is no forecast, in words."""
        self.rows: list[PaperRow] = []

    @classmethod
    def blank(cls, unit: AgencyCard, at: datetime, procedure: str = "") -> "Sheet":
        values = QueryDict(mutable=True)
        values.update({**DEFAULTS, "idempotency_key": uuid4().hex, "procedure_text": procedure})
        return cls(values, unit, at)

    def renew_key(self) -> None:
        """The next attempt is another matter than the one sent with this key before."""
        self.values["idempotency_key"] = uuid4().hex

    @property
    def on(self) -> date:
        return self.at.astimezone(TIME_ZONE).date()

    def text(self, name: str) -> str:
        return self.values.get(name, "").strip()

    # ------------------------------------------------------------------ what was searched

    def pick(self, box: str, chosen: str) -> None:
        """Settle the three boxes with search; `chosen` is a hit that was clicked in `box`."""
        commune = self._own_place()
        near = commune.path.split("/")[0] if commune else ""
        self.procedure = self._pick("procedure", box, chosen, picks.procedures(self.on), picks.procedure_labelled)
        if not self.text("place_text") and commune is not None:
            self.values["place_text"] = picks.place_hit(commune).label
            self.values["place"] = str(commune.id)
        self.place = self._pick("place", box, chosen, picks.places(self.on, near), picks.place_labelled)
        if not self.text("return_unit_text"):
            self.values["return_unit_text"] = self.unit.name
            self.values["return_unit"] = str(self.unit.id)
        finder = picks.return_units(self.on)
        self.return_unit = self._pick("return_unit", box, chosen, finder, picks.unit_labelled)

    def _own_place(self) -> AdministrativeUnit | None:
        if self.unit.unit_id is None:
            return None
        return unit_with_parents(self.unit.unit_id)

    def _pick(self, name: str, box: str, chosen: str, find: picks.Finder, label: Callable[[str], Hit]) -> Pick:
        pick = Pick(name, self.text(f"{name}_text"), is_new=True)
        try:
            pick = picks.take(
                name,
                text=pick.text,
                known=self.text(name),
                chosen=chosen if box == name else "",
                find=find,
                label=label,
            )
        except (AgencyUnknown, AdministrativeUnit.DoesNotExist, ValueError):
            self.remarks.append(gettext("Không có mục này trong danh mục. Hãy chọn lại."))
        self.values[f"{name}_text"] = pick.text
        self.values[name] = pick.taken.id if pick.taken else ""
        return pick

    @property
    def is_as_shown(self) -> bool:
        """Nothing was chosen in this step that the person has not seen on the screen yet."""
        return not (self.procedure.is_new or self.place.is_new or self.return_unit.is_new)

    # ------------------------------------------------------------------ what follows

    def look_ahead(self, *, all_present: bool, actor: Actor) -> None:
        """Work out what acceptance would say, and the table of papers."""
        if self.procedure.taken is None or self.place.taken is None:
            return
        kept = kept_scans(self.values, actor)
        try:
            self.forecast = forecast(intake=self.intake(NOBODY), at=self.at)
            self.rows = read_rows(self.forecast.components, self.values, kept)
            if all_present:
                mark_all_present(self.rows)
            # once more, now that the edition has said what may be answered and handed in
            self.forecast = forecast(intake=self.intake(NOBODY), at=self.at)
            if self.forecast.components != tuple(row.component for row in self.rows):
                self.rows = read_rows(self.forecast.components, self.values, kept)
        except Refusal as refusal:
            self.trouble = words_of(refusal)

    @property
    def edition(self) -> Edition | None:
        return self.forecast.edition if self.forecast else None

    @property
    def typed_answers(self) -> dict[str, list[str]]:
        """What is typed in the e-form, box by box; several texts where several boxes are ticked."""
        start = f"{PREFIX}-"
        return {name.removeprefix(start): self.values.getlist(name) for name in self.values if name.startswith(start)}

    @property
    def paid(self) -> frozenset[str]:
        """Keys of the fees marked as paid."""
        return frozenset(self.values.getlist("paid"))

    def answers(self) -> dict[str, Any]:
        """The e-form's answers, those of the screen's own fields included; nothing for a procedure without one."""
        if self.edition is None or self.edition.form is None:
            return {}
        typed, form = self.typed_answers, self.edition.form
        requester = "submitter_" if self.text("submitter_name") else ""
        for field, above in ASKED_ABOVE.items():
            own = requester if above in {"name", "identifier", "address", "phone"} else ""
            typed[field] = [self.text(own + above)]
        asked = [question for _page, question in questions(form)]
        return final_answers(form, read_fields(form, asked, typed, settle_address(self.on)))

    @property
    def marks(self) -> tuple[ComponentMark, ...]:
        """The papers that were handed in."""
        return tuple(row.mark for row in self.rows if row.mark is not None)

    def intake(self, applicant: PartyData, submitter: PartyData | None = None) -> Intake:
        """Everything on the screen as the rules take it."""
        assert self.procedure.taken is not None, "asked for only when a procedure is chosen"
        assert self.place.taken is not None, "asked for only when a place is chosen"
        edition = self.edition
        plain = Intake(
            procedure=self.procedure.taken.id,
            place_id=int(self.place.taken.id),
            applicant=applicant,
            submitter=submitter,
            receiving_unit_id=self.unit.id,
            channel=Channel.DIRECT,
            marks=self.marks,
            data=self.answers(),
            copies=_count(self.text("copies")),
            pages=_count(self.text("pages")),
            paid_fees=self.paid,
        )
        if edition is None or not edition.is_group:
            return plain
        chosen = set(self.values.getlist("member"))
        wanted = [member.key for member in edition.members if not member.optional or member.key in chosen]
        return replace(plain, members=dict.fromkeys(wanted))


def _count(text: str) -> int:
    number = whole_number(text)
    return number if number and number <= COUNT_MAX else 1
