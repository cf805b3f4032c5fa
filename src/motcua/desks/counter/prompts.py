"""What the intake screen asks next, worked out from the sheet for its templates."""

from typing import Any

from motcua.catalogue.queries.editions import editions_in_force
from motcua.catalogue.rules.edition import FeeBasis
from motcua.desks.counter.declaration import PREFIX
from motcua.desks.counter.person import PERSON
from motcua.desks.counter.sheet import Sheet

_CARRIED = ("mark-", "copies-", "note-", "kept-", f"{PREFIX}-")
_CARRIED_WHOLE = frozenset(
    {
        "copies", "pages", "subject", "return_way", "return_address", "number", "paid", "member",
        "return_unit", "return_unit_text",
    }
)  # fmt: skip


class Prompts:
    """The parts of the screen that come and go."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    @property
    def box(self) -> str:
        """The box to go on in."""
        if self.sheet.procedure.taken is None:
            return "procedure"
        if not self.sheet.text("name"):
            return "name" if self.sheet.text("identifier") else "identifier"
        return "copies"

    @property
    def members(self) -> list[dict[str, Any]]:
        """The procedures of a group, to choose the optional ones from; none for a single procedure."""
        edition = self.sheet.edition
        if edition is None:
            return []
        editions = editions_in_force([member.procedure for member in edition.members], self.sheet.on)
        chosen = set(self.sheet.values.getlist("member"))
        return [
            {
                "key": member.key,
                "name": of_member.name if (of_member := editions.get(member.procedure)) else None,
                "procedure": member.procedure,
                "is_optional": member.optional,
                "is_chosen": not member.optional or member.key in chosen,
            }
            for member in edition.members
        ]

    @property
    def has_answers(self) -> bool:
        return any(text for texts in self.sheet.typed_answers.values() for text in texts)

    @property
    def has_submitter(self) -> bool:
        return any(self.sheet.text(f"submitter_{part}") for part in PERSON) or bool(self.sheet.text("mandate"))

    @property
    def pages(self) -> bool:
        """Fees or the e-form depend on the number of pages."""
        edition = self.sheet.edition
        if edition is None:
            return False
        asked = edition.form["schema"]["properties"] if edition.form else {}
        return "pages" in asked or any(fee.basis == FeeBasis.PAGE for fee in edition.fees)

    @property
    def at_once(self) -> bool:
        """An instant procedure of the desk's own committee may be resolved while the person waits."""
        plan = self.sheet.forecast
        return plan is not None and plan.edition.instant and plan.is_own

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What was typed in parts of the screen that are not shown now."""
        values = self.sheet.values
        return [
            (name, value)
            for name in values
            if name in _CARRIED_WHOLE or name.startswith(_CARRIED)
            for value in values.getlist(name)
            if isinstance(value, str)
        ]
